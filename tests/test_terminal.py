from __future__ import annotations

import io
import json
import logging
import os
import pty
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from rich.console import Console

from meute.cli.commands import _Remarks, main
from meute.cli.console import Talk
from meute.cli.progress import stages
from meute.errors import MeuteError
from meute.graph import open_store
from meute.graph.schema import Account
from meute.graph.tables import write_rows
from meute.terminal import lines_safe, shown, terminal_safe

STEERING = "\x1b[2J\x1b]0;own\x07\u202ea\x9b31m\u2066b\u2028c\ud800"


def steers(text: str) -> bool:
    return any((ord(c) < 32 and c != "\n") or c in "\x7f\x9b\u202e\u2066\u2028" for c in text)


def test_a_terminal_is_not_steered() -> None:
    assert terminal_safe("\x1b[2J a\r\u202eb\nc") == " [2J a  b c"
    assert lines_safe("a\r\n\tb") == "a \n b"
    assert not steers(terminal_safe(STEERING))


def test_data_are_exact_for_programs() -> None:
    file = io.StringIO()
    assert shown(file) is file


def test_data_on_a_terminal_are_safe(tmp_path: Path) -> None:
    path = str(tmp_path / "case.kgl")
    with open_store(path, write=True) as store:
        write_rows(store, Account, [{"id": "x/1", "handle": STEERING[:-1]}])
    for form in ("table", "csv", "json", "ndjson"):
        arguments = ["--graph", path, "cypher", "--format", form, "MATCH (a) RETURN a.handle AS h"]
        assert "own" in (text := on_a_terminal(arguments))
        assert "\x1b]" not in text
        assert "\x07" not in text
        assert "\u202e" not in text


def on_a_terminal(arguments: list[str]) -> str:
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "meute", *arguments])
    chunks = []
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(terminal)
    os.waitpid(child, 0)
    return b"".join(chunks).decode()


@pytest.mark.parametrize("options", [[], ["--strict"]])
def test_what_a_load_says_of_hostile_records_is_safe(
    options: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name = tmp_path / "posts-\x1b]0;own\x07\u202e.jsonl"
    post = {"id": "1", "text": "x", "author_id": "2", "created_at": "2021-10-20T00:00:00.000Z"}
    lines = [{"data": [post]}, {"data": [post | {"id": STEERING[:-1]}]}]
    name.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    with pytest.raises(SystemExit):
        main(["--graph", str(tmp_path / "case.kgl"), "load", *options, str(name)])
    written = capfd.readouterr()
    assert "own" in written.out + written.err
    assert not steers(written.out + written.err)


def test_talk_is_safe(capsys: pytest.CaptureFixture[str]) -> None:
    Talk().print(STEERING, "b")
    assert not steers(capsys.readouterr().err)


def test_a_long_command_says_on_a_terminal_what_it_is_busy_with(tmp_path: Path) -> None:
    path = str(tmp_path / "case.kgl")
    export = tmp_path / "reposts.csv"
    acts = [(n, who) for n in range(3) for who in (1, 2)]
    rows = [f"o{n},a{who},c{who}_{n},{1_697_000_000 + 600 * n + who}" for n, who in acts]
    export.write_text("\n".join(["object_id,account_id,content_id,timestamp_share", *rows]))
    on_a_terminal(["--graph", path, "load", str(export)])
    assert "Comparing 6 acts" in on_a_terminal(["--graph", path, "detect"])


def test_a_long_command_is_busy_in_silence_elsewhere() -> None:
    told = io.StringIO()
    with stages(Console(file=told)) as stage:
        stage("Comparing")
    assert told.getvalue() == ""


NAME = "a\x1b]0;own\x07\u202eb\x9bc"


@pytest.mark.parametrize(
    "arguments",
    [
        [NAME],
        [f"--{NAME}"],
        ["load", f"--{NAME}"],
        ["load", NAME],
        ["load", "--map", NAME, NAME],
        ["load", "--format", NAME, NAME],
        ["load", "--rejects", f"none/{NAME}", "FILE"],
        ["query", "show", NAME],
        ["query", "run", NAME],
        ["query", "run", "runs", "-p", NAME],
        ["query", "run", "runs", "-p", f"{NAME}=1"],
        ["query", "run", "runs", "--format", NAME],
        ["query", "run", "runs", "-o", f"none/{NAME}/a"],
        ["query", "list", "--search", NAME],
        ["query", "check", NAME],
        ["--library", NAME, "query", "list"],
        ["--graph", f"{NAME}.kgl", "query", "run", "runs"],
        ["--graph", NAME, "query", "run", "runs"],
        ["--graph", f"{NAME}://x", "query", "run", "runs"],
        ["--debug", "--graph", f"{NAME}.kgl", "query", "run", "runs"],
        ["cypher", f"RETURN {NAME}"],
        ["cypher", f"CALL `{NAME}`()"],
        ["map", "suggest", NAME],
        ["figures", "load", NAME],
        ["figures", "check", NAME],
        ["figures", "evaluate", NAME],
        ["viz", "network", "--query", NAME, "-o", "a.html"],
        ["viz", "network", "-o", f"none/{NAME}/a.html"],
        ["report", "-o", f"none/{NAME}/a.html"],
        ["export", NAME, "-o", "a"],
        ["copy", "--to", NAME],
        ["detect", "--trace", NAME],
        ["detect", "--window", NAME],
        ["simulate", "-o", f"none/{NAME}/a", "--posts", "300"],
        ["server", "up", "--heap", NAME],
    ],
    ids=lambda arguments: " ".join(arguments).replace(NAME, "NAME"),
)
def test_no_refusal_steers_a_terminal(
    arguments: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    with open_store("meute.kgl", write=True):
        pass
    (tmp_path / "FILE").write_text("{}")
    try:
        main(arguments)
    except SystemExit:
        pass
    except MeuteError:
        sys.excepthook(*sys.exc_info())  # --debug
    written = "".join(capfd.readouterr())
    assert written
    assert not steers(written.replace("\t", " ")), repr(written)


def test_what_the_rooms_log_is_safe(capfd: pytest.CaptureFixture[str]) -> None:
    record = logging.LogRecord("meute", logging.WARNING, "", 1, "%s", (NAME,), None)
    _Remarks().emit(record)
    assert not steers(capfd.readouterr().err)


@pytest.mark.parametrize("kind", ["posts", "map", "figures", "sample"])
def test_what_readers_say_of_hostile_files_is_safe(
    kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    hostile = STEERING[:-1]
    for name, text in {
        "posts.csv": f"{hostile},b{hostile}\n1,{hostile}\n",
        "map.yml": f'name: "{hostile.encode("unicode_escape").decode()}"\n? [{hostile}',
        "figures.yml": 'figures:\n - id: "\\e]0;own\\a\\u202e"\n   "k\\e]0;x\\a": 1\n',
        "sample.csv": f"post,figure,{hostile}\n{hostile},{hostile},{hostile}\n",
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    for arguments in {
        "posts": (["load", "posts.csv"], ["load", "--check", "posts.csv"],
                  ["map", "suggest", "posts.csv"]),
        "map": (["load", "--map", "map.yml", "posts.csv"],),
        "figures": (["figures", "load", "figures.yml"], ["figures", "check", "figures.yml"]),
        "sample": (["figures", "evaluate", "sample.csv"],),
    }[kind]:  # fmt: skip
        with suppress(SystemExit):
            main(["--graph", "case.kgl", *arguments])
    written = "".join(capfd.readouterr())
    assert written
    assert not steers(written.replace("\t", " ")), repr(written)
