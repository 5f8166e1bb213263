"""How much of the hostile suite runs: a part with the tests, all of it with MEUTE_HOSTILE=whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from meute.graph import open_store

from ..queries.planted import plant

WHOLE = os.environ.get("MEUTE_HOSTILE") == "whole"


def in_whole_suite() -> pytest.MarkDecorator:
    """Mark what takes long and differs little from what runs always."""
    return pytest.mark.skipif(
        not WHOLE, reason="MEUTE_HOSTILE=whole runs it; others like it run here"
    )


_TRIED: dict[str, int] = {}


def tried(sink: str, count: int) -> None:
    """Count what a test has put through a way out, for the table at the end."""
    _TRIED[sink] = _TRIED.get(sink, 0) + count


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was tried by sink, and how many tests failed."""
    if not WHOLE:
        return
    failed = len(terminalreporter.stats.get("failed", []))
    terminalreporter.section("hostile suite")
    for sink, count in _TRIED.items():
        terminalreporter.write_line(f"{sink:<10} {count:>9,} texts tried")
    terminalreporter.write_line(
        f"{failed} tests failed: each failure is something executed, leaked, stalled or killed"
    )


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case" / "case.kgl"
    path.parent.mkdir()
    with open_store(str(path), write=True) as store:
        plant(store)
    return path
