"""Rows of delimited text, read by the names of their columns, in bounded memory."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO, NamedTuple, cast

from ...errors import BrokenInputError
from ...terminal import counted
from ..limits import MAX_FIELD_CHARACTERS, MAX_READ_AGAIN
from ..lines import Oversized, iter_lines
from ..records import Reject
from .day_order import DayOrder, dated_columns, in_iso
from .head import Head, column_name
from .registry import ReadContext

_LINE_BYTES = 16
"""What a line takes beside its characters."""
_IN_MEMORY_BYTES = 32 << 20
_MOST_ROWS_BEFORE = 20
_LOOKED_AT = 4
"""Cells at the beginning of a row of which one is a name where the row may be a header."""

AGAIN = "the header once more"


class Row(NamedTuple):
    """One row: the line it begins at, its cells by column, its bytes, damaged or not."""

    line: int
    cells: dict[str, Any]
    raw: bytes
    damaged: bool
    from_excel: bool = False

    def reject(self, reason: str) -> Reject:
        """The row as a reject."""
        return Reject(reason=reason, line=self.line, raw=self.raw)


class Header:
    """The names of the columns, which joined files state again.

    The second need not have its columns in the same order, nor quite the same ones: a row is a
    header where most of its cells are names, or all that are filled. The rows below it are read by
    it, and what it lacks is empty.
    """

    def __init__(self, names: list[str], before: Header | None = None) -> None:
        self.names = names
        self._known = {name.lower(): name for name in names if name}
        absent = before.columns() if before else {}
        self._absent = {name: "" for name in absent if name not in names}

    def columns(self) -> list[str]:
        """All columns, also those that a header before this one had."""
        return [*self.names, *self._absent]

    def cells(self, cells: Iterable[Any]) -> dict[str, Any]:
        """A row's cells by column."""
        return self._absent | dict(zip(self.names, cells, strict=False))

    def again(self, cells: Sequence[Any]) -> Header | None:
        """The header that a row is, in whatever letters; None where it is none."""
        if not any(map(self._is_name, (*cells[:_LOOKED_AT], *cells[-1:]))):
            return None
        words = ["" if cell is None else column_name(str(cell)) for cell in cells]
        while words and not words[-1]:
            words.pop()
        names = [self._known.get(word.lower(), word) for word in words]
        filled = {name for name in names if name}
        shared = len(filled & {*self._known.values()})
        are_most = shared * 2 > max(len(filled), len(self._known))
        are_all = 1 < shared == len(filled)
        twins = len(filled) < len(list(filter(None, names)))
        return Header(names, self) if (are_most or are_all) and not twins else None

    def _is_name(self, cell: Any) -> bool:
        return isinstance(cell, str) and cell.strip().lower() in self._known


class _Lines:
    """Hands lines to the csv module and remembers those that the current row took."""

    def __init__(self, stream: BinaryIO, max_bytes: int) -> None:
        self._source = iter_lines(stream, max_bytes)
        self._returned: deque[tuple[int, bytes]] = deque()
        self.taken: list[tuple[int, bytes]] = []
        self.oversized: list[Reject] = []
        self.ended = False
        self._read = self._read_again = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while not self._returned:
            number, line = next(self._source, (0, None))
            if line is None:
                self.ended = True
                raise StopIteration
            if isinstance(line, Oversized):
                self.oversized.append(Reject(reason=line.reason, line=number, raw=line.start))
            else:
                self._returned.append((number, line))
                self._read += len(line) + _LINE_BYTES
        taken = self._returned.popleft()
        self.taken.append(taken)
        return taken[1].decode("utf-8", "surrogateescape") + "\n"

    def rejects(self, problem: str) -> Iterator[Reject]:
        """The row's first line; what follows it is read again.

        Unless that has happened too often: a stranger can write lines each of which would take in
        all that follow. Then they are rejects with it, and none is lost.
        """
        first, *others = self.taken or [(0, b"")]
        again = sum(len(line) + _LINE_BYTES for _, line in others)
        yield Reject(reason=problem, line=first[0], raw=first[1])
        if self._read_again + again > MAX_READ_AGAIN * self._read:
            reason = f"{problem}, as of the row that begins in line {first[0]}"
            yield from (Reject(reason=reason, line=number, raw=line) for number, line in others)
            return
        self._read_again += again
        self._returned.extendleft(reversed(others))
        self.ended = False


def rows_stand_alone(head: Head) -> bool:
    """Whether each line of a table, up to its first quotation mark, means the same alone.

    The dates of a table may need all of its rows, to tell the day from the month.
    """
    is_plain = head.layout == "table" and not head.titles
    return is_plain and not dated_columns(head.header, head.rows)


def read_rows(stream: BinaryIO, context: ReadContext) -> Iterator[Row | Reject]:
    """Each row below the header, with dates of one order only as ISO 8601.

    Raises:
        BrokenInputError: The header cannot be read.
    """
    refuse_twins(context.head.header, context.head.name)
    columns = dated_columns(context.head.header, context.head.rows)
    if not columns:
        yield from _rows(stream, context)
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as kept:
        shutil.copyfileobj(stream, kept)
        order, file = DayOrder(columns), cast(BinaryIO, kept)
        file.seek(0)
        for row in _rows(file, context):
            if isinstance(row, Row):
                order.look(row.cells)
        file.seek(0)
        orders = order.orders()
        for row in _rows(file, context):
            yield row._replace(cells=in_iso(row.cells, orders)) if isinstance(row, Row) else row


def _rows(stream: BinaryIO, context: ReadContext) -> Iterator[Row | Reject]:
    """Each row below the header; one with more or fewer cells than the header is rejected.

    A quote that is never closed, or closed in another row, costs the line where it stands: the
    lines that it took in are read again.

    Raises:
        BrokenInputError: The header cannot be read.
    """
    csv.field_size_limit(MAX_FIELD_CHARACTERS)
    header, delimiter = Header(context.head.header), context.head.delimiter
    lines = _Lines(stream, context.max_record_bytes)
    reader = csv.reader(lines, delimiter=delimiter)
    _pass_header(reader, context)
    while True:
        lines.taken = []
        try:
            cells, problem = next(reader), ""
        except StopIteration:
            yield from lines.oversized
            return
        except csv.Error as error:
            cells, problem = [], f"no row: {error}"
        if lines.ended and not problem and _is_open(lines.taken, delimiter):
            problem = "a quote is never closed"
        elif cells and (again := header.again(cells)):
            header, problem = again, AGAIN
        elif cells and len(cells) > (width := len(header.names)) and not any(cells[width:]):
            cells = cells[:width]
        elif cells and len(cells) != width:
            problem = f"{counted(len(cells), 'cell')} where the header has {width}"
        if problem:
            yield from lines.rejects(problem)
            reader = csv.reader(lines, delimiter=delimiter)
        elif cells:
            yield _row(header, cells, lines.taken, delimiter)
        if lines.oversized:
            yield from lines.oversized
            lines.oversized = []


def refuse_twins(names: list[str], table: str) -> None:
    """Refuse a table of which two columns have the same name.

    Raises:
        BrokenInputError: it has such columns.
    """
    twins = sorted(name for name, count in Counter(names).items() if name and count > 1)
    if twins:
        raise BrokenInputError(
            f"{table} has two columns named {', '.join(map(repr, twins))}",
            "Rename or remove one of them",
        )


def _pass_header(reader: Iterator[list[str]], context: ReadContext) -> None:
    """Pass over the titles before the header, and the header."""
    try:
        for cells in islice(reader, _MOST_ROWS_BEFORE):
            if list(map(column_name, cells)) == context.head.header:
                return
    except csv.Error:
        pass
    raise BrokenInputError(
        f"The header of {context.head.name} cannot be read", "Export the table again"
    )


def _is_open(taken: list[tuple[int, bytes]], delimiter: str) -> bool:
    """Whether a quote is still open at the end of these lines."""
    return "unexpected end" in _strictly(taken, delimiter)


def _is_malformed(taken: list[tuple[int, bytes]], delimiter: str) -> bool:
    """Whether quotation marks stand where none may."""
    return bool(_strictly(taken, delimiter))


def _strictly(taken: list[tuple[int, bytes]], delimiter: str) -> str:
    """What is wrong with these lines; only strict reading tells."""
    lines = [line.decode("utf-8", "surrogateescape") + "\n" for _, line in taken]
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return str(error)
    return ""


def _row(header: Header, cells: list[str], taken: list[tuple[int, bytes]], delimiter: str) -> Row:
    number = taken[0][0]
    raw = taken[0][1] if len(taken) == 1 else b"\n".join(line for _, line in taken)
    # Quotation marks that were not doubled: what they stood around cannot be told for certain.
    damaged = any('"' in cell for cell in cells) and _is_malformed(taken, delimiter)
    if not raw.isascii():
        try:
            raw.decode()
        except UnicodeDecodeError:
            damaged = True
            cells = [c.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for c in cells]
    return Row(number, header.cells(cells), raw, damaged)
