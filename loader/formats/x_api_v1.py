"""X API v1.1 statuses: twarc, rtweet, streams, search pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec
from msgspec import structs

from ..records import Account, Engagement, Media, Post, Record, Reject
from .head import Head
from .ids import account_id, post_id
from .json_input import Document, JsonFormat, checked
from .times import Moment, any_moment, epoch_moment, stated_or_in_id
from .x_api_v1_types import (
    Entities,
    ExtendedTweet,
    Line,
    Permalink,
    Status,
    Unwound,
    UrlEntity,
    User,
)
from .x_common import (
    MEDIA_PREFIX,
    PLATFORM,
    app_name,
    is_own_link,
    leads,
    new_post,
    reference,
    status_handle,
    unescaped,
)

_DEEPEST_REFERENCE = 4  # a repost of a reply that quotes is three deep


class XApiV1(JsonFormat):
    """One status a line, an array of them, or pages of a search."""

    name = "x-api-v1"
    lines_stand_alone = True
    title = "X (Twitter) API v1.1: twarc, rtweet, stream captures"
    recognised_by = "JSON objects with id_str (or id), user.screen_name and text or full_text"
    reads = "reposts, quotes, replies, mentions, hashtags, links, media, counts, profiles"
    lacks = "polls, places"
    source = "developer.x.com: Tweet object of v1.1; DocNow/twarc (1.x)"
    members: ClassVar = {"text": "full_text", "created_at": "created_at"}

    def sniff(self, head: Head) -> bool:
        """A status, or a search page of them, among the first values."""
        return any(_is_status(value) for value in head.objects)

    def decode(self, raw: bytes) -> Line:
        """The line with the parts that are read."""
        return _decode_line(raw)

    def records(self, document: Document) -> Iterator[Record | Reject]:
        """One post a status; delete, limit and other notices of the stream are rejected."""
        if document.value.statuses is None:
            yield checked(_record, document)
            return
        for raw in document.value.statuses:
            # Each status of a page is decoded alone, so that a wrong type costs no other.
            try:
                status = _decode_status(raw)
            except msgspec.ValidationError as error:
                yield document.reject(f"no such record: {error}", bytes(raw))
                continue
            yield checked(_record, structs.replace(document, raw=bytes(raw), value=status))


def _record(document: Document) -> Record | Reject:
    status = document.value
    post = status_post(status, damaged=document.damaged) if status.user else None
    return post or document.reject(_reason(document.raw))


def _is_status(value: dict[str, Any]) -> bool:
    if isinstance(value.get("statuses"), list):
        return any(isinstance(status, dict) and _is_status(status) for status in value["statuses"])
    user = value.get("user")
    return (
        isinstance(user, dict)
        and "screen_name" in user
        and ("id_str" in value or "id" in value)
        and ("full_text" in value or "text" in value)
        and "is_quote_tweet" not in value  # Apify's older scrapers wrote statuses of their own
    )


def _reason(raw: bytes) -> str:
    try:
        value = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        value = {}
    notice = next((name for name in value if name in _NOTICES), None)
    return f"no post: {_NOTICES[notice]}" if notice else "no post: no id or no user"


_NOTICES = {
    "delete": "a delete notice",
    "limit": "a limit notice (the stream withheld posts)",
    "scrub_geo": "a notice to remove locations",
    "status_withheld": "a withheld notice",
    "user_withheld": "a withheld notice",
    "disconnect": "a disconnect notice",
    "warning": "a warning of the stream",
    "friends": "a list of followed accounts",
    "event": "an event of an account",
    "errors": "an error of the API",
}

_decode_line = msgspec.json.Decoder(Line, strict=False).decode
_decode_status = msgspec.json.Decoder(Status, strict=False).decode


def status_post(status: Status, *, damaged: bool = False, depth: int = 0) -> Post | None:
    """The post, or None when it is none. Tested in the order repost, reply, quote."""
    native_id = post_id(status.id_str or status.id)
    text, cut, entities, media = _full(status)
    if native_id is None or (text is None and status.user is None) or depth > _DEEPEST_REFERENCE:
        return None
    moment, account = _moment(status, native_id), user_account(status.user)
    post = new_post(native_id, account, moment, damaged=damaged)
    post.lang, post.app = status.lang or None, app_name(status.source)
    post.conversation_id = post_id(status.conversation_id_str)
    original = _inner(status.retweeted_status, post, depth)
    if original is not None:
        post.kind, post.repost_key = "repost", "strong"
        post.repost_of, post.repost_of_account = original, original.account
        return post
    _refer(post, status, depth)
    post.text, post.text_cut = unescaped(text), cut
    if entities is not None:
        _add_entities(post, entities)
    post.media = _shown(media or entities)
    post.counts = Engagement(
        reposts=status.retweet_count,
        replies=status.reply_count,
        likes=status.favorite_count,
        quotes=status.quote_count,
        views=status.view_count,
    )
    return post


def user_account(user: User | None) -> Account | None:
    """The account of a status."""
    native_id = account_id(user.id_str or user.id) if user else None
    if user is None or (native_id is None and not user.screen_name):
        return None
    return Account(
        platform=PLATFORM,
        native_id=native_id,
        handle=user.screen_name or None,
        display_name=user.name or None,
        description=user.description or None,
        created_at=any_moment(user.created_at, "user.created_at")[0],
        followers=user.followers_count,
        following=user.friends_count,
        posts=user.statuses_count,
        verified=user.verified,
    )


def _moment(status: Status, native_id: str) -> Moment | tuple[None, None]:
    made = any_moment(status.created_at, "created_at")
    if made[1] is None:
        made = epoch_moment(status.timestamp_ms, "timestamp_ms")
    return stated_or_in_id(made, native_id)


def _inner(status: Status | list[Any] | None, outer: Post, depth: int) -> Post | None:
    """The reposted or quoted post, a stub when only its id is there; an empty object is none."""
    if type(status) is not Status:
        return None
    post = status_post(status, damaged=outer.damaged, depth=depth + 1)
    native_id = post_id(status.id_str or status.id)
    if post is None and native_id is not None:
        return Post(platform=PLATFORM, native_id=native_id, stub=True)
    return post


def _full(status: Status) -> tuple[str | None, bool, Entities | None, Entities | None]:
    """Text, whether it is cut, entities and media, from where they are whole."""
    entities, media = _entities(status.entities), _entities(status.extended_entities)
    if entities is None:
        entities = Entities(status.user_mentions, status.hashtags, status.urls, status.media)
    extended = status.extended_tweet
    if type(extended) is ExtendedTweet and extended.full_text:
        entities = _entities(extended.entities) or entities
        return extended.full_text, False, entities, _entities(extended.extended_entities) or media
    if status.full_text is not None:
        return status.full_text, False, entities, media
    return status.text, bool(status.truncated), entities, media


def _entities(value: Entities | list[Any] | None) -> Entities | None:
    return value if type(value) is Entities else None


def _refer(post: Post, status: Status, depth: int) -> None:
    quoted_id = post_id(status.quoted_status_id_str or status.quoted_status_id)
    post.quote_of = _inner(status.quoted_status, post, depth)
    if post.quote_of is None and quoted_id is not None:
        permalink = status.quoted_status_permalink
        handle = status_handle(permalink.expanded) if type(permalink) is Permalink else None
        account = reference(None, handle)
        post.quote_of = Post(platform=PLATFORM, native_id=quoted_id, account=account, stub=True)
    if post.quote_of is not None or status.is_quote_status:
        post.kind = "quote"
    answered_id = post_id(status.in_reply_to_status_id_str or status.in_reply_to_status_id)
    answered = reference(
        status.in_reply_to_user_id_str or status.in_reply_to_user_id,
        status.in_reply_to_screen_name,
    )
    if answered_id is not None:
        post.reply_to = Post(platform=PLATFORM, native_id=answered_id, account=answered, stub=True)
    post.reply_to_account = answered
    if answered is not None or answered_id is not None:
        post.kind = "reply"


def _add_entities(post: Post, entities: Entities) -> None:
    if type(entities.hashtags) is list and entities.hashtags:
        post.hashtags = list(dict.fromkeys(tag.text for tag in entities.hashtags if tag.text))
    if type(entities.user_mentions) is list and entities.user_mentions:
        mentioned: dict[str | None, Account] = {}
        for mention in entities.user_mentions:
            account = reference(mention.id_str or mention.id, mention.screen_name)
            if account is not None:
                mentioned.setdefault(account.native_id or account.handle, account)
        post.mentions = list(mentioned.values())
    if type(entities.urls) is list and entities.urls:
        quoted_id = post.quote_of.native_id if post.quote_of else None
        post.links = _links(entities.urls, quoted_id)
        unwound = ((e.expanded_url, e.unwound) for e in entities.urls)
        post.leads = leads((url, u.url) for url, u in unwound if isinstance(u, Unwound))


def _links(urls: list[UrlEntity], quoted_id: str | None) -> list[str]:
    links = []
    for entity in urls:
        # Not where it leads in the end: only some files say so, and a page is one link in all.
        url = entity.expanded_url or entity.url
        if url and not is_own_link(entity.expanded_url or url, quoted_id):
            links.append(url)
    return list(dict.fromkeys(links))


def _shown(entities: Entities | None) -> list[Media]:
    if entities is None or type(entities.media) is not list:
        return []
    shown = {}
    for item in entities.media:
        key = f"{MEDIA_PREFIX.get(item.type or '', '')}{item.id_str}" if item.id_str else None
        key = key or item.media_url_https
        if key:
            shown[key] = Media(key=key, kind=item.type, url=item.media_url_https)
    return list(shown.values())
