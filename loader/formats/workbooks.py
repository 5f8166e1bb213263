"""The sheets of a workbook of Excel or LibreOffice as one table.

People put notes, titles and summaries beside their posts, and go on in a second sheet when one is
full. The table is the sheet that has the most of the wanted columns, with all the others that have
the same ones; what stands in others is left out, and said so.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple

from ...errors import BrokenInputError
from ..limits import FREE_WORKBOOK_BYTES, MAX_WORKBOOK_RATIO
from ..records import Reject
from ..streams import Budget
from ..unread import lost
from .day_order import DayOrder, Orders, dated_columns, in_iso
from .head import column_name, titles_before
from .opendocument import is_opendocument, rows, titles
from .table_parts import MAKE_ANEW, Table, characters, check_columns, row, size_of
from .tables import AGAIN, Header, Row, refuse_twins

_BEGINNING = 20
_SAMPLE = 100


Cells = tuple[Any, ...]
Read = Callable[[int, int | None], Iterator[Cells]]
"""The rows of a sheet from one of them on, and as wide as that, or whole."""


class Sheet(NamedTuple):
    """A sheet, the names of its columns, and the number of the row below them."""

    title: str
    read: Read
    names: list[str]
    first: int

    def rows(self) -> Iterator[Cells]:
        """The cells of each row below the header, as wide as that."""
        return self.read(self.first, max(1, len(self.names)))


def workbook_rows(file: BinaryIO, name: str, columns: frozenset[str]) -> Table:
    """The names of the columns, and the rows of all sheets that have them.

    Raises:
        BrokenInputError: it cannot be opened.
    """
    try:
        _check_size(file, name)
        sheets = [_sheet(title, read, columns) for title, read in _grids(file)]
        best = _best(sheets, columns)
        check_columns(best.names, name)
        alike = [sheet for sheet in sheets if sorted(sheet.names) == sorted(best.names)]
        orders = _orders(best.names, alike)
    except BrokenInputError:
        raise
    except Exception as error:
        raise BrokenInputError(f"{name} is not a workbook: {error}", MAKE_ANEW) from error
    refuse_twins(best.names, name)
    others = [f"«{sheet.title}»" for sheet in sheets if sheet.names and sheet not in alike]
    if others:
        several = (
            f"The sheets {', '.join(others)} were" if others[1:] else f"The sheet {others[0]} was"
        )
        columns_of = "their columns are" if others[1:] else "its columns are"
        lost(
            "sheet",
            f"{several} left out, since {columns_of} not those of «{best.title}»: if posts are "
            "there, save it as a file of its own",
            len(others),
        )
    return best.names, _rows(alike, orders, Budget(name, size_of(file)))


def beginning_of(file: BinaryIO, name: str) -> tuple[list[str], list[Cells]]:
    """The columns of the sheet that has the most of them, and its first rows.

    Raises:
        BrokenInputError: it cannot be opened.
    """
    try:
        _check_size(file, name)
        best = _best([_sheet(title, read, frozenset()) for title, read in _grids(file)])
        return best.names, list(islice(best.rows(), _SAMPLE))
    except BrokenInputError:
        raise
    except Exception as error:
        raise BrokenInputError(f"{name} is not a workbook: {error}", MAKE_ANEW) from error


def _best(sheets: list[Sheet], columns: frozenset[str] = frozenset()) -> Sheet:
    return max(sheets, key=lambda sheet: (len(columns.intersection(sheet.names)), len(sheet.names)))


def _grids(file: BinaryIO) -> list[tuple[str, Read]]:
    """The title of each sheet, and what reads it."""
    if is_opendocument(file):
        sheets = [(title, _opendocument(file, at)) for at, title in enumerate(titles(file))]
        if not sheets:
            raise ValueError("an OpenDocument file without a table")
        return sheets
    import openpyxl

    with warnings.catch_warnings(action="ignore"):  # of styles, which are not read
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    return [(sheet.title, _excel(sheet)) for sheet in book.worksheets]


def _excel(sheet: Any) -> Read:
    sheet.reset_dimensions()  # which it states, and which would be filled with nothing
    return lambda first, width: sheet.iter_rows(min_row=first, max_col=width, values_only=True)


def _opendocument(file: BinaryIO, number: int) -> Read:
    return lambda first, width: (
        (cells + (None,) * ((width or 0) - len(cells)))[:width]
        for cells in islice(rows(file, number), first - 1, None)
    )


def _sheet(title: str, read: Read, columns: frozenset[str]) -> Sheet:
    """A sheet with its header: the row that has the most wanted columns, else below titles."""
    beginning = [_names(cells) for cells in islice(read(1, None), _BEGINNING)]
    if not any(beginning):
        return Sheet(title, read, [], 1)
    place = max(range(len(beginning)), key=lambda at: len(columns.intersection(beginning[at])))
    if not columns.intersection(beginning[place]):
        place = titles_before(beginning)
    return Sheet(title, read, beginning[place], place + 2)


def _names(cells: Iterable[Any]) -> list[str]:
    names = ["" if cell is None else column_name(str(cell)) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def _orders(names: list[str], sheets: list[Sheet]) -> Orders:
    """In which order the dates of a sheet are written that are texts."""
    below = (
        dict(zip(sheet.names, cells, strict=False)) for sheet in sheets for cells in sheet.rows()
    )
    sample = list(islice(below, _SAMPLE))
    columns = dated_columns(names, ([cells.get(name) for name in names] for cells in sample))
    if not columns:
        return {}
    order = DayOrder(columns)
    for cells in chain(sample, below):
        order.look(cells)
    return order.orders()


def _rows(sheets: list[Sheet], orders: Orders, budget: Budget) -> Iterator[Row | Reject]:
    number = 0
    header = None
    try:
        for sheet in sheets:
            header = Header(sheet.names, header)
            for number, cells in enumerate(sheet.rows(), sheet.first):
                budget.take(characters(cells))
                if any(cell is not None for cell in cells):
                    again = header.again(cells)
                    made = row(number, in_iso(header.cells(cells), orders), from_excel=True)
                    yield made.reject(AGAIN) if again and isinstance(made, Row) else made
                    header = again or header
    except BrokenInputError:
        raise
    except Exception as error:
        yield Reject(reason=f"broken workbook from here on: {error}", line=number + 1)


def _check_size(file: BinaryIO, name: str) -> None:
    with zipfile.ZipFile(file) as parts:
        unpacked = sum(part.file_size for part in parts.infolist())
    if unpacked > FREE_WORKBOOK_BYTES and unpacked > MAX_WORKBOOK_RATIO * size_of(file):
        raise BrokenInputError(
            f"{name} unpacks to more than {MAX_WORKBOOK_RATIO} times its size",
            "If you trust it, save it as CSV.",
        )
    file.seek(0)
