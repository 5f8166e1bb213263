"""The pace of an occasion: how close together do those come who are there anyway?

What happens within a quarter of an hour says little of whether two accounts act together: both may
once be before the same screen. But *given* that an account came to an object within a quarter of an
hour of a moment, before or after, how likely did it come within a minute of it? As likely as

- the delays of the account, on objects that are not in question, are spread over that time;
- the acts of others are who came in that time, and are not in question either;
- an even spread makes it, at least.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .acts import Acts, Codes, Floats, Ints, Mask
from .coincidences import LONGEST_S
from .delays import Delays, beginnings
from .groups import RowIndex
from .shares import Shares

WINDOW_S = 60.0
"""How close is together."""
REACH_S = LONGEST_S
"""How far from a moment an act is of the same occasion."""
LATE_S = 120.0
"""An act that follows so soon after the beginning of an object is the work of an alert."""
CROWD_PRIOR = 10.0
"""Acts as the delays lead one to expect that are added to those of others."""
MOST_CHANCE = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class Pace:
    """The shares of all accounts in some objects, by object and time, and everybody's delays."""

    account: Codes
    object: Codes
    time: Floats
    """When the account first came, seconds."""
    behind: Floats
    """How long after the object's beginning that was, seconds."""
    delays: Delays
    by_account: RowIndex

    @classmethod
    def of(cls, acts: Acts, began: Floats, objects: Mask, issue: Mask) -> Pace:
        """Learn from acts.

        Args:
            acts: what happened.
            began: when each object began, seconds; its first act where that is unknown (NaN).
            objects: those looked at, shape (objects,).
            issue: acts that are in question and do not speak, shape (acts,).
        """
        first = beginnings(acts, began)
        delays = Delays.of(acts.take(~issue), first, acts.accounts)
        acts = acts.take(objects[acts.object])
        shares = Shares.of(acts, acts.window(WINDOW_S))
        time = acts.time[shares.first] / acts.ticks
        order = np.lexsort((time, shares.object))
        shared, time = shares.object[order].astype(np.int32), time[order]
        account = shares.account[order].astype(np.int32)
        by_account = RowIndex.of(account, acts.accounts)
        return cls(account, shared, time, time - first[shared], delays, by_account)

    def span(self, shared: int) -> slice:
        """Return the rows of an object."""
        low, high = np.searchsorted(self.object, [shared, shared + 1])
        return slice(int(low), int(high))

    def chances(self, given: Ints, moving: Ints, near: Ints, around: Ints) -> Floats:
        """Return the chance that accounts came within the window of a moment, being there.

        Args:
            given: rows at that moment, shape (n,).
            moving: rows of the accounts.
            near: acts of others, who are not in question, within the window of the moment.
            around: theirs within reach of it.
        """
        account = self.account[moving].astype(np.int64)
        moment = self.behind[given]
        close, there = (self.delays.chance(account, moment, reach) for reach in (WINDOW_S, REACH_S))
        # Where nobody was ever so late, nothing is known but the even spread.
        spread = close / np.maximum(there, np.finfo(float).tiny)
        crowd = (near + CROWD_PRIOR * spread) / (around + CROWD_PRIOR)
        return np.clip(np.maximum(spread, crowd), WINDOW_S / REACH_S, MOST_CHANCE)
