"""Writing a chunk: what is there is read, merged with what comes, and written where it differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..graph.schema import MENTIONS, Post
from ..graph.store import Store, Values
from ..graph.tables import node_table, table_values
from ..graph.types import NodeType
from .merging import changed, news_of
from .reading import Chunk
from .rows import NODE_TYPES, TIE_TYPES, Ends

KEPT_ROWS = 40_000
"""Of each type; about 50 MB."""


class StoredRows:
    """What the graph holds, with the rows that keep coming back at hand.

    The most active accounts and the most reposted posts come with every chunk, and reading a row
    from the embedded engine takes 4 µs. A row is kept from the second time on, and as it will
    be once it is written: nobody else writes during a load.
    """

    def __init__(self, store: Store, capacity: int = KEPT_ROWS) -> None:
        self._store, self._capacity = store, capacity
        self._kept: dict[NodeType, dict[str, Values]] = {}

    def find(self, node_type: NodeType, ids: list[str]) -> dict[str, Values]:
        """Return the rows of those ids that are there."""
        kept = self._kept.get(node_type, {})
        found = {key: kept[key] for key in ids if key in kept}
        missing = [key for key in ids if key not in found] if found else ids
        return self._store.existing(node_type, missing) | found

    def keep(self, node_type: NodeType, values: Values) -> None:
        """Remember a row as it is now; those longest unseen are forgotten."""
        kept = self._kept.setdefault(node_type, {})
        kept.pop(values[0], None)
        kept[values[0]] = values
        if len(kept) > self._capacity:
            del kept[next(iter(kept))]


@dataclass(slots=True)
class Prepared:
    """A chunk compared with the graph: what is to be written, and what its records are.

    ``fresh`` are the tables of nodes that are not in the graph, ``changed`` those of what differs
    on nodes that are, ``cleared`` the properties that these no longer have.
    """

    loaded: int
    merged: int
    fresh: dict[NodeType, Any] = field(default_factory=dict)
    changed: dict[NodeType, Any] = field(default_factory=dict)
    cleared: dict[tuple[NodeType, str], list[str]] = field(default_factory=dict)
    ties: dict[str, Any] = field(default_factory=dict)


def prepare(store: Store, stored: StoredRows, chunk: Chunk) -> Prepared:
    """Compare a chunk with the graph; nothing is written yet."""
    prepared = Prepared(0, chunk.merged, ties=dict(chunk.ties))
    for node_type in NODE_TYPES:
        table = chunk.nodes.get(node_type.label)
        if table is None:
            continue
        if not node_type.properties:
            prepared.fresh[node_type] = table
            continue
        ids = table["id"].to_pylist()
        found = stored.find(node_type, ids)
        candidates = chunk.candidates.get(node_type.label, ())
        known = _complete(node_type, found, candidates)
        prepared.merged += known
        prepared.loaded += len(candidates) - known
        if not found:
            prepared.fresh[node_type] = table
            continue
        _compare(prepared, node_type, table, pa.array([key in found for key in ids]), found, stored)
        if node_type is Post and MENTIONS.kind in chunk.ties:
            prepared.ties[MENTIONS.kind] = _mentions(store, chunk.ties[MENTIONS.kind], found)
    return prepared


def write(store: Store, prepared: Prepared) -> None:
    """Write a prepared chunk; a second time changes nothing."""
    for node_type in NODE_TYPES:
        if node_type in prepared.fresh:
            store.write_nodes(node_type, prepared.fresh[node_type])
        if node_type in prepared.changed:
            store.write_nodes(node_type, prepared.changed[node_type])
    for (node_type, name), ids in prepared.cleared.items():
        store.execute(
            f"UNWIND $ids AS id MATCH (n:{node_type.label} {{id: id}}) REMOVE n.{name}",
            {"ids": ids},
        )
    for tie in TIE_TYPES:
        if tie.kind in prepared.ties:
            store.write_relationships(tie, prepared.ties[tie.kind])


def _complete(node_type: NodeType, found: dict[str, Values], ids: Sequence[str]) -> int:
    """How many of the ids are there as more than a reference."""
    if not ids or not found:
        return 0
    stub = node_type.columns.index("stub")
    return sum(key in found and not found[key][stub] for key in ids)


def _compare(
    prepared: Prepared,
    node_type: NodeType,
    table: pa.Table,
    there: pa.Array,
    found: dict[str, Values],
    stored: StoredRows,
) -> None:
    """Divide a table into what is new and what changes."""
    fresh = table.filter(pc.invert(there))
    if len(fresh):
        prepared.fresh[node_type] = fresh
    nothing = (None,) * len(node_type.columns)
    changes = []
    for values in table_values(node_type, table.filter(there)):
        key = values[0]
        old = found[key]
        news = news_of(node_type, old, values)
        if news:
            for at, value in news.items():
                if value is None:
                    name = node_type.columns[at]
                    prepared.cleared.setdefault((node_type, name), []).append(key)
            changes.append(changed(nothing, {0: key, **news}))
            old = changed(old, news)
        stored.keep(node_type, old)
    if changes:
        prepared.changed[node_type] = node_table(node_type, changes)


def _mentions(store: Store, table: pa.Table, posts: dict[str, Values]) -> Any:
    """Without the implicit mentions that the graph holds as explicit ones."""
    sources, targets = table["source"].to_pylist(), table["target"].to_pylist()
    implicit = table["implicit"].to_pylist()
    doubtful = {
        (source, target)
        for source, target, unnamed in zip(sources, targets, implicit, strict=True)
        if unnamed and source in posts
    }
    explicit = explicit_mentions(store, doubtful) if doubtful else set()
    if not explicit:
        return table
    ends = zip(sources, targets, strict=True)
    return table.filter(pa.array([pair not in explicit for pair in ends]))


def explicit_mentions(store: Store, pairs: set[Ends]) -> set[Ends]:
    """Return those pairs of post and account where the graph says that the post names it."""
    found = store.read(
        "MATCH (p:Post) WHERE p.id IN $ids MATCH (p)-[m:MENTIONS]->(a:Account) "
        "WHERE m.implicit = false RETURN p.id AS source, a.id AS target",
        {"ids": sorted({source for source, _ in pairs})},
    )
    return {(source, target) for source, target in found.rows} & pairs
