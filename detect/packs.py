"""Packs: sets of accounts that are densely tied to one another, with measures of how tight.

The rule, so that it can be disputed: communities of the significant ties are peeled until every
member is tied to at least :data:`LEAST_SHARE` of the others and to at least :data:`LEAST_TIES` of
them. Whoever is merely tied to a hub, or whose many ties lead into several directions, is peeled
off; what a peeling leaves over may hold another pack. Each must then stand by its own ties; whoever
regularly comes to its salvoes joins it (:mod:`.joining`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from .acts import Codes, Floats, Ints, Mask, distinct, distinct_pairs
from .communities import communities
from .explanations import APART_S, PACK, Explanation, Track, TrackIndex, explain, has_company
from .groups import group_of_accounts, rows_of_groups, ties_within
from .joining import joined
from .shares import Pairs
from .significance import Significance, q_values
from .sweep import Timeline
from .ties import Ties

LEAST_SHARE = 1 / 3
LEAST_TIES = 2
SURE = 0.01
"""A pack holds a tie that this share of the false discovery rate keeps by itself."""
BRIDGE_TIES = 2
"""Ties into another pack that make a member a bridge; a single one may be an accident."""


@dataclass(frozen=True, slots=True)
class TieGraph:
    """Significant ties of all traces, a row each; an account pair once a trace."""

    a: Codes
    b: Codes
    trace: Codes
    q: Floats
    false_positives: Floats
    """As surprising ties that accident would give among all pairs compared."""
    median_gap: Floats

    @classmethod
    def of(cls, ties: Ties, chance: Significance, trace: int) -> TieGraph:
        """Return the ties of one trace, by its number."""
        gap = ties.median_gap.astype(np.float64)
        number = np.full(len(ties), trace, np.int32)
        rates = chance.plain
        return cls(ties.a, ties.b, number, rates.q, rates.false_positives, gap)

    @classmethod
    def join(cls, parts: Sequence[TieGraph]) -> TieGraph:
        """Return the ties of several traces together."""
        names = cls.__dataclass_fields__
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))

    def take(self, rows: Mask | Ints) -> TieGraph:
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
class PackContext:
    """What else is known of the accounts, for the measures."""

    evidence: Sequence[Track]
    """The acts of each trace, with its window."""
    reposter: Codes
    author: Codes
    """Who reposted whom, a row a repost; -1 for an author unknown or outside."""
    age_d: Floats
    """Age of each account in days; NaN where unknown."""

    def divided(self, cores: Sequence[Ints], pack_of: Ints) -> Iterator[PackContext]:
        """Yield for each pack what its members did, and what others did with the same objects."""
        tracks = [TrackIndex.of(track) for track in self.evidence]
        reposted = rows_of_groups(pack_of[self.reposter], len(cores))
        for core, rows in zip(cores, reposted, strict=True):
            evidence = [track.near(core) for track in tracks]
            yield PackContext(evidence, self.reposter[rows], self.author[rows], self.age_d)


def find_packs(ties: TieGraph, accounts: int, context: PackContext, fdr: float) -> list[Pack]:
    """Return the packs, the tightest first, then what something else explains.

    Args:
        ties: significant ties only.
        accounts: number of account codes.
        context: what the measures need.
        fdr: the false discovery rate at which each pack must stand by itself.
    """
    pairs = _pairs(ties)
    cores = cores_among(pairs, accounts)
    own = ties_within(ties.a, ties.b, cores, accounts)
    cores = [
        standing
        for core, rows in zip(cores, own, strict=True)
        for standing in _standing(core, ties.take(rows), fdr)
    ]
    cores = joined(cores, context.evidence, Pairs(pairs[:, 0], pairs[:, 1]), accounts, fdr)
    pack_of = group_of_accounts(cores, accounts)
    bridges = _bridges(pairs, pack_of)
    packs = [
        _measured(core, ties.take(own), pairs[linked], bridges, near)
        for core, own, linked, near in zip(
            cores,
            ties_within(ties.a, ties.b, cores, accounts),
            ties_within(pairs[:, 0], pairs[:, 1], cores, accounts),
            context.divided(cores, pack_of),
            strict=True,
        )
    ]
    return sorted(packs, key=_rank)


def lasting(packs: Sequence[Pack]) -> list[Pack]:
    """Return the packs of more than one half hour: the others are salvoes, at the most."""
    return [pack for pack in packs if pack.explanation.span > APART_S]


def _rank(pack: Pack) -> tuple[bool, float, int, int]:
    explained = pack.explanation.kind != PACK
    return explained, -pack.tightness, -len(pack.members), pack.members[0].account


def _pairs(ties: TieGraph) -> Codes:
    return distinct_pairs(ties.a, ties.b).astype(np.int32)


def _standing(core: Ints, own: TieGraph, fdr: float) -> list[Ints]:
    """Return what is left of a core when only its own ties may speak for it.

    A false discovery rate is a share of all discoveries: where a large pack makes many, some
    accidents may pass with it. These must not pass as a pack of their own. Nor do many ties make
    a pack that only pass together: where the null model is a little wrong for a whole crowd, all of
    it comes near the limit at once.
    """
    cores = cores_of(core, _pairs(own.take(q_values(own.false_positives) <= fdr)))
    sure = own.take(own.false_positives <= SURE * fdr)
    return [pack for pack in cores if (np.isin(sure.a, pack) & np.isin(sure.b, pack)).any()]


def cores_among(pairs: Codes, accounts: int) -> list[Ints]:
    """Return the sets that are peeled from the communities of tied accounts.

    Args:
        pairs: tied accounts, each pair once, shape (n, 2).
        accounts: number of account codes.
    """
    whole = communities(pairs)
    inside = ties_within(pairs[:, 0], pairs[:, 1], whole, accounts)
    return [
        core
        for community, rows in zip(whole, inside, strict=True)
        for core in cores_of(community, pairs[rows])
    ]


def cores_of(community: Ints, pairs: Codes) -> list[Ints]:
    """Peel a community into sets in which all are tied to enough of the others.

    Args:
        community: sorted account codes.
        pairs: the ties between them, shape (n, 2).
    """
    ends = np.searchsorted(community, pairs)
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
    least = sorted((ties, account) for account, ties in degree.items())  # a sorted list is a heap
    while least:
        ties, weakest = heappop(least)
        if weakest not in core or ties != degree[weakest]:
            continue  # it has fewer ties by now, and stands in the heap once more
        if ties >= max(LEAST_TIES, LEAST_SHARE * (len(core) - 1)):
            break
        core.remove(weakest)
        for other in neighbours[weakest] & core:
            degree[other] -= 1
            heappush(least, (degree[other], other))
    return core


def _measured(
    core: Ints, ties: TieGraph, linked: Codes, bridges: Mask, context: PackContext
) -> Pack:
    """Return a pack with its measures, of its own ties, pairs and surroundings."""
    size = len(core)
    density = len(linked) / (size * (size - 1) / 2)
    synchrony, shared, burstiness = _timing(core, context)
    reposter, author = context.reposter, context.author
    to_member = np.isin(author, core) & (author != reposter)
    place = np.searchsorted(core, reposter)
    reposts = np.bincount(place, minlength=size)
    inside = np.bincount(place, to_member, minlength=size)
    tied = np.bincount(np.searchsorted(core, linked.ravel()), minlength=size)
    ages = context.age_d[core]
    return Pack(
        members=tuple(
            Member(
                int(account),
                int(tied[row]),
                float(inside[row] / reposts[row]) if reposts[row] else None,
                bool(bridges[account]),
            )
            for row, account in enumerate(core)
        ),
        density=density,
        synchrony=synchrony,
        tightness=float(np.sqrt(density * synchrony) * (1 - 1 / size)),
        median_gap_s=float(np.median(ties.median_gap)),
        shared=shared,
        traces=tuple(distinct(ties.trace).tolist()),
        max_q=float(ties.q.max()),
        reciprocity=_reciprocity(reposter[to_member], author[to_member]),
        inside_share=_share(to_member),
        burstiness=burstiness,
        median_account_age_d=None if np.isnan(ages).all() else float(np.nanmedian(ages)),
        explanation=explain(core, context.evidence),
    )


def _share(marks: Mask) -> float | None:
    return float(marks.mean()) if len(marks) else None


def _bridges(pairs: Codes, pack_of: Ints) -> Mask:
    """Return which accounts have enough ties into one other pack to lead there."""
    account, other = np.concatenate([pairs, pairs[:, ::-1]]).T
    into = pack_of[other]
    across = (pack_of[account] >= 0) & (into >= 0) & (into != pack_of[account])
    leads, ties = np.unique(
        account[across].astype(np.int64) << 32 | into[across], return_counts=True
    )
    bridges = np.zeros(len(pack_of), bool)
    bridges[leads[ties >= BRIDGE_TIES] >> 32] = True
    return bridges


def _reciprocity(reposter: Codes, author: Codes) -> float | None:
    """Return the share of repost ties, of either direction, that go both ways."""
    directed = distinct_pairs(reposter, author)
    if not len(directed):
        return None
    undirected = distinct_pairs(*np.sort(directed, axis=1).T)
    return (len(directed) - len(undirected)) / len(undirected)


def _timing(core: Ints, context: PackContext) -> tuple[float, int, float | None]:
    """Return synchrony, objects shared in time and burstiness of the members' acts."""
    together = total = shared = 0
    times = []
    for track in context.evidence:
        own = track.acts.take(np.isin(track.acts.account, core))
        line = Timeline.of(own, own.window(track.window))
        company = has_company(line)
        together += int(np.count_nonzero(company))
        total += len(own)
        shared += len(distinct(line.acts.object[company]))
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
