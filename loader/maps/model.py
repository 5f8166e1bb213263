"""A map from an export's columns or members to the fields of a post, as people write it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from ...graph.platforms import platform_named
from ..zones import zones_meant
from .conditions import condition
from .paths import path


def _as_list(value: Any) -> Any:
    # A column may be called 2026.
    single = isinstance(value, str | int) and not isinstance(value, bool)
    return [value] if single else value


def _paths(written: tuple[str, ...]) -> tuple[str, ...]:
    for column in written:
        path(column)
    return written


def _conditions(written: tuple[str, ...]) -> tuple[str, ...]:
    for column in written:
        condition(column)
    return written


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"there is no zone {name!r}; write {zones_meant(name)}") from None
    return name


Column = Annotated[tuple[str, ...], BeforeValidator(_as_list), AfterValidator(_paths)]
"""One path, or several of which the first that has a value counts."""

Words = Annotated[tuple[str, ...], BeforeValidator(_as_list)]

Conditions = Annotated[tuple[str, ...], BeforeValidator(_as_list), AfterValidator(_conditions)]
"""One condition, or several of which one is enough."""

Platform = Annotated[
    str, BeforeValidator(platform_named), StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,30}$")
]


def _field(description: str) -> Any:
    return Field(default=(), description=description)


class Columns(BaseModel):
    """Where each field stands: a column's name, or a path into JSON."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    id: Column = _field("the post's own id, or its address")
    platform: Column = _field("the platform, where a table holds several")
    account_id: Column = _field("id of who posted it")
    account_handle: Column = _field("handle, with or without @")
    account_name: Column = _field("name shown beside the handle")
    account_description: Column = _field("profile text")
    account_created_at: Column = _field("when it was made")
    account_posts: Column = _field("posts of the account counted")
    verified: Column = _field("whether the platform has verified it")
    followers: Column = _field("accounts that follow it")
    following: Column = _field("accounts it follows")
    created_at: Column = _field("when it was posted")
    text: Column = _field("the words")
    lang: Column = _field("language")
    url: Column = _field("where it can be opened")
    app: Column = _field("program it was posted with")
    conversation_id: Column = _field("id of the thread")
    repost_of: Column = _field("id or address of the reposted post, or the post itself (JSON)")
    repost_text: Column = _field("the whole words of the reposted post, if they stand apart")
    repost_of_account_id: Column = _field("id of the account reposted")
    repost_of_account_handle: Column = _field("handle of the same")
    quote_of: Column = _field("id or address of the quoted post, or the post itself (JSON)")
    quote_of_account_id: Column = _field("id of the account quoted")
    quote_of_account_handle: Column = _field("handle of the same")
    reply_to: Column = _field("id or address of the answered post, or the post itself (JSON)")
    reply_to_account_id: Column = _field("id of the account answered")
    reply_to_account_handle: Column = _field("handle of the same")
    hashtags: Column = _field("a list of hashtags; without it they are read from the text")
    mentions: Column = _field("a list of handles; without it they are read from the text")
    mentioned_ids: Column = _field("a list of ids of accounts")
    links: Column = _field("a list of addresses; without it they are read from the text")
    media: Column = _field("a list of addresses or hashes")
    reposts: Column = _field("reposts counted")
    replies: Column = _field("replies counted")
    likes: Column = _field("likes counted")
    quotes: Column = _field("quotes counted")
    views: Column = _field("views counted")
    observed_at: Column = _field("when it was collected")


class Shape(BaseModel):
    """One way in which an export writes its records, and the marks that only it has."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, coerce_numbers_to_str=True
    )

    has: Annotated[Column, Field(description="columns or members that each record has")] = ()
    lacks: Annotated[Column, Field(description="columns or members that no record has")] = ()
    when: Annotated[Conditions, Field(description="conditions that all hold")] = ()
    records: Annotated[
        str | None, Field(description="where in a value of JSON the records stand: messages[]")
    ] = None


class Map(BaseModel):
    """What the columns or members of an export mean.

    ``title``, ``source``, ``shapes`` and ``refused`` are for presets: they name the export, say
    where its form is written down, how it is recognised, and why it cannot be used.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, coerce_numbers_to_str=True
    )

    base: Annotated[
        str | None,
        Field(description="a map to build on, such as preset:apify-x; what is here comes on top"),
    ] = None
    title: Annotated[str, Field(description="what the export is (of a preset)")] = ""
    source: Annotated[str, Field(description="where its form is written down (of a preset)")] = ""
    remark: Annotated[str, Field(description="what it lacks (of a preset)")] = ""
    refused: Annotated[str, Field(description="why it cannot be used (of a preset)")] = ""
    shapes: Annotated[
        tuple[Shape, ...], Field(description="how it is recognised (of a preset)")
    ] = ()
    platform: Annotated[Platform | None, Field(description="x, bluesky, tiktok, …")] = None
    records: Annotated[
        str | None,
        Field(description="where the posts stand in a JSON document, such as messages[]"),
    ] = None
    columns: Annotated[Columns, Field(description="the fields, see below")] = Columns()
    values: Annotated[
        dict[str, str], Field(description="fields that are the same for every post")
    ] = {}
    platforms: Annotated[
        dict[str, Platform],
        Field(description="what the column platform says, and the platform that it means"),
    ] = {}
    repost_when: Annotated[
        Conditions, Field(alias="repost when", description="condition of a repost")
    ] = ()
    quote_when: Annotated[
        Conditions, Field(alias="quote when", description="condition of a quote")
    ] = ()
    reply_when: Annotated[
        Conditions, Field(alias="reply when", description="condition of a reply")
    ] = ()
    reject_when: Annotated[
        Conditions,
        Field(alias="reject when", description="condition of what is not a post: advertisements"),
    ] = ()
    id_prefix: Annotated[
        str, Field(alias="id prefix", description="put before ids of posts that lack it: t1_")
    ] = ""
    id_made_from: Annotated[
        Column,
        Field(
            alias="id made from",
            description="columns to make an id from where the export has none; rows that are "
            "alike in all of them are one post",
        ),
    ] = ()
    address: Annotated[
        str,
        Field(
            description="form of a post's address: fields or columns in braces, as in "
            "https://x.example/@{account_handle}/{id}"
        ),
    ] = ""
    nothing: Annotated[
        Words, Field(description="more words that refer to nothing: root, [deleted]")
    ] = ()
    needs: Annotated[
        Words, Field(description="fields that the export lacks and values must give (of a preset)")
    ] = ()
    separator: Annotated[
        str | None,
        Field(min_length=1, description="between the parts of a list; without it , ; | or JSON"),
    ] = None
    text_parts: Annotated[
        Literal["first", "all"],
        Field(alias="text parts", description="of several columns of text the first, or all"),
    ] = "first"
    text_form: Annotated[
        Literal["plain", "html", "html or plain"],
        Field(
            alias="text form",
            description="plain, html, or html or plain where some texts have marks of HTML",
        ),
    ] = "plain"
    zone: Annotated[
        Annotated[str, AfterValidator(_zone)] | None,
        Field(description="zone of times that state none: Europe/Paris; without it UTC"),
    ] = None
    time_form: Annotated[
        str | None,
        Field(
            alias="time form",
            description="day first, month first, excel, seconds, milliseconds, or a form of "
            "strptime such as %d.%m.%Y %H:%M",
        ),
    ] = None
    precision: Annotated[
        Literal["second", "minute", "day"], Field(description="second, minute or day")
    ] = "second"

    @property
    def says_platform_alone(self) -> bool:
        """Whether it names nothing but the platform, for an export that does not say it."""
        return self.model_fields_set == {"platform"}

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.refused or self.base or self.says_platform_alone:
            return self
        if self.model_fields_set == {"platform", "zone"}:
            raise ValueError("columns are needed beside a zone; without them give --zone instead")
        if not self.columns.id and not self.id_made_from:
            raise ValueError("columns.id is needed, or «id made from» with columns to make one")
        if self.platform is None and not self.columns.platform:
            raise ValueError("platform is needed (x, tiktok, …), or a column for it")
        unknown = sorted(set(self.values) - set(Columns.model_fields))
        if unknown:
            raise ValueError(f"values: there is no field {unknown[0]}")
        return self

    def paths(self) -> dict[str, tuple[str, ...]]:
        """The fields that the map gives a place, with the paths to try in their order."""
        return {name: value for name, value in self.columns.model_dump().items() if value}

    def names(self) -> frozenset[str]:
        """The columns of a table that the map may read."""
        written = [column for several in self.paths().values() for column in several]
        return frozenset({*written, *(path(column).name for column in written), *self.id_made_from})
