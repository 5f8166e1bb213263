"""Two null models of other authors, against their definitions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from meute.detect.acts import check_acts
from meute.detect.backbones import _chances, disparity, popularity
from meute.detect.significance import significance
from meute.detect.sweep import sweep


def test_disparity_by_hand():
    """A star whose centre shares 8 objects with one account and 1 with each of two others."""
    objects = [*range(8), *range(8), 8, 8, 9, 9]
    accounts = [0] * 8 + [1] * 8 + [0, 2, 0, 3]
    ties = sweep(check_acts(objects, accounts, np.full(20, 5)), 1)
    assert ties.shared.tolist() == [8, 1, 1]
    np.testing.assert_allclose(disparity(ties), [0.2**2, 0.9**2, 0.9**2])


def test_disparity_of_a_single_tie_is_no_finding():
    ties = sweep(check_acts([0, 0], [0, 1], [5, 5]), 1)
    assert disparity(ties).tolist() == [1.0]


def test_the_configuration_model_keeps_all_degrees():
    activity, accounts = np.array([1, 3, 20]), np.array([50, 20, 2])
    popular, objects = np.array([1, 2, 25]), np.array([60, 20, 2])
    assert (activity * accounts).sum() == (popular * objects).sum()
    chance = _chances(activity, accounts, popular, objects)
    np.testing.assert_allclose((chance * objects).sum(axis=1), activity, rtol=1e-5)
    np.testing.assert_allclose((chance * accounts[:, None]).sum(axis=0), popular, rtol=1e-5)


def test_popularity_finds_more_in_common_than_activity_explains():
    random = np.random.default_rng(1)
    objects, accounts = random.integers(0, 300, 4000), random.integers(0, 100, 4000)
    twins = np.arange(30)
    acts = check_acts(
        np.concatenate([objects, twins, twins]),
        np.concatenate([accounts, np.full(30, 100), np.full(30, 101)]),
        np.full(4060, 9),
    )
    ties = sweep(acts, 1)
    together, expected, p = popularity(acts, ties)
    assert (together == ties.shared).all()
    np.testing.assert_allclose(p, poisson.sf(together - 1, expected), rtol=1e-9)
    twin = np.flatnonzero((ties.a == 100) & (ties.b == 101))
    assert together[twin] == 30
    assert p.argmin() == twin
    assert np.median(p) == pytest.approx(0.5, abs=0.15)


def test_nothing_in_nothing_out():
    acts = check_acts([0], [0], [1])
    ties = sweep(acts, 1)
    for null in ("popularity", "disparity"):
        assert len(significance(acts, ties, 1, np.zeros(1), null=null).q) == 0
