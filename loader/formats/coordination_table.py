"""The four columns that coordination tools take: who shared what, with which post, when."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from typing import BinaryIO

import polars as pl
from msgspec import structs

from ..lines import CHUNK_BYTES
from ..records import Post, Record, Reject
from ..reposts import Item, Reposts, repost
from ..segments import Segments
from .head import Head, stream_of
from .ids import account_id, own_id
from .ids import post_id as object_id
from .registry import ReadContext
from .table_format import TableFormat
from .tables import Row, rows_stand_alone
from .time_forms import latest, precision_of
from .times import any_moment, snowflake_moment, snowflake_seconds

_COLUMNS = ("object_id", "account_id", "content_id")
_PLATFORM = "coordination"  # the table does not say where its ids are from
_LEAST_SNOWFLAKE_DIGITS = 18  # since 2011; shorter ids may be row numbers

RUN_BYTES = 1 << 17
"""About 4,500 rows: runs are short, so that one strange row makes few others slow."""

ORDINARY_ID = "^(?:[1-9][0-9]{0,19}|[a-w][0-9]{1,19})$"
_EPOCH_SECONDS = "^1[0-9]{9}$"


class CoordinationTable(TableFormat):
    """Each row is a repost of the object; without a time it has that of its content's id."""

    name = "coordination-table"
    title = "the four-column table of CooRTweet and CooRnet"
    recognised_by = "columns object_id, account_id and content_id, mostly with timestamp_share"
    reads = "reposts of the object, with times, or those in ids"
    lacks = "words, handles; which platform the ids are from"
    source = "nicolarighetti/CooRTweet: R/detect_groups.R; fabiogiglietto/CooRnet"

    columns = _COLUMNS
    lines_stand_alone = True

    def record(self, row: Row) -> Record | Reject:
        """The post that a row holds."""
        return _post_or_reject(row)

    def read_in_columns(self, stream: BinaryIO, context: ReadContext) -> Iterator[Item]:
        """Runs of rows in which nothing is out of the ordinary, and the others row by row.

        Row by row it takes ten times as long. The first run has the header, and is always read so.
        """
        if not rows_stand_alone(context.head):
            yield from self.read(stream, context)
            return
        for part in Segments(stream, RUN_BYTES, context.head.header_line + b"\n"):
            chunks = iter(partial(part.stream.read, CHUNK_BYTES), b"")
            begun = _beginning(chunks)
            rest = list(islice(chunks, 1))
            rows = None if rest or not part.number else ordinary_rows(b"".join(begun), context.head)
            if rows is not None:
                yield Reposts(_PLATFORM, rows)
                continue
            for item in self.read(stream_of(chain(begun, rest, chunks)), context):
                if isinstance(item, Reject) and item.line is not None:
                    yield structs.replace(item, line=item.line + part.lines_before)
                else:
                    yield item


def _beginning(chunks: Iterator[bytes]) -> list[bytes]:
    """A run to its end, unless it has none: after a quotation mark a table is not cut any more."""
    begun: list[bytes] = []
    while sum(map(len, begun)) < 2 * RUN_BYTES and (chunk := next(chunks, b"")):
        begun.append(chunk)
    return begun


def ordinary_rows(data: bytes, head: Head) -> pl.DataFrame | None:
    """The rows below a header as :class:`Reposts` has them; None if one is out of the ordinary.

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
    are_ordinary = pl.all_horizontal(
        *(pl.col(what).str.contains(ORDINARY_ID) for what in ids),
        pl.col("ts").str.contains(_EPOCH_SECONDS),
        pl.col("post").ne_missing(pl.col("original")),
        pl.col("post").is_unique(),
    )
    if not rows.select(are_ordinary.all(ignore_nulls=False)).item():
        return None
    rows = rows.with_columns(pl.col("ts").cast(pl.Int64))
    if rows.filter(pl.col("ts") > latest()).height or not _agree(rows):
        return None
    moment = pl.from_epoch("ts").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    return rows.with_columns(moment.alias("created_at"))


def _texts(data: bytes, head: Head) -> pl.DataFrame | None:
    """The cells below a header; None where a line is not simply as many cells as the header."""
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    cuts = data.count(head.delimiter.encode())
    if not data.isascii() or b'"' in data or cuts != lines * (len(head.header) - 1):
        return None
    try:
        table = pl.read_csv(
            data,
            new_columns=head.header,
            separator=head.delimiter,
            quote_char=None,
            infer_schema=False,
        )
    except pl.exceptions.PolarsError:
        return None
    return table if len(table) == lines - 1 else None


def _agree(rows: pl.DataFrame) -> bool:
    """Whether the times are those in the ids that may carry one."""
    long = rows.filter(pl.col("post").str.len_bytes() >= _LEAST_SNOWFLAKE_DIGITS)
    return all(snowflake_seconds(post) == ts for post, ts in long.select("post", "ts").iter_rows())


def _post_or_reject(row: Row) -> Post | Reject:
    shared = object_id(row.cells["object_id"], _PLATFORM)
    account = account_id(row.cells["account_id"], _PLATFORM)
    content = own_id(row.cells["content_id"], _PLATFORM)
    written = row.cells.get("timestamp_share")
    created_at, ts = any_moment(written, "timestamp_share")
    precision = precision_of(written) if ts is not None else "second"
    if ts is None and content is not None and len(content) >= _LEAST_SNOWFLAKE_DIGITS:
        created_at, ts = snowflake_moment(content)
    for what, value in zip(
        (*_COLUMNS, "timestamp_share"), (shared, account, content, ts), strict=True
    ):
        if value is None:
            return row.reject(f"no {what}")
    assert shared and account and content and created_at and ts  # noqa: S101, PT018 - likewise
    return repost(
        _PLATFORM,
        post=content,
        account=account,
        original=shared,
        created_at=created_at,
        ts=ts,
        ts_precision=precision,
        damaged=row.damaged,
    )
