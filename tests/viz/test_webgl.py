"""Pictures too large for pyvis: drawn by WebGL, they do what the others do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from meute.viz import selection
from meute.viz.model import Actor, Picture
from meute.viz.page import network_page
from meute.viz.selection import is_large

from . import hostile
from .browsing import Visit
from .made_up import picture
from .planted_page import timed_page
from .test_page import Page

_SHOWN = (
    "meute.data.nodes.filter((_, n) => !meute.network.getNodeDisplayData(String(n)).hidden).length"
)
_DRAWN_EDGES = (
    "meute.data.edges.filter((_, n) => !meute.network.getEdgeDisplayData(String(n)).hidden).length"
)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture of more than ten accounts counts as too large for pyvis."""
    monkeypatch.setattr(selection, "PYVIS_NODES", 10)


def _page() -> str:
    return network_page(picture(), title="Case", drawn_at="today")


def test_what_is_large_is_said_by_accounts_or_edges() -> None:
    few = Picture(tuple(Actor(f"x/{n}") for n in range(selection.PYVIS_NODES)), ())
    figure = Actor("figure", figure=True)
    assert not is_large(Picture((*few.actors, figure), ()))
    assert is_large(Picture((*few.actors, Actor("x/one-more")), ()))
    edge = picture((4,)).edges[0]
    assert is_large(Picture(few.actors, (edge,) * (selection.PYVIS_EDGES + 1)))


@pytest.mark.usefixtures("large")
def test_nodes_and_edges_travel_as_columns_and_stand_where_pyvis_puts_them() -> None:
    def data_of(text: str) -> dict[str, Any]:
        return dict(json.loads(next(t for _, kind, t in Page(text).blocks if kind)))

    columns = data_of(_page())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(selection, "PYVIS_NODES", 1000)
        rows = data_of(_page())
    assert columns["nodes"]["x"] == [round(node["x"]) for node in rows["nodes"]]
    assert columns["nodes"]["size"] == [node["size"] for node in rows["nodes"]]
    assert columns["edges"]["from"] == [edge["from"] for edge in rows["edges"]]
    assert {len(values) for values in columns["edges"].values()} == {len(picture().edges)}
    assert columns["ties"] == rows["ties"]


@pytest.mark.browser
@pytest.mark.usefixtures("large")
def test_accounts_and_edges_answer_to_the_pointer(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(_page(), tmp_path).page
    box = page.locator("#network").bounding_box()
    assert page.evaluate("data => 'vis' in window", None) is False
    visit.click_account(4)
    assert visit.details().startswith(page.evaluate("meute.data.actors[4].shown"))
    at = page.evaluate("meute.drawing.pixel(meute.drawing.place(2))")
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"], steps=3)
    page.wait_for_selector("#card:not([hidden])")
    assert page.evaluate("meute.data.actors[2].shown") in page.inner_text("#card")
    far = page.evaluate("""() => {
      const edge = meute.data.ties.findIndex((tie) => tie.trace === "ATTACKS");
      const { from, to } = meute.data.edges[edge];
      const [a, b] = [from, to].map(meute.drawing.place);
      return meute.drawing.pixel({ x: a.x + 0.6 * (b.x - a.x), y: a.y + 0.6 * (b.y - a.y) });
    }""")  # fmt: skip
    page.mouse.click(box["x"] + far["x"], box["y"] + far["y"])
    page.wait_for_timeout(400)
    assert "Attacks" in visit.details()


@pytest.mark.browser
@pytest.mark.usefixtures("large")
def test_filters_keys_and_dragging(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(_page(), tmp_path).page
    everything = page.evaluate(_SHOWN)
    assert everything == len(picture().actors)
    page.locator("#pack-filter label", has_text="Pack 1").click()
    assert page.evaluate(_SHOWN) == everything - 40
    assert page.evaluate(_DRAWN_EDGES) == page.evaluate(
        "meute.filter.visible().edges.filter(Boolean).length"
    )
    page.locator("#undo").click()
    page.locator("#packs-grouped").click()
    assert page.evaluate(_SHOWN) == everything - 54
    assert len(page.evaluate("meute.groups.drawn().groups")) == 2
    page.locator("#undo").click()
    assert page.evaluate(_SHOWN) == everything
    scale = page.evaluate("meute.drawing.scale()")
    page.locator("#network").focus()
    page.keyboard.press("+")
    page.wait_for_timeout(200)
    assert page.evaluate("meute.drawing.scale()") == pytest.approx(scale * 1.3)
    page.keyboard.press("0")
    page.wait_for_timeout(200)
    assert page.evaluate("meute.drawing.scale()") == pytest.approx(scale)
    page.locator("#freeze").click()
    box = page.locator("#network").bounding_box()
    before = page.evaluate("meute.drawing.place(3)")
    at = page.evaluate("meute.drawing.pixel(meute.drawing.place(3))")
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    page.mouse.down()
    page.mouse.move(box["x"] + at["x"] + 40, box["y"] + at["y"], steps=4)
    page.mouse.up()
    after = page.evaluate("meute.drawing.place(3)")
    assert after["x"] - before["x"] == pytest.approx(40 / scale, rel=0.1)
    assert after["y"] == pytest.approx(before["y"], abs=2 / scale)


@pytest.mark.browser
@pytest.mark.usefixtures("large")
def test_the_picture_is_saved_with_edges_and_names(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(_page(), tmp_path).page
    page.locator("#theme").click()
    picture = visit.saved_picture(tmp_path)
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 20_000
    assert page.evaluate("meute.save.svg()").count("<line") == page.evaluate(
        "meute.filter.visible().edges.filter(Boolean).length"
    )


@pytest.mark.browser
def test_time_filters_the_drawing(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "PYVIS_NODES", 1)
    page = visit.open(timed_page(tmp_path), tmp_path).page
    edges = page.evaluate(_DRAWN_EDGES)
    page.evaluate("meute.time.choose(1, 2)")
    in_span = page.evaluate(
        "meute.data.ties.filter((t) => t.bins && t.bins.some((bin) => bin === 1)).length"
    )
    assert 0 < in_span < edges
    assert page.evaluate(_DRAWN_EDGES) == in_span


@pytest.mark.browser
@pytest.mark.usefixtures("large")
def test_hostile_text_stays_text(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "PYVIS_NODES", 1)
    page = visit.open(
        network_page(hostile.picture(), title=hostile.CLOSING, drawn_at="today"), tmp_path
    ).page
    for number in range(len(hostile.TEXTS) + 1):
        page.evaluate(f"meute.select({number}, true)")
    for number in range(page.evaluate("meute.data.edges.length")):
        page.evaluate(f"meute.details.showEdge({number})")
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.querySelectorAll('img, iframe, object, b, form').length") == 0
