"""Disks that are full or take nothing: one line, and everything as it was."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from meute.errors import OutputError
from meute.graph import open_store

POST = {"id": "1", "text": "x", "author_id": "2", "created_at": "2021-10-20T00:00:00.000Z"}


def bounded(size: int) -> Callable[[], None]:
    """Let a process write no file longer than that, as a full disk does at its own moment."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


FULL = {
    "a report": (4_000, ["report", "-o", "{out}/report.html"], "report.html cannot be written"),
    "an export": (1_000, ["export", "gexf", "-o", "{out}/a.gexf"], "a.gexf cannot be written"),
    "tables": (100, ["export", "csv", "-o", "{out}/csv"], "csv cannot be written"),
    "a workbook": (
        1_000,
        ["query", "run", "runs", "--format", "xlsx", "-o", "{out}/a.xlsx"],
        "a.xlsx cannot be written",
    ),
    "Parquet": (
        1_000,
        ["query", "run", "runs", "--format", "parquet", "-o", "{out}/a.parquet"],
        "a.parquet cannot be written",
    ),
    "the case": (6_000, ["cypher", "--write", "UNWIND range(1, 9000) AS i "
                         "CREATE (:Hashtag {id: 'tag' + i})"], "disk has room"),
    "the rejects": (
        400,
        ["load", "{in}/broken.jsonl", "--rejects", "{out}/rejects.jsonl"],
        "cannot be written",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FULL)
def test_a_full_disk_is_said_and_leaves_all_as_it_was(
    case: Path, tmp_path: Path, what: str
) -> None:
    size, arguments, told = FULL[what]
    broken = [{"data": [POST | {"id": "y" * 100} for _ in range(20)]}]
    (tmp_path / "broken.jsonl").write_text("".join(json.dumps(line) + "\n" for line in broken))
    out = tmp_path / "out"
    out.mkdir()
    before = case.read_bytes()
    arguments = [part.format(out=out, **{"in": tmp_path}) if "{" in part and "CREATE" not in part
                 else part for part in arguments]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "meute", "--graph", str(case), *arguments],
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=bounded(size),
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("meute:")]
    assert (done.returncode, len(lines)) == (1, 1), done.stderr
    assert told in lines[0]
    assert "defect" not in done.stderr
    if what != "the rejects":
        assert case.read_bytes() == before
        assert list(out.iterdir()) == []
    with open_store(str(case), write=True) as store:
        assert store.counts().nodes["Account"] == 6


def test_standard_output_that_is_full_is_said(case: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "meute", "--graph", str(case), "query", "list"],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("meute: The output cannot be written: No space left on device")
    assert done.stderr.count("\n") == 1


def on_a_mount(case: Path, options: str, script: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script with the case copied to a file system of its own, in $CASE."""
    mount = case.parent / "mount"
    mount.mkdir()
    begin = (
        f"set -e; mount -t tmpfs -o size=1m none {mount}; cp {case} {mount}; CASE={mount}/case.kgl;"
        f"{options}"
    )
    unshare = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    if subprocess.run([*unshare, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount anything")
    return subprocess.run(
        [*unshare, "bash", "-c", f"{begin}\n{script}"],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"MEUTE": f"{sys.executable} -m meute"},
    )


def test_a_case_on_a_read_only_mount_is_read_and_nothing_else(case: Path) -> None:
    done = on_a_mount(
        case,
        "mount -o remount,ro $(dirname $CASE)",
        "before=$(sha256sum $CASE); set +e\n"
        "$MEUTE --graph $CASE query run graph-inventory --format csv\n"
        "$MEUTE --graph $CASE report -o $(dirname $CASE)/report.html; echo report $?\n"
        "$MEUTE --graph $CASE cypher --write 'CREATE (h:Hashtag {id: 1})'; echo write $?\n"
        "[[ $before == $(sha256sum $CASE) ]] && ls -A $(dirname $CASE)",
    )
    assert "Account" in done.stdout
    assert "report 2" in done.stdout
    assert "write 1" in done.stdout
    assert done.stdout.endswith("case.kgl\n"), done.stdout
    told = [line for line in done.stderr.splitlines() if line.startswith("meute:")]
    assert len(told) == 2, done.stderr
    assert "Read-only file system" in told[0]
    assert "where nothing can be written" in told[1]


def test_a_case_on_a_full_disk_stays_what_it_was(case: Path) -> None:
    done = on_a_mount(
        case,
        "dd if=/dev/zero of=$(dirname $CASE)/filler bs=4k 2>/dev/null || true",
        "before=$(sha256sum $CASE); set +e\n"
        "$MEUTE --graph $CASE cypher --write 'UNWIND range(1, 9000) AS i "
        'CREATE (:Hashtag {id: "t" + i})\'; echo write $?\n'
        "$MEUTE --graph $CASE report -o $(dirname $CASE)/report.html; echo report $?\n"
        "$MEUTE --graph $CASE query run graph-inventory --format csv\n"
        "[[ $before == $(sha256sum $CASE) ]] && ls -A $(dirname $CASE)\n"
        "rm $(dirname $CASE)/filler; $MEUTE --graph $CASE cypher --write "
        "'CREATE (h:Hashtag {id: \"after\"})' && echo room",
    )
    assert "write 1" in done.stdout, done.stdout + done.stderr
    assert "report 1" in done.stdout
    assert "Account" in done.stdout
    assert "report.html" not in done.stdout
    assert done.stdout.endswith("room\n"), done.stderr
    assert "defect" not in done.stderr


def test_output_errors_are_those_of_disks() -> None:
    assert OutputError.of(OSError(28, "No space left on device"), "x") is not None
    assert OutputError.of(OSError(13, "Permission denied"), "x") is None
