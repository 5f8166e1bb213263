"""From the graph to a picture, on both engines."""

from __future__ import annotations

import pytest

from meute.errors import QueryUsageError, UsageError
from meute.graph import Store
from meute.graph import schema as s
from meute.graph.tables import write_rows
from meute.viz.answers import Scope
from meute.viz.gathering import gather

from .planted import AMPLIFIED, PACK, RUN, plant


@pytest.fixture
def case(store: Store) -> Store:
    plant(store)
    return store


def test_the_default_picture(case: Store) -> None:
    picture = gather(case, Scope())
    accounts = {actor.id: actor for actor in picture.actors if not actor.figure}
    assert set(accounts) == {"x/ana", "x/bob", "x/cy", "x/relay"}
    assert {actor.id for actor in picture.actors if actor.figure} == {"vernon", "benaly"}
    assert accounts["x/ana"].pack == PACK
    assert accounts["x/relay"].pack is None
    assert accounts["x/bob"].followers == 50
    assert [(pack.id, pack.rank, pack.size) for pack in picture.packs] == [(PACK, 1, 3)]
    found = {(edge.source, edge.target, edge.trace, edge.weight) for edge in picture.edges}
    assert found == {
        ("x/ana", "x/bob", "CO_REPOSTS", 2), ("x/ana", "x/cy", "CO_REPOSTS", 2),
        ("x/bob", "x/cy", "CO_REPOSTS", 2), ("x/ana", "x/relay", "AMPLIFIES", 1),
        ("x/bob", "x/relay", "AMPLIFIES", 2), ("x/cy", "x/relay", "AMPLIFIES", 3),
        ("x/ana", "vernon", "ATTACKS", 2), ("x/ana", "benaly", "ATTACKS", 1),
        ("x/bob", "vernon", "ATTACKS", 2), ("x/bob", "benaly", "ATTACKS", 2),
        ("x/cy", "vernon", "ATTACKS", 2),  # and reposted one post on Benaly, which is not an attack
        ("x/relay", "vernon", "ATTACKS", 2),
    }  # fmt: skip
    assert {run["run"] for run in picture.runs} == {RUN, AMPLIFIED, "stance-01"}
    assert picture.left_out == ()


def test_edges_carry_posts_to_open(case: Store) -> None:
    picture = gather(case, Scope())
    edges = {(edge.source, edge.target): edge for edge in picture.edges}
    assert [one.object for one in edges["x/ana", "x/bob"].shared] == ["x/s2"]
    assert [one.object for one in edges["x/bob", "x/cy"].shared] == ["x/a1", "x/s2"]
    assert edges["x/ana", "vernon"].posts == ("x/a1", "x/r2")  # own words first
    assert edges["x/ana", "vernon"].own == 1
    assert picture.posts["x/r2"].author == "ana"
    assert picture.posts["x/r2"].original_author == "relay"
    assert picture.posts["x/r2"].text == "Look at this #Out"
    assert picture.posts["x/a1"].matched == "#Out"
    assert set(picture.posts) >= {post for edge in picture.edges for post in edge.posts}
    assert set(picture.posts) >= {one.object for e in picture.edges for one in e.shared}


def test_who_supports_more_is_no_attacker(case: Store) -> None:
    spread = gather(case, Scope(queries=["superspreaders"], parameters={"min_amplifiers": "1"}))
    assert [actor.id for actor in spread.actors] == ["x/relay", "vernon"]
    supporters = gather(case, Scope(queries=["report-supporters"]))
    assert [actor.id for actor in supporters.actors] == ["x/paul", "vernon"]
    assert [(edge.trace, edge.weight) for edge in supporters.edges] == [("SUPPORTS", 3)]


def test_stored_queries_choose_accounts_and_pairs(case: Store) -> None:
    pairs = gather(case, Scope(queries=["co-repost-pairs"], parameters={"limit": "1"}))
    assert {actor.id for actor in pairs.actors if not actor.figure} == {"x/ana", "x/bob"}
    assert [e.trace for e in pairs.edges if e.trace != "ATTACKS"] == ["CO_REPOSTS"]
    fast = gather(case, Scope(queries=["pack-members", "superspreaders"],
                               parameters={"min_amplifiers": 1}))  # fmt: skip
    assert {actor.id for actor in fast.actors if not actor.figure} == {
        "x/ana", "x/bob", "x/cy", "x/relay",
    }  # fmt: skip


def test_a_small_picture_says_who_is_left_out(case: Store) -> None:
    picture = gather(case, Scope(max_nodes=2))
    assert {actor.id for actor in picture.actors if not actor.figure} == {"x/bob", "x/ana"}
    assert str(picture.left_out[0]).startswith("1 of 3 accounts are left out")
    (sentence,) = gather(case, Scope(max_edges=3)).left_out
    assert str(sentence).startswith("9 of 12 edges")


def test_another_run_is_drawn_when_asked_for(case: Store) -> None:
    write_rows(case, s.TIES["link"],
        [{"source": "x/ana", "target": "x/lone", "run": "coordination-00", "window_s": 9,
          "shared": 7}],
    )  # fmt: skip
    write_rows(case, s.Run, [{"id": "coordination-00", "method": "coordination",
                              "finished_at": "2020-01-01T00:00:00Z"}])  # fmt: skip
    latest = gather(case, Scope())
    assert "x/lone" not in {actor.id for actor in latest.actors}
    assert "1 more detection is in the graph; --run draws another one." in map(
        str, latest.selection
    )
    older = gather(case, Scope(run="coordination-00"))
    edge = next(edge for edge in older.edges if edge.trace == "CO_LINKS")
    assert (edge.source, edge.target, edge.weight, edge.q) == ("x/ana", "x/lone", 7, None)
    assert older.packs == ()


def test_ties_of_another_tools_method_are_drawn_where_detection_found_none(store: Store) -> None:
    write_rows(store, s.Account, [{"id": "x/a"}, {"id": "x/b"}])
    write_rows(
        store,
        s.CO_REPOSTS,
        [{"source": "x/a", "target": "x/b", "run": "compat-01", "window_s": 60, "pairs": 5}],
    )
    write_rows(store, s.Run, [{"id": "coordination-01", "method": "coordination"},
                              {"id": "compat-01", "method": "compat-coortweet"}])  # fmt: skip
    picture = gather(store, Scope())
    assert [(edge.weight, edge.q, edge.run) for edge in picture.edges] == [(5, None, "compat-01")]
    assert gather(store, Scope(run="coordination-01")).edges == ()


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        (Scope(run="nope"), "no run 'nope'"),
        (Scope(queries=["graph-inventory"]), "nothing to draw"),
        (Scope(queries=["pack-members"], parameters={"depth": 3}), "parameter 'depth'"),
        (Scope(parameters={"limit": 3}), "goes with --query"),
    ],
)
def test_what_cannot_be_drawn_is_refused(store: Store, scope: Scope, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        gather(store, scope)


def test_unknown_queries_are_refused(store: Store) -> None:
    with pytest.raises(QueryUsageError):
        gather(store, Scope(queries=["no-such-query"]))


def test_an_empty_graph_is_an_empty_picture(store: Store) -> None:
    picture = gather(store, Scope())
    assert picture.actors == ()
    assert picture.edges == ()
