"""Who follows whom: accounts that come to an object soon after one and the same other, as a habit.

Readers of an account that passes posts on are one another's regular company, however late after the
post's beginning they come. What they answer is that account's act: where an account has such a
leader, its act is a second beginning, and the account's delays behind it are a second profile.

A pack has no such leader: of two members, now the one and now the other is first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .acts import Floats, Ints, Mask, changes
from .delays import AuthorDelays
from .shares import Pairs, Shares
from .ties import both_ends

LEAD_S, LEAD_WINDOWS = 600.0, 2.0
"""How long before an account its leader may have acted; the longer of the two counts."""
LED, LED_PRIOR = 0.75, 3.0
"""Share of what both acted on that one must lead, with so many more that it did not."""
PRIOR = 1.0
"""Delays of the account behind anybody that are added to those behind its leader."""
LEAST_LED = 5
"""Objects on which one must lead."""
LEADING = 4
"""Acts before one that may have led it: so many of the first, and of the last."""


@dataclass(frozen=True, slots=True)
class Leads:
    """Columns are by share of an account in an object."""

    time: Floats
    """When the account's leader acted on the object, seconds; NaN where it has none there."""
    habits: AuthorDelays
    """How long after its leaders each account comes."""

    @classmethod
    def of(cls, shares: Shares, time: Floats, followers: Mask, window: float) -> Leads:
        """Learn from shares.

        Args:
            shares: who shared what.
            time: when each account first did, seconds, shape (shares,).
            followers: accounts whose leaders are looked for, shape (accounts,).
            window: seconds.
        """
        lead = max(LEAD_S, LEAD_WINDOWS * window)
        follower, leader = _before(shares, time, followers, lead)
        key = shares.account[follower] << 32 | shares.account[leader]
        pairs, number, led = np.unique(key, return_inverse=True, return_counts=True)
        often = np.flatnonzero(led >= LEAST_LED)
        common = _common(shares, (pairs[often] >> 32), (pairs[often] & 0xFFFFFFFF))
        habit = np.zeros(len(pairs), np.int64)
        habitual = led[often] >= LED * (common + LED_PRIOR)
        habit[often[habitual]] = led[often[habitual]]
        kept = np.flatnonzero(habit[number] > 0)
        # Of several leaders, that which leads the account most often.
        kept = kept[np.lexsort((-habit[number[kept]], follower[kept]))]
        kept = kept[changes(follower[kept])]
        who = np.full(len(shares.key), -1)
        moment = np.full(len(shares.key), np.nan)
        who[follower[kept]] = shares.account[leader[kept]]
        moment[follower[kept]] = time[leader[kept]]
        return cls(moment, AuthorDelays.of(shares.account, who, time - moment))

    def chance(
        self, moving: Ints, around: Floats, own: Floats, window: float, usual: Floats
    ) -> Floats:
        """Return the chance that accounts come within a window of a moment, given their leaders.

        Args:
            moving: rows of the shares in question, shape (n,).
            around: the moment, seconds.
            own: when the account came itself, which does not speak.
            window: seconds.
            usual: the chance without a leader.
        """
        chance, led = usual.copy(), np.flatnonzero(self.time[moving] <= around)
        start = self.time[moving[led]]
        chance[led] = self.habits.chance(
            moving[led], around[led] - start, own[led] - start, window, usual[led], PRIOR
        )
        return np.maximum(chance, usual)


def _before(shares: Shares, time: Floats, followers: Mask, lead: float) -> tuple[Ints, Ints]:
    """Return pairs of shares of one object: a follower's, and one shortly before it."""
    order = np.lexsort((time, shares.object))
    shared, when = shares.object[order], time[order]
    length = (np.ptp(when) if len(when) else 0.0) + lead + 2
    key = shared * length + (when - when.min(initial=np.inf if len(when) else 0.0))
    places = np.flatnonzero(followers[shares.account[order]])
    high = np.searchsorted(key, key[places], "left")
    low = np.searchsorted(key, key[places] - lead, "left")
    low = np.maximum(low, np.searchsorted(shared, shared[places], "left"))
    number, leader = both_ends(low, high, LEADING)
    return order[places[number]], order[leader]


def _common(shares: Shares, a: Ints, b: Ints) -> Ints:
    """Return on how many objects both accounts of each pair acted."""
    pairs = Pairs(a.astype(np.int32), b.astype(np.int32))
    counts = [np.zeros(0, np.int64)]
    for part in shares.portions(pairs):
        pair, _, _ = shares.common(pairs.a[part], pairs.b[part])
        counts.append(np.bincount(pair, minlength=part.stop - part.start))
    return np.concatenate(counts)
