"""What a batch says of posts, in columns that the schema names.

A property has the value of the record's field of the same name, or of its counts'. A count beyond
64 bits, which no engine stores, is no count: it is left out and the post marked ``damaged``.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import polars as pl
import pyarrow as pa

from ..graph.schema import Post
from ..graph.tables import table_of_columns
from . import records
from .canonical import bounded
from .formats.times import epoch_moment, iso_moment
from .merging import frame_of

AUTHOR = "author"
"""The id of the account that a post names as its author; a column beside the declared ones."""

_FIELDS = Post.properties.keys() & set(records.Post.__struct_fields__)
_COUNTS = Post.properties.keys() & set(records.Counts.__struct_fields__)
_UNCOUNTED = records.Counts()
_INT64_BITS = 63


def post_id(post: records.Post) -> str:
    """Return the post's id in the graph."""
    key = f"{post.platform}/{post.native_id}"
    return key if len(key) < 1000 else bounded(key)  # noqa: PLR2004 - saves a call for each


class PostObservations:
    """Collects posts as they looked, each with its author and the time of the observation."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._posts: list[records.Post] = []
        self._times: list[int | None] = []
        self._authors: list[str | None] = []

    def add(self, key: str, post: records.Post, time: int | None, author: str | None) -> None:
        """Add a post as it looked at a time."""
        self._ids.append(key)
        self._posts.append(post)
        self._times.append(time)
        self._authors.append(author)

    def frame(self) -> pl.DataFrame:
        """Return the observations with all declared columns, and :data:`AUTHOR`."""
        posts = self._posts
        columns: dict[str, Any] = {name: list(map(attrgetter(name), posts)) for name in _FIELDS}
        _add_moments(posts, columns["created_at"], columns["ts"])
        counts = [post.counts or _UNCOUNTED for post in posts]
        for name in _COUNTS:
            columns[name], unsound = _counted(list(map(attrgetter(name), counts)))
            for place in unsound:
                columns["damaged"][place] = True
        columns |= {"id": self._ids, "counts_at": self._times}
        frame = frame_of(Post, table_of_columns(Post, columns))
        counted = pl.any_horizontal(pl.col(name).is_not_null() for name in sorted(_COUNTS))
        return frame.with_columns(
            pl.when(pl.col("text").is_not_null()).then("text_cut").alias("text_cut"),
            pl.when("damaged").then("damaged").alias("damaged"),
            pl.when(pl.col("ts").is_not_null()).then("ts_precision").alias("ts_precision"),
            pl.when(counted).then("counts_at").alias("counts_at"),
            pl.Series(AUTHOR, self._authors, pl.String),
        )


def _add_moments(
    posts: list[records.Post], created_at: list[str | None], ts: list[int | None]
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


def _counted(values: list[int | None]) -> tuple[list[int | None] | pa.Array, list[int]]:
    """Return counts that can be stored, and the places of those that cannot."""
    try:
        counts = pa.array(values, pa.int64())
        if not len(counts) or (pa.compute.min(counts).as_py() or 0) >= 0:
            return counts, []
    except OverflowError:
        pass
    unsound = [
        place
        for place, count in enumerate(values)
        if count is not None and not 0 <= count < 1 << _INT64_BITS
    ]
    for place in unsound:
        values[place] = None
    return values, unsound
