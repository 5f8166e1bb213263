"""Bluesky views: feeds of authors, searches, and lists of posts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ..records import Post, Record, Reject
from .bluesky_posts import (
    PLATFORM,
    account_of,
    is_post_uri,
    repost_key,
    view_post,
)
from .cells import member, text
from .head import Head
from .json_input import Document, JsonFormat
from .times import any_moment

Json = dict[str, Any]

_encode = msgspec.json.encode


class Bluesky(JsonFormat):
    """Pages, or items one by one; a feed's item with a reason is a repost."""

    name = "bluesky"
    title = "Bluesky: getAuthorFeed, searchPosts and other lists of posts"
    recognised_by = "JSON with feed or posts, or objects with uri, author.did and record"

    def sniff(self, head: Head) -> bool:
        """A page, feed item or post view among the first values."""
        return any(any(_view(item) for item in _items(value)) for value in head.objects)

    def records(self, document: Document) -> Iterator[Record | Reject]:
        """One post an item."""
        paged = _is_page(document.value)
        for item in _items(document.value):
            post = _post(member(item))
            if post is None:
                part = _encode(item) if paged else document.raw
                yield document.reject("no post: no address of a post", part)
            else:
                post.damaged = document.damaged
                yield post


def _is_page(value: Json) -> bool:
    return isinstance(value.get("feed"), list) or isinstance(value.get("posts"), list)


def _items(value: Json) -> list[Any]:
    """The items of a page, or the value as the only one."""
    if not _is_page(value):
        return [value]
    listed = value.get("feed")
    return listed if isinstance(listed, list) else list(value["posts"])


def _view(item: Any) -> Json | None:
    """The view of the post in a feed's item, or the item itself."""
    value = member(item)
    view = member(value.get("post")) or value
    has_record = isinstance(view.get("record"), dict)
    return view if has_record and is_post_uri(text(view.get("uri"))) else None


def _post(item: Json) -> Post | None:
    view = _view(item)
    post = view_post(view) if view else None
    if post is None:
        return None
    reason = member(item.get("reason"))
    if str(reason.get("$type", "")).endswith("#reasonRepost"):
        return _repost(post, reason)
    parent = view_post(member(member(item.get("reply")).get("parent")))
    if parent and post.reply_to and parent.native_id == post.reply_to.native_id:
        post.reply_to, post.reply_to_account = parent, parent.account
    return post


def _repost(original: Post, reason: Json) -> Post | None:
    by = member(reason.get("by"))
    account = account_of(text(by.get("did")), by)
    if account is None or account.native_id is None:
        return None
    created_at, ts = any_moment(reason.get("indexedAt"), "reason.indexedAt")
    return Post(
        platform=PLATFORM,
        native_id=repost_key(account.native_id, original.native_id),
        account=account,
        kind="repost",
        created_at=created_at,
        ts=ts,
        repost_of=original,
        repost_of_account=original.account,
        repost_key="strong",
    )
