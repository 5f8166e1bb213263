"""A stream of lines cut into segments, so that several processes can read one file.

Every process reads the whole stream, which costs little, but parses only its own segments. Where
the cuts are depends on the bytes alone, not on how many processes there are. A table is cut where
rows end, until a quotation mark neither begins nor ends a cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from .lines import CHUNK_BYTES
from .quotes import Quotes

SEGMENT_BYTES = 32_000_000
"""About 20,000 posts of the X API: enough that an account comes many times in one chunk."""

TABLE_SEGMENT_BYTES = 2_000_000
"""About 70,000 rows of four columns: three chunks, of which as many wait while another is read."""


@dataclass(slots=True)
class Segment:
    """A part of the stream that ends with a line, and how many lines stand before it."""

    number: int
    lines_before: int
    stream: BinaryIO


class Segments:
    """Cuts a stream; each segment must be read to its end before the next begins.

    Of a table, which has a ``delimiter``, each segment begins with its ``header``.
    """

    def __init__(
        self,
        stream: BinaryIO,
        size: int = SEGMENT_BYTES,
        header: bytes = b"",
        delimiter: str = "",
    ) -> None:
        self._stream, self._size, self._header = stream, size, header
        self._quotes = Quotes(delimiter) if delimiter else None
        self._rest = b""
        self._ended = False
        self._lines = 0

    def __iter__(self) -> Iterator[Segment]:
        number = 0
        while self._more():
            header = self._header if number else b""
            part = _Part(self, header)
            before = self._lines - header.count(b"\n")
            yield Segment(number, before, cast(BinaryIO, part))
            while part.read(CHUNK_BYTES):
                pass
            self._lines += part.lines
            number += 1

    def _more(self) -> bool:
        """Whether anything follows; the first segment is there even if it is empty."""
        self._rest = self._rest or self._stream.read(CHUNK_BYTES)
        first, self._ended = not self._ended, True
        return bool(self._rest) or first

    def take(self, room: int) -> tuple[bytes, bool]:
        """The next bytes of a segment that has so much room left, and whether they end it."""
        data = self._rest or self._stream.read(CHUNK_BYTES)
        self._rest = b""
        before = max(room - 1, 0)
        end = self._quotes.row_end(data, before) if self._quotes else data.find(b"\n", before)
        if end < 0:
            return data, not data
        self._rest = data[end + 1 :]
        return data[: end + 1], True


class _Part:
    """The bytes of one segment."""

    def __init__(self, segments: Segments, header: bytes) -> None:
        self._segments, self._header = segments, header
        self._room = segments._size
        self._ended = False
        self.lines = 0

    def read(self, _size: int = -1) -> bytes:
        """Return some bytes; how many is up to the stream."""
        if self._header:
            header, self._header = self._header, b""
            return header
        if self._ended:
            return b""
        data, self._ended = self._segments.take(self._room)
        self._room -= len(data)
        self.lines += data.count(b"\n")
        return data
