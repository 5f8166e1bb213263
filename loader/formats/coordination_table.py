"""The four columns that coordination tools take: who shared what, with which post, when."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from typing import BinaryIO

from msgspec import structs

from ..lines import CHUNK_BYTES
from ..records import Post, Record, Reject
from ..reposts import Item, Reposts, repost
from ..segments import Segments
from .foreign import PAIR_COLUMNS
from .head import Head, stream_of
from .ids import account_id, own_id
from .ids import post_id as object_id
from .registry import ReadContext
from .table_format import TableFormat
from .tables import Row, rows_stand_alone
from .time_forms import precision_of
from .times import any_moment, snowflake_moment

_COLUMNS = ("object_id", "account_id", "content_id")
_PLATFORM = "coordination"  # the table does not say where its ids are from
LEAST_SNOWFLAKE_DIGITS = 18
"""Since 2011; shorter ids may be row numbers."""

RUN_BYTES = 1 << 17
"""About 4,500 rows: runs are short, so that one strange row makes few others slow."""


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

    def sniff(self, head: Head) -> bool:
        """The columns, unless each line is a pair of posts: the result of a detection."""
        return super().sniff(head) and PAIR_COLUMNS.isdisjoint(head.header)

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
        from .coordination_columns import ordinary_rows  # noqa: PLC0415 - Polars takes 0.1 s

        head = context.head
        for part in Segments(stream, RUN_BYTES, head.header_line + b"\n", head.delimiter):
            chunks = iter(partial(part.stream.read, CHUNK_BYTES), b"")
            begun = _beginning(chunks)
            rest = list(islice(chunks, 1))
            rows = None if rest or not part.number else ordinary_rows(b"".join(begun), head)
            if rows is not None:
                yield Reposts(_PLATFORM, rows)
                continue
            for item in self.read(stream_of(chain(begun, rest, chunks)), context):
                if isinstance(item, Reject) and item.line is not None:
                    yield structs.replace(item, line=item.line + part.lines_before)
                else:
                    yield item


def _beginning(chunks: Iterator[bytes]) -> list[bytes]:
    """A run to its end, unless it has none: after a strange quotation mark a table is not cut."""
    begun: list[bytes] = []
    while sum(map(len, begun)) < 2 * RUN_BYTES and (chunk := next(chunks, b"")):
        begun.append(chunk)
    return begun


def _post_or_reject(row: Row) -> Post | Reject:
    shared = object_id(row.cells["object_id"], _PLATFORM)
    account = account_id(row.cells["account_id"], _PLATFORM)
    content = own_id(row.cells["content_id"], _PLATFORM)
    written = row.cells.get("timestamp_share")
    created_at, ts = any_moment(written, "timestamp_share")
    precision = precision_of(written) if ts is not None else "second"
    if ts is None and content is not None and len(content) >= LEAST_SNOWFLAKE_DIGITS:
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
