"""meute's own rejects file, repaired: each record is read as the format it came from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

import msgspec

from ...errors import MeuteError, UsageError
from ..records import Record, Reject
from ..rejects import FORMAT, MARK, raw_of
from .head import Head, look_at
from .json_input import JsonFormat, decoded
from .registry import FORMATS, ReadContext
from .table_format import TableFormat
from .table_parts import as_text

MAPPED = "mapped"
_GIVE_THE_MAP = "To load them, give the map that the records were read with, by --map"


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
        """Whatever each line holds, which is more than one record where a page was rejected.

        Raises:
            UsageError: records were read by a map, and there is none.
        """
        if context.table_map is None and any(
            value.get("format") == MAPPED for value in context.head.objects
        ):
            raise UsageError(
                f"{context.head.name} holds records that were read with a map",
                _GIVE_THE_MAP,
            )
        for item in decoded(stream, context, self.decode):
            if isinstance(item, Reject):
                yield item
                continue
            try:
                name, record = raw_of(item.value)
                fmt = FORMATS[name]
                if fmt is self:
                    raise ValueError("a rejects file in a rejects file")  # noqa: TRY301
                if name == MAPPED and context.table_map is None:
                    raise ValueError(f"it was read with a map. {_GIVE_THE_MAP}")  # noqa: TRY301
            except (ValueError, KeyError) as error:
                yield item.reject(f"not a record to load: {error}")
                continue
            if isinstance(fmt, TableFormat) and not fmt.reads_objects:
                record = _as_table(record)
            inner = replace(context, head=look_at(context.head.name, record), is_alone=True)
            try:
                for inside in fmt.read(io.BytesIO(record), inner):
                    yield item.reject(inside.reason) if isinstance(inside, Reject) else inside
            except MeuteError as error:  # this record's; the others may be read
                yield item.reject(str(error))


def _as_table(record: bytes) -> bytes:
    """A row of a workbook or of Parquet, which is kept as JSON, as delimited text."""
    try:
        cells = msgspec.json.decode(record)
    except msgspec.DecodeError:
        return record
    if not isinstance(cells, dict):
        return record
    text = io.StringIO()
    csv.writer(text).writerows([cells.keys(), map(as_text, cells.values())])
    return text.getvalue().encode()
