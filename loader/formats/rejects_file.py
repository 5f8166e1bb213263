"""meute's own rejects file, repaired: each record is read as the format it came from."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from ..records import Record, Reject
from ..rejects import FORMAT, MARK, raw_of
from .head import Head, look_at
from .json_input import decoded
from .registry import FORMATS, Format, ReadContext


class RejectsFormat(Format):
    """What ``--rejects`` wrote, after somebody has repaired it."""

    name = FORMAT
    title = "meute's own rejects file, repaired"
    recognised_by = f"JSON lines with {MARK}"

    def sniff(self, head: Head) -> bool:
        """The mark in the first objects."""
        return any(MARK in value for value in head.objects)

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """Whatever each line holds, which is more than one record where a page was rejected."""
        for item in decoded(stream, context, _decode):
            if isinstance(item, Reject):
                yield item
                continue
            number, raw, line, _ = item
            try:
                name, record = raw_of(line)
                known = FORMATS[name]
                if known is self:
                    raise ValueError("a rejects file in a rejects file")  # noqa: TRY301
            except (ValueError, KeyError) as error:
                yield Reject(reason=f"no line of a rejects file: {error}", line=number, raw=raw)
                continue
            inner = ReadContext(
                look_at(context.head.name, record), context.table_map, context.max_record_bytes
            )
            for found in known.read(io.BytesIO(record), inner):
                if isinstance(found, Reject):
                    yield Reject(reason=found.reason, line=number, raw=raw)
                else:
                    yield found


_decode = msgspec.json.Decoder(dict[str, Any]).decode
