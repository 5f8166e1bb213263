"""The sheet of Bellingcat's auto-archiver: where copies of posts are kept, by the posts' addresses.

It says nothing of the posts themselves. Each row gives the post of its address the address of the
copy and its hash; an address that does not hold the post's id is rejected.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ..records import Post, Record, Reject
from . import cells
from .addresses import any_post_in
from .head import Head
from .registry import ReadContext
from .table_format import TableFormat
from .table_rows import text_rows
from .tables import Row

_COLUMNS = ("link", "archive status", "archive location")


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
        return head.is_table and set(_COLUMNS) <= {name.lower() for name in head.header}

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """One post a row."""
        for row in text_rows(stream, context, frozenset(context.head.header)):
            yield row if isinstance(row, Reject) else self.record(row)

    def record(self, row: Row) -> Record | Reject:
        """The post of the row's address, with what is known of its copy."""
        values = {name.lower(): value for name, value in row.cells.items()}
        link, copy = (cells.word(values.get(name)) for name in ("link", "archive location"))
        if copy is None:
            return row.reject(f"not archived: {cells.word(values.get('archive status')) or 'new'}")
        key = any_post_in(link or "")
        if key is None:
            return row.reject("the id of a post does not stand in its address")
        digest = cells.word(values.get("hash"))
        post = Post(platform=key[0], native_id=key[1], stub=True)
        post.archive = f"{copy} {digest}" if digest else copy
        return post
