"""Writing a chunk: what is there is read, merged with what comes, and written where it differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl
import pyarrow as pa

from ..graph.schema import MENTIONS, POSTED, Post
from ..graph.store import Store
from ..graph.tables import table_of
from ..graph.types import NodeType
from .columns import frame_of, table_of_frame
from .contradictions import contradicted, without
from .merging import changes, cleared, merged
from .reading import Chunk
from .records import Reject, Rejected
from .rows import NODE_TYPES, TIE_TYPES

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
        self._kept: dict[NodeType, pl.DataFrame] = {}

    def of(self, node_type: NodeType, ids: pl.Series) -> pl.DataFrame:
        """Return the rows of those ids that are there."""
        kept = self._kept.get(node_type)
        if kept is None:
            return frame_of(node_type, self._store.existing(node_type, ids.to_list()))
        at_hand = kept.filter(pl.col("id").is_in(ids.implode()))
        others = ids.filter(~ids.is_in(at_hand["id"].implode()))
        return pl.concat(
            [at_hand, frame_of(node_type, self._store.existing(node_type, others.to_list()))]
        )

    def keep(self, node_type: NodeType, rows: pl.DataFrame) -> None:
        """Remember rows as they are now; those longest unseen are forgotten."""
        kept = self._kept.get(node_type)
        if kept is not None:
            rows = pl.concat([kept.join(rows, on="id", how="anti"), rows])
        self._kept[node_type] = rows.tail(self._capacity)


@dataclass(slots=True)
class Prepared:
    """A chunk compared with the graph: what is to be written, and what its records are.

    ``complete`` are the candidates, by label, that the graph holds as more than a reference;
    ``contradicted`` says why posts cannot be those that it holds. ``nodes`` are the tables of nodes
    that are new, and of what differs on those that are there; ``cleared`` the ids of nodes that no
    longer have a property.
    """

    complete: dict[str, set[str]] = field(default_factory=dict)
    contradicted: dict[str, str] = field(default_factory=dict)
    nodes: list[tuple[NodeType, pa.Table]] = field(default_factory=list)
    cleared: dict[tuple[NodeType, str], list[str]] = field(default_factory=dict)
    ties: dict[str, pa.Table] = field(default_factory=dict)

    def outcome(self, candidates: dict[str, dict[str, int]]) -> tuple[int, int, list[Rejected]]:
        """How many of the candidates are loaded and merged, and why the others are rejected."""
        contradicted = [
            Rejected(candidates[Post.label][post], Reject(reason=reason))
            for post, reason in self.contradicted.items()
            if post in candidates.get(Post.label, {})
        ]
        merged = sum(
            len(self.complete.get(label, set()).intersection(ids))
            for label, ids in candidates.items()
        )
        total = sum(map(len, candidates.values()))
        return total - merged - len(contradicted), merged, contradicted


def prepare(store: Store, stored: StoredRows, chunk: Chunk) -> Prepared:
    """Compare a chunk with the graph; nothing is written yet."""
    prepared = Prepared(ties=dict(chunk.ties))
    for node_type in NODE_TYPES:
        table = chunk.nodes.get(node_type.label)
        if table is None:
            continue
        if not node_type.properties:
            prepared.nodes.append((node_type, table))
            continue
        new = frame_of(node_type, table)
        held = stored.of(node_type, new["id"])
        if node_type is Post:
            new = _without_contradicted(store, prepared, new, held)
        candidates = set(chunk.candidates.get(node_type.label, ()))
        complete = _complete(held, candidates - prepared.contradicted.keys())
        prepared.complete[node_type.label] = complete
        if len(held):
            fresh = new.join(held, on="id", how="anti", maintain_order="left")
            now = _now(node_type, new, held)
            stored.keep(node_type, now)
            for name, ids in cleared(node_type, held, now).items():
                prepared.cleared[node_type, name] = ids
            parts = [fresh, changes(node_type, held, now)]
        else:
            parts = [new]
        prepared.nodes += [
            (node_type, table_of_frame(node_type, part)) for part in parts if len(part)
        ]
        if node_type is Post and len(held) and MENTIONS.kind in prepared.ties:
            mentions = prepared.ties[MENTIONS.kind]
            prepared.ties[MENTIONS.kind] = _mentions(store, mentions, held["id"])
    return prepared


def write(store: Store, prepared: Prepared) -> None:
    """Write a prepared chunk; a second time changes nothing."""
    for node_type, table in prepared.nodes:
        store.write_nodes(node_type, table)
    for (node_type, name), ids in prepared.cleared.items():
        store.execute(
            f"UNWIND $ids AS id MATCH (n:{node_type.label} {{id: id}}) REMOVE n.{name}",
            {"ids": ids},
        )
    for tie in TIE_TYPES:
        if tie.kind in prepared.ties:
            store.write_relationships(tie, prepared.ties[tie.kind])


def _now(node_type: NodeType, new: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """The stored rows as they are with what comes."""
    there = new.join(held, on="id", how="semi", maintain_order="left")
    return merged(node_type, pl.concat([held, there]))


def _without_contradicted(
    store: Store, prepared: Prepared, new: pl.DataFrame, held: pl.DataFrame
) -> pl.DataFrame:
    """The posts but those that the graph says another author wrote; their ties go as well."""
    posted = prepared.ties.get(POSTED.kind)
    prepared.contradicted = contradicted(store, posted, held["id"])
    if not prepared.contradicted:
        return new
    prepared.ties = without(prepared.ties, prepared.contradicted.keys())
    return new.filter(~pl.col("id").is_in(list(prepared.contradicted)))


def _complete(held: pl.DataFrame, ids: set[str]) -> set[str]:
    """Which of the ids are there as more than a reference."""
    if not ids or not len(held):
        return set()
    complete = held.filter(~pl.col("stub").fill_null(value=False))["id"]
    return ids.intersection(complete.to_list())


def _mentions(store: Store, table: pa.Table, posts: pl.Series) -> pa.Table:
    """Without the implicit mentions that the graph holds as explicit ones."""
    mentions = pl.DataFrame(table)
    doubtful = mentions.filter(pl.col("implicit") & pl.col("source").is_in(posts.implode()))
    if not len(doubtful):
        return table
    explicit = explicit_mentions(store, doubtful["source"])
    needless = doubtful.join(explicit, on=["source", "target"], how="semi")
    left = mentions.join(needless, on=["source", "target"], how="anti", maintain_order="left")
    return table_of_frame(MENTIONS, left)


def explicit_mentions(store: Store, posts: Iterable[str]) -> pl.DataFrame:
    """Return whom the graph says that those posts name: ``source`` and ``target``."""
    named = store.read(
        "MATCH (p:Post) WHERE p.id IN $ids MATCH (p)-[m:MENTIONS]->(a:Account) "
        "WHERE m.implicit = false RETURN p.id AS source, a.id AS target",
        {"ids": sorted(set(posts))},
    )
    return pl.DataFrame(table_of(MENTIONS, named.dicts()))
