"""How much of the hostile suite runs: a part with the tests, all of it with MEUTE_HOSTILE=whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from meute.cli.commands import main
from meute.graph import open_store

from ..queries.planted import plant
from .tally import table

POST = {"id": "1", "text": "x", "author_id": "2", "created_at": "2021-10-20T00:00:00.000Z"}

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


@pytest.fixture
def ordinary_umask() -> Iterator[None]:
    """Let files be made as most machines make them, readable by all."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def meute(case: Path, *arguments: str) -> int:
    """Run a command on a case in this process; returns its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(["--graph", str(case), *arguments])
    code = ended.value.code
    return code if isinstance(code, int) else 0
