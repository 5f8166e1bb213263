"""What killed processes leave, and who removes it."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from meute.files import replacing
from meute.graph import open_store
from meute.private import PARTIAL, partial_folder

from .conftest import POST

pytestmark = pytest.mark.usefixtures("ordinary_umask")


def test_what_a_killed_writer_was_publishing_is_removed(case: Path) -> None:
    partial = case.with_name("case.kgl.tmp.4711.0")
    partial.write_text("posts")
    with open_store(str(case)):
        assert partial.exists()  # a reader changes nothing
    with open_store(str(case), write=True):
        assert not partial.exists()


def killed(program: str, *arguments: str, env: dict[str, str] | None = None, data: bytes = b""):
    """Run a program until it says that it is there, and kill it."""
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | (env or {}),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        if data:
            process.stdin.write(data)
            process.stdin.flush()
        assert process.stdout.readline()
        process.kill()
    assert process.returncode == -signal.SIGKILL


REPLACING = """
import sys, time
from pathlib import Path
from meute.files import replacing
with replacing(Path(sys.argv[1])) as temporary:
    temporary.write_text("posts")
    print("written", flush=True)
    time.sleep(600)
"""


def test_a_killed_result_is_removed_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    killed(REPLACING, str(path))
    (left,) = tmp_path.iterdir()
    assert stat.filemode(left.stat().st_mode) == "-rw-------"
    kept = [tmp_path / f".report.html.bak{PARTIAL}.txt", tmp_path / f".other.html.x{PARTIAL}"]
    for other in kept:
        other.write_text("mine")
    with replacing(path) as first, replacing(path) as second:
        first.write_text("first")
        second.write_text("second")
        assert not left.exists()
        assert first.exists()  # a living process holds it
    assert path.read_text() == "first"
    assert sorted(tmp_path.iterdir()) == sorted([path, *kept])


def test_standard_input_leaves_nothing_when_killed(tmp_path: Path) -> None:
    program = (
        "import shutil, sys, time\n"
        "from meute.loader import sources\n"
        "def usage(place, real=shutil.disk_usage):\n"
        "    print('copying', flush=True)\n"
        "    return real(place)\n"
        "sources.shutil.disk_usage = usage\n"
        "with sources.sources_of(['-']): pass\n"
    )
    posts = json.dumps({"data": [POST]}).encode() * 20_000
    killed(program, env={"TMPDIR": str(tmp_path)}, data=posts)
    assert [path.name for path in tmp_path.iterdir()] == []


def test_standard_input_is_read_whole_and_several_times(tmp_path: Path) -> None:
    posts = "".join(
        json.dumps({"data": [POST | {"id": str(n), "text": "x" * 500}]}) + "\n"
        for n in range(1, 3001)
    )
    graph = str(tmp_path / "case.kgl")
    for told in ("3,000", "loaded already"):
        done = subprocess.run(
            [sys.executable, "-m", "meute", "--graph", graph, "load", "-"],
            check=False,
            input=posts,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert told in done.stdout + done.stderr


def test_a_temporary_folder_is_removed_by_the_next_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    program = (
        "import sys, time\n"
        "from meute.private import partial_folder\n"
        "with partial_folder(None, 'meute') as folder:\n"
        "    (folder / 'check.kgl').write_text('posts')\n"
        "    print('there', flush=True)\n"
        "    time.sleep(600)\n"
    )
    killed(program, env={"TMPDIR": str(tmp_path)})
    (tmp_path / "meute-notes").mkdir()
    with partial_folder(None, "meute") as folder:
        assert set(tmp_path.iterdir()) == {folder, tmp_path / "meute-notes"}
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in tmp_path.iterdir()] == ["meute-notes"]
