"""Mastodon statuses, as its API gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, ClassVar
from urllib.parse import urlsplit

import msgspec

from ..records import Account, Engagement, Media, Post, Record, Reject
from .cells import count_in, member, members, text
from .head import Head
from .html_text import HtmlText
from .ids import IdError, post_id
from .json_input import Document, JsonFormat, decoded
from .registry import ReadContext
from .times import any_moment

PLATFORM = "mastodon"
TRUTH_SOCIAL = "truthsocial"
_TRUTH_HOSTS = {"truthsocial.com", "www.truthsocial.com"}

Json = dict[str, Any]

_encode = msgspec.json.encode

_NOT_FEDERATED = ("https://truthsocial.com/", "https://gab.com/")
"""Their software is Mastodon's, changed so that quotes stand elsewhere; presets read them."""

_DEEPEST_REFERENCE = 4
_MOST_WAITING = 50_000
_MOST_REMEMBERED = 200_000


class Mastodon(JsonFormat):
    """Known by ``uri``: ``id`` and the ids of what is answered hold on one instance only."""

    name = "mastodon"
    title = "Mastodon statuses, JSON"
    recognised_by = (
        "JSON objects with uri, content, account.acct and visibility; also contexts, searches and "
        "notifications of such"
    )
    reads = "reposts, quotes, replies, mentions, hashtags, links, media, counts, profiles"
    lacks = "polls, edits, favourites"
    source = (
        "docs.joinmastodon.org: entities/Status, entities/Context, entities/Search, "
        "entities/Notification"
    )
    members: ClassVar = {"account": "account", "created_at": "created_at"}

    def sniff(self, head: Head) -> bool:
        """A status among the first values, or in a page that is one."""
        return any(_is_status(status) for value in head.objects for status in _statuses(value))

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """One post a status; replies wait for the status they answer, which may come later."""
        reader = _Reader()
        for item in decoded(stream, context, self.decode):
            if isinstance(item, Reject):
                yield item
                continue
            for status in _statuses(item.value):
                yield from reader.records(status, item)
        yield from reader.rest()


def _is_status(value: Any) -> bool:
    status = member(value)
    account = member(status.get("account"))
    ours = {"uri", "content", "visibility"}.issubset(status) and "acct" in account
    return ours and not str(status["uri"]).startswith(_NOT_FEDERATED)


def _statuses(value: Json) -> list[Any]:
    """The statuses of a thread's context, of a page of search results, or of a notification."""
    if "uri" in value:
        return [value]
    pages = [value[name] for name in _PAGES if isinstance(value.get(name), list)]
    if pages:
        return [status for page in pages for status in page]
    return [value["status"]] if "uri" in member(value.get("status")) else [value]


_PAGES = ("ancestors", "descendants", "statuses")


class _Reader:
    """Remembers which local id is which status, so that replies find what they answer."""

    def __init__(self) -> None:
        self._uris: dict[str, str] = {}
        self._waiting: dict[str, list[Post]] = {}
        self._waits = 0
        self._ready: list[Post] = []
        self._instance: str | None = None

    def records(self, status: Any, item: Document) -> Iterator[Record | Reject]:
        """The post that a status is, unless it must wait; and those that waited for it."""
        try:
            post = self.post(member(status), damaged=item.damaged)
            waits = post is not None and self.must_wait(post, member(status))
        except IdError as error:
            yield item.reject(str(error), _encode(status))
            return
        if post is None:
            whole = status is item.value
            reason = "no post: no uri or no content"
            yield item.reject(reason) if whole else item.reject(reason, _encode(status))
        elif not waits:
            yield post
        yield from self.ready()

    def post(self, value: Json, *, damaged: bool, depth: int = 0) -> Post | None:
        uri, content = text(value.get("uri")), value.get("content")
        if uri is None or not isinstance(content, str) or depth > _DEEPEST_REFERENCE:
            return None
        self._learn(value, uri)
        created_at, ts = any_moment(value.get("created_at"), "created_at")
        post = Post(
            platform=platform_of(uri),
            native_id=uri,
            account=_account(member(value.get("account"))),
            kind="original",
            lang=text(value.get("language")),
            created_at=created_at,
            ts=ts,
            url=_web_address(text(value.get("url"))),
            app=text(member(value.get("application")).get("name")),
            damaged=damaged,
        )
        original = self.post(member(value.get("reblog")), damaged=damaged, depth=depth + 1)
        if original is not None:
            post.kind, post.repost_key = "repost", "strong"
            post.repost_of, post.repost_of_account = original, original.account
            post.url = None  # it leads to the original
            return post
        quote = member(value.get("quote"))
        # Truth Social gives the quoted status itself.
        quoted = member(quote.get("quoted_status")) or quote
        local_id = _local_id(quote.get("quoted_status_id") or value.get("quote_id"))
        post.quote_of = self.post(quoted, damaged=damaged, depth=depth + 1)
        post.quote_of = post.quote_of or self._known(local_id, None)
        if quote or local_id:
            post.kind = "quote"
        answered = _local_id(value.get("in_reply_to_id"))
        if answered is not None:
            post.kind = "reply"
            post.reply_to_account = _answered(value)
            post.reply_to = self._known(answered, post.reply_to_account)
        _add_content(post, value, content)
        return post

    def must_wait(self, post: Post, value: Json) -> bool:
        """Give a reply the status it answers, or keep it until that one comes."""
        answered = _local_id(value.get("in_reply_to_id"))
        if post.kind != "reply" or answered is None or post.reply_to is not None:
            return False
        self._waiting.setdefault(answered, []).append(post)
        self._waits += 1
        return True

    def ready(self) -> Iterator[Post]:
        """The replies whose status has come, and all of them when too many wait."""
        yield from self._ready
        self._ready = []
        if self._waits > _MOST_WAITING:
            yield from self.rest()

    def rest(self) -> Iterator[Post]:
        """The replies to what the file does not hold: stubs with the instance's own id."""
        waiting, self._waiting, self._waits = self._waiting, {}, 0
        for answered, posts in waiting.items():
            for post in posts:
                if self._instance is not None:
                    self._answer(post, f"{self._instance}/{answered}")
                yield post

    def _known(self, local_id: str | None, account: Account | None) -> Post | None:
        uri = self._uris.get(local_id or "")
        return _stub(uri, account) if uri else None

    def _answer(self, post: Post, uri: str) -> None:
        post.reply_to = _stub(uri, post.reply_to_account)

    def _learn(self, value: Json, uri: str) -> None:
        account = member(value.get("account"))
        if self._instance is None and "@" not in str(account.get("acct", "@")):
            self._instance = _host(text(account.get("url")) or text(account.get("uri")))
        local_id = _local_id(value.get("id"))
        if local_id is None or local_id in self._uris:
            return
        if len(self._uris) >= _MOST_REMEMBERED:
            self._uris.pop(next(iter(self._uris)))
        self._uris[local_id] = uri
        for post in self._waiting.pop(local_id, []):
            self._answer(post, uri)
            self._ready.append(post)
            self._waits -= 1


def _local_id(value: Any) -> str | None:
    """An id that holds on the instance alone."""
    return post_id(value if isinstance(value, float) else text(value), PLATFORM)


def platform_of(address: str) -> str:
    """Truth Social runs Mastodon's software, but is a network of its own."""
    return TRUTH_SOCIAL if _host(address) in _TRUTH_HOSTS else PLATFORM


def _platform(value: Json) -> str:
    return platform_of(text(value.get("uri")) or "")


def _stub(uri: str, account: Account | None) -> Post:
    return Post(platform=platform_of(uri), native_id=uri, account=account, stub=True)


def _host(address: str | None) -> str | None:
    try:
        return urlsplit(address or "").netloc or None
    except ValueError:
        return None


def _handle(account: Json) -> str | None:
    """``user@domain``; ``acct`` lacks the domain for users of the instance itself."""
    acct = (text(account.get("acct")) or text(account.get("username")) or "").removeprefix("@")
    host = _host(text(account.get("url")) or text(account.get("uri")))
    if not acct or "@" in acct:
        return acct or None
    return f"{acct}@{host}" if host else acct


def _account(value: Json) -> Account | None:
    uri = text(value.get("uri")) or text(value.get("url"))
    if uri is None:
        return None
    return Account(
        platform=platform_of(uri),
        native_id=uri,
        handle=_handle(value),
        display_name=text(value.get("display_name")),
        description=HtmlText(text(value.get("note")) or "").text or None,
        created_at=any_moment(value.get("created_at"), "account.created_at")[0],
        followers=count_in(value, "followers_count"),
        following=count_in(value, "following_count"),
        posts=count_in(value, "statuses_count"),
    )


def _answered(value: Json) -> Account | None:
    """The answered account: its id is local, so look for it among author and mentions."""
    local_id = _local_id(value.get("in_reply_to_account_id"))
    author = member(value.get("account"))
    if local_id is not None and _local_id(author.get("id")) == local_id:
        return _account(author)
    for mention in members(value.get("mentions")):
        if local_id is not None and _local_id(mention.get("id")) == local_id:
            return Account(platform=_platform(value), handle=_handle(mention))
    return None


def _web_address(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def _add_content(post: Post, value: Json, content: str) -> None:
    html = HtmlText(content)
    warning = text(value.get("spoiler_text"))
    post.text = "\n\n".join(part for part in (warning, html.text) if part) or None
    named = [_handle(mention) for mention in members(value.get("mentions"))]
    platform = post.platform
    post.mentions = [Account(platform=platform, handle=h) for h in dict.fromkeys(named) if h]
    tags = [text(tag.get("name")) for tag in members(value.get("tags"))]
    post.hashtags = [tag for tag in dict.fromkeys(tags) if tag]
    card = text(member(value.get("card")).get("url"))
    post.links = list(dict.fromkeys([*html.links, *([card] if card else [])]))
    for item in members(value.get("media_attachments")):
        address = text(item.get("remote_url")) or text(item.get("url"))
        if address:
            kind = {"image": "photo", "gifv": "animated_gif"}.get(str(item.get("type")))
            shown = Media(key=address, kind=kind or text(item.get("type")), url=address)
            post.media = [*post.media, shown]
    post.counts = Engagement(
        reposts=count_in(value, "reblogs_count"),
        replies=count_in(value, "replies_count"),
        likes=count_in(value, "favourites_count"),
        quotes=count_in(value, "quotes_count"),
    )
