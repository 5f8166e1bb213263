"""Every payload in every text of the graph, through every way out: nothing runs, nothing steers."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from lxml import etree, html
from markdown_it import MarkdownIt

import meute as face
from meute.cli.commands import meute
from meute.graph import open_store
from meute.graph.schema import NODES, Account, Post
from meute.queries.catalogue import Query, catalogue
from meute.queries.shell import Shell
from meute.spreadsheet import FORMULA
from meute.terminal import lines_safe

from . import payloads
from .conftest import WHOLE, in_whole_suite
from .graphs import harmless, hostile_case, texts_of_the_graph
from .tally import judge

TEXTS = payloads.TEXTS if WHOLE else payloads.TEXTS[::9]

_TRIMMED = re.compile(r'^[\s"\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060-\u2064\ufeff\ufffd]+')
_SEPARATORS = (",", ";", "\t")
_OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_EVERY = len(TEXTS) * texts_of_the_graph()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_case(tmp_path_factory.mktemp("hostile") / "case.kgl", TEXTS)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_case(tmp_path_factory.mktemp("calm") / "case.kgl", harmless(TEXTS))


@pytest.fixture(scope="module")
def tables(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case as a folder of CSV files."""
    folder = tmp_path_factory.mktemp("tables") / "csv"
    run(hostile, "export", "csv", "-o", str(folder))
    return folder


def run(case: Path, *arguments: str) -> str:
    done = CliRunner().invoke(meute, ["--graph", str(case), *arguments])
    assert done.exit_code == 0, (arguments, done.output, done.exception)
    return done.stdout


def is_formula(cell: str) -> bool:
    first = _TRIMMED.sub("", cell)[:1]
    return bool(first) and first in FORMULA


def every_property(label: str) -> str:
    node = next(node for node in NODES if node.label == label)
    return f"MATCH (n:{label}) RETURN {', '.join(f'n.{name} AS {name}' for name in node.columns)}"


def test_there_are_enough_of_them() -> None:
    assert len(set(payloads.TEXTS)) >= 500
    assert texts_of_the_graph() > 60


@pytest.mark.parametrize("separator", _SEPARATORS, ids=["comma", "semicolon", "tab"])
def test_no_csv_holds_a_formula_for_python(tables: Path, separator: str) -> None:
    formulas = []
    for file in tables.iterdir():
        lines = io.StringIO(file.read_text("utf-8"), newline="")
        rows = csv.reader(lines, delimiter=separator)
        formulas += [(file.name, cell) for row in rows for cell in row if is_formula(cell)]
    judge(f"CSV by Python, {separator!r}", _EVERY, executed=formulas)


@pytest.mark.parametrize("engine", ["c", "python"])
def test_no_csv_holds_a_formula_for_pandas(tables: Path, engine: str) -> None:
    """Under commas; with others pandas refuses lines of other lengths, which is as well."""
    formulas = []
    for file in tables.iterdir():
        frame = pd.read_csv(file, dtype=str, keep_default_na=False, engine=engine)
        assert list(frame.columns) == file.read_text("utf-8").split("\n", 1)[0].split(",")
        formulas += [(file.name, cell) for cell in frame.to_numpy().ravel() if is_formula(cell)]
    judge(f"CSV by pandas ({engine})", _EVERY, executed=formulas)


@in_whole_suite()
@pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("separator", _SEPARATORS, ids=["comma", "semicolon", "tab"])
def test_no_csv_holds_a_formula_for_libreoffice(
    tables: Path, tmp_path: Path, separator: str
) -> None:
    # Separator, quote, UTF-8, from line 1, all columns, and: evaluate formulas.
    reading = f"{ord(separator)},34,76,1,,0,false,true,false,false,false,-1,true"
    formulas = office(
        sorted(tables.iterdir()), tmp_path, f"--infilter=Text - txt - csv (StarCalc):{reading}"
    )
    judge(f"CSV by LibreOffice, {separator!r}", _EVERY, executed=formulas)


def office(files: list[Path], folder: Path, *options: str) -> list[tuple[str, str]]:
    """Return the cells that LibreOffice calculates in files of tables."""
    command = [
        str(_OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        *options, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder),
        *map(str, files),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    written = [folder / f"{file.stem}.xlsx" for file in files]
    return [found for path in written for found in formulas_of(path)]


def formulas_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the formulas of a workbook; it has to have cells at all."""
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 1, path
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    # As which LibreOffice writes truth values.
    yield from ((path.name, text) for text in formulas if text not in {"=TRUE()", "=FALSE()"})


@pytest.mark.parametrize(
    "label",
    [
        pytest.param(node.label, marks=[] if node in {Account, Post} else in_whole_suite())
        for node in NODES
    ],
)
def test_no_workbook_holds_a_formula(hostile: Path, tmp_path: Path, label: str) -> None:
    path = tmp_path / "a.xlsx"
    run(hostile, "cypher", every_property(label), "--format", "xlsx", "-o", str(path))
    (sheet,) = openpyxl.load_workbook(path).worksheets
    assert sheet.max_row > len(TEXTS)
    texts = [cell for row in sheet for cell in row if isinstance(cell.value, str)]
    edited = [cell.value for cell in texts if not cell.quotePrefix]
    judge("XLSX by openpyxl", len(texts), executed=[*formulas_of(path), *edited])
    if _OFFICE and WHOLE:
        judge("XLSX by LibreOffice", len(texts), executed=office([path], tmp_path / "out"))


def test_no_markdown_holds_markup(hostile: Path) -> None:
    kinds: set[str] = set()
    for node in NODES:
        text = run(hostile, "cypher", every_property(node.label), "--format", "markdown")
        assert len(text.splitlines()) > len(TEXTS)
        page = MarkdownIt("commonmark").enable("table").render(text)
        kinds |= {str(element.tag) for element in html.document_fromstring(page).iter()}
    allowed = {"html", "body", "table", "thead", "tbody", "tr", "th", "td"}
    judge("Markdown", _EVERY, executed=kinds - allowed)


@pytest.mark.parametrize(
    "form", ["gexf", "graphml", pytest.param("gexf-mixed", marks=in_whole_suite())]
)
def test_a_graph_file_holds_text_alone(
    hostile: Path, calm: Path, tmp_path: Path, form: str
) -> None:
    kinds = []
    for case in (hostile, calm):
        path = tmp_path / f"{case.parent.name}.{form}"
        run(case, "export", form, "-o", str(path))
        # Without entities, and without the tree's usual bounds: a DTD would show.
        tree = etree.parse(path, etree.XMLParser(resolve_entities=False, huge_tree=True))
        assert not tree.docinfo.doctype
        kinds.append({(str(e.tag), *sorted(e.attrib)) for e in tree.iter(tag=etree.Element)})
    judge(form, _EVERY, executed=kinds[0] - kinds[1])
    if form != "gexf-mixed":
        reader = nx.read_gexf if form == "gexf" else nx.read_graphml
        assert len(reader(path)) > len(TEXTS)


def test_a_json_graph_holds_text_alone(hostile: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    run(hostile, "export", "json-graph", "-o", str(path))
    value = json.loads(path.read_text("utf-8"))
    assert len(nx.node_link_graph(value, edges="links")) > len(TEXTS)
    judge("json-graph", _EVERY)


def shape(page: bytes | str) -> tuple[set[str], int]:
    """The kinds of element and attribute in a page, and how many scripts."""
    tree = html.document_fromstring(page)
    kinds = set()
    for element in tree.iter(tag=etree.Element):
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (element.tag, name)
            assert not value.strip().lower().startswith(("javascript:", "vbscript:", "data:text"))
            kinds.add(f"{element.tag} {name}")
        kinds.add(str(element.tag))
    return kinds, len(tree.findall(".//script"))


PAGES = {
    "report": ["report"],
    "network": ["viz", "network"],
    "report of aliases": ["report", "--pseudonymise"],
}


@pytest.mark.parametrize("command", PAGES.values(), ids=list(PAGES))
def test_a_page_has_no_element_that_a_harmless_one_lacks(
    hostile: Path, calm: Path, tmp_path: Path, command: list[str]
) -> None:
    pages = []
    for case in (hostile, calm):
        pages.append(tmp_path / f"{case.parent.name}.html")
        run(case, *command, "-o", str(pages[-1]))
    (kinds, scripts), (expected, expected_scripts) = (shape(page.read_bytes()) for page in pages)
    more = kinds - expected - {"a", "a href", "a rel", "bdi", "mark"}
    more |= {"a script"} if scripts != expected_scripts else set()
    judge("pages, their elements", _EVERY, executed=more)


def test_a_notebook_shows_text_alone(hostile: Path) -> None:
    with face.open_case(hostile) as case:
        frames = [case.cypher(every_property(node.label)) for node in NODES]
        with pd.option_context("display.max_rows", 10_000, "display.max_columns", 100):
            kinds, scripts = shape("".join(frame._repr_html_() for frame in frames))
        page = shape(case.network()._repr_html_())
    expected = {"html", "body", "div", "table", "thead", "tbody", "tr", "th", "td", "style", "p"}
    more = {kind for kind in kinds if kind.split()[0] not in expected}
    framed = {kind for kind in page[0] if kind.split()[0] not in {"html", "body", "iframe"}}
    judge("notebook", _EVERY, executed=[*more, *framed, *range(scripts + page[1])])


def test_nothing_in_the_shell_steers(hostile: Path) -> None:
    output = io.StringIO()
    with open_store(str(hostile)) as store:
        shell = Shell(store, output)
        for node in NODES:
            for skipped in range(0, len(TEXTS), 50):
                shell.obey(f"{every_property(node.label)} SKIP {skipped} LIMIT 50;")
        for text in TEXTS:
            for line in (
                text,
                f":{text}",
                f":run {text}",
                f":param {text} {text}",
                f":show {text}",
            ):
                shell.obey(f"RETURN `{line}`" if line[:1] not in ":" else line)
    steering = [line for line in output.getvalue().split("\n") if lines_safe(line) != line]
    judge("shell", _EVERY, executed=steering)


def test_nothing_on_a_terminal_steers(hostile: Path) -> None:
    steering = []
    for node in NODES:
        text = run(hostile, "cypher", every_property(node.label))
        steering += [line for line in text.split("\n") if lines_safe(line) != line]
    judge("terminal", _EVERY, executed=steering)


@in_whole_suite()
@pytest.mark.parametrize("form", ["table", "csv", "markdown", "xlsx"])
def test_no_stored_query_lets_anything_through(hostile: Path, tmp_path: Path, form: str) -> None:
    harm: list[object] = []
    names = [name for name, query in catalogue().items() if not _needs_values(query)]
    assert len(names) > 20
    for name in names:
        path = tmp_path / f"{name}.{form}"
        run(hostile, "query", "run", name, "--format", form, "-o", str(path))
        if form == "xlsx":
            harm += formulas_of(path)
            continue
        text = path.read_bytes().decode() if path.exists() else ""  # some answer with a remark
        if form == "table":
            harm += [line for line in text.split("\n") if lines_safe(line) != line]
        elif form == "csv":
            for separator in _SEPARATORS:
                rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
                harm += [cell for row in rows for cell in row if is_formula(cell)]
        else:
            page = MarkdownIt("commonmark").enable("table").render(text)
            tags = {str(element.tag) for element in html.document_fromstring(page).iter()}
            harm += tags - {"html", "body", "table", "thead", "tbody", "tr", "th", "td"}
    judge(f"stored queries as {form}", len(TEXTS) * len(names), executed=harm)


def _needs_values(query: Query) -> bool:
    return any(parameter.required for parameter in query.parameters.values())
