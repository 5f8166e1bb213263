"""What else could explain that accounts act together: a leader, an author, an hour.

Time alone cannot tell a pack from the audience of one account, or from people who look at the same
hour. But both leave marks: in an audience one and the same account acts first, or has written what
is shared; a schedule keeps to a time of day or of the week. Where such a mark is on most of what a
group shares, the group is called by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .acts import Acts, Codes, Floats, Ints, Mask, changes, distinct, distinct_pairs
from .clocks import CLOCKED, clocked_share
from .groups import RowIndex
from .null import LONG_S
from .sweep import Timeline

PACK, AUDIENCE, SCHEDULE = "pack", "audience", "schedule"

LED, AUTHORED, AT_ONCE = 0.75, 0.9, 0.9
"""Minimum share of what is shared that makes an audience: of a leader, an author, or of several."""
LEADERS, LED_IN_TURN, FOLLOWERS = 3, 0.9, 5
"""So many accounts may lead in turn, on so much of it, each with so many accounts of the group."""
AT_ONCE_S = 120.0
"""Whoever watches an account is there so many seconds after what it publishes, at the latest."""
OUTSIDE = 0.5
"""Share of what is shared that others must have written: members' own posts have no audience."""
LEAST_OBJECTS = 5
JOINT = 0.1
"""Share of the members that makes it something they share."""
LEAD_S, LEAD_WINDOWS = 600.0, 2.0
"""How long before the first member a leader may have acted; the longer of the two counts."""
APART_S = 1_800.0
"""Moments that are no farther apart are one occasion."""
DAY_S, WEEK_S = 86_400.0, 604_800.0
FAR = 5
"""Gaps of up to so many windows are compared with those of one."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A habit that is looked for: slots of a length that comes round."""

    length: float
    """Seconds of a turn."""
    slot: float
    """Seconds of a slot."""
    slots: int
    """How many slots of a turn may count together."""
    turns: int
    """Minimum number of turns with an occasion."""
    occasions: int
    """Minimum number of occasions."""
    share: float
    """Minimum share of the occasions in the slots that makes a schedule."""


RHYTHMS = (
    Rhythm(DAY_S, 1_800.0, 1, turns=5, occasions=5, share=0.6),
    Rhythm(WEEK_S, 10_800.0, 1, turns=4, occasions=4, share=0.6),
    Rhythm(DAY_S, 1_800.0, 3, turns=5, occasions=12, share=0.75),
    Rhythm(DAY_S, 10_800.0, 1, turns=5, occasions=12, share=0.9),
)


@dataclass(frozen=True, slots=True)
class Track:
    """The acts of one trace, and what is known of their objects."""

    acts: Acts
    window: float
    """Seconds."""
    began: Floats
    """When each object began, seconds; NaN where unknown."""
    author: Codes
    """Whose each object is, -1 where unknown."""
    weak: Mask | None = None
    """Objects whose reposts name no original; None where all do."""


@dataclass(frozen=True, slots=True)
class TrackIndex:
    """A track of which the surroundings of many groups are looked at."""

    track: Track
    by_account: RowIndex
    by_object: RowIndex

    @classmethod
    def of(cls, track: Track) -> TrackIndex:
        """Look once at each act."""
        acts = track.acts
        by_account = RowIndex.of(acts.account, acts.accounts)
        return cls(track, by_account, RowIndex.of(acts.object, acts.objects))

    def near(self, core: Ints) -> Track:
        """Return what some accounts did, and what others did with the same objects."""
        acts = self.track.acts
        objects = distinct(acts.object[self.by_account.of_any(core)])
        return replace(self.track, acts=acts.take(self.by_object.of_any(objects)))


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a group may be instead of a pack; shares are of the objects that members shared."""

    kind: str
    """Pack, audience or schedule."""
    leader: int | None
    """The account that acted first most often."""
    led: float
    leaders: tuple[int, ...]
    """Accounts of which one or another acted first, as few as lead most."""
    led_in_turn: float
    author: int | None
    """The account that wrote most of the objects."""
    authored: float
    authors: tuple[int, ...]
    """Accounts of which one or another wrote the objects, as few as wrote most."""
    authored_in_turn: float
    occasions: int
    """Moments that lie apart."""
    days: int
    """Days with an occasion."""
    span: float
    """Seconds from the first of what they shared to the last."""
    rhythm: Rhythm
    """What most occasions keep to."""
    slots: tuple[float, ...]
    """Where in it, seconds after midnight UTC, or after Monday's."""
    scheduled: float
    """Share of the occasions in those slots."""
    outside: float
    """Share of the objects that others wrote."""
    at_once: float
    """Share on which a member came two minutes after the beginning, or the first act."""
    known_beginnings: float
    """Share of objects whose beginning is known."""
    weak: float
    """Share of objects whose reposts name no original, so that account and words stand for it."""
    clocked: float
    """Share of the members who keep to a few seconds of every so many minutes, as programs do."""
    sharpness: float | None
    """Of the members' gaps of up to five windows, the share of up to one; 0.2 is not sharpness."""


@dataclass(frozen=True, slots=True)
class _Moments:
    """The objects of a track that members shared in its window."""

    object: Codes
    first: Ints
    """When the first member came, ticks."""
    account: Codes
    """That member."""
    second: Ints
    """When the next one did."""
    at_once: Mask
    """Whether the first member came right after the beginning, or the first act."""
    known_beginnings: Mask
    """Whether the beginning is known."""
    weak: Mask
    """Whether no original is named."""
    outside: Mask
    """Whether it is known that others wrote it."""

    @classmethod
    def of(cls, core: Ints, track: Track, own: Acts) -> _Moments:
        line = Timeline.of(own, own.window(track.window))
        acts = line.acts.take(has_company(line))
        start = np.flatnonzero(changes(acts.object))
        size = np.diff(start, append=len(acts))
        # Two of forty who once met by accident say nothing of what all of them do.
        joint = np.repeat(size >= JOINT * len(core), size)
        acts, size = acts.take(joint), size[size >= JOINT * len(core)]
        start = np.cumsum(size) - size
        lead = acts.account[start]
        other = np.where(acts.account != np.repeat(lead, size), acts.time, np.iinfo(np.int64).max)
        second = np.minimum.reduceat(other, start) if len(start) else other
        shared, first = acts.object[start], acts.time[start]
        earliest = np.full(track.acts.objects, np.iinfo(np.int64).max)
        np.minimum.at(earliest, track.acts.object, track.acts.time)
        began = np.fmin(track.began[shared], earliest[shared] / acts.ticks)
        return cls(
            object=shared,
            first=first,
            account=lead,
            second=second,
            at_once=first / acts.ticks - began <= AT_ONCE_S,
            known_beginnings=~np.isnan(track.began[shared]),
            weak=np.zeros(len(shared), bool) if track.weak is None else track.weak[shared],
            outside=~np.isin(track.author[shared], [-1, *core]),
        )

    def leaders(self, track: Track) -> Ints:
        """Return accounts that acted before the members did, and each object, shape (n, 2)."""
        acts = track.acts.take(np.isin(track.acts.object, self.object))
        place = np.searchsorted(self.object, acts.object)
        lead = acts.window(max(LEAD_S, LEAD_WINDOWS * track.window))
        before = (acts.time <= self.first[place]) & (acts.time >= self.first[place] - lead)
        before |= (acts.account == self.account[place]) & (acts.time <= self.second[place])
        return distinct_pairs(acts.account[before], place[before])

    def authors(self, track: Track) -> Ints:
        """Return whose the objects are, and each object, shape (n, 2)."""
        author = track.author[self.object].astype(np.int64)
        return np.stack([author, np.arange(len(author))], axis=1)[author >= 0]


def explain(core: Ints, tracks: Sequence[Track]) -> Explanation:
    """Return what else could explain a group.

    Args:
        core: the accounts, sorted.
        tracks: the acts of each trace.
    """
    own = [track.acts.take(np.isin(track.acts.account, core)) for track in tracks]
    moments = [_Moments.of(core, track, acts) for track, acts in zip(tracks, own, strict=True)]
    longest = max(track.window for track in tracks)
    objects = sum(len(joint.object) for joint in moments)
    others = _others(core, tracks, moments)
    times = _times(tracks, moments, longest)
    shares: dict[str, Any] = {
        mark: sum(int(np.count_nonzero(getattr(joint, mark))) for joint in moments)
        / max(objects, 1)
        for mark in ("known_beginnings", "weak", "at_once", "outside")
    }
    several = shares["at_once"] >= AT_ONCE and shares["outside"] >= OUTSIDE
    clocked = clocked_share(core, own)
    followed = others["led"] >= LED or others["led_in_turn"] >= LED_IN_TURN
    followed |= others["authored"] >= AUTHORED
    # Within an hour of opening, whoever follows a few accounts passes on all of last night's.
    followed |= longest >= LONG_S and others["authored_in_turn"] >= LED_IN_TURN
    audience = objects >= LEAST_OBJECTS and (followed or several)
    return Explanation(
        kind=_kind(audience, clocked, times["scheduled"] >= times["rhythm"].share),
        clocked=clocked,
        sharpness=_sharpness(tracks, own),
        **others,
        **times,
        **shares,
    )


def _others(core: Ints, tracks: Sequence[Track], moments: Sequence[_Moments]) -> dict[str, Any]:
    """Return whom the members may follow: who acted before them, and who wrote what they share."""
    both = list(zip(moments, tracks, strict=True))
    sizes = [len(joint.object) for joint in moments]
    leading = _numbered([joint.leaders(track) for joint, track in both], sizes)
    writing = _numbered([joint.authors(track) for joint, track in both], sizes)
    leader, led = _most(leading, sum(sizes))
    leaders, led_in_turn = _in_turn(leading, sum(sizes), len(core) // FOLLOWERS)
    author, authored = _most(writing, sum(sizes))
    authors, authored_in_turn = _in_turn(writing, sum(sizes), LEADERS)
    return {
        "leader": leader, "led": led, "leaders": leaders, "led_in_turn": led_in_turn,
        "author": author, "authored": authored, "authors": authors,
        "authored_in_turn": authored_in_turn,
    }  # fmt: skip


def _times(tracks: Sequence[Track], moments: Sequence[_Moments], longest: float) -> dict[str, Any]:
    """Return when the members met, and the habit that most of these occasions keep to."""
    both = zip(moments, tracks, strict=True)
    when = np.sort(np.concatenate([joint.first / track.acts.ticks for joint, track in both]))
    occasions = when[np.diff(when, prepend=-np.inf) > APART_S]
    scheduled, slots, rhythm = max(
        (_scheduled(occasions, rhythm) for rhythm in rhythms(longest)),
        key=lambda best: (best[0] - best[2].share, best[2].length),
    )
    return {
        "occasions": len(occasions), "days": len(distinct(when // DAY_S)),
        "span": float(np.ptp(when)) if len(when) else 0.0, "rhythm": rhythm, "slots": slots,
        "scheduled": scheduled,
    }  # fmt: skip


def _kind(audience: bool, clocked: float, schedule: bool) -> str:
    if clocked >= CLOCKED or (schedule and not audience):
        return SCHEDULE
    return AUDIENCE if audience else PACK


def rhythms(window: float) -> list[Rhythm]:
    """Return the habits, their slots no shorter than the window: so far apart is together."""
    return [replace(rhythm, slot=max(rhythm.slot, window)) for rhythm in RHYTHMS]


def _numbered(rows: Sequence[Ints], sizes: Sequence[int]) -> Ints:
    """Return accounts and objects, the objects of all traces numbered through."""
    starts = np.cumsum([0, *sizes])[:-1]
    return np.concatenate(
        [pairs + np.array([0, start]) for pairs, start in zip(rows, starts, strict=True)]
    )


def _in_turn(leading: Ints, objects: int, most: int) -> tuple[tuple[int, ...], float]:
    """Return the few accounts that between them led most objects, and the share of these."""
    leaders: list[int] = []
    left = leading
    while len(left) and len(leaders) < min(most, LEADERS):
        accounts, counts = np.unique(left[:, 0], return_counts=True)
        leaders.append(int(accounts[counts.argmax()]))
        left = left[~np.isin(left[:, 1], left[left[:, 0] == leaders[-1], 1])]
        if objects - len(distinct(left[:, 1])) >= LED_IN_TURN * objects:
            break
    led = distinct(leading[np.isin(leading[:, 0], leaders), 1])
    return tuple(leaders), len(led) / max(objects, 1)


def _most(leading: Ints, objects: int) -> tuple[int | None, float]:
    """Return the account that led, or wrote, most objects, and the share of these."""
    (leader, *_), share = _in_turn(leading, objects, 1) if len(leading) else ((None,), 0.0)
    return leader, share


def _scheduled(occasions: Floats, rhythm: Rhythm) -> tuple[float, tuple[float, ...], Rhythm]:
    """Return the share of occasions in a rhythm's fullest slots, where these begin, the rhythm."""
    # 1970 began on a Thursday: the week begins four days later.
    shifted = occasions - 4 * DAY_S * (rhythm.length == WEEK_S)
    turn, place = shifted // rhythm.length, np.sort(shifted % rhythm.length)
    if len(distinct(turn)) < rhythm.turns or len(place) < rhythm.occasions:
        return 0.0, (), rhythm
    begins = []
    left = place
    for _ in range(rhythm.slots):
        if not len(left):
            break
        around = np.concatenate([left, left + rhythm.length])
        full = np.searchsorted(around, left + rhythm.slot, "right") - np.arange(len(left))
        begins.append(float(left[full.argmax()]))
        left = left[(left - begins[-1]) % rhythm.length > rhythm.slot]
    return 1 - len(left) / len(place), tuple(sorted(begins)), rhythm


def _sharpness(tracks: Sequence[Track], own: Sequence[Acts]) -> float | None:
    near = far = 0
    for track, acts in zip(tracks, own, strict=True):
        window = acts.window(track.window)
        short, long = Timeline.of(acts, window), Timeline.of(acts, FAR * window)
        near += int((short.high - short.low).sum(dtype=np.int64)) - len(acts)
        far += int((long.high - long.low).sum(dtype=np.int64)) - len(acts)
    return near / far if far else None


def has_company(line: Timeline) -> Mask:
    """Return which acts have one of another account in their window."""
    account = line.acts.account
    run = np.cumsum(np.diff(account, prepend=account[:1]) != 0)
    alone: Mask = (run[line.low] == run) & (run[line.high - 1] == run)
    return ~alone
