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
from ..graph.traces import TRACES
from ..queries.tables import Span, query_table
from .bursts import Activity

READ_TIMEOUT_S = 3_600.0
AUTHORS_AT_ONCE = 20_000
REPOSTS = TRACES["repost"].query
_ENCODED = ("account", "object", "precision", "author")
_PLAIN = {pa.string(): pd.ArrowDtype(pa.string())}


def read_acts(store: Store, query: str, spans: Sequence[Span]) -> pd.DataFrame:
    """Return the rows of a trace's stored query, those of each stretch after the one before.

    Accounts, objects and authors are categories; what is unknown is missing. Reposts have the
    authors of their originals.

    Raises:
        StoreError: the engine cannot answer.
    """
    parts = [_table(store, query, first=first, last=last) for first, last in spans]
    rows = _frame(pa.concat_tables(parts).unify_dictionaries())
    return rows.assign(author=_authors(store, rows["object"])) if query == REPOSTS else rows


def _authors(store: Store, objects: pd.Series[str]) -> pd.Categorical:
    """Return whose the objects are, which are posts."""
    posts = objects.cat.categories
    author = pd.Series(index=posts, dtype=object)
    for begin in range(0, len(posts), AUTHORS_AT_ONCE):
        part = posts[begin : begin + AUTHORS_AT_ONCE].tolist()
        held = _table(store, "trace-authors", posts=part).to_pandas()
        author[held["post"]] = held["author"]
    codes, accounts = pd.factorize(author)
    return pd.Categorical.from_codes(np.append(codes, -1)[objects.cat.codes], accounts)


def read_accounts(store: Store) -> pd.DataFrame:
    """Return columns account, created_at and handle of the accounts of which either is known."""
    return _frame(_table(store, "trace-accounts"))


def read_activity(store: Store) -> Activity:
    """Return the period that was collected, and how many posts each of its hours has.

    It lasts from the first to the last post that no other post refers to, or of all posts where
    each is referred to.
    """
    period = _table(store, "trace-period")
    if not len(period):
        period = _table(store, "trace-hours")
    first = min(period["first"].to_pylist(), default=0)
    last = max(period["last"].to_pylist(), default=0)
    hours = _table(store, "trace-hours", first=first, last=last)
    return Activity(first, last, hours["hour"].to_numpy(), hours["posts"].to_numpy())


def _frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.to_pandas(types_mapper=_PLAIN.get)
    return frame


def _table(store: Store, query: str, **parameters: int | list[str]) -> pa.Table:
    table = query_table(store, query, parameters, timeout_s=READ_TIMEOUT_S)
    for place, name in enumerate(table.column_names):
        if name in _ENCODED:
            table = table.set_column(place, name, table[name].dictionary_encode())
    return table
