"""Files that a person writes by hand, and what a stranger may put in their place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from meute.cli.commands import meute
from meute.errors import MeuteError
from meute.files import SMALL_BYTES, read_small, read_small_text

from .tally import judge


def commands_on(folder: Path, place: Path) -> list[str]:
    """Commands that read the place by a link in a folder, by a file's words, or by its name."""
    folder.mkdir()
    (folder / "mine.cypher").symlink_to(place)
    (folder / "map.yml").write_text(f"base: {place}\n")
    (folder / "key.json").symlink_to(place)
    (folder / "posts.csv").write_text("id,text\n1,x\n")
    named = [f"figures check {place}"] if not place.is_fifo() else []  # who names a pipe waits
    return [
        *named,
        f"--library {folder} query list",
        f"query check {folder}/mine.cypher",
        f"load --map {folder}/map.yml {folder}/posts.csv",
        f"report --pseudonymise --key {folder}/key.json -o {folder}/report.html",
    ]


def test_no_small_file_stalls_or_fills_anything(case: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "long").write_bytes(b"#" * (SMALL_BYTES + 1))
    (tmp_path / "deep").write_text("[" * 100_000)
    killed, tried = [], 0
    for place in (Path("/dev/zero"), *(tmp_path / name for name in ("pipe", "long", "deep"))):
        for command in commands_on(tmp_path / f"links-to-{place.name}", place):
            done = CliRunner().invoke(meute, ["--graph", str(case), *command.split()])
            tried += 1
            if not (isinstance(done.exception, SystemExit | MeuteError) and done.exit_code):
                killed.append((command, repr(done.exception), done.output))
    judge("small files of strangers", tried, killed=killed)


@pytest.mark.parametrize("kind", ["pipe", "zero"])
def test_settings_that_are_no_file_are_refused(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if kind == "pipe":
        os.mkfifo("meute.toml")
    else:
        Path("meute.toml").symlink_to("/dev/zero")
    done = CliRunner().invoke(meute, ["query", "run", "runs"])
    assert "meute.toml cannot be read: not a file" in str(done.exception)


def test_a_small_file_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes("\ufeffé\r\nb\rc\n".encode())
    assert read_small_text(path) == "é\nb\nc\n"
    path.write_bytes(b"x" * SMALL_BYTES)
    assert len(read_small(path)) == SMALL_BYTES
