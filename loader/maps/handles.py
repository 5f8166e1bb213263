"""Handles that can be one: a name shown beside it may be that of several people.

A column of names taken for one of handles would make one account of all who are called alike.
"""

from __future__ import annotations

import re

_LETTERS = re.compile(r"\w{1,30}", re.ASCII)
_DOTTED = re.compile(r"[\w.]{1,30}", re.ASCII)
_FORMS = {
    "x": _LETTERS,
    "truthsocial": _LETTERS,
    "gab": _LETTERS,
    "telegram": re.compile(r"\w{1,40}", re.ASCII),
    "instagram": _DOTTED,
    "threads": _DOTTED,
    "tiktok": _DOTTED,
    "reddit": re.compile(r"[\w-]{1,30}", re.ASCII),
    "bluesky": re.compile(r"[\w.:-]{1,253}"),
}
"""Wider than what the platforms allow today: of other platforms any text may be a handle."""

_NAMED = re.compile(r"(@\w[\w.-]*)\s.*|.*\((@\w[\w.-]*)\)", re.DOTALL)
"""A handle with a name beside it: ``@ana (Ana Martin)``, ``Ana Martin (@ana)``."""


def handle_of(written: str, platform: str) -> str | None:
    """The handle, or its profile's address; None where the platform has no such handles."""
    text = written.strip()
    form = _FORMS.get(platform)
    if form is None or "/" in text:
        return text
    if named := _NAMED.fullmatch(text):
        text = named[1] or named[2]
    return text if form.fullmatch(text.removeprefix("@")) else None
