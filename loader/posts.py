"""What a batch says of posts, in columns that the schema names.

A property has the value of the record's field of the same name, or of its counts'. A count beyond
64 bits, which no engine stores, is not a count: it is left out and the post marked ``damaged``.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..graph.schema import POSTED, Post
from . import records
from .canonical import bounded
from .columns import BLOCK, Columns, attributes, integers, whole
from .formats.times import epoch_moment, iso_moment

AUTHOR = "author"
"""The id of the account that a post names as its author; a column beside the declared ones."""

_FIELDS = Post.properties.keys() & set(records.Post.__struct_fields__)
_COUNTS = Post.properties.keys() & set(records.Engagement.__struct_fields__)
_UNCOUNTED = records.Engagement()
_LEAST = {"likes": -(1 << 63)}
"""A score, as Reddit has it, is likes less dislikes."""


def post_id(post: records.Post) -> str:
    """Return the post's id in the graph."""
    key = f"{post.platform}/{post.native_id}"
    return key if len(key) < 1000 else bounded(key)  # noqa: PLR2004 - saves a call for each


class PostObservations:
    """Collects posts as they looked, each with its author and the time of the observation."""

    def __init__(self) -> None:
        self._columns = Columns(Post, "id", *_FIELDS, *_COUNTS, "counts_at")
        self._authors = Columns(POSTED, "source")
        self._block: list[tuple[str, records.Post, int | None, str | None]] = []

    def add(self, key: str, post: records.Post, time: int | None, author: str | None) -> None:
        """Add a post as it looked at a time."""
        self._block.append((key, post, time, author))
        if len(self._block) == BLOCK:
            self._end_block()

    def append(self, frame: pl.DataFrame) -> None:
        """Add posts as columns, with their ``author``; what they lack is null."""
        self._end_block()
        self._columns.append(frame.drop(AUTHOR))
        self._authors.append(frame.select(pl.col(AUTHOR).alias("source")))

    def frame(self) -> pl.DataFrame:
        """Return the observations with all declared columns, and their authors."""
        self._end_block()
        counted = pl.any_horizontal(pl.col(name).is_not_null() for name in sorted(_COUNTS))
        frame = self._columns.frame().with_columns(
            pl.when(pl.col("text").is_not_null()).then("text_cut").alias("text_cut"),
            pl.when("damaged").then("damaged").alias("damaged"),
            pl.when(pl.col("ts").is_not_null()).then("ts_precision").alias("ts_precision"),
            pl.when(counted).then("counts_at").alias("counts_at"),
        )
        authors = self._authors.frame()["source"].alias(AUTHOR)
        return whole(Post, frame).with_columns(authors)

    def _end_block(self) -> None:
        """Turn the records at hand into columns."""
        if not self._block:
            return
        ids, posts, times, authors = zip(*self._block, strict=True)
        columns = attributes(posts, _FIELDS)
        if None in columns["created_at"] or None in columns["ts"]:
            _add_moments(posts, columns["created_at"], columns["ts"])
        counted: dict[str, pl.Series] = {}
        counts = [post.counts or _UNCOUNTED for post in posts]
        for name, values in attributes(counts, _COUNTS).items():
            counted[name], lost = integers(name, values, least=_LEAST.get(name, 0))
            for place in lost:
                columns["damaged"][place] = True
        self._columns.extend({**columns, **counted, "id": ids, "counts_at": times})
        self._authors.extend({"source": authors})
        self._block = []


def _add_moments(
    posts: Sequence[records.Post], created_at: list[str | None], ts: list[int | None]
) -> None:
    """Complete the times of posts that state theirs as text or as a number only."""
    for place, (text, number) in enumerate(zip(created_at, ts, strict=True)):
        if text is None or number is None:
            created_at[place], ts[place] = moment_of(posts[place])


def moment_of(post: records.Post) -> tuple[str | None, int | None]:
    """Return when it was posted, as text and as a number, whichever the record has."""
    if post.ts is None:
        return iso_moment(post.created_at)
    if post.created_at is None:
        return epoch_moment(post.ts)
    return post.created_at, post.ts
