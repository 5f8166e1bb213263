"""The user's map from the columns of a table to the fields of a post (YAML)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...errors import ConfigError

_HELP = "See docs/formats.md for the fields of a map"


class Fields(BaseModel):
    """Names of the columns that hold each field; ``id`` and who posted are needed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(description="the post's own id")]
    account_id: Annotated[str | None, Field(description="id of who posted it")] = None
    account_handle: Annotated[str | None, Field(description="handle, with or without @")] = None
    account_name: Annotated[str | None, Field(description="name shown beside the handle")] = None
    account_description: Annotated[str | None, Field(description="profile text")] = None
    account_created_at: Annotated[str | None, Field(description="when it was made")] = None
    followers: Annotated[str | None, Field(description="accounts that follow it")] = None
    following: Annotated[str | None, Field(description="accounts it follows")] = None
    created_at: Annotated[
        str | None, Field(description="ISO 8601, or epoch seconds or milliseconds; UTC")
    ] = None
    text: Annotated[str | None, Field(description="the words")] = None
    lang: Annotated[str | None, Field(description="language")] = None
    url: Annotated[str | None, Field(description="where it can be opened")] = None
    app: Annotated[str | None, Field(description="program it was posted with")] = None
    conversation_id: Annotated[str | None, Field(description="id of the thread")] = None
    repost_of: Annotated[str | None, Field(description="id of the reposted post")] = None
    repost_of_account_id: Annotated[str | None, Field(description="id of who is reposted")] = None
    repost_of_account_handle: Annotated[str | None, Field(description="handle of the same")] = None
    quote_of: Annotated[str | None, Field(description="id of the quoted post")] = None
    reply_to: Annotated[str | None, Field(description="id of the answered post")] = None
    reply_to_account_id: Annotated[str | None, Field(description="id of who is answered")] = None
    reply_to_account_handle: Annotated[str | None, Field(description="handle of the same")] = None
    hashtags: Annotated[str | None, Field(description="a list of hashtags")] = None
    mentions: Annotated[str | None, Field(description="a list of handles")] = None
    mentioned_ids: Annotated[str | None, Field(description="a list of ids of accounts")] = None
    links: Annotated[str | None, Field(description="a list of addresses")] = None
    media: Annotated[str | None, Field(description="a list of addresses or hashes")] = None
    reposts: Annotated[str | None, Field(description="reposts counted")] = None
    replies: Annotated[str | None, Field(description="replies counted")] = None
    likes: Annotated[str | None, Field(description="likes counted")] = None
    quotes: Annotated[str | None, Field(description="quotes counted")] = None
    views: Annotated[str | None, Field(description="views counted")] = None
    observed_at: Annotated[str | None, Field(description="when it was collected")] = None


class TableMap(BaseModel):
    """A map: the platform, the columns, how lists are joined, how exact times are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    platform: Annotated[
        str, Field(pattern=r"^[a-z][a-z0-9_-]{0,30}$", description="x, bluesky, tiktok, …")
    ]
    columns: Fields
    separator: Annotated[
        str | None,
        Field(min_length=1, description="between the parts of a list; without it , ; | or JSON"),
    ] = None
    precision: Annotated[
        str, Field(pattern="^(second|minute|day)$", description="second, minute or day")
    ] = "second"

    def named(self) -> dict[str, str]:
        """The fields that the map gives a column, with its name."""
        return {k: v for k, v in self.columns.model_dump().items() if v is not None}


def load_table_map(path: Path) -> TableMap:
    """Read a map.

    Raises:
        ConfigError: It cannot be read, is no YAML, or names fields that there are not.
    """
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}", "Give the map's path") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is no YAML: {error}", _HELP) from error
    try:
        return TableMap.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the map"
        raise ConfigError(f"{path}: {where}: {first['msg']}", _HELP) from error
