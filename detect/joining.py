"""Who else belongs to a pack: accounts tied to few of its members, but to its salvoes.

Where only some members answer each call, two of them meet too seldom to be tied, however often each
comes when the others do. So an account is compared with a pack as a whole: on the objects at which
members met, did it come within the window of their middle one, more often than the null model makes
likely? Whoever did, and came to as many of them as members usually do, joins. Sympathisers who were
at a few salvoes by chance or choice do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import digamma

from .acts import Floats, Ints, Mask, distinct
from .coincidences import LONGEST_S, LONGEST_WINDOWS, Coincidences
from .explanations import FAR, JOINT, Track
from .groups import group_of_accounts
from .null import LONG_S, Null, Rows
from .shares import Pairs
from .significance import q_values

LEAST_CORE = 5
"""Members from which a pack is enough of a whole to be compared with."""
MOST_CORES = 50
"""The largest that are looked at."""
ROUNDS = 3
SALVOES, OWN = 0.5, 0.5
"""Minimum share of the salvoes that a member usually is at, and of what is shared with the pack."""


@dataclass(frozen=True, slots=True)
class _Salvoes:
    """Shares of others on the objects at which members of a core met, of one trace."""

    given: Ints
    """Share of the middle member, per row."""
    moving: Ints
    met: Mask
    usual: Ints
    """Salvoes of each member."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """The null model of a trace, and its shares by object."""

    null: Null
    by_object: Ints
    ends: Ints
    window: int
    """Ticks."""
    longest: int

    @classmethod
    def of(cls, track: Track, pairs: Pairs) -> Learnt:
        """Learn from a trace, given the pairs that are tied."""
        acting = pairs.take(pairs.acting(track.acts))
        null = Null.of(track.acts, acting, track.window, track.began, track.author)
        shared = null.shares.object
        order = np.lexsort((null.time, shared))
        ends = np.searchsorted(shared[order], np.arange(track.acts.objects + 1))
        longest = track.acts.window(max(LONGEST_S, LONGEST_WINDOWS * track.window))
        return cls(null, order, ends, track.acts.window(track.window), longest)

    def salvoes(self, core: Ints, inside: Mask) -> _Salvoes:
        """Return what others did where members of a core met; ``inside`` marks members."""
        shares, time = self.null.shares, self.null.time
        own = [np.arange(s, s + n) for s, n in self._spans(core)]
        objects = distinct(shares.object[np.concatenate([np.zeros(0, np.int64), *own])])
        given, moving, met = [], [], []
        usual: dict[int, int] = {}
        for number in objects.tolist():
            rows = self.by_object[self.ends[number] : self.ends[number + 1]]
            members = inside[shares.account[rows]]
            when = time[rows]
            there = _with_company(when[members], self.window)
            if np.count_nonzero(there) < max(2, JOINT * len(core)):
                continue
            salvo = rows[members][there]
            middle = salvo[len(salvo) // 2]
            for account in shares.account[salvo].tolist():
                usual[account] = usual.get(account, 0) + 1
            others = rows[~members]
            given.append(np.full(len(others), middle))
            moving.append(others)
            met.append(np.abs(time[others] - time[middle]) <= self.window)
        nothing = np.zeros(0, np.int64)
        return _Salvoes(
            np.concatenate([nothing, *given]),
            np.concatenate([nothing, *moving]),
            np.concatenate([nothing, *met]).astype(bool),
            np.array(list(usual.values()), np.int64),
        )

    def _spans(self, core: Ints) -> Sequence[tuple[int, int]]:
        shares = self.null.shares
        acting = core[core < len(shares.degree)]
        return list(zip(shares.start[acting].tolist(), shares.degree[acting].tolist(), strict=True))


def _with_company(when: Ints, window: int) -> Mask:
    """Return which of some times, in order, have another one within the window."""
    near = np.diff(when) <= window
    company = np.zeros(len(when), bool)
    company[1:] |= near
    company[:-1] |= near
    return company


def joined(
    cores: Sequence[Ints], tracks: Sequence[Track], pairs: Pairs, accounts: int, fdr: float
) -> list[Ints]:
    """Return the cores with whoever joins them; no account joins two.

    Args:
        cores: accounts of each pack, sorted.
        tracks: the acts of each trace.
        pairs: the pairs of accounts that are tied.
        accounts: number of account codes.
        fdr: the false discovery rate at which accounts join.
    """
    # Those who wait longer than the window come to the same salvoes, a few windows later.
    for evidence in (tracks, _widened(tracks)):
        cores = _grown(cores, evidence, pairs, accounts, fdr / 2)
    return list(cores)


def _widened(tracks: Sequence[Track]) -> list[Track]:
    """Return the traces with a longer window, as far as delays tell anything in it."""
    longer = (replace(track, window=FAR * track.window) for track in tracks)
    return [track for track in longer if track.window <= LONG_S]


def _grown(
    cores: Sequence[Ints], tracks: Sequence[Track], pairs: Pairs, accounts: int, fdr: float
) -> list[Ints]:
    """Return the cores with whoever comes within the window."""
    grown = list(cores)
    large = sorted((n for n, core in enumerate(cores) if len(core) >= LEAST_CORE),
                   key=lambda n: -len(cores[n]))[:MOST_CORES]  # fmt: skip
    if not large or not tracks:
        return grown
    learnt = [Learnt.of(track, pairs) for track in tracks if len(track.acts)]
    taken = group_of_accounts(cores, accounts) >= 0
    for number in large:
        for _ in range(ROUNDS):
            more = _joining(grown[number], learnt, accounts, fdr / len(large))
            more = more[~taken[more]]
            if not len(more):
                break
            taken[more] = True
            grown[number] = np.sort(np.concatenate([grown[number], more]))
    return grown


def _joining(core: Ints, learnt: Sequence[Learnt], accounts: int, fdr: float) -> Ints:
    """Return the accounts that join a core."""
    inside = np.zeros(accounts, bool)
    inside[core] = True
    salvoes = [trace.salvoes(core, inside) for trace in learnt]
    usual = sum(float(np.median(salvo.usual)) for salvo in salvoes if len(salvo.usual))
    p, met, total = np.ones(accounts), np.zeros(accounts), np.zeros(accounts)
    for trace, salvo in zip(learnt, salvoes, strict=True):
        who = trace.null.shares.account[salvo.moving]
        met += np.bincount(who, salvo.met, accounts)
        total += np.bincount(who, minlength=accounts)
        # The smallest over the traces, for each of which there is a test.
        p = np.minimum(p, _chances(trace, salvo, who, accounts))
    tests = len(learnt) * max(int(np.count_nonzero(total >= 2)), 1)  # noqa: PLR2004
    enough = (met >= SALVOES * usual) & (met >= OWN * total) & (met >= 2)  # noqa: PLR2004
    candidates = np.flatnonzero(enough)
    false_positives = p[candidates] * tests * (digamma(tests + 1) - digamma(1))
    return candidates[q_values(false_positives) <= fdr]


def _chances(learnt: Learnt, salvoes: _Salvoes, who: Ints, accounts: int) -> Floats:
    """Return for each account the chance of meeting the pack so often."""
    candidates, who = np.unique(who, return_inverse=True)
    rows = Rows(
        who, len(candidates), salvoes.given, salvoes.moving, salvoes.met, np.zeros(len(who))
    )
    when = learnt.null.time[salvoes.given]
    events = Coincidences.of(who, len(candidates), salvoes.met, when, learnt.window, learnt.longest)
    p = np.ones(accounts)
    p[candidates] = events.surprise(learnt.null.chances(rows))
    return p
