"""What x.com sends to its own pages (GraphQL), as the shape of API v1.1 that it wraps."""

from __future__ import annotations

from typing import Any

import msgspec

from ..records import Post
from .cells import member, number, text
from .x_api_v1 import status_post
from .x_api_v1_types import Status

Json = dict[str, Any]

_DEEPEST_REFERENCE = 3


def is_web_post(value: Json) -> bool:
    """Whether this is a post of x.com: ``rest_id`` or the older adaptive form, and ``legacy``."""
    value = _unwrapped(value)
    if value.get("type") == "adaptive" and isinstance(value.get("legacy"), dict):
        return True
    return "rest_id" in value and ("legacy" in value or "core" in value)


def web_post(value: Json, observed_at: int | None, *, damaged: bool) -> Post | None:
    """The post, or None when it is a bare stub or no post.

    Raises:
        msgspec.ValidationError: A field has the wrong type.
    """
    shaped = _as_status(value)
    if shaped is None:
        return None
    status = msgspec.convert(shaped, Status, strict=False)
    post = status_post(status, damaged=damaged)
    if post is not None:
        for related in (post, post.repost_of, post.quote_of):
            if related is not None:
                related.observed_at = observed_at
                if related.account is not None:
                    related.account.observed_at = observed_at
    return post


def _unwrapped(value: Json) -> Json:
    inner = value.get("tweet")  # TweetWithVisibilityResults
    return inner if isinstance(inner, dict) else value


def _as_status(value: Json, depth: int = 0) -> Json | None:
    value = _unwrapped(value)
    merged = {**member(value.get("legacy")), **{k: v for k, v in value.items() if v is not None}}
    native_id = text(value.get("rest_id")) or text(merged.get("id_str"))
    if native_id is None or depth > _DEEPEST_REFERENCE:
        return None
    merged["id_str"] = native_id
    merged.pop("id", None)  # rounded by JavaScript
    note = member(member(member(merged.get("note_tweet")).get("note_tweet_results")).get("result"))
    if text(note.get("text")):
        merged["full_text"] = note["text"]
        if isinstance(note.get("entity_set"), dict):
            merged["entities"] = {**member(merged.get("entities")), **note["entity_set"]}
    merged["user"] = _as_user(value, merged)
    merged["retweeted_status"] = _inner(merged, "retweeted_status_result", depth)
    merged["quoted_status"] = _inner(merged, "quoted_status_result", depth)
    merged["view_count"] = number(member(merged.get("views")).get("count"))
    return merged


def _inner(merged: Json, name: str, depth: int) -> Json | None:
    result = member(member(merged.get(name)).get("result"))
    return _as_status(result, depth + 1) if result else None


def _as_user(value: Json, merged: Json) -> Json | None:
    result = member(member(member(value.get("core")).get("user_results")).get("result"))
    if not result and isinstance(merged.get("user"), dict):
        return member(merged["user"])
    core, counts = member(result.get("core")), member(result.get("relationship_counts"))
    native_id = text(result.get("rest_id")) or text(merged.get("user_id_str"))
    user = {**result, **member(result.get("legacy")), **core, "id_str": native_id}
    user.pop("id", None)  # another id, of the page's own
    if "followers" in counts:
        user["followers_count"] = counts.get("followers")
        user["friends_count"] = counts.get("following")
    bio = text(member(result.get("profile_bio")).get("description"))
    user["description"] = bio or user.get("description")
    tweets = member(result.get("tweet_counts")).get("tweets")
    user["statuses_count"] = user.get("statuses_count", tweets)
    verification = member(result.get("verification")).get("verified")
    user["verified"] = user.get("verified", verification)
    return user if native_id or user.get("screen_name") else None
