"""The rows of a stored query as a table, without a Python object for each value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from ..graph.store import Store
from .catalogue import find
from .runner import DEFAULT_TIMEOUT_S, bind, check_columns

_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "float": pa.float64(),
    "boolean": pa.bool_(),
}


def query_table(
    store: Store,
    name: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    timeout_s: float = DEFAULT_TIMEOUT_S,
) -> pa.Table:
    """Return the rows of the stored query ``name``, which ships with meute, as typed columns.

    Raises:
        QueryUsageError: no such query, or a parameter it does not take.
        StoreError: the engine cannot answer.
    """
    query = find(name)
    types = {column: _TYPES[declared.type] for column, declared in query.columns.items()}
    values = bind(query, parameters or {})
    table = store.read_table(query.statement, values, types, timeout_s=timeout_s)
    check_columns(query, table.column_names)
    return table
