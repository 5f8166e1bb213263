"""The shell: commands, statements, completion, and that nothing ends it but its user."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from meute.cli import meute
from meute.graph import Store, open_store
from meute.queries.shell import SHOWN_ROWS, Shell, completions, inputs, is_complete
from meute.queries.shell_command import prompt_session

from .worked import plant


@pytest.fixture
def case(store: Store) -> Store:
    plant(store)
    return store


def answers(store: Store, *texts: str) -> str:
    output = io.StringIO()
    session = Shell(store, output)
    for text in texts:
        session.obey(text)
    return output.getvalue()


def test_questions_one_after_another(case: Store, tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    told = answers(
        case, ":run renamed-accounts", ":param who x/eli", ":params",
        "MATCH (a:Account {id: $who})\nRETURN a.handle AS handle;", f":export {file}",
        ":explain MATCH (n) RETURN n", ":show runs", ":queries who was renamed", ":schema", ":help",
    )  # fmt: skip
    assert "old_eli" in told
    assert 'who = "x/eli"' in told
    assert json.loads(file.read_text("utf-8")) == [{"handle": "eli"}]
    assert "How to read a row" in told
    assert "renamed-accounts  Which accounts were renamed?" in told
    assert "-[:REPOSTS]->(:Post)" in told


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (":nope", "There is no command :nope"),
        (":run", "There is no stored query ''"),
        (":run runs limit", "is not a parameter"),
        (":run 'runs", "Close the quotation mark"),
        (":run runs limit=x", "is of type integer"),
        (":param n", "Write :param NAME VALUE"),
        (":export rows.csv", "Ask something first"),
        ("MATCH (n RETURN n;", "."),
        ("CREATE (:Account {id: 'x/new'});", "writes"),
        (":queries zebra", "No stored query matches"),
    ],
)
def test_an_error_is_one_line_and_the_session_goes_on(case: Store, text: str, line: str) -> None:
    told = answers(case, text, "RETURN 7 AS lives;")
    assert line in told.splitlines()[0]
    assert "7" in told.splitlines()[4]
    count = "MATCH (a:Account) RETURN count(a) AS n"
    assert case.read(count).rows == [(6,)]


def test_a_long_answer_is_shown_in_part_and_exported_whole(case: Store, tmp_path: Path) -> None:
    file = tmp_path / "rows.xlsx"
    told = answers(
        case, "UNWIND range(1, 60) AS n RETURN n;", f":export {file}", ":export rows.txt"
    )
    assert f"{SHOWN_ROWS} of 60 rows shown" in told
    assert openpyxl.load_workbook(file).active.max_row == 61
    assert "does not say which format" in told


def test_a_script_is_read_up_to_its_semicolons(tmp_path: Path) -> None:
    lines = iter(["MATCH (n)\n", "RETURN n;\n", ":help\n", "\n", "RETURN 1"])
    assert list(inputs(lines)) == ["MATCH (n)\nRETURN n;\n", ":help\n", "\n", "RETURN 1"]
    assert [is_complete(text) for text in ("", ":run x", "MATCH (n)", "RETURN 1; ")] == [
        True, True, False, True,
    ]  # fmt: skip
    path = str(tmp_path / "case.kgl")
    with open_store(path, write=True) as store:
        plant(store)
    script = "MATCH (p:Post)\nRETURN count(p) AS posts;\n:quit\n:help\n"
    done = CliRunner().invoke(meute, ["--graph", path, "shell"], input=script)
    assert done.exit_code == 0
    assert "19" in done.stdout
    assert ":queries" not in done.stdout


def test_only_write_may_write(tmp_path: Path) -> None:
    path = str(tmp_path / "case.kgl")
    with open_store(path, write=True) as store:
        plant(store)
    create = "CREATE (:Account {id: 'x/new'});\n"
    for arguments, accounts in (([], 6), (["--write"], 7)):
        CliRunner().invoke(meute, ["--graph", path, "shell", *arguments], input=create)
        with open_store(path) as store:
            assert store.read("MATCH (a:Account) RETURN count(a) AS n").rows == [(accounts,)]


def test_control_c_cancels_the_query_and_not_the_shell(
    case: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Shell(case, io.StringIO())

    def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(session, "_statement", interrupted)
        session.obey("RETURN 1;")
    assert not session.ended
    assert session._output.getvalue() == "Cancelled.\n"


@pytest.mark.parametrize(
    ("before", "among"),
    [
        (":sc", ":schema"), (":run pack-m", "pack-members"), (":run pack-members pa", "pack="),
        ("MATCH (a:Acc", "Account"), ("MATCH ()-[:CO_NEA", "CO_NEAR_TEXTS"),
        ("RETURN a.foll", "followers"), ("mat", "MATCH"),
    ],
)  # fmt: skip
def test_names_are_completed(before: str, among: str) -> None:
    assert among in completions(before)


def test_nothing_is_completed_where_nothing_is_known() -> None:
    assert completions(":export ") == []
    assert completions("RETURN ") == []


@pytest.mark.skipif(sys.platform == "win32", reason="the line editor is fed through a pipe")
def test_the_line_editor_completes_and_sends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        offered = prompt_session().completer.get_completions(
            Document(":run graph-in"), CompleteEvent(completion_requested=True)
        )
        assert [(choice.text, choice.start_position) for choice in offered] == [
            ("graph-inventory", -8)
        ]
        pipe.send_text(":run graph-inventory\n")
        assert prompt_session().prompt("> ", in_thread=True) == ":run graph-inventory"
        pipe.send_text("MATCH (a:Account)\nRETURN a;\n")
        assert prompt_session().prompt("> ", in_thread=True) == "MATCH (a:Account)\nRETURN a;"
    assert "graph-inventory" in next(tmp_path.rglob("shell-history")).read_text("utf-8")
