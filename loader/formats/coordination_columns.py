"""Runs of a coordination table as columns, where nothing in them is out of the ordinary."""

from __future__ import annotations

import polars as pl

from ..quotes import Quotes
from ..unread import note
from . import cells
from .coordination_table import LEAST_SNOWFLAKE_DIGITS, PLATFORM, ROW_NAMES
from .head import Head
from .time_forms import latest
from .times import snowflake_seconds

ORDINARY_ID = "^(?:[1-9][0-9]{0,19}|[a-w][0-9]{1,19})$"
_NUMBER = "^[1-9][0-9]{0,19}$"
"""The ids of X."""
_EPOCH_SECONDS = "^1[0-9]{9}$"


def ordinary_rows(data: bytes, head: Head, platform: str) -> pl.DataFrame | None:
    """The rows below a header as :class:`~..reposts.Reposts` has them; None if one is strange.

    Ordinary are ids that :mod:`.ids` leaves as they are, epoch seconds that agree with the ids that
    carry a time, and posts that come once and repost another.
    """
    table = _texts(data, head)
    if table is None or "timestamp_share" not in table.columns:
        return None
    ids = {"original": "object_id", "account": "account_id", "post": "content_id"}
    rows = table.select(
        *(pl.col(name).alias(what) for what, name in ids.items()),
        pl.col("timestamp_share").alias("ts"),
    )
    form = ORDINARY_ID if platform == PLATFORM else _NUMBER
    are_ordinary = pl.all_horizontal(
        *(pl.col(what).str.contains(form) for what in ids),
        pl.col("ts").str.contains(_EPOCH_SECONDS),
        pl.col("post").ne_missing(pl.col("original")),
        pl.col("post").is_unique(),
    )
    if not rows.select(are_ordinary.all(ignore_nulls=False)).item():
        return None
    rows = rows.with_columns(pl.col("ts").cast(pl.Int64))
    if rows.filter(pl.col("ts") > latest()).height or not _agree(rows):
        return None
    _note_others(table, {*ids.values(), "timestamp_share"})
    moment = pl.from_epoch("ts").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    return rows.with_columns(moment.alias("created_at"))


def _note_others(table: pl.DataFrame, read: set[str]) -> None:
    """Note the values of the columns that are not read."""
    for name in table.columns:
        if name not in read and name not in ROW_NAMES:
            values = (word for word in map(cells.word, table[name]) if word is not None)
            first = next(values, None)
            if first is not None:
                note(name, first, count=1 + sum(1 for _ in values))


def _texts(data: bytes, head: Head) -> pl.DataFrame | None:
    """The cells below a header; None where a line is not simply as many cells as the header."""
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    cuts = data.count(head.delimiter.encode())
    if not data.isascii() or cuts != lines * (len(head.header) - 1):
        return None
    quotes = Quotes(head.delimiter)
    quotes.row_end(data, len(data))
    if quotes.are_strange:
        return None
    try:
        table = pl.read_csv(
            data,
            new_columns=head.header,
            separator=head.delimiter,
            quote_char='"' if b'"' in data else None,
            infer_schema=False,
        )
    except pl.exceptions.PolarsError:
        return None
    return table if len(table) == lines - 1 else None


def _agree(rows: pl.DataFrame) -> bool:
    """Whether the times are those in the ids that may carry one."""
    long = rows.filter(pl.col("post").str.len_bytes() >= LEAST_SNOWFLAKE_DIGITS)
    return all(snowflake_seconds(post) == ts for post, ts in long.select("post", "ts").iter_rows())
