"""Chances of sums: how likely is it that so many, and so unlikely, things happen together?"""

from __future__ import annotations

import numpy as np

from .acts import Floats, Ints, Mask

JOINT = 0.5
"""How often accounts that act together would meet: the alternative that meetings are weighed by."""
HALVINGS = 40
STEEPEST = 64.0


def chance_of_so_many(group: Ints, number: int, chance: Floats, happened: Mask) -> Floats:
    """Return for each group a bound on the chance of what happened in it, or of more.

    Independent events, each with its own chance, are weighed by how much each speaks for accounts
    that act together (the log likelihood ratio against a chance of :data:`JOINT` on top); the
    statistic is the summed weight of those that happened. Its upper tail is bounded by Chernoff
    (1952), so that the result is never smaller than the true chance.

    Args:
        group: the group of each event, shape (n,).
        number: how many groups there are.
        chance: the chance of each event, between 0 and 1, exclusive.
        happened: which events did.
    """
    weight = np.log1p(JOINT * (1 - chance) / chance) - np.log1p(-JOINT)
    total = np.bincount(group, weight * happened, number)
    mean = np.bincount(group, weight * chance, number)
    unlikely = total > mean
    keep = unlikely[group]
    group, chance, weight = group[keep], chance[keep], weight[keep]
    odds = np.log(chance) - np.log1p(-chance)
    low, high = np.zeros(number), np.full(number, STEEPEST)
    tilted = np.empty_like(weight)
    for _ in range(HALVINGS):
        tilt = (low + high) / 2
        # weight / (1 + exp(-(odds + tilt * weight))), in one place: new arrays take longer than it.
        np.take(tilt, group, out=tilted, mode="clip")
        tilted *= weight
        tilted += odds
        np.exp(np.negative(tilted, out=tilted), out=tilted)
        tilted += 1
        np.divide(weight, tilted, out=tilted)
        below = np.bincount(group, tilted, number) < total
        low, high = np.where(below, tilt, low), np.where(below, high, tilt)
    growth = np.log1p(-chance) + np.logaddexp(0.0, odds + low[group] * weight)
    exponent = np.bincount(group, growth, number) - low * total
    return np.where(unlikely, np.exp(np.minimum(exponent, 0.0)), 1.0)
