"""Libraries of one's own, and the stored queries for Neo4j Browser and for spreadsheets."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from meute.cli import meute
from meute.errors import QueryUsageError, UsageError
from meute.graph import Store, open_store
from meute.graph.store import Result as Rows
from meute.queries.browser import script, write_browser_library
from meute.queries.catalogue import catalogue, find, use_library
from meute.queries.library import TEMPLATE, problems, read_library
from meute.queries.output import write

from .worked import plant


@pytest.fixture(autouse=True)
def only_our_own() -> Iterator[None]:
    yield
    use_library({})


def run(*arguments: str) -> Result:
    return CliRunner().invoke(meute, list(arguments))


def test_a_new_query_is_sound_and_runs(tmp_path: Path) -> None:
    assert run("query", "new", "busy", "-o", str(tmp_path)).exit_code == 0
    path = tmp_path / "busy.cypher"
    assert run("query", "check", str(path)).output == ""
    case = str(tmp_path / "case.kgl")
    with open_store(case, write=True) as store:
        plant(store)
    own = ["--graph", case, "--library", str(tmp_path)]
    done = run(*own, "query", "run", "busy", "-p", "min_posts=4", "--format", "csv")
    assert done.stdout.splitlines()[:2] == ["account,handle,posts", "x/ana,ana,4"]
    assert "busy" in run(*own, "query", "list").output
    assert "busy" not in run("query", "list").output
    assert isinstance(run("query", "new", "busy", "-o", str(tmp_path)).exception, UsageError)
    assert isinstance(run("query", "new", "Busy", "-o", str(tmp_path)).exception, UsageError)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("(a:Account)", "(a:Acount)", 20, "names the label Acount"),
        ("$min_posts", "$least", 22, "uses $least"),
        ("category: overview", "category: other", 4, "category"),
        ("// question", "// questoin", 3, "questoin"),
        ("\nLIMIT $limit", "", 1, "no LIMIT"),
        ("// title: What", "// title: [What", 1, "expected"),
        (":POSTED", ":POSTET", 20, "POSTET"),
    ],
)
def test_a_problem_names_file_line_and_cure(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    path = tmp_path / "busy.cypher"
    assert old in TEMPLATE
    path.write_text(TEMPLATE.replace(old, new), "utf-8")
    told = [problem for problem in problems(path) if message in problem.message]
    assert told
    if line > 1:
        assert told[0].line == line
    done = run("query", "check", str(path))
    assert done.exit_code == 1
    assert f"{path}:" in done.output
    with pytest.raises(QueryUsageError, match="query check"):
        read_library(tmp_path)


def test_a_query_of_ones_own_cannot_take_the_place_of_a_stored_one(tmp_path: Path) -> None:
    (tmp_path / "runs.cypher").write_text(TEMPLATE, "utf-8")
    with pytest.raises(QueryUsageError, match="'runs' already"):
        use_library(read_library(tmp_path))
    assert find("runs").title != "What the query is about"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"x" * 2_000_000], ids=["bytes", "", "long"])
def test_what_is_not_a_query_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.cypher"
    path.write_bytes(content)
    assert run("query", "check", str(path)).exit_code == 1
    assert run("query", "check", str(tmp_path / "none.cypher")).exit_code == 1


def test_scripts_for_neo4j_browser(tmp_path: Path) -> None:
    folder = tmp_path / "browser"
    assert write_browser_library(folder) == len(catalogue())
    assert len(list(folder.rglob("*.cypher"))) == len(catalogue())
    text = script("pack-activity")
    assert text.startswith("// What a pack did over time\n")
    assert ':param pack => "";\n:param step => 86400;\n' in text
    assert text.rstrip().endswith("LIMIT $limit")
    assert "node.Account {" in (folder / "style.grass").read_text("utf-8")
    with pytest.raises(UsageError, match="is not empty"):
        write_browser_library(folder)


def test_every_script_of_the_browser_runs(store: Store) -> None:
    """As the Browser does: its parameters, then its statement."""
    plant(store)
    for name, query in catalogue().items():
        body = "\n".join(
            line for line in script(name).splitlines() if not line.startswith((":param", "//"))
        )
        values = {
            key: ({"string": "", "integer": 0}[p.type] if p.required else p.default)
            for key, p in query.parameters.items()
        }
        assert store.read(body, values).columns == tuple(query.columns), name


def test_a_workbook_holds_text_as_text(tmp_path: Path) -> None:
    rows = Rows(("text", "n", "list"), [("=1+1", 3, ["a", "b"]), (None, 2.5, []), ("x", True, {})])
    write(rows, "xlsx", tmp_path / "rows.xlsx", io.StringIO())
    sheet = openpyxl.load_workbook(tmp_path / "rows.xlsx").active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert cells[0] == ["=1+1", 3, "a, b"]
    assert sheet["A2"].data_type == "s"
    assert cells[1][:2] == [None, 2.5]
    with pytest.raises(UsageError, match="Name a file after -o"):
        write(rows, "xlsx", None, io.StringIO())


def test_single_addresses_in_a_workbook_are_links(tmp_path: Path) -> None:
    odd = ["javascript:alert(1)", "https://x.com/a b", "=HYPERLINK(1)"]
    rows = Rows(("url", "more"), [("https://x.com/i/status/1", "text"), *((o, 1) for o in odd)])
    write(rows, "xlsx", tmp_path / "rows.xlsx", io.StringIO())
    sheet = openpyxl.load_workbook(tmp_path / "rows.xlsx").active
    assert sheet["A2"].hyperlink.target == sheet["A2"].value == "https://x.com/i/status/1"
    assert [sheet[f"A{n}"].hyperlink for n in (3, 4, 5)] == [None] * 3
    assert sheet["A5"].data_type == "s"


def test_edit_opens_a_query_of_ones_own_and_checks_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "busy.cypher"
    path.write_text(TEMPLATE, "utf-8")
    own = ("--library", str(tmp_path), "query", "edit")
    monkeypatch.setenv("EDITOR", "sed -i s/:POSTED/:POSTET/")
    broken = run(*own, "busy")
    assert broken.exit_code == 1
    assert "POSTET, which the schema lacks" in broken.stdout
    monkeypatch.setenv("EDITOR", "sed -i s/:POSTET/:POSTED/")
    assert run(*own, "busy").exit_code == 0
    for name in ("runs", "../busy", "nope"):
        assert isinstance(run(*own, name).exception, UsageError)


def test_pages_on_methods_are_there() -> None:
    pages = {query.method for query in catalogue().values() if query.method}
    assert pages
    assert all((Path(__file__).parents[2] / page).is_file() for page in pages)


def test_markdown_holds_no_markup_of_strangers() -> None:
    output = io.StringIO()
    rows = Rows(("text", "n"), [("a|b\n[x](https://y) <b>*", 1)])
    write(rows, "markdown", None, output)
    assert output.getvalue() == (
        "| text | n |\n| --- | --- |\n| a\\|b \\[x\\](https://y) \\<b\\>\\* | 1 |\n"
    )


def test_a_sheet_says_what_a_cell_cannot_hold(tmp_path: Path) -> None:
    long, odd = "a" * 40_000, "bell \x07, half \ud83d, end"
    rows = Rows(("long", "odd", "id"), [(long, odd, 2**60 + 1)])
    write(rows, "xlsx", tmp_path / "rows.xlsx", io.StringIO())
    cells = [cell.value for cell in openpyxl.load_workbook(tmp_path / "rows.xlsx").active[2]]
    assert len(cells[0]) == 32_767
    assert cells[0].endswith("--format csv holds all)")
    assert cells[1].startswith("bell ")
    assert cells[1].endswith(", end")
    assert cells[2] == str(2**60 + 1)  # a double would end in another digit
