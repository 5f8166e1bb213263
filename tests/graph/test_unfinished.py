"""Who reads a graph hears of imports that are unfinished."""

from __future__ import annotations

from pathlib import Path

import pytest

from meute.cli import main
from meute.graph import Store, open_store
from meute.graph import schema as s
from meute.graph.tables import write_rows
from meute.graph.unfinished import unfinished_imports

WHOLE = {"id": "sha256:ab", "file": "whole.jsonl", "read": 9, "resume_at": 9,
         "finished_at": "2026-01-01T00:00:00Z"}  # fmt: skip
HALF = {"id": "sha256:cd", "file": "half\x1b[31m.jsonl", "read": 2400, "resume_at": 2400}


def test_only_unfinished_imports_are_told(store: Store) -> None:
    write_rows(store, s.Import, [WHOLE])
    assert unfinished_imports(store) == []
    write_rows(store, s.Import, [HALF])
    (told,) = unfinished_imports(store)
    assert told.records == 2400
    assert "\x1b" not in str(told)
    assert "2,400 records" in str(told)


@pytest.mark.parametrize("command", [["query", "run", "runs"], ["cypher", "RETURN 1 AS n"]])
def test_commands_that_read_warn(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case.kgl"
    with open_store(str(case), write=True) as graph:
        write_rows(graph, s.Import, [HALF])
    with pytest.raises(SystemExit) as ended:
        main(["--graph", str(case), *command])
    assert ended.value.code == 0
    said = capsys.readouterr()
    assert "is not loaded whole" in said.err
    assert "not loaded whole" not in said.out
