"""Notes: written on the page, saved into a file, read back strictly, shown as text."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from meute.cli import meute
from meute.errors import UsageError
from meute.graph import open_store
from meute.viz.audiences import AUDIENCES
from meute.viz.language import Language
from meute.viz.model import Note
from meute.viz.notes import MOST_NOTES, NOTE_CHARACTERS, read_notes, with_notes
from meute.viz.page import network_page
from meute.viz.report import report_page
from meute.viz.report_data import Case, read_case

from ..hostile.payloads import TEXTS
from .browsing import Visit
from .made_up import picture
from .planted import PACK, plant
from .test_page import Page

ACCOUNT = {"kind": "account", "id": "x/ana", "shown": "@ana", "text": "Met at the rally."}
EDGE = {"kind": "edge", "id": "x/ana", "to": "x/bob", "trace": "CO_REPOSTS", "text": "See call."}


def saved(folder: Path, *notes: dict[str, Any], **more: Any) -> Path:
    path = folder / "notes.json"
    path.write_text(
        json.dumps({"format": "meute-notes-1", "notes": list(notes)} | more), encoding="utf-8"
    )
    return path


def test_a_file_is_read_as_it_was_saved(tmp_path: Path) -> None:
    first, second = read_notes(saved(tmp_path, ACCOUNT, EDGE))
    assert first == Note("account", "x/ana", "Met at the rally.", shown="@ana")
    assert second.key == ("edge", "x/ana", "x/bob", "CO_REPOSTS")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "post"}, "note 1: kind"),
        ({"text": ""}, "note 1: text"),
        ({"text": "x" * (NOTE_CHARACTERS + 1)}, "note 1: text"),
        ({"text": 5}, "note 1: text"),
        ({"id": None}, "note 1: id"),
        ({"trace": "CO_REPOSTS"}, "`to` and `trace` belong to an edge"),
        ({"kind": "edge", "to": "x/bob"}, "an edge needs `to`"),
        ({"kind": "edge", "to": "x/bob", "trace": "__proto__"}, "an edge needs `to`"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_note_is_named(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        read_notes(saved(tmp_path, ACCOUNT | change))
    assert "Save notes" in caught.value.remedy


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"null", b"{", b'{"format": "aliases", "notes": []}', b"\xff\xfe", b"[" * 9999],
)
def test_what_is_no_file_of_notes_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.json"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="holds no notes"):
        read_notes(path)


def test_too_many_notes_and_two_on_one_thing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="two notes on x/ana"):
        read_notes(saved(tmp_path, ACCOUNT, ACCOUNT))
    many = [ACCOUNT | {"id": f"x/{n}"} for n in range(MOST_NOTES + 1)]
    with pytest.raises(UsageError, match="notes"):
        read_notes(saved(tmp_path, *many))
    with pytest.raises(UsageError, match="cannot be read"):
        read_notes(tmp_path / "absent.json")


def test_notes_on_nothing_drawn_are_said_and_kept() -> None:
    drawn = picture((3,), 1)
    note = Note("account", drawn.actors[0].id, "here")
    assert with_notes(drawn, (note,)).left_out == ()
    away = Note("account", "x/elsewhere", "there")
    noted = with_notes(drawn, (note, away))
    assert "1 note is on nothing" in str(noted.left_out[-1])
    page = network_page(noted, title="Case", drawn_at="today")
    assert "x/elsewhere" in page


def _noted(case: Case, *notes: Note) -> Case:
    return replace(case, notes=notes)


def test_the_report_tells_them_but_not_to_the_public(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "case.kgl"), write=True) as store:
        plant(store)
        case = read_case(store)
    noted = _noted(
        case, Note("pack", PACK, "Ask their\nlawyer <b>first</b>", shown="Pack 1"),
        Note(**EDGE, shown="@ana – @bob"),
    )  # fmt: skip
    page = report_page(noted, title="t", drawn_at="d")
    assert "Ask their\nlawyer &lt;b&gt;first&lt;/b&gt;" in page
    assert "@ana – @bob" in page
    assert "Notes by the investigators" not in report_page(case, title="t", drawn_at="d")
    french = report_page(noted, title="t", drawn_at="d", language=Language("fr"))
    assert "Notes des enquêteurs" in french
    public = report_page(noted, title="t", drawn_at="d", audience=AUDIENCES["public"])
    assert "lawyer" not in public


def test_hostile_notes_stay_text(tmp_path: Path) -> None:
    texts = [text for text in TEXTS if text.strip() and "\ud800" not in text][:200]
    notes = tuple(
        Note("account", f"x/{at}", text[:NOTE_CHARACTERS], shown=text, written_at=text[:40])
        for at, text in enumerate(texts)
    )
    drawn = picture((3,), 1)
    page = Page(network_page(with_notes(drawn, notes), title="Case", drawn_at="today"))
    plain = Page(network_page(drawn, title="Case", drawn_at="today"))
    assert {tag for tag, _ in page.elements} == {tag for tag, _ in plain.elements}
    with open_store(str(tmp_path / "case.kgl"), write=True) as store:
        plant(store)
        report = Page(report_page(_noted(read_case(store), *notes), title="t", drawn_at="d"))
    assert {"script", "img", "iframe", "object"}.isdisjoint(tag for tag, _ in report.elements)
    for _, attributes in report.elements:
        assert not any(name.startswith("on") or name == "style" for name in attributes)


def test_the_commands_show_them_with_aliases_too(tmp_path: Path) -> None:
    graph = str(tmp_path / "case.kgl")
    with open_store(graph, write=True) as store:
        plant(store)
    notes = saved(tmp_path, ACCOUNT | {"text": "I met ana and @bob"}, EDGE)
    for command in ("report", "viz network"):
        page = tmp_path / "page.html"
        options = [*command.split(), "--notes", str(notes), "-o", str(page)]
        done = CliRunner().invoke(meute, ["--graph", graph, *options])
        assert done.exit_code == 0, done.output
        assert "I met ana" in page.read_text("utf-8")
        done = CliRunner().invoke(meute, ["--graph", graph, *options, "--pseudonymise"])
        assert done.exit_code == 0, done.output
        assert "I met A" in page.read_text("utf-8")
        assert "@bob" not in page.read_text("utf-8")
    notes.write_text("{}")
    refused = CliRunner().invoke(meute, ["--graph", graph, *options])
    assert isinstance(refused.exception, UsageError)


@pytest.mark.browser
def test_the_page_saves_what_meute_reads_back(visit: Visit, tmp_path: Path) -> None:
    drawn = picture((6, 4), 3)
    page = visit.open(network_page(drawn, title="Case", drawn_at="today"), tmp_path).page
    edge = page.evaluate("meute.data.ties.findIndex((_, at) => meute.isTie(at))")
    figure = page.evaluate("meute.data.actors.findIndex((actor) => actor.figure)")
    texts = ["Met at </script> the rally", "He calls\nher", "Leader?", 'x"]}']
    for show, text in zip(
        ("meute.select(0)", f"meute.select({figure})", "meute.showPack(0)",
         f"meute.details.showEdge({edge})"), texts, strict=True,
    ):  # fmt: skip
        page.evaluate(show)
        page.locator("#note").fill(text)
    page.locator("#note").press("Control+z")  # undoes in the note, not in the picture
    page.locator("#note").fill(texts[3])
    page.locator("#notes").evaluate("(fold) => { fold.open = true; }")
    assert "Not saved" in page.inner_text("#notes-words")
    with page.expect_download() as waiting:
        page.locator("#notes-save").click()
    path = tmp_path / "network.notes.json"
    waiting.value.save_as(path)
    notes = read_notes(path)
    assert [note.kind for note in notes] == ["account", "figure", "pack", "edge"]
    assert [note.text for note in notes] == texts
    assert all(note.written_at for note in notes)
    noted = with_notes(drawn, notes)
    assert noted.left_out == drawn.left_out
    again = visit.open(network_page(noted, title="Case", drawn_at="today"), tmp_path).page
    again.locator("#notes").evaluate("(fold) => { fold.open = true; }")
    assert again.locator("#notes-list button").count() == 4
    again.locator("#notes-list button").nth(3).click()
    assert again.locator("#note").input_value() == texts[3]
    assert json.loads(again.evaluate("meute.notes.text()")) == json.loads(path.read_text("utf-8"))
    again.locator("#note").fill("")
    assert again.locator("#notes-list button").count() == 3
    again.locator("#notes-save").click()
