"""How likely is so much closeness in time by accident?

For a pair of accounts, and each object that both shared at any time, near or far, the null model
(:mod:`.null`) gives the chance that they did so within the window, had each acted without the
other. Meetings in quick succession are one coincidence (:mod:`.coincidences`). Coincidences are
weighed by how little chance explains them, and the chance of such a sum is bounded
(:mod:`.tails`). docs/method.md sets out what is assumed.
"""

from __future__ import annotations

from dataclasses import dataclass

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
class Rates:
    """Chances of ties, and what they mean among so many pairs."""

    p: Floats
    false_positives: Floats
    """Such surprises, or greater ones, that accident would give among all pairs compared."""
    q: Floats

    @classmethod
    def of(cls, p: Floats, tests: int) -> Rates:
        """Return what chances mean among so many tests, whatever these have to do with each other.

        The q-values are those of Benjamini and Yekutieli (2001).
        """
        # The harmonic number of the tests is what independence would spare.
        false_positives = p * tests * (digamma(tests + 1) - digamma(1))
        return cls(p, false_positives, q_values(false_positives))

    def take(self, rows: Mask | Ints) -> Rates:
        """Return those rows."""
        return Rates(self.p[rows], self.false_positives[rows], self.q[rows])


@dataclass(frozen=True, slots=True)
class Significance:
    """What the null model says of ties, a row each."""

    together: Ints
    """Objects that both shared at any time."""
    expected: Floats
    """How many of them within the window by accident, without doubt."""
    plain: Rates
    """By how each acts without the other: what groups are found by."""
    cautious: Rates
    """The same with doubt allowed for: what is said of a tie by itself."""
    tests: int
    """Pairs of accounts that were compared, tied or not."""

    @property
    def p(self) -> Floats:
        """The chance of so much closeness, with doubt allowed for."""
        return self.cautious.p

    @property
    def q(self) -> Floats:
        """The false discovery rate at which each tie is kept, without doubt."""
        return self.plain.q

    def take(self, rows: Mask | Ints) -> Significance:
        """Return those rows."""
        return Significance(
            self.together[rows],
            self.expected[rows],
            self.plain.take(rows),
            self.cautious.take(rows),
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

    The q-values hold whatever the tests have to do with one another: a stranger who comes upon a
    pack meets all of it at once. They count every pair of accounts that could have become a tie:
    those with ``min_shared`` objects in common at any time, near or far.

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
        rates = Rates.of(p, tests)
        return Significance(together, expected, rates, rates, tests)
    if null == "disparity":
        p, unknown = disparity(ties), np.zeros(len(ties))
        # Its authors compare p itself with a level, and so do we: there is no q-value.
        rates = Rates(p, p, p)
        return Significance(unknown.astype(np.int64), unknown, rates, rates, len(ties))
    whose = np.full(acts.objects, -1, np.int32) if author is None else author
    together, expected, plain, cautious = _by_behaviour(acts, ties, window, began, whose)
    return Significance(
        together, expected, Rates.of(plain, tests), Rates.of(cautious, tests), tests
    )


def _by_behaviour(
    acts: Acts, ties: Ties, window: float, began: Floats, author: Codes
) -> tuple[Ints, Floats, Floats, Floats]:
    """Return objects in common, those expected in the window, and p-values, plain and cautious."""
    together = np.zeros(len(ties), np.int64)
    expected, plain, cautious = np.zeros(len(ties)), np.ones(len(ties)), np.ones(len(ties))
    if len(ties):
        null = Null.of(acts, ties, window, began, author)
        longest = acts.window(max(LONGEST_S, LONGEST_WINDOWS * window))
        for part in null.shares.portions(ties):
            rows = Rows.of(null.shares, null.meetings, ties, part)
            both, doubted = zip(null.with_doubt(rows), null.with_doubt(rows.turned()), strict=True)
            together[part] = np.bincount(rows.pair, minlength=rows.pairs)
            expected[part] = np.maximum(*(rows.sum(chance) for chance in both))
            when = null.at[rows.given]
            events, occasions = (
                Coincidences.of(rows.pair, rows.pairs, rows.met, when, reach, longest)
                for reach in (acts.window(window), longest)
            )
            plain[part], cautious[part] = weaker(events, *both), weaker(occasions, *doubted)
    return together, expected, plain, cautious


def weaker(events: Coincidences, one_way: Floats, other_way: Floats) -> Floats:
    """Return the weaker of two findings: whose times are taken as given is a matter of taste."""
    return np.maximum(events.surprise(one_way), events.surprise(other_way))


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
