"""How long accounts take: for each, the distribution of its delays behind an object's start.

Delays are counted in bins that widen by a constant factor. An account's profile is shrunk to that
of all accounts: it is a mixture of its own delays and :data:`PRIOR` delays of everybody, so that
few acts say little.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .acts import Acts, Codes, Floats, Ints

PRIOR = 20.0
"""Delays of everybody that are added to an account's own."""
AUTHOR_PRIOR = 5.0
"""Delays of the account behind anybody's objects that are added to those behind one author's."""
AUTHOR_REACH = 0.25
"""How far from a delay others count as the same, as a share of it."""
MOST_S = (1 << 32) - 1
FIRST_BIN_S = 30.0
FACTOR = 1.5
"""Each bin is so much wider than the one before it."""

Table = npt.NDArray[np.float32] | Floats


@dataclass(frozen=True, slots=True)
class _Places:
    """Delays as bins, and how far in each they lie, 0 to 1."""

    bin: Ints
    share: Floats


@dataclass(frozen=True, slots=True)
class Delays:
    """Delay profiles of all accounts."""

    edges: Floats
    """Seconds after the start, shape (bins + 1,)."""
    own: npt.NDArray[np.float32]
    """Per account how many of its delays lie below each edge, shape (accounts, bins + 1)."""
    everybody: Floats
    """Share of all delays below each edge, shape (bins + 1,)."""
    behind: Floats
    """Each act's delay in seconds."""

    @classmethod
    def of(cls, acts: Acts, began: Floats, accounts: int = 0) -> Delays:
        """Learn the profiles.

        Args:
            acts: what happened.
            began: when each object began, seconds, shape (objects,). A start that is unknown
                (NaN), or behind the object's first act, as wrong clocks give it, is that act.
            accounts: how many have a profile at least; who did not act has that of everybody.
        """
        behind = acts.time / acts.ticks - beginnings(acts, began)[acts.object]
        edges = _edges(behind.max(initial=0.0))
        accounts = max(acts.accounts, accounts)
        counts = np.zeros((accounts, len(edges) - 1), np.float32)
        np.add.at(counts, (acts.account, _bins(edges, behind)), 1)
        # One delay more, spread evenly: nothing that can happen has no chance at all.
        total = counts.sum(axis=0, dtype=np.float64) + np.diff(edges) / edges[-1]
        own = np.zeros((accounts, len(edges)), np.float32)
        np.cumsum(counts, axis=1, out=own[:, 1:])
        return cls(edges, own, np.concatenate([[0.0], np.cumsum(total)]) / total.sum(), behind)

    def profiles(self) -> npt.NDArray[np.float32]:
        """Return the shrunk, cumulated profiles of all accounts, shape (accounts, bins + 1)."""
        shrunk = self.own + (PRIOR * self.everybody).astype(np.float32)
        shrunk /= self.own[:, -1:] + np.float32(PRIOR)
        return shrunk

    def chance(
        self, accounts: Ints, around: Floats, window: float, but: Floats | None = None
    ) -> Floats:
        """Return the chance that an account's delay is within a window around a given one.

        Args:
            accounts: whose delay, shape (n,).
            around: the given delay in seconds, shape (n,).
            window: seconds.
            but: a delay of the account that is not to speak for itself, shape (n,).
        """
        whole, without = self.chances(accounts, around, window, but)
        return whole if but is None else without

    def chances(
        self, accounts: Ints, around: Floats, window: float, but: Floats | None
    ) -> tuple[Floats, Floats]:
        """Return that chance by all delays of the account, and by all but one."""
        span = self._span(around, window)
        own, total = _between(self.own, accounts, *span), self.own[accounts, -1]
        everybody = np.zeros(1, np.int64)
        usual = PRIOR * _between(self.everybody[np.newaxis], everybody, *span)
        whole = (np.maximum(own, 0.0) + usual) / (total + PRIOR)
        if but is None:
            return whole, whole
        own, total = own - self._overlap(but, around, window), total - 1
        return whole, (np.maximum(own, 0.0) + usual) / (total + PRIOR)

    def _overlap(self, delay: Floats, around: Floats, window: float) -> Floats:
        """Return how much of a delay's bin lies within a window around a given delay."""
        place = _bins(self.edges, delay)
        low, high = self.edges[place], self.edges[place + 1]
        both = np.minimum(high, around + window) - np.maximum(low, around - window)
        return np.asarray(np.maximum(both, 0.0) / (high - low))

    def within(self, table: Table, rows: Ints | Codes, around: Floats, window: float) -> Floats:
        """Return how much of each row of a cumulated table lies within a window around a delay."""
        return _between(table, rows, *self._span(around, window))

    def _span(self, around: Floats, window: float) -> tuple[_Places, _Places]:
        """Return where the window around a delay ends, and where it begins."""
        return self._places(around + window), self._places(around - window)

    def _places(self, delay: Floats) -> _Places:
        delay = np.clip(delay, 0.0, self.edges[-1])
        place = _bins(self.edges, delay)
        share = (delay - self.edges[place]) / (self.edges[place + 1] - self.edges[place])
        return _Places(place, share)


@dataclass(frozen=True, slots=True)
class Habits:
    """Delays of accounts behind the objects of one author each, about a given delay."""

    named: Ints
    """Rows whose author is known."""
    near: Floats
    """Of each of these, how many delays lie in the window."""
    others: Ints
    """Of how many, but for the one that does not speak."""

    def chance(self, usual: Floats, prior: float = AUTHOR_PRIOR) -> Floats:
        """Return the chance that each row's account comes within the window.

        Args:
            usual: the chance by the account's delays behind all authors, shape (n,).
            prior: so many such delays are added.
        """
        chance = usual.copy()
        of_named = self.near + prior * usual[self.named]
        chance[self.named] = of_named / (self.others + prior)
        return chance


@dataclass(frozen=True, slots=True)
class AuthorDelays:
    """Delays of each account behind the objects of each author: fans are quick for their star."""

    group: Ints
    """Per share the number of its account and author; -1 where the author is unknown."""
    size: Ints
    """Per group its number of shares."""
    key: Ints
    """Group in the upper half, delay in whole seconds in the lower; sorted."""

    @classmethod
    def of(cls, account: Ints, author: Ints, behind: Floats) -> AuthorDelays:
        """Learn from shares: whose, of whose object, and how late."""
        named = np.flatnonzero(author >= 0)
        group = np.full(len(account), -1)
        _, group[named] = np.unique(account[named] << 32 | author[named], return_inverse=True)
        seconds = np.clip(behind[named], 0, MOST_S).astype(np.int64)
        return cls(group, np.bincount(group[named]), np.sort(group[named] << 32 | seconds))

    def chance(
        self,
        shares: Ints,
        around: Floats,
        itself: Floats,
        window: float,
        usual: Floats,
        prior: float = AUTHOR_PRIOR,
    ) -> Floats:
        """Return the chance that a share's account comes within a window around a delay.

        Args:
            shares: rows of the shares whose account and author are meant, shape (n,).
            around: the given delay in seconds, shape (n,).
            itself: the share's own delay, which does not speak for itself.
            window: seconds.
            usual: the chance by the account's delays behind all authors.
            prior: so many such delays are added.
        """
        return self.habits(shares, around, itself, window).chance(usual, prior)

    def habits(self, shares: Ints, around: Floats, itself: Floats, window: float) -> Habits:
        """Return the delays about given ones; see :meth:`chance`."""
        group = self.group[shares]
        named = np.flatnonzero(group >= 0)
        group, around, itself = group[named], around[named], itself[named]
        # Who answers after two hours is not punctual to the minute: reach as far as bins would.
        reach = np.maximum(window, around * AUTHOR_REACH)
        low, high = (
            np.clip(np.floor(around + side * reach), 0, MOST_S).astype(np.int64) for side in (-1, 1)
        )
        count = np.searchsorted(self.key, group << 32 | high, "right")
        count -= np.searchsorted(self.key, group << 32 | low, "left")
        own = np.clip(np.floor(itself), 0, MOST_S)
        count -= (own >= low) & (own <= high)
        return Habits(named, count * (window / reach), self.size[group] - 1)


def beginnings(acts: Acts, began: Floats) -> Floats:
    """Return when each object began: as told, or its first act where that is earlier."""
    first = np.full(len(began), np.inf)
    np.minimum.at(first, acts.object, acts.time / acts.ticks)
    return np.asarray(np.fmin(first, began))


def _between(table: Table, rows: Ints | Codes, high: _Places, low: _Places) -> Floats:
    """Return how much of each row of a cumulated table lies between two places."""
    return _until(table, rows, high) - _until(table, rows, low)


def _until(table: Table, rows: Ints | Codes, places: _Places) -> Floats:
    low = table[rows, places.bin].astype(np.float64)
    return np.asarray(low + places.share * (table[rows, places.bin + 1] - low))


def _bins(edges: Floats, delay: Floats) -> Ints:
    return np.clip(np.searchsorted(edges, delay, "right") - 1, 0, len(edges) - 2)


def _edges(longest: float) -> Floats:
    growth = max(longest / FIRST_BIN_S, 1.0) * (FACTOR - 1) + 1
    bins = int(np.ceil(np.log(growth) / np.log(FACTOR))) + 1
    return np.concatenate([[0.0], np.cumsum(FIRST_BIN_S * FACTOR ** np.arange(bins))])
