"""The bound on a chance is a bound, and no wild one."""

from __future__ import annotations

import itertools
import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meute.detect.tails import JOINT, chance_of_so_many

chances = st.lists(st.floats(0.01, 0.9), min_size=1, max_size=9)


def weight(chance):
    return math.log1p(JOINT * (1 - chance) / chance) - math.log1p(-JOINT)


def exact(chance, happened):
    """The chance of a summed weight at least as great, by every outcome there is."""
    reached = sum(weight(c) for c, h in zip(chance, happened, strict=True) if h)
    total = 0.0
    for outcome in itertools.product([False, True], repeat=len(chance)):
        if sum(weight(c) for c, h in zip(chance, outcome, strict=True) if h) >= reached - 1e-9:
            total += math.prod(c if h else 1 - c for c, h in zip(chance, outcome, strict=True))
    return total


def bound(chance, happened):
    group = np.zeros(len(chance), int)
    return float(chance_of_so_many(group, 1, np.array(chance), np.array(happened))[0])


@given(chances, st.data())
def test_never_below_the_true_chance(chance, data):
    happened = data.draw(st.lists(st.booleans(), min_size=len(chance), max_size=len(chance)))
    assert bound(chance, happened) >= exact(chance, happened) * (1 - 1e-6)


@given(chances)
def test_exact_when_everything_happened(chance):
    assert math.isclose(bound(chance, [True] * len(chance)), math.prod(chance), rel_tol=1e-4)


def test_not_far_above_it():
    chance, happened = [0.05] * 10, [True] * 5 + [False] * 5
    assert bound(chance, happened) < 6 * exact(chance, happened)


def test_what_is_less_than_expected_is_no_surprise():
    assert bound([0.5, 0.5, 0.5], [True, False, False]) == 1.0


def test_groups_do_not_mix():
    group = np.array([0, 1, 0, 2])
    got = chance_of_so_many(group, 4, np.full(4, 0.1), np.array([True, True, True, False]))
    np.testing.assert_allclose(got, [0.01, 0.1, 1.0, 1.0], rtol=1e-4)
