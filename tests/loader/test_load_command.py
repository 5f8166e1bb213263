"""``meute load`` as it is typed: counts on standard output, talk beside it, exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from meute.cli import main, meute
from meute.graph import open_store
from meute.loader.formats import FORMATS

from .making import tweet, write_tweets


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("GRAPH", "USER", "PASSWORD", "DATABASE"):
        monkeypatch.delenv(f"MEUTE_{name}", raising=False)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["load", *arguments])
    out, err = capsys.readouterr()
    code = ended.value.code
    return int(code or 0), out, err


def test_counts_are_data_and_remarks_are_talk(folder: Path, capsys) -> None:
    write_tweets(folder / "a.jsonl", [tweet(1), tweet(2), tweet(1)])
    code, out, err = run(capsys, "a.jsonl")
    assert (code, err) == (0, "")
    assert [line.split() for line in out.splitlines()] == [
        ["file", "format", "read", "loaded", "merged", "rejected"],
        ["a.jsonl", "x-api-v2", "3", "2", "1", "0"],
    ]
    code, out, err = run(capsys, "a.jsonl")
    assert (code, out) == (0, "")
    assert err == "a.jsonl: loaded already (--again reads it once more)\n"


def test_rejects_end_with_three(folder: Path, capsys) -> None:
    (folder / "a.jsonl").write_text(json.dumps(tweet(1)) + "\n{[bold]\n" * 7)
    code, out, err = run(capsys, "a.jsonl")
    assert code == 3
    assert out.splitlines()[1].split()[2:] == ["8", "1", "0", "7"]
    assert err.count("no JSON") == 5
    assert "a.jsonl: 2 more rejects" in err
    assert "--rejects FILE" in err


def test_the_summary_as_json(folder: Path, capsys) -> None:
    write_tweets(folder / "a.jsonl", [tweet(1)])
    (folder / "b.jsonl").touch()
    code, out, _ = run(capsys, "a.jsonl", "b.jsonl", "--json")
    summary = json.loads(out)
    assert code == 1
    assert (summary["read"], summary["loaded"]) == (1, 1)
    one, two = summary["files"]
    assert (one["state"], one["format"], len(one["sha256"])) == ("loaded", "x-api-v2", 64)
    assert two["state"] == "refused"
    assert "is empty" in two["error"]


@pytest.mark.parametrize(
    ("arguments", "content", "code", "reason"),
    [
        (["none.jsonl"], b"", 1, "none.jsonl cannot be read: No such file or directory."),
        (["a.jsonl"], b"", 1, "a.jsonl is empty."),
        (["a.jsonl"], b"\x00\x01\x02" * 900, 1, "binary data"),
        (["a.jsonl"], b"\x1f\x8b\x08\x00", 1, "its gzip data end in the middle."),
        (["a.jsonl"], b'{"a": 1}\n', 1, "No format recognises a.jsonl"),
        (["a.jsonl", "--format", "nothing"], b"{}\n", 2, "There is no format 'nothing'."),
        (["a.jsonl", "--format", "csv"], b"{}\n", 2, "csv is not a format of posts, but what many"),
        (["a.jsonl", "--format", "blusky"], b"{}\n", 2, "Did you mean bluesky"),
        (["a.jsonl", "--zone", "Berlin"], b"{}\n", 2, "Write Europe/Berlin after --zone."),
        (["a.jsonl", "--zone", "Nowhere"], b"{}\n", 2, "Write one such as Europe/Paris"),
        (["a.jsonl", "--rejects", "a.jsonl"], b"{}\n", 2, "would be both read and written."),
        (["a.jsonl", "--rejects", "b.txt"], b"{}\n", 2, "is not a file of rejects"),
        (["a.jsonl", "--rejects", "no/r.txt"], b"{}\n", 2, "cannot be written to"),
        (["a.jsonl", "--strict"], b'{"a": 1}\n', 1, "No format recognises a.jsonl"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(
    folder: Path, capsys, arguments: list[str], content: bytes, code: int, reason: str
) -> None:
    (folder / "a.jsonl").write_bytes(content)
    (folder / "b.txt").write_text("somebody's notes\n")
    found, out, err = run(capsys, *arguments)
    assert (found, out) == (code, "")
    assert reason in err
    assert len(err.splitlines()) == 1
    assert not list(folder.glob("meute.kgl*"))
    assert (folder / "b.txt").read_text() == "somebody's notes\n"


def test_formats_are_listed(folder: Path) -> None:
    listed = CliRunner().invoke(meute, ["formats"])
    assert listed.exit_code == 0
    for name, known in FORMATS.items():
        assert f"{name}\n" in listed.stdout
        assert known.recognised_by in listed.stdout
    as_json = CliRunner().invoke(meute, ["formats", "--json"])
    assert {row["name"] for row in json.loads(as_json.stdout)} == set(FORMATS)


def test_standard_input(folder: Path) -> None:
    path = write_tweets(folder / "a.jsonl", [tweet(1)])
    with path.open("rb") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "meute", "load", "-", "--json"],
            stdin=stream,
            capture_output=True,
            check=True,
        )
    assert json.loads(done.stdout)["loaded"] == 1


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_the_reading_process_ends_with_its_parent(folder: Path) -> None:
    write_tweets(folder / "a.jsonl", [tweet(n, text="a" * 3000) for n in range(3000)])
    environment = os.environ | {"MEUTE_LOAD_CHUNK": "200"}
    process = subprocess.Popen([sys.executable, "-m", "meute", "load", "a.jsonl"], env=environment)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    child = ""
    while process.poll() is None and not child:
        child = children.read_text().strip() if children.exists() else ""
    assert child, "it ended before its reader began"
    process.send_signal(signal.SIGKILL)
    process.wait()
    deadline = time.monotonic() + 20
    while Path(f"/proc/{child}/fd/1").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert time.monotonic() < deadline, "the reading process lives on"


def test_a_zone_on_the_command_line_stands_in_the_place_of_the_maps(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text("id,author,date,text\n5,ana,2024-11-20 12:00:00,oui\n")
    (folder / "map.yml").write_text(
        "platform: facebook\nzone: America/New_York\n"
        "columns: {id: id, account_handle: author, created_at: date, text: text}\n"
    )
    arguments = ["t.csv", "--map", "map.yml", "--zone", "Europe/Paris"]
    code, _, told = run(capsys, *arguments, "--check")
    assert code == 0
    assert "2024-11-20T11:00:00Z" in told
    assert run(capsys, *arguments)[0] == 0
    with open_store("meute.kgl") as store:
        rows = store.read("MATCH (p:Post) RETURN p.created_at AS at").rows
    assert rows == [("2024-11-20T11:00:00Z",)]
