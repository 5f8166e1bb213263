# ruff: noqa: D101 - each class mirrors the API's object of that name
"""The parts of X API v1.1 objects that are read, as msgspec decodes them."""

from __future__ import annotations

from typing import Any

from msgspec import Raw, Struct

Id = str | int | float | None
Empty = dict[str, Any] | None


class User(Struct):
    id_str: Id = None
    id: Id = None
    screen_name: str | None = None
    name: str | None = None
    description: str | None = None
    created_at: Id = None
    verified: bool | None = None
    followers_count: int | None = None
    friends_count: int | None = None
    statuses_count: int | None = None


class MentionEntity(Struct):
    id_str: Id = None
    id: Id = None
    screen_name: str | None = None


class TagEntity(Struct):
    text: str | None = None


class Unwound(Struct):
    url: str | None = None


class UrlEntity(Struct):
    url: str | None = None
    expanded_url: str | None = None
    unwound: Unwound | list[Any] | None = None


class MediaEntity(Struct):
    id_str: Id = None
    type: str | None = None
    media_url_https: str | None = None


class Entities(Struct):
    user_mentions: list[MentionEntity] | Empty = None
    hashtags: list[TagEntity] | Empty = None
    urls: list[UrlEntity] | Empty = None
    media: list[MediaEntity] | Empty = None


class ExtendedTweet(Struct):
    full_text: str | None = None
    entities: Entities | list[Any] | None = None
    extended_entities: Entities | list[Any] | None = None


class Permalink(Struct):
    expanded: str | None = None


class Status(Struct):
    id_str: Id = None
    id: Id = None
    created_at: Id = None
    timestamp_ms: Id = None
    text: str | None = None
    full_text: str | None = None
    truncated: bool | None = None
    extended_tweet: ExtendedTweet | list[Any] | None = None
    user: User | None = None
    retweeted_status: Status | list[Any] | None = None
    quoted_status: Status | list[Any] | None = None
    quoted_status_id_str: Id = None
    quoted_status_id: Id = None
    quoted_status_permalink: Permalink | list[Any] | None = None
    is_quote_status: bool | None = None
    in_reply_to_status_id_str: Id = None
    in_reply_to_status_id: Id = None
    in_reply_to_user_id_str: Id = None
    in_reply_to_user_id: Id = None
    in_reply_to_screen_name: str | None = None
    entities: Entities | list[Any] | None = None
    extended_entities: Entities | list[Any] | None = None
    favorite_count: int | None = None
    retweet_count: int | None = None
    quote_count: int | None = None
    reply_count: int | None = None
    source: str | None = None
    lang: str | None = None
    conversation_id_str: Id = None
    hashtags: list[TagEntity] | Empty = None  # python-twitter keeps entities here
    urls: list[UrlEntity] | Empty = None
    user_mentions: list[MentionEntity] | Empty = None
    media: list[MediaEntity] | Empty = None
    view_count: int | None = None  # set by x_web


class Line(Status):
    statuses: list[Raw] | None = None
