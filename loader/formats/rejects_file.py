"""meute's own rejects file, repaired: each record is read as the format it came from."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ..records import Record, Reject
from ..rejects import FORMAT, MARK, raw_of
from .head import Head, look_at
from .json_input import JsonFormat, decoded
from .registry import FORMATS, ReadContext


class RejectsFormat(JsonFormat):
    """What ``--rejects`` wrote, after somebody has repaired it."""

    name = FORMAT
    title = "meute's own rejects file, repaired"
    recognised_by = f"JSON lines with {MARK}"
    reads = "what the format reads that the records came from"
    lacks = ""
    source = "docs/cli.md: meute load --rejects"

    def sniff(self, head: Head) -> bool:
        """The mark in the first objects."""
        return any(MARK in value for value in head.objects)

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """Whatever each line holds, which is more than one record where a page was rejected."""
        for item in decoded(stream, context, self.decode):
            if isinstance(item, Reject):
                yield item
                continue
            try:
                name, record = raw_of(item.value)
                fmt = FORMATS[name]
                if fmt is self:
                    raise ValueError("a rejects file in a rejects file")  # noqa: TRY301
            except (ValueError, KeyError) as error:
                yield item.reject(f"not a line of a rejects file: {error}")
                continue
            inner = replace(context, head=look_at(context.head.name, record))
            for inside in fmt.read(io.BytesIO(record), inner):
                yield item.reject(inside.reason) if isinstance(inside, Reject) else inside
