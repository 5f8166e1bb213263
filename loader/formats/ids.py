"""Ids as exports write them: the one check that every id of every format goes through.

Spreadsheets and data frames do more harm to ids than to anything else: they print ``1.45E+18`` for
an id of nineteen digits and ``9001.0`` for one of four, put an apostrophe or ``="…"`` around it, or
write ``0`` and ``#N/A`` where there is none. What can be undone is undone; what has lost digits, or
can be no id, raises :class:`IdError`, and its record is rejected with that reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .addresses import account_in, post_in
from .cells import NOTHING

_EMPTY_HASHES = frozenset(
    {
        "d41d8cd98f00b204e9800998ecf8427e",  # MD5
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",  # SHA-1
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",  # SHA-256
    }
)

ROUNDED = "was rounded: export ids as text"

_MOST_DIGITS = 20  # of 64 bits
_EXACT_DIGITS = 15  # a double or a spreadsheet's cell holds no more
_EXACT_INTEGER = 1 << 53

_AROUND = " \t\r\n\u00a0\u200b\u200c\u200d\u2060\ufeff"
_QUOTED = re.compile(r"=?\"(.*)\"|'(.*?)'?", re.DOTALL)
_EXPONENT = re.compile(r"[+-]?\d(?:[.,]\d+[eE][+-]?|[eE][+-])\d{1,3}")
_SPOILT = re.compile(r"x{0,2}\d[\d.,]*[eE]\+\d[\d.,]*")
_DECIMAL = re.compile(r"(\d+)[.,](0+)?")
_GROUPED = re.compile(r"\d{1,3}(?:([,. \u00a0\u202f'])\d{3})(?:\1\d{3})+")
_GUARDED = re.compile(r"x{1,2}(?=\d)([\d.,eE+]+)")
"""rtweet's guard against spreadsheets, which they have seen through where the digits are few."""

_LONG_DIGITS = 15
_NO_ID = frozenset(
    {
        "no", "non", "nein", "n", "f", "unknown", "inconnu", "unbekannt", "empty", "(empty)",
        "missing", "(missing)", "(none)", "(blank)", "(vide)", "(leer)", "vide", "aucun", "aucune",
        "keine", "n.a.", "n.d.", "not available", "na_character_", "[deleted]", "[removed]", ".",
        "()", "…", "[null]", "[none]", "none none", "null null", "nan nan",
    }
)  # fmt: skip
"""Words that people and programs write where there is no id; as a handle each may be somebody."""

_YES = frozenset({"true", "yes", "oui", "ja", "vrai", "wahr", "vero", "t", "y"})
_TOKEN = re.compile(r"[^\s\"'{}\[\]<>\\|,;#?\ufffd]+")
_STRAY = re.compile(r"(?=.*[^\x00-\x7f])[^\x00-\x7f]*\d{15,20}[^\x00-\x7f]*", re.ASCII)
"""A long number with what a wrong encoding made of a space or a mark beside it."""

_NO_NUMBER = re.compile(r"(?=\w*[.,+x])(?:[x.,eE+]*\d){15,}[x.,eE+]*", re.ASCII)
"""A long number with what is in none: no platform has such ids; changes upon changes make them."""

_NUMBER_LIKE = re.compile(r"[\dx][\dx.,eE+]*|[x\u0080-\uffff]*\d{15,20}[\u0080-\uffff]*")


class IdError(ValueError):
    """A value that cannot be an id; the message says why."""


def post_id(value: Any, platform: str = "x") -> str | None:
    """The id of a post, or None where there is none.

    Raises:
        IdError: it has lost digits, or cannot be an id of the platform.
    """
    if (
        type(value) is str
        and value.isdecimal()
        and value.isascii()
        and value[0] != "0"
        and len(value) <= _MOST_DIGITS
    ):
        return value  # nearly all are, a post has seven, and each call is a fiftieth of its reading
    return _checked(value, platform, post_in, decimal=platform == "x")


def account_id(value: Any, platform: str = "x") -> str | None:
    """The id of an account, also a pseudonym; None where there is none.

    Raises:
        IdError: it has lost digits, or cannot be an id.
    """
    if (
        type(value) is str
        and value.isdecimal()
        and value.isascii()
        and value[0] != "0"
        and len(value) <= _MOST_DIGITS
    ):
        return value
    return _checked(value, platform, account_in)


def own_id(value: Any, platform: str) -> str | None:
    """The id of a table's row: any text, and 0 as well, but on X a number.

    Raises:
        IdError: it has lost digits, or cannot be an id.
    """
    return "0" if str(value).strip(_AROUND) == "0" else post_id(value, platform)


def _checked(
    value: Any, platform: str, within: Callable[[str, str], str | None], *, decimal: bool = False
) -> str | None:
    if value is None or value is False:
        return None
    text = _whole(value) if isinstance(value, float) else _mended(_bare(str(value)))
    if text is None or text in NOTHING or text in _EMPTY_HASHES or not text.strip("0"):
        return None
    if _is_plain(text):
        return text
    if (word := text.lower()) in _NO_ID:
        return None
    if word in _YES:
        raise IdError(f"{_shown(text)} is not an id, but says yes: map it to a condition")
    guarded = _GUARDED.fullmatch(text)
    if guarded is not None and (platform == "x" or len(guarded[1]) >= _LONG_DIGITS):
        text = _mended(guarded[1])
    if _STRAY.fullmatch(text) or _NO_NUMBER.fullmatch(text):
        raise IdError(f"{_shown(text)} is not an id: characters stand beside its digits")
    if "/" in text and (inner := within(text, platform)) is not None and inner[0] != "@":
        return inner
    is_number = text.isdecimal() and text.isascii()
    if not is_number and (decimal or (platform == "x" and _NUMBER_LIKE.fullmatch(text))):
        raise IdError(f"{_shown(text)} is not an id of {platform}: those are numbers")
    if decimal and len(text) > _MOST_DIGITS:
        raise IdError(f"{_shown(text)} is not an id of {platform}: it has {len(text)} digits")
    if "://" not in text and _TOKEN.fullmatch(text) is None:
        raise IdError(f"{_shown(text)} is not an id")
    return text


def _is_plain(text: str) -> bool:
    return text.isdecimal() and text.isascii() and text[0] != "0" and len(text) <= _MOST_DIGITS


def _whole(value: float) -> str | None:
    """The digits of a float that has kept them."""
    if value != value or value in {0.0, -1.0}:  # noqa: PLR0124 - what is not a number differs
        return None
    if not value.is_integer():
        raise IdError(f"{value} is not an id: it has a fraction")
    if abs(value) > _EXACT_INTEGER:
        raise rounded(repr(value))
    return str(int(value))


def _bare(text: str) -> str:
    """The text without what programs put around it."""
    text = text.strip(_AROUND)
    match = _QUOTED.fullmatch(text)
    # A spreadsheet takes what begins with a hyphen for a formula.
    return (match[1] or match[2] or "").strip(_AROUND) if match else text.removeprefix("=")


def _mended(text: str) -> str:
    """The digits of a number that is written with a fraction of zeros or in groups."""
    if _EXPONENT.fullmatch(text) or _SPOILT.fullmatch(text):
        raise rounded(text)
    if _GROUPED.fullmatch(text):
        return re.sub(r"\D", "", text)
    match = _DECIMAL.fullmatch(text)
    if match is None:
        return text
    if len(match[1]) > _EXACT_DIGITS:
        raise rounded(text)
    return match[1]


def rounded(shown: str) -> IdError:
    """The error of an id that a program has rounded."""
    return IdError(f"the id {_shown(shown)} was rounded: export ids as text")


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"  # noqa: PLR2004 - for people
