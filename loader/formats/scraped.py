"""snscrape and twscrape: the same shape of X posts, with small differences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..records import Account, Engagement, Media, Post, Record, Reject
from .cells import count_in, member, members, text, truth
from .head import Head
from .ids import post_id
from .json_input import Document, JsonFormat
from .marks import tags_in
from .times import any_moment, stated_or_in_id
from .x_common import (
    PLATFORM,
    app_name,
    is_own_link,
    named_in,
    new_post,
    reference,
    split_repost,
    unescaped,
)

Json = dict[str, Any]

_UNKNOWN_SINCE = "1970-01-01"
_DEEPEST_REFERENCE = 4


class _Scraped(JsonFormat):
    """What both have in common."""

    lines_stand_alone = True

    def record(self, document: Document) -> Record | Reject:
        """The post that a value is."""
        post = _post(document.value, damaged=document.damaged)
        return post or document.reject("no post: no id, or no text")


class Snscrape(_Scraped):
    """Dates with ``T``, null for empty lists, quoted posts that may be mere references."""

    name = "snscrape"
    title = "snscrape JSONL of X"
    recognised_by = "JSON lines with rawContent (or content), user.username and no id_str"
    reads = "reposts, quotes, replies, mentions, hashtags, links, media, counts, profiles"
    lacks = "polls, places; what a tombstone hid"
    source = "JustAnotherArchivist/snscrape: snscrape/modules/twitter.py"
    members: ClassVar = {"account": "user", "text": "rawContent", "created_at": "date"}

    def sniff(self, head: Head) -> bool:
        """A post without ``id_str`` among the first lines."""
        return any(_is_scraped(value) and "id_str" not in value for value in head.objects)


class Twscrape(_Scraped):
    """Dates with a space, ``id_str`` besides ``id``."""

    name = "twscrape"
    title = "twscrape JSONL of X"
    recognised_by = "JSON lines with rawContent, user.username and id_str"
    reads = "reposts, quotes, replies, mentions, hashtags, links, media, counts, profiles"
    lacks = "polls, places"
    source = "vladkens/twscrape: twscrape/models.py"
    members: ClassVar = {"account": "user", "text": "rawContent", "created_at": "date"}

    def sniff(self, head: Head) -> bool:
        """A post with ``id_str`` among the first lines."""
        return any(_is_scraped(value) and "id_str" in value for value in head.objects)


def _is_scraped(value: Json) -> bool:
    has_text = "rawContent" in value or ("content" in value and "renderedContent" in value)
    return has_text and "id" in value and "username" in member(value.get("user"))


def _post(value: Json, *, damaged: bool, depth: int = 0) -> Post | None:
    native_id = post_id(text(value.get("id_str")) or text(value.get("id")))
    body = text(value.get("rawContent")) or text(value.get("content"))
    if native_id is None or body is None or depth > _DEEPEST_REFERENCE:
        return None
    moment = stated_or_in_id(any_moment(value.get("date"), "date"), native_id)
    post = new_post(native_id, _account(member(value.get("user"))), moment, damaged=damaged)
    post.lang = text(value.get("lang"))
    post.app = text(value.get("sourceLabel")) or app_name(text(value.get("source")))
    post.conversation_id = post_id(
        text(value.get("conversationIdStr")) or text(value.get("conversationId"))
    )
    original = _inner(value.get("retweetedTweet"), damaged=damaged, depth=depth)
    if original is not None:
        post.kind, post.repost_key = "repost", "strong"
        if original.account is None and (parted := split_repost(body)):
            original.account = reference(None, parted[0])
        post.repost_of, post.repost_of_account = original, original.account
        return post
    post.text = unescaped(body)
    _refer(post, value, depth)
    _add_content(post, value)
    return post


def _inner(value: Any, *, damaged: bool, depth: int) -> Post | None:
    """A post inside another: whole, or a stub for a mere reference or a tombstone."""
    inner = member(value)
    kind = str(inner.get("_type", ""))
    if not kind.endswith(("TweetRef", "Tombstone")):
        post = _post(inner, damaged=damaged, depth=depth + 1)
        if post is not None:
            return post
    native_id = post_id(text(inner.get("id_str")) or text(inner.get("id")))
    return Post(platform=PLATFORM, native_id=native_id, stub=True) if native_id else None


def _account(user: Json) -> Account | None:
    native_id = text(user.get("id_str")) or text(user.get("id"))
    account = reference(native_id, text(user.get("username")))
    if account is not None:
        created_at = any_moment(user.get("created"), "user.created")[0]
        account.created_at = created_at
        if created_at is not None and created_at.startswith(_UNKNOWN_SINCE):
            account.created_at = None
        account.display_name = text(user.get("displayname"))
        account.description = text(user.get("rawDescription")) or text(user.get("description"))
        account.followers = count_in(user, "followersCount")
        account.following = count_in(user, "friendsCount")
        account.posts = count_in(user, "statusesCount")
        account.verified = truth(user.get("verified"))
        if account.created_at is None and not account.followers:
            # an unknown user is filled up with zeros
            account.followers = account.following = account.posts = None
    return account


def _mentioned(user: Json) -> Account | None:
    native_id = text(user.get("id_str")) or text(user.get("id"))
    return reference(native_id, text(user.get("username")))


def _refer(post: Post, value: Json, depth: int) -> None:
    post.quote_of = _inner(value.get("quotedTweet"), damaged=post.damaged, depth=depth)
    if post.quote_of is not None:
        post.kind = "quote"
    answered = _mentioned(member(value.get("inReplyToUser")))
    answered = answered or reference(None, text(value.get("inReplyToScreenName")))
    answered_id = post_id(
        text(value.get("inReplyToTweetIdStr")) or text(value.get("inReplyToTweetId"))
    )
    if answered_id is not None:
        post.reply_to = Post(platform=PLATFORM, native_id=answered_id, account=answered, stub=True)
    post.reply_to_account = answered
    if answered is not None or answered_id is not None:
        post.kind = "reply"


def _add_content(post: Post, value: Json) -> None:
    tags = value.get("hashtags")
    named = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    if "hashtags" not in value:  # before 2021
        named = tags_in(post.text)
    post.hashtags = list(dict.fromkeys(named))
    mentioned = [_mentioned(user) for user in members(value.get("mentionedUsers"))]
    if "mentionedUsers" not in value:
        mentioned = [*named_in(post.text)]
    post.mentions = list({m.native_id or m.handle: m for m in mentioned if m}.values())
    quoted = post.quote_of.native_id if post.quote_of else None
    urls = [text(link.get("url")) for link in members(value.get("links"))]
    if isinstance(value.get("outlinks"), list):  # before 2023
        urls += [text(link) for link in value["outlinks"]]
    post.links = [u for u in dict.fromkeys(urls) if u and not is_own_link(u, quoted)]
    post.media = list(_shown(value.get("media")))
    post.counts = Engagement(
        reposts=count_in(value, "retweetCount"),
        replies=count_in(value, "replyCount"),
        likes=count_in(value, "likeCount"),
        quotes=count_in(value, "quoteCount"),
        views=count_in(value, "viewCount"),
    )


def _shown(media: Any) -> Iterator[Media]:
    """Twscrape sorts media by kind; snscrape lists them with their types."""
    by_kind = member(media)
    for kind, name, url_name in (
        ("photo", "photos", "url"),
        ("video", "videos", "thumbnailUrl"),
        ("animated_gif", "animated", "thumbnailUrl"),
    ):
        for item in members(by_kind.get(name)):
            if url := text(item.get(url_name)):
                yield Media(key=url, kind=kind, url=url)
    for item in members(media):
        if url := text(item.get("fullUrl")) or text(item.get("thumbnailUrl")):
            kind = str(item.get("_type", "")).rpartition(".")[2].lower()
            yield Media(key=url, kind="animated_gif" if kind == "gif" else kind or None, url=url)
