"""The picture as a pyvis network, and what is left out of it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from meute.viz import marks
from meute.viz.model import Actor, Edge, Pack, Picture
from meute.viz.network import arrange, build_network
from meute.viz.selection import choose_accounts, choose_edges, tie_weights

from .hostile import TEXTS
from .made_up import picture


def test_nodes_and_edges_are_numbered_in_order() -> None:
    drawn = picture()
    network, halos = build_network(drawn)
    assert [node["id"] for node in network.nodes] == list(range(len(drawn.actors)))
    assert [edge["id"] for edge in network.edges] == list(range(len(drawn.edges)))
    ends = {actor.id: number for number, actor in enumerate(drawn.actors)}
    assert [(edge["from"], edge["to"]) for edge in network.edges] == [
        (ends[edge.source], ends[edge.target]) for edge in drawn.edges
    ]
    assert {halo.group for halo in halos} == {"pack-1", "pack-2"}


def test_two_traces_between_two_accounts_are_two_edges() -> None:
    accounts = (Actor("x/1", handle="a"), Actor("x/2", handle="b"))
    edges = tuple(Edge("x/1", "x/2", trace, 2) for trace in ("CO_REPOSTS", "CO_LINKS"))
    network, _ = build_network(Picture(accounts, edges))
    assert len(network.edges) == 2
    assert len({edge["color"]["color"][:7] for edge in network.edges}) == 2


def test_physics_is_off_and_labels_are_no_markup() -> None:
    network, _ = build_network(picture())
    assert network.options["physics"]["enabled"] is False
    assert network.options["nodes"]["font"]["multi"] is False
    assert not any("title" in node for node in network.nodes)


def test_packs_differ_in_colour_and_shape() -> None:
    seen = [marks.pack_mark(number) for number in range(42)]
    assert len(set(seen)) == 42
    for one, other in pairwise(seen):
        assert one[0] != other[0]
        assert one[1] != other[1]


def test_sizes_follow_followers_and_unknown_is_marked() -> None:
    sizes = [marks.node_size(count) for count in (None, 0, 10, 10_000, 10**9)]
    assert sizes == sorted(sizes)
    assert sizes[0] == sizes[1] == 7.0
    assert sizes[-1] == 25.0
    network, _ = build_network(Picture((Actor("x/1"), Actor("x/2", followers=0)), ()))
    assert "shapeProperties" in network.nodes[0]
    assert "shapeProperties" not in network.nodes[1]


def test_labels_of_strangers_are_short_lines() -> None:
    actors = tuple(Actor(f"x/{n}", handle=text) for n, text in enumerate(TEXTS))
    network, _ = build_network(Picture(actors, ()))
    for node in network.nodes:
        assert 0 < len(node["label"]) <= 24
        assert "\n" not in node["label"]


def test_wider_means_more() -> None:
    widths = [marks.edge_width(shared) for shared in (0, 1, 2, 10, 100, 10**6)]
    assert widths == sorted(widths)
    assert widths[-1] == 8.0


def test_members_stay_and_the_sentence_counts_the_others() -> None:
    ids = [f"x/{n}" for n in range(10)]
    chosen, sentence = choose_accounts(
        ids, members={"x/9": 0}, several=["x/8"], weights={"x/3": 50, "x/2": 40}, limit=4
    )
    assert chosen == ["x/9", "x/8", "x/3", "x/2"]
    assert sentence is not None
    assert str(sentence).startswith("6 of 10 accounts are left out")
    assert choose_accounts(ids, members={}, several=[], weights={}, limit=10)[1] is None


def test_edges_to_figures_stay_and_the_faintest_go() -> None:
    edges = [Edge("a", "b", "CO_REPOSTS", weight) for weight in (1, 9, 5)]
    edges.append(Edge("a", "f", "ATTACKS", 1))
    edges.append(Edge("a", "gone", "CO_REPOSTS", 100))
    chosen, sentence = choose_edges(edges, ["a", "b", "f"], 3)
    assert [(edge.trace, edge.weight) for edge in chosen] == [
        ("ATTACKS", 1), ("CO_REPOSTS", 9), ("CO_REPOSTS", 5),
    ]  # fmt: skip
    assert sentence is not None
    assert str(sentence).startswith("1 of 4 edges")


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 9)), max_size=20))
def test_weights_count_each_edge_at_both_ends(rows: list[tuple[int, int, int]]) -> None:
    edges = [Edge(str(a), str(b), "CO_REPOSTS", weight) for a, b, weight in rows]
    assert sum(tie_weights(edges).values()) == 2 * sum(weight for _, _, weight in rows)


def test_a_pack_without_drawn_members_has_no_disc() -> None:
    drawn = Picture((Actor("x/1"),), (), (Pack("empty", 1, 3),))
    assert build_network(drawn)[1] == []


def test_two_actors_of_one_id_have_two_places() -> None:
    """As in a case that somebody changed: a figure with the id of an account."""
    actors = (Actor(id="x/1", handle="a"), Actor(id="x/1", handle="b", figure=True))
    plan = arrange(Picture(actors=actors, edges=(), packs=()))
    assert len(plan.points) == 2
