"""One post becomes one row.

A count beyond 64 bits, which no engine stores, is no count: it is left out and the post marked
``damaged``.
"""

from __future__ import annotations

from ..graph.store import Row
from . import records
from .canonical import bounded
from .formats.times import epoch_moment, iso_moment

_INT64 = 1 << 63


def post_id(post: records.Post) -> str:
    """Return the post's id in the graph."""
    key = f"{post.platform}/{post.native_id}"
    return key if len(key) < 1000 else bounded(key)  # noqa: PLR2004 - saves a call for each


def post_row(key: str, post: records.Post, at: int | None) -> Row:
    """Return what a post says of itself; ``at`` is when it looked so."""
    row: Row = {
        "id": key,
        "platform": post.platform,
        "native_id": post.native_id,
        "stub": post.stub,
    }
    # Written out: a loop over names and values took a third longer, and every post comes by.
    if post.kind is not None:
        row["kind"] = post.kind
    if post.text is not None:
        row["text"] = post.text
        row["text_cut"] = post.text_cut
    if post.lang is not None:
        row["lang"] = post.lang
    if post.url is not None:
        row["url"] = post.url
    if post.app is not None:
        row["app"] = post.app
    if post.conversation_id is not None:
        row["conversation_id"] = post.conversation_id
    if post.repost_key is not None:
        row["repost_key"] = post.repost_key
    created_at, ts = moment_of(post)
    if ts is not None:
        row["created_at"] = created_at
        row["ts"] = ts
        row["ts_precision"] = post.ts_precision
    if post.damaged:
        row["damaged"] = True
    if post.counts is not None:
        row.update(counts_row(post.counts, at))
    return row


def moment_of(post: records.Post) -> tuple[str | None, int | None]:
    """Return when it was posted, as text and as a number, whichever the record has."""
    if post.ts is None:
        return iso_moment(post.created_at)
    if post.created_at is None:
        return epoch_moment(post.ts)
    return post.created_at, post.ts


def counts_row(counts: records.Counts, at: int | None) -> Row:
    """Return the counts, and when they were counted."""
    row: Row = {}
    if counts.reposts is not None:
        row["reposts"] = counts.reposts
    if counts.replies is not None:
        row["replies"] = counts.replies
    if counts.likes is not None:
        row["likes"] = counts.likes
    if counts.quotes is not None:
        row["quotes"] = counts.quotes
    if counts.views is not None:
        row["views"] = counts.views
    if not row:
        return row
    if max(row.values()) >= _INT64 or min(row.values()) < -_INT64:
        row = {name: value for name, value in row.items() if -_INT64 <= value < _INT64}
        row["damaged"] = True
        if len(row) == 1:
            return row
    if at is not None:
        row["counts_at"] = at
    return row
