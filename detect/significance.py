"""How likely is so much closeness in time by accident?

For a pair of accounts, and each object that both shared at any time, near or far, the null model
(:mod:`.null`) gives the chance that they did so within the window, had each acted without the
other. Meetings in quick succession are one coincidence (:mod:`.coincidences`). Coincidences are
weighed by how little chance explains them, and the chance of such a sum is bounded
(:mod:`.tails`). docs/method.md sets out what is assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.special import digamma

from .acts import Acts, Codes, Floats, Ints, Mask
from .backbones import disparity, popularity
from .coincidences import LONGEST_S, LONGEST_WINDOWS, Coincidences
from .null import LEAST_CHANCE, Null, Rows
from .portions import Answer, in_order
from .shares import Meetings
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
        false_positives = p * tests * _harmonic(tests)
        return cls(p, false_positives, q_values(false_positives))

    def take(self, rows: Mask | Ints) -> Rates:
        """Return those rows."""
        return Rates(self.p[rows], self.false_positives[rows], self.q[rows])


def _harmonic(tests: int) -> float:
    """Return the harmonic number of the tests, which is what independence would spare."""
    return float(digamma(tests + 1) - digamma(1))


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
    fdr: float = 1.0,
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
        fdr: of ties that cannot be kept at this false discovery rate no more is worked out than
            that: their chances are 1, nothing is together nor expected. The others' chances are
            the same at every rate, and so are their q-values without doubt.
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
    if not len(ties):
        nothing, certain = np.zeros(0), Rates.of(np.ones(0), tests)
        return Significance(nothing.astype(np.int64), nothing, certain, certain, tests)
    model = Null.of(acts, ties, window, began, whose)
    together, expected, plain, cautious = _by_behaviour(model, ties, fdr, tests)
    return Significance(
        together, expected, Rates.of(plain, tests), Rates.of(cautious, tests), tests
    )


def _by_behaviour(
    null: Null, ties: Ties, fdr: float, tests: int
) -> tuple[Ints, Floats, Floats, Floats]:
    """Return objects in common, those expected in the window, and p-values, plain and cautious."""
    together = np.zeros(len(ties), np.int64)
    expected, plain, cautious = np.zeros(len(ties)), np.ones(len(ties)), np.ones(len(ties))
    left = np.arange(len(ties))
    if fdr < 1:
        # So much would be left if nothing but the meetings happened, each as unlikely as can be.
        left = _within_reach(LEAST_CHANCE ** ties.shared.astype(np.float64), fdr, tests)
        one_way = [p for _, p in _Weighing.of(null, ties, left).one_way()]
        left = left[_within_reach(np.concatenate([np.zeros(0), *one_way]), fdr, tests)]
    for part, measures in _Weighing.of(null, ties, left).both_ways():
        rows = left[part]
        together[rows], expected[rows], plain[rows], cautious[rows] = measures
    return together, expected, plain, cautious


@dataclass(frozen=True, slots=True)
class _Weighing:
    """Some ties, weighed against chance portion by portion."""

    null: Null
    ties: Ties
    meetings: Meetings
    window: int
    """Ticks."""
    longest: int

    @classmethod
    def of(cls, null: Null, ties: Ties, numbers: Ints) -> _Weighing:
        """Take the ties of those numbers, of all that the null model knows."""
        window, longest = (
            int(np.floor(seconds * null.ticks))
            for seconds in (null.window, max(LONGEST_S, LONGEST_WINDOWS * null.window))
        )
        return cls(null, ties.take(numbers), null.meetings.take(numbers), window, longest)

    def one_way(self) -> Iterator[tuple[slice, Floats]]:
        """Yield portions, and the chance of their ties if the first accounts' times are drawn."""
        # These come in order, so that what is known of each stays in the cache.
        return self._each(
            lambda rows: self._events(rows, self.window).surprise(self.null.chances(rows.turned()))
        )

    def both_ways(self) -> Iterator[tuple[slice, tuple[Ints, Floats, Floats, Floats]]]:
        """Yield portions, and what is said of their ties."""

        def found(rows: Rows) -> tuple[Ints, Floats, Floats, Floats]:
            ways = (rows, rows.turned())
            both, doubted = zip(*(self.null.with_doubt(way) for way in ways), strict=True)
            return (
                np.bincount(rows.pair, minlength=rows.pairs),
                np.maximum(*(rows.sum(chance) for chance in both)),
                weaker(self._events(rows, self.window), *both),
                weaker(self._events(rows, self.longest), *doubted),
            )

        return self._each(found)

    def _each(self, answer_of: Callable[[Rows], Answer]) -> Iterator[tuple[slice, Answer]]:
        shares, ties = self.null.shares, self.ties
        return in_order(
            lambda part: (part, answer_of(Rows.of(shares, self.meetings, ties, part))),
            shares.portions(ties),
        )

    def _events(self, rows: Rows, reach: int) -> Coincidences:
        when = self.null.time[rows.given]
        return Coincidences.of(rows.pair, rows.pairs, rows.met, when, reach, self.longest)


def _within_reach(least: Floats, fdr: float, tests: int) -> Ints:
    """Return which tests a false discovery rate may keep, by the least that their chances can be.

    Of n that are kept, each has a false positive rate of at most n times that. So who has more
    with all that are left is none of them; and then there are fewer.
    """
    false_positives = least * tests * _harmonic(tests)
    left = np.arange(len(least))
    while True:
        # A little more, lest rounding decide.
        kept = left[false_positives[left] <= fdr * len(left) * (1 + 1e-9)]
        if len(kept) == len(left):
            return left
        left = kept


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
    other = matrix.T

    def others(rows: Ints) -> int:
        both = np.count_nonzero((matrix[rows] @ other).data >= min_shared)
        return int(both) - int(np.count_nonzero(own[rows] >= min_shared))

    parts = np.array_split(chosen, int(work[chosen].sum() // PRODUCTS_AT_ONCE) + 1)
    pairs = sum(in_order(others, parts))
    return round(pairs / 2 * acts.accounts / max(len(chosen), 1))
