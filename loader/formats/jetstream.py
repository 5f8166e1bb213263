"""Bluesky's stream of records: Jetstream, and the same records as Tap delivers them."""

from __future__ import annotations

from typing import Any, ClassVar

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
from .times import NO_MOMENT, Moment, any_moment, epoch_moment

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
    title = "Bluesky Jetstream (of 2024, 1 and 2) and Tap"
    recognised_by = (
        "JSON lines with did, time_us and kind (or type com), with did, seq, time and rkey, "
        "or of the type record with a collection"
    )
    reads = "reposts, quotes, replies, mentions, hashtags, links, media"
    lacks = (
        "handles and counts, which it lacks; likes, follows, blocks, profiles, deletions "
        "are rejected and so counted"
    )
    source = (
        "bluesky-social/jetstream: api/jetstream/jetstreamsubscribeevents.go; "
        "bluesky-social/jetstream-legacy: README.md; bluesky-social/indigo: cmd/tap"
    )
    members: ClassVar = {
        "created_at": "commit.record.createdAt",
        "any_text": "commit.record.text",
    }

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
    if (
        "did" in value
        and "time_us" in value
        and ("kind" in value or str(value.get("type")) in _KINDS)
    ):
        return True
    if {"did", "seq", "time"}.issubset(value) and ("rkey" in value or "$type" in value):
        return True
    return value.get("type") == "record" and "collection" in member(value.get("record"))


_KINDS = {"com": "commit", "id": "identity", "acc": "account"}
_OPERATIONS = {"c": "create", "u": "update", "d": "delete"}
"""As Jetstream wrote them before October 2024."""


def _commit(value: Json) -> tuple[Json, str | None, Any, Moment | tuple[None, None]] | str:
    """A commit, its author, its operation, and when it was seen; the kind of another event."""
    did = text(value.get("did"))
    if value.get("type") == "record":  # of Tap
        record = member(value.get("record"))
        return record, text(record.get("did")), record.get("action"), NO_MOMENT
    if "time_us" not in value:  # of Jetstream 2, whose events are flat
        kind = str(value.get("$type", "#commit")).rpartition("#")[2]
        commit, operation = value, value.get("operation")
        seen = any_moment(value.get("time"), "time")
    else:
        kind = text(value.get("kind")) or _KINDS.get(str(value.get("type")), "")
        commit = member(value.get("commit"))
        written = commit.get("operation") or commit.get("type")
        operation = _OPERATIONS.get(str(written), written)
        seen = epoch_moment((count_in(value, "time_us") or 0) // 1_000_000 or None)
    return (commit, did, operation, seen) if kind == "commit" else kind


def _post_or_reason(value: Json) -> Post | str:
    """The post or repost, or why it is none."""
    event = _commit(value)
    if isinstance(event, str):
        return f"an event of the kind {event}"
    commit, did, operation, seen = event
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
