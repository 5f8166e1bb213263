"""The rows of a stored query as a table, without a Python object for each value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from ..graph.store import Store
from .catalogue import find
from .runner import DEFAULT_TIMEOUT_S, bind, check_columns

POSTS_AT_ONCE = 125_000
FIRST_S, LAST_S = -(2**63), 2**63 - 1
"""No time is outside."""

_HOUR_S = 3_600

Span = tuple[int, int]
"""First and last second."""

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
    types = {column: _TYPES[column_type.type] for column, column_type in query.columns.items()}
    values = bind(query, parameters or {})
    table = store.read_table(query.statement, values, types, timeout_s=timeout_s)
    check_columns(query, table.column_names)
    return table


def time_spans(store: Store) -> list[Span]:
    """Return stretches of time that hold all posts, some each, earliest first.

    An engine holds a kilobyte for each row of an answer, so what has a row for each post is read a
    stretch at a time. Each is of whole hours; one of a single hour may hold more posts than others.

    Raises:
        StoreError: the engine cannot answer.
    """
    hours = query_table(store, "trace-hours")
    held = np.cumsum(hours["posts"].to_numpy())
    portion = (held - 1) // POSTS_AT_ONCE
    starts = np.flatnonzero(np.diff(portion, prepend=-1))[1:]
    firsts = (hours["hour"].to_numpy()[starts] * _HOUR_S).tolist()
    return list(zip([FIRST_S, *firsts], [*(first - 1 for first in firsts), LAST_S], strict=True))
