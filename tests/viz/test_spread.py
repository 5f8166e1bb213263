"""How a post spread, and when the members of a pack came in: pictures of the report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.graph import Store
from meute.graph import schema as s
from meute.graph.tables import write_rows
from meute.viz import spread as spreads
from meute.viz.curves import curve, first_acts
from meute.viz.language import ENGLISH
from meute.viz.report import report_page
from meute.viz.report_data import read_case
from meute.viz.spread import LEFT, MOST_BRANCHES, Spread, read_spread, spread_tree

from . import hostile
from .planted import START, plant
from .test_page import Page

ROOT = {"post": "x/s1", "author": "spark", "ts": START}


def _act(post: str, of: str, kind: str = "REPOSTS", minutes: int = 1) -> dict[str, object]:
    return {
        "post": post, "of_post": of, "kind": kind, "author": f"by-{post}",
        "ts": START + 60 * minutes,
    }  # fmt: skip


def test_reposts_hang_on_their_post_and_quotes_bring_their_own(store: Store) -> None:
    plant(store)
    spread = read_spread(store, ROOT)
    assert {(row["of_post"], row["post"], row["kind"]) for row in spread.acts} == {
        ("x/s1", "x/r1", "REPOSTS"), ("x/s1", "x/s2", "QUOTES"), ("x/s1", "x/r7", "REPOSTS"),
        ("x/s2", "x/r2", "REPOSTS"), ("x/s2", "x/r3", "REPOSTS"), ("x/s2", "x/r4", "REPOSTS"),
    }  # fmt: skip
    tree = spread_tree(spread, ENGLISH)
    assert tree is not None
    assert [(branch.label, branch.count) for branch in tree.branches] == [
        ("@spark", 3), ("@relay", 3),
    ]  # fmt: skip
    assert (tree.reposts, tree.quotes, tree.further, tree.half_min) == (2, 1, 3, 1)
    assert tree.branches[1].stem == tree.branches[0].y


def test_posts_that_quote_each_other_end(store: Store) -> None:
    plant(store)
    write_rows(store, s.QUOTES, [{"source": "x/s1", "target": "x/s2"}])
    assert len(read_spread(store, ROOT).acts) == 6


def test_what_is_not_drawn_is_said() -> None:
    quotes = [_act(f"q{n}", "x/s1", "QUOTES", n + 1) for n in range(MOST_BRANCHES + 3)]
    acts = quotes + [_act(f"r{n}", f"q{n}", minutes=n + 2) for n in range(len(quotes))]
    tree = spread_tree(Spread(ROOT, acts), ENGLISH)
    assert tree is not None
    assert len(tree.branches) == MOST_BRANCHES + 1
    assert tree.left_out == 3


def test_more_than_is_read_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(store)
    monkeypatch.setattr(spreads, "MOST_ACTS", 2)
    spread = read_spread(store, ROOT)
    assert spread.cut
    assert len([row for row in spread.acts if row["of_post"] == "x/s1"]) == 2


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(-5, 10**6), st.booleans()), max_size=40))
def test_every_act_is_in_one_dot_at_its_time(rows: list[tuple[int, int, bool]]) -> None:
    acts = [
        _act(f"p{at}", f"p{of}" if of < at else "x/s1", "QUOTES" if quote else "REPOSTS", minutes)
        for at, (of, minutes, quote) in enumerate(rows)
    ]
    tree = spread_tree(Spread(ROOT, acts), ENGLISH)
    if tree is None:
        assert not any(act["of_post"] == "x/s1" for act in acts)
        return
    for branch in tree.branches:
        assert sum(dot.count for dot in branch.dots) == branch.count
        assert all(LEFT - 3 <= dot.x <= tree.right + 3 for dot in branch.dots)
        assert LEFT <= branch.start <= branch.end <= tree.right + 3
    assert tree.reposts + tree.quotes == sum(act["of_post"] == "x/s1" for act in acts)


def test_a_member_comes_in_with_its_first_tie_inside_the_pack() -> None:
    members = [{"account": name} for name in ("a", "b", "c", "d")]
    ties = [
        {"account_a": "a", "account_b": "b", "first_ts": 500},
        {"account_a": "a", "account_b": "c", "first_ts": 300},
        {"account_a": "b", "account_b": "elsewhere", "first_ts": 1},
        {"account_a": "a", "account_b": "d", "first_ts": None},
    ]
    moments = first_acts(members, ties)
    assert moments == [300, 500, 300, None]
    drawn = curve(moments, ENGLISH)
    assert drawn is not None
    assert (drawn.count, drawn.undated, drawn.half_ts) == (3, 1, 300)
    assert curve([None, 5, 5], ENGLISH) is None


def test_the_report_draws_both_and_hostile_names_stay_text(store: Store) -> None:
    plant(store)
    write_rows(store, s.Account, [{"id": "x/spark", "handle": hostile.IMAGE}])
    write_rows(store, s.CO_REPOSTS,
        [{"source": "x/ana", "target": f"x/{b}", "run": "coordination-01", "first_ts": START + at}
         for b, at in (("bob", 5), ("cy", 900))],
    )  # fmt: skip
    page = report_page(read_case(store), title="Case", drawn_at="today")
    assert "half of them within" in page
    assert "3 members from" in page
    assert {"img", "script"}.isdisjoint(tag for tag, _ in Page(page).elements)
