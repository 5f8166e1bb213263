"""How likely is so much closeness in time by accident?

For a pair of accounts and each object that both shared at any time, the chance that they did so
within the window is computed from how each usually behaves; the number of objects on which they
did is compared with these chances. See docs/method.md for the assumptions in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.special import bdtrc

from .acts import Acts, Codes, Floats, Ints, Mask
from .delays import Delays
from .ties import Ties

AT_ONCE = 1 << 20
"""Rows (pair of accounts, object) looked at together."""
MOST_PRODUCTS = 200_000_000
"""Pairs of acts beyond which the number of comparable pairs is estimated from a sample."""


@dataclass(frozen=True, slots=True)
class Significance:
    """Per tie: objects shared at any time, those expected in the window, p- and q-value."""

    together: Ints
    expected: Floats
    p: Floats
    q: Floats

    def take(self, rows: Mask | Ints) -> Significance:
        """Return those rows."""
        return Significance(self.together[rows], self.expected[rows], self.p[rows], self.q[rows])


def significance(
    acts: Acts, ties: Ties, window: float, began: Floats, *, min_shared: int = 2
) -> Significance:
    """Return how surprising each tie is under account delay profiles.

    The q-values are Benjamini and Hochberg's (1995) over every pair of accounts that could have
    become a tie: those with ``min_shared`` objects in common at any time, near or far.
    """
    delays = Delays.of(acts, began)
    shares = _Shares.of(acts)
    together = np.zeros(len(ties), np.int64)
    expected = np.zeros(len(ties))
    for rows in _portions(shares, ties):
        pair, at_a, at_b = shares.common(ties.a[rows], ties.b[rows])
        a_near_b = _chances(shares, delays, acts, at_a, at_b, window)
        b_near_a = _chances(shares, delays, acts, at_b, at_a, window)
        size = rows.stop - rows.start
        together[rows] = np.bincount(pair, minlength=size)
        expected[rows] = np.maximum(
            np.bincount(pair, a_near_b, size), np.bincount(pair, b_near_a, size)
        )
    chance = np.clip(expected / np.maximum(together, 1), 0.0, 1.0)
    p = bdtrc(ties.shared - 1.0, together, chance)
    q = benjamini_hochberg(p, max(comparable_pairs(acts, min_shared), len(p)))
    return Significance(together, expected, p, q)


def benjamini_hochberg(p: Floats, tests: int) -> Floats:
    """Return q-values; ``tests`` counts also the tests whose p-value is not given, being 1."""
    order = np.argsort(p, kind="stable")
    raw = p[order] * tests / np.arange(1, len(p) + 1)
    q = np.empty(len(p))
    q[order] = np.minimum(np.minimum.accumulate(raw[::-1])[::-1], 1.0)
    return q


@dataclass(frozen=True, slots=True)
class _Shares:
    """Which accounts shared which objects: a row each, by account and object."""

    key: Ints
    """Account in the upper half, object in the lower."""
    start: Ints
    """First of the row's acts among ``acts``."""
    size: Ints
    acts: Ints
    """Rows of the acts, by account and object."""
    degree: Ints
    """Per account its number of objects."""
    first: Ints
    """Per account its first row."""

    @classmethod
    def of(cls, acts: Acts) -> _Shares:
        keys = acts.account.astype(np.int64) << 32 | acts.object
        order = np.argsort(keys, kind="stable")
        key, start, size = np.unique(keys[order], return_index=True, return_counts=True)
        degree = np.bincount(key >> 32, minlength=acts.accounts)
        return cls(key, start, size, order, degree, np.cumsum(degree) - degree)

    def common(self, a: Codes, b: Codes) -> tuple[Ints, Ints, Ints]:
        """Return each object that a pair has in common: number of the pair, row of a, row of b."""
        swap = self.degree[a] > self.degree[b]
        few, many = np.where(swap, b, a), np.where(swap, a, b)
        sizes = self.degree[few]
        pair = np.repeat(np.arange(len(a)), sizes)
        own = np.arange(len(pair)) + np.repeat(self.first[few] - (np.cumsum(sizes) - sizes), sizes)
        wanted = many[pair].astype(np.int64) << 32 | self.key[own] & 0xFFFFFFFF
        other = np.minimum(np.searchsorted(self.key, wanted), len(self.key) - 1)
        both = self.key[other] == wanted
        pair, own, other = pair[both], own[both], other[both]
        swapped = swap[pair]
        return pair, np.where(swapped, other, own), np.where(swapped, own, other)


def _portions(shares: _Shares, ties: Ties) -> Iterator[slice]:
    """Yield ranges of ties whose objects fit in memory together."""
    work = np.cumsum(np.minimum(shares.degree[ties.a], shares.degree[ties.b]))
    start = done = 0
    while start < len(ties):
        end = max(int(np.searchsorted(work, done + AT_ONCE, "right")), start + 1)
        yield slice(start, end)
        start, done = end, int(work[end - 1])


def _chances(
    shares: _Shares, delays: Delays, acts: Acts, given: Ints, moving: Ints, window: float
) -> Floats:
    """Return the chance that one account comes within the window of the other, per object.

    ``given`` are the rows of the account whose times are taken as they are, ``moving`` those of
    the account whose times are drawn from its profile.
    """
    sizes = shares.size[given]
    row = np.repeat(np.arange(len(given)), sizes)
    act = np.arange(len(row)) + np.repeat(shares.start[given] - (np.cumsum(sizes) - sizes), sizes)
    near = delays.chance(
        acts.account[shares.acts[shares.start[moving]]][row],
        delays.behind[shares.acts[act]],
        window,
    )
    never = np.log1p(-np.minimum(near, 1 - 1e-12)) * shares.size[moving][row]
    return -np.expm1(np.bincount(row, never, len(given)))


def comparable_pairs(acts: Acts, min_shared: int) -> int:
    """Return how many pairs of accounts share at least ``min_shared`` objects at any time.

    Exact unless that takes too long; then from a sample of accounts, which is seeded.
    """
    ones = np.ones(len(acts), np.int32)
    matrix = sparse.csr_matrix((ones, (acts.account, acts.object)), (acts.accounts, acts.objects))
    matrix.data[:] = 1
    popularity = np.diff(matrix.tocsc().indptr)
    work = matrix @ popularity
    share = min(1.0, MOST_PRODUCTS / max(int(work.sum()), 1))
    rows = np.random.default_rng(0).permutation(acts.accounts)
    rows = np.sort(rows[: max(int(share * acts.accounts), 1)])
    found = 0
    for portion in np.array_split(rows, max(1, int(work[rows].sum() // 4_000_000))):
        counts = matrix[portion] @ matrix.T
        found += int(np.count_nonzero(counts.data >= min_shared))
        found -= int(np.count_nonzero(np.diff(matrix.indptr)[portion] >= min_shared))
    return round(found / 2 * acts.accounts / len(rows))
