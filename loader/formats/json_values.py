"""JSON values cut out of a stream as raw bytes, without building or holding the whole.

An array of a million posts, or a pretty-printed object, comes as one byte string a value, so
that a broken value is rejected alone, with its bytes, and the next one is still read. Event
parsers such as ijson stop at the first broken byte, and their prefixes take memory that grows
with the square of the nesting (16 GB for 100 kB of ``[``); they are used only on the head.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from ..limits import MAX_RECORD_BYTES, MAX_VALUES
from ..lines import CHUNK_BYTES, START_BYTES, Oversized

Path = tuple[str, ...]

_SPACE = re.compile(rb"[\s,]*")
_IN_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_TOKEN = re.compile(rb'"(?:[^"\\]*+(?:\\.[^"\\]*+)*+("))?|[\[{]|[\]}]', re.DOTALL)
_SCALAR_END = re.compile(rb"[\s,\]}]")
_QUOTE, _OPENERS = ord('"'), b"[{"


class BrokenJsonError(ValueError):
    """The stream is not JSON from here on; ``start`` is what was found."""

    def __init__(self, message: str, start: bytes) -> None:
        super().__init__(message)
        self.start = start


def bounded(raw: bytes) -> bytes | Oversized:
    """The JSON value, unless it would take far more memory than it has bytes."""
    if len(raw) > MAX_VALUES:
        values = sum(map(raw.count, (b",", b"[", b"{")))
        if values > MAX_VALUES:
            return Oversized(values, raw[:START_BYTES], "values")
    return raw


class JsonScanner:
    """Finds where values begin and end; decodes nothing but the keys of descended objects."""

    def __init__(self, stream: BinaryIO, max_bytes: int = MAX_RECORD_BYTES) -> None:
        self._stream = stream
        self._max = max_bytes
        self._data = b""
        self._at = 0
        self._ended = False

    def values(self) -> Iterator[bytes | Oversized]:
        """The values that follow one another at the top; arrays there give their elements."""
        while (first := self._next_byte()) is not None:
            if first == ord("["):
                yield from self._elements()
            else:
                yield self._value()

    def has_more(self) -> bool:
        """Whether another value follows."""
        return self._next_byte() is not None

    def walk(
        self, descend: Callable[[Path], bool], path: Path = ()
    ) -> Iterator[tuple[Path, bytes | Oversized]]:
        """Members and elements below ``path``, each with where it stands.

        Containers for whose path ``descend`` is true are entered (an array's elements stand at
        its path followed by ``"[]"``); all others come whole.
        """
        first = self._next_byte()
        if first is None:
            raise BrokenJsonError("the JSON ends in the middle", b"")
        if first not in _OPENERS or not descend(path):
            yield path, self._value()
            return
        self._at += 1
        closer = b"]" if first == ord("[") else b"}"
        while True:
            following = self._next_byte()
            if following is None:
                raise BrokenJsonError("the JSON ends in the middle", b"")
            if following in b"]}":
                if following != closer[0]:
                    raise BrokenJsonError("brackets do not match", self._rest())
                self._at += 1
                return
            inner = "[]" if first == ord("[") else self._key()
            yield from self.walk(descend, (*path, inner))

    def _elements(self) -> Iterator[bytes | Oversized]:
        self._at += 1
        while (following := self._next_byte()) is not None:
            if following == ord("]"):
                self._at += 1
                return
            yield self._value()
        raise BrokenJsonError("the array ends in the middle", b"")

    def _key(self) -> str:
        raw = self._value()
        if isinstance(raw, Oversized) or not raw.startswith(b'"'):
            raise BrokenJsonError("a key is missing", self._rest())
        if self._next_byte() != ord(":"):
            raise BrokenJsonError("a key without a value", self._rest())
        self._at += 1
        return raw[1:-1].decode("utf-8", "replace")

    def _value(self) -> bytes | Oversized:
        """The value that begins here; the scanner then stands after it."""
        first = self._data[self._at]
        if first in b"]}:":
            self._at += 1
            return bytes([first])
        self._depth, self._in_string = 0, False
        scalar = first != _QUOTE and first not in _OPENERS
        lost, kept, look_at = 0, b"", self._at
        while True:
            end, look_at = self._scalar_end(look_at) if scalar else self._value_end(look_at)
            if end >= 0:
                value, self._at = self._data[self._at : end], end
                size = lost + len(value)
                if size > self._max:
                    return Oversized(size, kept or value[:START_BYTES])
                return bounded(value)
            if lost or look_at - self._at > self._max:
                kept = kept or self._rest()
                lost += look_at - self._at
                self._at = look_at
            begun = self._at
            if not self._more():
                rest, self._at = kept or self._data[self._at :], len(self._data)
                if scalar and not lost:
                    return rest
                raise BrokenJsonError("the JSON ends in the middle of a value", rest)
            look_at -= begun

    def _scalar_end(self, start: int) -> tuple[int, int]:
        end = _SCALAR_END.search(self._data, start)
        return (end.start(), 0) if end else (-1, len(self._data))

    def _value_end(self, start: int) -> tuple[int, int]:
        """Where the string or container ends, or -1 and where to look on once there is more."""
        data, depth = self._data, self._depth
        if self._in_string:
            start = self._string_stop(start)
            if start == len(data) or data[start] != _QUOTE:
                return -1, start
            self._in_string = False
            start += 1
            if not depth:
                return start, 0
        for token in _TOKEN.finditer(data, start):
            kind = data[token.start()]
            if kind == _QUOTE:
                if not token.group(1):
                    self._depth, self._in_string = depth, True
                    return -1, self._string_stop(token.end())
            elif kind in _OPENERS:
                depth += 1
                continue
            else:
                depth -= 1
            if not depth:
                return token.end(), 0
        self._depth = depth
        return -1, len(data)

    def _string_stop(self, start: int) -> int:
        stop = _IN_STRING.match(self._data, start)
        return stop.end() if stop else start

    def _next_byte(self) -> int | None:
        while True:
            space = _SPACE.match(self._data, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._data):
                return self._data[self._at]
            if not self._more():
                return None

    def _rest(self) -> bytes:
        return self._data[self._at : self._at + START_BYTES]

    def _more(self) -> bool:
        """Read on, dropping what lies before the current position."""
        if self._ended:
            return False
        chunk = self._stream.read(max(CHUNK_BYTES, len(self._data) - self._at))
        self._ended = not chunk
        self._data = self._data[self._at :] + chunk
        self._at = 0
        return bool(chunk)
