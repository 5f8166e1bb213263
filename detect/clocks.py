"""Who keeps to a clock: programs that look every ten minutes act in the same seconds of each ten.

Two such programs with one source come close in time again and again, though nobody told them to.
Each has seconds of its own; accounts that all keep to the same ones are called at that time.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .acts import Acts, Floats, Ints

TURNS_S = (300.0, 600.0, 900.0, 1_800.0, 3_600.0)
"""How often programs look; what is exact to the minute keeps to every minute."""
ARC = 0.02
"""Share of a turn in which such a program acts."""
LEAST_TURNS = 8
"""Turns with an act, from which something can be said of an account."""
KEPT = 0.75
"""Share of an account's turns in the arc, from which it keeps to the clock."""
ONE_CLOCK = 0.6
"""Share of what all do in one arc, from which their clock is one."""
CLOCKED = 0.5
"""Share of a group's members who do, from which the group is explained by it."""


def clocked_share(core: Ints, evidence: Sequence[Acts]) -> float:
    """Return the share of some accounts, sorted, that keep to a clock, by their acts."""
    account, second = [], []
    for acts in evidence:
        account.append(np.searchsorted(core, acts.account))
        second.append(acts.time / acts.ticks)
    who, when = np.concatenate(account), np.concatenate(second)
    kept = np.zeros(len(core), bool)
    for turn in TURNS_S:
        turns = who << 32 | (when // turn).astype(np.int64)
        once = np.unique(turns, return_index=True)[1]
        place, own = when[once] % turn / turn, who[once]
        if _fullest(np.zeros_like(own), place, 1)[0] < ONE_CLOCK * len(own):
            number = np.bincount(own, minlength=len(core))
            kept |= (number >= LEAST_TURNS) & (_fullest(own, place, len(core)) >= KEPT * number)
    return float(kept.mean())


def _fullest(who: Ints, place: Floats, accounts: int) -> Ints:
    """Return for each account how many of its places, 0 to 1, lie in its fullest arc."""
    # On a line: each account has two turns to itself, the second a copy of the first.
    start = 3 * who + place
    line = np.sort(np.concatenate([start, start + 1]))
    count = np.searchsorted(line, start + ARC, "right") - np.searchsorted(line, start)
    most = np.zeros(accounts, np.int64)
    np.maximum.at(most, who, count)
    return most
