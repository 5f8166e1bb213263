"""Canonical records: what every export format is turned into.

A format reader yields :class:`Post` records (or :class:`Account` records, where an export lists
profiles). What a post refers to is a nested :class:`Post`: complete when the export carries it,
otherwise with ``stub=True`` and whatever is known (an id, perhaps an account).

Conventions: every id is a string; every time is UTC, as ISO 8601 text with a ``Z``
(``2021-10-20T19:40:00Z``) or as whole epoch seconds; an unknown value is ``None``, never an
empty string, zero or a made-up id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

PostKind = Literal["original", "repost", "reply", "quote"]
TimePrecision = Literal["second", "minute", "day"]


class Account(msgspec.Struct, kw_only=True, gc=False):
    """A profile, or a mere reference to one.

    ``native_id`` is the platform's permanent id; a reference may carry only a ``handle`` (without
    ``@``). ``observed_at`` (epoch seconds) is when the profile looked like this.
    """

    platform: str
    native_id: str | None = None
    handle: str | None = None
    display_name: str | None = None
    description: str | None = None
    created_at: str | None = None
    followers: int | None = None
    following: int | None = None
    posts: int | None = None
    verified: bool | None = None
    observed_at: int | None = None

    @property
    def is_reference(self) -> bool:
        """True when nothing is known but who it is."""
        return (
            self.display_name is None
            and self.description is None
            and self.created_at is None
            and self.followers is None
        )


class Media(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    """A picture or video: ``key`` is the media key, the URL or a perceptual hash."""

    key: str
    kind: str | None = None
    url: str | None = None


class Engagement(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    """How often a post was reposted, answered, liked, quoted and viewed when it was collected."""

    reposts: int | None = None
    replies: int | None = None
    likes: int | None = None
    quotes: int | None = None
    views: int | None = None


class Post(msgspec.Struct, kw_only=True, gc=False):
    """One post of one account.

    ``kind`` is the most specific of repost, reply, quote, original; a post that quotes and
    replies is ``reply`` and carries both references. A repost's ``text``, ``hashtags``,
    ``links``, ``mentions`` and ``media`` stay empty: they are the original's
    (``repost_of``). ``repost_key="weak"`` marks a repost whose source does not give the id of
    the original: ``repost_of`` is then None and ``repost_of_account``/``text`` hold what is known.
    ``observed_at`` (epoch seconds) is the collection time where the export states one;
    ``archive`` the address of a copy of the post and the copy's hash. ``leads`` says where
    links of its lead in the end, if the export does. Many posts may carry the very
    same record: ``is_checked`` says that :mod:`.checking` has mended what is wrong in it.
    """

    platform: str
    native_id: str
    account: Account | None = None
    kind: PostKind | None = None
    text: str | None = None
    text_cut: bool = False
    lang: str | None = None
    created_at: str | None = None
    ts: int | None = None
    ts_precision: TimePrecision = "second"
    url: str | None = None
    app: str | None = None
    conversation_id: str | None = None
    archive: str | None = None
    repost_of: Post | None = None
    repost_of_account: Account | None = None
    repost_key: Literal["strong", "weak"] | None = None
    quote_of: Post | None = None
    reply_to: Post | None = None
    reply_to_account: Account | None = None
    mentions: list[Account] = []
    hashtags: list[str] = []
    links: list[str] = []
    leads: dict[str, str] = {}
    media: list[Media] = []
    counts: Engagement | None = None
    observed_at: int | None = None
    damaged: bool = False
    stub: bool = False
    is_checked: bool = False


Record = Post | Account


class Reject(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    """A record that could not be used: where it stood and why, with the raw input to repair."""

    reason: str
    line: int | None = None
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A reject and the number of its record, from 1: in the segment, later in the input."""

    record: int
    reject: Reject
