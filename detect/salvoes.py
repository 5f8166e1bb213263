"""Salvoes: accounts that come together again and again on one evening, or on a few.

A pack is found by what its members do on many days; what happens within a quarter of an hour is one
coincidence there. So those who act together on one evening only are looked for by themselves: many
accounts that come to one object after another within a minute, long after each began, though they
might as well have come some minutes earlier or later (:mod:`.pace`).

That is a weaker claim than a pack's. Whoever is sent the same list of older posts at the same
moment does the same; and who comes right after a post may have an alert, so that a salvo at the
very beginning of an object is not told from a crowd's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import digamma

from .acts import Codes, Floats, Ints, Mask, distinct, distinct_pairs
from .coincidences import Coincidences
from .delays import beginnings
from .explanations import APART_S, DAY_S, PACK, Explanation, Track, TrackIndex, explain
from .pace import LATE_S, REACH_S, WINDOW_S, Pace
from .packs import cores_among
from .shares import Shares, tied_accounts
from .significance import q_values
from .ties import Ties

LEAST_PAIR, LEAST_SHARED = 3, 4
"""Objects at which two came together to be looked at, and one with the others to take part."""
LEAST_CLOSE = 0.5
"""Of the objects to which two came on one occasion, the share at which they came together."""
LEAST_ACCOUNTS = 5
LEAST_WAVE, WAVE_SHARE = 3, 0.2
"""Accounts, and share of them, that make a wave on an object."""
USUAL = 0.5
"""Share of the waves that most came to at which each must have been."""
MOST_DAYS, MOSTLY = 5, 0.9
"""What goes on for more days, by most of what was done, is left to packs."""
SUCCESSION_S = 10
"""Acts that follow one another so quickly are one: a single click may do them."""
ROUNDS = 6
SALVO, READERS = "salvo", "readers"
OWN_LAG = 0.4
"""Share of the lags' variance that lies between accounts, from which each has a lag of its own."""


@dataclass(frozen=True, slots=True)
class Salvo:
    """One salvo; see the type of that name in ``graph/schema.py``."""

    members: tuple[tuple[int, int], ...]
    """Account, and the waves it was in."""
    kind: str
    """Salvo, readers, audience or schedule."""
    shared: int
    """Objects on which they came together."""
    days: int
    """As few as hold nine tenths of the members' acts in waves."""
    first: float
    """The first act in a wave, seconds since 1970, and the last."""
    last: float
    median_gap_s: float
    """Between a wave's middle and its members."""
    close: float
    """Of the members' acts on these occasions, the share within the window."""
    expected: float
    """What the pace leads one to expect of that."""
    own_lag: float | None
    """Share of the lags' variance on an occasion that lies between accounts, 0 to 1."""
    max_q: float
    traces: tuple[int, ...]
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class _Waves:
    """Acts about the middle of waves of one trace, a row each: of members, and of others."""

    account: Codes
    object: Codes
    time: Floats
    """Time of the middle, seconds."""
    lag: Floats
    """Seconds after the middle, negative before it."""
    chance: Floats
    trace: Codes

    @property
    def met(self) -> Mask:
        """Which came within the window."""
        return np.abs(self.lag) <= WINDOW_S


def find_salvoes(
    tracks: Sequence[Track], ties: Sequence[Ties], apart: Ints, fdr: float
) -> list[Salvo]:
    """Return the salvoes, the largest first.

    Args:
        tracks: the acts of each trace, with a window of :data:`WINDOW_S`.
        ties: of each, the pairs with :data:`LEAST_PAIR` objects within a minute.
        apart: the group to which each account is known to belong, -1 for none: two accounts of
            one group are not looked at again.
        fdr: false discovery rate at which accounts count.
    """
    pairs = [_close_pairs(track, kept, apart) for track, kept in zip(tracks, ties, strict=True)]
    both = distinct_pairs(*np.concatenate([np.zeros((0, 2), np.int32), *pairs]).T).astype(np.int32)
    accounts = len(apart)
    cores = [core for core in cores_among(both, accounts) if len(core) >= LEAST_ACCOUNTS]
    if not cores:
        return []
    paces = [_pace(track, np.concatenate(cores), accounts) for track in tracks]
    tests = len(cores) * sum(
        int(np.count_nonzero(np.bincount(track.acts.account) >= LEAST_SHARED)) for track in tracks
    )
    indexes = [TrackIndex.of(track) for track in tracks]
    kept = [_salvo(core, indexes, paces, accounts, tests, fdr) for core in cores]
    salvoes = [salvo for salvo in kept if salvo and salvo.days <= MOST_DAYS]
    return sorted(salvoes, key=lambda salvo: (-len(salvo.members), salvo.members[0]))


def _close_pairs(track: Track, ties: Ties, apart: Ints) -> Codes:
    """Return the pairs that came together on most of what they came to on one occasion, late."""
    together = (apart[ties.a] >= 0) & (apart[ties.a] == apart[ties.b])
    ties = ties.take((ties.shared >= LEAST_PAIR) & ~together)
    tied = tied_accounts(ties, track.acts.accounts)
    acts = track.acts.take(tied[track.acts.account])
    shares = Shares.of(acts, acts.window(WINDOW_S))
    at = acts.time[shares.first] / acts.ticks
    late = at - beginnings(track.acts, track.began)[shares.object] >= LATE_S
    kept = [np.zeros(0, np.int64)]
    for part in shares.portions(ties):
        pair, of_a, of_b = shares.common(ties.a[part], ties.b[part])
        gap = np.abs(at[of_a] - at[of_b])
        there = late[of_a] & late[of_b] & (gap <= REACH_S)
        pairs = part.stop - part.start
        came = np.bincount(pair[there], minlength=pairs)
        met = np.bincount(pair[there & (gap <= WINDOW_S)], minlength=pairs)
        close = (met >= LEAST_PAIR) & (met >= LEAST_CLOSE * came)
        kept.append(part.start + np.flatnonzero(close))
    rows = np.concatenate(kept)
    return np.stack([ties.a[rows], ties.b[rows]], axis=1)


def _pace(track: Track, candidates: Ints, accounts: int) -> Pace:
    """Learn from what the candidates do elsewhere, and from what everybody else does."""
    inside = np.zeros(accounts, bool)
    inside[candidates] = True
    own = inside[track.acts.account]
    company = np.bincount(track.acts.object[own], minlength=track.acts.objects) >= LEAST_WAVE
    return Pace.of(track.acts, track.began, company, own & company[track.acts.object])


def _salvo(
    core: Ints,
    tracks: Sequence[TrackIndex],
    paces: Sequence[Pace],
    accounts: int,
    tests: int,
    fdr: float,
) -> Salvo | None:
    """Return the salvo about a core; None where nothing is left of it."""
    question: Mask = np.zeros(accounts, bool)
    for _ in range(ROUNDS):
        inside = np.zeros(accounts, bool)
        inside[core] = True
        # Who was left out as having come too seldom is not a crowd yet.
        question |= inside
        waves = _joined([_waves(pace, core, question, n) for n, pace in enumerate(paces)])
        who, place = np.unique(waves.account, return_inverse=True)
        events = Coincidences.of(
            place, len(who), waves.met, waves.time.astype(np.int64), SUCCESSION_S, SUCCESSION_S
        )
        false_positives = events.surprise(waves.chance) * tests * (digamma(tests + 1) - digamma(1))
        q = q_values(false_positives)
        came = np.bincount(place[waves.met], minlength=len(who))
        usual = np.median(came[inside[who]]) if len(who) else 0.0
        new = (q <= fdr) & (came >= max(LEAST_SHARED, USUAL * usual))
        if np.count_nonzero(new) < LEAST_ACCOUNTS:
            return None
        if np.array_equal(who[new], core):
            break
        core = who[new].astype(np.int64)
    members = tuple(zip(who[new].tolist(), came[new].tolist(), strict=True))
    max_q = float(q[new].max())
    return _measured(core, members, waves, max_q, [track.near(core) for track in tracks])


def _measured(
    core: Ints,
    members: tuple[tuple[int, int], ...],
    waves: _Waves,
    max_q: float,
    tracks: Sequence[Track],
) -> Salvo:
    there = np.isin(waves.account, core)
    own = there & waves.met
    objects = distinct_pairs(waves.trace[own], waves.object[own])
    explanation = explain(core, tracks)
    own_lag = _own_lag(waves.account[there], waves.time[there], waves.lag[there])
    kind = explanation.kind
    if kind == PACK:
        kind = READERS if own_lag is not None and own_lag >= OWN_LAG else SALVO
    return Salvo(
        members=members,
        kind=kind,
        shared=len(objects),
        days=_days(waves.time[own]),
        first=float((waves.time + waves.lag)[own].min()),
        last=float((waves.time + waves.lag)[own].max()),
        median_gap_s=float(np.median(np.abs(waves.lag[own]))),
        close=float(waves.met[there].mean()),
        expected=float(waves.chance[there].mean()),
        own_lag=own_lag,
        max_q=max_q,
        traces=tuple(distinct(waves.trace[own]).tolist()),
        explanation=explanation,
    )


def _days(times: Floats) -> int:
    """Return how many days hold most of some moments."""
    _, acts = np.unique(times // DAY_S, return_counts=True)
    held = np.cumsum(np.sort(acts)[::-1])
    return int(np.searchsorted(held, MOSTLY * held[-1])) + 1


def _own_lag(account: Codes, times: Floats, lag: Floats) -> float | None:
    """Return how far each account has a lag of its own on an occasion (intraclass correlation).

    Whoever reads the same list a little later than another is behind on all of it; whoever answers
    calls is sometimes ahead and sometimes behind.
    """
    moments = distinct(times)
    occasion = np.cumsum(np.diff(moments, prepend=moments[0]) > APART_S)
    group = account * (occasion[-1] + 1) + occasion[np.searchsorted(moments, times)]
    _, group, size = np.unique(group, return_inverse=True, return_counts=True)
    free = len(lag) - len(size)
    if len(size) < 2 or free < 2:  # noqa: PLR2004 - a variance needs two
        return None
    mean = np.bincount(group, lag) / size
    within = float(((lag - mean[group]) ** 2).sum() / free)
    between = float((size * (mean - lag.mean()) ** 2).sum() / (len(size) - 1))
    each = len(lag) / len(size)
    total = between + (each - 1) * within
    return max((between - within) / total, 0.0) if total > 0 else None


def _waves(pace: Pace, core: Ints, question: Mask, trace: int) -> _Waves:
    """Return who was about the waves that members made."""
    least = max(LEAST_WAVE, WAVE_SHARE * len(core))
    members = pace.by_account.of_any(core)
    members = members[pace.behind[members] >= LATE_S]
    by_object = np.split(members, np.flatnonzero(np.diff(pace.object[members])) + 1)
    waves = [
        rows
        for own in by_object
        if len(own) >= least and (rows := _wave(pace, own, question, least)) is not None
    ]
    nothing = np.zeros((4, 0), np.int64)
    given, moving, near, around = np.concatenate([nothing, *waves], axis=1)
    return _Waves(
        account=pace.account[moving],
        object=pace.object[moving],
        time=pace.time[given],
        lag=pace.time[moving] - pace.time[given],
        chance=pace.chances(given, moving, near, around),
        trace=np.full(len(given), trace, np.int32),
    )


def _wave(pace: Pace, own: Ints, question: Mask, least: float) -> Ints | None:
    """Return who came about the fullest minute of an object: given, moving, near, around.

    Whoever is itself in the middle is compared with the one before it. ``own`` are the members'
    rows of that object.
    """
    span = pace.span(int(pace.object[own[0]]))
    rows = np.arange(span.start, span.stop)
    size = np.searchsorted(pace.time[own], pace.time[own] + WINDOW_S, "right") - np.arange(len(own))
    fullest = int(size.argmax())
    if size[fullest] < least:
        return None
    place = fullest + int(size[fullest]) // 2
    middle, before = own[place], own[place - 1]
    around_it = np.abs(pace.time[span] - pace.time[middle]) <= REACH_S
    moving = rows[around_it & (pace.behind[span] >= LATE_S)]
    given = np.where(moving == middle, before, middle)
    others = pace.time[rows[~question[pace.account[span]]]]
    stranger = ~question[pace.account[moving]]
    gap = np.abs(pace.time[moving] - pace.time[given])
    near, around = (
        np.searchsorted(others, pace.time[given] + reach, "right")
        - np.searchsorted(others, pace.time[given] - reach, "left")
        - (stranger & (gap <= reach))
        for reach in (WINDOW_S, REACH_S)
    )
    return np.stack([given, moving, near, around])


def _joined(waves: Sequence[_Waves]) -> _Waves:
    names = _Waves.__dataclass_fields__
    return _Waves(*(np.concatenate([getattr(wave, name) for wave in waves]) for name in names))
