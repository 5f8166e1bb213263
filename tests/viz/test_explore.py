"""Going through the picture, keeping what is found, and sending a view, in a real browser."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import networkx as nx
import pytest
from lxml import etree

from meute.viz.page import network_page

from ..hostile.payloads import TEXTS
from ..hostile.test_sinks import is_formula
from . import hostile
from .browsing import Visit
from .made_up import picture

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def calm() -> str:
    return network_page(picture((8, 5), 6), title="Case", drawn_at="today")


def choose(page: Any, *actors: int) -> None:
    page.locator("#selection").evaluate("(fold) => { fold.open = true; }")
    for actor in actors:
        page.evaluate(f"meute.select({actor})")
        page.locator("#details-body button", has_text="Choose").click()


def test_relations_among_a_choice_undo_and_the_address(
    visit: Visit, calm: str, tmp_path: Path
) -> None:
    page = visit.open(calm, tmp_path).page
    everything = visit.shown()
    choose(page, 0, 1, 2)
    assert page.inner_text("#chosen-count").lower() == "3 selected"
    page.locator("#among").click()
    assert visit.shown() == 3
    address = page.evaluate("location.hash")
    assert parse_qs(address[1:])["among"] == ["0.1.2"]
    page.locator("#undo").click()
    assert visit.shown() == everything
    page.evaluate("(hash) => { location.hash = hash; }", address)
    page.wait_for_timeout(200)
    assert visit.shown() == 3
    page.keyboard.press("Escape")
    assert visit.shown() == everything


def test_an_address_restores_each_filter_and_nothing_else(
    visit: Visit, calm: str, tmp_path: Path
) -> None:
    page = visit.open(calm, tmp_path).page
    figure = page.evaluate("meute.data.actors.findIndex((a) => a.figure)")
    page.evaluate(f"location.hash = 'without=0.-1&figure={figure}&least=3&edges=0.11&hidden=9'")
    page.wait_for_timeout(200)
    assert not page.locator("#pack-filter input").first.is_checked()
    assert page.locator("#target").input_value() == str(figure)
    assert page.locator("#least").input_value() == "3"
    assert page.evaluate("[...meute.filter.state.hidden]") == [9]
    bad = "among=-5.99999.x.1e9&figure=0&around=<img>&hidden=__proto__&time=9&edges=99&least=-3"
    page.evaluate("(hash) => { location.hash = hash; }", bad)
    page.wait_for_timeout(200)
    state = "(({ target, least, centre, hidden }) => [target, least, centre, hidden.size])"
    assert page.evaluate(f"{state}(meute.filter.state)") == [None, 1, None, 0]


def test_a_path_is_the_shortest_and_goes_through_no_figure(
    visit: Visit, calm: str, tmp_path: Path
) -> None:
    page = visit.open(calm, tmp_path).page
    graph = nx.Graph(
        page.evaluate(
            "meute.data.edges.map((e) => [e.from, e.to])"
            ".filter((ends) => !ends.some((n) => meute.data.actors[n].figure))"
        )
    )
    reached = nx.single_source_shortest_path_length(graph, 0)
    for end, length in sorted(reached.items())[1:]:
        assert len(page.evaluate(f"meute.explore.path(0, {end})")) == length + 1
    lonely = next(n for n in range(13, 19) if n not in reached)
    assert page.evaluate(f"meute.explore.path(0, {lonely})") == []
    choose(page, 0, max(reached))
    page.locator("#path").click()
    assert "step" in page.inner_text("#path-words")
    assert visit.shown() == reached[max(reached)] + 1


def test_hide_and_pin(visit: Visit, calm: str, tmp_path: Path) -> None:
    page = visit.open(calm, tmp_path).page
    everything = visit.shown()
    page.evaluate("meute.select(0)")
    page.locator("#details-body button", has_text="Hide").click()
    assert visit.shown() == everything - 1
    page.evaluate("meute.select(1)")
    page.locator("#details-body button", has_text="Pin").click()
    page.locator("#packs-none").click()
    assert page.evaluate("meute.filter.visible().nodes[1]")
    assert not page.evaluate("meute.filter.visible().nodes[2]")
    page.locator("#undo").click()
    page.locator("#undo").click()
    page.locator("#undo").click()
    assert visit.shown() == everything


def test_the_choice_is_saved_as_csv_and_gexf_and_the_view_as_svg(
    visit: Visit, calm: str, tmp_path: Path
) -> None:
    page = visit.open(calm, tmp_path).page
    choose(page, 0, 1, 2)
    saved = {}
    for name in ("csv", "gexf", "svg"):
        with page.expect_download() as waiting:
            page.locator(f"#{name}").click()
        saved[name] = tmp_path / f"saved.{name}"
        waiting.value.save_as(saved[name])
    rows = list(csv.DictReader(io.StringIO(saved["csv"].read_text("utf-8"))))
    assert [row["account"] for row in rows] == page.evaluate(
        "[0, 1, 2].map((n) => meute.data.actors[n].id)"
    )
    graph = etree.parse(saved["gexf"])
    nodes = graph.findall(".//{*}node")
    assert len(nodes) == 3
    inside = page.evaluate("meute.data.edges.filter((e) => e.from < 3 && e.to < 3).length")
    assert len(graph.findall(".//{*}edge")) == inside > 0
    svg = etree.parse(saved["svg"])
    assert len(svg.findall(".//{*}path")) == visit.shown()
    assert "it proves no order" in "".join(svg.getroot().itertext())


def test_hostile_text_is_a_cell_and_a_text_in_what_is_saved(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(
        network_page(hostile.picture(), title=hostile.CLOSING, drawn_at="today"), tmp_path
    ).page
    texts = [text.replace("\ud800", "") for text in TEXTS]
    lines = page.evaluate("(texts) => texts.map((text) => meute.save.cell(text))", texts)
    for line in lines:
        for separator in (",", ";", "\t", "|"):
            for row in csv.reader([line], delimiter=separator):
                for cell in row:
                    assert not is_formula(cell), (line, cell)
    for tree in (page.evaluate("meute.save.svg()"), page.evaluate("meute.save.gexf([0, 1, 2])")):
        parsed = etree.fromstring(tree.encode())
        names = {str(etree.QName(element).localname) for element in parsed.iter(tag=etree.Element)}
        assert names.isdisjoint({"script", "img", "a", "foreignObject", "iframe"})
    assert page.evaluate("window.pwned") is None


def test_a_bar_a_pack_and_a_repost_lead_to_their_posts(
    visit: Visit, timed: str, tmp_path: Path
) -> None:
    page = visit.open(timed, tmp_path).page
    page.locator("#packs-overview button", has_text="Show").first.click()
    for words in ("Members drawn", "What its ties rest on", "Copy as citation"):
        assert words in visit.details()
    box = page.locator("#time-bars").bounding_box()
    page.mouse.click(box["x"] + 3, box["y"] + 20)
    assert "Posts of the chosen time" in visit.details()
    assert "evidence on this page" in visit.details()
    page.locator("#time-all").click()
    edge = page.evaluate("meute.data.ties.findIndex((t) => t.trace === 'AMPLIFIES')")
    page.evaluate(f"meute.details.showEdge({edge})")
    assert "repost, not own words" in visit.details()
    cited = page.evaluate("meute.posts.citation(meute.data.posts[0])")
    assert "2023-11-14" in cited
    assert "https://x.com/" in cited


def test_a_pack_is_drawn_as_one_with_its_numbers(visit: Visit, calm: str, tmp_path: Path) -> None:
    page = visit.open(calm, tmp_path).page
    everything = visit.shown()
    ties = page.evaluate(
        "meute.data.ties.filter((_, at) => meute.isTie(at)"
        " && meute.data.actors[meute.data.edges[at].from].pack === 0).length"
    )
    page.evaluate("meute.showPack(0)")
    page.locator("#details-body button", has_text="Draw as one").click()
    assert visit.shown() == everything - 8
    assert parse_qs(page.evaluate("location.hash")[1:])["grouped"] == ["0"]
    [group] = page.evaluate("meute.groups.drawn().groups")
    assert (group["pack"], group["members"], group["ties"]) == (0, 8, ties)
    towards = page.evaluate(
        "meute.data.edges.filter((edge, at) => meute.filter.visible().edges[at]"
        " && (meute.data.actors[edge.from].pack === 0) !== (meute.data.actors[edge.to].pack === 0))"
        ".length"
    )
    assert sum(page.evaluate("meute.groups.drawn().links.map((link) => link.count)")) == towards > 0
    assert "19 accounts" in page.inner_text("#counts")  # nothing is filtered out by it
    svg = etree.fromstring(page.evaluate("meute.save.svg()").encode())
    words = "\n".join(svg.itertext())
    assert "Pack 1 · 8" in words
    assert f"{ties} ties" in words
    box = page.locator("#network").bounding_box()
    page.locator("#back").click()
    at = page.evaluate("meute.drawing.pixel(meute.groups.drawn().groups[0])")
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    page.wait_for_timeout(400)
    assert visit.details().startswith("Pack 1")
    page.locator("#undo").click()
    assert visit.shown() == everything
    page.locator("#packs-grouped").click()
    assert visit.shown() == everything - 13
    assert page.locator("#packs-grouped").get_attribute("aria-pressed") == "true"
    page.locator("#packs-grouped").click()
    assert visit.shown() == everything
