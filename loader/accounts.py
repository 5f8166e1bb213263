"""What a batch says of accounts, in columns that the schema names.

A property has the value of the record's field of the same name. The same account comes with
nearly every post, mostly unchanged: readers hand out the very same record then, which is added
once; all other observations of an account are merged as columns.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import polars as pl
import pyarrow as pa

from ..graph.schema import Account
from ..graph.tables import table_of_columns
from . import records
from .canonical import bounded
from .merging import frame_of

_FIELDS = Account.properties.keys() & set(records.Account.__struct_fields__)
_COUNTS = ("followers", "following", "posts")
_PROFILE = (*_COUNTS, "display_name", "description", "verified")
_INT64_BITS = 63


def account_id(account: records.Account) -> str | None:
    """Return the account's id in the graph; of a mere handle ``<platform>/@<handle>``.

    None when there is neither id nor handle.
    """
    if account.native_id:
        key = f"{account.platform}/{account.native_id}"
    elif account.handle:
        key = f"{account.platform}/@{account.handle.lower()}"
    else:
        return None
    return key if len(key) < 1000 else bounded(key)  # noqa: PLR2004 - saves a call for each


class AccountObservations:
    """Collects accounts as they looked, each with the time of the observation."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._accounts: list[records.Account] = []
        self._times: list[int | None] = []
        self._complete: set[str] = set()
        self._same: dict[int, str] = {}

    def add(self, account: records.Account, time: int | None) -> str | None:
        """Add an account as it looked at a time; return its id."""
        same = self._same.get(id(account))
        if same is not None:
            return same
        key = account_id(account)
        if key is None:
            return None
        if account.observed_at is not None:
            time = account.observed_at
            # The very same record says the same once more. It is kept, so that nothing else gets
            # its identity.
            self._same[id(account)] = key
        self._ids.append(key)
        self._accounts.append(account)
        self._times.append(time)
        if not account.is_reference:
            self._complete.add(key)
        return key

    def complete(self, key: str) -> None:
        """Note that there is more than references to it, such as a post."""
        self._complete.add(key)

    def is_complete(self, key: str) -> bool:
        """Whether the batch holds more than references to the account."""
        return key in self._complete

    def frame(self, posted: pl.DataFrame) -> pl.DataFrame:
        """Return the observations with all declared columns.

        ``posted`` holds the ``id`` of an author and ``created_at`` of each post.
        """
        columns: dict[str, Any] = {
            name: list(map(attrgetter(name), self._accounts)) for name in _FIELDS
        }
        columns |= {name: _storable(columns[name]) for name in _COUNTS}
        columns |= {"id": self._ids, "handle_at": self._times, "profile_at": self._times}
        frame = frame_of(Account, table_of_columns(Account, columns))
        profile = pl.any_horizontal(pl.col(name).is_not_null() for name in _PROFILE)
        handle = pl.col("handle").is_not_null()
        named = frame.with_columns(
            pl.when(pl.col(name) != "").then(name).alias(name) for name in ("native_id", "handle")
        )
        span = posted.group_by("id").agg(
            pl.col("created_at").min().alias("first_seen_at"),
            pl.col("created_at").max().alias("last_seen_at"),
        )
        complete = pl.Series("id", list(self._complete), pl.String)
        return (
            named.with_columns(
                pl.when(handle).then("handle_at").alias("handle_at"),
                pl.when(handle).then(pl.concat_list("handle")).alias("handles"),
                pl.when(profile).then("profile_at").alias("profile_at"),
                (~pl.col("id").is_in(complete.implode())).alias("stub"),
            )
            .drop("first_seen_at", "last_seen_at")
            .join(span, on="id", how="left", maintain_order="left")
            .select(frame.columns)
        )


def _storable(values: list[int | None]) -> list[int | None] | pa.Array:
    """Return counts without those that are beyond the 64 bits that the engines store."""
    try:
        return pa.array(values, pa.int64())
    except OverflowError:
        return [n if n is not None and -1 <= n >> _INT64_BITS <= 0 else None for n in values]
