"""Any table, with the user's map of its columns: CSV, TSV, Excel and Parquet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from ...errors import UsageError
from ..records import Account, Counts, Media, Post, Record, Reject, TimePrecision
from . import cells
from .head import Head
from .ids import IdError, own_id, post_id, rounded
from .registry import Format, ReadContext
from .table_rows import table_rows
from .tables import Row
from .times import NO_MOMENT, Moment, any_moment, iso_moment, snowflake_moment
from .x_common import is_cut, post_url, reference, split_repost

if TYPE_CHECKING:
    from .table_map import TableMap

_EXCEL_DIGITS = 15  # numbers of Excel hold no more
_SEPARATORS = re.compile(r"[,;|]\s*")


class MappedTable(Format):
    """Needs ``--map``; recognises nothing by itself."""

    name = "table"
    title = "any table (CSV, TSV, Excel, Parquet) with a map of its columns"
    recognised_by = "a map given with --map"

    def sniff(self, head: Head) -> bool:  # noqa: ARG002 - whatever the head
        """Never: what the columns mean is the user's to say."""
        return False

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """One post a row.

        Raises:
            UsageError: There is no map, or it names columns that the table lacks.
            BrokenInputError: The Excel or Parquet file cannot be opened.
        """
        if context.table_map is None:
            raise UsageError(
                f"{context.head.name} needs a map of its columns",
                "Write one (see docs/formats.md) and give it with --map",
            )
        return _read(stream, context, context.table_map)


def _read(stream: BinaryIO, context: ReadContext, table_map: TableMap) -> Iterator[Record | Reject]:
    columns = table_map.named()
    with table_rows(stream, context) as (names, rows):
        missing = sorted(set(columns.values()) - set(names))
        if missing:
            raise UsageError(
                f"{context.head.name} has no column {', '.join(map(repr, missing))}",
                f"Its columns are: {', '.join(names[:40])}",
            )
        for row in rows:
            if isinstance(row, Reject):
                yield row
                continue
            try:
                yield _RowReader(table_map, columns, row).post()
            except IdError as error:
                yield row.reject(str(error))


class _RowReader:
    """One row as the map sees it."""

    def __init__(self, table_map: TableMap, columns: dict[str, str], row: Row) -> None:
        self._map = table_map
        self._columns = columns
        self._row = row

    def post(self) -> Post | Reject:
        platform = self._map.platform
        native_id = own_id(self._checked_value("id"), platform)
        if native_id is None:
            return self._row.reject("a post without id")
        account = self._account("account_id", "account_handle")
        moment = self._moment("created_at")
        if moment[1] is None and platform == "x":
            moment = snowflake_moment(native_id)
        url = self._text("url")
        if url is None and platform == "x":
            url = post_url(native_id, account.handle if account else None)
        post = Post(
            platform=platform,
            native_id=native_id,
            account=account,
            kind="original",
            lang=self._word("lang"),
            created_at=moment[0],
            ts=moment[1],
            ts_precision=cast(TimePrecision, self._map.precision),
            url=url if url and url.startswith(("http://", "https://")) else None,
            app=self._text("app"),
            conversation_id=self._word("conversation_id"),
            observed_at=self._moment("observed_at")[1],
            damaged=self._row.damaged,
        )
        if account is not None:
            self._describe(account, post.observed_at)
        original = self._post_id("repost_of")
        reposted = self._account("repost_of_account_id", "repost_of_account_handle")
        if original is not None or reposted is not None:
            self._make_repost(post, original, reposted)
        else:
            self._refer(post)
            self._add_content(post)
            post.counts = self._counts()
        return post

    def _value(self, field: str) -> Any:
        column = self._columns.get(field)
        return self._row.cells.get(column) if column is not None else None

    def _text(self, field: str) -> str | None:
        return cells.text(self._value(field))

    def _word(self, field: str) -> str | None:
        return cells.word(self._value(field))

    def _number(self, field: str) -> int | None:
        return cells.number(self._value(field))

    def _checked_value(self, field: str) -> Any:
        """The value of an id, unless a cell of Excel has lost its digits."""
        value = self._value(field)
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if is_number and self._row.from_excel and value >= 10**_EXCEL_DIGITS:
            raise rounded(str(value))
        return value

    def _post_id(self, field: str) -> str | None:
        return post_id(self._checked_value(field), self._map.platform)

    def _moment(self, field: str) -> Moment | tuple[None, None]:
        value = self._value(field)
        if isinstance(value, datetime | date):
            return iso_moment(value.isoformat())
        if isinstance(value, int | float) and not isinstance(value, bool):
            return any_moment(value)
        return any_moment(value) if isinstance(value, str) else NO_MOMENT

    def _list(self, field: str) -> list[str]:
        value = self._value(field)
        if isinstance(value, list):
            return cells.parts(value, ",")
        joined = cells.text(value) or ""
        if joined.startswith("["):
            return cells.bracketed(joined)
        if self._map.separator is not None:
            return cells.parts(joined, self._map.separator)
        if field in {"links", "media"}:  # addresses may hold commas
            return cells.parts(joined.replace("|", " ").replace("\n", " "), " ")
        return [part.strip() for part in _SEPARATORS.split(joined) if part.strip()]

    def _account(self, id_field: str, handle_field: str) -> Account | None:
        return reference(
            self._checked_value(id_field), self._word(handle_field), self._map.platform
        )

    def _describe(self, account: Account, observed_at: int | None) -> None:
        account.display_name = self._text("account_name")
        account.description = self._text("account_description")
        account.created_at = self._moment("account_created_at")[0]
        account.followers = self._number("followers")
        account.following = self._number("following")
        account.observed_at = observed_at

    def _make_repost(self, post: Post, original: str | None, reposted: Account | None) -> None:
        body = self._text("text")
        parted = split_repost(body)
        body = (parted[1] or None) if parted else body
        post.kind, post.repost_of_account = "repost", reposted
        if original is None:
            post.repost_key, post.text, post.text_cut = "weak", body, is_cut(body)
            return
        post.repost_key = "strong"
        post.repost_of = self._stub(original, reposted)
        self._add_content(post.repost_of)
        post.repost_of.text, post.repost_of.text_cut = body, is_cut(body)
        post.repost_of.damaged = post.damaged

    def _stub(self, known: str, account: Account | None) -> Post:
        return Post(platform=self._map.platform, native_id=known, account=account, stub=True)

    def _refer(self, post: Post) -> None:
        quoted, answered_id = self._post_id("quote_of"), self._post_id("reply_to")
        answered = self._account("reply_to_account_id", "reply_to_account_handle")
        if quoted is not None:
            post.kind, post.quote_of = "quote", self._stub(quoted, None)
        if answered_id is not None:
            post.reply_to = self._stub(answered_id, answered)
        if answered_id is not None or answered is not None:
            post.kind, post.reply_to_account = "reply", answered

    def _add_content(self, post: Post) -> None:
        platform = self._map.platform
        post.text = self._text("text")
        tags = [tag.removeprefix("#") for tag in self._list("hashtags")]
        post.hashtags = [tag for tag in dict.fromkeys(tags) if tag]
        handles = [handle.removeprefix("@") for handle in self._list("mentions")]
        ids = self._list("mentioned_ids")
        if ids and len(ids) != len(handles):
            handles = [""] * len(ids)
        pairs = dict.fromkeys(zip(ids or [""] * len(handles), handles, strict=True))
        named = (reference(known, handle, platform) for known, handle in pairs)
        post.mentions = [account for account in named if account]
        post.links = list(dict.fromkeys(self._list("links")))
        post.media = [Media(key=key) for key in dict.fromkeys(self._list("media"))]

    def _counts(self) -> Counts:
        return Counts(
            reposts=self._number("reposts"),
            replies=self._number("replies"),
            likes=self._number("likes"),
            quotes=self._number("quotes"),
            views=self._number("views"),
        )
