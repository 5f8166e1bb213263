"""What the user asked to see: a run, or the accounts and pairs that stored queries answer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..graph.moments import iso_or_none
from ..queries.catalogue import find
from ..queries.runner import run_query
from . import marks
from .model import Edge, Row
from .selection import MAX_EDGES, MAX_NODES

if TYPE_CHECKING:
    from ..graph import Store


@dataclass(frozen=True, slots=True)
class Scope:
    """What the user asked to see."""

    run: str | None = None
    queries: Sequence[str] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    max_nodes: int = MAX_NODES
    max_edges: int = MAX_EDGES
    whole: bool = False
    """With all the evidence, not only what the page has room for."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user's own queries answer: accounts to draw, and edges if they name pairs."""

    accounts: set[str] | None = None
    edges: Sequence[Edge] = ()


def answers_of(store: Store, scope: Scope) -> Answers:
    """Run the user's own queries.

    Raises:
        UsageError: rows that name no accounts, or a parameter that none of the queries takes.
    """
    if not scope.queries:
        if scope.parameters:
            raise UsageError("-p goes with --query", "Name the stored query that takes it.")
        return Answers()
    accounts: set[str] = set()
    edges: list[Edge] = []
    parameters: set[str] = set()
    for name in scope.queries:
        query = find(name)
        parameters |= query.parameters.keys()
        given = {key: value for key, value in scope.parameters.items() if key in query.parameters}
        if scope.run is not None and "run" in query.parameters:
            given.setdefault("run", scope.run)
        if not {"account", "account_a"} & query.columns.keys():
            raise UsageError(
                f"The rows of {name} name no accounts, so there is nothing to draw",
                "Choose a stored query with a column account, or account_a and account_b.",
            )
        for row in run_query(store, name, given).dicts():
            edges_here = _edges_of(name, row)
            edges += edges_here
            accounts |= {end for edge in edges_here for end in (edge.source, edge.target)}
            accounts |= {row["account"]} if row.get("account") else set()
    if unknown := sorted(scope.parameters.keys() - parameters):
        raise UsageError(
            f"None of the queries takes the parameter {unknown[0]!r}",
            f"`meute query show {scope.queries[0]}` lists what it takes.",
        )
    return Answers(accounts, edges)


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
        return [tie_edge(row | {"trace": trace if trace in marks.TIES else _trace_of(query)})]
    if "reposted" in row and "reposts" in row:
        return [repost_edge(row)]
    return []


def _trace_of(query: str) -> str:
    return next(
        (kind for kind in marks.TIES if kind.lower().replace("_", "-").rstrip("s") in query),
        "CO_REPOSTS",
    )


def tie_edge(row: Row) -> Edge:
    """Return the tie of a row with account_a, account_b and trace."""
    a, b = sorted((row["account_a"], row["account_b"]))
    return Edge(
        a,
        b,
        row["trace"],
        row.get("shared") or 1,
        median_gap_s=_finite(row.get("median_gap_s")),
        q=_finite(row.get("q")),
        window_s=row.get("window_s"),
        run=row.get("run"),
        first_at=iso_or_none(row.get("first_ts")),
        last_at=iso_or_none(row.get("last_ts")),
        explanation=row.get("explanation"),
    )


def repost_edge(row: Row) -> Edge:
    """Return the repost of a row with account, reposted and reposts."""
    return Edge(
        row["account"],
        row["reposted"],
        "AMPLIFIES",
        row["reposts"],
        median_gap_s=_finite(row.get("median_delay_s")),
        run=row.get("run"),
        first_at=row.get("first_at"),
        last_at=row.get("last_at"),
    )


def stance_edge(row: Row) -> Edge:
    """Return the attack or support of a row of ``picture-stance``."""
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


def _finite(value: float | None) -> float | None:
    """Return None for what JSON cannot hold."""
    return value if value is not None and math.isfinite(value) else None
