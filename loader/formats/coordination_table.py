"""The four columns that coordination tools take: who shared what, with which post, when."""

from __future__ import annotations

from ..records import Account, Post, Record, Reject
from . import cells
from .tables import Row, TableFormat
from .times import any_moment
from .x_common import native_id

_COLUMNS = ("object_id", "account_id", "content_id", "timestamp_share")
_PLATFORM = "coordination"  # the table does not say where its ids are from


class CoordinationTable(TableFormat):
    """Each row is a repost of the object."""

    name = "coordination-table"
    title = "the four-column table of CooRTweet and CooRnet"
    recognised_by = "columns object_id, account_id, content_id and timestamp_share"

    columns = _COLUMNS

    def record(self, row: Row) -> Record | Reject:
        """The post that a row holds."""
        return _post_or_reject(row)


def _post_or_reject(row: Row) -> Post | Reject:
    shared, account, content = (native_id(cells.word(row.cells[name])) for name in _COLUMNS[:3])
    created_at, ts = any_moment(row.cells["timestamp_share"])
    for what, value in zip(_COLUMNS, (shared, account, content, ts), strict=True):
        if value is None:
            return Reject(reason=f"no {what}", line=row.line, raw=row.raw)
    rounded = next((v for v in (shared, account, content) if cells.is_rounded(v)), None)
    if rounded is not None or shared is None or content is None:
        return Reject(reason=f"the id {rounded} was rounded", line=row.line, raw=row.raw)
    return Post(
        platform=_PLATFORM,
        native_id=content,
        account=Account(platform=_PLATFORM, native_id=account),
        kind="repost",
        created_at=created_at,
        ts=ts,
        repost_of=Post(platform=_PLATFORM, native_id=shared, stub=True),
        repost_key="strong",
        damaged=row.damaged,
    )
