"""Whom an account follows, and how much of a meeting that explains."""

from __future__ import annotations

import numpy as np

from meute.detect.acts import check_acts
from meute.detect.significance import significance
from meute.detect.sweep import sweep

DAY = 86_400
RELAY, FIRST, SECOND = 0, 1, 2
OBJECTS = 20


def world(first, relay_late, in_turn):
    """Two accounts act on twenty objects within seconds; sixty strangers at any time.

    Args:
        first: how many of the objects a relay came to before them, half a minute earlier.
        relay_late: whether it came to the others too, hours later.
        in_turn: whether now the one is first and now the other.
    """
    random = np.random.default_rng(4)
    began = np.arange(OBJECTS) * DAY
    when = began + random.integers(5_000, 60_000, OBJECTS)
    turn = np.where(in_turn, np.arange(OBJECTS) % 2, 0)
    rows = [(number, FIRST, when[number] + 9 * turn[number]) for number in range(OBJECTS)]
    rows += [(number, SECOND, when[number] + 9 * (1 - turn[number])) for number in range(OBJECTS)]
    rows += [(number, RELAY, when[number] - 30) for number in range(first)]
    if relay_late:
        rows += [(number, RELAY, when[number] + 9_000) for number in range(first, OBJECTS)]
    for number in range(OBJECTS):
        there = 3 + random.permutation(60)[:30]
        late = random.integers(60, 80_000, 30)
        rows += zip([number] * 30, there, began[number] + late, strict=True)
    objects, accounts, times = (np.array(column) for column in zip(*rows, strict=True))
    return check_acts(objects, accounts, times + 10 * DAY), began + 10.0 * DAY


def chances(first=0, relay_late=False, in_turn=True):
    acts, began = world(first, relay_late, in_turn)
    ties = sweep(acts, 60, min_shared=2)
    found = significance(acts, ties, 60, began)
    (row,) = np.flatnonzero((ties.a == FIRST) & (ties.b == SECOND))
    return found.plain.p[row], found.p[row]


def test_who_comes_after_the_same_account_does_so_by_habit():
    plain, cautious = chances(first=OBJECTS)
    assert plain < 1e-12
    assert cautious > 0.01


def test_nobody_follows_who_is_first_now_and_then():
    plain, cautious = chances(first=OBJECTS // 2, relay_late=True)
    assert plain <= cautious < 1e-9


def test_two_of_whom_now_the_one_is_first_and_now_the_other_follow_nobody():
    plain, cautious = chances()
    assert plain <= cautious < 1e-9
    plain, cautious = chances(in_turn=False)
    assert plain < 1e-12
    assert cautious > 0.01
