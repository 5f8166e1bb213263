"""Reading acts: what traces' stored queries answer, as columns, a stretch of time at a time.

An engine holds a kilobyte for each row of an answer: all reposts of a million posts at once take
600 MB, a stretch of them 100. Accounts and objects recur, so their ids are held once each.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from ..graph import Store
from ..queries.tables import query_table
from .bursts import Activity

POSTS_AT_ONCE = 125_000
READ_TIMEOUT_S = 3_600.0
FIRST_S, LAST_S = -(2**63), 2**63 - 1
"""No time is outside."""

_HOUR_S = 3_600
_ENCODED = ("account", "object", "precision", "author")
_PLAIN = {pa.string(): pd.ArrowDtype(pa.string())}

Span = tuple[int, int]
"""First and last second."""


def read_spans(store: Store) -> list[Span]:
    """Return stretches of time that hold all posts, some each, the earliest first.

    A stretch is of whole hours; one of a single hour may hold more posts than others.
    """
    hours = _table(store, "trace-hours")
    held = np.cumsum(hours["posts"].to_numpy())
    portion = (held - 1) // POSTS_AT_ONCE
    starts = np.flatnonzero(np.diff(portion, prepend=-1))[1:]
    firsts = (hours["hour"].to_numpy()[starts] * _HOUR_S).tolist()
    return list(zip([FIRST_S, *firsts], [*(first - 1 for first in firsts), LAST_S], strict=True))


def read_acts(store: Store, query: str, spans: Sequence[Span]) -> pd.DataFrame:
    """Return the rows of a trace's stored query, those of each stretch after the one before.

    Accounts, objects and authors are categories; what is unknown is missing.

    Raises:
        StoreError: the engine cannot answer.
    """
    parts = [_table(store, query, first=first, last=last) for first, last in spans]
    return pa.concat_tables(parts).unify_dictionaries().to_pandas(types_mapper=_PLAIN.get)


def read_accounts(store: Store) -> pd.DataFrame:
    """Return columns account and created_at of the accounts whose beginning is known."""
    return _table(store, "trace-accounts").to_pandas(types_mapper=_PLAIN.get)


def read_activity(store: Store) -> Activity:
    """Return the period that was collected, and how many posts each of its hours has.

    It lasts from the first to the last post that no other post refers to, or of all posts where
    each is referred to.
    """
    ((first, last),) = zip(*_table(store, "trace-period").to_pydict().values(), strict=True)
    if first is None:
        hours = _table(store, "trace-hours")
        first = min(hours["first"].to_pylist(), default=0)
        last = max(hours["last"].to_pylist(), default=0)
    hours = _table(store, "trace-hours", first=first, last=last)
    return Activity(first, last, hours["hour"].to_numpy(), hours["posts"].to_numpy())


def _table(store: Store, query: str, **parameters: int) -> pa.Table:
    table = query_table(store, query, parameters, timeout_s=READ_TIMEOUT_S)
    for place, name in enumerate(table.column_names):
        if name in _ENCODED:
            table = table.set_column(place, name, table[name].dictionary_encode())
    return table
