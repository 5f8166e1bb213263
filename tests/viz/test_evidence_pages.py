"""The folder of evidence: every post behind every edge, in pages that links alone hold together."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from meute.errors import UsageError
from meute.graph import Store, open_store
from meute.viz import evidence_pages, listing
from meute.viz.answers import Scope
from meute.viz.evidence_pages import KINDS, write_evidence, write_evidence_beside
from meute.viz.gathering import gather
from meute.viz.language import ENGLISH
from meute.viz.listing import listed_on_page
from meute.viz.page import network_page

from . import hostile
from .browsing import Visit
from .made_up import picture
from .planted import plant
from .test_commands import run
from .test_page import Page


def _pages(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.html"))}


def _ids(text: str) -> set[str]:
    return {attributes["id"] or "" for _, attributes in Page(text).elements if "id" in attributes}


def test_every_link_leads_to_something_and_every_item_has_one_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_pages, "POSTS_PER_PAGE", 3)
    monkeypatch.setattr(evidence_pages, "ROWS_PER_PAGE", 40)
    drawn = picture()
    places = write_evidence(drawn, tmp_path, title="Case", language=ENGLISH)
    pages = _pages(tmp_path)
    ids = {name: _ids(text) for name, text in pages.items()}
    for name, text in pages.items():
        for tag, attributes in Page(text).elements:
            link = attributes.get("href") or ""
            if tag == "a" and not link.startswith("https://"):
                page, _, anchor = link.partition("#")
                assert page in pages, name
                assert not anchor or anchor in ids[page], link
    counts = {
        "post": len(drawn.posts), "edge": len(drawn.edges), "actor": len(drawn.actors),
        "pack": len(drawn.packs),
    }  # fmt: skip
    for kind, count in counts.items():
        assert len(places.starts[kind]) > 1 or kind == "pack"
        for number in range(count):
            page, _, anchor = places.address(kind, number).partition("#")
            assert anchor in ids[page]
        items = [item for of_page in ids.values() for item in of_page if item.startswith(kind)]
        assert len(items) == count, kind


def test_pages_run_nothing_and_ask_nobody(tmp_path: Path) -> None:
    wild = hostile.picture()
    title = hostile.CLOSING
    write_evidence(wild, tmp_path, title=title, language=ENGLISH)
    calm = tmp_path / "calm"
    calm.mkdir()
    write_evidence(picture(), calm, title="Case", language=ENGLISH)
    allowed = {tag for text in _pages(calm).values() for tag, _ in Page(text).elements}
    for name, text in _pages(tmp_path).items():
        page = Page(text)
        assert {tag for tag, _ in page.elements} <= allowed | {"ul", "li"}, name
        assert "script-src 'none'" in page.policy()
        for _, attributes in page.elements:
            assert not any(attribute.startswith("on") for attribute in attributes)
            link = attributes.get("href") or "#"
            assert link.startswith((*KINDS.values(), "index", "#")) or link == (
                "https://x.com/i/status/1"
            )


def test_a_page_lists_some_and_the_folder_all(store: Store, tmp_path: Path) -> None:
    plant(store)
    whole = gather(store, Scope(whole=True))
    assert listed_on_page(whole) == gather(store, Scope())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(listing, "POSTS", 1)
        patched.setattr(listing, "LEAST", 1)
        cut = listed_on_page(whole)
    assert max(len(edge.posts) for edge in cut.edges) == 1
    assert cut.posts.keys() < whole.posts.keys()
    write_evidence(whole, tmp_path, title="Case", language=ENGLISH)
    edges = "".join(text for name, text in _pages(tmp_path).items() if name.startswith("edges"))
    for number, edge in enumerate(whole.edges):
        section = re.search(rf'<article id="edge{number}">.*?</article>', edges, re.DOTALL)
        assert section is not None
        assert section[0].count("#post") == len(edge.posts) + len(edge.shared)


def test_the_command_writes_a_new_folder_beside_the_page(tmp_path: Path) -> None:
    case = str(tmp_path / "case.kgl")
    with open_store(case, write=True) as store:
        plant(store)
    page = tmp_path / "näher dran.html"
    arguments = ("--graph", case, "viz", "network", "--pseudonymise", "--evidence-folder")
    run(*arguments, "-o", str(page))
    text = page.read_text("utf-8")
    address = re.search(r'"evidence":\{"folder":"([^"]+)"', text)
    assert address is not None
    folder = page.parent / unquote(address[1])
    assert folder == tmp_path / "näher dran.evidence"
    for name, evidence in _pages(folder).items():
        for word in ("@ana", "bob", "relay<", "x/r1"):
            assert word not in evidence, name
    with pytest.raises(UsageError, match="is there already"):
        write_evidence_beside(picture(), folder, page, title="Case", language=ENGLISH)
    other = tmp_path / "other place"
    places = write_evidence_beside(picture(), other, page, title="Case", language=ENGLISH)
    assert places["folder"] == "other%20place"


@pytest.mark.browser
def test_the_page_leads_into_the_folder(visit: Visit, tmp_path: Path) -> None:
    drawn = picture()
    places = write_evidence_beside(
        drawn, tmp_path / "e", tmp_path / "page.html", title="Case", language=ENGLISH
    )
    text = network_page(replace(drawn), title="Case", drawn_at="today", evidence=places)
    page = visit.open(text, tmp_path).page
    page.evaluate("meute.details.showEdge(5)")
    with page.expect_popup() as opened:
        page.locator("#details-body a", has_text="folder of evidence").click()
    evidence = opened.value
    assert evidence.url.endswith("#edge5")
    assert evidence.locator("#edge5").is_visible()
    evidence.locator("#edge5 a[href*='#post']").first.click()
    assert "#post" in evidence.url
    for kind in ("actor", "pack"):
        page.evaluate("meute.select(3)" if kind == "actor" else "meute.showPack(0)")
        link = page.locator("#details-body a", has_text="folder of evidence")
        assert link.get_attribute("href").startswith(f"e/{KINDS[kind]}-0001.html#{kind}")
