"""The case report: what it tells, and what it says when there is nothing to tell."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.graph import Store
from meute.viz.chart import Bin, bin_length, draw
from meute.viz.report import PARTS, report_page
from meute.viz.report_data import read_case

from .planted import START, plant
from .test_page import Page


def text_of(page: str) -> str:
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


@pytest.fixture
def page(store: Store) -> str:
    plant(store)
    return report_page(read_case(store), title="Case <1>", drawn_at="today")


def test_every_section_tells_what_was_planted(page: str) -> None:
    text = text_of(page)
    for words in (
        "Case &lt;1&gt;",
        "posts 15", "of them reposts 7", "accounts that posted 7",
        "Camille Vernon attack", "Camille Vernon support 3",
        "the one of # out holds the most attacks",
        "@relay", "90,000",
        "Pack 1", "3 of its 3 accounts attack Camille Vernon",
        "3 accounts attack two figures or more",
        "1 account supports figures more often than it attacks any",
        "1 of them used # out", "@paul",
        "ab" * 32, "windows · repost 60",
    ):  # fmt: skip
        flat = text.replace("# ", "#")
        assert words.replace("# ", "#") in flat, words


def test_no_supporter_is_among_the_attackers(page: str) -> None:
    attackers = page[page.index('id="attackers"') : page.index('id="supporters"')]
    assert "@ana" in attackers
    assert "paul" not in attackers


def test_the_spark_comes_first_and_the_relay_is_named(store: Store) -> None:
    plant(store)
    story = read_case(store).story
    assert story is not None
    assert story.first[0]["post"] == "x/s1"
    assert story.first[0]["reach"] == 90_000
    assert [(row["post"], row["spread"]) for row in story.spread] == [
        ("x/s1", 3), ("x/s2", 3), ("x/a1", 2),
    ]  # fmt: skip
    assert [row["handle"] for row in story.relays] == ["relay", "bob", "ana"]
    assert story.relays[0]["first_ts"] == START + 50
    assert story.chart.spark is not None


def test_the_page_has_no_scripts_and_fetches_nothing(page: str) -> None:
    parsed = Page(page)
    assert "script" not in {tag for tag, _ in parsed.elements}
    assert "img" not in {tag for tag, _ in parsed.elements}
    for _, attributes in parsed.elements:
        assert not {"src", "style"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)
        if (attributes.get("href") or "").startswith("http"):
            assert attributes["rel"] == "noopener noreferrer"
    assert "script-src 'none'" in parsed.policy()
    assert "unsafe" not in parsed.policy()


def test_an_empty_graph_names_the_commands(store: Store) -> None:
    page = report_page(read_case(store), title="Case", drawn_at="today")
    for command in ("meute load", "meute figures load", "meute detect"):
        assert command in page
    for part, heading in PARTS:
        assert f'<h2 id="{part}">{heading}</h2>' in page
    assert "<table>" not in page


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
    ),
    st.integers(60, 10**7),
)
def test_bars_are_inside_the_chart_and_stand_on_each_other(
    rows: list[tuple[int, int, int, int]], length: int
) -> None:
    size = bin_length(START, START + length)
    bins = {
        START + at * size: Bin(START - START % size + at * size, a, s, o) for at, a, s, o in rows
    }
    span = (START, START + 51 * size)
    chart = draw(bins.values(), span, (START, START + length), START, size)
    for bar in chart.bars:
        assert chart.left <= bar.x <= chart.right
        assert chart.top - 0.1 <= bar.y
        assert bar.y + bar.height <= chart.bottom + 0.1
    counted = sum(bar.count for bar in chart.bars)
    assert counted == sum(one.attacks + one.supports + one.other for one in bins.values())
    assert 2 <= len(chart.ticks_y) <= 8
    assert len(chart.ticks_x) <= 10
    assert (length / size) <= 120
