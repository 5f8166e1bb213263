"""From stored queries to a picture: the only module here that asks the graph.

What is drawn by default: accounts that a detection tied to each other, accounts that attack
several figures, the figures, and whom these accounts repost most. With stored queries named by
the user, the accounts and pairs that those answer instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..queries.catalogue import find
from ..queries.runner import run_query
from . import marks
from .model import Actor, Edge, Evidence, Pack, Picture, Row
from .selection import MAX_EDGES, MAX_NODES, choose_accounts, choose_edges, tie_weights
from .tie_evidence import shared_posts

if TYPE_CHECKING:
    from ..graph import Store

RELAYS = 12
"""Most accounts drawn only because the others repost them."""
RELAY_REPOSTERS = 3
"""Drawn accounts that must repost one for that."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked to see."""

    run: str | None = None
    queries: Sequence[str] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    max_nodes: int = MAX_NODES
    max_edges: int = MAX_EDGES


def gather(store: Store, wanted: Wanted) -> Picture:
    """Return the picture of a graph, cut to size.

    Raises:
        UsageError: no such run, or a query whose rows cannot be drawn.
        StoreError: the engine cannot answer.
    """
    runs = run_query(store, "runs").dicts()
    run = drawn_run(runs, wanted.run)
    asked = _asked(store, wanted)
    ties = asked.edges or [_tie(row) for row in _rows(store, "picture-ties", run=run)]
    packs = [_pack(row) for row in _rows(store, "picture-packs", run=run)]
    members = {
        row["account"]: row for row in _rows(store, "pack-members", run=run, limit=1_000_000)
    }
    several = [row["account"] for row in _rows(store, "picture-attackers")]
    if asked.accounts is None:
        candidates = {end for edge in ties for end in (edge.source, edge.target)}
        candidates |= members.keys() | set(several)
    else:
        candidates = asked.accounts
    chosen, left_out = choose_accounts(
        candidates,
        members={account: _rank(packs, row["pack"]) for account, row in members.items()},
        several=several,
        weights=tie_weights(ties),
        limit=wanted.max_nodes,
    )
    reposts = [_repost(row) for row in _rows(store, "picture-reposted", accounts=chosen)]
    relays = _relays(reposts, chosen) if asked.accounts is None else []
    figures = _rows(store, "picture-figures")
    accounts = _accounts(store, [*chosen, *relays], members)
    stances = [_stance(row) for row in _rows(store, "picture-stance", accounts=[*chosen, *relays])]
    hit = {edge.target for edge in stances}
    drawn_figures = [
        Actor(row["target"], figure=True, display_name=row["display_name"])
        for row in figures
        if row["target"] in hit
    ]
    actors = (*accounts, *drawn_figures)
    edges, edges_left_out = choose_edges(
        [*stances, *ties, *reposts], [actor.id for actor in actors], wanted.max_edges
    )
    edges = _with_evidence(store, edges, chosen)
    drawn_packs = {actor.pack for actor in actors}
    return Picture(
        actors,
        tuple(edges),
        tuple(pack for pack in packs if pack.id in drawn_packs),
        posts_by_id(store, sorted({post for edge in edges for post in edge.posts})),
        tuple(_runs_drawn(runs, edges)),
        tuple(sentence for sentence in (left_out, edges_left_out) if sentence),
        _selection(wanted, relays, runs, run),
    )


def _rows(store: Store, query: str, **parameters: Any) -> list[Row]:
    return run_query(store, query, parameters).dicts()


def drawn_run(runs: Sequence[Row], wanted: str | None) -> str | None:
    """Return the run to draw: the one asked for, or the latest detection; None if there is none."""
    if wanted is not None:
        if all(row["run"] != wanted for row in runs):
            raise UsageError(
                f"There is no run {wanted!r}", "List them with `meute query run runs`."
            )
        return wanted
    detections = [row for row in runs if (row["method"] or "").startswith("coordination")]
    latest = max(detections, key=lambda row: (row["finished_at"] or "", row["run"]), default=None)
    return None if latest is None else str(latest["run"])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the user's own queries answer: accounts to draw, and edges if they name pairs."""

    accounts: set[str] | None = None
    edges: Sequence[Edge] = ()


def _asked(store: Store, wanted: Wanted) -> _Asked:
    if not wanted.queries:
        if wanted.parameters:
            raise UsageError("-p goes with --query", "Name the stored query that takes it.")
        return _Asked()
    accounts: set[str] = set()
    edges: list[Edge] = []
    known: set[str] = set()
    for name in wanted.queries:
        query = find(name)
        known |= query.parameters.keys()
        given = {key: value for key, value in wanted.parameters.items() if key in query.parameters}
        if wanted.run is not None and "run" in query.parameters:
            given.setdefault("run", wanted.run)
        if not {"account", "account_a"} & query.columns.keys():
            raise UsageError(
                f"The rows of {name} name no accounts, so that there is nothing to draw",
                "Choose a stored query with a column account, or account_a and account_b.",
            )
        for row in run_query(store, name, given).dicts():
            found = _edges_of(name, row)
            edges += found
            accounts |= {end for edge in found for end in (edge.source, edge.target)}
            accounts |= {row["account"]} if row.get("account") else set()
    if unknown := sorted(wanted.parameters.keys() - known):
        raise UsageError(
            f"None of the queries takes the parameter {unknown[0]!r}",
            f"`meute query show {wanted.queries[0]}` lists what it takes.",
        )
    return _Asked(accounts, edges)


def _edges_of(query: str, row: Row) -> list[Edge]:
    """Return the edges that a row of any stored query stands for, by its columns."""
    if "a_reposts_b" in row:
        a, b = row["account_a"], row["account_b"]
        return [
            Edge(a, b, "AMPLIFIES", row["a_reposts_b"], run=row.get("run")),
            Edge(b, a, "AMPLIFIES", row["b_reposts_a"], run=row.get("run")),
        ]
    if "account_a" in row:
        trace = row.get("trace")
        tie = _tie(row | {"trace": trace if trace in marks.TIES else _trace_of(query)})
        return [tie]
    if "reposted" in row and "reposts" in row:
        return [_repost(row)]
    return []


def _trace_of(query: str) -> str:
    return next(
        (kind for kind in marks.TIES if kind.lower().replace("_", "-").rstrip("s") in query),
        "CO_REPOSTS",
    )


def _tie(row: Row) -> Edge:
    a, b = sorted((row["account_a"], row["account_b"]))
    return Edge(
        a,
        b,
        row["trace"],
        row.get("shared") or 1,
        median_gap_s=row.get("median_gap_s"),
        q=row.get("q"),
        window_s=row.get("window_s"),
        run=row.get("run"),
    )


def _repost(row: Row) -> Edge:
    return Edge(
        row["account"],
        row["reposted"],
        "AMPLIFIES",
        row["reposts"],
        median_gap_s=row.get("median_delay_s"),
        run=row.get("run"),
        first_at=row.get("first_at"),
        last_at=row.get("last_at"),
    )


def _stance(row: Row) -> Edge:
    return Edge(
        row["account"],
        row["target"],
        row["stance"],
        row["posts"],
        own=row["own"],
        first_at=row["first_at"],
        last_at=row["last_at"],
        posts=tuple(row["evidence"]),
    )


def _pack(row: Row) -> Pack:
    return Pack(row["pack"], row["rank"] or 0, row["size"] or 0, row)


def _rank(packs: Sequence[Pack], pack: str) -> int:
    return next((place for place, known in enumerate(packs) if known.id == pack), len(packs))


def _accounts(
    store: Store, accounts: Sequence[str], members: Mapping[str, Row]
) -> tuple[Actor, ...]:
    """Return the accounts in the order given, with what is known of them."""
    details = {
        row["account"]: row for row in _rows(store, "picture-accounts", accounts=list(accounts))
    }
    found = []
    for account in accounts:
        row, member = details.get(account, {}), members.get(account, {})
        found.append(
            Actor(
                account,
                handle=row.get("handle"),
                display_name=row.get("display_name"),
                created_at=row.get("created_at"),
                followers=row.get("followers"),
                pack=member.get("pack"),
                inside_share=member.get("inside_share"),
                bridge=bool(member.get("bridge")),
            )
        )
    return tuple(found)


def _relays(reposts: Iterable[Edge], drawn: Sequence[str]) -> list[str]:
    """Return whom the drawn accounts repost most, by how many of them do."""
    inside = set(drawn)
    reposters: Counter[str] = Counter()
    for edge in reposts:
        if edge.target not in inside and edge.source in inside:
            reposters[edge.target] += 1
    ranked = sorted(reposters.items(), key=lambda item: (-item[1], item[0]))
    return [account for account, count in ranked[:RELAYS] if count >= RELAY_REPOSTERS]


def _with_evidence(store: Store, edges: Sequence[Edge], accounts: Sequence[str]) -> list[Edge]:
    """Return the edges, those of same reposts with the posts that both reposted in the window."""
    if not any(edge.trace == "CO_REPOSTS" for edge in edges):
        return list(edges)
    acts = run_query(store, "picture-reposts", {"accounts": list(accounts)}).rows
    found = shared_posts(edges, acts)
    return [replace(edge, posts=found[edge]) if edge in found else edge for edge in edges]


def posts_by_id(store: Store, posts: Sequence[str]) -> dict[str, Evidence]:
    """Return the posts to show as evidence, by their ids."""
    return {
        row["post"]: Evidence(
            row["post"],
            author=_author(row),
            text=row["text"],
            url=row["url"],
            created_at=row["created_at"],
            matched=", ".join(word for word in row["matched"] if word) or None,
        )
        for row in _rows(store, "picture-posts", posts=list(posts))
    }


def _author(row: Row) -> str | None:
    if row["kind"] == "repost" and row["original_author"]:
        return f"{row['author']} reposting {row['original_author']}"
    return None if row["author"] is None else str(row["author"])


def _runs_drawn(runs: Iterable[Row], edges: Iterable[Edge]) -> list[Row]:
    """Return the runs whose findings are drawn; stance carries no run of its own here."""
    used = {edge.run for edge in edges}
    stance = any(edge.trace in ("ATTACKS", "SUPPORTS") for edge in edges)
    return [row for row in runs if row["run"] in used or (stance and row["method"] == "stance")]


def _selection(wanted: Wanted, relays: Sequence[str], runs: Sequence[Row], run: str | None) -> str:
    if wanted.queries:
        return f"Accounts that answer {', '.join(wanted.queries)}, and the figures they bear on."
    sentence = "Accounts that the run tied to each other, and accounts that attack several figures"
    if relays:
        sentence += f", and the {len(relays)} that most of these repost"
    sentence += ". Accounts that attack one figure and are tied to nobody are not drawn."
    others = sum((row["method"] or "").startswith("coordination") for row in runs) - 1
    if run is not None and others > 0:
        sentence += f" {others} more detections are in the graph; --run draws another one."
    return sentence
