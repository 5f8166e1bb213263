"""The sheet of Bellingcat's auto-archiver: where copies of posts are kept, by the posts' addresses.

It says nothing of the posts themselves. Each row gives the post of its address the address of the
copy and its hash; an address that does not hold the post's id is rejected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from ..records import Post, Record, Reject
from . import cells
from .head import Head
from .registry import ReadContext
from .tables import Row, TableFormat, read_rows

_COLUMNS = ("link", "archive status", "archive location")
_ADDRESSES: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (platform, re.compile(rf"https?://(?:[\w-]+\.)?{form}", re.IGNORECASE), native)
    for platform, form, native in (
        ("x", r"(?:twitter|x)\.com/\S+?/status(?:es)?/(\d+)", "{}"),
        ("tiktok", r"tiktok\.com/\S+?/(?:video|photo)/(\d+)", "{}"),
        ("instagram", r"instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/([\w-]+)", "{}"),
        ("threads", r"threads\.(?:net|com)/\S+?/post/([\w-]+)", "{}"),
        ("youtube", r"youtube\.com/(?:watch\?(?:\S*&)?v=|shorts/|live/)([\w-]{11})", "{}"),
        ("youtube", r"youtu\.be/([\w-]{11})", "{}"),
        ("reddit", r"reddit\.com/r/\w+/comments/\w+/[^/\s]*/(\w+)", "t1_{}"),
        ("reddit", r"reddit\.com/r/\w+/comments/(\w+)", "t3_{}"),
        ("truthsocial", r"truthsocial\.com/@[\w.]+/(?:posts/)?(\d+)", "{}"),
        ("gab", r"gab\.com/\w+/posts/(\d+)", "{}"),
        ("telegram", r"t\.me/c/(\d+/\d+)", "{}"),
        ("bluesky", r"bsky\.app/profile/(did:[\w:%.-]+/post/\w+)", "at://{}"),
    )
)
"""Platform, form of an address, and the native id that its part makes."""


class AutoArchiver(TableFormat):
    """Names of columns in whatever case: people write them with capitals."""

    name = "auto-archiver"
    title = "auto-archiver's sheet: copies of posts, CSV or Excel"
    recognised_by = "columns link, archive status and archive location, in whatever case"
    reads = "the address of the copy and its hash, for posts by their address"
    lacks = "the posts themselves; screenshots and thumbnails; posts whose id their address lacks"
    source = "bellingcat/auto-archiver: modules/gsheet_feeder_db/__manifest__.py"

    columns = _COLUMNS

    def sniff(self, head: Head) -> bool:
        """All of the columns in the header."""
        return head.layout == "table" and set(_COLUMNS) <= {name.lower() for name in head.header}

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """One post a row."""
        for row in read_rows(stream, context):
            yield row if isinstance(row, Reject) else self.record(row)

    def record(self, row: Row) -> Record | Reject:
        """The post of the row's address, with what is known of its copy."""
        values = {name.lower(): value for name, value in row.cells.items()}
        link, copy = (cells.word(values.get(name)) for name in ("link", "archive location"))
        if copy is None:
            return row.reject(f"not archived: {cells.word(values.get('archive status')) or 'new'}")
        post = post_of_address(link or "")
        if post is None:
            return row.reject("the id of a post does not stand in its address")
        digest = cells.word(values.get("hash"))
        post.archive = f"{copy} {digest}" if digest else copy
        return post


def post_of_address(address: str) -> Post | None:
    """The post that an address leads to, by its id; nothing else is known of it."""
    for platform, form, native in _ADDRESSES:
        found = form.match(address)
        if found is not None:
            key = native.format(found[1]).replace("/post/", "/app.bsky.feed.post/")
            return Post(platform=platform, native_id=key, stub=True)
    return None
