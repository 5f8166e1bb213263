"""What the case report says, read through stored queries; empty lists where nothing was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..queries.runner import run_query
from .chart import Bin, Chart, bin_length, draw
from .gathering import MOST_ATTACKERS, drawn_run, posts_by_id, stances_of
from .model import Evidence, Row

if TYPE_CHECKING:
    from ..graph import Store

BURSTS, PACKS, PACK_POSTS, MEMBERS, ATTACKERS, SUPPORTERS = 12, 12, 4, 60, 40, 60
"""Most of each that are told in full; the report says how many more there are."""
PROMINENT, ONSETS = 10, 20
BEFORE_S = 3600
"""How long before a burst its spark is looked for."""
AROUND = 0.35
"""Share of the burst's length shown before and after it."""


@dataclass(frozen=True, slots=True)
class BurstStory:
    """The heaviest burst: its course, the posts it began with, and who relayed them."""

    burst: Row
    chart: Chart
    first: Sequence[Row]
    spread: Sequence[Row]
    relays: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a report tells."""

    overview: Row | None
    inventory: dict[str, int]
    targets: Sequence[Row]
    bursts: Sequence[Row]
    story: BurstStory | None
    run: str | None
    packs: Sequence[Row]
    attackers: Sequence[Row]
    prominent: Sequence[Row]
    onsets: Sequence[Row]
    supporters: Sequence[Row]
    imports: Sequence[Row]
    runs: Sequence[Row]
    names: dict[str, str] = field(default_factory=dict)
    posts: dict[str, Evidence] = field(default_factory=dict)


def read_case(store: Store, run: str | None = None) -> Case:
    """Read what the report tells.

    Raises:
        UsageError: there is no such run.
        StoreError: the engine cannot answer.
    """
    runs = _rows(store, "runs")
    drawn = drawn_run(runs, run)
    bursts = _rows(store, "hashtag-bursts", min_posts=1)
    story = _story(store, _worst(store, bursts))
    packs = _packs(store, drawn)
    attackers = _attackers(store)
    overview = _rows(store, "report-overview")
    tag = story.burst["hashtag"] if story else None
    wanted = {post for row in attackers for stance in row["stances"] for post in stance["evidence"]}
    if story:
        wanted |= {row["post"] for row in (*story.first, *story.spread)}
    return Case(
        overview[0] if overview else None,
        {row["kind"]: row["members"] for row in _rows(store, "graph-inventory")},
        _rows(store, "report-targets"),
        bursts,
        story,
        drawn,
        packs,
        attackers,
        _rows(store, "prominent-attackers", limit=PROMINENT),
        _onsets(_rows(store, "attack-sparks", limit=ONSETS * 20)),
        _rows(store, "report-supporters", hashtag=tag),
        _rows(store, "report-imports"),
        runs,
        {row["target"]: row["display_name"] for row in _rows(store, "picture-figures")},
        posts_by_id(store, sorted(wanted)),
    )


def _rows(store: Store, query: str, **parameters: Any) -> list[Row]:
    return run_query(store, query, parameters).dicts()


def _worst(store: Store, bursts: Sequence[Row]) -> tuple[Row, list[Row]] | None:
    """Return the burst with most attacking posts and its timeline, or None without attacks.

    The least likely burst may well be the supporters' answer; a report on a harassment campaign
    tells of the attack.
    """
    best: tuple[int, Row, list[Row]] | None = None
    for burst in bursts[:BURSTS]:
        if not burst["start_at"] or not burst["end_at"]:
            continue
        start, end = _seconds(burst["start_at"]), _seconds(burst["end_at"])
        margin = max(BEFORE_S, int((end - start) * AROUND))
        span = {"start_ts": start - margin, "end_ts": end + margin}
        bins = _rows(
            store, "report-timeline", hashtag=burst["hashtag"],
            bin_s=bin_length(span["start_ts"], span["end_ts"]), **span,
        )  # fmt: skip
        attacks = sum(row["attacks"] for row in bins)
        if best is None or attacks > best[0]:
            best = attacks, burst | span | {"from_ts": start, "until_ts": end}, bins
    return None if best is None else (best[1], best[2])


def _story(store: Store, worst: tuple[Row, list[Row]] | None) -> BurstStory | None:
    if worst is None:
        return None
    burst, rows = worst
    span = {
        "hashtag": burst["hashtag"],
        "start_ts": burst["from_ts"] - BEFORE_S,
        "end_ts": burst["until_ts"],
    }
    first = _rows(store, "report-first-posts", **span)
    attacking = [row["ts"] for row in first if row["attacks"]]
    chart = draw(
        _bins(rows),
        (burst["start_ts"], burst["end_ts"]),
        (burst["from_ts"], burst["until_ts"]),
        attacking[0] if attacking else None,
        bin_length(burst["start_ts"], burst["end_ts"]),
    )
    return BurstStory(
        burst,
        chart,
        first,
        _rows(store, "report-spread-posts", **span),
        _rows(store, "report-relays", **span),
    )


def _bins(rows: Sequence[Row]) -> list[Bin]:
    """Add up the rows of posts and of reposts."""
    sums: dict[int, tuple[int, int, int]] = {}
    for row in rows:
        posts, attacks, supports = sums.get(row["bin"], (0, 0, 0))
        sums[row["bin"]] = (
            posts + row["posts"],
            attacks + row["attacks"],
            supports + row["supports"],
        )
    return [
        Bin(ts, attacks, supports, posts - attacks - supports)
        for ts, (posts, attacks, supports) in sums.items()
    ]


def _packs(store: Store, run: str | None) -> list[Row]:
    """Return the packs of the run, each with members and the posts that most of them reposted."""
    if run is None:
        return []
    packs = _rows(store, "picture-packs", run=run)
    members = _rows(store, "pack-members", run=run, limit=1_000_000)
    by_pack: dict[str, list[Row]] = {}
    for row in members:
        by_pack.setdefault(row["pack"], []).append(row)
    stances = stances_of(store, [row["account"] for row in members])
    for place, pack in enumerate(packs):
        pack["members"] = by_pack.get(pack["pack"], [])
        pack["stances"] = _pack_stances({row["account"] for row in pack["members"]}, stances)
        pack["evidence"] = (
            _rows(store, "pack-evidence", pack=pack["pack"], limit=PACK_POSTS)
            if place < PACKS
            else []
        )
    return packs


def _pack_stances(members: set[str], stances: Sequence[Row]) -> list[Row]:
    """Return how many members attack and support each figure, the most first."""
    sums: dict[tuple[str, str], list[int]] = {}
    for row in stances:
        if row["account"] in members:
            counts = sums.setdefault((row["target"], row["stance"]), [0, 0])
            counts[0] += 1
            counts[1] += row["posts"]
    return [
        {"target": target, "stance": stance, "accounts": accounts, "posts": posts}
        for (target, stance), (accounts, posts) in sorted(
            sums.items(), key=lambda item: (-item[1][0], item[0])
        )
    ]


def _attackers(store: Store) -> list[Row]:
    """Return the accounts with several targets, each with its stances and what is known of it."""
    rows = _rows(store, "multi-target-attackers", limit=MOST_ATTACKERS)
    told = [row["account"] for row in rows[:ATTACKERS]]
    stances = stances_of(store, told, evidence=2)
    known = {row["account"]: row for row in _rows(store, "picture-accounts", accounts=told)}
    return [
        row
        | known.get(row["account"], {})
        | {"stances": [stance for stance in stances if stance["account"] == row["account"]]}
        for row in rows
    ]


def _onsets(rows: Sequence[Row]) -> list[Row]:
    """Return of each attack's beginning the post that was passed on most, in order of time."""
    first: dict[tuple[str, int], Row] = {}
    for row in rows:
        first.setdefault((row["target"], row["attack_ts"]), row)
    return sorted(first.values(), key=lambda row: (row["attack_ts"], row["target"]))


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())
