"""Shares: which account shared which object, however often, and in whose company."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .acts import Acts, Codes, Floats, Ints, Mask, changes
from .portions import portions
from .sweep import CHUNK, Timeline, account_ranges, pairs_within
from .ties import Ties, spans


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of accounts, sorted by ``a``, then ``b``; always ``a < b``."""

    a: Codes
    b: Codes

    def __len__(self) -> int:
        return len(self.a)

    def acting(self, acts: Acts) -> Ints:
        """Return which pairs have acts of both accounts."""
        most = max(int(self.a.max(initial=0)), int(self.b.max(initial=0))) + 1
        acted = np.zeros(max(acts.accounts, most), bool)
        acted[acts.account] = True
        return np.flatnonzero(acted[self.a] & acted[self.b])

    def take(self, rows: Ints) -> Pairs:
        """Return those rows."""
        return Pairs(self.a[rows], self.b[rows])


@dataclass(frozen=True, slots=True)
class Shares:
    """A row an account and object, sorted by both."""

    key: Ints
    """Account in the upper half, object in the lower."""
    account: Ints
    object: Ints
    size: Ints
    """Acts of the account on the object."""
    first: Ints
    """The earliest of them, a row of the acts."""
    near: Floats
    """Acts of others within the window of one of them."""
    others: Floats
    """Acts of others on the object, near or far."""
    before: Floats
    """Acts of others on the object that are earlier than the account's first."""
    degree: Ints
    """Per account its number of rows."""
    start: Ints
    """Per account its first row."""

    @classmethod
    def of(cls, acts: Acts, window: int) -> Shares:
        """Summarise acts; the window is in ticks."""
        line = Timeline.of(acts, window)
        # By account, then object and time: the line's own order within each.
        rows = line.by_account
        account, shared = line.acts.account[rows], line.acts.object[rows]
        keys = account.astype(np.int64) << 32 | shared
        at = np.flatnonzero(changes(keys))
        key, size = keys[at], np.diff(at, append=len(keys))
        low, high = line.low[rows].astype(np.int64), line.high[rows].astype(np.int64)
        low[1:] = np.where(keys[1:] == keys[:-1], np.maximum(low[1:], high[:-1]), low[1:])
        near = np.add.reduceat(high - low, at) - size if len(at) else size
        popular = np.bincount(line.acts.object, minlength=acts.objects)
        others = popular[key & 0xFFFFFFFF] - size
        new_second = changes(line.acts.object, line.acts.time)
        first_of_second = np.maximum.accumulate(np.where(new_second, np.arange(len(rows)), 0))
        before = first_of_second[rows[at]] - (np.cumsum(popular) - popular)[key & 0xFFFFFFFF]
        degree = np.bincount(key >> 32, minlength=acts.accounts)
        return cls(
            key,
            key >> 32,
            key & 0xFFFFFFFF,
            size,
            line.rows[rows[at]],
            near.astype(np.float64),
            others.astype(np.float64),
            before.astype(np.float64),
            degree,
            np.cumsum(degree) - degree,
        )

    def common(self, a: Codes, b: Codes) -> tuple[Ints, Ints, Ints]:
        """Return each object that a pair has in common: number of the pair, row of a, row of b.

        Sorted by pair, then object.
        """
        swap = self.degree[a] > self.degree[b]
        few, many = np.where(swap, b, a), np.where(swap, a, b)
        sizes = self.degree[few]
        pair = np.repeat(np.arange(len(a)), sizes)
        own = spans(self.start[few], sizes)
        keys = many[pair].astype(np.int64) << 32 | self.object[own]
        other = np.minimum(np.searchsorted(self.key, keys), len(self.key) - 1)
        both = self.key[other] == keys
        pair, own, other = pair[both], own[both], other[both]
        return pair, np.where(swap[pair], other, own), np.where(swap[pair], own, other)

    def portions(self, ties: Ties | Pairs) -> Iterator[slice]:
        """Yield ranges of ties whose objects fit in memory together, at least one tie each."""
        yield from portions(np.minimum(self.degree[ties.a], self.degree[ties.b]))


def tied_accounts(ties: Ties | Pairs, accounts: int) -> Mask:
    """Return which of so many accounts are an end of a tie."""
    tied = np.zeros(accounts, bool)
    tied[ties.a] = tied[ties.b] = True
    return tied


@dataclass(frozen=True, slots=True)
class Meetings:
    """On which objects the accounts of each tie came within the window of each other."""

    key: Ints
    """Number of the tie in the upper half, object in the lower; sorted."""

    @classmethod
    def of(cls, acts: Acts, ties: Ties | Pairs, window: int) -> Meetings:
        """Find the meetings of ties that a sweep over the same acts and window gave."""
        tied = tied_accounts(ties, acts.accounts)
        line = Timeline.of(acts.take(tied[acts.account]), window)
        keys = ties.a.astype(np.int64) << 32 | ties.b
        parts = [np.zeros(0, np.int64)]
        for rows in account_ranges(line, CHUNK):
            for i, j in pairs_within(line, rows):
                key = line.acts.account[i].astype(np.int64) << 32 | line.acts.account[j]
                tie = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
                is_tie = keys[tie] == key
                met = np.sort(tie[is_tie] << 32 | line.acts.object[i[is_tie]])
                parts.append(met[changes(met)])
        return cls(np.sort(np.concatenate(parts)))

    def take(self, ties: Ints) -> Meetings:
        """Return the meetings of those ties, sorted numbers, which are counted from zero now."""
        tie, shared = self.key >> 32, self.key & 0xFFFFFFFF
        place = np.searchsorted(ties, tie)
        taken = np.append(ties, -1)[place] == tie
        return Meetings(place[taken] << 32 | shared[taken])

    def are(self, tie: Ints, shared: Ints) -> Mask:
        """Return whether the accounts of a tie met on an object."""
        if not len(self.key):
            return np.zeros(len(tie), bool)
        keys = tie << 32 | shared
        met: Mask = self.key[np.minimum(np.searchsorted(self.key, keys), len(self.key) - 1)] == keys
        return met
