"""What Excel and Parquet share: the bounds of their rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from ...errors import BrokenInputError
from ..limits import MAX_CELL_CHARACTERS, MAX_COLUMNS
from ..lines import START_BYTES
from ..records import Reject
from .tables import Row

_EXACT = 10**15

MAKE_ANEW = "Save it again, as xlsx or as CSV"

Table = tuple[list[str], Iterator[Row | Reject]]
"""The names of the columns, and the rows."""


def check_columns(names: list[str], table: str) -> None:
    """Refuse a table of too many columns.

    Raises:
        BrokenInputError: it has.
    """
    if len(names) > MAX_COLUMNS:
        raise BrokenInputError(
            f"{table} has {len(names):,} columns, and {MAX_COLUMNS:,} is the maximum",
            "Save it with those that matter.",
        )


def size_of(file: BinaryIO) -> int:
    """How many bytes a file has."""
    place = file.tell()
    size = file.seek(0, 2)
    file.seek(place)
    return size


def row(number: int, values: dict[str, Any], *, from_excel: bool = False) -> Row | Reject:
    """A row, unless one of its cells is too long."""
    for name, value in values.items():
        if isinstance(value, str) and len(value) > MAX_CELL_CHARACTERS:
            reason = f"{name} of {len(value):,} characters; {MAX_CELL_CHARACTERS:,} is the maximum"
            return Reject(reason=reason, line=number, raw=value[:START_BYTES].encode())
    kept = values
    if from_excel:  # read again from a rejects file, a rounded number must still show as one
        kept = {
            name: as_text(value, exact=False) if _is_rounded(value) else value
            for name, value in values.items()
        }
    raw = msgspec.json.encode(kept, enc_hook=str)
    return Row(number, values, raw, damaged=False, from_excel=from_excel)


def _is_rounded(cell: Any) -> bool:
    """Whether it is a number of which a spreadsheet holds not all digits."""
    return isinstance(cell, int) and abs(cell) >= _EXACT


def as_text(cell: Any, *, exact: bool = True) -> str:
    """A cell as delimited text has it.

    A number of which a spreadsheet holds not all digits is written so that this shows.
    """
    if cell is None:
        return ""
    if not exact and _is_rounded(cell):
        return repr(float(cell))
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    return str(cell)


def characters(values: Iterable[Any]) -> int:
    """How much the cells of a row weigh, with what stands in lists."""
    return sum(
        len(value)
        if isinstance(value, str)
        else characters(value.values() if isinstance(value, dict) else value)
        if isinstance(value, list | dict)
        else 8
        for value in values
    )


def values_in(batch: Any) -> int:
    """How many values an Arrow batch holds, those in lists and structures included."""
    count, arrays = 0, list(batch.columns)
    while arrays:
        array = arrays.pop()
        count += len(array)
        if array.type.num_fields:  # of flat types it is 0
            inside = array.flatten()
            arrays += inside if isinstance(inside, list) else [inside]
    return count
