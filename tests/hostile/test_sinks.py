"""Every payload in every text of the graph, through every way out: nothing runs, nothing steers."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from lxml import etree, html

from meute.cli.commands import meute
from meute.graph import open_store
from meute.graph.schema import NODES, RELATIONSHIPS, Account, Post
from meute.graph.tables import write_rows
from meute.graph.types import NodeType, PropertyType
from meute.spreadsheet import FORMULA

from ..queries.planted import plant
from .conftest import tried
from .payloads import TEXTS

_TRIMMED = re.compile(r'^[\s"\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060-\u2064\ufeff\ufffd]+')
_KEPT = {"id", "created_at", "first_seen_at", "last_seen_at", "ts_precision", "platform"}
"""Keys, and what a reader of a case parses."""


def filled(node: NodeType, texts: tuple[str, ...]) -> list[dict[str, str]]:
    names = [
        name for name, kind in node.columns.items()
        if kind is PropertyType.STRING and name not in _KEPT
    ]  # fmt: skip
    platform = {"platform": "x"} if "platform" in node.columns else {}
    return [
        {"id": f"x/{number}", **platform, **{name: text.replace("\ud800", "") for name in names}}
        for number, text in enumerate(texts, 900_000)
    ]


def graph(path: Path, texts: tuple[str, ...]) -> Path:
    with open_store(str(path), write=True, bulk=True) as store:
        plant(store)
        for node in NODES:
            write_rows(store, node, filled(node, texts))
        posted = next(tie for tie in RELATIONSHIPS if tie.kind == "POSTED")
        write_rows(
            store,
            posted,
            [{"source": row["id"], "target": row["id"]} for row in filled(Account, texts)],
        )
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graph(tmp_path_factory.mktemp("hostile") / "case.kgl", TEXTS)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("harmless") / "case.kgl"
    return graph(path, tuple(f"text {number}" for number in range(len(TEXTS))))


def run(case: Path, *arguments: str) -> str:
    done = CliRunner().invoke(meute, ["--graph", str(case), *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def fields() -> int:
    return sum(len(filled(node, ("x",))[0]) - 1 for node in NODES)


def test_there_are_enough_of_them() -> None:
    assert len(set(TEXTS)) >= 500
    assert fields() > 30


def test_no_table_holds_a_formula_under_any_separator(hostile: Path, tmp_path: Path) -> None:
    run(hostile, "export", "csv", "-o", str(tmp_path / "csv"))
    for file in (tmp_path / "csv").iterdir():
        text = file.read_text("utf-8")
        for separator in (",", ";", "\t"):
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
                for cell in row:
                    first = _TRIMMED.sub("", cell)[:1]
                    assert not first or first not in FORMULA, (file.name, cell)
    tried("CSV", len(TEXTS) * fields())


@pytest.mark.parametrize("label", [Account.label, Post.label])
def test_no_workbook_holds_a_formula(hostile: Path, tmp_path: Path, label: str) -> None:
    path = tmp_path / "a.xlsx"
    node = next(node for node in NODES if node.label == label)
    names = ", ".join(f"n.{name} AS {name}" for name in node.columns)
    run(hostile, "cypher", f"MATCH (n:{label}) RETURN {names}", "--format", "xlsx", "-o", str(path))
    (sheet,) = openpyxl.load_workbook(path).worksheets[:1]
    assert sheet.max_row > len(TEXTS)
    assert not [cell.value for row in sheet for cell in row if cell.data_type == "f"]
    tried("XLSX", len(TEXTS) * len(node.columns))


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_a_graph_file_is_well_formed(hostile: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{form}"
    run(hostile, "export", form, "-o", str(path))
    tree = etree.parse(path, etree.XMLParser(resolve_entities=False, huge_tree=True))
    assert not tree.docinfo.doctype
    names = {str(etree.QName(element).localname) for element in tree.iter(tag=etree.Element)}
    assert names.isdisjoint({"script", "img", "iframe", "svg"})
    tried(form, len(TEXTS) * fields())


def shape(page: Path) -> tuple[set[str], int]:
    """The kinds of element and attribute in a page, and how many scripts."""
    tree = html.document_fromstring(page.read_bytes())
    kinds = set()
    for element in tree.iter(tag=etree.Element):
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (element.tag, name)
            assert not value.strip().lower().startswith(("javascript:", "vbscript:", "data:text"))
            kinds.add(f"{element.tag} {name}")
        kinds.add(str(element.tag))
    return kinds, len(tree.findall(".//script"))


@pytest.mark.parametrize("command", [["report"], ["viz", "network"]], ids=["report", "network"])
def test_a_page_has_no_element_that_a_harmless_one_lacks(
    hostile: Path, harmless: Path, tmp_path: Path, command: list[str]
) -> None:
    pages = []
    for case in (hostile, harmless):
        pages.append(tmp_path / f"{case.parent.name}.html")
        run(case, *command, "-o", str(pages[-1]))
    (kinds, scripts), (expected, expected_scripts) = map(shape, pages)
    assert kinds - expected <= {"a", "a href", "a rel", "bdi", "mark"}
    assert scripts == expected_scripts
    tried("pages", len(TEXTS) * fields())


def test_nothing_on_a_terminal_steers(hostile: Path) -> None:
    from meute.terminal import lines_safe

    for node in (Account, Post):
        names = ", ".join(f"n.{name} AS {name}" for name in node.columns)
        text = run(hostile, "cypher", f"MATCH (n:{node.label}) RETURN {names}")
        assert lines_safe(text) == text
        tried("terminal", len(TEXTS) * len(node.columns))
