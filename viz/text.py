"""Text and addresses that strangers wrote, made fit to be shown.

Nothing here makes text safe as markup: the templates escape all of it. This is about what escaping
leaves alone: characters that turn the direction of a line, pile up over it, or have no shape.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SHOWN_CHARACTERS = 500
"""Longest text on a page; the post itself is one click away."""

_NO_SHAPE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # they turn the direction of what follows
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_ACCENT = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILED = re.compile(f"({_ACCENT}{{2}}){_ACCENT}+")
_URL_LENGTH = 2048
_NOT_IN_A_URL = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"`\u2028\u2029]")


def printable(text: str | None, limit: int = SHOWN_CHARACTERS) -> str:
    """Return text for people: no controls, no piles of accents, at most ``limit`` characters.

    A character that would move or hide others becomes the replacement character, so that its
    presence is seen. Joiners stay: several scripts and emoji need them.
    """
    if text is None:
        return ""
    cut = text[: 4 * limit]  # bounds the work on a text of megabytes
    shown = _PILED.sub(r"\1", _NO_SHAPE.sub("\ufffd", cut)).strip()
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip() + "…"


def one_line(text: str | None, limit: int) -> str:
    """Return printable text with every run of white space as one space."""
    return printable(" ".join((text or "")[: 4 * limit].split()), limit)


def web_address(url: str | None) -> str | None:
    """Return the address if a page may link to it: http or https, a host, no disguise.

    ``https://known.example@other.example/`` and addresses with white space or backslashes are
    refused: what people read in them is not where they lead.
    """
    if not url or len(url) > _URL_LENGTH or _NOT_IN_A_URL.search(url):
        return None
    try:
        parts = urlsplit(url)
        host, user = parts.hostname, parts.username
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or user is not None:
        return None
    return url


_PROFILES = (
    (re.compile(r"x/([0-9]{1,20})"), "https://x.com/i/user/{}"),
    (re.compile(r"bluesky/(did:[a-z]+:[A-Za-z0-9._:-]{1,200})"), "https://bsky.app/profile/{}"),
    (re.compile(r"mastodon/(https://.+)", re.DOTALL), "{}"),
)


def profile_address(account: str) -> str | None:
    """Return where an account's profile can be opened, by its id; None where that is unknown."""
    for pattern, address in _PROFILES:
        if match := pattern.fullmatch(account):
            return web_address(address.format(match[1]))
    return None
