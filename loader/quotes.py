"""Where the rows of a quoted table end: with a line, unless a cell goes on in the next one."""

from __future__ import annotations

from typing import Any

import numpy as np

Signs = np.ndarray[Any, np.dtype[np.uint8]]
Places = np.ndarray[Any, np.dtype[np.int64]]
_QUOTE, _LINE_END = ord('"'), ord("\n")


class Quotes:
    """Follows the quotation marks of a table through its bytes.

    A mark opens a cell at its beginning, the next one closes it; two in a cell stand for one. As
    long as every other mark begins a cell, it is known where rows end. Of one that does not, as in
    ``5" screen``, readers make different things: then no row is said to end any more.
    """

    def __init__(self, delimiter: str) -> None:
        self.are_strange = False
        self._open_after = np.frombuffer(f'{delimiter}\n"'.encode(), np.uint8)
        self._is_open, self._last = False, _LINE_END

    def row_end(self, data: bytes, room: int) -> int:
        """Follow bytes up to the first end of a row among them with so many before it.

        Returns:
            the place of its line feed; -1 if no row ends there.
        """
        signs = np.frombuffer(data, np.uint8)
        marks = np.flatnonzero(signs == _QUOTE)
        ends = np.flatnonzero(signs[room:] == _LINE_END) + room
        ends = ends[(np.searchsorted(marks, ends) + self._is_open) % 2 == 0]
        stop = int(ends[0]) + 1 if len(ends) else len(signs)
        self._follow(signs[:stop], marks[marks < stop])
        return stop - 1 if len(ends) and not self.are_strange else -1

    def _follow(self, signs: Signs, marks: Places) -> None:
        """Take in bytes, and the places of the marks among them."""
        if not len(signs):
            return
        before = np.concatenate([np.array([self._last], np.uint8), signs])
        opening = marks[(np.arange(len(marks)) + self._is_open) % 2 == 0]
        self.are_strange |= not np.isin(before[opening], self._open_after).all()
        self._is_open = (len(marks) + self._is_open) % 2 == 1
        self._last = int(signs[-1])
