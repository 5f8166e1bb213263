"""Records become rows: one batch holds each node and each relationship once.

Posts that a record carries (the original of a repost, a quoted or answered post) become rows as
well, whole or as stubs. The time of an observation is ``observed_at`` where the export states it,
otherwise that of the post which carries it, because nothing can have been seen before that.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..graph.schema import (
    LINKS_TO,
    MENTIONS,
    ON,
    POSTED,
    QUOTES,
    REPLIES_TO,
    REPOSTS,
    REPOSTS_ACCOUNT,
    SHOWS,
    TAGGED,
    Account,
    Domain,
    Hashtag,
    Link,
    Media,
    Post,
)
from ..graph.store import Values
from ..graph.types import NodeType, RelationshipType
from . import records
from .accounts import AccountRows
from .canonical import bounded, hashtag_id, link_ids
from .merging import merge_values
from .posts import STUB, moment_of, post_id, post_values, seen_again

NODE_TYPES: tuple[NodeType, ...] = (Account, Post, Hashtag, Link, Domain, Media)
TIE_TYPES: tuple[RelationshipType, ...] = (
    POSTED, REPOSTS, QUOTES, REPLIES_TO, MENTIONS, REPOSTS_ACCOUNT, TAGGED, LINKS_TO, ON, SHOWS,
)  # fmt: skip
"""What a load writes; the nodes before the relationships between them."""

Ends = tuple[str, str]

_TEXT_PER_ROW = 256
"""Characters of text that weigh as much as a row."""


@dataclass(slots=True)
class Batch:
    """Rows of a run of records, and what became of each record.

    ``candidates`` are the ids, by label, of the top-level records that are new unless the graph
    holds them complete; ``merged`` counts those that the batch itself held complete before.
    """

    nodes: dict[NodeType, list[Values]] = field(default_factory=dict)
    ties: dict[RelationshipType, dict[Ends, bool | None]] = field(default_factory=dict)
    candidates: dict[NodeType, list[str]] = field(default_factory=dict)
    merged: int = 0


class RowBuilder:
    """Collects the rows of one batch, record by record.

    ``weight`` is about the number of its rows and relationships; long texts count as more.
    """

    def __init__(self) -> None:
        self.weight = 0
        self._accounts = AccountRows()
        self._seen: dict[str, records.Post] = {}
        self._same: dict[int, tuple[str, records.Post]] = {}
        self._posts: dict[str, Values] = {}
        self._tags: dict[str, str] = {}
        self._links: dict[str, str | None] = {}
        self._media: dict[str, Values] = {}
        self._ties: dict[RelationshipType, dict[Ends, bool | None]] = {t: {} for t in TIE_TYPES}
        self._posted = self._ties[POSTED]
        self._mentions = self._ties[MENTIONS]
        self._new_posts: list[str] = []
        self._new_accounts: list[str] = []
        self._merged = 0

    def add(self, record: records.Record) -> str | None:
        """Take a top-level record; return why it cannot be used, or None when it can."""
        if isinstance(record, records.Post):
            if not record.native_id:
                return "a post without id"
            key = post_id(record)
            known = self._posts.get(key)
            complete = known is not None and not known[STUB]
            key = self._add(key, record, record.ts, None)
            new = self._new_posts
        else:
            found = self._accounts.see(record, None)
            if found is None:
                return "an account without id or handle"
            key = found
            complete = self._accounts.is_complete(key)
            self._accounts.complete(key)
            self.weight += 1
            new = self._new_accounts
        if complete:
            self._merged += 1
        else:
            new.append(key)
        return None

    def batch(self) -> Batch:
        """Return what was collected."""
        hosts = dict.fromkeys(host for host in self._links.values() if host is not None)
        return Batch(
            nodes={
                Account: self._accounts.rows(),
                Post: list(self._posts.values()),
                Hashtag: list(self._tags.items()),
                Link: [(key,) for key in self._links],
                Domain: [(host,) for host in hosts],
                Media: list(self._media.values()),
            },
            ties=self._ties,
            candidates={Post: self._new_posts, Account: self._new_accounts},
            merged=self._merged,
        )

    def _carried(self, post: records.Post, at: int | None, author: records.Account | None) -> str:
        """Add a post that another one carries; ``author`` is what that says of its author."""
        same = self._same.get(id(post))
        if same is not None:
            # The very same record, of a stated time, says nothing new but perhaps of its author.
            if author is not None and author is not post.account:
                self._author(same[0], post, post.observed_at, author)
            return same[0]
        key = post_id(post)
        if post.observed_at is not None:
            self._same[id(post)] = key, post
        known = self._seen.get(key)
        if known is not None and known == post:
            # The original of many reposts: only the time of the look may be news.
            self._see_again(key, post, at, author)
            return key
        self._seen[key] = post
        return self._add(key, post, at, author)

    def _add(
        self, key: str, post: records.Post, at: int | None, author: records.Account | None
    ) -> str:
        """Add a post and all it carries."""
        if post.observed_at is not None:
            at = post.observed_at
        values = post_values(key, post, at)
        known = self._posts.get(key)
        if known is not None:
            values = merge_values(Post, known, values)
        self._posts[key] = values
        self.weight += 2
        if post.text is not None:
            self.weight += len(post.text) // _TEXT_PER_ROW
        own = self._author(key, post, at, author)
        if post.repost_of is not None or post.repost_of_account is not None:
            self._repost(key, post, at)
        if post.quote_of is not None:
            self._ties[QUOTES][key, self._carried(post.quote_of, at, None)] = None
        for account in post.mentions:
            named = self._accounts.see(account, at)
            if named is not None:
                self._mentions[key, named] = False
                self.weight += 2
        if post.reply_to is not None or post.reply_to_account is not None:
            self._answer(key, post, at, own)
        if post.hashtags:
            self._tag(key, post.hashtags)
        if post.links:
            self._link(key, post.links)
        if post.media:
            self._show(key, post.media)
        return key

    def _see_again(
        self, key: str, post: records.Post, at: int | None, author: records.Account | None
    ) -> None:
        if post.observed_at is not None:
            at = post.observed_at
        if post.counts is not None and at is not None:
            self._posts[key] = seen_again(self._posts[key], post.counts, at)
        self._author(key, post, at, author)
        if post.repost_of is not None:
            self._carried(post.repost_of, at, post.repost_of_account)
        elif post.repost_of_account is not None:
            self._accounts.see(post.repost_of_account, at)
        if post.quote_of is not None:
            self._carried(post.quote_of, at, None)
        answered = post.reply_to_account
        if post.reply_to is not None:
            self._carried(post.reply_to, at, answered)
            answered = answered or post.reply_to.account
        if answered is not None:
            self._accounts.see(answered, at)
        for account in post.mentions:
            self._accounts.see(account, at)

    def _author(
        self, key: str, post: records.Post, at: int | None, author: records.Account | None
    ) -> str | None:
        author = post.account or author
        own = self._accounts.see(author, at) if author is not None else None
        if own is not None:
            self._posted[own, key] = None
            if not post.stub:
                self._accounts.complete(own, moment_of(post)[0])
        return own

    def _repost(self, key: str, post: records.Post, at: int | None) -> None:
        if post.repost_of is not None:
            original = self._carried(post.repost_of, at, post.repost_of_account)
            self._ties[REPOSTS][key, original] = None
        elif post.repost_of_account is not None:
            reposted = self._accounts.see(post.repost_of_account, at)
            if reposted is not None:
                self._ties[REPOSTS_ACCOUNT][key, reposted] = None

    def _answer(self, key: str, post: records.Post, at: int | None, own: str | None) -> None:
        """Tie a reply to what it answers, and mention whom, unless it names them or is theirs."""
        answered = post.reply_to_account
        if post.reply_to is not None:
            self._ties[REPLIES_TO][key, self._carried(post.reply_to, at, answered)] = None
            answered = answered or post.reply_to.account
        target = self._accounts.see(answered, at) if answered is not None else None
        if target is None or target == own or (key, target) in self._mentions:
            return
        handle = (answered.handle or "").lower() if answered is not None else ""
        if not (handle and any((m.handle or "").lower() == handle for m in post.mentions)):
            self._mentions[key, target] = True
            self.weight += 2

    def _tag(self, key: str, tags: list[str]) -> None:
        tagged = self._ties[TAGGED]
        for tag in tags:
            tag_key = hashtag_id(tag)
            if tag_key is not None:
                tagged[key, tag_key] = None
                self.weight += 1
                display = tag.strip().lstrip("#")
                if display < self._tags.setdefault(tag_key, display):
                    self._tags[tag_key] = display

    def _link(self, key: str, links: list[str]) -> None:
        for url in links:
            ids = link_ids(url)
            if ids is not None:
                link, host = ids
                self._ties[LINKS_TO][key, link] = None
                self._links[link] = host
                self.weight += 2
                if host is not None:
                    self._ties[ON][link, host] = None

    def _show(self, key: str, media: list[records.Media]) -> None:
        for item in media:
            media_key = bounded(item.key)
            values = media_key, item.kind, item.url
            seen = self._media.get(media_key, values)
            self._media[media_key] = values if seen == values else merge_values(Media, seen, values)
            self._ties[SHOWS][key, media_key] = None
            self.weight += 2
