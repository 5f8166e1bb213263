"""Tables as pictures: counts of the case, shaded, by row and column."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from meute.graph import Store
from meute.viz.grids import MOST_ACCOUNTS, attacker_grid, clock, pack_grid
from meute.viz.language import ENGLISH, Language
from meute.viz.report import report_page
from meute.viz.report_data import read_case

from .planted import plant


@given(st.dictionaries(st.integers(0, 2_000_000).map(lambda n: n * 900), st.integers(1, 50)))
def test_a_clock_counts_every_post_once_in_its_zone(hours: dict[int, int]) -> None:
    for zone in (UTC, ZoneInfo("Asia/Kathmandu")):
        drawn = clock(hours, Language("en", zone))
        expected: Counter[tuple[int, int]] = Counter()
        for ts, count in hours.items():
            when = datetime.fromtimestamp(ts, zone)
            expected[when.weekday(), when.hour] += count
        counts = [] if drawn is None else [cell.count for cell in drawn.cells]
        assert counts == [count for _, count in sorted(expected.items())]


def test_the_pairs_of_a_pack_are_drawn_on_both_sides() -> None:
    members = [{"account": f"x/{n}", "handle": f"h{n}"} for n in range(MOST_ACCOUNTS + 2)]
    ties = [
        {"account_a": "x/0", "account_b": "x/1", "shared": 4},
        {"account_a": "x/0", "account_b": "x/2", "shared": 1},
        {"account_a": "x/0", "account_b": "x/41", "shared": 9},
        {"account_a": "x/0", "account_b": "x/elsewhere", "shared": 9},
    ]
    drawn = pack_grid(members, ties)
    assert drawn is not None
    assert sorted(cell.count for cell in drawn.cells) == [1, 1, 4, 4]
    assert drawn.most == 4
    assert drawn.left_out == 2
    assert max(cell.opacity for cell in drawn.cells) == 1
    assert pack_grid(members, []) is None


def test_supporting_posts_are_not_in_the_matrix_of_attackers() -> None:
    stances = [
        {"stance": "ATTACKS", "target": "a", "posts": 3},
        {"stance": "SUPPORTS", "target": "b", "posts": 7},
    ]
    attackers = [{"account": "x/1", "handle": None, "stances": stances}]
    drawn = attacker_grid(attackers, {"a": "Camille Vernon"})
    assert drawn is not None
    assert drawn.columns == ("Camille Vernon",)
    assert drawn.rows == ("x/1",)
    assert [cell.count for cell in drawn.cells] == [3]


def test_the_report_draws_them(store: Store) -> None:
    plant(store)
    case = read_case(store)
    assert sum(case.hours["posts"].values()) == 15
    assert sum(case.hours["attacks"].values()) == 12
    page = report_page(case, title="t", drawn_at="d", language=ENGLISH)
    for title in ("All posts by weekday", "Objects shared by each", "Attacking posts by account"):
        assert title in page
