"""The page in a real browser: it opens without errors and without a network, and works."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from meute.graph import open_store
from meute.viz.page import network_page
from meute.viz.report import report_page
from meute.viz.report_data import read_case

from . import hostile
from .browsing import Visit, settled
from .made_up import picture
from .planted import plant

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def calm() -> str:
    return network_page(picture(), title="Case", drawn_at="today")


def test_search_select_and_go_back(visit: Visit, calm: str, tmp_path: Path) -> None:
    page = visit.open(calm, tmp_path).page
    name = page.evaluate("meute.data.actors[3].shown")
    page.keyboard.press("/")
    page.keyboard.type(name[1:].upper())
    assert page.locator("#account-list button").count() == 1
    page.keyboard.press("Enter")
    assert visit.details().startswith(name)
    page.keyboard.press("Escape")
    assert page.locator("#overview").is_visible()


def test_click_on_account_and_edge(visit: Visit, calm: str, tmp_path: Path) -> None:
    page = visit.open(calm, tmp_path).page
    visit.click_account(4)
    assert visit.details().startswith(page.evaluate("meute.data.actors[4].shown"))
    for words in ("FOLLOWERS", "TIES", "OPEN THE POST"):
        assert words in visit.details().upper()
    page.locator("#details-body button", has_text="why").first.click()
    for words in ("Shared objects", "q-value", "Window", "Posts behind it"):
        assert words in visit.details()
    link = page.locator("#details-body blockquote a").first
    assert link.get_attribute("href").startswith("https://x.com/")
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_filters_hide_and_show(visit: Visit, calm: str, tmp_path: Path) -> None:
    page = visit.open(calm, tmp_path).page
    everything = visit.shown()
    page.locator("#pack-filter label", has_text="Pack 1").click()
    assert visit.shown() == everything - 40
    page.locator("#pack-filter label", has_text="Pack 1").click()
    page.locator("#target").select_option(label="Idris Benaly")
    towards = page.evaluate(
        "new Set(meute.data.edges.filter((e) => meute.data.actors[e.to].shown === 'Idris Benaly')"
        ".map((e) => e.from)).size"
    )
    assert visit.shown() == towards + 1
    page.locator("#target").select_option(index=0)
    page.locator("#least").fill("20")
    strong = page.evaluate(
        "meute.data.ties.filter((tie, i) => meute.isTie(i) && tie.weight >= 20).length"
    )
    drawn = page.evaluate(
        "meute.network.body.data.edges.get({filter: (e) => !e.hidden && meute.isTie(e.id)}).length"
    )
    assert drawn == strong > 0
    assert f"of {everything - 2} accounts" in page.inner_text("#counts")


def test_untested_ties_are_named_in_front(visit: Visit, tmp_path: Path) -> None:
    drawn = picture((6,), 0, figures=0)
    untested = replace(drawn, edges=tuple(replace(edge, q=None) for edge in drawn.edges))
    page = visit.open(network_page(untested, title="Case", drawn_at="today"), tmp_path).page
    assert page.inner_text("#untested").startswith(f"{len(drawn.edges)} of the ties")


def test_neighbourhood_of_one(visit: Visit, calm: str, tmp_path: Path) -> None:
    page = visit.open(calm, tmp_path).page
    page.evaluate("meute.select(3)")
    page.locator("button", has_text="Only its neighbours").click()
    near = page.evaluate("new Set(meute.edgesOf[3].map((e) => meute.other(e, 3))).size")
    assert visit.shown() == near + 1
    page.keyboard.press("Escape")
    assert visit.shown() == len(picture().actors)


def test_hover_shows_a_card(visit: Visit, calm: str, tmp_path: Path) -> None:
    page = visit.open(calm, tmp_path).page
    box = page.locator("#network").bounding_box()
    at = page.evaluate("meute.network.canvasToDOM(meute.network.getPosition(2))")
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"], steps=3)
    page.wait_for_selector("#card:not([hidden])")
    assert page.evaluate("meute.data.actors[2].shown") in page.inner_text("#card")


def _edges_shown(page: Any) -> int:
    return int(
        page.evaluate("meute.network.body.data.edges.get({filter: (e) => !e.hidden}).length")
    )


def test_a_span_of_time_filters_everything(visit: Visit, timed: str, tmp_path: Path) -> None:
    page = visit.open(timed, tmp_path).page
    everything, edges = visit.shown(), _edges_shown(page)
    assert "15 posts, 12 attack a figure, 3 support one" in page.inner_text("#time-words")
    page.evaluate("meute.time.choose(1, 2)")  # the second minute: 22:14:00 to 22:15:00
    in_span = page.evaluate(
        "meute.data.ties.filter((t) => t.bins && t.bins.some((bin) => bin === 1)).length"
    )
    assert 0 < in_span < edges
    assert _edges_shown(page) == in_span
    assert page.inner_text("#time-words").startswith("2023-11-14 22:14 to 2023-11-14 22:15 UTC: ")
    page.evaluate("meute.time.choose(6, 7)")  # nobody who is drawn does anything
    assert visit.shown() == 2  # the figures stay
    assert page.inner_text("#counts").startswith(f"0 of {everything - 2} accounts")
    assert page.locator("#account-list button").count() == 2
    page.locator("#time-all").click()
    assert (visit.shown(), _edges_shown(page)) == (everything, edges)


def test_a_brush_is_drawn_with_the_pointer_and_with_sliders(
    visit: Visit, timed: str, tmp_path: Path
) -> None:
    page = visit.open(timed, tmp_path).page
    box = page.locator("#time-bars").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.05, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 20, steps=4)
    page.mouse.up()
    assert page.evaluate("[meute.time.state.from, meute.time.state.until]") == [0, 4]
    page.locator("#time-zoom").click()
    assert page.evaluate("[meute.time.state.left, meute.time.state.right]") == [0, 4]
    page.locator("#time-all").click()
    page.locator("#time-from").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("meute.time.state.from") == 1
    assert "22:14 UTC" in page.locator("#time-from").get_attribute("aria-valuetext")


def test_a_replay_ends_where_the_span_ends(visit: Visit, timed: str, tmp_path: Path) -> None:
    page = visit.open(timed, tmp_path).page
    page.locator("#time-speed").select_option(label="fast")
    page.evaluate("meute.time.choose(0, 4)")
    play = "document.getElementById('time-play')"  # it may be over before a second call arrives
    assert page.evaluate(f"{play}.click(), {play}.textContent") == "Pause"
    assert settled(page, "document.getElementById('time-play').textContent", "Play")
    assert page.evaluate("[meute.time.state.from, meute.time.state.until]") == [0, 4]
    page.locator("#time-on").click()
    assert page.evaluate("[meute.time.state.from, meute.time.state.until]") == [4, 8]


def test_the_posts_behind_a_tie_say_when_each_reposted(
    visit: Visit, timed: str, tmp_path: Path
) -> None:
    page = visit.open(timed, tmp_path).page
    tie = page.evaluate("meute.data.ties.findIndex((t) => t.shared)")
    page.evaluate(f"meute.details.showEdge({tie})")
    for words in (
        "What both reposted, and when",
        "22:14:30",
        "s apart",
        "1 of 2 shared objects is listed",
    ):
        assert words in visit.details()
    page.evaluate("meute.time.choose(6, 7)")
    assert "s apart" not in visit.details()
    figure = page.evaluate("meute.data.actors.findIndex((a) => a.figure)")
    page.locator("#time-all").click()
    page.evaluate(f"meute.select({figure})")
    assert "Posts that attack it" in visit.details()


def test_freeze_keyboard_theme_and_png(visit: Visit, calm: str, tmp_path: Path) -> None:
    page = visit.open(calm, tmp_path).page
    page.locator("#freeze").click()
    assert page.locator("#freeze").get_attribute("aria-pressed") == "false"
    page.locator("#freeze").click()
    before = page.evaluate("meute.network.getScale()")
    page.locator("#network").focus()
    page.keyboard.press("+")
    assert page.evaluate("meute.network.getScale()") > before
    x = page.evaluate("meute.network.getViewPosition().x")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("meute.network.getViewPosition().x") > x
    page.locator("#theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    picture = visit.saved_picture(tmp_path)
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 20_000


def test_hostile_text_stays_text(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(
        network_page(hostile.picture(), title=hostile.CLOSING, drawn_at="today"), tmp_path
    ).page
    elements = page.evaluate(
        "document.querySelectorAll('img, iframe, object, embed, b, form').length"
    )
    for number in range(len(hostile.TEXTS) + 1):
        page.evaluate(f"meute.select({number}, true)")
    for number in range(page.evaluate("meute.data.edges.length")):
        page.evaluate(f"meute.details.showEdge({number})")
        links = page.evaluate(
            "[...document.querySelectorAll('#details-body a')].map((a) => a.href)"
        )
        assert set(links) <= {"https://x.com/i/status/1"}
    page.locator("#search").fill("<script>")
    assert page.locator("#account-list button").count() >= 1
    assert page.evaluate("window.pwned") is None
    assert (
        page.evaluate("document.querySelectorAll('img, iframe, object, embed, b, form').length")
        == elements
        == 0
    )
    assert "<script>" in page.inner_text("#account-list")


def test_an_address_that_was_slipped_into_the_file_is_no_link(
    visit: Visit, calm: str, tmp_path: Path
) -> None:
    visit.open(calm, tmp_path)
    for address in hostile.ADDRESSES:
        made = visit.page.evaluate("(a) => meute.webLink(a, 'x') === null", address)
        assert made or address.startswith("https://evil.example/"), address


def test_trusted_types_forbid_markup(browser: Any, calm: str, tmp_path: Path) -> None:
    context = browser.new_context()
    page = Visit(context).open(calm, tmp_path).page
    refused = page.evaluate(
        "(() => { try { document.body.innerHTML = '<b>x</b>'; } catch { return true; } })()"
    )
    assert refused is True
    context.close()


def test_two_thousand_accounts_open_at_once(visit: Visit, tmp_path: Path) -> None:
    large = picture(
        (300, 250, 200, 200, 150, 120, 100, 100, 80, 80, 60, 50, 40, 40, 30), 200, 0.055
    )
    assert len(large.actors) > 2000
    assert len(large.edges) > 10_000
    text = network_page(large, title="Case", drawn_at="today")
    visit.open(text, tmp_path)
    assert visit.shown() == len(large.actors)


def test_narrow_screens(browser: Any, calm: str, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 380, "height": 760})
    page = Visit(context).open(calm, tmp_path).page
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_a_dark_screen_prints_dark_on_white(browser: Any, calm: str, tmp_path: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    page = Visit(context).open(calm, tmp_path).page
    ink = "getComputedStyle(document.body).color"
    assert page.evaluate(ink) == "rgb(231, 233, 238)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(ink) == "rgb(28, 34, 48)"
    assert settled(page, "meute.marks.palette().ink", "#1c2230")
    assert not page.locator("#search").is_visible()
    assert page.locator("#trace-filter").is_visible()
    assert page.locator("#overview").is_visible()
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="screen", color_scheme="dark")
    assert settled(page, "meute.marks.palette().ink", "#e7e9ee")
    context.close()


def test_the_report_opens_and_prints(browser: Any, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "case.kgl"), write=True) as store:
        plant(store)
        text = report_page(read_case(store), title=hostile.CLOSING, drawn_at="today")
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    context = browser.new_context(color_scheme="dark")
    visited = Visit(context)
    visited.page.goto((tmp_path / "report.html").as_uri())
    assert visited.complaints == []
    assert len(visited.requests) == 1
    assert "<img src=x onerror=alert(1)>" in visited.page.inner_text("body")
    assert visited.page.locator("svg .bar").count() > 0
    visited.page.emulate_media(media="print", color_scheme="dark")
    assert visited.page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 34, 48)"
    assert visited.page.locator(".printed-address").first.is_visible()
    context.close()
