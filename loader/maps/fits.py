"""Whether a value can be of a field, by what it looks like."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ...graph.platforms import NAMED, platform_named
from ..formats import cells
from .clock import Clock

_COUNTS = frozenset({"reposts", "replies", "likes", "views", "followers", "following"})
FORMS = (None, "day first", "month first", "excel")
"""Forms of times that a map may state, the likeliest first; None is what needs none."""

_REDDIT_ID = re.compile(r"t\d_\w+", re.ASCII)


def is_word(value: Any) -> bool:
    """Whether it is of one part."""
    return not isinstance(value, dict | list)


def is_list(value: Any) -> bool:
    """Whether it may be a list, or a text that holds one."""
    return not isinstance(value, dict | bool)


def is_number(value: Any) -> bool:
    """Whether it is a count."""
    return cells.number(value) is not None


def is_id(value: Any) -> bool:
    """Whether it may be an id."""
    return is_word(value) and not isinstance(value, float) and " " not in str(value).strip()


def is_platform(value: Any) -> bool:
    """Whether it names a platform."""
    return platform_named(value) in NAMED


def is_address(value: Any) -> bool:
    """Whether it is an address of the web."""
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def is_reference(value: Any) -> bool:
    """Whether it may be the id of a post, rather than somebody's name."""
    return is_id(value) and any(sign.isdigit() for sign in str(value))


def is_time(value: Any) -> bool:
    """Whether it is a time in any of the forms."""
    return any(Clock(None, form).moment(value)[1] is not None for form in FORMS)


def is_name(value: Any) -> bool:
    """Whether it may be a name."""
    return is_word(value) and _REDDIT_ID.fullmatch(str(value)) is None


FITS: dict[str, Callable[[Any], bool]] = {
    "platform": is_platform, "id": is_id, "account_id": is_id, "account_handle": is_id,
    "account_name": is_name, "created_at": is_time,
    "observed_at": is_time, "hashtags": is_list, "mentions": is_list, "links": is_list,
    "media": is_list, **dict.fromkeys(_COUNTS, is_number),
}  # fmt: skip
"""What values of a field look like; others may be anything of one part."""
