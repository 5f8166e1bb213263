"""Packs: sets of accounts that are densely tied to one another, with measures of how tight.

The rule, so that it can be disputed: communities of the significant ties are peeled until every
member is tied to at least :data:`LEAST_SHARE` of the others and to at least :data:`LEAST_TIES` of
them. Whoever is merely tied to a hub, or whose many ties lead into several directions, is peeled
off; what a peeling leaves over may hold another pack. Each must then stand by its own ties.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .acts import Codes, Floats, Ints, Mask
from .communities import communities
from .explanations import PACK, Explanation, Track, explain, has_company
from .significance import q_values
from .sweep import Timeline

LEAST_SHARE = 1 / 3
LEAST_TIES = 2
BRIDGE_TIES = 2
"""Ties into another pack that make a member a bridge; a single one may be an accident."""


@dataclass(frozen=True, slots=True)
class TieGraph:
    """Significant ties of all traces, a row each; an account pair once a trace."""

    a: Codes
    b: Codes
    trace: Codes
    q: Floats
    alarms: Floats
    """As surprising ties that accident would give among all pairs compared."""
    median_gap: Floats

    @classmethod
    def join(cls, parts: Sequence[TieGraph]) -> TieGraph:
        """Return the ties of several traces together."""
        names = cls.__dataclass_fields__
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))

    def take(self, rows: Mask) -> TieGraph:
        """Return those rows."""
        return TieGraph(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class Member:
    """An account of a pack: how many members it is tied to, and whether to other packs too."""

    account: int
    ties: int
    inside_share: float | None
    bridge: bool


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack with its measures; see the type of that name in ``graph/schema.py``."""

    members: tuple[Member, ...]
    density: float
    synchrony: float
    tightness: float
    median_gap_s: float
    shared: int
    traces: tuple[int, ...]
    max_q: float
    reciprocity: float | None
    inside_share: float | None
    burstiness: float | None
    median_account_age_d: float | None
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else is known of the accounts, for the measures."""

    evidence: Sequence[Track]
    """The acts of each trace, with its window."""
    reposter: Codes
    author: Codes
    """Who reposted whom, a row a repost; -1 for an author unknown or outside."""
    age_d: Floats
    """Age of each account in days; NaN where unknown."""


def find_packs(ties: TieGraph, accounts: int, around: Surroundings, fdr: float) -> list[Pack]:
    """Return the packs, the tightest first, then what something else explains.

    Args:
        ties: significant ties only.
        accounts: number of account codes.
        around: what the measures need.
        fdr: the false discovery rate at which each pack must stand by itself.
    """
    pairs = _pairs(ties)
    cores = [
        standing
        for community in communities(pairs)
        for core in _cores(community, pairs, accounts)
        for standing in _standing(core, ties, accounts, fdr)
    ]
    pack_of = np.full(accounts, -1)
    for number, core in enumerate(cores):
        pack_of[core] = number
    packs = [_measured(core, ties, pairs, pack_of, around) for core in cores]
    return sorted(packs, key=_rank)


def _rank(pack: Pack) -> tuple[bool, float, int, int]:
    explained = pack.explanation.kind != PACK
    return explained, -pack.tightness, -len(pack.members), pack.members[0].account


def _pairs(ties: TieGraph) -> Codes:
    return np.unique(np.stack([ties.a, ties.b], axis=1), axis=0)


def _standing(core: Ints, ties: TieGraph, accounts: int, fdr: float) -> list[Ints]:
    """Return what is left of a core when only its own ties may speak for it.

    A false discovery rate is a share of all discoveries: where a large pack makes many, some
    accidents may pass with it. These must not pass as a pack of their own.
    """
    own = ties.take(np.isin(ties.a, core) & np.isin(ties.b, core))
    own = own.take(q_values(own.alarms) <= fdr)
    return _cores(core, _pairs(own), accounts)


def _cores(community: Ints, pairs: Codes, accounts: int) -> list[Ints]:
    """Peel a community into sets in which all are tied to enough of the others."""
    inside = np.zeros(accounts, bool)
    inside[community] = True
    place = np.full(accounts, -1)
    place[community] = np.arange(len(community))
    ends = place[pairs[inside[pairs].all(axis=1)]]
    neighbours: list[set[int]] = [set() for _ in community]
    for a, b in ends.tolist():
        neighbours[a].add(b)
        neighbours[b].add(a)
    cores, left = [], set(range(len(community)))
    while len(left) > LEAST_TIES:
        core = _peel(left, neighbours)
        if len(core) <= LEAST_TIES:
            break
        cores.append(community[sorted(core)])
        left -= core
    return cores


def _peel(left: set[int], neighbours: list[set[int]]) -> set[int]:
    """Take the least tied account away until every one that stays is tied to enough others."""
    core = set(left)
    degree = {account: len(neighbours[account] & core) for account in core}
    while core:
        weakest = min(core, key=lambda account: (degree[account], account))
        if degree[weakest] >= max(LEAST_TIES, LEAST_SHARE * (len(core) - 1)):
            break
        core.remove(weakest)
        for other in neighbours[weakest] & core:
            degree[other] -= 1
    return core


def _measured(
    core: Ints, ties: TieGraph, pairs: Codes, pack_of: Ints, around: Surroundings
) -> Pack:
    number = pack_of[core[0]]
    own = (pack_of[ties.a] == number) & (pack_of[ties.b] == number)
    linked = pairs[(pack_of[pairs] == number).all(axis=1)]
    size = len(core)
    density = len(linked) / (size * (size - 1) / 2)
    synchrony, shared, burstiness = _timing(core, around)
    of_members = np.isin(around.reposter, core)
    reposter, author = around.reposter[of_members], around.author[of_members]
    to_member = np.isin(author, core) & (author != reposter)
    ages = around.age_d[core]
    return Pack(
        members=tuple(
            Member(
                int(account),
                int(np.count_nonzero(linked == account)),
                _share(to_member[reposter == account]),
                _is_bridge(account, pairs, pack_of),
            )
            for account in core
        ),
        density=density,
        synchrony=synchrony,
        tightness=float(np.sqrt(density * synchrony) * (1 - 1 / size)),
        median_gap_s=float(np.median(ties.median_gap[own])),
        shared=shared,
        traces=tuple(np.unique(ties.trace[own]).tolist()),
        max_q=float(ties.q[own].max()),
        reciprocity=_reciprocity(reposter[to_member], author[to_member]),
        inside_share=_share(to_member),
        burstiness=burstiness,
        median_account_age_d=None if np.isnan(ages).all() else float(np.nanmedian(ages)),
        explanation=explain(core, around.evidence),
    )


def _share(marks: Mask) -> float | None:
    return float(marks.mean()) if len(marks) else None


def _is_bridge(account: int, pairs: Codes, pack_of: Ints) -> bool:
    others = pairs[(pairs == account).any(axis=1)].ravel()
    packs = pack_of[others[others != account]]
    packs = packs[(packs >= 0) & (packs != pack_of[account])]
    return bool(len(packs) and np.bincount(packs).max() >= BRIDGE_TIES)


def _reciprocity(reposter: Codes, author: Codes) -> float | None:
    """Return the share of repost ties, of either direction, that go both ways."""
    directed = np.unique(np.stack([reposter, author], axis=1), axis=0)
    if not len(directed):
        return None
    undirected = np.unique(np.sort(directed, axis=1), axis=0)
    return (len(directed) - len(undirected)) / len(undirected)


def _timing(core: Ints, around: Surroundings) -> tuple[float, int, float | None]:
    """Return synchrony, objects shared in time and burstiness of the members' acts."""
    together = total = shared = 0
    times = []
    for track in around.evidence:
        own = track.acts.take(np.isin(track.acts.account, core))
        line = Timeline.of(own, own.window(track.window))
        company = has_company(line)
        together += int(np.count_nonzero(company))
        total += len(own)
        shared += len(np.unique(line.acts.object[company]))
        times.append(own.time / own.ticks)
    synchrony = together / total if total else 0.0
    return synchrony, shared, _burstiness(np.sort(np.concatenate(times)))


def _burstiness(times: Floats) -> float | None:
    """Return Goh and Barabási's (2008) B: -1 like a clock, 0 at random, towards 1 in bursts."""
    steps = np.diff(times)
    if not steps.any():
        return None
    spread, mean = float(steps.std()), float(steps.mean())
    return (spread - mean) / (spread + mean)
