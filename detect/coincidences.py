"""Coincidences: meetings in quick succession, taken together.

Two accounts that look at the same thread, or at the same match, may share five posts within a
minute of each other because they were once there at the same time. So meetings that follow one
another within the window are one coincidence, and it is as likely as the likeliest of them. What
goes on for hours is more than one: none lasts longer than :data:`LONGEST_S`, or four windows where
that is longer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .acts import Floats, Ints, Mask, changes, order_by
from .tails import chance_of_so_many

LONGEST_S = 900.0
LONGEST_WINDOWS = 4.0


@dataclass(frozen=True, slots=True)
class Coincidences:
    """Rows in which accounts did not meet, and groups of rows in which they did."""

    pairs: int
    apart: Ints
    """Rows without a meeting."""
    meetings: Ints
    """Rows with one, by pair and time."""
    starts: Ints
    """First meeting of each coincidence, a place among the meetings."""
    pair: Ints
    """Pair of each event: those apart first, then the coincidences."""
    happened: Mask

    @classmethod
    def of(
        cls, pair: Ints, pairs: int, met: Mask, when: Ints, window: Ints | int, longest: int
    ) -> Coincidences:
        """Group the meetings of rows, which are objects that pairs of accounts have in common.

        Args:
            pair: number of each row's pair, shape (n,).
            pairs: how many there are.
            met: whether the two met on the object.
            when: the time of it, ticks.
            window: ticks between meetings that may be one coincidence; of two the longer counts.
            longest: ticks from a coincidence's first meeting to its last.
        """
        apart, meetings = np.flatnonzero(~met), np.flatnonzero(met)
        meetings = meetings[order_by(pair[meetings], when[meetings])]
        when = when[meetings]
        reach = np.broadcast_to(window, pair.shape)[meetings]
        new = changes(pair[meetings])
        new[1:] |= np.diff(when) > np.maximum(reach[1:], reach[:-1])
        new |= _too_long(new, when, longest)
        starts = np.flatnonzero(new)
        events = np.concatenate([pair[apart], pair[meetings[starts]]])
        happened = np.arange(len(events)) >= len(apart)
        return cls(pairs, apart, meetings, starts, events, happened)

    def surprise(self, chance: Floats) -> Floats:
        """Return for each pair a bound on the chance of its coincidences; rows as given."""
        together = chance[self.meetings]
        if len(together):
            together = np.maximum.reduceat(together, self.starts)
        events = np.concatenate([chance[self.apart], together])
        return chance_of_so_many(self.pair, self.pairs, events, self.happened)


def _too_long(new: Mask, when: Ints, longest: int) -> Mask:
    """Return where a coincidence would outlast the longest, and another one begins."""
    number = np.cumsum(new) - 1
    part = (when - when[new][number]) // (longest + 1)
    later: Mask = np.zeros(len(new), bool)
    later[1:] = np.diff(part) > 0
    return later & ~new
