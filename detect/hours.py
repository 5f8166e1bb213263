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
        chances = [self._about(account, seconds, window, reach) for reach in reaches]
        return np.asarray(np.max(chances, axis=0))

    def _about(self, account: Ints, seconds: Ints, window: float, reach: int) -> Floats:
        """Return that chance by the acts of other days up to a reach from the time of day."""
        time = seconds % DAY_S
        whole = 2 * reach + 1 >= DAY_S
        near = self.acts[account] if whole else self._at(account, time, reach)
        near = near - self._between(account, seconds, min(reach, DAY_S // 2))
        others = self.acts[account] - self._between(account, seconds, DAY_S // 2)
        share = (near + PRIOR * self._usual(time, reach)) / (others + PRIOR)
        return np.asarray(np.clip(share, 0.0, 1.0) * min(window / reach, 1.0))

    def _at(self, account: Ints, time: Ints, reach: int) -> Ints:
        """Count acts about a time of day, on the circle that a day is."""
        count = np.zeros(len(account), np.int64)
        for shift in (-DAY_S, 0, DAY_S):
            low = np.clip(time + shift - reach, 0, DAY_S)
            high = np.clip(time + shift + reach + 1, 0, DAY_S)
            base = account * DAY_S
            count += np.searchsorted(self.of_day, base + high, "left")
            count -= np.searchsorted(self.of_day, base + low, "left")
        return count

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
