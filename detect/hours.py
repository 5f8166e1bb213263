"""When accounts act: for each, how often at about the same time of other days.

Whoever opens a daily letter at seven, or has a break at noon, meets others who do the same. So a
meeting is never called less likely than the account's own clock makes it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .acts import Floats, Ints

DAY_S = 86_400
REACHES_S = (60.0, 600.0)
"""Acts of other days count up to so far from the time of day, or a window where that is longer.

The likelier counts: who opens a letter when it arrives is punctual to the minute.
"""
PRIOR = 5.0
"""Acts of everybody that are added to an account's own."""
TURNS_S = (600, 3_600)
"""How often programs look, or are told to act."""
SLOTS = 144
"""Of a day, for everybody's clock."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Acts of all accounts, in order of the time of day, and in order of time."""

    of_day: Ints
    """Account times a day's length, plus the second of the day; sorted."""
    of_time: Ints
    """Account in the upper half, second since 1970 in the lower; sorted."""
    acts: Ints
    """Per account its number of acts."""
    until: Floats
    """Share of all acts before each slot of two days, from midnight of the day before."""

    @classmethod
    def of(cls, account: Ints, seconds: Ints) -> Hours:
        """Learn from acts: who, and when in seconds since 1970."""
        time = seconds % DAY_S
        slots = np.bincount(time * SLOTS // DAY_S, minlength=SLOTS) + 1.0
        thrice = np.tile(slots / slots.sum(), 3)
        return cls(
            np.sort(account * DAY_S + time),
            np.sort(account << 32 | seconds),
            np.bincount(account),
            np.concatenate([[0.0], np.cumsum(thrice)]),
        )

    def chance(self, account: Ints, seconds: Ints, window: float) -> Floats:
        """Return the chance that an account's act, on a day, is within a window of a moment.

        Acts within half a day of the moment do not speak: only those of other days do.
        """
        reaches = {max(int(window), int(reach)) for reach in REACHES_S}
        others = self.acts[account] - self._between(account, seconds, DAY_S // 2)
        chances = [self._by_reach(account, seconds, others, window, reach) for reach in reaches]
        return np.asarray(np.max(chances, axis=0))

    def _by_reach(
        self, account: Ints, seconds: Ints, others: Ints, window: float, reach: int
    ) -> Floats:
        """Return that chance by the acts of other days up to a reach from the time of day."""
        time = seconds % DAY_S
        whole = 2 * reach + 1 >= DAY_S
        near = self.acts[account] if whole else _about(self.of_day, DAY_S, account, time, reach)
        near = near - self._between(account, seconds, min(reach, DAY_S // 2))
        share = (near + PRIOR * self._usual(time, reach)) / (others + PRIOR)
        return np.asarray(np.clip(share, 0.0, 1.0) * min(window / reach, 1.0))

    def _between(self, account: Ints, seconds: Ints, reach: int) -> Ints:
        """Count acts within so many seconds of a moment."""
        key, last = account << 32, (1 << 32) - 1
        low = np.searchsorted(self.of_time, key | np.maximum(seconds - reach, 0), "left")
        high = np.searchsorted(self.of_time, key | np.minimum(seconds + reach, last), "right")
        return np.asarray(high - low)

    def _usual(self, time: Ints, reach: int) -> Floats:
        """Return the share of everybody's acts about a time of day."""
        slots, length = np.arange(len(self.until)), DAY_S / SLOTS
        ends = [(time + DAY_S + side * min(reach, DAY_S // 2)) / length for side in (-1, 1)]
        before, until = (np.interp(end, slots, self.until) for end in ends)
        return np.asarray(until - before)


@dataclass(frozen=True, slots=True)
class Turns:
    """Acts of all accounts in order of their place in each of :data:`TURNS_S`, as programs have."""

    places: tuple[Ints, ...]
    """Account times a turn's length, plus the second of the turn; sorted."""
    acts: Ints
    """Per account its number of acts."""

    @classmethod
    def of(cls, account: Ints, seconds: Ints) -> Turns:
        """Learn from acts: who, and when in seconds since 1970."""
        places = (np.sort(account * turn + seconds % turn) for turn in TURNS_S)
        return cls(tuple(places), np.bincount(account))

    def favour(self, account: Ints, seconds: Ints, own: Ints, window: float) -> Floats:
        """Return how many times as often as evenly an account acts at that place of a turn.

        Args:
            account: whose acts, shape (n,).
            seconds: the moment.
            own: an act of the account that does not speak.
            window: seconds before and after the moment.
        """
        favour, reach = np.ones(len(account)), int(window)
        for turn, places in zip(TURNS_S, self.places, strict=True):
            even = (2 * reach + 1) / turn
            if even >= 1:
                continue
            near = _about(places, turn, account, seconds % turn, reach)
            apart = (own - seconds) % turn
            near = near - ((apart <= reach) | (apart >= turn - reach))
            share = (near + PRIOR * even) / (self.acts[account] - 1 + PRIOR)
            favour = np.maximum(favour, share / even)
        return favour


def _about(places: Ints, turn: int, account: Ints, place: Ints, reach: int) -> Ints:
    """Count acts about a place in a turn, on the circle that a turn is."""
    count = _until(places, turn, account, place + reach + 1)
    count -= _until(places, turn, account, place - reach)
    # Few places are so near the turn's end, or its beginning, that the circle closes there.
    over = np.flatnonzero((place < reach) | (place + reach >= turn))
    account, place = account[over], place[over]
    for shift in (-turn, turn):
        count[over] += _until(places, turn, account, place + shift + reach + 1)
        count[over] -= _until(places, turn, account, place + shift - reach)
    return count


def _until(places: Ints, turn: int, account: Ints, place: Ints) -> Ints:
    """Count the acts of all accounts before these, and their own before a place in the turn."""
    return np.asarray(np.searchsorted(places, account * turn + np.clip(place, 0, turn), "left"))
