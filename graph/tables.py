"""Tables: how nodes and relationships travel, one Arrow table per label or relationship type.

A column is found by its name alone, and the schema declares its type; null is an unknown value.
Millions of rows pass: as columns they go from process to process and into the engines without a
Python object for each value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from .store import Row, Store
from .types import NodeType, PropertyType, RowType

_TYPES = {
    PropertyType.STRING: pa.string(),
    PropertyType.INTEGER: pa.int64(),
    PropertyType.FLOAT: pa.float64(),
    PropertyType.BOOLEAN: pa.bool_(),
    PropertyType.STRINGS: pa.list_(pa.string()),
}


def arrow_types(row_type: RowType) -> Mapping[str, pa.DataType]:
    """Return the declared columns with their types."""
    return {name: _TYPES[kind] for name, kind in row_type.columns.items()}


def empty_table(row_type: RowType) -> pa.Table:
    """Return a table without rows that has all declared columns."""
    return pa.schema(arrow_types(row_type).items()).empty_table()


def table_of_columns(row_type: RowType, columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Return columns of Python values as a table of the declared types.

    Raises:
        ValueError: a column is not declared, or one that identifies rows is missing.
    """
    check_names(row_type, columns)
    return pa.table(
        {name: _array(values, _TYPES[row_type.columns[name]]) for name, values in columns.items()}
    )


def table_of(row_type: RowType, rows: Iterable[Row]) -> pa.Table:
    """Return rows as a table; a property that no row has gets no column.

    Raises:
        ValueError: a row has a property that is not declared.
    """
    rows = list(rows)
    present = set(row_type.identity).union(*rows)
    return table_of_columns(row_type, {name: [row.get(name) for row in rows] for name in present})


def write_rows(store: Store, row_type: RowType, rows: Iterable[Row]) -> None:
    """Write some rows: what is at hand as rows, such as a run or a page, not a load.

    Raises:
        ValueError: a row has a property that is not declared.
    """
    write_table(store, row_type, table_of(row_type, rows))


def write_table(store: Store, row_type: RowType, table: pa.Table) -> None:
    """Write nodes or relationships, as the type is."""
    if isinstance(row_type, NodeType):
        store.write_nodes(row_type, table)
    else:
        store.write_relationships(row_type, table)


def rows_of(table: pa.Table) -> list[Row]:
    """Return a table as rows, without what is null."""
    names = table.column_names
    columns = [column.to_pylist() for column in table.columns]
    return [
        {name: value for name, value in zip(names, values, strict=True) if value is not None}
        for values in zip(*columns, strict=True)
    ]


def declared_table(row_type: RowType, table: pa.Table) -> pa.Table:
    """Return a table with the declared types and without columns that hold nothing.

    A column may hold its texts once each, as a dictionary: millions of ties share few accounts.

    Raises:
        ValueError: a column is not declared, or one that identifies rows is missing.
    """
    check_names(row_type, table.column_names)
    held = {
        name: _cast(column, _TYPES[row_type.columns[name]])
        for name, column in zip(table.column_names, table.columns, strict=True)
        if name in row_type.identity or column.null_count < len(column)
    }
    return pa.table(held)


def _cast(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type) and column.type.value_type == kind:
        return column
    return column.cast(kind)


def check_names(row_type: RowType, names: Iterable[str]) -> None:
    """Refuse columns that the schema does not declare, and a table without its identity."""
    names = set(names)
    owner = row_type.type_name
    if unknown := sorted(names - row_type.columns.keys()):
        raise ValueError(f"{owner} has no {', '.join(unknown)}: declare it in graph/schema.py")
    if missing := sorted(set(row_type.identity) - names):
        raise ValueError(f"a table of {owner} needs {', '.join(missing)}")


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
