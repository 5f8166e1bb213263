"""The sheets of an OpenDocument table (LibreOffice's ``.ods``), row by row.

The whole of it is one XML document, which is read as it comes: neither a million repeated rows nor
a long sheet takes memory. A number of more than fifteen digits is given as a float, because no cell
holds more of it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from lxml import etree

from ..limits import MAX_COLUMNS, MAX_REPEATED_ROWS, MAX_SHEET_ROWS, MAX_SHEETS

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_EXACT = 10**15
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}

Cells = tuple[Any, ...]


def is_opendocument(file: BinaryIO) -> bool:
    """Whether a file is one: it begins with its media type."""
    file.seek(0)
    is_one = file.read(38).endswith(b"mimetype")
    file.seek(0)
    return is_one


def titles(file: BinaryIO) -> list[str]:
    """The names of the sheets.

    Raises:
        ValueError: there are too many; each is looked for from the beginning.
    """
    names = []
    for sheet, _ in _rows(file):
        if sheet is not None:
            names.append(str(sheet.get(f"{_TABLE}name", "")))
        if len(names) > MAX_SHEETS:
            raise ValueError(f"it has more than {MAX_SHEETS} sheets")
    return names


def rows(file: BinaryIO, number: int) -> Iterator[Cells]:
    """The rows of a sheet, empty ones after the last that is filled left out.

    Raises:
        ValueError: it repeats more rows than a sheet holds, or a filled one too often.
    """
    at, empty, count = -1, 0, 0
    for sheet, row in _rows(file):
        if sheet is not None:
            at += 1
        elif at > number:
            return
        elif at == number:
            cells = _cells(row)
            repeated = int(row.get(f"{_TABLE}number-rows-repeated", 1))
            if not cells:
                empty += repeated
                continue
            count += empty + repeated
            if count > MAX_SHEET_ROWS or repeated > MAX_REPEATED_ROWS:
                raise ValueError(f"it repeats a row {max(empty, repeated):,} times")
            for _ in range(empty):
                yield ()
            empty = 0
            for _ in range(repeated):
                yield cells


def _rows(file: BinaryIO) -> Iterator[tuple[Any, Any]]:
    """Each sheet where it begins, and each row where it ends."""
    file.seek(0)
    with zipfile.ZipFile(file) as parts, parts.open("content.xml") as content:
        events = etree.iterparse(
            content, ("start", "end"), tag=(f"{_TABLE}table", f"{_TABLE}table-row"),
            resolve_entities=False, no_network=True, huge_tree=False,
        )  # fmt: skip
        for event, element in events:
            if event == "start" and element.tag == f"{_TABLE}table":
                yield element, None
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                yield None, element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]


def _cells(row: Any) -> Cells:
    cells: list[Any] = []
    empty = 0
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        value = _value(cell)
        repeated = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        if value is None:
            empty += repeated
            continue
        room = MAX_COLUMNS + 1 - len(cells)
        cells += [None] * min(empty, room) + [value] * min(repeated, max(0, room - empty))
        empty = 0
    return tuple(cells)


def _value(cell: Any) -> Any:
    kind = cell.get(f"{_OFFICE}value-type")
    written = cell.get(f"{_OFFICE}value", "")
    if kind in {"float", "currency", "percentage"}:
        number = float(written)
        return int(number) if number.is_integer() and abs(number) < _EXACT else number
    if kind == "date":
        day = cell.get(f"{_OFFICE}date-value", "")
        return datetime.fromisoformat(day) if "T" in day else date.fromisoformat(day)
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    lines = [_words(paragraph) for paragraph in cell.iterchildren(f"{_TEXT}p")]
    return "\n".join(lines) if any(lines) else None


def _words(paragraph: Any) -> str:
    parts = []
    for part in paragraph.iter():
        if part.tag in _SPACES:
            parts.append(_SPACES[part.tag] * min(int(part.get(f"{_TEXT}c", 1)), MAX_COLUMNS))
        elif part.text:
            parts.append(part.text)
        if part is not paragraph and part.tail:
            parts.append(part.tail)
    return "".join(parts)
