# ruff: noqa: D101 - each class mirrors the API's object of that name
"""The parts of X API v2 objects that are read, as msgspec decodes them."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

# R and Python exporters write what is empty as {}, [] or null: hence the unions.
Empty = dict[str, Any] | None
EmptyList = list[Any] | None
Id = str | int | float | None


class Part(Struct, gc=False):
    """Refers to nothing that refers back to it: the collector of cycles need not know it."""


class UserMetrics(Part):
    followers_count: int | None = None
    following_count: int | None = None
    tweet_count: int | None = None


class User(Part):
    id: Id = None
    username: str | None = None
    name: str | None = None
    description: str | None = None
    created_at: Id = None
    verified: bool | None = None
    public_metrics: UserMetrics | EmptyList = None


class UrlEntity(Part):
    url: str | None = None
    expanded_url: str | None = None
    unwound_url: str | None = None
    media_key: str | None = None


class TagEntity(Part):
    tag: str | None = None


class Entities(Part):
    mentions: list[User] | Empty = None
    hashtags: list[TagEntity] | Empty = None
    urls: list[UrlEntity] | Empty = None


class NoteTweet(Part):
    text: str | None = None
    entities: Entities | EmptyList = None


class Metrics(Part):
    retweet_count: int | None = None
    reply_count: int | None = None
    like_count: int | None = None
    quote_count: int | None = None
    impression_count: int | None = None


class MediaItem(Part):
    media_key: str | None = None
    type: str | None = None
    url: str | None = None
    preview_image_url: str | None = None


class Attachments(Part):
    media_keys: list[str] | Empty = None
    media: list[MediaItem] | Empty = None


class Tweet(Part):
    id: Id = None
    text: str | None = None
    note_tweet: NoteTweet | EmptyList = None
    lang: str | None = None
    created_at: Id = None
    author_id: Id = None
    author: User | EmptyList = None
    referenced_tweets: list[Reference] | Empty = None
    in_reply_to_user_id: Id = None
    in_reply_to_user: User | EmptyList = None
    conversation_id: Id = None
    entities: Entities | EmptyList = None
    attachments: Attachments | EmptyList = None
    public_metrics: Metrics | EmptyList = None
    source: str | None = None


class Reference(Tweet):
    type: str | None = None


class Includes(Part):
    users: list[User] | Empty = None
    tweets: list[Tweet] | Empty = None
    media: list[MediaItem] | Empty = None


class Collection(Part):
    retrieved_at: str | None = None


class Line(Tweet):
    """Any line: a page or stream line (``data``), the half of a pair, or a flat post."""

    data: list[Tweet] | Tweet | None = None
    includes: Includes | EmptyList = None
    users: list[User] | Empty = None
    tweets: list[Tweet] | Empty = None
    media: list[MediaItem] | Empty = None
    errors: Any = None
    meta: Any = None
    twarc: Collection | None = field(name="__twarc", default=None)
