"""Records become columns: one batch holds each node and each relationship once.

Posts that a record carries (the original of a repost, a quoted or answered post) become rows as
well, whole or as stubs. The time of an observation is ``observed_at`` where the export states it,
otherwise that of the post which carries it, because nothing can have been seen before that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

import polars as pl
import pyarrow as pa

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
from ..graph.types import NodeType, RelationshipType, RowType
from . import records
from .accounts import AccountObservations
from .canonical import bounded, hashtag_id, is_shortened, link_ids
from .columns import Columns, Pairs, table_of_frame
from .merging import merged
from .posts import AUTHOR, PostObservations, post_id
from .reposts import Reposts

NODE_TYPES: tuple[NodeType, ...] = (Account, Post, Hashtag, Link, Domain, Media)
TIE_TYPES: tuple[RelationshipType, ...] = (
    POSTED, REPOSTS, QUOTES, REPLIES_TO, MENTIONS, REPOSTS_ACCOUNT, TAGGED, LINKS_TO, ON, SHOWS,
)  # fmt: skip
"""What a load writes; the nodes before the relationships between them."""

_OBSERVED = (Account, Post)
"""Have columns of their own, from records."""

_TEXT_PER_ROW = 256
"""Characters of text that weigh as much as a row."""


@dataclass(slots=True)
class Batch:
    """Tables of a run of records by label and type, and what became of each record.

    ``candidates`` are the ids, by label, of the top-level records that are new unless the graph
    holds them complete, each with its number in the input; ``merged`` counts those that the batch
    itself held complete before.
    """

    nodes: dict[str, pa.Table] = field(default_factory=dict)
    ties: dict[str, pa.Table] = field(default_factory=dict)
    candidates: dict[str, dict[str, int]] = field(default_factory=dict)
    merged: int = 0


class Mark(NamedTuple):
    """How many records of a batch were merged, and how many posts and accounts may be new."""

    merged: int
    posts: int
    accounts: int


class RowBuilder:
    """Collects the columns of one batch, record by record.

    ``weight`` is about the number of its rows and relationships; long texts count as more.
    """

    def __init__(self) -> None:
        self.weight = 0
        self._accounts = AccountObservations()
        self._posts = PostObservations()
        self._complete: set[str] = set()
        self._same: dict[int, tuple[str, records.Post]] = {}
        self._contents = {held: Columns(held) for held in NODE_TYPES if held not in _OBSERVED}
        self._ties = {tie: Pairs(tie) for tie in TIE_TYPES if tie is not POSTED}
        self._implicit_mentions = Pairs(MENTIONS)
        self._tag_ids: dict[str, str | None] = {}
        self._link_ids: dict[str, str | None] = {}
        self._new_posts: list[tuple[str, int]] = []
        self._new_accounts: list[tuple[str, int]] = []
        self._merged = 0

    def add(self, record: records.Record, number: int = 0) -> str | None:
        """Take a top-level record with its number in the input; return why it cannot be used."""
        if isinstance(record, records.Post):
            if not record.native_id:
                return "a post without id"
            key = post_id(record)
            complete = key in self._complete
            self._add(key, record, record.ts, None)
            new = self._new_posts
        else:
            account = self._accounts.add(record, None)
            if account is None:
                return "an account without id or handle"
            key = account
            complete = key in self._accounts.complete
            self._accounts.complete.add(key)
            self.weight += 1
            new = self._new_accounts
        if complete:
            self._merged += 1
        else:
            new.append((key, number))
        return None

    def add_reposts(self, reposts: Reposts, number: int) -> None:
        """Take a run of reposts, whose posts the batch does not hold; ``number`` is the first's."""
        platform = reposts.platform
        rows = reposts.rows.with_columns(
            pl.concat_str(pl.lit(f"{platform}/"), what).alias(f"{what} id")
            for what in ("post", "account", "original")
        ).with_columns(platform=pl.lit(platform))
        own = rows.select(
            "platform",
            "created_at",
            "ts",
            id="post id",
            native_id="post",
            kind=pl.lit("repost"),
            ts_precision=pl.lit("second"),
            repost_key=pl.lit("strong"),
            stub=False,
            **{AUTHOR: "account id"},
        )
        originals = rows.select("platform", id="original id", native_id="original").unique()
        self._posts.append(own)
        self._posts.append(originals.with_columns(pl.lit(None, pl.String).alias(AUTHOR), stub=True))
        self._accounts.append(
            rows.select("platform", id="account id", native_id="account").unique()
        )
        keys = own["id"].to_list()
        self._ties[REPOSTS].extend(keys, rows["original id"])
        self._complete.update(keys)
        self._new_posts.extend(zip(keys, count(number)))
        self.weight += 4 * len(reposts)

    def mark(self) -> Mark:
        """Where the batch is now, for :meth:`since`."""
        return Mark(self._merged, len(self._new_posts), len(self._new_accounts))

    def since(self, mark: Mark) -> tuple[int, dict[str, dict[str, int]]]:
        """How many records have been merged since then, and the candidates that have come."""
        posts, accounts = self._new_posts[mark.posts :], self._new_accounts[mark.accounts :]
        candidates = {Post.label: dict(posts), Account.label: dict(accounts)}
        repeated = len(posts) + len(accounts) - sum(map(len, candidates.values()))
        merged = self._merged - mark.merged + repeated
        return merged, {label: ids for label, ids in candidates.items() if ids}

    def batch(self) -> Batch:
        """Return what was collected."""
        posts = self._posts.frame()
        authored = posts.filter(pl.col(AUTHOR).is_not_null())
        accounts = self._accounts.frame(
            authored.filter(~pl.col("stub")).select(pl.col(AUTHOR).alias("id"), "created_at")
        )
        posted = authored.select(pl.col(AUTHOR).alias("source"), pl.col("id").alias("target"))
        frames: dict[RowType, pl.DataFrame] = {
            Account: accounts,
            Post: posts.drop(AUTHOR),
            **{held: columns.frame() for held, columns in self._contents.items() if columns},
            **{tie: pairs.frame() for tie, pairs in self._ties.items() if pairs},
            POSTED: posted,
        }
        if self._ties[MENTIONS] or self._implicit_mentions:
            explicit = self._ties[MENTIONS].frame(implicit=False)
            frames[MENTIONS] = pl.concat([explicit, self._implicit_mentions.frame(implicit=True)])
        tables = {
            held: table_of_frame(held, merged(held, frame))
            for held, frame in frames.items()
            if len(frame)
        }
        merged_records, candidates = self.since(Mark(0, 0, 0))
        return Batch(
            nodes={held.label: tables[held] for held in NODE_TYPES if held in tables},
            ties={held.kind: tables[held] for held in TIE_TYPES if held in tables},
            candidates=candidates,
            merged=merged_records,
        )

    def _carried(self, post: records.Post, time: int | None, author: records.Account | None) -> str:
        """Add a post that another one carries; ``author`` is what that says of its author."""
        same = self._same.get(id(post))
        if same is not None and (author is None or post.account is not None):
            # The very same record, of a stated time, says nothing new.
            return same[0]
        key = post_id(post)
        if post.observed_at is not None:
            self._same[id(post)] = key, post
        self._add(key, post, time, author)
        return key

    def _add(
        self, key: str, post: records.Post, time: int | None, author: records.Account | None
    ) -> None:
        """Add a post and all it carries."""
        if post.observed_at is not None:
            time = post.observed_at
        account = post.account or author
        own = self._accounts.add(account, time) if account is not None else None
        self._posts.add(key, post, time, own)
        if not post.stub:
            self._complete.add(key)
            if own is not None:
                self._accounts.complete.add(own)
        self.weight += 2 + (len(post.text) // _TEXT_PER_ROW if post.text else 0)
        if post.repost_of is not None or post.repost_of_account is not None:
            self._repost(key, post, time)
        if post.quote_of is not None:
            self._ties[QUOTES].add(key, self._carried(post.quote_of, time, None))
        if post.mentions:
            self._mention(key, post.mentions, time)
        if post.reply_to is not None or post.reply_to_account is not None:
            self._answer(key, post, time, own)
        if post.hashtags:
            self._tag(key, post.hashtags)
        if post.links:
            self._link(key, post.links)
        if post.leads:
            self._lead(post.leads)
        if post.media:
            self._show(key, post.media)

    def _repost(self, key: str, post: records.Post, time: int | None) -> None:
        if post.repost_of is not None:
            original = self._carried(post.repost_of, time, post.repost_of_account)
            self._ties[REPOSTS].add(key, original)
        elif post.repost_of_account is not None:
            reposted = self._accounts.add(post.repost_of_account, time)
            if reposted is not None:
                self._ties[REPOSTS_ACCOUNT].add(key, reposted)

    def _answer(self, key: str, post: records.Post, time: int | None, own: str | None) -> None:
        """Tie a reply to what it answers, and mention whom, unless it names them or is theirs."""
        answered = post.reply_to_account
        if post.reply_to is not None:
            original = self._carried(post.reply_to, time, answered)
            self._ties[REPLIES_TO].add(key, original)
            answered = answered or post.reply_to.account
        target = self._accounts.add(answered, time) if answered is not None else None
        if target is None or target == own:
            return
        handle = (answered.handle or "").lower() if answered is not None else ""
        if not (handle and any((m.handle or "").lower() == handle for m in post.mentions)):
            # Where the post mentions the account as well, that is what stays.
            self._implicit_mentions.add(key, target)
            self.weight += 2

    def _mention(self, key: str, accounts: list[records.Account], time: int | None) -> None:
        for account in accounts:
            named = self._accounts.add(account, time)
            if named is not None:
                self._ties[MENTIONS].add(key, named)
                self.weight += 2

    def _tag(self, key: str, tags: list[str]) -> None:
        for tag in tags:
            tag_key = self._tag_ids[tag] if tag in self._tag_ids else self._new_tag(tag)
            if tag_key is not None:
                self._ties[TAGGED].add(key, tag_key)
                self.weight += 1

    def _new_tag(self, tag: str) -> str | None:
        """Add a hashtag as it is written for the first time; return its id, if it is one."""
        tag_key = self._tag_ids[tag] = hashtag_id(tag)
        if tag_key is not None:
            self._contents[Hashtag].add(id=tag_key, display=tag.strip().lstrip("#"))
        return tag_key

    def _link(self, key: str, links: list[str]) -> None:
        for url in links:
            link = self._link_ids[url] if url in self._link_ids else self._new_link(url)
            if link is not None:
                self._ties[LINKS_TO].add(key, link)
                self.weight += 2

    def _new_link(self, url: str) -> str | None:
        """Add a link that is written so for the first time, and its host; return its id."""
        link, host = link_ids(url) or (None, None)
        self._link_ids[url] = link
        if link is not None:
            self._contents[Link].add(id=link, leads_to=None)
            if host is not None:
                self._contents[Domain].add(id=host)
                self._ties[ON].add(link, host)
        return link

    def _lead(self, leads: dict[str, str]) -> None:
        """Say of shortened links to which pages they lead."""
        for url, page in leads.items():
            if not is_shortened(url, page):
                continue
            link, there = (
                self._link_ids.get(address) or self._new_link(address) for address in (url, page)
            )
            if link is not None and there is not None and link != there:
                self._contents[Link].add(id=link, leads_to=there)

    def _show(self, key: str, media: list[records.Media]) -> None:
        for item in media:
            media_key = bounded(item.key)
            self._contents[Media].add(id=media_key, kind=item.kind, url=item.url)
            self._ties[SHOWS].add(key, media_key)
            self.weight += 2
