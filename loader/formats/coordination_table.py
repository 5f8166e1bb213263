"""The four columns that coordination tools take: who shared what, with which post, when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain, islice
from typing import Any, BinaryIO

from msgspec import structs

from ..lines import CHUNK_BYTES
from ..records import Account, Post, Record, Reject
from ..reposts import Item, Reposts, repost
from ..segments import Segments
from ..unread import note, remark
from . import cells
from .foreign import PAIR_COLUMNS
from .head import Head, stream_of
from .ids import account_id, own_id
from .ids import post_id as object_id
from .marks import handles_in, tags_in
from .registry import ReadContext
from .table_format import RowReader, TableFormat
from .tables import Row, rows_stand_alone
from .time_forms import precision_of
from .times import any_moment, snowflake_moment
from .x_common import bare_handle, is_cut, split_repost

_COLUMNS = ("object_id", "account_id", "content_id")
_TIME = "timestamp_share"
PLATFORM = "coordination"  # the table does not say where its ids are from
LEAST_SNOWFLAKE_DIGITS = 18
"""Since 2011; shorter ids may be row numbers."""

RUN_BYTES = 1 << 17
"""About 4,500 rows: runs are short, so that one strange row makes few others slow."""

_MORE: Mapping[str, tuple[str, ...]] = {
    "handle": (
        "username", "account_username", "account_handle", "screen_name", "handle", "user_name",
        "user_username", "author_username",
    ),
    "display_name": ("account_name", "display_name", "name", "account_display_name"),
    "text": ("text", "full_text", "message", "content", "post_text", "tweet_text", "body"),
    "url": ("url", "post_url", "content_url", "tweet_url", "permalink"),
}  # fmt: skip
"""Columns that people add to the four, by what they are read as."""

ROW_NAMES = frozenset({"", "X", "...1", "Unnamed: 0", "index", "rownames"})
"""What R and pandas call the column of row numbers that they write of their own accord."""

_READ = frozenset({*_COLUMNS, _TIME, *chain.from_iterable(_MORE.values())})
_SHOWN_ADDRESS = "://"


class CoordinationTable(TableFormat):
    """Each row is a repost of the object; without a time it has that of its content's id."""

    name = "coordination-table"
    title = "the four-column table of CooRTweet and CooRnet"
    recognised_by = "columns object_id, account_id and content_id, mostly with timestamp_share"
    reads = "reposts of the object, with times, or those in ids; handles, names and words if there"
    lacks = "which platform the ids are from: a map that says «platform: x» alone tells it"
    source = "nicolarighetti/CooRTweet: R/detect_groups.R; fabiogiglietto/CooRnet"

    columns = _COLUMNS
    takes_platform = True
    lines_stand_alone = True

    def sniff(self, head: Head) -> bool:
        """The columns, unless each line is a pair of posts: the result of a detection."""
        return super().sniff(head) and PAIR_COLUMNS.isdisjoint(head.header)

    def record(self, row: Row) -> Record | Reject:
        """The post that a row holds."""
        return _post_or_reject(row, PLATFORM)

    def reader(self, context: ReadContext) -> RowReader:
        """What makes posts of the platform that the user names."""
        if context.platform is None and _are_snowflakes(context.head):
            remark(
                "platform",
                "It does not say which platform its ids are from. If they are X's, write a map of "
                "one line, «platform: x», and load it with --map into a new case: such ids hold "
                "the times of the shared posts, by which an audience is told from a pack",
            )
        return partial(_post_or_reject, platform=context.platform or PLATFORM)

    def read_in_columns(self, stream: BinaryIO, context: ReadContext) -> Iterator[Item]:
        """Runs of rows in which nothing is out of the ordinary, and the others row by row.

        Row by row it takes ten times as long. The first run has the header, and is always read so.
        """
        names = set(context.head.header)
        if not rows_stand_alone(context.head) or names.intersection(_READ) - {*_COLUMNS, _TIME}:
            yield from self.read(stream, context)
            return
        from .coordination_columns import ordinary_rows

        head = context.head
        for part in Segments(stream, RUN_BYTES, head.header_line + b"\n", head.delimiter):
            chunks = iter(partial(part.stream.read, CHUNK_BYTES), b"")
            begun = _beginning(chunks)
            rest = list(islice(chunks, 1))
            rows = (
                None
                if rest or not part.number
                else ordinary_rows(b"".join(begun), head, context.platform or PLATFORM)
            )
            if rows is not None:
                yield Reposts(context.platform or PLATFORM, rows)
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


def _are_snowflakes(head: Head) -> bool:
    """Whether the objects of the first rows have ids that may carry a time, as those of X do."""
    place = head.header.index("object_id")
    ids = [row[place] for row in head.rows if len(row) > place and row[place]]
    return bool(ids) and all(
        len(native_id) >= LEAST_SNOWFLAKE_DIGITS and snowflake_moment(native_id)[1] is not None
        for native_id in ids
    )


def _post_or_reject(row: Row, platform: str) -> Post | Reject:
    shared = object_id(row.cells["object_id"], platform)
    account = account_id(row.cells["account_id"], platform)
    content = own_id(row.cells["content_id"], platform)
    written = row.cells.get(_TIME)
    created_at, ts = any_moment(written, _TIME)
    precision = precision_of(written) if ts is not None else "second"
    if ts is None and content is not None and len(content) >= LEAST_SNOWFLAKE_DIGITS:
        created_at, ts = snowflake_moment(content)
    for what, value in zip((*_COLUMNS, _TIME), (shared, account, content, ts), strict=True):
        if value is None:
            return row.reject(f"no {what}")
    assert shared and account and content and created_at and ts  # noqa: S101, PT018 - likewise
    post = repost(
        platform,
        post=content,
        account=account,
        original=shared,
        created_at=created_at,
        ts=ts,
        ts_precision=precision,
        damaged=row.damaged,
    )
    if len(row.cells) > len(_COLUMNS) + 1:
        _add_more(post, row.cells)
    return post


def _add_more(post: Post, row: Mapping[str, Any]) -> None:
    """Read what people added to the four columns; note what is not understood."""
    for name, value in row.items():
        if name not in _READ and name not in ROW_NAMES and cells.word(value) is not None:
            note(name, value)
    more = {
        what: next(filter(None, (cells.word(row.get(name)) for name in names)), None)
        for what, names in _MORE.items()
    }
    assert post.account is not None  # noqa: S101 - its id was read
    post.account.handle = bare_handle(more["handle"])
    post.account.display_name, post.url = more["display_name"], more["url"]
    if more["text"] is not None:
        _add_words(post, more["text"])


def _add_words(post: Post, written: str) -> None:
    """Give the words to the original, whose they are where they are marked so or it is a post."""
    parted, original = split_repost(written), post.repost_of
    assert original is not None  # noqa: S101 - every row is a repost
    if parted is None and _SHOWN_ADDRESS in original.native_id:
        note("text", written, "shared with an address: whose words they are is unknown")
        return
    handle, words = parted or (None, written)
    if handle is not None:
        original.account = Account(platform=post.platform, handle=handle)
        post.repost_of_account = original.account
    original.text, original.text_cut = words or None, is_cut(words)
    original.hashtags = tags_in(words)
    original.mentions = [
        Account(platform=post.platform, handle=handle)
        for handle in handles_in(words, post.platform)
    ]
