"""Everything a graph holds, type by type and page by page, in bounded memory and in one order.

Nodes come in the order of their ids, relationships in that of their ends and key, by code points:
the same on every engine, wherever pages end.
"""

from __future__ import annotations

from collections.abc import Iterator

from .schema import NODES, RELATIONSHIPS
from .store import Row, Store
from .types import NodeType, RelationshipType, RowType

TYPES: tuple[RowType, ...] = (*NODES, *RELATIONSHIPS)
"""Everything that a graph can hold; ends come before the relationships between them."""

PAGE = 20_000
"""Nodes or relationships read at once; a row takes about 2 kB meanwhile."""

_IDS = 20 * PAGE
"""Ids read at once, 35 MB: the embedded engine looks at all ids of a type for each such read."""


def pages_by_type(store: Store) -> Iterator[tuple[RowType, Iterator[list[Row]]]]:
    """Yield each type that has members, with its rows a page at a time, in a fixed order."""
    counts = store.counts().by_type
    for row_type in TYPES:
        if counts.get(row_type.type_name):
            yield row_type, rows_by_page(store, row_type)


def rows_by_page(store: Store, row_type: RowType) -> Iterator[list[Row]]:
    """Yield all nodes or relationships of a type, a page at a time, in their order."""
    if isinstance(row_type, NodeType):
        return node_pages(store, row_type)
    return relationship_pages(store, row_type)


def table_name(row_type: RowType) -> str:
    """Return the stem of a type's file: ``nodes-Account``, ``relationships-POSTED``."""
    kind = "nodes" if isinstance(row_type, NodeType) else "relationships"
    return f"{kind}-{row_type.type_name}"


def identity_of(row_type: RowType, row: Row) -> tuple[str, ...]:
    """Return what tells a row from the others of its type, and what rows are ordered by."""
    return tuple(str(row.get(name, "")) for name in row_type.identity)


def node_pages(store: Store, node_type: NodeType) -> Iterator[list[Row]]:
    """Yield all nodes of a type, a page at a time."""
    for ids in _id_pages(store, f"(n:{node_type.label})"):
        yield _nodes(store, node_type, ids)


def relationship_pages(store: Store, row_type: RelationshipType) -> Iterator[list[Row]]:
    """Yield all relationships of a type, a page at a time."""
    (total,) = store.read(f"MATCH ()-[r:{row_type.kind}]->() RETURN count(r) AS n").rows[0]
    # Of a million posts a few thousand answer another: only these are gone through.
    having = f"(n:{row_type.source.label})-[:{row_type.kind}]->()"
    ids = _id_pages(store, having) if total else ()
    for sources, targets in _parts(store, row_type, ids):
        yield _relationships(store, row_type, sources, targets)


def rows_like(store: Store, row_type: RowType, page: list[Row]) -> list[Row]:
    """Return what a graph holds under the keys of a page of another's rows, and perhaps more."""
    if isinstance(row_type, NodeType):
        return _nodes(store, row_type, [row["id"] for row in page])
    sources = sorted({row["source"] for row in page})
    targets = sorted({row["target"] for row in page})
    return _relationships(store, row_type, sources, targets)


def _id_pages(store: Store, pattern: str) -> Iterator[list[str]]:
    """The ids of the nodes ``n`` of a pattern, in order."""
    statement = (
        f"MATCH {pattern} WHERE n.id > $last RETURN DISTINCT n.id AS id ORDER BY id LIMIT $most"
    )
    last = ""
    while rows := store.read(statement, {"last": last, "most": _IDS}).rows:
        ids = [str(row[0]) for row in rows]
        last = ids[-1]
        for start in range(0, len(ids), PAGE):
            yield ids[start : start + PAGE]


def _parts(
    store: Store, row_type: RelationshipType, pages: Iterator[list[str]] | tuple[()]
) -> Iterator[tuple[list[str], list[str] | None]]:
    """Divide the relationships into pages: by their sources, and where one has many, by targets.

    An account of a million posts fills fifty pages by itself.
    """
    pattern = f"(a)-[:{row_type.kind}]->(:{row_type.target.label})"
    degrees = (
        f"MATCH (a:{row_type.source.label}) WHERE a.id IN $ids "
        f"RETURN a.id AS id, COUNT {{ {pattern} }} AS n"
    )
    part: list[str] = []
    weight = 0
    for ids in pages:
        for source, degree in sorted(store.read(degrees, {"ids": ids}).rows):
            if part and degree and weight + degree > PAGE:
                yield part, None
                part, weight = [], 0
            if degree > PAGE:
                for targets in _target_pages(store, row_type, source):
                    yield [source], targets
            elif degree:
                part.append(source)
                weight += degree
    if part:
        yield part, None


def _target_pages(store: Store, row_type: RelationshipType, source: str) -> Iterator[list[str]]:
    statement = (
        f"MATCH (a:{row_type.source.label} {{id: $source}}) "
        f"MATCH (a)-[:{row_type.kind}]->(b:{row_type.target.label}) RETURN DISTINCT b.id AS id"
    )
    ids = sorted(str(row[0]) for row in store.read(statement, {"source": source}).rows)
    for start in range(0, len(ids), PAGE):
        yield ids[start : start + PAGE]


def _nodes(store: Store, node_type: NodeType, ids: list[str]) -> list[Row]:
    statement = f"MATCH (n:{node_type.label}) WHERE n.id IN $ids RETURN properties(n) AS row"
    rows = [_without_none(row) for (row,) in store.read(statement, {"ids": ids}).rows]
    return sorted(rows, key=lambda row: str(row["id"]))


def _relationships(
    store: Store, row_type: RelationshipType, sources: list[str], targets: list[str] | None
) -> list[Row]:
    limit = "" if targets is None else "WHERE b.id IN $targets "
    answer = store.read(
        f"MATCH (a:{row_type.source.label}) WHERE a.id IN $sources "
        f"MATCH (a)-[r:{row_type.kind}]->(b:{row_type.target.label}) {limit}"
        "RETURN a.id AS source, b.id AS target, properties(r) AS row",
        {"sources": sources, "targets": targets or []},
    )
    rows = [_without_none(row) | {"source": a, "target": b} for a, b, row in answer.rows]
    return sorted(rows, key=lambda row: identity_of(row_type, row))


def _without_none(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}
