"""What the case report says, read through stored queries; empty lists where nothing was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..graph.moments import epoch
from ..graph.unfinished import UnfinishedImport, UnfinishedRun, unfinished_work
from ..memory import without_collections
from ..queries.runner import every_row
from .chart import Bin, bin_length
from .concentration import Core, burst_core
from .gathering import drawn_run, latest_run, posts_by_id, stances_of
from .model import Evidence, Note, Row, values_of
from .spread import Spread, read_spread

if TYPE_CHECKING:
    from ..graph import Store

BURSTS, PACKS, SALVOES, PACK_POSTS, MEMBERS, ATTACKERS = 12, 12, 12, 4, 60, 40
"""Maximum number of each that are told in full; the report says how many more there are."""
PROMINENT, ONSETS, OVERLAPS, TOLD_POSTS, CLOSEST_TIES = 10, 20, 5, 8, 3
MINUTE_S, QUARTER_S = 60, 900
BEFORE_S = 3600
"""How long before a burst its spark is looked for."""
NO_RUN = ""
"""A run that no graph has: where nothing was looked for, nothing is told."""
AROUND = 0.35
"""Share of the burst's length shown before and after it."""


@dataclass(frozen=True, slots=True)
class BurstStory:
    """The heaviest burst: its course, the posts it began with, and who relayed them."""

    burst: Row
    attacks: int
    """Posts in the drawn span that attack a figure."""
    core: Core | None
    bins: Sequence[Bin]
    """Posts over time, from an hour or more before the burst to as long after it."""
    spark_ts: int | None
    """When the first attack that spread was posted, epoch seconds."""
    first: Sequence[Row]
    spread: Sequence[Row]
    relays: Sequence[Row]
    trees: Sequence[Spread] = ()
    """How the first attack that spread and the most spread post went on."""


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
    salvoes: Sequence[Row]
    attackers: Sequence[Row]
    prominent: Sequence[Row]
    onsets: Sequence[Row]
    supporters: Sequence[Row]
    imports: Sequence[Row]
    runs: Sequence[Row]
    methods: frozenset[str] = frozenset()
    """What was looked for at all: methods of the runs in the graph."""
    unfinished: Sequence[UnfinishedImport | UnfinishedRun] = ()
    names: dict[str, str] = field(default_factory=dict)
    posts: dict[str, Evidence] = field(default_factory=dict)
    overlaps: Sequence[Row] = ()
    """Pairs of figures attacked by the same accounts: rows of ``target-overlap``."""
    ties: Sequence[Row] = ()
    """Ties of the run: rows of ``picture-ties``."""
    hours: dict[str, dict[int, int]] = field(default_factory=dict)
    """Under posts, attacks and pack (members of packs): posts by the second their bin begins."""
    limits: Row = field(default_factory=dict)
    """What the posts at hand leave open: a row of ``report-limits``."""
    archives: dict[str, str] = field(default_factory=dict)
    """By post, the address of the copy that an archive keeps, and its hash."""
    notes: tuple[Note, ...] = ()
    """What people wrote about the case, read from a file."""

    def looked_for(self, method: str) -> bool:
        """Whether a run of that method is in the graph, whatever it found."""
        return any(name.startswith(method) for name in self.methods)

    @property
    def has_words(self) -> bool:
        """Whether the figures' rules had any words to judge, where they judged at all."""
        counts = [
            values_of(row["summary"], {}).get("posts", 1)
            for row in self.runs
            if (row["method"] or "").startswith("stance")
        ]
        return not counts or any(counts)


@without_collections()
def read_case(store: Store, run: str | None = None) -> Case:
    """Read what the report tells.

    Raises:
        UsageError: there is no such run.
        StoreError: the engine cannot answer.
    """
    runs = _runs(store)
    drawn = drawn_run(runs, run)
    bursts = every_row(
        store, "hashtag-bursts", min_posts=1, run=latest_run(runs, "bursts") or NO_RUN
    )
    story = _story(store, _worst(store, bursts))
    packs = _packs(store, drawn)
    attackers = _attackers(store)
    overview = every_row(store, "report-overview")
    tag = story.burst["hashtag"] if story else None
    salvoes = _salvoes(store, drawn)
    posts = {post for row in attackers for stance in row["stances"] for post in stance["evidence"]}
    if story:
        posts |= {row["post"] for row in (*story.first, *story.spread)}
    passed_on = {row["post"] for held in (*packs, *salvoes) for row in held.get("evidence", ())}
    ties = every_row(store, "picture-ties", run=drawn) if packs else []
    for pack in packs[:PACKS]:
        pack["ties"] = _closest(pack, ties)
    return Case(
        overview[0] if overview else None,
        {row["kind"]: row["members"] for row in every_row(store, "graph-inventory")},
        every_row(store, "report-targets"),
        bursts,
        story,
        drawn,
        packs,
        salvoes,
        attackers,
        every_row(store, "prominent-attackers", limit=PROMINENT),
        _onsets(every_row(store, "attack-sparks")),
        every_row(store, "report-supporters", hashtag=tag),
        every_row(store, "report-imports"),
        runs,
        frozenset(str(row["method"] or "") for row in runs),
        unfinished_work(store),
        {row["target"]: row["display_name"] for row in every_row(store, "picture-figures")},
        posts_by_id(store, sorted(posts)),
        [row for row in every_row(store, "target-overlap", limit=OVERLAPS) if row["shared"]],
        ties,
        _hours(store),
        next(iter(every_row(store, "report-limits")), {}),
        _archives(store, posts | passed_on),
    )


def _closest(pack: Row, ties: Iterable[Row]) -> list[Row]:
    """Return the ties within a pack that chance explains least, each with its ends' handles."""
    handles = {member["account"]: member["handle"] for member in pack["members"]}
    inside = [row for row in ties if row["account_a"] in handles and row["account_b"] in handles]
    inside.sort(key=lambda row: (1.0 if row["q"] is None else row["q"], -row["shared"]))
    return [
        row | {"handle_a": handles[row["account_a"]], "handle_b": handles[row["account_b"]]}
        for row in inside[:CLOSEST_TIES]
    ]


def read_provenance(store: Store) -> Case:
    """Read only what a manifest of the case names: its files and runs."""
    runs = _runs(store)
    return Case(
        None, {}, [], [], None, drawn_run(runs, None), [], [], [], [], [], [],
        every_row(store, "report-imports"), runs,
    )  # fmt: skip


def _runs(store: Store) -> list[Row]:
    """Return every run with what it was made with."""
    conditions = {row["run"]: row for row in every_row(store, "run-conditions")}
    return [
        row
        | {
            "command": conditions.get(row["run"], {}).get("command"),
            "environment": values_of(conditions.get(row["run"], {}).get("environment"), {}),
            "inputs": values_of(conditions.get(row["run"], {}).get("inputs"), []),
        }
        for row in every_row(store, "runs")
    ]


def _worst(store: Store, bursts: Sequence[Row]) -> tuple[int, Row, list[Row]] | None:
    """Return attacks, row and timeline of the burst with most attacks; None without bursts.

    The least likely burst may well be the supporters' answer; a report on a harassment campaign
    tells of the attack.
    """
    best: tuple[int, Row, list[Row]] | None = None
    for burst in bursts[:BURSTS]:
        if not burst["start_at"] or not burst["end_at"]:
            continue
        start, end = epoch(burst["start_at"]), epoch(burst["end_at"])
        margin = max(BEFORE_S, int((end - start) * AROUND))
        span = {"start_ts": start - margin, "end_ts": end + margin}
        bins = every_row(
            store, "report-timeline", hashtag=burst["hashtag"],
            bin_s=bin_length(span["start_ts"], span["end_ts"]), **span,
        )  # fmt: skip
        attacks = sum(row["attacks"] for row in bins)
        if best is None or attacks > best[0]:
            best = attacks, burst | span | {"from_ts": start, "until_ts": end}, bins
    return best


def _story(store: Store, worst: tuple[int, Row, list[Row]] | None) -> BurstStory | None:
    if worst is None:
        return None
    attacks, burst, rows = worst
    span = {
        "hashtag": burst["hashtag"],
        "start_ts": burst["from_ts"] - BEFORE_S,
        "end_ts": burst["until_ts"],
    }
    first = every_row(store, "report-first-posts", limit=TOLD_POSTS, **span)
    attacking = [row for row in first if row["attacks"]]
    spread = every_row(store, "report-spread-posts", limit=TOLD_POSTS, **span)
    roots = {row["post"]: row for row in (*attacking[:1], *spread[:1])}
    return BurstStory(
        burst,
        attacks,
        _core(store, burst),
        _bins(rows),
        attacking[0]["ts"] if attacking else None,
        first,
        spread,
        every_row(store, "report-relays", limit=TOLD_POSTS, **span),
        [read_spread(store, row) for row in roots.values()],
    )


def _hours(store: Store) -> dict[str, dict[int, int]]:
    """Return posts by quarter of an hour, since not all zones are whole hours away."""
    hours: dict[str, dict[int, int]] = {}
    for row in every_row(store, "picture-course", bin_s=QUARTER_S, members=[]):
        hours.setdefault(row["head"], {})[row["bin"]] = row["posts"]
    return hours


def _core(store: Store, burst: Row) -> Core | None:
    """Return the part of the burst that holds most of its posts, to the minute."""
    minutes: Counter[int] = Counter()
    for row in every_row(
        store, "report-timeline", hashtag=burst["hashtag"], bin_s=MINUTE_S,
        start_ts=burst["from_ts"], end_ts=burst["until_ts"],
    ):  # fmt: skip
        minutes[row["bin"]] += row["posts"]
    return burst_core(minutes, MINUTE_S)


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
    packs = every_row(store, "picture-packs", run=run)
    members = every_row(store, "pack-members", run=run)
    by_pack: dict[str, list[Row]] = {}
    for row in members:
        by_pack.setdefault(row["pack"], []).append(row)
    stances = stances_of(store, [row["account"] for row in members])
    for place, pack in enumerate(packs):
        pack["members"] = by_pack.get(pack["pack"], [])
        pack["stances"] = _pack_stances({row["account"] for row in pack["members"]}, stances)
        pack["evidence"] = (
            every_row(store, "pack-evidence", pack=pack["pack"], limit=PACK_POSTS)
            if place < PACKS
            else []
        )
    return packs


def _archives(store: Store, posts: set[str]) -> dict[str, str]:
    """Return where a copy is kept of those posts of which one is."""
    rows = every_row(store, "report-archives", posts=sorted(posts))
    return {row["post"]: row["archive"] for row in rows}


def _salvoes(store: Store, run: str | None) -> list[Row]:
    """Return the salvoes of the run, those that are told in full with what they reposted."""
    if run is None:
        return []
    salvoes = every_row(store, "salvoes", run=run)
    for salvo in salvoes[:SALVOES]:
        salvo["evidence"] = every_row(
            store, "salvo-evidence", salvo=salvo["salvo"], limit=PACK_POSTS
        )
    return salvoes


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
    rows = every_row(store, "multi-target-attackers")
    told = [row["account"] for row in rows[:ATTACKERS]]
    stances = stances_of(store, told, evidence=2)
    accounts = {row["account"]: row for row in every_row(store, "picture-accounts", accounts=told)}
    return [
        row
        | accounts.get(row["account"], {})
        | {"stances": [stance for stance in stances if stance["account"] == row["account"]]}
        for row in rows
    ]


def _onsets(rows: Sequence[Row]) -> list[Row]:
    """Return of each attack's beginning the post that was passed on most, in order of time."""
    first: dict[tuple[str, int], Row] = {}
    for row in rows:
        first.setdefault((row["target"], row["attack_ts"]), row)
    return sorted(first.values(), key=lambda row: (row["attack_ts"], row["target"]))
