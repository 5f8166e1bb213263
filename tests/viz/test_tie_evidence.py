"""What is behind a tie of each trace, on both engines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.graph import Store
from meute.graph import schema as s
from meute.graph.schema import RELATIONSHIPS
from meute.graph.tables import write_rows
from meute.viz import listing
from meute.viz.answers import Scope
from meute.viz.course import BIN_LENGTHS_S, course_of
from meute.viz.gathering import gather
from meute.viz.listing import cut_to_room
from meute.viz.model import Edge, Shared
from meute.viz.tie_acts import shared_by
from meute.viz.tie_evidence import Act, close_acts

from .planted import RUN, START, iso, plant


@pytest.fixture
def case(store: Store) -> Store:
    plant(store)
    return store


def test_tie_evidence_takes_the_closest_reposts_in_the_window() -> None:
    edge = Edge("a", "b", "CO_REPOSTS", 4, window_s=60)
    other = Edge("a", "b", "CO_LINKS", 4, window_s=60)
    acts = [
        Act(account, post, START + second, f"{account}-{post}-{second}")
        for account, post, second in (
            ("a", "p1", 0), ("b", "p1", 61), ("b", "p1", 60), ("a", "p2", 0), ("b", "p2", 5),
            ("a", "p3", 0), ("b", "p3", -61), ("a", "p4", 0), ("b", "p4", -1), ("b", "p5", 0),
        )
    ]  # fmt: skip
    assert close_acts([edge, other], {"CO_REPOSTS": acts}) == {
        edge: [
            Shared("p4", START, START - 1, "a-p4-0", "b-p4--1"),
            Shared("p2", START, START + 5, "a-p2-0", "b-p2-5"),
            Shared("p1", START, START + 60, "a-p1-0", "b-p1-60"),
        ]
    }


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(0, 90))),
    st.integers(1, 40),
)
def test_the_closest_acts_are_those_that_a_search_of_all_pairs_finds(
    told: list[tuple[str, str, int]], window: int
) -> None:
    edge = Edge("a", "b", "CO_TAGS", 1, window_s=window)
    acts = [Act(account, shared, ts, "p") for account, shared, ts in told]
    gaps = {
        shared: min(
            abs(one.ts - other.ts)
            for one in acts for other in acts
            if (one.account, other.account) == ("a", "b") and one.object == other.object == shared
        )
        for shared in {act.object for act in acts if act.account == "a"}
        & {act.object for act in acts if act.account == "b"}
    }  # fmt: skip
    close = close_acts([edge], {"CO_TAGS": acts}).get(edge, [])
    assert {one.object: one.gap_s for one in close} == {
        shared: gap for shared, gap in gaps.items() if gap <= window
    }


def test_a_page_with_many_edges_lists_less_for_each_and_the_weightiest_first() -> None:
    behind = tuple(Shared(str(n), n, n, str(n), str(n)) for n in range(50))
    posts = tuple(map(str, range(50)))
    ties = [Edge("a", str(n), "CO_REPOSTS", n, shared=behind) for n in range(9_000)]
    stances = [Edge(str(n), "figure", "ATTACKS", n, posts=posts) for n in range(9_000)]
    few = cut_to_room([ties[0], stances[0]])
    assert [len(few[0].shared), len(few[1].posts)] == [listing.OBJECTS, listing.POSTS]
    many = cut_to_room([*ties[:2_000], *stances[:3_000]])
    assert {len(edge.shared) for edge in many[:2_000]} == {listing.MAX_LISTED // 2_000}
    assert {len(edge.posts) for edge in many[2_000:]} == {listing.MAX_LISTED // 3_000}
    most = cut_to_room([*ties, *stances])
    assert sum(len(edge.shared) for edge in most) == listing.MAX_LISTED
    assert sum(len(edge.posts) for edge in most) == listing.MAX_LISTED
    assert [len(edge.shared) for edge in most[:9_000]].index(listing.LEAST) > 2_000
    assert len(most[8_999].shared) == listing.LEAST


def test_ties_say_when_each_account_reposted(case: Store) -> None:
    picture = gather(case, Scope())
    (tie,) = (e for e in picture.edges if e.trace == "CO_REPOSTS" and e.target == "x/bob")
    assert tie.shared == (Shared("x/s2", START + 70, START + 75, "x/r2", "x/r3"),)
    assert "x/s2" in picture.posts


def test_a_trace_that_no_branch_was_written_for_has_its_evidence(case: Store) -> None:
    """`picture-shared` has a branch per trace, but reposts, which a query of their own reads."""
    accounts = ["x/ana", "x/bob"]
    rows = list(shared_by(case, ["trace-links", "trace-reposts"], accounts))
    reposts = {(row["account"], row["object"]) for name, row in rows if name == "trace-reposts"}
    assert {("x/ana", "x/s2"), ("x/bob", "x/s2")} <= reposts
    assert {account for account, _ in reposts} == set(accounts)


def test_the_course_counts_every_post_once_under_each_head(case: Store) -> None:
    course = gather(case, Scope()).course
    assert course is not None
    assert course.bin_s == 60
    assert course.start_ts == START - START % 60
    assert sum(one.posts for one in course.bins) == 15
    assert sum(one.attacks for one in course.bins) == 12  # a1 and its reposts attack two figures
    assert sum(one.supports for one in course.bins) == 3
    assert sum(one.pack for one in course.bins) == 7
    numbers = [one.number for one in course.bins]
    assert numbers == sorted(set(numbers))


def test_edges_carry_when_they_act(case: Store) -> None:
    picture = gather(case, Scope())
    course = picture.course
    assert course is not None

    def seconds(source: str, target: str, trace: str) -> list[tuple[int, int]]:
        (edge,) = (
            e for e in picture.edges
            if (e.source, e.target, e.trace) == (source, target, trace)
        )  # fmt: skip
        return [(course.start_ts + n * course.bin_s, count) for n, count in edge.course]

    def minute(second: int) -> int:
        return (START + second) // 60 * 60

    assert seconds("x/bob", "vernon", "ATTACKS") == [(minute(75), 1), (minute(110), 1)]
    assert seconds("x/ana", "x/bob", "CO_REPOSTS") == [(minute(75), 1)]
    assert seconds("x/ana", "x/relay", "AMPLIFIES") == [(minute(70), 1)]


@given(st.dictionaries(st.integers(0, 10**8), st.integers(1, 5), max_size=40))
def test_a_long_course_is_coarser_and_loses_nothing(counts: dict[int, int]) -> None:
    rows = [{"head": "posts", "bin": ts, "posts": count} for ts, count in counts.items()]
    course = course_of(rows, (), max_bins=10)
    if not counts:
        assert course is None
        return
    assert course is not None
    assert sum(one.posts for one in course.bins) == sum(counts.values())
    assert len(course.bins) <= 10 or course.bin_s == BIN_LENGTHS_S[-1]
    placed = {course.start_ts + one.number * course.bin_s for one in course.bins}
    assert placed == {ts // course.bin_s * course.bin_s for ts in counts}


KINDS = {
    "CO_LINKS": "https://news.example/a", "CO_DOMAINS": "news.example", "CO_TAGS": "dawn",
    "CO_REPLIES": "x/s1", "CO_MEDIA": "m1", "CO_MENTIONS": "x/lone",
    "CO_TEXTS": "the same words of more than twenty letters",
    "CO_NEAR_TEXTS": "the same words of more than twenty letters",
    "CO_SEQUENCES": "one two three",
}  # fmt: skip


def test_a_tie_of_any_trace_lists_both_posts(store: Store) -> None:
    plant(store)
    text = "The same words, of more than twenty letters! #One #Two #Three"
    for at, account in enumerate(("ana", "bob")):
        post = f"x/t{at}"
        write_rows(store, s.Post, [{
            "id": post, "platform": "x", "native_id": f"t{at}", "kind": "reply", "stub": False,
            "ts": START + 1000 + 20 * at, "created_at": iso(1000 + 20 * at), "text": text,
        }])  # fmt: skip
        write_rows(store, s.POSTED, [{"source": f"x/{account}", "target": post}])
        for tie, target in (
            (s.LINKS_TO, "https://news.example/a"), (s.TAGGED, "dawn"), (s.SHOWS, "m1"),
            (s.REPLIES_TO, "x/s1"), (s.MENTIONS, "x/lone"),
        ):  # fmt: skip
            if at == 0 and tie in (s.LINKS_TO, s.TAGGED, s.SHOWS):
                node = {"LINKS_TO": s.Link, "TAGGED": s.Hashtag, "SHOWS": s.Media}[tie.kind]
                write_rows(store, node, [{"id": target}])
            write_rows(store, tie, [{"source": post, "target": target}])
    write_rows(store, s.Domain, [{"id": "news.example"}])
    write_rows(store, s.ON, [{"source": "https://news.example/a", "target": "news.example"}])
    for kind in KINDS:
        tie = next(tie for tie in RELATIONSHIPS if tie.kind == kind)
        write_rows(store, tie, [{"source": "x/ana", "target": "x/bob", "run": RUN, "shared": 1,
                                 "pairs": 1, "window_s": 60, "q": 0.001}])  # fmt: skip
    picture = gather(store, Scope())
    listed = {edge.trace: edge.shared for edge in picture.edges if edge.trace in KINDS}
    for kind, shared in KINDS.items():
        (one,) = listed[kind]
        assert (one.first_post, one.second_post, one.gap_s) == ("x/t0", "x/t1", 20), kind
        assert shared in one.object, kind
        assert {"x/t0", "x/t1"} <= picture.posts.keys()
    dated = {edge.trace for edge in picture.edges if edge.course}
    assert KINDS.keys() <= dated


def test_a_repost_edge_lists_the_first_reposts(case: Store) -> None:
    picture = gather(case, Scope())
    edge = next(e for e in picture.edges if e.trace == "AMPLIFIES" and e.source == "x/ana")
    assert edge.posts == ("x/r2",)
    assert picture.posts["x/r2"].kind == "repost"
