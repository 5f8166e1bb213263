"""Rows as tuples and as Arrow tables: how a load's rows are made, travel, and reach the stores.

Millions of rows are made: tuples take half the time of dictionaries to make and to turn into
columns, and the embedded engine takes a table's columns without a Python object for every value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Any

import pyarrow as pa

from .store import Row, Values
from .types import NodeType, PropertyType, RelationshipType

_TYPES = {
    PropertyType.STRING: pa.string(),
    PropertyType.INTEGER: pa.int64(),
    PropertyType.FLOAT: pa.float64(),
    PropertyType.BOOLEAN: pa.bool_(),
    PropertyType.STRINGS: pa.list_(pa.string()),
}


def row_of(declared: NodeType | RelationshipType, values: Values) -> Row:
    """Return a tuple as a row, without what is unknown."""
    named = zip(declared.columns, values, strict=True)
    return {name: value for name, value in named if value is not None}


def values_of(declared: NodeType | RelationshipType, row: Row) -> Values:
    """Return a row as a tuple."""
    return tuple(map(row.get, declared.columns))


def node_table(node_type: NodeType, rows: Sequence[Values]) -> pa.Table:
    """Return rows as a table; a property that no row has gets no column."""
    columns = {}
    fields = _fields(node_type)
    # As one flat list: zip(*rows) goes through all rows once for each column, past every cache.
    flat = list(chain.from_iterable(rows))
    for at, (name, kind) in enumerate(fields):
        column = _array(flat[at :: len(fields)], kind)
        if column.null_count < len(rows):
            columns[name] = column
    return pa.table(columns)


@cache
def _fields(node_type: NodeType) -> list[tuple[str, pa.DataType]]:
    fields = [("id", pa.string())]
    return fields + [(name, _TYPES[held.kind]) for name, held in node_type.properties.items()]


def tie_table(
    ends: Iterable[tuple[str, str]], name: str | None = None, values: Sequence[Any] = ()
) -> pa.Table:
    """Return relationships as a table, perhaps with one boolean property."""
    pairs = list(ends)
    columns = {
        "source": _array([pair[0] for pair in pairs], pa.string()),
        "target": _array([pair[1] for pair in pairs], pa.string()),
    }
    if name is not None:
        columns[name] = pa.array(values, pa.bool_())
    return pa.table(columns)


def table_values(node_type: NodeType, table: pa.Table) -> list[Values]:
    """Return a table's rows as tuples."""
    unknown = [None] * len(table)
    present = set(table.column_names)
    columns = [
        table[name].to_pylist() if name in present else unknown for name in node_type.columns
    ]
    return list(zip(*columns, strict=True))


def table_rows(table: pa.Table) -> list[Row]:
    """Return a table as rows, without what is null."""
    names = table.column_names
    columns = [column.to_pylist() for column in table.columns]
    return [
        {name: value for name, value in zip(names, values, strict=True) if value is not None}
        for values in zip(*columns, strict=True)
    ]


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        # Half a surrogate pair, which no reader should let through: no engine can store it.
        return pa.array([_storable(value) for value in values], kind)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return [_storable(item) for item in value] if isinstance(value, list) else value
