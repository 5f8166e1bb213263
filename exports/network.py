"""The network of a case as rows: every account and figure, and each way in which they are tied.

GEXF, GraphML and JSON are written from it. An edge has one kind: a trace, reposts, attack, support,
or a figure's own account; two accounts may have one edge of each kind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..graph.contents import Properties, TypeReader, stored_properties
from ..graph.moments import epoch
from ..graph.schema import AMPLIFIES, HAS_ACCOUNT, MEMBER_OF, TIES, Account, Pack
from ..graph.tables import rows_of
from ..graph.types import PropertyType, RowType
from ..queries.runner import every_row
from ..viz.gathering import drawn_run, latest_run, stances_of
from ..viz.model import Actor, Edge, Row
from ..viz.tie_acts import acts_behind, repost_rows
from ..viz.tie_evidence import close_acts

if TYPE_CHECKING:
    from ..graph import Store

HOUR_S = 3600
ACCOUNT, FIGURE = "account", "figure"
_PROFILE = (
    "platform", "handle", "display_name", "description", "created_at", "followers", "following",
    "verified", "first_seen_at", "last_seen_at", "stub",
)  # fmt: skip
_TIE = next(iter(TIES.values()))
_AT = ("first_ts", "last_ts", "first_at", "last_at")
_STANCE = {"posts": PropertyType.INTEGER, "own": PropertyType.INTEGER}

NODE_COLUMNS: Mapping[str, PropertyType] = (
    {"kind": PropertyType.STRING}
    | {name: Account.columns[name] for name in _PROFILE}
    | {"pack": PropertyType.STRING, "pack_rank": Pack.columns["rank"]}
    | {name: MEMBER_OF.columns[name] for name in ("inside_share", "bridge")}
    | {"unclear": PropertyType.INTEGER}
)
"""What is told of an account or a figure, with its type; ``unclear`` counts its posts, or those
about it, of which it is unclear what they do: no edge is made of them."""
EDGE_COLUMNS: Mapping[str, PropertyType] = {
    "kind": PropertyType.STRING,
    "directed": PropertyType.BOOLEAN,
} | {
    name: held.kind
    for name, held in {**_TIE.properties, **AMPLIFIES.properties}.items()
    if name not in _AT
} | _STANCE  # fmt: skip
"""What is told of an edge, with its type; ``directed`` is false where neither end comes first."""


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """An edge: ``weight`` counts what is behind it, objects shared or posts.

    Times are epoch seconds; ``hours`` has how many of its acts fall into the hour that begins then.
    """

    source: str
    target: str
    kind: str
    weight: int
    start: int | None
    end: int | None
    values: Row
    hours: Mapping[int, int] = field(default_factory=dict)

    @property
    def directed(self) -> bool:
        """Whether its source acts upon its target; in a tie, neither does."""
        return self.kind not in _TIE_KINDS


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """An account or a figure, and from when to when it acts or is acted upon, epoch seconds."""

    id: str
    label: str
    start: int | None
    end: int | None
    values: Row


_TIE_KINDS = frozenset(tie.kind for tie in TIES.values())


class CaseNetwork:
    """Reads the network of a case a page of accounts at a time.

    Raises:
        UsageError: there is no such run, or the graph holds no account.
        StoreError: the engine cannot answer.
    """

    def __init__(self, store: Store, run: str | None = None) -> None:
        runs = every_row(store, "runs")
        self._store = store
        self.run = drawn_run(runs, run)
        self._amplification = latest_run(runs, "amplification")
        self.members = {
            row["account"]: row for row in every_row(store, "pack-members", run=self.run)
        }
        self.packs = {row["pack"]: row for row in every_row(store, "picture-packs", run=self.run)}
        self.figures = every_row(store, "picture-figures")
        if not store.counts().nodes.get(Account.label):
            raise UsageError("The graph holds no accounts to export", "Run `meute load` first.")

    def nodes(self) -> Iterator[NetworkNode]:
        """Yield every account in the order of ids, then the figures."""
        spans = self._spans()
        for page in self._pages(Account):
            unclear = self._unclear([row["id"] for row in page])
            for row in page:
                member = self.members.get(row["id"], {})
                values = {name: row.get(name) for name in _PROFILE} | {
                    "kind": ACCOUNT,
                    "pack": member.get("pack"),
                    "pack_rank": self.packs.get(member.get("pack"), {}).get("rank"),
                    "inside_share": member.get("inside_share"),
                    "bridge": member.get("bridge"),
                    "unclear": unclear.get(row["id"]),
                }
                seen = (seconds(row.get("first_seen_at")), seconds(row.get("last_seen_at")))
                start, end = _union(spans.get(row["id"], (None, None)), seen)
                label = actor_of(row).shown
                yield NetworkNode(row["id"], label, start, end, without_nulls(values))
        for row in self.figures:
            name = row["display_name"]
            start, end = spans.get(row["target"], (None, None))
            values = {"kind": FIGURE, "display_name": name, "unclear": row["unclear"] or None}
            yield NetworkNode(
                row["target"], name or row["target"], start, end, without_nulls(values)
            )

    def _pages(self, row_type: RowType) -> Iterator[list[Row]]:
        pages = TypeReader(self._store, row_type, self._stored).pages()
        return map(rows_of, pages)

    @cached_property
    def _stored(self) -> Properties:
        return stored_properties(self._store)

    def _unclear(self, accounts: list[str]) -> dict[str, int]:
        """Return how many posts of each account are unclear, where any is."""
        rows = every_row(self._store, "picture-accounts", accounts=accounts)
        return {row["account"]: row["unclear"] for row in rows if row["unclear"]}

    def edges(self) -> Iterator[NetworkEdge]:
        """Yield every edge, kind by kind."""
        return self._edges(hours=True)

    def _edges(self, *, hours: bool) -> Iterator[NetworkEdge]:
        yield from self.ties
        for page in self._pages(AMPLIFIES):
            sources = sorted({row["source"] for row in page})
            yield from self._reposts(page, self._hours(sources) if hours else {})
        for page in self._pages(Account):
            ids = [row["id"] for row in page]
            yield from self._stances(ids, self._hours(ids) if hours else {})
        for figure in self.figures:
            for account in figure["accounts"]:
                yield NetworkEdge(figure["target"], account, HAS_ACCOUNT.kind, 1, None, None, {})

    @cached_property
    def ties(self) -> list[NetworkEdge]:
        """The ties of the run; of every run where there was no detection of our own."""
        rows = [
            (tie.kind, row)
            for tie in TIES.values()
            for page in self._pages(tie)
            for row in page
            if self.run is None or row.get("run") == self.run
        ]
        hours = self._tie_hours([_plain_tie(kind, row) for kind, row in rows])
        return [
            NetworkEdge(
                row["source"], row["target"], kind, _weight(row),
                row.get("first_ts"), row.get("last_ts"),
                without_nulls({name: row.get(name) for name in _TIE.properties if name not in _AT}),
                hours.get((row["source"], row["target"], kind, row.get("run")), {}),
            )
            for kind, row in rows
        ]  # fmt: skip

    def _tie_hours(
        self, ties: list[Edge]
    ) -> dict[tuple[str, str, str, str | None], Mapping[int, int]]:
        """Return per tie how many objects were shared in which hour."""
        ends = sorted({end for tie in ties for end in (tie.source, tie.target)})
        if not ends:
            return {}
        reposts = repost_rows(self._store, ties, ends)
        close = close_acts(ties, acts_behind(self._store, ties, ends, reposts))
        return {
            (tie.source, tie.target, tie.trace, tie.run): _by_hour(
                max(shared.first_ts, shared.second_ts) for shared in posts
            )
            for tie, posts in close.items()
        }

    def _hours(self, accounts: list[str]) -> dict[tuple[str, str, str], dict[int, int]]:
        hours: defaultdict[tuple[str, str, str], dict[int, int]] = defaultdict(dict)
        for row in every_row(self._store, "picture-acts", accounts=accounts, bin_s=HOUR_S):
            hours[row["account"], row["other"], row["kind"]][row["bin"]] = row["posts"]
        return hours

    def _reposts(
        self, rows: Iterable[Row], hours: Mapping[tuple[str, str, str], dict[int, int]]
    ) -> Iterator[NetworkEdge]:
        for row in rows:
            if row.get("run") == self._amplification:
                ends = row["source"], row["target"]
                values = {name: row.get(name) for name in AMPLIFIES.properties if name not in _AT}
                yield NetworkEdge(
                    *ends, AMPLIFIES.kind, row.get("reposts") or 1,
                    seconds(row.get("first_at")), seconds(row.get("last_at")),
                    without_nulls(values), hours.get((*ends, AMPLIFIES.kind), {}),
                )  # fmt: skip

    def _stances(
        self, accounts: list[str], hours: Mapping[tuple[str, str, str], dict[int, int]]
    ) -> Iterator[NetworkEdge]:
        rows = stances_of(self._store, accounts, evidence=0)
        for row in sorted(rows, key=lambda row: (row["account"], row["target"], row["stance"])):
            key = row["account"], row["target"], row["stance"]
            yield NetworkEdge(
                *key, row["posts"], seconds(row["first_at"]), seconds(row["last_at"]),
                without_nulls({name: row[name] for name in _STANCE}), hours.get(key, {}),
            )  # fmt: skip

    def _spans(self) -> dict[str, tuple[int | None, int | None]]:
        """Return per node the first and last moment of its edges: no edge outlives its ends."""
        spans: dict[str, tuple[int | None, int | None]] = {}
        for edge in self._edges(hours=False):
            for end in (edge.source, edge.target):
                spans[end] = _union(spans.get(end, (None, None)), (edge.start, edge.end))
        return spans


def actor_of(row: Row) -> Actor:
    """Return an account's row as pictures know it."""
    return Actor(
        row["id"],
        handle=row.get("handle"),
        display_name=row.get("display_name"),
        followers=row.get("followers"),
    )


def seconds(moment: str | None) -> int | None:
    """Return ISO 8601 as epoch seconds; None where it is not a time."""
    try:
        return None if moment is None else epoch(moment)
    except ValueError:
        return None


def without_nulls(values: Mapping[str, Any]) -> Row:
    """Return the values that are there."""
    return {name: value for name, value in values.items() if value is not None}


def _plain_tie(kind: str, row: Row) -> Edge:
    return Edge(
        row["source"], row["target"], kind, 1, window_s=row.get("window_s"), run=row.get("run")
    )


def _weight(row: Row) -> int:
    """Return the objects shared; runs that repeat another tool's method count what it counts."""
    counts = (row.get(name) for name in ("shared", "pairs", "from_a", "from_b"))
    return next((count for count in counts if count), 1)


def _by_hour(moments: Iterator[int]) -> dict[int, int]:
    return dict(sorted(Counter(ts - ts % HOUR_S for ts in moments).items()))


def _union(
    first: tuple[int | None, int | None], second: tuple[int | None, int | None]
) -> tuple[int | None, int | None]:
    starts = [start for start, _ in (first, second) if start is not None]
    ends = [end for _, end in (first, second) if end is not None]
    return min(starts, default=None), max(ends, default=None)
