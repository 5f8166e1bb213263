"""All pairs of accounts that did the same thing within a true sliding window.

Exact and in bounded memory: accounts are taken in ranges whose candidate pairs fit in a chunk,
each range owns every pair that begins with one of its accounts, and no chunk waits for another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np

from ..errors import DetectError
from .acts import Acts, Codes, Ints, changes, order_by
from .ties import TieColumns, Ties, reduce_pairs

CHUNK = 1 << 17
"""Candidate pairs looked at together: small enough that a chunk's columns stay in the cache."""
MOST_AT_ONCE = 1 << 22
"""Candidate pairs of one busy account looked at together; about 100 bytes each."""
REFUSED_AT_ONCE = 4 * MOST_AT_ONCE
MOST_PAIRS = 4_000_000_000
"""Candidate pairs beyond which a sweep is refused: some minutes of work on one core."""


class Sweeper(Protocol):
    """What finds the pairs of accounts: :func:`sweep`, or the same on other machines."""

    def __call__(self, acts: Acts, window: float, *, min_shared: int) -> Ties:
        """Return every pair of accounts with ``min_shared`` objects within ``window`` seconds."""


def sweep(acts: Acts, window: float, *, min_shared: int = 1, chunk: int = CHUNK) -> Ties:
    """Return every pair of accounts with ``min_shared`` objects within ``window`` seconds.

    Two acts pair up when they have one object, different accounts, and times that differ by at
    most the window, inclusive. Memory is that of the acts, the result and one chunk.

    Raises:
        DetectError: the window is not positive, or there are more pairs than can be looked at.
    """
    ticks = acts.window(window)
    acts = _prune(acts, ticks, min_shared)
    line = Timeline.of(acts, ticks)
    candidates = _candidates(line, window)
    columns = TieColumns(candidates // min_shared)
    for rows in account_ranges(line, chunk):
        for i, j in pairs_within(line, rows):
            columns.add(reduce_pairs(i, j, line.acts, min_shared))
    return columns.ties()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Acts by object and time on one line, where near neighbours are exactly the window.

    Steps between neighbours are cut to one tick more than the window, and an object's first act
    stands as far behind the one before it, so that a plain search finds each act's window and
    nothing overflows, however many objects and whatever the resolution.
    """

    acts: Acts
    """In that order."""
    rows: Ints
    """Where each act stood before it was put in order."""
    low: Codes
    """Per act the first index of its window."""
    high: Codes
    """Per act the index behind its window."""
    by_account: Ints
    """Indices of the acts by account, then object and time."""

    @classmethod
    def of(cls, acts: Acts, window: int) -> Self:
        """Put acts on the line, for a window in ticks."""
        order = order_by(acts.object, acts.time)
        acts = acts.take(order)
        position = _positions(acts, window)
        return cls(
            acts,
            order,
            np.searchsorted(position, position - window, "left").astype(np.int32),
            np.searchsorted(position, position + window, "right").astype(np.int32),
            order_by(acts.account),
        )


def _positions(acts: Acts, window: int) -> Ints:
    steps = np.empty(len(acts), np.int64)
    if len(acts):
        steps[0] = 0
        np.minimum(np.diff(acts.time), window + 1, out=steps[1:])
        steps[1:][np.diff(acts.object) != 0] = window + 1
    return np.cumsum(steps)


def _prune(acts: Acts, window: int, min_shared: int) -> Acts:
    """Leave out accounts that cannot have a tie: fewer than ``min_shared`` objects shared in time.

    Exact: whoever is left out here is in no pair that counts. Repeated, because each account
    left out takes company away from others; it ends when little is left to gain.
    """
    acts = acts.take(order_by(acts.object, acts.time))
    while len(acts):
        near = np.diff(_positions(acts, window)) <= window
        company = np.zeros(len(acts), bool)
        company[1:] |= near
        company[:-1] |= near
        kept = acts.take(company)
        if min_shared > 1 and len(kept):
            own = np.sort(kept.account.astype(np.int64) << 32 | kept.object)
            # np.unique hashes, which takes ten times as long as this sort.
            own = own[changes(own)]
            enough = np.bincount(own >> 32, minlength=kept.accounts) >= min_shared
            kept = kept.take(enough[kept.account])
        if len(kept) > 0.95 * len(acts):
            return kept
        acts = kept
    return acts


def _candidates(line: Timeline, window: float) -> int:
    """Return how many pairs of acts are to be looked at; refuse too many."""
    candidates = (int((line.high - line.low).sum(dtype=np.int64)) - len(line.acts)) // 2
    if candidates > MOST_PAIRS:
        raise DetectError(
            f"{candidates:,} pairs of acts lie within {window:g} s, "
            f"more than the {MOST_PAIRS:,} that can be looked at",
            "Ask for a shorter --window or a greater --min-shared, or load a smaller span.",
        )
    return candidates


def account_ranges(line: Timeline, chunk: int) -> Iterator[Ints]:
    """Yield the acts of whole accounts, as many accounts as fit in a chunk and at least one."""
    rows = line.by_account
    ends = np.flatnonzero(np.diff(line.acts.account[rows], append=-1)) + 1
    until = np.cumsum((line.high - line.low)[rows], dtype=np.int64)[ends - 1]
    first = done = start = 0
    while first < len(ends):
        last = max(int(np.searchsorted(until, done + chunk, "right")), first + 1)
        yield rows[start : ends[last - 1]]
        first, done, start = last, int(until[last - 1]), int(ends[last - 1])


def pairs_within(line: Timeline, rows: Ints) -> Iterator[tuple[Ints, Codes]]:
    """Yield the pairs (i, j) of acts in a window whose accounts ascend, for i among ``rows``.

    An account that is too busy to be looked at in one go is taken in parts, by its partners.
    """
    ends = np.cumsum((line.high - line.low)[rows], dtype=np.int64)
    parts = -(-int(ends[-1]) // MOST_AT_ONCE)
    for part in range(parts):
        cuts = np.searchsorted(ends, np.arange(1, parts + 1) * MOST_AT_ONCE, "left") + 1
        pairs = [
            _expand(line, rows[start:end], part, parts)
            for start, end in zip([0, *cuts[:-1]], cuts, strict=True)
        ]
        i, j = (np.concatenate(column) for column in zip(*pairs, strict=True))
        if len(i) > REFUSED_AT_ONCE:
            raise DetectError(
                "one account has too many acts of one kind within the window to be compared",
                "Ask for a shorter --window, or leave that account out.",
            )
        yield i, j


def _expand(line: Timeline, rows: Ints, part: int, parts: int) -> tuple[Ints, Codes]:
    low = line.low[rows]
    sizes = line.high[rows] - low
    ends = np.cumsum(sizes, dtype=np.int32)
    j = np.arange(sizes.sum(), dtype=np.int32)
    j += np.repeat(low - (ends - sizes), sizes)
    partner = line.acts.account[j]
    keep = partner > np.repeat(line.acts.account[rows], sizes)
    if parts > 1:
        keep &= partner % parts == part
    return np.repeat(rows, sizes)[keep], j[keep]
