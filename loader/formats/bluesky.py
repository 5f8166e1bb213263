"""Bluesky views: feeds of authors, searches, and lists of posts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec

from ..records import Post, Record, Reject
from .bluesky_posts import (
    PAGES,
    REPOST_COLLECTION,
    account_of,
    did_of,
    in_camel_case,
    is_post_uri,
    record_post,
    record_repost,
    repost,
    view_post,
)
from .cells import member, members, text
from .head import Head
from .json_input import Document, JsonFormat
from .times import NO_MOMENT, any_moment

Json = dict[str, Any]

_LONGEST_THREAD = 1_000

_encode = msgspec.json.encode


class Bluesky(JsonFormat):
    """Pages, or items one by one; a feed's item with a reason is a repost.

    The Python SDK writes members as ``created_at`` and types as ``py_type``: they are renamed.
    """

    name = "bluesky"
    title = "Bluesky: getAuthorFeed, searchPosts, getPostThread, listRecords and other lists"
    recognised_by = (
        "JSON with feed, posts, thread, records or notifications, or objects with uri and record"
    )
    reads = "reposts, quotes, replies, mentions, hashtags, links, media, counts, profiles"
    lacks = "likes and follows; who reposted without a time (getRepostedBy)"
    source = (
        "bluesky-social/atproto: lexicons/app/bsky/feed/defs.json; MarshalX/atproto (the "
        "Python SDK); 4cat: datasources/bsky/search_bsky.py"
    )
    members: ClassVar = {"created_at": "record.createdAt", "handle": "author.handle",
                         "any_text": "record.text"}  # fmt: skip

    def sniff(self, head: Head) -> bool:
        """A page, feed item, thread, record or post view among the first values."""
        return any(
            any(_is_item(item) for item in _items(in_camel_case(value))) for value in head.objects
        )

    def records(self, document: Document) -> Iterator[Record | Reject]:
        """One post an item."""
        value = in_camel_case(document.value)
        paged = not (value.get("uri") or _view(value)) or "replies" in value
        for item in _items(value):
            post = _post(member(item))
            if post is None:
                part = _encode(item) if paged else document.raw
                yield document.reject("no post: no address of a post", part)
            else:
                post.damaged = document.damaged
                yield post


def _items(value: Json) -> Iterator[Any]:
    """The items of a page, the posts of a thread, or the value as the only one."""
    for name in PAGES[:-1]:
        if isinstance(value.get(name), list):
            yield from value[name]
            return
    thread = value.get("thread")
    if not isinstance(thread, dict):
        thread = value if isinstance(value.get("replies"), list) and "post" in value else None
    yield from _thread(thread) if thread is not None else [value]


def _thread(node: Json) -> Iterator[Any]:
    """The posts of a thread: those above, the post itself, those below; no recursion."""
    above: list[Json] = []
    parent = member(node.get("parent"))
    while parent and len(above) < _LONGEST_THREAD:
        above.append(parent)
        parent = member(parent.get("parent"))
    yield from reversed(above)
    waiting = [node]
    while waiting:
        below = waiting.pop()
        yield below
        waiting.extend(reversed(members(below.get("replies"))))


def _view(item: Any) -> Json | None:
    """The view of the post in a feed's item, or the item itself."""
    value = member(item)
    view = member(value.get("post")) or value
    has_record = isinstance(view.get("record"), dict)
    return view if has_record and is_post_uri(text(view.get("uri"))) else None


def _is_item(item: Any) -> bool:
    return _view(item) is not None or _listed(member(item)) is not None


def _listed(item: Json) -> Post | None:
    """The post or repost of a record, or of a notification of one: its address and value."""
    uri, record = text(item.get("uri")) or "", member(item.get("value") or item.get("record"))
    author = account_of(did_of(uri), member(item.get("author"))) if uri[:5] == "at://" else None
    if not record or author is None or author.native_id is None:
        return None
    if is_post_uri(uri):
        return record_post(uri, record, author, NO_MOMENT)
    if f"/{REPOST_COLLECTION}/" in uri:
        post = record_repost(author.native_id, record, NO_MOMENT)
        if post is not None:
            post.account = author
        return post
    return None


def _post(item: Json) -> Post | None:
    view = _view(item)
    post = view_post(view) if view else _listed(item)
    if post is None or view is None:
        return post
    reason = member(item.get("reason"))
    if str(reason.get("$type", "")).endswith("#reasonRepost") or "by" in reason:
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
    made = any_moment(reason.get("indexedAt"), "reason.indexedAt")
    return repost(account.native_id, account, original, made)
