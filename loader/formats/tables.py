"""Rows of delimited text, read by the names of their columns, in bounded memory."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from ..lines import Oversized, iter_lines
from ..records import Reject
from .registry import ReadContext

CELL_CHARACTERS = 4 << 20
"""Longest cell; a quote that is never closed is noticed there, not at the end of the file."""


class Row(NamedTuple):
    """One row: the line it begins at, its cells by column, its bytes, damaged or not."""

    line: int
    cells: dict[str, Any]
    raw: bytes
    damaged: bool
    from_excel: bool = False


class _Lines:
    """Hands lines to the csv module and remembers those that the current row took."""

    def __init__(self, stream: BinaryIO, max_bytes: int) -> None:
        self._source = iter_lines(stream, max_bytes)
        self._returned: deque[tuple[int, bytes]] = deque()
        self.taken: list[tuple[int, bytes]] = []
        self.oversized: list[Reject] = []
        self.ended = False

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
        taken = self._returned.popleft()
        self.taken.append(taken)
        return taken[1].decode("utf-8", "surrogateescape") + "\n"

    def give_back_all_but_first(self) -> None:
        self._returned.extendleft(reversed(self.taken[1:]))
        self.ended = False


def read_rows(stream: BinaryIO, context: ReadContext) -> Iterator[Row | Reject]:
    """Each row below the header; one with more or fewer cells than the header is rejected.

    A quote that is never closed costs the line where it stands, not the rest of the file.
    """
    csv.field_size_limit(CELL_CHARACTERS)
    lines = _Lines(stream, context.max_record_bytes)
    reader = csv.reader(lines, delimiter=context.head.delimiter)
    names: list[str] = []
    while True:
        lines.taken = []
        try:
            cells = next(reader)
        except StopIteration:
            yield from lines.oversized
            return
        except csv.Error as error:
            cells, problem = [], f"no row: {error}"
        else:
            open_quote = lines.ended and len(lines.taken) > 1 and len(cells) != len(names)
            problem = "a quote is never closed" if names and open_quote else ""
        if problem:
            number, raw = lines.taken[0] if lines.taken else (0, b"")
            yield Reject(reason=problem, line=number, raw=raw)
            lines.give_back_all_but_first()
            reader = csv.reader(lines, delimiter=context.head.delimiter)
        elif not names:
            names = [name.strip() for name in cells]
        elif cells:
            yield _row(names, cells, lines.taken)
        if lines.oversized:
            yield from lines.oversized
            lines.oversized = []


def _row(names: list[str], cells: list[str], taken: list[tuple[int, bytes]]) -> Row | Reject:
    number = taken[0][0]
    raw = taken[0][1] if len(taken) == 1 else b"\n".join(line for _, line in taken)
    if len(cells) != len(names):
        return Reject(
            reason=f"{len(cells)} cells where the header has {len(names)}", line=number, raw=raw
        )
    damaged = False
    if not raw.isascii():
        try:
            raw.decode()
        except UnicodeDecodeError:
            damaged = True
            cells = [c.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for c in cells]
    return Row(number, dict(zip(names, cells, strict=True)), raw, damaged)
