"""Two null models of other authors, beside our own: for comparison, not for accusation.

- The disparity filter (Serrano, Boguñá and Vespignani 2009) asks which ties are heavy against the
  other ties of an account. It knows neither chance nor time: an account whose ties are all alike
  keeps none, whoever they lead to.
- The bipartite configuration model (Saracco et al. 2015) keeps how many objects each account
  shared and how many accounts shared each object, on average, and asks which pairs have more in
  common. It knows no time and no interests: everybody who follows the same people stands out.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammainc

from .acts import Acts, Floats, Ints
from .shares import Shares
from .ties import Ties

ROUNDS = 2_000
EXACT = 1e-8


def disparity(ties: Ties) -> Floats:
    """Return for each tie the lesser of its two ends' disparity p-values."""
    number = int(max(ties.a.max(initial=0), ties.b.max(initial=0))) + 1
    ends = np.concatenate([ties.a, ties.b])
    weight = np.tile(ties.shared.astype(np.float64), 2)
    strength = np.bincount(ends, weight, number)
    degree = np.bincount(ends, minlength=number)
    # An account with a single tie has nothing to compare it with: (1 - 1)^0 is 1.
    alpha = (1 - weight / strength[ends]) ** (degree[ends] - 1)
    return np.asarray(np.minimum(alpha[: len(ties)], alpha[len(ties) :]))


def popularity(acts: Acts, ties: Ties) -> tuple[Ints, Floats, Floats]:
    """Return objects in common, those expected, and p-values under the configuration model.

    The p-values are upper tails of a Poisson distribution, which the number of objects in common
    follows nearly where each chance is small.
    """
    shares = Shares.of(acts, 1)
    popular = np.bincount(shares.object, minlength=acts.objects)
    account_degrees, account_class = np.unique(shares.degree, return_inverse=True)
    object_degrees, objects = np.unique(popular[popular > 0], return_counts=True)
    accounts = np.bincount(account_class)
    chance = _chances(account_degrees, accounts, object_degrees, objects)
    class_a, class_b = account_class[ties.a], account_class[ties.b]
    by_class = (chance * objects) @ chance.T
    expected = by_class[class_a, class_b]
    together = np.zeros(len(ties), np.int64)
    for part in shares.portions(ties):
        pair, _, _ = shares.common(ties.a[part], ties.b[part])
        together[part] = np.bincount(pair, minlength=part.stop - part.start)
    return together, expected, gammainc(np.maximum(together, 1), expected)


def _chances(activity: Ints, accounts: Ints, popularity: Ints, objects: Ints) -> Floats:
    """Solve the model by classes of equal degree; rows are of accounts, columns of objects.

    Every chance is x y / (1 + x y), with the x of each account and the y of each object such that
    the expected degrees are those observed.
    """
    shares = float((activity * accounts).sum())
    x, y = activity / np.sqrt(shares), popularity / np.sqrt(shares)
    for _ in range(ROUNDS):
        before = x
        x = activity / (objects * y / (1 + np.outer(x, y))).sum(axis=1)
        y = popularity / (accounts[:, np.newaxis] * x[:, np.newaxis] / (1 + np.outer(x, y))).sum(
            axis=0
        )
        if np.max(np.abs(x - before) / np.maximum(x, EXACT)) < EXACT:
            break
    product = np.outer(x, y)
    return np.asarray(product / (1 + product))
