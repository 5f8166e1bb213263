"""The short form of ``kill_load``; the long one is run by hand."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from .kill_load import KilledLoad, rehearse, write_exports


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def test_a_killed_load_leaves_what_an_undisturbed_one_leaves(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    engine: str,
) -> None:
    graph = str(tmp_path / "case.kgl")
    if engine == "neo4j":
        graph = request.getfixturevalue("neo4j_url")
        if password := request.getfixturevalue("neo4j_password"):
            monkeypatch.setenv("MEUTE_PASSWORD", password)
    files = write_exports(tmp_path, posts=500)
    load = KilledLoad(graph, files, tmp_path / "rejects.ndjson")
    assert rehearse(load, times=2, seed=5) == []


@pytest.mark.parametrize("told", [b"", pickle.dumps("a job")[:-3]])
def test_a_reader_whose_load_was_killed_ends_without_a_word(told: bytes) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", "from meute.loader.ahead import run; run()"],
        input=told, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
