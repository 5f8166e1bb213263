"""Rows as Arrow tables: how a load's rows travel between processes and into the stores.

The embedded engine takes a table's columns without a Python object for every value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    present = set().union(*rows)
    columns = {"id": _column(pa.string(), [row["id"] for row in rows])}
    for name, declared in node_type.properties.items():
        if name in present:
            columns[name] = _column(_TYPES[declared.kind], [row.get(name) for row in rows])
    return pa.table(columns)


def tie_table(
    ends: Iterable[tuple[str, str]], name: str | None = None, values: Sequence[Any] = ()
) -> pa.Table:
    """Return relationships as a table, perhaps with one boolean property."""
    pairs = list(ends)
    columns = {
        "source": _column(pa.string(), [pair[0] for pair in pairs]),
        "target": _column(pa.string(), [pair[1] for pair in pairs]),
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


def _column(kind: Any, values: list[Any]) -> Any:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        # Half a surrogate pair, which no reader should let through: no engine can store it.
        return pa.array([_storable(value) for value in values], kind)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return [_storable(item) for item in value] if isinstance(value, list) else value
