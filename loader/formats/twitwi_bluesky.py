"""Bluesky posts normalised by twitwi: the CSV of minet and gazouilloire, and the same as JSON."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from ..records import Account, Engagement, Media, Post, Record, Reject
from . import cells
from .bluesky_posts import PLATFORM, account_of, is_post_uri, post_url, repost, stub
from .table_format import RowFormat
from .tables import Row
from .times import any_moment, epoch_moment, iso_moment

Cells = dict[str, Any]

_CONTENT_HASH = re.compile(r"/(baf[a-z2-7]{20,})")


class TwitwiBluesky(RowFormat):
    """Words come from ``original_text``: ``text`` has links and quoted posts put in."""

    name = "twitwi-bluesky"
    title = "minet and gazouilloire: Bluesky posts as CSV, or as JSON of twitwi"
    recognised_by = "columns or members uri, user_did, text and timestamp_utc"
    reads = "reposts, quotes, replies, mentions, hashtags, links, media, counts, profiles"
    lacks = "alternative texts of media, cards"
    source = "medialab/twitwi: twitwi/bluesky/constants.py"
    members: ClassVar = {"created_at": "timestamp_utc", "any_text": "text"}

    columns = ("uri", "user_did", "text", "timestamp_utc")

    def record(self, row: Row) -> Record | Reject:
        """The post that a row holds."""
        return _post_or_reject(row)


def _post_or_reject(line: Row) -> Post | Reject:
    row, damaged = line.cells, line.damaged
    uri = cells.text(row.get("uri"))
    if uri is None or not is_post_uri(uri):
        return line.reject("no address of a post")
    post = _post(row, uri)
    post.damaged = damaged
    reposter = account_of(
        cells.text(row.get("repost_by_user_did")),
        {"handle": cells.text(row.get("repost_by_user_handle"))},
    )
    if reposter is None or reposter.native_id is None:
        return post
    made = epoch_moment(row.get("repost_timestamp_utc"), "repost_timestamp_utc")
    passed_on = repost(reposter.native_id, reposter, post, made)
    passed_on.observed_at, passed_on.damaged = post.observed_at, damaged
    return passed_on


def _post(row: Cells, uri: str) -> Post:
    created_at, ts = epoch_moment(row.get("timestamp_utc"), "timestamp_utc")
    seen_at, seen = any_moment(row.get("indexed_at_utc"), "indexed_at_utc")
    if ts is None or (seen is not None and seen < ts):  # the client's claim is later
        created_at, ts = seen_at, seen
    account = _account(row)
    languages = cells.parts(row.get("user_langs"), "|")
    post = Post(
        platform=PLATFORM,
        native_id=uri,
        account=account,
        kind="original",
        text=cells.text(row.get("original_text")) or cells.text(row.get("text")),
        lang=languages[0] if languages else None,
        created_at=created_at,
        ts=ts,
        url=post_url(uri, account),
        hashtags=list(dict.fromkeys(cells.parts(row.get("hashtags"), "|"))),
        mentions=_mentions(row),
        links=list(dict.fromkeys(cells.parts(row.get("links"), "|"))),
        media=_media(row),
        counts=Engagement(
            reposts=cells.count_in(row, "repost_count"),
            replies=cells.count_in(row, "reply_count"),
            likes=cells.count_in(row, "like_count"),
            quotes=cells.count_in(row, "quote_count"),
        ),
        # local time of the collector: hours off at most, enough to order
        observed_at=iso_moment(cells.text(row.get("collection_time")))[1],
    )
    _refer(post, row)
    return post


def _account(row: Cells) -> Account | None:
    account = account_of(
        cells.text(row.get("user_did")), {"handle": cells.text(row.get("user_handle"))}
    )
    if account is not None:
        account.display_name = cells.text(row.get("user_display_name"))
        account.created_at = epoch_moment(row.get("user_timestamp_utc"), "user_timestamp_utc")[0]
    return account


def _refer(post: Post, row: Cells) -> None:
    quoted, answered = cells.text(row.get("quoted_uri")), cells.text(row.get("to_post_uri"))
    if quoted is not None and is_post_uri(quoted):
        handle = cells.text(row.get("quoted_user_handle"))
        named = account_of(cells.text(row.get("quoted_user_did")), {"handle": handle})
        post.kind, post.quote_of = "quote", stub(quoted, named)
    if answered is not None and is_post_uri(answered):
        post.kind, post.reply_to = "reply", stub(answered)
        post.reply_to_account = post.reply_to.account
        post.conversation_id = cells.text(row.get("to_root_post_uri")) or answered


def _mentions(row: Cells) -> list[Account]:
    dids = cells.parts(row.get("mentioned_user_dids"), "|")
    handles = cells.parts(row.get("mentioned_user_handles"), "|")
    if len(handles) != len(dids):
        handles = [""] * len(dids)
    named = dict(zip(dids, handles, strict=True))
    accounts = [account_of(did, {"handle": handle}) for did, handle in named.items()]
    return [account for account in accounts if account]


def _media(row: Cells) -> list[Media]:
    urls = cells.parts(row.get("media_urls"), "|")
    kinds = cells.parts(row.get("media_types"), "|")
    shown = []
    for index, url in enumerate(urls):
        mime = kinds[index] if len(kinds) == len(urls) else ""
        kind = {"image": "photo", "video": "video"}.get(mime.partition("/")[0])
        match = _CONTENT_HASH.search(url)
        shown.append(Media(key=match[1] if match else url, kind=kind, url=url))
    return shown
