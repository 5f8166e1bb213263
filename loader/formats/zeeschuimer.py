"""X posts captured in the browser: Zeeschuimer's NDJSON, and 4CAT's made from it."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec

from ..records import Record, Reject
from .cells import member, text
from .head import Head
from .json_input import Document, JsonFormat
from .times import epoch_moment
from .x_web import is_web_post, web_post

Json = dict[str, Any]

_X = {"twitter.com", "x.com"}

_MEMBERS = {
    "handle": "core.user_results.result.core.screen_name",
    "text": "legacy.full_text",
}


class Zeeschuimer(JsonFormat):
    """Items of x.com, each wrapped with where and when it was collected."""

    name = "zeeschuimer"
    lines_stand_alone = True
    title = "Zeeschuimer NDJSON of x.com"
    recognised_by = "JSON lines with source_platform twitter.com and data of x.com"
    reads = "reposts, quotes, replies, mentions, hashtags, links, media, counts, profiles"
    lacks = "cards, polls, places"
    source = (
        "digitalmethodsinitiative/zeeschuimer: modules/twitter.js; 4cat: "
        "datasources/twitter-import/search_twitter.py"
    )
    members: ClassVar = {
        "account": "core.user_results.result.rest_id",
        "handle": "core.user_results.result.core.screen_name",
        "text": "legacy.full_text",
    }

    def sniff(self, head: Head) -> bool:
        """An item of x.com among the first lines."""
        return any(_is_item(value) for value in head.objects)

    def record(self, document: Document) -> Record | Reject:
        """The post of an item; advertisements and other platforms' items are rejected."""
        value = document.value
        platform = text(value.get("source_platform"))
        if platform not in _X:
            return document.reject(f"no post of x.com: {platform}")
        return _read(member(value.get("data")), value.get("timestamp_collected"), document)


class FourCat(JsonFormat):
    """The same posts after an import into 4CAT."""

    name = "4cat"
    lines_stand_alone = True
    title = "4CAT NDJSON of x.com"
    recognised_by = "JSON lines with rest_id, legacy and __import_meta"
    reads = "reposts, quotes, replies, mentions, hashtags, links, media, counts, profiles"
    lacks = "cards, polls, places"
    source = "4cat: datasources/twitter-import/search_twitter.py"
    members: ClassVar = {
        "account": "core.user_results.result.rest_id",
        "handle": "core.user_results.result.core.screen_name",
        "text": "legacy.full_text",
    }

    def sniff(self, head: Head) -> bool:
        """A post of x.com at the top of one of the first lines."""
        return any(is_web_post(value) for value in head.objects)

    def record(self, document: Document) -> Record | Reject:
        """The post that a value is."""
        collected = member(document.value.get("__import_meta")).get("timestamp_collected")
        return _read(document.value, collected, document)


def _is_item(value: Json) -> bool:
    return text(value.get("source_platform")) in _X and is_web_post(member(value.get("data")))


def _read(value: Json, collected: Any, document: Document) -> Record | Reject:
    if value.get("promoted") is True:
        return document.reject("no post: an advertisement (promoted)")
    observed_at = epoch_moment(collected)[1] if isinstance(collected, int | float | str) else None
    try:
        post = web_post(value, observed_at, damaged=document.damaged)
    except msgspec.ValidationError as error:
        return document.reject(f"no such post: {error}")
    return post or document.reject("no post: a bare id, or nothing")
