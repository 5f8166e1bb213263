"""How long accounts take: for each the distribution of its delays behind an object's start.

Delays are counted in bins that widen by a constant factor. An account's profile is shrunk to
that of all accounts, so that few acts say little: a profile is a mixture of the account's own
delays and ``PRIOR`` delays of everybody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .acts import Acts, Codes, Floats

PRIOR = 20.0
"""Delays of everybody that are added to an account's own."""
FIRST_BIN_S = 30.0
FACTOR = 1.5
"""Each bin is so much wider than the one before it."""


@dataclass(frozen=True, slots=True)
class Delays:
    """Delay profiles of all accounts, for the chance that one acts in a span of time.

    ``edges`` are seconds behind the start, shape (bins + 1,); ``below`` is the cumulated profile
    of each account, shape (accounts, bins + 1), from 0 to 1; ``behind`` is each act's delay.
    """

    edges: Floats
    below: npt.NDArray[np.float32]
    behind: Floats

    @classmethod
    def of(cls, acts: Acts, began: Floats) -> Delays:
        """Learn the profiles.

        Args:
            acts: what happened.
            began: when each object began, seconds, shape (objects,); NaN where unknown, which
                makes its first act the beginning. That act's own delay then counts for nobody.
        """
        seconds = acts.time / acts.ticks
        first = np.full(len(began), np.inf)
        np.minimum.at(first, acts.object, seconds)
        start = np.fmin(first, began)
        behind = seconds - start[acts.object]
        counted = (behind > 0) | (start < first)[acts.object]
        edges = _edges(behind.max(initial=0.0))
        place = np.searchsorted(edges, behind[counted], "right") - 1
        own = np.zeros((acts.accounts, len(edges) - 1), np.float32)
        np.add.at(own, (acts.account[counted], place), 1)
        everybody = own.sum(axis=0) + np.diff(edges) / edges[-1]
        own += PRIOR * everybody / everybody.sum()
        own /= own.sum(axis=1, keepdims=True)
        below = np.zeros((acts.accounts, len(edges)), np.float32)
        np.cumsum(own, axis=1, out=below[:, 1:])
        return cls(edges, below, behind)

    def chance(self, accounts: Codes, around: Floats, window: float) -> Floats:
        """Return the chance that each account's delay is within ``window`` of a given one."""
        return self._until(accounts, around + window) - self._until(accounts, around - window)

    def _until(self, accounts: Codes, delay: Floats) -> Floats:
        delay = np.clip(delay, 0.0, self.edges[-1])
        place = np.clip(np.searchsorted(self.edges, delay, "right") - 1, 0, len(self.edges) - 2)
        low = self.below[accounts, place].astype(np.float64)
        within = (delay - self.edges[place]) / (self.edges[place + 1] - self.edges[place])
        return low + within * (self.below[accounts, place + 1] - low)


def _edges(longest: float) -> Floats:
    bins = int(np.ceil(np.log(max(longest / FIRST_BIN_S, 1.0) * (FACTOR - 1) + 1) / np.log(FACTOR)))
    widths = FIRST_BIN_S * FACTOR ** np.arange(bins + 1)
    return np.concatenate([[0.0], np.cumsum(widths)])
