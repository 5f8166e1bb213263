"""JSON inputs as typed values: lines, arrays and pretty-printed objects alike."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct

from ..limits import MAX_MENDED_BYTES
from ..lines import Oversized, iter_lines
from ..records import Record, Reject
from .ids import IdError
from .json_values import BrokenJsonError, JsonScanner, bounded
from .registry import Format, ReadContext

Decoder = Callable[[bytes], Any]

decode_object = msgspec.json.Decoder(dict[str, Any]).decode
"""An object as plain values."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Document(Struct, frozen=True, gc=False):
    """One JSON value: its line (of an array: its number), its bytes, and whether they were mended.

    ``value`` is whatever the format's decoder makes of it.
    """

    line: int
    raw: bytes
    value: Any
    damaged: bool

    def reject(self, reason: str, raw: bytes | None = None) -> Reject:
        """The document, or the part of it that ``raw`` is, as a reject."""
        return Reject(reason=reason, line=self.line, raw=self.raw if raw is None else raw)


class JsonFormat(Format):
    """A format of JSON values, one record each unless it overrides :meth:`records`.

    A format whose JSON has types overrides :meth:`decode`.
    """

    def decode(self, raw: bytes) -> Any:
        """The value of these bytes."""
        return decode_object(raw)

    def decode_in_parts(self, raw: bytes) -> Any:
        """The value without the parts of a wrong type: a page of posts loses only those."""
        return self.decode(raw)

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """Whatever each JSON value holds."""
        for item in decoded(stream, context, self.decode, self.decode_in_parts):
            if isinstance(item, Reject):
                yield item
            else:
                yield from self.records(item)

    def records(self, document: Document) -> Iterator[Record | Reject]:
        """The records of one value."""
        yield checked(self.record, document)

    def record(self, document: Document) -> Record | Reject:
        """The record that a value is."""
        raise NotImplementedError


def checked(read: Callable[[Document], Record | Reject], document: Document) -> Record | Reject:
    """What ``read`` makes of a document, which is a reject where one of its ids cannot be one."""
    try:
        return read(document)
    except IdError as error:
        return document.reject(str(error))


def json_documents(stream: BinaryIO, context: ReadContext) -> Iterator[tuple[int, bytes] | Reject]:
    """Each JSON value as raw bytes, with its line (of an array: its number), from 1."""
    if context.head.layout == "json":
        yield from _scanned(stream, context)
        return
    for line, whole in iter_lines(stream, context.max_record_bytes):
        raw = bounded(whole) if isinstance(whole, bytes) else whole
        if isinstance(raw, Oversized):
            yield Reject(reason=raw.reason, line=line, raw=raw.start)
        elif raw and not raw.isspace():
            yield line, raw


def _scanned(stream: BinaryIO, context: ReadContext) -> Iterator[tuple[int, bytes] | Reject]:
    number = 0
    try:
        for raw in JsonScanner(stream, context.max_record_bytes).values():
            number += 1
            if isinstance(raw, Oversized):
                yield Reject(reason=raw.reason, line=number, raw=raw.start)
            else:
                yield number, raw
    except BrokenJsonError as error:
        yield Reject(reason=str(error), line=number + 1, raw=error.start)


def decoded(
    stream: BinaryIO,
    context: ReadContext,
    decode: Decoder,
    in_parts: Decoder | None = None,
) -> Iterator[Document | Reject]:
    """Each JSON value decoded.

    ``in_parts`` decodes a value again of which a part has the wrong type (a page of posts).
    """
    for document in json_documents(stream, context):
        if isinstance(document, Reject):
            yield document
            continue
        line, raw = document
        try:
            value = decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            yield _again(line, raw, decode, in_parts, error)
        else:
            yield Document(line, raw, value, damaged=False)


def _again(
    line: int,
    raw: bytes,
    decode: Decoder,
    in_parts: Decoder | None,
    error: Exception,
) -> Document | Reject:
    """Decode what is not strict JSON: broken UTF-8, lone surrogates, NaN, control characters."""
    damaged = False
    source = raw
    if len(raw) > MAX_MENDED_BYTES and not isinstance(error, msgspec.ValidationError):
        return Reject(reason=_reason(error), line=line, raw=raw)
    try:
        if not isinstance(error, msgspec.ValidationError):
            source, damaged = _mended(raw)
            try:
                return Document(line, raw, decode(source), damaged)
            except msgspec.ValidationError as wrong_type:
                error = wrong_type
        if in_parts is not None:
            return Document(line, raw, in_parts(source), damaged)
    except (ValueError, RecursionError) as further:  # DecodeError is a ValueError
        error = further
    return Reject(reason=_reason(error), line=line, raw=raw)


def _mended(raw: bytes) -> tuple[bytes, bool]:
    text = raw.decode("utf-8", "replace")
    value = json.loads(text, strict=False, parse_constant=lambda _: None)
    clean, halves = _SURROGATE.subn("�", json.dumps(value, ensure_ascii=False))
    return clean.encode(), bool(halves) or "�" in text


def _reason(error: Exception) -> str:
    if isinstance(error, msgspec.ValidationError):
        return f"no such record: {error}"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return f"no JSON: {error}"


def decode_value(raw: bytes) -> tuple[Any, bool]:
    """Any JSON value, or None when it is none, and whether some of its text was damaged."""
    try:
        return msgspec.json.decode(raw), False
    except (ValueError, RecursionError):
        pass
    try:
        if len(raw) > MAX_MENDED_BYTES:
            return msgspec.json.decode(raw.decode("utf-8", "replace").encode()), True
        source, damaged = _mended(raw)
        return msgspec.json.decode(source), damaged
    except (ValueError, RecursionError):
        return None, True
