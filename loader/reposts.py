"""Reposts as columns: a table holds millions of them, and none needs an object of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .records import Account, Post, Record, Reject, TimePrecision

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Reposts:
    """A run of reposts of one platform, each by a post of its own of another post.

    ``rows`` has the native ids ``post``, ``account`` and ``original``, and ``created_at`` and
    ``ts``, which are exact to the second; none is null, and nothing in them needs to be mended.
    """

    platform: str
    rows: pl.DataFrame

    def __len__(self) -> int:
        return len(self.rows)

    def authors(self) -> tuple[list[str], list[str]]:
        """The posts as ``<platform>/<native id>``, and the native ids of their accounts."""
        posts = f"{self.platform}/" + self.rows["post"]
        return posts.to_list(), self.rows["account"].to_list()

    def records(self) -> Iterator[Post]:
        """The same one by one."""
        for row in self.rows.iter_rows(named=True):
            yield repost(self.platform, **row)


Item = Record | Reject | Reposts


def repost(
    platform: str,
    *,
    post: str,
    account: str,
    original: str,
    created_at: str,
    ts: int,
    ts_precision: TimePrecision = "second",
    damaged: bool = False,
) -> Post:
    """A repost of which no more is known than who reposted what when, and by which post."""
    return Post(
        platform=platform,
        native_id=post,
        account=Account(platform=platform, native_id=account),
        kind="repost",
        created_at=created_at,
        ts=ts,
        ts_precision=ts_precision,
        repost_of=Post(platform=platform, native_id=original, stub=True),
        repost_key="strong",
        damaged=damaged,
    )
