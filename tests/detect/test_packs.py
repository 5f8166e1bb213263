"""Packs: what becomes one, what does not, and the measures worked out by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from meute.detect.acts import check_acts
from meute.detect.communities import communities
from meute.detect.explanations import Track
from meute.detect.packs import PackContext, TieGraph, find_packs

NOBODY = np.zeros(0, np.int32)


def graph(pairs, trace=0, false_positives=1e-6):
    pairs = np.array(sorted({tuple(sorted(pair)) for pair in pairs}), np.int32).reshape(-1, 2)
    n = len(pairs)
    return TieGraph(
        pairs[:, 0],
        pairs[:, 1],
        np.full(n, trace, np.int32),
        np.full(n, 0.001),
        np.full(n, false_positives),
        np.full(n, 9.0),
    )


def clique(accounts):
    return list(itertools.combinations(accounts, 2))


def around(accounts, acts=(), reposts=(), ages=None):
    columns = list(zip(*acts, strict=True)) or [(), (), ()]
    acts = check_acts(*(np.array(column, int) for column in columns))
    objects = acts.objects
    return PackContext(
        [Track(acts, 60.0, np.full(objects, np.nan), np.full(objects, -1, np.int32))],
        np.array([who for who, _ in reposts], np.int32),
        np.array([author for _, author in reposts], np.int32),
        np.full(accounts, np.nan) if ages is None else np.array(ages, float),
    )


def packs_of(pairs, accounts=100, **known):
    ties = pairs if isinstance(pairs, TieGraph) else graph(pairs)
    return find_packs(ties, accounts, around(accounts, **known), 0.01)


def members(packs):
    return sorted([member.account for member in pack.members] for pack in packs)


def test_a_clique_is_one_pack_however_much_of_the_graph_it_is():
    for size in (3, 10, 60):
        assert members(packs_of(clique(range(size)))) == [list(range(size))]


def test_many_small_cliques_stay_apart():
    pairs = [pair for start in range(0, 90, 3) for pair in clique(range(start, start + 3))]
    chain = [(start, start + 3) for start in range(0, 87, 3)]
    found = members(packs_of(pairs + chain))
    assert found == [list(range(start, start + 3)) for start in range(0, 90, 3)]


def test_two_packs_with_a_bridge_between_them():
    one, two = range(10), range(10, 24)
    packs = packs_of(clique(one) + clique(two) + [(0, 10), (0, 11), (0, 12), (5, 13)])
    assert members(packs) == [list(one), list(two)]
    bridges = {m.account for pack in packs for m in pack.members if m.bridge}
    assert bridges == {0}


def test_a_hub_with_its_followers_is_no_pack():
    assert packs_of([(0, follower) for follower in range(1, 50)]) == []


def test_a_ring_is_no_pack_when_it_is_long():
    assert packs_of([(i, (i + 1) % 20) for i in range(20)]) == []


def test_who_is_tied_to_a_few_members_only_is_left_out():
    pairs = [*clique(range(20)), (20, 0), (20, 1), (20, 2), (21, 5)]
    assert members(packs_of(pairs)) == [list(range(20))]


def test_a_pack_that_is_tied_by_half_is_whole():
    random = np.random.default_rng(3)
    pairs = [pair for pair in clique(range(40)) if random.random() < 0.5]
    assert members(packs_of(pairs)) == [list(range(40))]


def test_accidents_that_passed_with_a_large_pack_are_no_pack_of_their_own():
    strong, weak = graph(clique(range(40))), graph(clique(range(50, 53)), false_positives=0.5)
    assert members(packs_of(TieGraph.join([strong, weak]))) == [list(range(40))]
    alone = graph(clique(range(50, 53)), false_positives=0.00009)
    assert members(packs_of(TieGraph.join([strong, alone]))) == [list(range(40)), [50, 51, 52]]


def test_ties_that_only_pass_together_are_no_pack():
    assert members(packs_of(graph(clique(range(12)), false_positives=0.009))) == []
    one_is_sure = TieGraph.join(
        [
            graph(clique(range(2)), false_positives=0.00009),
            graph(clique(range(12)), false_positives=0.009),
        ]
    )
    assert members(packs_of(one_is_sure)) == [list(range(12))]


def test_the_order_of_ties_and_a_second_run_change_nothing():
    random = np.random.default_rng(4)
    pairs = [pair for pair in clique(range(60)) if random.random() < 0.2]
    pairs += clique(range(60, 72)) + clique(range(72, 80))
    first = packs_of(pairs)
    random.shuffle(pairs)
    assert packs_of(pairs) == first


def test_communities_come_as_codes():
    pairs = np.array(clique([7, 8, 9]) + clique([1, 2, 50]), np.int32)
    assert [part.tolist() for part in communities(pairs)] == [[1, 2, 50], [7, 8, 9]]


@pytest.fixture
def measured():
    acts = [
        (0, 0, 100), (0, 1, 110), (0, 2, 150),  # all three within a minute
        (1, 0, 500), (1, 1, 700),  # too far apart
        (2, 1, 900), (2, 2, 900), (2, 5, 901),  # one more who is not a member
        (3, 0, 1000),
    ]  # fmt: skip
    reposts = [(0, 1), (0, 1), (1, 0), (2, 0), (0, 9), (1, -1), (2, 2), (9, 0)]
    ages = [100.0, np.nan, 300.0, *[5.0] * 97]
    ties = TieGraph(
        np.array([0, 0, 1, 0], np.int32), np.array([1, 2, 2, 1], np.int32),
        np.array([0, 0, 0, 1], np.int32), np.array([0.001, 0.004, 0.002, 0.003]),
        np.full(4, 1e-6),
        np.array([10.0, 20.0, 30.0, 40.0]),
    )  # fmt: skip
    (pack,) = packs_of(ties, acts=acts, reposts=reposts, ages=ages)
    return pack


def test_measures(measured):
    assert [m.account for m in measured.members] == [0, 1, 2]
    assert measured.density == 1.0
    assert measured.synchrony == pytest.approx(5 / 8)
    assert measured.tightness == pytest.approx((5 / 8) ** 0.5 * 2 / 3)
    assert measured.median_gap_s == 25.0
    assert measured.shared == 2
    assert measured.traces == (0, 1)
    assert measured.max_q == 0.004
    assert measured.reciprocity == pytest.approx(1 / 2)  # 0 and 1 both ways, 2 to 0 one way
    assert measured.inside_share == pytest.approx(4 / 7)
    assert measured.median_account_age_d == 200.0


def test_measures_of_members(measured):
    assert [m.ties for m in measured.members] == [2, 2, 2]
    assert [m.inside_share for m in measured.members] == pytest.approx([2 / 3, 1 / 2, 1 / 2])
    assert not any(m.bridge for m in measured.members)


def test_burstiness_of_a_metronome_is_minus_one():
    acts = [(i, i % 3, 100 + 10 * i) for i in range(30)]
    (pack,) = packs_of(clique(range(3)), acts=acts)
    assert pack.burstiness == pytest.approx(-1.0)


def test_unknown_measures_are_none():
    (pack,) = packs_of(clique(range(3)), acts=[(0, 0, 1), (0, 1, 1), (0, 2, 1)])
    assert pack.median_account_age_d is None
    assert pack.reciprocity is None
    assert pack.inside_share is None
    assert pack.burstiness is None


def test_the_tightest_comes_first():
    one, two = range(12), range(12, 30)
    loose = [pair for number, pair in enumerate(clique(two)) if number % 2]
    acts = [(o, a, 100 * o) for o in range(5) for a in range(30)]
    packs = packs_of(clique(one) + loose, acts=acts)
    assert members(packs[:1]) == [list(one)]
    assert packs[0].tightness > packs[1].tightness
