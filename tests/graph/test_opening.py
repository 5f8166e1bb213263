"""Reading a case changes nothing of it, needs no permission to write, and waits for nobody."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner

from meute.cli.commands import meute
from meute.errors import StoreCorruptError
from meute.graph import Counts, open_store
from meute.graph.schema import Hashtag
from meute.graph.tables import rows_of, write_rows

from ..queries.planted import plant

READING = {
    "a stored query": ["query", "run", "runs"],
    "a statement": ["cypher", "MATCH (n) RETURN count(n) AS n"],
    "the figures": ["figures", "list"],
    "the network": ["viz", "network", "-o", "{out}.html"],
    "the report": ["report", "-o", "{out}.html"],
    "an export": ["export", "gexf", "-o", "{out}.gexf"],
}
LEFT_OVER = (
    "import os, signal, sys\n"
    "from meute.graph import open_store\n"
    "from meute.graph.schema import Hashtag\n"
    "from meute.graph.tables import write_rows\n"
    "store = open_store(sys.argv[1], write=True)\n"
    "write_rows(store, Hashtag, [{'id': 'unpublished'}])\n"
    "os.kill(os.getpid(), signal.SIGKILL)\n"
)
"""A writer that dies before it publishes: its log holds frames."""
IN_TURN = (
    "import json, sys\n"
    "from meute.cli.commands import main, meute\n"
    "*commands, last = json.loads(sys.argv[1])\n"
    "for command in commands:\n"
    "    meute.main(command, standalone_mode=False)\n"
    "main(last)\n"
)
"""Commands in one process, which begins in half a second; the last one's exit code is its own."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    with open_store(str(folder / "case.kgl"), write=True) as store:
        plant(store)
    return folder


@pytest.fixture
def case(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "case")) / "case.kgl"


def state(case: Path) -> dict[str, tuple[str, int]]:
    """Return of each file beside the case what is in it and when it was changed."""
    return {
        file.name: (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_mtime_ns)
        for file in case.parent.iterdir()
    }


def die_writing(case: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LEFT_OVER, str(case)], check=False)
    assert done.returncode == -signal.SIGKILL


def meute_without_write_permission(*commands: list[str]) -> subprocess.CompletedProcess[str]:
    """Run commands as somebody whom the bits of a folder bind; root is not, by default."""
    python = [sys.executable, "-c", IN_TURN, json.dumps(commands)]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may write anywhere, and there is no setpriv to give that up")
        python = ["setpriv", "--bounding-set=-dac_override", *python]
    return subprocess.run(python, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("arguments", READING.values(), ids=READING.keys())
def test_reading_changes_no_byte_and_no_time(case: Path, tmp_path: Path, arguments: list[str]):
    before = state(case)
    command = [part.replace("{out}", str(tmp_path / "out")) for part in arguments]
    result = CliRunner().invoke(meute, ["--graph", str(case), *command], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert state(case) == before


def test_a_case_in_a_folder_without_write_permission_reads(case: Path, tmp_path: Path):
    before = state(case)
    graph, out = ["--graph", str(case)], str(tmp_path / "out")
    reading = [[*graph, *(p.replace("{out}", out) for p in ps)] for ps in READING.values()]
    case.chmod(0o444)
    case.parent.chmod(0o555)
    try:
        done = meute_without_write_permission(*reading, [*graph, "detect"])
        assert (done.returncode, done.stderr.count("meute:")) == (1, 1), done.stderr
        assert "case.kgl is in a place where nothing can be written" in done.stderr
        assert state(case) == before
    finally:
        case.parent.chmod(0o755)
    assert (tmp_path / "out.html").is_file()
    assert (tmp_path / "out.gexf").is_file()


def test_a_damaged_log_is_told_from_a_case_that_cannot_be_read(case: Path):
    case.with_name(case.name + "-wal").write_bytes(b"not a log" * 9)
    before = state(case)["case.kgl"]
    with pytest.raises(StoreCorruptError, match="the case itself is whole"):
        open_store(str(case))
    assert state(case)["case.kgl"] == before


def test_a_dead_writers_log_is_left_out_where_nothing_can_be_written_and_that_is_said(case: Path):
    die_writing(case)
    before = state(case)
    count = ["--graph", str(case), "cypher", "MATCH (h:Hashtag) RETURN h.id AS id ORDER BY id"]
    case.parent.chmod(0o555)
    try:
        done = meute_without_write_permission([*count, "--format", "csv"])
        assert (done.returncode, done.stdout.split()) == (0, ["id", "in", "out"])
        told = "it is left out. Copy the case with its log to where you may write."
        assert done.stderr.count(told) == 1  # though a statement's own process opens it too
        assert state(case) == before
    finally:
        case.parent.chmod(0o755)
    result = CliRunner().invoke(meute, [*count, "--format", "csv"])
    assert result.stdout.split() == ["id", "in", "out", "unpublished"]
    assert "left out" not in result.stderr
    after = state(case)
    assert CliRunner().invoke(meute, [*count, "--format", "csv"]).stdout == result.stdout
    assert state(case) == after


def test_readers_wait_neither_for_a_writer_nor_for_each_other(case: Path):
    with open_store(str(case), write=True) as writer:
        write_rows(writer, Hashtag, [{"id": "unpublished"}])
        with open_store(str(case)) as first, open_store(str(case)) as second:
            hashtags = "MATCH (h:Hashtag) RETURN h.id AS id ORDER BY id"
            assert first.read(hashtags).rows == second.read(hashtags).rows == [("in",), ("out",)]


def test_a_reader_keeps_its_state_while_another_is_published(case: Path):
    with open_store(str(case)) as reader:
        with open_store(str(case), write=True) as writer:
            write_rows(writer, Hashtag, [{"id": "later"}])
        hashtags = "MATCH (h:Hashtag) RETURN h.id AS id ORDER BY id"
        assert reader.read(hashtags).rows == [("in",), ("out",)]
    with open_store(str(case)) as reader:
        assert reader.read(hashtags).rows == [("in",), ("later",), ("out",)]


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case large enough that its topology is read in place."""
    path = tmp_path_factory.mktemp("mapped") / "case.kgl"
    with open_store(str(path), write=True, bulk=True) as store:
        write_rows(
            store, Hashtag, [{"id": f"tag{n}", "display": f"Tag {n}"} for n in range(70_000)]
        )
    return path


def test_a_mapped_case_answers_and_warns_of_nothing(mapped: Path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with open_store(str(mapped)) as store:
            assert store.counts() == Counts({"Hashtag": 70_000}, {})
            found = rows_of(store.existing(Hashtag, ["tag69999"]))
            assert found == [{"id": "tag69999", "display": "Tag 69999"}]


def test_a_damaged_byte_anywhere_in_a_mapped_case_is_refused(mapped: Path, tmp_path: Path):
    whole = mapped.read_bytes()
    damaged = tmp_path / "damaged.kgl"
    for place in range(100, len(whole), len(whole) // 40):
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        with pytest.raises(StoreCorruptError, match="not a meute graph, or a damaged one"):
            open_store(str(damaged))
