"""Values of table cells and of loosely typed JSON: texts, numbers, lists, truth, nothing."""

from __future__ import annotations

import re
from typing import Any

from ..unread import note
from .listings import written

NOTHING = frozenset(
    {
        "", "-", "--", "–", "—", "-1", "?", "None", "none", "NONE", "null", "Null", "NULL",
        "(null)", "nan", "NaN", "NAN", "NaT", "NA", "N/A", "n/a", "na", "<NA>", "nil", "undefined",
        "absent", "\\N",
        "#N/A", "#NA", "#N/D", "#NV", "#NULL!", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!",
        "False", "false", "FALSE", "FAUX", "Faux", "FALSCH", "FALSO", "#NOM?", "#VALEUR!", "#WERT!",
        "#ERROR!", "[]", "{}",
    }
)  # fmt: skip
"""Words for nothing, as programs, databases and spreadsheets (in several languages) write it."""


_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'\u2019](?=\d|[kKmM]|$)")
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3}){2,}")
_SHORT = re.compile(r"(-?\d+(?:\.\d{1,2}|,\d{1,2}|\.0+)?(?:[eE]\+?\d{1,2})?)([kKmM]?)")
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}


def text(value: Any) -> str | None:
    """The value as text, or None when there is none or it is of many parts."""
    if value is None or isinstance(value, bool | list | dict):
        return None
    shown = value if isinstance(value, str) else str(value)
    return shown if shown.strip() else None


def word(value: Any) -> str | None:
    """Like :func:`text`, without space around it and without the words for nothing."""
    bare = (text(value) or "").strip()
    return None if bare in NOTHING else bare


def member(value: Any) -> dict[str, Any]:
    """The object, or an empty one when it is none."""
    return value if isinstance(value, dict) else {}


def members(value: Any) -> list[dict[str, Any]]:
    """The objects of a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def number(value: Any, column: str = "") -> int | None:
    """A count, also as ``12.0``, ``12,0``, ``1,234``, ``1 234`` or ``1.2K``; in parts it is none.

    ``1.234`` is twelve hundred and thirty-four to some and one and a bit to others: unread. What
    cannot be read is noted, under its column if that is given.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return value
    written = str(value).strip()
    try:
        return int(written)
    except ValueError:
        pass
    if written in NOTHING:
        return None
    count = _count(written)
    if count is None:
        note(column or "(a count)", value)
    return count


def _count(written: str) -> int | None:
    """The whole number that is written, if it is certain."""
    joined = _SPACES.sub("", written)
    if _GROUPS.fullmatch(joined):
        return int(re.sub(r"\D", "", joined))
    short = _SHORT.fullmatch(joined)
    if short is None:
        return None
    try:
        exact = float(short[1].replace(",", ".")) * _TIMES[short[2].lower()]
        return round(exact) if short[2] or exact.is_integer() else None
    except (ValueError, OverflowError):
        return None


def count_in(values: dict[str, Any], name: str) -> int | None:
    """The count under that name; what cannot be read is noted under it."""
    return number(values.get(name), name)


def truth(value: Any) -> bool | None:
    """Yes or no, as ``1``/``0``, ``true``/``false``, ``yes``/``no``."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in {"1", "true", "yes", "1.0", "t"}:
        return True
    return False if word in {"0", "false", "no", "0.0", "f"} else None


def parts(value: Any, separator: str) -> list[str]:
    """The filled parts of a joined list, or of a list."""
    if isinstance(value, list):
        return [str(part) for part in value if part is not None and str(part)]
    joined = str(value or "").strip()
    if joined in NOTHING:
        return []
    return [part.strip() for part in joined.split(separator) if part.strip()]


def addresses(joined: Any) -> list[str]:
    """The addresses of a list joined by commas, which addresses may hold themselves."""
    urls = re.split(r"(?<![,;|\s])[,;|\s]++(?=[a-zA-Z][a-zA-Z+.-]*://|www\.)", word(joined) or "")
    return [url.rstrip(",;|") for url in urls if url.rstrip(",;|")]


def bracketed_addresses(value: str | None) -> list[str]:
    """The addresses of such a list, which may hold commas."""
    inside = (word(value) or "").strip()
    return bracketed(inside) if "'" in inside or '"' in inside else addresses(inside.strip("[]"))


def bracketed(value: str | None) -> list[str]:
    """A list as Python or a spreadsheet prints it: ``['a', 'b']``, ``[a, b]``, ``a, b``."""
    inside = (word(value) or "").strip()
    value_list = written(inside)
    if isinstance(value_list, list):
        return parts(value_list, ",")
    inside = inside.strip("[]")
    return [part.strip().strip("'\"") for part in inside.split(",") if part.strip(" '\"")]


def json_list(value: str | None, column: str = "") -> list[Any]:
    """A list written in a cell, as JSON or as Python prints it; what cannot be read is noted."""
    if not value or value in NOTHING:
        return []
    value_list = written(value)
    if isinstance(value_list, list):
        return value_list
    note(column or "(a list)", value)
    return []
