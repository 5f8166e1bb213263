"""Values of tables and of JSON alike, as a map's fields need them."""

from __future__ import annotations

from typing import Any

from ..formats import cells

_ZEROS = frozenset({"0", "0.0", "-1.0", '""'})

ID_MEMBERS = ("id_str", "id", "pk", "uid", "rest_id", "user_id", "userId")
HANDLE_MEMBERS = (
    "screen_name", "username", "userName", "handle", "acct", "unique_id", "uniqueId", "screenName",
    "name",
)  # fmt: skip
TAG_MEMBERS = ("text", "tag", "name", "hashtag", "hashtagName", "title")
LINK_MEMBERS = ("expanded_url", "expandedUrl", "expanded", "unwound_url", "url", "href", "uri")


def is_nothing(value: Any) -> bool:
    """Whether a value says that there is nothing: ``0``, ``-``, ``False``, ``null``, ``#N/A``."""
    if value is None or value is False or value == 0:
        return True
    if isinstance(value, list | dict):
        return not value
    if isinstance(value, float):
        return value != value  # noqa: PLR0124 - not a number
    word = str(value).strip()
    return word in cells.NOTHING or word in _ZEROS


def from_object(value: Any, names: tuple[str, ...]) -> str | None:
    """The first of these members that an object has; a plain value is itself."""
    if isinstance(value, dict):
        return next((shown for name in names if (shown := cells.word(value.get(name)))), None)
    return cells.word(value)
