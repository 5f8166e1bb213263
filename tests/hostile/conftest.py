"""How much of the hostile suite runs: a part with the tests, all of it with MEUTE_HOSTILE=whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from meute.graph import open_store

from ..queries.planted import plant
from .tally import table

WHOLE = os.environ.get("MEUTE_HOSTILE") == "whole"


def in_whole_suite() -> pytest.MarkDecorator:
    """Mark what takes long and differs little from what runs always."""
    return pytest.mark.skipif(
        not WHOLE, reason="MEUTE_HOSTILE=whole runs it; others like it run here"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was tried by room and what became of it, and how many tests failed."""
    if not WHOLE:
        return
    terminalreporter.section("hostile suite")
    for line in table():
        terminalreporter.write_line(line)
    failed = len(terminalreporter.stats.get("failed", []))
    terminalreporter.write_line(f"tests that failed, whatever for: {failed}")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case" / "case.kgl"
    path.parent.mkdir()
    with open_store(str(path), write=True) as store:
        plant(store)
    return path
