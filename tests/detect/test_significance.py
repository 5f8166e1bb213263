"""What is learnt from acts, and that organic activity accuses nobody while packs are found."""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from meute.detect import significance as module
from meute.detect.acts import check_acts
from meute.detect.communities import communities
from meute.detect.delays import AuthorDelays, Delays
from meute.detect.explanations import Track
from meute.detect.hours import Hours, Turns
from meute.detect.null import Null, Rows
from meute.detect.packs import PackContext, TieGraph, find_packs
from meute.detect.portions import in_order
from meute.detect.shares import Meetings, Shares
from meute.detect.significance import comparable_pairs, q_values, significance
from meute.detect.sweep import sweep
from meute.simulate import Campaign, plan_campaign
from meute.simulate.ledger import Kind

rows_of_acts = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 5), st.integers(1000, 1060)), max_size=40
)


def acts_of(rows):
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return check_acts(*(np.array(column, int) for column in columns))


def nobody(acts):
    """Return that no object's author is known."""
    return np.full(acts.objects, -1, np.int32)


@given(st.lists(st.floats(1e-9, 1), min_size=1, max_size=30), st.integers(0, 9))
def test_q_values_are_those_of_benjamini_and_yekutieli(p, silent):
    """Whatever the number of tests that are silent, their p-value being 1."""
    tests = len(p) + silent
    false_positives = np.array(p) * tests * sum(1 / i for i in range(1, tests + 1))
    expected = false_discovery_control([*p, *[1.0] * silent], method="by")[: len(p)]
    np.testing.assert_allclose(q_values(false_positives), expected, rtol=1e-9)


def test_every_comparable_pair_is_a_test():
    acts, began, _, _ = campaign(seed=3, pack_size=15)
    ties = sweep(acts, 60, min_shared=2)
    found = significance(acts, ties, 60, began)
    assert found.tests == comparable_pairs(acts, 2) > 5 * len(ties)
    harmonic = np.sum(1 / np.arange(1, found.tests + 1))
    for rates in (found.plain, found.cautious):
        expected = rates.p * found.tests * harmonic
        np.testing.assert_allclose(rates.false_positives, expected, rtol=1e-6)
    assert (found.p >= found.plain.p).all()
    assert (found.p > found.plain.p).any()


@given(rows_of_acts, st.integers(1, 3))
def test_comparable_pairs_are_counted(rows, least):
    objects = {}
    for shared, account, _ in rows:
        objects.setdefault(account, set()).add(shared)
    pairs = itertools.combinations(objects.values(), 2)
    expected = sum(len(a & b) >= least for a, b in pairs)
    assert comparable_pairs(acts_of(rows), least) == expected


def test_comparable_pairs_are_estimated_from_a_sample(monkeypatch):
    random = np.random.default_rng(5)
    acts = check_acts(random.integers(0, 60, 6000), random.integers(0, 400, 6000), np.full(6000, 9))
    exact = comparable_pairs(acts, 3)
    monkeypatch.setattr(module, "MOST_PRODUCTS", 150_000)
    assert comparable_pairs(acts, 3) == pytest.approx(exact, rel=0.15)
    assert comparable_pairs(acts, 3) != exact


@given(rows_of_acts, st.integers(1, 20))
def test_shares_count_the_company_of_each_account(rows, window):
    shares = Shares.of(acts_of(rows), window)
    got = {
        (int(a), int(o)): (int(size), int(near))
        for a, o, size, near in zip(
            shares.account, shares.object, shares.size, shares.near, strict=True
        )
    }
    expected = {}
    for shared, account, _ in rows:
        own = [t for o, a, t in rows if (o, a) == (shared, account)]
        others = [t for o, a, t in rows if o == shared and a != account]
        near = [t for t in others if any(abs(t - mine) <= window for mine in own)]
        expected[account, shared] = (len(own), len(near))
    assert got == expected


@given(rows_of_acts, st.integers(1, 20))
def test_meetings_and_objects_in_common(rows, window):
    acts = acts_of(rows)
    ties = sweep(acts, window)
    if not len(ties):
        return
    shares, meetings = Shares.of(acts, window), Meetings.of(acts, ties, window)
    found = Rows.of(shares, meetings, ties, slice(0, len(ties)))
    got = {
        (int(ties.a[pair]), int(ties.b[pair]), int(shares.object[row])): bool(met)
        for pair, row, met in zip(found.pair, found.given, found.met, strict=True)
    }
    expected = {}
    for a, b in zip(ties.a.tolist(), ties.b.tolist(), strict=True):
        for shared in {o for o, who, _ in rows if who == a} & {o for o, w, _ in rows if w == b}:
            expected[a, b, shared] = any(
                abs(s - t) <= window
                for o, who, s in rows
                for p, w, t in rows
                if (o, who, p, w) == (shared, a, shared, b)
            )
    assert got == expected
    assert np.bincount(found.pair, found.met).tolist() == ties.shared.tolist()


def test_a_delay_profile_is_a_distribution_and_can_do_without_one():
    random = np.random.default_rng(1)
    acts = check_acts(
        random.integers(0, 50, 2000), random.integers(0, 20, 2000),
        1000 + random.exponential(600, 2000).astype(int),
    )  # fmt: skip
    began = np.full(50, 990.0)
    delays = Delays.of(acts, began)
    accounts = np.arange(20)
    middle = np.full(20, delays.edges[-1] / 2)
    np.testing.assert_allclose(delays.chance(accounts, middle, delays.edges[-1]), 1.0, rtol=1e-5)
    latest = int(np.argmax(delays.behind))
    without = acts.take(np.arange(len(acts)) != 7)
    assert latest != 7
    fewer = Delays(
        delays.edges, Delays.of(without, began).own, delays.everybody, delays.behind
    )  # all the same but for one act
    who, around = acts.account[[7]].astype(int), np.array([400.0])
    np.testing.assert_allclose(
        delays.chance(who, around, 60, but=delays.behind[[7]]),
        fewer.chance(who, around, 60), rtol=1e-5,
    )  # fmt: skip


def test_a_start_behind_the_first_act_is_moved():
    acts = acts_of([(0, 0, 100), (0, 1, 160), (1, 0, 50)])
    delays = Delays.of(acts, np.array([130.0, np.nan]))
    assert delays.behind.tolist() == [0.0, 60.0, 0.0]


@cache
def campaign(**knobs):
    timeline = plan_campaign(Campaign(**knobs))
    plan = timeline.plan
    reposts = plan.kind == Kind.REPOST
    posts, objects = np.unique(plan.ref[reposts], return_inverse=True)
    acts = check_acts(objects, plan.account[reposts], plan.ms[reposts] // 1000)
    return acts, plan.ms[posts] / 1000.0, set(timeline.population.pack.tolist()), timeline


def authors(timeline):
    plan = timeline.plan
    return plan.account[np.unique(plan.ref[plan.kind == Kind.REPOST])].astype(np.int32)


def ties_of(acts, began, fdr=0.01, author=None):
    ties = sweep(acts, 60, min_shared=2)
    found = significance(acts, ties, 60, began, author=author)
    return ties.take(found.q <= fdr)


@pytest.mark.parametrize("seed", range(1, 6))
def test_organic_activity_ties_nobody(seed):
    acts, began, pack, timeline = campaign(seed=seed, pack_size=0)
    unknown, author = np.full(len(began), np.nan), authors(timeline)
    assert not pack
    assert len(ties_of(acts, began, author=author)) == 0
    assert len(ties_of(acts, unknown)) == 0
    assert len(ties_of(acts, unknown, author=author)) == 0


@pytest.mark.parametrize(("size", "seed", "known"), [(15, 3, True), (40, 5, True), (40, 5, False)])
def test_a_planted_pack_is_found_and_nobody_else(size, seed, known):
    acts, began, pack, timeline = campaign(seed=seed, pack_size=size)
    began = began if known else np.full(len(began), np.nan)
    author = authors(timeline)
    ties = sweep(acts, 60, min_shared=2)
    found = significance(acts, ties, 60, began, author=author)
    ties, found = ties.take(found.q <= 0.01), found.take(found.q <= 0.01)
    inside = np.isin(ties.a, list(pack)) & np.isin(ties.b, list(pack))
    assert inside.sum() >= (0.85 if known else 0.6) * size * (size - 1) / 2
    assert (~inside).sum() <= 0.01 * inside.sum()
    # By itself, a tie of a pack is surprising where the beginnings are known, else often not.
    assert (found.p <= 0.01).mean() >= (0.95 if known else 0.5)
    graph = TieGraph.of(ties, found, 0)
    track = Track(acts, 60, began, author)
    nobody, ages = np.zeros(0, np.int32), np.full(acts.accounts, np.nan)
    packs = find_packs(graph, acts.accounts, PackContext([track], nobody, nobody, ages), 0.01)
    members = {member.account for one in packs for member in one.members}
    assert len(members & pack) >= (0.95 if known else 0.9) * size
    assert len(members - pack) <= 0.05 * len(members)


def test_a_pack_is_no_excuse_for_itself():
    """Objects that nearly nobody but the pack shared do not make its closeness ordinary."""
    acts, began, pack, _ = campaign(seed=5, pack_size=40)
    members = np.isin(acts.account, list(pack))
    of_pack = np.bincount(acts.object, members) / np.bincount(acts.object)
    own = (of_pack > 0.8) & (np.bincount(acts.object) >= 10)
    ties = sweep(acts, 60, min_shared=2)
    null = Null.of(acts, ties, 60, began, nobody(acts))
    there = own[null.shares.object] & np.isin(null.shares.account, list(pack))
    assert own.sum() > 30
    assert null.near[there].mean() < 0.25 * null.shares.near[there].mean()


def test_nobody_is_the_crowd_that_he_meets():
    """Two accounts alone among eight others who come at other hours, or in a crowd."""

    def chance(step):
        rows = [(0, 0, 5_000), (0, 1, 5_010)] + [(0, 10 + i, 5_000 + step * i) for i in range(1, 9)]
        acts = acts_of([*rows, (1, 0, 9_000), (1, 1, 90_000)])
        ties = sweep(acts, 60, min_shared=1)
        ties = ties.take((ties.a == 0) & (ties.b == 1))
        null = Null.of(acts, ties, 60, np.array([0.0, 0.0]), nobody(acts))
        found = Rows.of(null.shares, null.meetings, ties, slice(0, 1))
        return null.chances(found)[found.met][0]

    assert chance(50_000) < 0.05 < 5 * chance(50_000) < chance(5)


def test_a_daily_hour_is_no_coincidence():
    """Two who act at seven every morning; the moments of a third are as many, at any hour."""
    day = np.arange(40)
    account, clock = np.zeros(40, int), day * 86_400 + 7 * 3_600
    random = np.sort(np.random.default_rng(1).integers(0, 40 * 86_400, 40))
    hours = Hours.of(np.concatenate([account, account + 1]), np.concatenate([clock, random]))
    moment = np.array([20 * 86_400 + 7 * 3_600 + 30])
    daily, any_hour = (hours.chance(np.array([who]), moment, 60)[0] for who in (0, 1))
    assert daily == pytest.approx(39 / 44, rel=0.1)
    assert any_hour < daily / 5
    later = moment + 300
    assert hours.chance(np.array([0]), later, 60)[0] == pytest.approx(0.1 * daily, rel=0.1)
    assert hours.chance(np.array([0]), later, 600)[0] == pytest.approx(daily, rel=0.1)
    assert hours.chance(np.array([0]), moment, 86_400)[0] == 1.0


def test_a_program_favours_its_place_in_the_hour():
    """One acts about the full hour, over midnight of it; another at any second."""
    random = np.random.default_rng(2)
    hourly = 3_600 * np.arange(1, 41) + random.integers(-20, 20, 40)
    account, seconds = np.repeat([0, 1], 40), np.append(hourly, random.integers(0, 200_000, 40))
    turns = Turns.of(account, seconds)
    who, own = np.array([0, 1]), seconds[[0, 40]]
    favour = turns.favour(who, np.full(2, 100 * 3_600 + 5), own, 60)
    assert favour[0] == pytest.approx((39 + 5 * 121 / 3600) / 44 * 3600 / 121)
    assert favour[1] < favour[0] / 5
    assert (turns.favour(who, np.full(2, 102_000), own, 1_800) == 1).all()


def test_who_is_quick_for_one_author_is_a_fan():
    account = np.zeros(20, int)
    author = np.repeat([7, -1], 10)
    behind = np.where(author == 7, 10.0, 50_000.0)
    delays = AuthorDelays.of(account, author, behind)
    usual = np.array([0.01, 0.01])
    chance = delays.chance(np.array([0, 10]), np.full(2, 20.0), behind[[0, 10]], 60, usual)
    assert chance == pytest.approx([(9 + 5 * 0.01) / (9 + 5), 0.01])


def test_the_same_whatever_the_portions(monkeypatch):
    acts, began, _, _ = campaign(seed=3, pack_size=15)
    ties = sweep(acts, 60, min_shared=2)
    whole = significance(acts, ties, 60, began)
    monkeypatch.setattr("meute.detect.portions.AT_ONCE", 500)
    in_parts = significance(acts, ties, 60, began)
    np.testing.assert_allclose(whole.p, in_parts.p, rtol=1e-9)
    np.testing.assert_allclose(whole.expected, in_parts.expected, rtol=1e-9)


@pytest.mark.parametrize("fdr", [1e-6, 0.01, 0.5])
@pytest.mark.parametrize("known", [True, False])
def test_what_a_rate_keeps_is_weighed_as_if_all_were_kept(fdr, known):
    """Nothing else is weighed, and nothing of what is kept depends on that."""
    acts, began, _, _ = campaign(seed=3, pack_size=15)
    began = began if known else np.full(len(began), np.nan)
    ties = sweep(acts, 60, min_shared=2)
    whole = significance(acts, ties, 60, began)
    some = significance(acts, ties, 60, began, fdr=fdr)
    kept = whole.q <= fdr
    assert not known or kept.any()
    assert not kept.all()
    assert np.array_equal(some.q <= fdr, kept)
    assert some.tests == whole.tests
    one, two = whole.take(kept), some.take(kept)
    for name in ("together", "expected", "p", "q"):
        assert np.array_equal(getattr(one, name), getattr(two, name)), name
    assert np.array_equal(one.plain.false_positives, two.plain.false_positives)
    assert np.count_nonzero(some.plain.p < 1) < np.count_nonzero(whole.plain.p < 1)


@given(st.lists(st.integers(0, 9), max_size=30))
def test_portions_are_answered_in_their_order(items):
    assert list(in_order(lambda item: (item, item**2), items)) == [(n, n**2) for n in items]


def test_the_error_of_a_portion_is_raised():
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda item: 1 // item, [1, 0, 1]))


def test_the_same_whatever_the_order_of_acts():
    acts, began, _, _ = campaign(seed=3, pack_size=15)
    ties = sweep(acts, 60, min_shared=2)
    shuffled = acts.take(np.random.default_rng(1).permutation(len(acts)))
    for start in (began, np.full(len(began), np.nan)):
        one, two = (significance(these, ties, 60, start) for these in (acts, shuffled))
        np.testing.assert_allclose(one.p, two.p, rtol=1e-6)


def test_two_meetings_never_suffice_among_many():
    """Two accounts that shared two posts at one second each, and nothing else."""
    acts, began, _, _ = campaign(seed=1, pack_size=0)
    pair = acts.accounts + np.arange(2)
    objects = np.concatenate([acts.object, np.repeat(np.arange(2), 2)])
    accounts = np.concatenate([acts.account, np.tile(pair, 2)])
    times = np.concatenate([acts.time, np.repeat((began[:2] + 86_400).astype(int), 2)])
    ties = ties_of(check_acts(objects, accounts, times), began)
    assert not np.isin(ties.a, pair).any()


def test_nothing_in_nothing_out():
    acts = acts_of([])
    found = significance(acts, sweep(acts, 60), 60, np.zeros(0))
    assert len(found.p) == 0
    assert communities(np.zeros((0, 2), np.int32)) == []
