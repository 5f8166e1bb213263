"""Pictures of numbers in the page: heat map and first acts of a pack, matrix, clock, spread."""

from __future__ import annotations

from pathlib import Path

import pytest

from meute.viz.page import network_page

from .browsing import Visit
from .made_up import picture

pytestmark = pytest.mark.browser


def test_a_pack_shows_who_shares_what_with_whom(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(network_page(picture(), title="Case", drawn_at="today"), tmp_path).page
    page.evaluate("meute.showPack(0)")
    tied = page.evaluate("""() => meute.data.ties.filter((tie, at) => meute.isTie(at)
        && [meute.data.edges[at].from, meute.data.edges[at].to]
          .every((end) => meute.data.actors[end].pack === 0)).length""")
    assert page.locator("#details-body .chart .cell").count() == 2 * tied > 0
    assert "columns are numbered as the rows" in visit.details()


def test_the_case_has_a_clock_and_a_matrix(visit: Visit, timed: str, tmp_path: Path) -> None:
    page = visit.open(timed, tmp_path).page
    assert page.locator("#pictures figure").count() == 0
    page.locator("#pictures summary").click()
    page.wait_for_selector("#pictures figure")
    clock, attacks, matrix = (page.locator("#pictures figure").nth(at) for at in range(3))
    assert clock.locator("title").all_text_contents() == ["Tue · 22: 15"]
    assert attacks.locator("title").all_text_contents() == ["Tue · 22: 12"]
    cells = set(matrix.locator("title").all_text_contents())
    assert {"@bob · Camille Vernon: 2", "@bob · Idris <Benaly>: 2"} <= cells


def test_a_pack_has_a_curve_of_first_acts_and_a_post_its_spread(
    visit: Visit, timed: str, tmp_path: Path
) -> None:
    page = visit.open(timed, tmp_path).page
    page.evaluate("meute.showPack(0)")
    assert page.locator("#details-body .curve").count() == 1
    tie = page.evaluate("meute.data.ties.findIndex((t) => t.shared)")
    page.evaluate(f"meute.details.showEdge({tie})")
    page.locator("#details-body button", has_text="How it spread").first.click()
    assert page.locator("#details-body h2").inner_text() == "How it spread"
    rows = page.locator("#details-body .tree li").all_inner_texts()
    assert [" ".join(row.split()) for row in rows] == [
        "@ana 0.2 min later", "@bob 0.3 min later", "@cy 0.5 min later",
    ]  # fmt: skip
    page.locator("#details-body .tree button").first.click()
    assert visit.details().startswith("@ana")
