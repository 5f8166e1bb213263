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

from .acts import Floats, Ints, Mask, order_by
from .null import Rows
from .tails import chance_of_so_many
from .ties import changes

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
    def of(cls, rows: Rows, at: Ints, window: int, longest: int) -> Coincidences:
        """Group the meetings of rows.

        Args:
            rows: objects that pairs of accounts have in common.
            at: time of each share, ticks.
            window: ticks.
            longest: ticks from a coincidence's first meeting to its last.
        """
        apart, meetings = np.flatnonzero(~rows.met), np.flatnonzero(rows.met)
        when = at[rows.given[meetings]]
        meetings = meetings[order_by(rows.pair[meetings], when)]
        when = at[rows.given[meetings]]
        new = changes(rows.pair[meetings])
        new[1:] |= np.diff(when) > window
        new |= _too_long(new, when, longest)
        starts = np.flatnonzero(new)
        pair = np.concatenate([rows.pair[apart], rows.pair[meetings[starts]]])
        happened = np.arange(len(pair)) >= len(apart)
        return cls(rows.pairs, apart, meetings, starts, pair, happened)

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
