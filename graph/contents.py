"""Everything a graph holds, type by type and page by page, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator

from .store import Row, Store
from .types import NodeType, RelationshipType

PAGE = 20_000
"""Nodes read at once; bounds memory to a page and the relationships that begin in it."""


def node_pages(store: Store, node_type: NodeType) -> Iterator[list[Row]]:
    """Yield all nodes of a type, a page at a time, in the order of their ids."""
    last = ""
    while True:
        rows = store.read(
            f"MATCH (n:{node_type.label}) WHERE n.id > $last "
            "RETURN properties(n) AS row ORDER BY n.id LIMIT $page",
            {"last": last, "page": PAGE},
        ).rows
        if not rows:
            return
        page = [_without_none(row) for (row,) in rows]
        last = page[-1]["id"]
        yield page


def relationships_from(
    store: Store, relationship_type: RelationshipType, sources: list[str]
) -> list[Row]:
    """Return the relationships of a type that begin at these nodes."""
    found = store.read(
        f"MATCH (a:{relationship_type.source.label}) WHERE a.id IN $sources "
        f"MATCH (a)-[r:{relationship_type.kind}]->(b:{relationship_type.target.label}) "
        "RETURN a.id AS source, b.id AS target, properties(r) AS row",
        {"sources": sources},
    ).rows
    return [_without_none(row) | {"source": a, "target": b} for a, b, row in found]


def _without_none(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}
