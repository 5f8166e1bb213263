"""JSON inputs as typed values: lines, arrays and pretty-printed objects alike."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, TypeVar

import msgspec

from ..lines import Oversized, iter_lines
from ..records import Reject
from .json_values import BrokenJsonError, JsonScanner
from .registry import ReadContext

T = TypeVar("T")

_SURROGATE = re.compile("[\ud800-\udfff]")


def json_documents(stream: BinaryIO, context: ReadContext) -> Iterator[tuple[int, bytes] | Reject]:
    """Each JSON value as raw bytes, with its line (of an array: its number), from 1."""
    if context.head.layout == "json":
        yield from _scanned(stream, context)
        return
    for line, raw in iter_lines(stream, context.max_record_bytes):
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
    decode: Callable[[bytes], T],
    in_parts: Callable[[bytes], T] | None = None,
) -> Iterator[tuple[int, bytes, T, bool] | Reject]:
    """Each JSON value decoded: line, raw bytes, value, and whether its text was damaged.

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
            yield line, raw, value, False


def _again(
    line: int,
    raw: bytes,
    decode: Callable[[bytes], T],
    in_parts: Callable[[bytes], T] | None,
    error: Exception,
) -> tuple[int, bytes, T, bool] | Reject:
    """Decode what is no strict JSON: broken UTF-8, lone surrogates, NaN, control characters."""
    damaged = False
    source = raw
    try:
        if not isinstance(error, msgspec.ValidationError):
            source, damaged = _mended(raw)
            try:
                return line, raw, decode(source), damaged
            except msgspec.ValidationError as wrong_type:
                error = wrong_type
        if in_parts is not None:
            return line, raw, in_parts(source), damaged
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


def decode_value(raw: bytes) -> Any:
    """Any JSON value, or None when it is none."""
    try:
        return msgspec.json.decode(raw)
    except (ValueError, RecursionError):
        return None
