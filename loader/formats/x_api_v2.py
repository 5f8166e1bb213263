"""X API v2, as written by twarc2, academictwitteR and minet: pages, stream lines, flat posts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO, ClassVar

import msgspec
from msgspec import Raw, Struct, field

from ..records import Record, Reject
from .cells import member
from .head import Head
from .ids import IdError
from .json_input import Document, JsonFormat, decoded
from .registry import ReadContext
from .times import iso_moment
from .x_api_v2_posts import PostBuilder
from .x_api_v2_types import Collection, Includes, Line, MediaItem, Tweet, User

_MARKS = (
    "author_id",
    "conversation_id",
    "edit_history_tweet_ids",
    "public_metrics",
    "referenced_tweets",
    "includes.users",
    "includes.tweets",
)
_META = {"newest_id", "oldest_id"}
_FOREIGN = {
    "media_product_type", "permalink", "shortcode", "post_owner", "surface", "from", "message",
    "like_count", "owner_username", "content_type", "modified_time",
}  # fmt: skip
"""Members of posts of the Threads API, the Meta Content Library and other pages of Meta's."""


class XApiV2(JsonFormat):
    """Pages of the search, stream lines, flat posts, and arrays with their pages' includes."""

    name = "x-api-v2"
    lines_stand_alone = True
    title = "X (Twitter) API v2: twarc2, academictwitteR, minet"
    recognised_by = (
        "JSON with data of posts (id, text) and includes, or flat posts with author_id, "
        "public_metrics or referenced_tweets"
    )
    reads = "reposts, quotes, replies, mentions, hashtags, links, media, counts, profiles"
    lacks = "polls, places, context annotations"
    source = "developer.x.com: Tweet object of v2; DocNow/twarc (2.x)"
    members: ClassVar = {"account": "author_id", "text": "text"}

    def decode(self, raw: bytes) -> Line:
        """The line with the parts that are read."""
        return _decode_line(raw)

    def decode_in_parts(self, raw: bytes) -> Line:
        """The line without the posts of a wrong type, and those apart."""
        return _decode_in_parts(raw)

    def sniff(self, head: Head) -> bool:
        """A page, stream line, flat post or half of a pair among the first values."""
        return any(_is_v2(value) for value in head.objects)

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """Each post of ``data``, each flat post, each account and post of a pair's half."""
        flat = PostBuilder()
        for item in decoded(stream, context, self.decode, self.decode_in_parts):
            if isinstance(item, Reject):
                yield item
                continue
            line = item.value
            observed_at = _collected_at(line.twarc.retrieved_at) if line.twarc else None
            if line.data is None and line.id is not None:
                flat.begin(observed_at, damaged=item.damaged, size=len(item.raw))
                yield _post_or_reject(flat, line, item)
            else:
                yield from _read_container(item, observed_at)


@lru_cache(maxsize=16)  # the same for all lines of a page
def _collected_at(text: str | None) -> int | None:
    return iso_moment(text)[1]


def _read_container(document: Document, observed_at: int | None) -> Iterator[Record | Reject]:
    line: Line = document.value
    includes = line.includes if isinstance(line.includes, Includes) else None
    builder = PostBuilder(includes)
    builder.begin(observed_at, damaged=document.damaged, size=len(document.raw))
    if line.data is not None:
        for tweet in line.data if isinstance(line.data, list) else [line.data]:
            yield _post_or_reject(builder, tweet, document)
        if isinstance(line, LineWithBrokenPosts):
            for reason, post in line.broken:
                yield document.reject(reason, post)
    elif line.users or line.tweets:
        yield from _read_half_of_pair(builder, document)
    elif line.errors:
        yield document.reject(f"no post: error {_title(line.errors)!r}")
    elif line.meta is None:  # a page with meta alone is the empty end of a search
        yield document.reject("no post: neither data nor an id")


def _read_half_of_pair(builder: PostBuilder, document: Document) -> Iterator[Record | Reject]:
    line: Line = document.value
    builder.include(Includes(users=line.users, tweets=line.tweets, media=line.media))
    for user in line.users if isinstance(line.users, list) else []:
        try:
            account, reason = builder.account(user), "an account without id"
        except IdError as error:
            account, reason = None, str(error)
        yield account or document.reject(reason, _encode(user))
    for tweet in line.tweets if isinstance(line.tweets, list) else []:
        yield _post_or_reject(builder, tweet, document)


def _post_or_reject(builder: PostBuilder, tweet: Tweet, document: Document) -> Record | Reject:
    reason = "a post without id"
    if tweet.text is None and tweet.author_id is None:
        reason = "no post: neither text nor author"
    else:
        try:
            post = builder.post(tweet)
        except IdError as error:
            reason = str(error)
        else:
            if post is not None:
                return post
    return document.reject(reason, document.raw if tweet is document.value else _encode(tweet))


def _title(errors: Any) -> str:
    first = errors[0] if isinstance(errors, list) and errors else errors
    error = first if isinstance(first, dict) else {}
    return str(error.get("title") or error.get("message") or error.get("detail") or "unknown")[:100]


def _is_v2(value: dict[str, Any]) -> bool:
    data = value.get("data")
    if data is not None:
        first = data[0] if isinstance(data, list) and data else data
        return isinstance(first, dict) and _is_post(first, value)
    users = value.get("users")
    if isinstance(users, list) and users:
        return isinstance(users[0], dict) and {"id", "username"}.issubset(users[0])
    return "id_str" not in value and _is_post(value, {})


def _is_post(post: dict[str, Any], page: dict[str, Any]) -> bool:
    """Whether it has marks that only X has: other platforms' pages have id and text as well."""
    if not {"id", "text"}.issubset(post) or _FOREIGN.intersection(post):
        return False
    marks = {*post} | {f"includes.{name}" for name in member(page.get("includes"))}
    if marks.intersection(_MARKS):
        return True
    meta = page.get("meta")
    return (isinstance(meta, dict) and not _META.isdisjoint(meta)) or "matching_rules" in page


class LineInParts(Struct):
    """A line of which each post is decoded alone, because something has a wrong type."""

    data: list[Raw] | Raw | None = None
    includes: Any = None
    twarc: Any = field(name="__twarc", default=None)


class LineWithBrokenPosts(Line):
    """Such a line: its good posts in ``data``, the others with their reasons in ``broken``."""

    broken: list[tuple[str, bytes]] = field(default_factory=list)


_decode_line = msgspec.json.Decoder(Line, strict=False).decode
_decode_parts = msgspec.json.Decoder(LineInParts, strict=False).decode
_decode_tweet = msgspec.json.Decoder(Tweet, strict=False).decode
_encode = msgspec.json.encode


def _decode_in_parts(raw: bytes) -> Line:
    parts = _decode_parts(raw)
    if parts.data is None:
        return _decode_line(raw)
    (collection,) = _good([parts.twarc], Collection) or (None,)
    line = LineWithBrokenPosts(data=[], twarc=collection, broken=[])
    good: list[Tweet] = []
    for post in parts.data if isinstance(parts.data, list) else [parts.data]:
        try:
            good.append(_decode_tweet(post))
        except msgspec.ValidationError as error:
            line.broken.append((f"no such post: {error}", bytes(post)))
    line.data = good
    if isinstance(parts.includes, dict):
        line.includes = Includes(
            users=_good(parts.includes.get("users"), User),
            tweets=_good(parts.includes.get("tweets"), Tweet),
            media=_good(parts.includes.get("media"), MediaItem),
        )
    return line


def _good(values: Any, kind: Any) -> list[Any]:
    """Those that have the right types; what a post refers to in vain becomes a stub."""
    good = []
    for value in values if isinstance(values, list) else []:
        try:
            good.append(msgspec.convert(value, kind, strict=False))
        except msgspec.ValidationError:
            continue
    return good
