"""Meetings in quick succession are one coincidence, and as likely as the likeliest of them."""

from __future__ import annotations

import numpy as np
import pytest

from meute.detect.acts import check_acts
from meute.detect.coincidences import Coincidences
from meute.detect.significance import significance
from meute.detect.sweep import sweep


def events(times, met, window, pair=None, longest=10_000):
    pair = np.zeros(len(times), int) if pair is None else np.array(pair)
    pairs = int(pair.max()) + 1
    return Coincidences.of(pair, pairs, np.array(met), np.array(times), window, longest)


def test_meetings_within_the_window_of_the_last_are_one():
    found = events([100, 900, 150, 205, 500], [True] * 5, 60)
    chance = np.array([0.1, 0.2, 0.3, 0.05, 0.4])
    assert found.surprise(chance) == pytest.approx(0.3 * 0.4 * 0.2, rel=1e-4)


def test_of_two_windows_the_longer_counts():
    at, met = [0, 50, 300, 900], [True] * 4
    assert events(at, met, np.array([60, 60, 60, 60])).happened.sum() == 3
    assert events(at, met, np.array([60, 60, 300, 60])).happened.sum() == 2


def test_objects_without_a_meeting_count_each():
    found = events([100, 101, 102], [True, False, False], 60)
    assert found.happened.tolist() == [False, False, True]
    assert len(found.pair) == 3


def test_pairs_are_kept_apart():
    found = events([100, 110, 100, 110], [True] * 4, 60, pair=[0, 1, 1, 0])
    np.testing.assert_allclose(
        found.surprise(np.array([0.1, 0.2, 0.3, 0.4])), [0.4, 0.3], rtol=1e-4
    )


def together(apart_s):
    """Two accounts share eight objects within a second, the objects so far apart; so do others."""
    random = np.random.default_rng(1)
    objects = np.repeat(np.arange(8), 32)
    accounts = np.tile(np.arange(32), 8)
    begin = 1_600_000_000 + np.arange(8) * 40_000
    times = begin[objects] + random.integers(60, 36_000, len(objects))
    twins = accounts < 2
    times[twins] = 1_600_100_000 + objects[twins] * apart_s
    acts = check_acts(objects, accounts, times)
    ties = sweep(acts, 60, min_shared=2)
    found = significance(acts, ties, 60, np.full(8, np.nan))
    at = np.flatnonzero((ties.a == 0) & (ties.b == 1))[0]
    return ties.shared[at], found.p[at]


def test_eight_meetings_at_once_say_no_more_than_one():
    at_once, one = together(5)
    in_days, many = together(20_000)
    assert at_once == in_days == 8
    assert one > 0.005
    assert many < 1e-6


def test_what_goes_on_for_hours_is_more_than_one() -> None:
    times = np.arange(0, 6000, 40)
    assert events(times, np.ones(len(times), bool), 60).happened.sum() == 1
    longest = events(times, np.ones(len(times), bool), 60, longest=1800)
    assert longest.happened.sum() == 4
