"""Tables as CSV: the one writer of every table that leaves the program.

What is in them was written by attackers, and who opens them may have a spreadsheet that splits at
semicolons (French, German and Italian Excel) or tabs, whatever the file says. So everything is
quoted at which any reader splits, and a formula is disarmed wherever a reader could begin a cell:
at a cell's beginning, and inside it after each such character. See OWASP, "CSV Injection".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, TextIO

FORMULA = "=+-@＝＋－＠﹢﹣﹦﹫⁺⁻⁼₊₋₌﬩\u2212"
"""What begins a formula, and what compatibility normalisation makes the same."""

GUARD = "'"
"""In front of a text, it tells a spreadsheet that this is text."""

_LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_SEPARATORS = f"{_LINE_ENDS};\t|\x1f\u037e\uff1b"
_SPACES = " \xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_SHAPELESS = "".join(
    map(chr, (*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x180E, *range(0x200B, 0x2010),
              *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFFFD))
)  # fmt: skip
_PASSED_OVER = f'"{_SPACES}{_SHAPELESS}{_SEPARATORS}'
"""A reader may trim these, or take a quote for the beginning of a cell."""

_NEEDS_QUOTES = re.compile(f'[,"{re.escape(_SEPARATORS)}]')
_FORMULA = re.compile(f"[{re.escape(FORMULA)}]")
_SEPARATOR = re.compile(f"[{re.escape(_SEPARATORS)}]")
_NOT_IN_CSV = re.compile("[\x00\ud800-\udfff]")


def spreadsheet_safe(value: Any) -> Any:
    """Return text that no spreadsheet takes for a formula, whatever it splits cells at.

    An apostrophe goes in front of a formula, at the beginning and inside; characters that no CSV
    can hold (NUL, half a surrogate pair) become U+FFFD. Numbers are returned as they are.
    """
    if not isinstance(value, str):
        return value
    text = _NOT_IN_CSV.sub("\ufffd", value)
    if _SEPARATOR.search(text):
        text = _guarded_inside(text)
    begins = text[0:1] in {"\t", *_LINE_ENDS} or _FORMULA.match(text.lstrip(_PASSED_OVER)[:1])
    return GUARD + text if text and begins else text


def _guarded_inside(text: str) -> str:
    """Guard what follows a separator; linear, each character is looked at twice."""
    parts, end = [], 0
    for formula in _FORMULA.finditer(text):
        part = text[end : formula.start()]
        parts.append(part)
        if _SEPARATOR.search(part, len(part.rstrip(_PASSED_OVER))):
            parts.append(GUARD)
        end = formula.start()
    return "".join([*parts, text[end:]])


def rules() -> dict[str, str]:
    """Return the signs these rules are about, for the page, which writes tables in a browser."""
    return {
        "formula": FORMULA,
        "guard": GUARD,
        "separators": _SEPARATORS,
        "passedOver": _PASSED_OVER,
    }


class CsvWriter:
    """Writes rows as CSV (RFC 4180, lines end with LF): lists and maps as JSON, None as nothing."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write_row(self, values: Iterable[Any]) -> None:
        """Write one row."""
        self._file.write(",".join(map(_field, values)) + "\n")


def _field(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    if isinstance(value, list | tuple | dict):
        value = json.dumps(value, ensure_ascii=False, default=str)
    text: str = spreadsheet_safe(str(value))
    if _NEEDS_QUOTES.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text
