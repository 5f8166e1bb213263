"""The report as a document to edit: the page's words, and nothing that runs or asks."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree, html

from meute.graph import open_store
from meute.viz.document import document_of
from meute.viz.language import ENGLISH, Language
from meute.viz.manifest import manifest_of
from meute.viz.report import report_page
from meute.viz.report_data import read_case

from . import hostile
from .planted import HOSTILE, plant
from .test_commands import run


@pytest.fixture(scope="module")
def case_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("document") / "case.kgl")
    with open_store(path, write=True) as store:
        plant(store)
    return path


def _page(path: str, language: Language = ENGLISH, title: str = "Case") -> str:
    with open_store(path) as store:
        case = read_case(store)
        return report_page(
            case, title=title, drawn_at="today", language=language,
            manifest=manifest_of(store, case),
        )  # fmt: skip


def _words(document: bytes) -> str:
    """Return all text of a document in order, by the library and not by our writer."""
    body = Document(io.BytesIO(document)).element.body
    return " ".join(
        "".join(run.text or "" for run in paragraph.iter(qn("w:t")))
        for paragraph in body.iter(qn("w:p"))
    )


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_document_says_every_sentence_of_the_page(case_path: str, code: str) -> None:
    page = _page(case_path, Language(code))
    told = _squeezed(_words(document_of(page)))
    tree = html.document_fromstring(page)
    assert tree.get("lang") == code
    for gone in tree.xpath("//nav | //svg | //style | //*[@class='skip' or @class='open']"):
        gone.drop_tree()
    pieces = [_squeezed(text) for text in tree.body.itertext()]
    assert len(pieces) > 200
    assert [piece for piece in pieces if piece not in told] == []
    assert [json.loads(text) for text in tree.xpath("//*[@id='manifest']/text()")]


def test_texts_of_strangers_are_text_and_nothing_leads_outside(case_path: str) -> None:
    document = document_of(_page(case_path, title=hostile.CLOSING + hostile.SEPARATORS))
    assert HOSTILE in _words(document)
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(content)
            assert b'TargetMode="External"' not in content, name
            assert not re.search(b"<w:(instrText|object|altChunk|hyperlink)", content), name
            fields = re.findall(rb'w:instr="([^"]*)"', content)
            assert set(fields) <= {b"PAGE", b"NUMPAGES"}
        assert not [name for name in archive.namelist() if "vba" in name.lower()]


def test_the_same_case_makes_the_same_bytes(
    case_path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    page = _page(case_path)
    assert document_of(page) == document_of(page)


def test_the_command_writes_it_by_flag_or_name_and_pseudonymised(
    case_path: str, tmp_path: Path
) -> None:
    named, flagged = tmp_path / "report.docx", tmp_path / "report"
    run("--graph", case_path, "report", "-o", str(named))
    run("--graph", case_path, "report", "--docx", "--pseudonymise", "-o", str(flagged))
    assert "@relay" in _words(named.read_bytes())
    words = _words(flagged.read_bytes())
    assert "Camille Vernon" in words
    for name in ("@relay", "@ana", "x/s1", "status/"):
        assert name not in words
    with pytest.raises(Exception, match="two forms"):
        run("--graph", case_path, "report", "--docx", "--pdf", "-o", str(named))
