"""Bluesky records and views become records: what the feed and stream formats share."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ..records import Account, Engagement, Media, Post
from .cells import count_in, member, members, text
from .marks import tags_in
from .times import Moment, any_moment

PLATFORM = "bluesky"
POST_COLLECTION = "app.bsky.feed.post"
REPOST_COLLECTION = "app.bsky.feed.repost"

Json = dict[str, Any]

_DEEPEST_REFERENCE = 4
_DEEPEST_VALUE = 200
_SNAKE = ("py_type", "indexed_at", "created_at", "like_count", "repost_count")
PAGES = ("feed", "posts", "records", "notifications", "thread")
"""Under which of its members a page holds its items."""

_DID = re.compile(r"did:[a-z0-9]+:[A-Za-z0-9._:%-]+")
_POST_URI = re.compile(rf"at://{_DID.pattern}/{re.escape(POST_COLLECTION)}/[A-Za-z0-9._~:-]+")
_HANDLE = re.compile(r"[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+")
_INVALID_HANDLE = "handle.invalid"


def is_post_uri(uri: str | None) -> bool:
    """Whether it names a post, not a list, feed or starter pack."""
    return uri is not None and _POST_URI.fullmatch(uri) is not None


def did_of(uri: str) -> str:
    """The author's DID, out of a record's address."""
    return uri.removeprefix("at://").partition("/")[0]


def post_uri(did: str, key: str) -> str:
    """The address of a post."""
    return f"at://{did}/{POST_COLLECTION}/{key}"


def post_url(uri: str, account: Account | None) -> str:
    """Where a post can be opened."""
    named = account.handle if account and account.handle else did_of(uri)
    return f"https://bsky.app/profile/{named}/post/{uri.rpartition('/')[2]}"


def repost_key(did: str, subject: str) -> str:
    """The id of a repost: one account reposts a post once, whatever the source calls it."""
    return f"{did}/reposts/{subject}"


def account_of(did: str | None, view: Json | None = None) -> Account | None:
    """The account, known by its DID; handles change."""
    if not did or _DID.fullmatch(did) is None:
        return None
    view = view or {}
    handle = text(view.get("handle")) or ""
    return Account(
        platform=PLATFORM,
        native_id=did,
        handle=_handle(handle),
        display_name=text(view.get("displayName")),
        description=text(view.get("description")),
        created_at=any_moment(view.get("createdAt"), "author.createdAt")[0],
        followers=count_in(view, "followersCount"),
        following=count_in(view, "followsCount"),
        posts=count_in(view, "postsCount"),
    )


def stub(uri: str, account: Account | None = None) -> Post:
    """A post of which only the address is known."""
    return Post(
        platform=PLATFORM, native_id=uri, account=account or account_of(did_of(uri)), stub=True
    )


def earlier(claimed: str | None, seen: Moment | tuple[None, None]) -> Moment | tuple[None, None]:
    """The time the client claims, but never later than when the network saw the record."""
    made = any_moment(claimed, "createdAt")
    if made[1] is None or (seen[1] is not None and seen[1] < made[1]):
        return seen
    return made


def record_post(
    uri: str, record: Json, account: Account | None, seen: Moment | tuple[None, None]
) -> Post:
    """The post that a record holds."""
    created_at, ts = earlier(text(record.get("createdAt")), seen)
    languages = record.get("langs")
    first = languages[0] if isinstance(languages, list) and languages else None
    post = Post(
        platform=PLATFORM,
        native_id=uri,
        account=account,
        kind="original",
        text=text(record.get("text")),
        lang=text(first),
        created_at=created_at,
        ts=ts,
        url=post_url(uri, account),
    )
    _add_embed(post, member(record.get("embed")))
    _add_facets(post, record)
    reply = member(record.get("reply"))
    parent = text(member(reply.get("parent")).get("uri"))
    if parent and is_post_uri(parent):
        post.kind = "reply"
        post.reply_to = stub(parent)
        post.reply_to_account = post.reply_to.account
        post.conversation_id = text(member(reply.get("root")).get("uri")) or parent
    return post


def record_repost(did: str, record: Json, seen: Moment | tuple[None, None]) -> Post | None:
    """The repost that a record is; None when its subject is not a post."""
    subject = text(member(record.get("subject")).get("uri"))
    if subject is None or not is_post_uri(subject):
        return None
    made = earlier(text(record.get("createdAt")), seen)
    return repost(did, account_of(did), stub(subject), made)


def repost(
    did: str, account: Account | None, original: Post, made: Moment | tuple[None, None]
) -> Post:
    """The repost of a post by the account with that DID."""
    created_at, ts = made
    return Post(
        platform=PLATFORM,
        native_id=repost_key(did, original.native_id),
        account=account,
        kind="repost",
        created_at=created_at,
        ts=ts,
        repost_of=original,
        repost_of_account=original.account,
        repost_key="strong",
    )


def in_camel_case(value: Json) -> Json:
    """The value with the members' own names, if the Python SDK has written it."""
    pages = (value.get(name) for name in PAGES)
    first = next((page[0] if isinstance(page, list) else page for page in pages if page), value)
    return member(_renamed(value)) if _is_snake(value) or _is_snake(member(first)) else value


def _is_snake(item: Json) -> bool:
    """Whether an item, its post or its record has members in snake case."""
    post = member(item.get("post"))
    parts = (item, post, member(item.get("value")), member((post or item).get("record")))
    return any(name in part for part in parts for name in _SNAKE)


def _renamed(value: Any, depth: int = 0) -> Any:
    if depth > _DEEPEST_VALUE:
        return None
    if isinstance(value, list):
        return [_renamed(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_own_name(name): _renamed(inner, depth + 1) for name, inner in value.items()}
    return value


@lru_cache(maxsize=1 << 10)
def _own_name(name: str) -> str:
    if name == "py_type":
        return "$type"
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest) if first else name


def view_post(view: Json, depth: int = 0) -> Post | None:
    """The post of a ``postView`` or of a quoted ``viewRecord``, with what it quotes."""
    uri = text(view.get("uri"))
    record = member(view.get("record")) or member(view.get("value"))
    if uri is None or not is_post_uri(uri):
        return None
    author = member(view.get("author"))
    account = account_of(text(author.get("did")) or did_of(uri), author)
    if not record or depth > _DEEPEST_REFERENCE:
        return stub(uri, account)
    post = record_post(uri, record, account, any_moment(view.get("indexedAt"), "indexedAt"))
    post.counts = Engagement(
        reposts=count_in(view, "repostCount"),
        replies=count_in(view, "replyCount"),
        likes=count_in(view, "likeCount"),
        quotes=count_in(view, "quoteCount"),
    )
    embeds = [member(view.get("embed")), *members(view.get("embeds"))]
    for embed in embeds:
        inner = member(embed.get("record"))
        quoted = view_post(inner if "uri" in inner else member(inner.get("record")), depth + 1)
        if quoted and post.quote_of and quoted.native_id == post.quote_of.native_id:
            post.quote_of = quoted
    return post


def _add_embed(post: Post, embed: Json) -> None:
    inner = member(embed.get("record"))
    uri = text(inner.get("uri")) or text(member(inner.get("record")).get("uri"))
    if uri and is_post_uri(uri):
        post.kind, post.quote_of = "quote", stub(uri)
    for part in (embed, member(embed.get("media"))):
        link = text(member(part.get("external")).get("uri"))
        post.links = [*post.links, link] if link else post.links
        blobs = [(member(image.get("image")), "photo") for image in members(part.get("images"))]
        if isinstance(part.get("video"), dict):
            blobs.append((member(part.get("video")), "video"))
        shown = [_media(blob, kind) for blob, kind in blobs]
        post.media = [*post.media, *(media for media in shown if media)]


def _media(blob: Json, kind: str) -> Media | None:
    """A picture or video by the hash of its content; old blobs keep it in ``cid``."""
    cid = text(member(blob.get("ref")).get("$link")) or text(blob.get("cid"))
    return Media(key=cid, kind=kind) if cid else None


def _add_facets(post: Post, record: Json) -> None:
    body = (post.text or "").encode()
    tags, links, mentions = [], [], {}
    for facet in members(record.get("facets")):
        span = member(facet.get("index"))
        for feature in members(facet.get("features")):
            # clients misspell the types of features: go by their members
            if account := account_of(text(feature.get("did"))):
                account.handle = _handle(_marked(body, span))
                mentions[account.native_id] = account
            elif uri := text(feature.get("uri")):
                links.append(uri)
            elif tag := text(feature.get("tag")) or text(feature.get("hashtag")):
                tags.append(tag)
            elif str(feature.get("$type", "")).lower().endswith("tag"):
                tags.extend(tags_in(text(feature.get("text")) or _marked(body, span)))
    for entity in members(record.get("entities")):  # before facets, until 2023
        value = text(entity.get("value")) or ""
        if entity.get("type") == "link":
            links.append(value)
        elif entity.get("type") == "hashtag":
            tags.append(value)
        elif (account := account_of(value)) and account.native_id not in mentions:
            mentions[account.native_id] = account
    extra = record.get("tags")
    tags.extend(tag for tag in (extra if isinstance(extra, list) else []) if isinstance(tag, str))
    tags = [tag.strip().removeprefix("#") for tag in tags]
    post.hashtags = [tag for tag in dict.fromkeys(tags) if tag]
    post.links = list(dict.fromkeys([*links, *post.links]))
    post.mentions = list(mentions.values())


def _marked(body: bytes, span: Json) -> str:
    """The words that a facet marks; its offsets count bytes of UTF-8, not characters."""
    start, end = count_in(span, "byteStart"), count_in(span, "byteEnd")
    if start is None or end is None or not 0 <= start < end <= len(body):
        return ""
    return body[start:end].decode("utf-8", "replace").strip()


def _handle(shown: str) -> str | None:
    """The handle, if it is one: it becomes part of addresses."""
    handle = shown.removeprefix("@")
    return handle if _HANDLE.fullmatch(handle) and handle != _INVALID_HANDLE else None
