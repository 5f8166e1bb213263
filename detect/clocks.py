"""Who keeps to a clock: programs that look every ten minutes act in the same seconds of each ten.

Two such programs with one source come close in time again and again, though nobody told them to.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .acts import Acts, Floats, Ints

TURNS_S = (300.0, 600.0, 900.0, 1_800.0, 3_600.0)
"""How often programs look; what is exact to the minute keeps to every minute."""
ARC = 0.05
"""Share of a turn in which such a program acts."""
LEAST_TURNS = 8
"""Turns with an act, from which something can be said of an account."""
KEPT = 0.75
"""Share of an account's turns in the arc, from which it keeps to the clock."""
CLOCKED = 0.5
"""Share of a group's members who do, from which the group is explained by it."""


def clocked_share(core: Ints, evidence: Sequence[Acts]) -> float:
    """Return the share of some accounts, sorted, that keep to a clock."""
    account, second = [], []
    for acts in evidence:
        own = acts.take(np.isin(acts.account, core))
        account.append(np.searchsorted(core, own.account))
        second.append(own.time / own.ticks)
    who, when = np.concatenate(account), np.concatenate(second)
    kept = np.zeros(len(core), bool)
    for turn in TURNS_S:
        kept |= _fullest(who, when, turn, len(core)) >= KEPT
    return float(kept.mean())


def _fullest(who: Ints, when: Floats, turn: float, accounts: int) -> Floats:
    """Return for each account the share of its turns that begin in its fullest arc."""
    order = np.lexsort((when, who))
    who, when = who[order], when[order]
    number = np.floor(when / turn)
    first = (np.diff(who, prepend=-1) != 0) | (np.diff(number, prepend=-1) != 0)
    who, place = who[first], when[first] % turn / turn
    # On a line: each account has two turns to itself, the second a copy of the first.
    line = np.sort(np.concatenate([3 * who + place, 3 * who + place + 1]))
    start = 3 * who + place
    count = np.searchsorted(line, start + ARC, "right") - np.searchsorted(line, start)
    most = np.zeros(accounts, np.int64)
    np.maximum.at(most, who, count)
    turns = np.bincount(who, minlength=accounts)
    return np.where(turns >= LEAST_TURNS, most / np.maximum(turns, 1), 0.0)
