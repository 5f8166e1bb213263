"""X posts captured in the browser: Zeeschuimer's NDJSON, and 4CAT's made from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from ..records import Record, Reject
from .cells import member, text
from .head import Head
from .json_input import decoded
from .registry import Format, ReadContext
from .times import epoch_moment
from .x_web import is_web_post, web_post

Json = dict[str, Any]

_X = {"twitter.com", "x.com"}


class Zeeschuimer(Format):
    """Items of x.com, each wrapped with where and when it was collected."""

    name = "zeeschuimer"
    lines_stand_alone = True
    title = "Zeeschuimer NDJSON of x.com"
    recognised_by = "JSON lines with source_platform twitter.com and data of x.com"

    def sniff(self, head: Head) -> bool:
        """An item of x.com among the first lines."""
        return any(_is_item(value) for value in head.objects)

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """One post an item; advertisements and other platforms' items are rejected."""
        for item in decoded(stream, context, _decode):
            if isinstance(item, Reject):
                yield item
                continue
            number, raw, value, damaged = item
            platform = text(value.get("source_platform"))
            if platform not in _X:
                yield Reject(reason=f"no post of x.com: {platform}", line=number, raw=raw)
            else:
                collected = value.get("timestamp_collected")
                yield _read(member(value.get("data")), collected, number, raw, damaged=damaged)


class FourCat(Format):
    """The same posts after an import into 4CAT."""

    name = "4cat"
    lines_stand_alone = True
    title = "4CAT NDJSON of x.com"
    recognised_by = "JSON lines with rest_id, legacy and __import_meta"

    def sniff(self, head: Head) -> bool:
        """A post of x.com at the top of one of the first lines."""
        return any(is_web_post(value) for value in head.objects)

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """One post a line."""
        for item in decoded(stream, context, _decode):
            if isinstance(item, Reject):
                yield item
                continue
            number, raw, value, damaged = item
            collected = member(value.get("__import_meta")).get("timestamp_collected")
            yield _read(value, collected, number, raw, damaged=damaged)


_decode = msgspec.json.Decoder(Json).decode


def _is_item(value: Json) -> bool:
    return text(value.get("source_platform")) in _X and is_web_post(member(value.get("data")))


def _read(
    value: Json, collected: Any, number: int, raw: bytes, *, damaged: bool
) -> Record | Reject:
    if value.get("promoted") is True:
        return Reject(reason="no post: an advertisement (promoted)", line=number, raw=raw)
    observed_at = epoch_moment(collected)[1] if isinstance(collected, int | float | str) else None
    try:
        post = web_post(value, observed_at, damaged=damaged)
    except msgspec.ValidationError as error:
        return Reject(reason=f"no such post: {error}", line=number, raw=raw)
    return post or Reject(reason="no post: a bare id, or nothing", line=number, raw=raw)
