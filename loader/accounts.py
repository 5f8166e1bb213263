"""What a batch says of accounts, in columns that the schema names.

A property has the value of the record's field of the same name. The same account comes with
nearly every post, mostly unchanged: readers hand out the very same record then, which is added
once; all other observations of an account are merged as columns.
"""

from __future__ import annotations

import polars as pl

from ..graph.schema import Account
from ..graph.types import PropertyType
from . import records
from .canonical import bounded
from .columns import BLOCK, Columns, attributes, integers, whole

_FIELDS = Account.properties.keys() & set(records.Account.__struct_fields__)
_PROFILE = tuple(name for name in sorted(_FIELDS) if Account.properties[name].by == "profile_at")
_COUNTS = tuple(
    name for name in sorted(_FIELDS) if Account.properties[name].kind is PropertyType.INTEGER
)
_LEAST = -(1 << 63)


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
    """Collects accounts as they looked, each with the time of the observation.

    ``complete`` are the ids of those of which there is more than references, such as a post.
    """

    def __init__(self) -> None:
        self._columns = Columns(Account, "id", *_FIELDS, "profile_at")
        self.complete: set[str] = set()
        self._same: dict[int, tuple[str, records.Account]] = {}
        self._block: list[tuple[str, records.Account, int | None]] = []

    def add(self, account: records.Account, time: int | None) -> str | None:
        """Add an account as it looked at a time; return its id."""
        same = self._same.get(id(account))
        if same is not None:
            return same[0]
        key = account_id(account)
        if key is None:
            return None
        if account.observed_at is not None:
            time = account.observed_at
            # The very same record says the same once more. It is kept, so that nothing else gets
            # its identity.
            self._same[id(account)] = key, account
        self._block.append((key, account, time))
        if not account.is_reference:
            self.complete.add(key)
        if len(self._block) == BLOCK:
            self._end_block()
        return key

    def append(self, frame: pl.DataFrame) -> None:
        """Add accounts, of each of which there is a post, as columns; what they lack is null."""
        self._columns.append(frame)
        self.complete.update(frame["id"])

    def frame(self, posted: pl.DataFrame) -> pl.DataFrame:
        """Return the observations with all declared columns.

        ``posted`` holds the ``id`` of an author and ``created_at`` of each post.
        """
        self._end_block()
        frame = self._columns.frame()
        profile = pl.any_horizontal(pl.col(name).is_not_null() for name in _PROFILE)
        handle = pl.col("handle").is_not_null()
        named = frame.with_columns(
            pl.when(pl.col(name) != "").then(name).alias(name) for name in ("native_id", "handle")
        )
        span = posted.group_by("id").agg(
            pl.col("created_at").min().alias("first_seen_at"),
            pl.col("created_at").max().alias("last_seen_at"),
        )
        complete = pl.Series("id", list(self.complete), pl.String)
        observed = named.with_columns(
            pl.when(handle).then("profile_at").alias("handle_at"),
            pl.when(handle).then(pl.concat_list("handle")).alias("handles"),
            pl.when(profile).then("profile_at").alias("profile_at"),
            (~pl.col("id").is_in(complete.implode())).alias("stub"),
        ).join(span, on="id", how="left", maintain_order="left")
        return whole(Account, observed)

    def _end_block(self) -> None:
        """Turn the records at hand into columns."""
        if not self._block:
            return
        ids, accounts, times = zip(*self._block, strict=True)
        columns = attributes(accounts, _FIELDS)
        counts = {name: integers(name, columns[name], _LEAST)[0] for name in _COUNTS}
        self._columns.extend({**columns, **counts, "id": ids, "profile_at": times})
        self._block = []
