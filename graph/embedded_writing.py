"""Tables into the embedded engine, by frames: one call writes a batch of columns.

Frames know a relationship by its ends alone, so that the tie of another run between the same two
accounts would be overwritten. Of relationships with a key of their own, only those whose ends no
relationship of the type joins yet go in as frames (425,000 in 2 s); the others are merged by
Cypher (20,000 in 0.8 s).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import kglite
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .tables import rows_of
from .types import NodeType, RelationshipType

AT_ONCE = 100_000
"""Relationships written by one call."""
_MERGED_AT_ONCE = 10_000

_NULLABLE = {
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


def write_nodes(graph: kglite.KnowledgeGraph, node_type: NodeType, table: pa.Table) -> None:
    """Create or update nodes by ``id``; see :func:`~meute.graph.tables.declared_table`."""
    if not len(table):
        return
    frame, column_types = _frame(table)
    graph.add_nodes(
        frame, node_type.label, "id", column_types=column_types, conflict_handling="update"
    )


def write_relationships(
    graph: kglite.KnowledgeGraph, row_type: RelationshipType, table: pa.Table
) -> int:
    """Create or update relationships by their ends and key; returns how many lack an end."""
    if not row_type.key:
        return _write_frames(graph, row_type, table)
    missing = 0
    is_new = _are_first(table)
    joined = _count(graph, row_type) > 0
    for begin in range(0, len(table), AT_ONCE):
        part, new = table.slice(begin, AT_ONCE), is_new[begin : begin + AT_ONCE]
        if joined:
            new &= ~_are_joined(graph, row_type, part)
        missing += _write_frames(graph, row_type, part.filter(pa.array(new)))
        missing += _merge(graph, row_type, part.filter(pa.array(~new)))
    return missing


def _are_first(table: pa.Table) -> Any:
    """Return which rows are the first of the table with their ends."""
    ends = [_codes(table[end]) for end in ("source", "target")]
    return ~pd.Series(ends[0] << 32 | ends[1]).duplicated().to_numpy()


def _codes(column: pa.ChunkedArray) -> Any:
    if not pa.types.is_dictionary(column.type):
        column = pc.dictionary_encode(column)
    return column.unify_dictionaries().combine_chunks().indices.to_numpy().astype(np.int64)


def _count(graph: kglite.KnowledgeGraph, row_type: RelationshipType) -> int:
    view: Any = graph.cypher(f"MATCH ()-[r:{row_type.kind}]->() RETURN count(r) AS n")
    return int(view.scalar())


def _are_joined(graph: kglite.KnowledgeGraph, row_type: RelationshipType, table: pa.Table) -> Any:
    """Return which rows' ends a relationship of the type joins already, of whatever key."""
    ends = {end: table[end].to_pylist() for end in ("source", "target")}
    view: Any = graph.cypher(
        "UNWIND range(0, size($source) - 1) AS i "
        f"MATCH (a:{row_type.source.label} {{id: $source[i]}}) "
        f"MATCH (b:{row_type.target.label} {{id: $target[i]}}) "
        f"MATCH (a)-[:{row_type.kind}]->(b) RETURN DISTINCT i",
        params=ends,
        timeout_ms=0,
    )
    joined = np.zeros(len(table), bool)
    joined[view.column("i")] = True
    return joined


def _write_frames(graph: kglite.KnowledgeGraph, row_type: RelationshipType, table: pa.Table) -> int:
    if not len(table):
        return 0
    frame, column_types = _frame(table)
    report = graph.add_relationships(
        frame,
        row_type.kind,
        row_type.source.label,
        "source",
        row_type.target.label,
        "target",
        column_types=column_types,
        conflict_handling="update",
        # The first load of a type keeps parallel duplicates otherwise.
        distinct=True,
    )
    # It invents missing ends; they are taken out again, for the caller to refuse.
    missing = int(report.get("stubs_vivified", 0))
    if missing:
        graph.purge_provisional()
    return missing


def _merge(graph: kglite.KnowledgeGraph, row_type: RelationshipType, table: pa.Table) -> int:
    key = ", ".join(f"{name}: row.properties.{name}" for name in row_type.key)
    written = 0
    for rows in _packed(table):
        view: Any = graph.cypher(
            "UNWIND $rows AS row "
            f"MATCH (a:{row_type.source.label} {{id: row.source}}) "
            f"MATCH (b:{row_type.target.label} {{id: row.target}}) "
            f"MERGE (a)-[r:{row_type.kind} {{{key}}}]->(b) "
            "SET r += row.properties RETURN count(*) AS written",
            params={"rows": rows},
            timeout_ms=0,
        )
        written += int(view.scalar())
    return len(table) - written


def _packed(table: pa.Table) -> Iterator[list[dict[str, Any]]]:
    for begin in range(0, len(table), _MERGED_AT_ONCE):
        yield [
            {
                "source": row.pop("source"),
                "target": row.pop("target"),
                "properties": row,
            }
            for row in rows_of(table.slice(begin, _MERGED_AT_ONCE))
        ]


def _frame(table: pa.Table) -> tuple[pd.DataFrame, dict[str, str]]:
    """A table as columns of nullable types, without a Python object for every value."""
    dictionaries = [f for f in table.schema if pa.types.is_dictionary(f.type)]
    for field in dictionaries:
        place = table.schema.get_field_index(field.name)
        column = table.column(place).cast(field.type.value_type)
        table = table.set_column(place, field.name, column)
    frame = table.to_pandas(types_mapper=_NULLABLE.get)
    lists = [field.name for field in table.schema if pa.types.is_list(field.type)]
    for name in lists:
        frame[name] = pd.Series(table[name].to_pylist(), dtype=object)
    return frame, dict.fromkeys(lists, "list")
