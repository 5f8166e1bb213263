"""Errors are one line and an exit code; settings come from flags, environment and file."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
from pathlib import Path

import click
import msgspec
import pytest

from meute import errors
from meute.cli import COMMANDS, main, meute
from meute.cli.commands import command_table
from meute.cli.console import Talk
from meute.cli.groups import CommandGroup
from meute.cli.options import named_values
from meute.config import load_settings
from meute.errors import ConfigError, MeuteError, UsageError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("GRAPH", "USER", "PASSWORD", "DATABASE"):
        monkeypatch.delenv(f"MEUTE_{name}", raising=False)
    return tmp_path


def test_flags_go_before_environment_before_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_settings({}).graph == "meute.kgl"
    (folder / "meute.toml").write_text('graph = "file.kgl"\nuser = "filed"\n', "utf-8")
    assert load_settings({}).graph == "file.kgl"
    monkeypatch.setenv("MEUTE_GRAPH", "environment.kgl")
    assert load_settings({"graph": None}).graph == "environment.kgl"
    assert load_settings({"graph": "flag.kgl"}).graph == "flag.kgl"
    assert load_settings({}).user == "filed"


def test_the_password_never_shows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEUTE_PASSWORD", "s3cret-word")
    settings = load_settings({})
    assert "s3cret-word" not in repr(settings) + str(msgspec.to_builtins(settings, enc_hook=str))
    (folder / "meute.toml").write_text("password = ['s3cret-word']", "utf-8")
    monkeypatch.delenv("MEUTE_PASSWORD")
    with pytest.raises(ConfigError) as caught:
        load_settings({})
    assert "s3cret-word" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["grpah = 'a.kgl'", "graph = ", "graph = 3", "retry_s = 'soon'", "retry_s = -1", "ca = 1"],
)
def test_a_wrong_settings_file_is_told(folder: Path, text: str) -> None:
    (folder / "meute.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"is wrong|cannot be read"):
        load_settings({})


def run(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "meute", *arguments], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["--graph", "case.db", "query", "run", "runs"], 2, "case.db is not a graph"),
        (["--graph", "none.kgl", "query", "run", "runs"], 1, "There is no graph at none.kgl"),
        (["--graph", "bolt://127.0.0.1:1", "query", "run", "runs"], 1, "No Neo4j answers"),
        (["query", "run", "nope"], 2, "There is no stored query 'nope'"),
        (["nope"], 2, "No such command"),
        (["reprot"], 2, "No such command 'reprot'. Did you mean report or"),
        (["query", "lst"], 2, "Did you mean 'list'?"),
    ],
)
def test_errors_are_one_line(folder: Path, arguments: list[str], code: int, line: str) -> None:
    returned, talk = run(*arguments)
    assert returned == code
    assert line in talk
    assert "Traceback" not in talk
    if "Usage:" not in talk:
        assert len(talk.strip().splitlines()) == 1
    assert list(folder.iterdir()) == []


def test_debug_shows_the_traceback(folder: Path) -> None:
    assert "Traceback" in run("--debug", "--graph", "none.kgl", "query", "run", "runs")[1]


def test_a_defect_asks_to_be_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    def broken() -> None:
        raise KeyError("odd")

    monkeypatch.setattr(meute, "get_command", lambda *_: broken)
    with pytest.raises(SystemExit) as caught:
        main(["formats"])
    assert caught.value.code == 1
    assert "KeyError: 'odd'. This is a defect of meute" in capsys.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_and_explains_itself(name: str) -> None:
    command = meute.get_command(click.Context(meute), name)
    assert command is not None
    assert command.help


def test_every_error_is_in_the_tree_and_public() -> None:
    kinds = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, MeuteError)
    }
    assert kinds == set(errors.__all__)
    assert errors.__doc__ is not None
    assert all(name in errors.__doc__ for name in kinds)


def test_an_error_is_one_line_that_ends_with_what_to_do() -> None:
    assert str(MeuteError("It broke.\n  Badly.", "Mend it.")) == "It broke. Badly. Mend it."


def test_package_imports_are_relative() -> None:
    root = Path(errors.__file__).parent
    rooms = [
        path
        for path in root.glob("*/**/*.py")
        if path.relative_to(root).parts[0] not in ("tests", "benchmarks", "docs", "build")
        and not path.relative_to(root).parts[0].startswith(".")  # .venv, with others' code
    ]
    for path in (*rooms, *root.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                assert not any(name.name.startswith("meute") for name in node.names), path
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                assert not (node.module or "").startswith("meute"), path


def test_a_second_command_of_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="two commands are named load"):
        command_table(("load", "loader.commands:load", "L."), ("load", "other:load", "O."))
    group = CommandGroup("query")
    group.add_command(click.Command("show"))
    with pytest.raises(ValueError, match="two commands of query are named show"):
        group.add_command(click.Command("show"))


def test_every_group_refuses_a_second_command() -> None:
    for name in COMMANDS:
        command = meute.get_command(click.Context(meute), name)
        assert not isinstance(command, click.Group) or isinstance(command, CommandGroup), name


@pytest.mark.parametrize("texts", [["a"], ["=1"], ["a=1", "a=2"]])
def test_a_parameter_is_named_once(texts: list[str]) -> None:
    assert named_values(["a=b=c", "d="]) == {"a": "b=c", "d": ""}
    with pytest.raises(UsageError):
        named_values(texts)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["load", "x.csv", "--graph", "y.kgl"], "meute --graph URL load …"),
        (["query", "run", "runs", "--graph=y.kgl"], "meute --graph URL query run …"),
        (["detect", "--debug"], "meute --debug detect …"),
        (["--map", "m.yml", "load", "x.csv"], "--map goes after the command: meute load --map …"),
        (["--nothing", "load", "x.csv"], "No such option"),
    ],
)
def test_an_option_on_the_wrong_side_of_the_command_is_told(
    capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert told in said
    assert "Did you mean" not in said


@pytest.mark.parametrize(("is_terminal", "count"), [(True, 3), (False, 1)])
def test_long_lines_break_between_words_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool, count: int
) -> None:
    class Output(io.StringIO):
        def isatty(self) -> bool:
            return is_terminal

    monkeypatch.setattr(sys, "stderr", Output())
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    text = f"  pack 1: seven accounts acted together on {'x' * 20} and on another 20 objects"
    Talk().print(text, soft_wrap=True)
    lines = sys.stderr.getvalue().rstrip("\n").split("\n")  # type: ignore[attr-defined]
    assert len(lines) == count
    assert " ".join(line.strip() for line in lines) == text.strip()
    assert all(line.startswith("    ") for line in lines[1:])
