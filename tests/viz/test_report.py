"""The case report: what it tells, and what it says when there is nothing to tell."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.graph import Store
from meute.graph import schema as s
from meute.graph.tables import write_rows
from meute.viz.audiences import PARTS
from meute.viz.chart import Bin, bin_length, draw
from meute.viz.concentration import burst_core
from meute.viz.pseudonyms import Aliases
from meute.viz.report import report_page
from meute.viz.report_data import read_case

from ..conftest import ENGINES, opened
from .planted import BURSTS, RUN, START, iso, plant
from .test_page import Page


def text_of(page: str) -> str:
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


@pytest.fixture(scope="module", params=ENGINES)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    with opened(request, tmp_path_factory.mktemp("case")) as store:
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
        "1 salvo: accounts came together", "salvo 1 5 2", "One list, perhaps&lt;img",
        "2 accounts attack two figures or more",
        "1 account supports figures more often than it attacks any",
        "1 of them used # out",
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
    assert story.spark_ts == START


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
    for part, heading in PARTS.items():  # nobody wrote a note
        assert (f'<h2 id="{part}">{heading}</h2>' in page) == (part != "notes")
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
    axes = chart.axes
    for bar in chart.bars:
        assert axes.left <= bar.x <= axes.right
        assert axes.top - 0.1 <= bar.y
        assert bar.y + bar.height <= axes.bottom + 0.1
    counted = sum(bar.count for bar in chart.bars)
    assert counted == sum(one.attacks + one.supports + one.other for one in bins.values())
    assert 2 <= len(axes.ticks_y) <= 8
    assert len(axes.ticks_x) <= 10
    assert (length / size) <= 120


def test_numbers_are_counts_and_not_the_limits_of_queries(store: Store) -> None:
    plant(store)
    write_rows(
        store,
        s.Pack,
        [{"id": f"{RUN}/pack-{n}", "run": RUN, "rank": n, "size": 2} for n in range(2, 702)],
    )
    write_rows(store, s.Burst,
        [
            {
                "id": f"{BURSTS}/tag{n}", "run": BURSTS, "hashtag": f"tag{n}", "posts": 12,
                "surprise": 3.0, "start_ts": START, "end_ts": START + 60,
                "start_at": iso(0), "end_at": iso(60),
            }
            for n in range(120)
        ],
    )  # fmt: skip
    text = text_of(report_page(read_case(store), title="Case", drawn_at="today"))
    assert "packs 701" in text
    assert "bursts 121" in text
    assert "109 more: meute query run hashtag-bursts" in text


def test_bursts_are_those_of_the_last_run_only(store: Store) -> None:
    plant(store)
    burst = {"hashtag": "out", "posts": 13, "surprise": 20.0, "start_at": iso(50),
             "end_at": iso(400), "start_ts": START + 50, "end_ts": START + 400}  # fmt: skip
    write_rows(store, s.Burst, [burst | {"id": "bursts-00/out", "run": "bursts-00"}])
    write_rows(
        store,
        s.Run,
        [{"id": "bursts-00", "method": "bursts", "finished_at": "2020-01-01T00:00:00Z"}],
    )
    assert [row["run"] for row in read_case(store).bursts] == [BURSTS]


def test_what_was_not_looked_for_is_not_told_as_absent(store: Store) -> None:
    plant(store)
    for method in ("stance", "bursts", "coordination"):
        store.execute("MATCH (r:Run) WHERE r.method = $method DETACH DELETE r", {"method": method})
    store.execute("MATCH (:Post)-[x:ATTACKS|SUPPORTS]->(:Target) DELETE x")
    store.execute("MATCH (k:Pack) DETACH DELETE k")
    text = text_of(report_page(read_case(store), title="Case", drawn_at="today"))
    for tile in ("bursts", "packs", "attack several figures", "supporters"):
        assert f"{tile} not looked for" in text
    for words in ("Packs were not looked for", "Bursts were not looked for",
                  "Attacks were not looked for"):  # fmt: skip
        assert words in text
    assert "as far as the rules tell" not in text
    assert "the most attacks" not in text


def test_what_was_looked_for_and_not_there_is_told_as_absent(store: Store) -> None:
    plant(store)
    store.execute("MATCH (:Post)-[x:ATTACKS|SUPPORTS]->(:Target) DELETE x")
    store.execute("MATCH (k:Pack) DETACH DELETE k")
    text = text_of(report_page(read_case(store), title="Case", drawn_at="today"))
    assert "not looked for" not in text
    assert "No accounts are tied so closely that they form a pack." in text
    assert "no post in it attacks a figure, as far as the rules tell" in text
    assert "the most attacks" not in text


def test_an_unfinished_import_is_said_first(store: Store) -> None:
    plant(store)
    write_rows(store, s.Import,
        [{"id": "sha256:cd", "file": "half.jsonl", "digest": "cd" * 32, "format": "x-api-v2",
          "resume_at": 2400, "read": 2400, "loaded": 2400, "merged": 0, "rejected": 0}],
    )  # fmt: skip
    text = text_of(report_page(read_case(store), title="Case", drawn_at="today"))
    warning = "half.jsonl is not loaded whole: its first 2,400 records are in the graph"
    assert text.index(warning) < text.index("of them reposts")
    assert "not finished" in text


def test_supporters_are_counted_and_not_named(page: str) -> None:
    supporters = page[page.index('id="supporters"') : page.index('id="method"')]
    assert "1 account supports figures" in text_of(supporters)
    assert "paul" not in supporters


def test_unclear_posts_are_counted_apart_and_mere_mentions_are_not(store: Store) -> None:
    plant(store)
    store.execute(
        "MATCH (t:Target {id: 'vernon'}), (p:Post) WHERE p.id IN ['x/s1', 'x/s2', 'x/a1'] "
        "CREATE (p)-[:CONCERNS {own_words: true, unclear: p.id <> 'x/a1', run: 'stance'}]->(t)"
    )
    text = text_of(report_page(read_case(store), title="Case", drawn_at="today"))
    assert re.search(r"Camille Vernon unclear 2 2 \d", text)
    assert "nobody is accused by them" in text


def test_a_post_without_text_is_named_by_its_id(store: Store) -> None:
    plant(store)
    store.execute("MATCH (p:Post {id: 'x/s1'}) REMOVE p.text")
    page = report_page(read_case(store), title="Case", drawn_at="today")
    assert "x/s1: the export holds no text of this post." in text_of(page).replace(" :", ":")
    assert "@</bdi>" not in page


def test_a_copy_stands_beside_its_post(store: Store) -> None:
    plant(store)
    kept = "https://copies.example/p.html sha3-512:abc"
    store.execute("MATCH (p:Post) SET p.archive = $kept", {"kept": kept})
    case = read_case(store)
    page = report_page(case, title="Case", drawn_at="today")
    text = text_of(page)
    assert text.count("Open the copy") == text.count("sha3-512:abc") >= len(case.archives) > 2
    assert 'href="https://copies.example/p.html"' in page
    without = Aliases(store).of_content(case)
    hidden = report_page(without, title="Case", drawn_at="today", aliased=True)
    assert "copies.example" not in hidden


def test_the_burst_tells_where_most_of_it_lies(page: str) -> None:
    text = text_of(page)
    assert "80 % of its posts and reposts fall within" in text
    assert "the fullest minute is 2023-11-14 22:14:00" in text


@given(
    st.dictionaries(st.integers(0, 40).map(lambda n: n * 60), st.integers(0, 9)),
    st.sampled_from([0.5, 0.8, 1.0]),
)
def test_the_core_is_the_shortest_part_that_holds_its_share(
    counts: dict[int, int], share: float
) -> None:
    core = burst_core(counts, 60, share)
    total = sum(counts.values())
    if not total:
        assert core is None
        return
    assert core is not None
    parts = [
        (end + 60 - start, -sum(n for ts, n in counts.items() if start <= ts <= end), start)
        for start in counts
        for end in counts
        if start <= end
        and sum(n for ts, n in counts.items() if start <= ts <= end) >= share * total
    ]
    assert (core.end_ts - core.start_ts, -core.posts, core.start_ts) == min(parts)
    assert counts[core.peak_ts] == core.peak_posts == max(counts.values())


def test_a_case_in_which_nothing_was_found_opens_with_what_it_holds(store: Store) -> None:
    store.prepare()
    write_rows(store, s.Account, [{"id": "x/a", "platform": "x", "native_id": "a"}])
    write_rows(store, s.Post, [
        {"id": "x/1", "platform": "x", "native_id": "1", "kind": "original", "ts": START,
         "created_at": iso(0), "text": "Hello"}
    ])  # fmt: skip
    write_rows(store, s.POSTED, [{"source": "x/a", "target": "x/1"}])
    text = text_of(report_page(read_case(store), title="Case", drawn_at="today"))
    assert "What happened 1 post, from 2023-11-14" in text
    assert "Nothing of what was looked for" not in text
    write_rows(store, s.Run, [{"id": RUN, "method": "coordination", "parameters": "{}"}])
    text = text_of(report_page(read_case(store), title="Case", drawn_at="today"))
    assert "Nothing of what was looked for was found." in text
