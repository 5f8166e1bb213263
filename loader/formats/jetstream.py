"""Bluesky's stream of records: Jetstream, and the same records as Tap delivers them."""

from __future__ import annotations

from typing import Any

from ..records import Post, Record, Reject
from .bluesky_posts import (
    POST_COLLECTION,
    REPOST_COLLECTION,
    account_of,
    is_post_uri,
    post_uri,
    record_post,
    record_repost,
)
from .cells import count_in, member, text
from .head import Head
from .json_input import Document, JsonFormat
from .times import NO_MOMENT, Moment, epoch_moment

Json = dict[str, Any]

_WHAT = {
    "app.bsky.feed.like": "a like",
    "app.bsky.graph.follow": "a follow",
    "app.bsky.graph.block": "a block",
    "app.bsky.actor.profile": "a profile",
}


class Jetstream(JsonFormat):
    """Posts and reposts; other records, deletions and events are rejected, and so counted."""

    name = "bluesky-jetstream"
    lines_stand_alone = True
    title = "Bluesky Jetstream and Tap"
    recognised_by = "JSON lines with did, time_us and kind, or type record with a collection"

    def sniff(self, head: Head) -> bool:
        """An event of either among the first values."""
        return any(_is_event(value) for value in head.objects)

    def record(self, document: Document) -> Record | Reject:
        """The created post or repost."""
        post = _post_or_reason(document.value)
        if isinstance(post, str):
            return document.reject(f"no post: {post}")
        post.damaged = document.damaged
        return post


def _is_event(value: Json) -> bool:
    if "did" in value and "time_us" in value and "kind" in value:
        return True
    return value.get("type") == "record" and "collection" in member(value.get("record"))


def _post_or_reason(value: Json) -> Post | str:
    """The post or repost, or why it is none."""
    seen: Moment | tuple[None, None] = NO_MOMENT
    if value.get("type") == "record":
        commit = member(value.get("record"))
        did, operation = text(commit.get("did")), commit.get("action")
    else:
        kind = text(value.get("kind"))
        if kind != "commit":
            return f"an event of the kind {kind}"
        commit = member(value.get("commit"))
        did, operation = text(value.get("did")), commit.get("operation")
        seen = epoch_moment((count_in(value, "time_us") or 0) // 1_000_000 or None)
    collection, key = text(commit.get("collection")), text(commit.get("rkey"))
    if collection not in {POST_COLLECTION, REPOST_COLLECTION}:
        return _WHAT.get(collection or "", f"a record of {collection}")
    if operation == "delete":
        return "a deletion"
    record = member(commit.get("record"))
    account = account_of(did)
    if not record or key is None or did is None or account is None:
        return "an event without record or author"
    if collection == REPOST_COLLECTION:
        return record_repost(did, record, seen) or "a repost of what is not a post"
    uri = post_uri(did, key)
    return record_post(uri, record, account, seen) if is_post_uri(uri) else "a key that is none"
