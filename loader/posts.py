"""One post becomes one row.

A count beyond 64 bits, which no engine stores, is no count: it is left out and the post marked
``damaged``.
"""

from __future__ import annotations

from ..graph.schema import Post
from ..graph.store import Values
from . import records
from .canonical import bounded
from .formats.times import epoch_moment, iso_moment
from .merging import merge_values

STUB = Post.columns.index("stub")
_FIRST_COUNT, _COUNTED_AT = Post.columns.index("reposts"), Post.columns.index("counts_at")

_INT64_BITS = 63


def post_id(post: records.Post) -> str:
    """Return the post's id in the graph."""
    key = f"{post.platform}/{post.native_id}"
    return key if len(key) < 1000 else bounded(key)  # noqa: PLR2004 - saves a call for each


def post_values(key: str, post: records.Post, at: int | None) -> Values:
    """Return what a post says of itself; ``at`` is when it looked so."""
    created_at, ts = post.created_at, post.ts
    if created_at is None or ts is None:
        created_at, ts = moment_of(post)
    counts = post.counts
    damaged = True if post.damaged else None
    counted: Values = (None,) * 6
    if counts is not None:
        counted, sound = _counted(counts, at)
        damaged = damaged if sound else True
    return (
        key,
        post.platform,
        post.native_id,
        post.kind,
        post.text,
        None if post.text is None else post.text_cut,
        damaged,
        post.lang,
        created_at,
        ts,
        None if ts is None else post.ts_precision,
        post.url,
        post.app,
        post.conversation_id,
        post.repost_key,
        *counted,
        None,
        post.stub,
    )


def seen_again(values: Values, counts: records.Counts, at: int) -> Values:
    """Return the row of a post whose counts were seen once more, at a time."""
    counted, _ = _counted(counts, at)
    if values[_FIRST_COUNT : _COUNTED_AT + 1] == counted:
        return values
    look = (values[0], *(None,) * (_FIRST_COUNT - 1), *counted, None, None)
    return merge_values(Post, values, look)


def moment_of(post: records.Post) -> tuple[str | None, int | None]:
    """Return when it was posted, as text and as a number, whichever the record has."""
    if post.ts is None:
        return iso_moment(post.created_at)
    if post.created_at is None:
        return epoch_moment(post.ts)
    return post.created_at, post.ts


def _counted(counts: records.Counts, at: int | None) -> tuple[Values, bool]:
    """The five counts and their time, and whether all of them can be stored."""
    found: tuple[int | None, ...] = (
        counts.reposts,
        counts.replies,
        counts.likes,
        counts.quotes,
        counts.views,
    )
    first, second, third, fourth, fifth = found
    every = (first or 0) | (second or 0) | (third or 0) | (fourth or 0) | (fifth or 0)
    sound = not every >> _INT64_BITS
    if not sound:
        found = tuple(n if n is not None and 0 <= n < 1 << _INT64_BITS else None for n in found)
    return (*found, None if found.count(None) == len(found) else at), sound
