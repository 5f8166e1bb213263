"""Rows as Arrow tables: how a load's rows travel between processes and into the stores.

The embedded engine takes a table's columns without a Python object for every value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pyarrow as pa

from .store import Row
from .types import NodeType, PropertyType

_TYPES = {
    PropertyType.STRING: pa.string(),
    PropertyType.INTEGER: pa.int64(),
    PropertyType.FLOAT: pa.float64(),
    PropertyType.BOOLEAN: pa.bool_(),
    PropertyType.STRINGS: pa.list_(pa.string()),
}


def node_table(node_type: NodeType, rows: Sequence[Row]) -> pa.Table:
    """Return rows as a table; a property that no row has gets no column."""
    # As one array of structs: a comprehension for each column took twice as long.
    batch = pa.RecordBatch.from_struct_array(_array(rows, _struct(node_type)))
    present = [name for name in batch.schema.names if batch[name].null_count < len(rows)]
    return pa.Table.from_batches([batch.select(present)])


def column_table(node_type: NodeType, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """Return rows that are tuples of the type's columns as a table; as :func:`node_table`."""
    columns = {}
    for field, values in zip(_struct(node_type), zip(*rows, strict=True), strict=True):
        column = _array(values, field.type)
        if column.null_count < len(rows):
            columns[field.name] = column
    return pa.table(columns)


@cache
def _struct(node_type: NodeType) -> pa.DataType:
    fields = [("id", pa.string())]
    fields += [(name, _TYPES[held.kind]) for name, held in node_type.properties.items()]
    return pa.struct(fields)


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
    if isinstance(value, dict):
        return {name: _storable(item) for name, item in value.items()}
    return [_storable(item) for item in value] if isinstance(value, list) else value
