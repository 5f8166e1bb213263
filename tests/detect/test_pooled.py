"""Evidence of several traces adds up, and what is one act on two traces counts once."""

from __future__ import annotations

import numpy as np
import pytest

from meute.detect.acts import check_acts
from meute.detect.pooled import Trial, joint_significance
from meute.detect.sweep import sweep

DAY = 86_400
STRANGERS = 60


def trial(salvoes, seed, apart=True):
    """Two accounts share objects within seconds, sixty others the same ones in hours."""
    random = np.random.default_rng(seed)
    objects = np.repeat(np.arange(30), STRANGERS // 2)
    drawn = [random.permutation(STRANGERS)[: STRANGERS // 2] for _ in range(30)]
    accounts = 2 + np.concatenate(drawn)
    times = objects * DAY + 10 * DAY + random.integers(60, 40_000, len(objects))
    met = np.arange(salvoes)
    when = met * (DAY + 3_700) + 10 * DAY + (20_000 + 50 * seed if apart else 20_000)
    objects = np.concatenate([objects, met, met])
    accounts = np.concatenate([accounts, np.zeros(salvoes, int), np.ones(salvoes, int)])
    acts = check_acts(objects, accounts, np.concatenate([times, when, when + 9]))
    nobody = np.full(acts.objects, -1, np.int32)
    ties = sweep(acts, 60, min_shared=2)
    return Trial(acts, ties, 60, np.arange(30) * DAY + 10.0 * DAY, nobody)


def chance(trials, number=0):
    found = joint_significance(trials)[number]
    ties = trials[number].ties
    (row,) = np.flatnonzero((ties.a == 0) & (ties.b == 1))
    return found.p[row]


def shifted(given, days):
    acts = check_acts(given.acts.object, given.acts.account, given.acts.time + days * DAY)
    return Trial(acts, given.ties, given.window, given.began + days * DAY, given.author)


def test_one_trace_is_judged_as_ever():
    one = trial(4, 1)
    assert chance([one]) == pytest.approx(chance([one, trial(0, 2)][:1]))


def test_a_little_of_two_traces_is_more_than_either():
    first, second = trial(3, 1), shifted(trial(3, 2), 40)
    alone, together = chance([first]), chance([first, second])
    assert together < alone / 100
    assert together == pytest.approx(chance([first, second], 1))


def test_two_traces_of_the_same_acts_are_no_more_than_one():
    one = trial(4, 1)
    assert chance([one, one]) == pytest.approx(2 * chance([one]), rel=0.01)


def test_a_trace_in_which_two_did_not_meet_takes_nothing_away():
    one = trial(4, 1)
    assert chance([one, trial(0, 3)]) <= 2 * chance([one])


def test_accounts_of_one_trace_only():
    one, other = trial(4, 1), trial(4, 2)
    moved = check_acts(other.acts.object, other.acts.account + 500, other.acts.time)
    apart = Trial(moved, sweep(moved, 60, min_shared=2), 60, other.began, other.author)
    found = joint_significance([one, apart])
    assert [len(each.p) for each in found] == [len(one.ties), len(apart.ties)]
