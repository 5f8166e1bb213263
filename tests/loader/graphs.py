"""A whole graph as plain values, to compare with another."""

from __future__ import annotations

from typing import Any

from meute.graph import Store
from meute.graph.schema import NODES, RELATIONSHIPS

Snapshot = dict[str, dict[Any, dict[str, Any]]]

_WHEN = {"began_at", "finished_at"}


def snapshot(store: Store, *, imports: bool = True) -> Snapshot:
    """Everything in the graph by type and key, save when it was loaded or computed."""
    found: Snapshot = {}
    there = store.counts()  # most graphs have few of the types, and each is a question
    assert there.nodes.keys() <= {node.label for node in NODES}
    assert there.relationships.keys() <= {tie.kind for tie in RELATIONSHIPS}
    for node in NODES:
        if node.label not in there.nodes or (node.label == "Import" and not imports):
            continue
        rows = store.read(f"MATCH (n:{node.label}) RETURN properties(n) AS row").rows
        plain = [_plain(row) for (row,) in rows]
        found[node.label] = {row["id"]: row for row in plain}
        assert len(found[node.label]) == len(plain), f"a {node.label} is there twice"
    for tie in RELATIONSHIPS:
        if tie.kind not in there.relationships:
            continue
        rows = store.read(
            f"MATCH (a:{tie.source.label})-[r:{tie.kind}]->(b:{tie.target.label}) "
            "RETURN a.id AS a, b.id AS b, properties(r) AS row"
        ).rows
        found[tie.kind] = {(a, b): _plain(row) for a, b, row in rows}
        assert len(found[tie.kind]) == len(rows), f"a {tie.kind} is there twice"
    return found


def clear(store: Store) -> None:
    """Delete everything in the graph."""
    if store.engine == "neo4j":
        store.execute(
            "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS", once=True
        )
    else:
        store.execute("MATCH (n) DETACH DELETE n")


def differences(one: Snapshot, other: Snapshot) -> list[str]:
    """What differs, a line each, at most twenty."""
    lines = []
    for kind in sorted(one.keys() | other.keys()):
        left, right = one.get(kind, {}), other.get(kind, {})
        for key in sorted(left.keys() | right.keys(), key=str):
            if left.get(key) != right.get(key):
                lines.append(f"{kind} {key}: {left.get(key)} != {right.get(key)}")
    return lines[:20]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if v is not None and k not in _WHEN}
