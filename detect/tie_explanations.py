"""What else could explain each tie: a leader, an author, an hour; a row a tie.

The same questions as for a group (:mod:`.explanations`), asked of the two accounts' meetings: the
first pair of acts within the window on each object. All ties are answered together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .acts import Acts, Codes, Floats, Ints, Mask, changes, distinct
from .explanations import (
    APART_S,
    DAY_S,
    FAR,
    LEAD_S,
    LEAD_WINDOWS,
    Rhythm,
    Track,
    rhythms,
)
from .shares import Shares
from .sweep import CHUNK, Timeline, account_ranges, pairs_within
from .ties import Ties, both_ends

LEADING = 8
"""Acts before a meeting that may have led it: so many of the first, and of the last."""


@dataclass(frozen=True, slots=True)
class TieExplanations:
    """What else could explain ties, a row each; shares are of the objects on which they met."""

    first: Floats
    """Share of the pairs of acts in which the first account acted before the second."""
    days: Ints
    """Days from the first meeting to the last, both included."""
    leader: Codes
    """The account that was there before both most often; -1 where none was."""
    led: Floats
    author: Codes
    """The account that wrote most; -1 where unknown."""
    authored: Floats
    turn: Floats
    """The habit that most occasions keep to: seconds of a turn, a day or a week."""
    slot: Floats
    """Seconds of the slot in it."""
    begins: Floats
    """When that begins, seconds after midnight UTC, or after Monday's."""
    scheduled: Floats
    """Share of the occasions in that slot; 0 where there are too few."""
    known_beginnings: Floats
    """Share of objects whose beginning is known."""
    weak: Floats
    """Share of objects whose reposts name no original."""
    sharpness: Floats
    """Of the gaps of up to five windows, the share of up to one; NaN without a gap."""


@dataclass(frozen=True, slots=True)
class _Met:
    """Meetings: a row a tie and object."""

    tie: Ints
    object: Codes
    time: Ints
    """When the first of the two acted, ticks."""


def explain_ties(track: Track, ties: Ties) -> TieExplanations:
    """Return what else could explain ties that a sweep over a track gave."""
    acts, number = track.acts, len(ties)
    line = Timeline.of(acts, acts.window(track.window))
    parts = list(_meetings(line, ties))
    met = _Met(*(np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS))
    objects = np.maximum(np.bincount(met.tie, minlength=number), 1)
    author = track.author[met.object].astype(np.int64)
    named = author >= 0
    who, authored = _most(met.tie[named], author[named], number)
    leader, led = _most(*_leaders(line, met, track, ties), number)
    turn, slot, begins, scheduled = _habits(met, acts, number, track.window)
    known_beginnings = np.bincount(met.tie, ~np.isnan(track.began[met.object]), number)
    unnamed = 0 if track.weak is None else track.weak[met.object]
    weak = np.bincount(met.tie, np.broadcast_to(unnamed, met.tie.shape), number)
    return TieExplanations(
        first=ties.a_first / np.maximum(ties.pairs, 1),
        days=ties.last.astype(np.int64) // int(DAY_S)
        - ties.first.astype(np.int64) // int(DAY_S)
        + 1,
        leader=leader,
        led=led / objects,
        author=who,
        authored=authored / objects,
        turn=turn,
        slot=slot,
        begins=begins,
        scheduled=scheduled,
        known_beginnings=known_beginnings / objects,
        weak=weak / objects,
        sharpness=_sharpness(acts, ties, track.window),
    )


_COLUMNS = tuple(_Met.__dataclass_fields__)


def _meetings(line: Timeline, ties: Ties) -> Iterator[_Met]:
    keys = ties.a.astype(np.int64) << 32 | ties.b
    acts = line.acts
    tied: Mask = np.zeros(acts.accounts, bool)
    tied[ties.a] = True
    yield _Met(np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int64))
    for owned in account_ranges(line, CHUNK):
        rows = owned[tied[acts.account[owned]]]
        for i, j in pairs_within(line, rows) if len(rows) else ():
            key = acts.account[i].astype(np.int64) << 32 | acts.account[j]
            tie = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
            kept = keys[tie] == key
            yield _first(acts, tie[kept], i[kept], j[kept])


def _first(acts: Acts, tie: Ints, i: Ints, j: Codes) -> _Met:
    """Return of pairs of acts, for each tie and object, when the earliest began."""
    at = np.minimum(acts.time[i], acts.time[j])
    order = np.lexsort((at, acts.object[i], tie))
    order = order[changes(tie[order], acts.object[i][order])]
    return _Met(tie[order], acts.object[i][order], at[order])


def _leaders(line: Timeline, met: _Met, track: Track, ties: Ties) -> tuple[Ints, Ints]:
    """Return ties and accounts that were at one of their objects shortly before both."""
    acts = line.acts
    lead = acts.window(max(LEAD_S, LEAD_WINDOWS * track.window))
    # The line is by object and time: one key for both keeps that order.
    ends = np.searchsorted(acts.object, np.arange(acts.objects + 1))
    start = acts.time.min(initial=0)
    length = int(np.ptp(acts.time)) + lead + 2 if len(acts) else 1
    key = acts.object.astype(np.int64) * length + (acts.time - start)
    place = met.object.astype(np.int64) * length + (met.time - start)
    high = np.searchsorted(key, place, "left")
    low = np.maximum(np.searchsorted(key, place - lead, "left"), ends[met.object])
    tie, rows = both_ends(low, high, LEADING)
    account = acts.account[rows].astype(np.int64)
    of = met.tie[tie]
    other = (account != ties.a[of]) & (account != ties.b[of])
    both = distinct(tie[other] << 32 | account[other])
    return met.tie[both >> 32], both & 0xFFFFFFFF


def _most(tie: Ints, account: Ints, ties: int) -> tuple[Codes, Floats]:
    """Return for each tie the account that stands there most often, -1 for none, and how often."""
    pairs, count = np.unique(tie << 32 | account, return_counts=True)
    order = np.lexsort((pairs, -count, pairs >> 32))
    tie, account, count = pairs[order] >> 32, pairs[order] & 0xFFFFFFFF, count[order]
    top = changes(tie)
    who, most = np.full(ties, -1, np.int32), np.zeros(ties)
    who[tie[top]], most[tie[top]] = account[top], count[top]
    return who, most


def _habits(
    met: _Met, acts: Acts, ties: int, window: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the turn and slot that each tie's occasions keep to, when it begins, their share."""
    order = np.lexsort((met.time, met.tie))
    tie, at = met.tie[order], met.time[order] / acts.ticks
    apart = changes(tie)
    apart[1:] |= np.diff(at) > APART_S
    habits = [habit for habit in rhythms(window) if habit.slots == 1]
    slots = [_fullest(habit, tie[apart], at[apart], ties) for habit in habits]
    begins, share = (np.stack(column) for column in zip(*slots, strict=True))
    best = (share - np.array([[habit.share] for habit in habits])).argmax(axis=0)
    length, slot = np.array([(habit.length, habit.slot) for habit in habits]).T
    every = np.arange(ties)
    return length[best], slot[best], begins[best, every], share[best, every]


def _fullest(habit: Rhythm, tie: Ints, times: Floats, ties: int) -> tuple[Floats, Floats]:
    """Return where each tie's fullest slot begins, and which share of its occasions it holds."""
    # 1970 began on a Thursday: the week begins four days later.
    shifted = times - 4 * DAY_S * (habit.length > DAY_S)
    turn, place = shifted // habit.length, shifted % habit.length
    order = np.lexsort((place, tie))
    tie, place, turn = tie[order], place[order], turn[order]
    # On a line: each tie has three turns to itself, the second a copy of the first.
    start = 3 * habit.length * tie + place
    line = np.sort(np.concatenate([start, start + habit.length]))
    count = np.searchsorted(line, start + habit.slot, "right") - np.searchsorted(line, start)
    top = np.lexsort((-count, tie))
    top = top[changes(tie[top])]
    occasions = np.bincount(tie, minlength=ties)
    # The first days of 1970 are in the week before the first.
    pairs = distinct(tie << 32 | (turn + 1).astype(np.int64))
    turns = np.bincount(pairs >> 32, minlength=ties)
    begins, share = np.zeros(ties), np.zeros(ties)
    begins[tie[top]] = place[top]
    share[tie[top]] = count[top] / occasions[tie[top]]
    share[(turns < habit.turns) | (occasions < habit.occasions)] = 0.0
    return begins, share


def _sharpness(acts: Acts, ties: Ties, window: float) -> Floats:
    """Return which share of the gaps up to five windows is within one, by first acts."""
    ticks = acts.window(window)
    shares = Shares.of(acts, ticks)
    near, far = np.zeros(len(ties)), np.zeros(len(ties))
    for part in shares.portions(ties):
        pair, of_a, of_b = shares.common(ties.a[part], ties.b[part])
        gap = np.abs(acts.time[shares.first[of_a]] - acts.time[shares.first[of_b]])
        pairs = part.stop - part.start
        near[part] = np.bincount(pair[gap <= ticks], minlength=pairs)
        far[part] = np.bincount(pair[gap <= FAR * ticks], minlength=pairs)
    return np.where(far > 0, near / np.maximum(far, 1), np.nan)
