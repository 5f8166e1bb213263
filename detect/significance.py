"""How likely is so much closeness in time by accident?

For a pair of accounts, and each object that both shared at any time, near or far, the null model
(:mod:`.null`) gives the chance that they did so within the window, had each acted without the
other. Meetings in quick succession are one coincidence (:mod:`.coincidences`). Coincidences are
weighed by how little chance explains them, and the chance of such a sum is bounded
(:mod:`.tails`). docs/method.md sets out what is assumed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from scipy.special import digamma

from .acts import Acts, Codes, Floats, Ints, Mask
from .backbones import disparity, popularity
from .coincidences import LONGEST_S, LONGEST_WINDOWS, Coincidences
from .null import Null, Rows
from .ties import Ties

BEHAVIOUR = "behaviour"
NULLS = (BEHAVIOUR, "popularity", "disparity")
MOST_PRODUCTS, PRODUCTS_AT_ONCE = 50_000_000, 4_000_000
"""Pairs of shares beyond which the number of comparable pairs is estimated from a sample."""


@dataclass(frozen=True, slots=True)
class Significance:
    """What the null model says of ties, a row each."""

    together: Ints
    """Objects that both shared at any time."""
    expected: Floats
    """How many of them within the window by accident."""
    p: Floats
    false_positives: Floats
    """Such surprises, or greater ones, that accident would give among all pairs compared."""
    q: Floats
    tests: int
    """Pairs of accounts that were compared, tied or not."""

    def take(self, rows: Mask | Ints) -> Significance:
        """Return those rows."""
        return Significance(
            self.together[rows],
            self.expected[rows],
            self.p[rows],
            self.false_positives[rows],
            self.q[rows],
            self.tests,
        )


def significance(
    acts: Acts,
    ties: Ties,
    window: float,
    began: Floats,
    *,
    author: Codes | None = None,
    min_shared: int = 2,
    null: str = BEHAVIOUR,
) -> Significance:
    """Return how surprising each tie is.

    The q-values are those of Benjamini and Yekutieli (2001), which hold whatever the tests have
    to do with one another: a stranger who comes upon a pack meets all of it at once. They count
    every pair of accounts that could have become a tie: those with ``min_shared`` objects in
    common at any time, near or far.

    Args:
        acts: what the ties were found in.
        ties: what a sweep over them gave.
        window: that sweep's window, seconds.
        began: when each object began, seconds, shape (objects,); NaN where unknown.
        author: whose each object is, account codes, shape (objects,); -1 where unknown.
        min_shared: that sweep's minimum number of objects.
        null: one of :data:`NULLS`; all but the first are other authors', for comparison.
    """
    tests = max(comparable_pairs(acts, min_shared), len(ties))
    if null == "popularity":
        together, expected, p = popularity(acts, ties)
        return judged(Significance(together, expected, p, p, p, tests))
    if null == "disparity":
        p, unknown = disparity(ties), np.zeros(len(ties))
        # Its authors compare p itself with a level, and so do we: there is no q-value.
        return Significance(unknown.astype(np.int64), unknown, p, p, p, len(ties))
    whose = np.full(acts.objects, -1, np.int32) if author is None else author
    together, expected, p = _by_behaviour(acts, ties, window, began, whose)
    return judged(Significance(together, expected, p, p, p, tests))


def _by_behaviour(
    acts: Acts, ties: Ties, window: float, began: Floats, author: Codes
) -> tuple[Ints, Floats, Floats]:
    """Return objects in common, those expected in the window, and p-values."""
    together = np.zeros(len(ties), np.int64)
    expected, p = np.zeros(len(ties)), np.ones(len(ties))
    if len(ties):
        null = Null.of(acts, ties, window, began, author)
        longest = acts.window(max(LONGEST_S, LONGEST_WINDOWS * window))
        for part in null.shares.portions(ties):
            rows = Rows.of(null.shares, null.meetings, ties, part)
            one_way, other_way = null.chances(rows), null.chances(rows.turned())
            together[part] = np.bincount(rows.pair, minlength=rows.pairs)
            expected[part] = np.maximum(rows.sum(one_way), rows.sum(other_way))
            when = null.at[rows.given]
            events = Coincidences.of(
                rows.pair, rows.pairs, rows.met, when, acts.window(window), longest
            )
            # Whose times are taken as given is a matter of taste: the weaker finding counts.
            p[part] = np.maximum(events.surprise(one_way), events.surprise(other_way))
    return together, expected, p


def judged(chance: Significance) -> Significance:
    """Return the same ties with the expected false positives and q-values of their p-values."""
    # The harmonic number of the tests is what independence would spare.
    false_positives = chance.p * chance.tests * (digamma(chance.tests + 1) - digamma(1))
    return replace(chance, false_positives=false_positives, q=q_values(false_positives))


def q_values(false_positives: Floats) -> Floats:
    """Return for each test the least false discovery rate at which it is kept.

    Args:
        false_positives: false positives to be expected at each test's own level, shape (n,).
    """
    order = np.argsort(false_positives, kind="stable")
    raw = false_positives[order] / np.arange(1, len(false_positives) + 1)
    q = np.empty(len(false_positives))
    q[order] = np.minimum(np.minimum.accumulate(raw[::-1])[::-1], 1.0)
    return q


def comparable_pairs(acts: Acts, min_shared: int) -> int:
    """Return how many pairs of accounts share at least ``min_shared`` objects at any time.

    Exact unless that takes too long; then from a sample of accounts, which is seeded.
    """
    ones = np.ones(len(acts), np.int32)
    matrix = sparse.csr_matrix((ones, (acts.account, acts.object)), (acts.accounts, acts.objects))
    matrix.data[:] = 1
    own = np.diff(matrix.indptr)
    work = matrix @ np.bincount(matrix.indices, minlength=acts.objects)
    chosen = np.random.default_rng(0).permutation(acts.accounts)
    share = min(1.0, MOST_PRODUCTS / max(int(work.sum()), 1))
    chosen = np.sort(chosen[: int(np.ceil(share * acts.accounts))])
    found = 0
    for rows in np.array_split(chosen, int(work[chosen].sum() // PRODUCTS_AT_ONCE) + 1):
        found += int(np.count_nonzero((matrix[rows] @ matrix.T).data >= min_shared))
        found -= int(np.count_nonzero(own[rows] >= min_shared))
    return round(found / 2 * acts.accounts / max(len(chosen), 1))
