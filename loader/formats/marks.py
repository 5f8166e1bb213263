"""What people mark in their words: hashtags, and accounts by ``@`` and their handles."""

from __future__ import annotations

import re

import regex

_TAGS = regex.compile(
    r"(?<![\p{L}\p{N}_&/])[#\uff03]([\p{L}\p{M}\p{N}_\u200c\u200d]*[\p{L}\p{M}]"
    r"[\p{L}\p{M}\p{N}_\u200c\u200d]*)(?<![\u200c\u200d])"
)
"""Letters of every script with their marks and joiners: #हिन्दी, #می‌خواهم."""

_DOTTED = re.compile(r"(?<![\w@/.])@(\w(?:[\w.]{0,28}\w)?)", re.ASCII)
_SHORT = re.compile(r"(?<![\w@/#$%&*!])[@\uff20](\w{1,15})(?![\w@])", re.ASCII)
_HANDLES: dict[str, re.Pattern[str]] = {
    "x": _SHORT,
    "instagram": _DOTTED,
    "threads": _DOTTED,
    "tiktok": _DOTTED,
    "youtube": re.compile(r"(?<![\w@/.])@(\w(?:[\w.-]{0,28}\w)?)"),
    "bluesky": re.compile(r"(?<![\w@/.])@(\w(?:[\w.-]{0,250}\w)?)", re.ASCII),
    "mastodon": re.compile(r"(?<![\w@/.])@(\w+(?:@[\w-]+(?:\.[\w-]+)+)?)"),
    "telegram": re.compile(r"(?<![\w@/.])@([A-Za-z]\w{3,31})(?!\w)", re.ASCII),
    "reddit": re.compile(r"(?<![\w@/.])(?:@|/?u/)([\w-]{1,20})", re.ASCII),
}
"""How handles are written on a platform: ``@eve.b`` of Instagram is not eve."""

_OTHER = re.compile(r"(?<![\w@/.])@(\w{1,30})(?![\w@])")


def tags_in(text: str | None) -> list[str]:
    """The hashtags in a text whose source does not list them, without ``#``."""
    return list(dict.fromkeys(_TAGS.findall(text or "")))


def handles_in(text: str | None, platform: str = "x") -> list[str]:
    """The handles in a text whose source does not list who is named."""
    pattern = _HANDLES.get(platform, _OTHER)
    return list(dict.fromkeys(pattern.findall(text or "")))
