"""The four columns that coordination tools take: who shared what, with which post, when."""

from __future__ import annotations

from ..records import Account, Post, Record, Reject
from .ids import account_id, own_id
from .ids import post_id as object_id
from .table_format import TableFormat
from .tables import Row
from .time_forms import precision_of
from .times import any_moment, snowflake_moment

_COLUMNS = ("object_id", "account_id", "content_id")
_PLATFORM = "coordination"  # the table does not say where its ids are from
_LEAST_SNOWFLAKE_DIGITS = 18  # since 2011; shorter ids may be row numbers


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
    assert shared is not None and content is not None  # noqa: S101, PT018 - looked at above
    return Post(
        platform=_PLATFORM,
        native_id=content,
        account=Account(platform=_PLATFORM, native_id=account),
        kind="repost",
        created_at=created_at,
        ts=ts,
        ts_precision=precision,
        repost_of=Post(platform=_PLATFORM, native_id=shared, stub=True),
        repost_key="strong",
        damaged=row.damaged,
    )
