"""The head of an input: its first bytes and what they look like, for recognition and reading."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Literal, cast

import ijson
import msgspec

from ...errors import BrokenInputError, ForeignInputError, OwnFileError
from ...own_files import own_file
from ..limits import MAX_COLUMNS, MAX_FIELD_CHARACTERS
from ..lines import CHUNK_BYTES
from ..unread import remark
from .encodings import UNKNOWN, decoded_once, guessed_encoding, is_encoded_twice

HEAD_BYTES = 256 << 10
_SAMPLE = 100  # records or rows of the head that are looked at
_MOST_CONTROL_BYTES = 0.02
_INVISIBLE = " \t\r\n\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_NO_NUMBER = re.compile(r"(?<=[:,\[\s])(?:NaN|-?Infinity)(?=\s*[,}\]])")
"""What Python writes for no number; no JSON, but frequent. In words it may stand too, unseen."""

_SEPARATOR = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_TITLE_LINES, _TITLE_CELLS = 10, 2
_DELIMITERS = ",;\t|"
_ASSIGNED = re.compile(rb"\s{0,9}window\.YTD\.([\w.]{1,80}) {0,9}=\s{0,9}")
_LONGEST_ASSIGNMENT = 128
_CONTAINERS = (b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0")
"""How workbooks and Parquet begin, which are not text."""

_MEDIA_TYPE = b"application/"
_OPENDOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"

_SPELT = {
    "windows-1252": "Windows-1252", "mac-roman": "Mac Roman", "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}  # fmt: skip

Layout = Literal["json-lines", "json", "table", "parquet", "excel", "text", "empty", "binary"]

_TWICE_OR_PYTHON = (b'"{', b'"[{', b"{'", b"[{'")
"""JSON inside quotes, and what Python prints of an object."""

_UTF16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(slots=True)
class Head:
    """What is known of an input after its first 256 kB (unpacked, as UTF-8).

    ``records`` holds the first JSON values of a JSON input (an array's elements; the last one in
    part, if the head holds no whole one); ``header`` and ``rows`` the first rows of a table,
    and ``titles`` how many stand before the header. ``broken`` says what is wrong with an empty or
    binary input; ``part`` names the part of an X archive, whose JSON is assigned to a variable.
    """

    name: str
    data: bytes
    layout: Layout = "text"
    records: list[Any] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    delimiter: str = ","
    titles: int = 0
    broken: str = ""
    part: str = ""

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The records that are JSON objects."""
        return [record for record in self.records if isinstance(record, dict)]

    @property
    def is_table(self) -> bool:
        """Whether it is a table of any kind."""
        return self.layout in {"table", "excel", "parquet"}

    @property
    def header_line(self) -> bytes:
        """The header of a table of delimited text as it is written, without titles above it.

        Where it does not show by itself what divides its cells, a line ``sep=`` says so.
        """
        if self.layout != "table":
            return b""
        lines = io.StringIO(self.data.decode("utf-8", "surrogateescape").lstrip(), newline="\n")
        rows = csv.reader(iter(lines.readline, ""), delimiter=self.delimiter)
        for _ in range(self.titles):
            next(rows)
        start = lines.tell()
        next(rows)
        written = lines.getvalue()[start : lines.tell()].removesuffix("\n")
        if self.titles and _delimiter([written]) != self.delimiter:
            written = f"sep={self.delimiter}\n{written}"
        return written.encode("utf-8", "surrogateescape")

    def has_columns(self, *names: str) -> bool:
        """Whether it is a table with all of these columns."""
        return self.is_table and set(names).issubset(self.header)


def head_of(stream: BinaryIO, name: str) -> tuple[Head, BinaryIO]:
    """Look at the head of ``stream``; the stream to read on from begins at the start again.

    Of a workbook or a Parquet file the columns are not looked at.

    The returned stream is UTF-8 without a byte-order mark: UTF-16 is converted on the way.

    Raises:
        ForeignInputError: It is empty or binary, which no format is, or a file of meute's own.
        BrokenInputError: It is a table whose header does not end in the head.
    """
    data = _read_fully(stream, HEAD_BYTES)
    if own := own_file(name, data):
        raise OwnFileError(f"{name} is {own.what}, not an export of posts", own.remedy)
    rest = iter(lambda: stream.read(CHUNK_BYTES), b"")
    if data.startswith(_CONTAINERS):
        chunks, guessed = _chain(data, rest), None
    else:
        data, chunks, guessed = _as_text(data, rest, name)
    assigned = _ASSIGNED.match(data)
    if assigned:
        chunks = _without(chunks, assigned.end())
        data = data[assigned.end() :]
    head = look_at(name, data, whole=len(data) < HEAD_BYTES - _LONGEST_ASSIGNMENT)
    head.part = assigned[1].decode() if assigned else ""
    if guessed:
        remark(
            "encoding",
            f"Its encoding is not stated, and it was read as {_SPELT.get(guessed, guessed)}: if "
            "letters look wrong, save it as UTF-8 and load it again",
        )
    if head.broken:
        raise ForeignInputError(f"{head.name} is {head.broken}", "Export it again")
    return head, stream_of(chunks)


def stream_of(chunks: Iterator[bytes]) -> BinaryIO:
    """Bytes that come in chunks as a stream."""
    return cast(BinaryIO, io.BufferedReader(_ChunkStream(chunks), CHUNK_BYTES))


def _as_text(
    data: bytes, rest: Iterator[bytes], name: str
) -> tuple[bytes, Iterator[bytes], str | None]:
    """The head and all chunks of a text as UTF-8 with line ends, and its encoding if guessed."""
    marked = next((e for mark, e in _UTF16_MARKS.items() if data.startswith(mark)), None)
    encoding = marked or guessed_encoding(data)
    if encoding == UNKNOWN:
        raise ForeignInputError(
            f"{name} is a text whose encoding cannot be told: it is neither UTF-8 nor UTF-16, "
            "Windows-1252 or Mac Roman",
            "Save it as UTF-8",
        )
    chunks: Iterator[bytes] = _chain(data.removeprefix(codecs.BOM_UTF8), rest)
    if encoding:
        chunks = _as_utf8(_chain(data[2:] if marked else data, rest), encoding)
        data = next(chunks, b"")
        chunks = _chain(data, chunks)
    data = data.removeprefix(codecs.BOM_UTF8)
    if is_encoded_twice(data):
        remark(
            "encoding",
            "A program had read its UTF-8 as Windows-1252 and saved that; its letters were mended",
        )
        chunks = decoded_once(chunks)
        data = b"".join(decoded_once(iter([data])))
    if b"\n" not in data and b"\r" in data.rstrip():  # as Excel for the Mac saves tables
        data = data.replace(b"\r", b"\n")
        chunks = (chunk.replace(b"\r", b"\n") for chunk in chunks)
    return data, chunks, None if marked else encoding


def look_at(name: str, data: bytes, *, whole: bool = True) -> Head:
    """The head made of these bytes; ``whole`` if they are all there is."""
    head = Head(name, data)
    stripped = data.lstrip()
    if not stripped:
        head.layout, head.broken = "empty", "empty"
    elif data.startswith(b"PAR1"):
        head.layout = "parquet"
    elif data.startswith(b"PK\x03\x04"):
        head.layout, head.broken = _office(data)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        head.layout = "binary"
        head.broken = "an Excel file of the old kind (.xls), which must be saved as .xlsx or CSV"
    elif _looks_binary(data):
        head.layout, head.broken = "binary", "binary data, not a text export"
    elif stripped.startswith(_TWICE_OR_PYTHON):
        head.layout = "text"
    elif stripped[:1] in {b"{", b"["}:
        _look_at_json(head, stripped, whole=whole)
    else:
        _look_at_table(head, whole=whole)
    return head


def _office(data: bytes) -> tuple[Layout, str]:
    """What an office program's file is; it is an archive inside."""
    if data.startswith(b"mimetype", 30):
        # The media type may be packed; then what is inside tells.
        stated = data.startswith(_MEDIA_TYPE, 38)
        is_other = stated and not data.startswith(_OPENDOCUMENT, 38)
        return ("binary", "an office document, not a table of posts") if is_other else ("excel", "")
    if b"xl/" not in data and (b"word/" in data or b"ppt/" in data):
        return "binary", "an office document, not a table of posts"
    return "excel", ""


def _look_at_json(head: Head, data: bytes, *, whole: bool) -> None:
    lines = _whole_lines(data, whole=whole)
    one_line = b"\n" not in data.rstrip() and (lines or not whole)
    if data.startswith(b"{") and (one_line or any(isinstance(v, dict) for v in lines)):
        head.layout = "json-lines"
        head.records = lines
    else:
        head.layout = "json"
    if not head.records:
        value = _begun_value(data)
        head.records = value if isinstance(value, list) else [value]
        if len(head.records) > 1 and not whole:
            head.records.pop()  # the last element is there in part
    del head.records[_SAMPLE:]


def _whole_lines(data: bytes, *, whole: bool) -> list[Any]:
    lines = data.split(b"\n")
    if not whole:
        lines.pop()
    values = []
    for line in lines[:_SAMPLE]:
        try:
            values.append(
                msgspec.json.decode(_NO_NUMBER.sub("null", line.decode("utf-8", "replace")))
            )
        except (msgspec.DecodeError, RecursionError):
            continue
    return values


def _begun_value(data: bytes) -> Any:
    """What can be known of the first JSON value, whole or not."""
    builder = ijson.ObjectBuilder()
    text = _NO_NUMBER.sub("null", data.decode("utf-8", "replace")).encode()
    try:
        for event, value in ijson.basic_parse(io.BytesIO(text), use_float=True):
            builder.event(event, value)
    except (ijson.JSONError, ValueError, OverflowError):
        pass  # the head ends in the middle of the value, or the value is broken from here on
    return getattr(builder, "value", None)


def _look_at_table(head: Head, *, whole: bool) -> None:
    text = head.data.decode("utf-8", "replace")
    if not whole:
        text = text.rpartition("\n")[0] or text
    text = text.lstrip()
    told = _SEPARATOR.match(text)
    lines = text[told.end() if told else 0 :].splitlines()[:_TITLE_LINES]
    csv.field_size_limit(MAX_FIELD_CHARACTERS)
    try:
        head.delimiter = told[1] if told else _delimiter(lines)
        rows = list(csv.reader(io.StringIO(text), delimiter=head.delimiter))[:_SAMPLE]
    except csv.Error:
        return
    if not whole and b"\n" not in head.data and len(rows[0]) > MAX_COLUMNS:
        raise BrokenInputError(
            f"{head.name} is a table whose header is longer than {HEAD_BYTES:,} bytes",
            "Leave out columns that are not needed",
        )
    start = 1 if told else 0
    head.titles = start + titles_before(rows[start:])
    rows = rows[head.titles :]
    head.header = [column_name(name) for name in rows[0]] if rows else []
    head.rows = rows[1:]
    if len(head.header) > 1:
        head.layout = "table"


def _delimiter(lines: list[str]) -> str:
    """What divides the first line most, or most of the lines if the first is a title."""
    widths = {mark: [len(_cells(line, mark)) for line in lines if line] for mark in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda mark: widths[mark][:1])
    if widths[best][:1] > [_TITLE_CELLS]:
        return best
    for mark, counts in widths.items():
        widest = max(counts, default=0)
        if widest > _TITLE_CELLS + 1 and counts.count(widest) * 2 > len(counts):
            return mark
    return best


def titles_before(rows: list[list[str]]) -> int:
    """How many rows stand before the header: titles, whose cells are mostly empty."""
    width = max((len(row) for row in rows[:_TITLE_LINES]), default=0)
    if width <= _TITLE_CELLS:
        return 0
    for number, row in enumerate(rows[:_TITLE_LINES]):
        if sum(1 for cell in row if cell.strip()) > _TITLE_CELLS:
            return number
    return 0


def column_name(written: str) -> str:
    """A column's name without invisible characters around it."""
    return written.strip(_INVISIBLE)


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _looks_binary(data: bytes) -> bool:
    sample = data[:8192]
    control = sum(sample.count(byte) for byte in range(32) if byte not in b"\t\n\r\f\x1b")
    return control > _MOST_CONTROL_BYTES * len(sample)


def _read_fully(stream: BinaryIO, size: int) -> bytes:
    parts = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _without(chunks: Iterator[bytes], size: int) -> Iterator[bytes]:
    """The chunks without their first bytes."""
    first = b""
    while len(first) < size:
        first += next(chunks)
    return _chain(first[size:], chunks)


def _as_utf8(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", True).encode("utf-8", "replace")


class _ChunkStream(io.RawIOBase):
    """Byte chunks as a stream."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._chunk = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._chunk:
            following = next(self._chunks, None)
            if following is None:
                return 0
            self._chunk = memoryview(following)
        part = self._chunk[: len(buffer)]
        buffer[: len(part)] = part
        self._chunk = self._chunk[len(part) :]
        return len(part)
