"""Tables and JSON that are read by a map: the user's own, or a shipped one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from ...errors import ColumnsError, UnknownFormatError, UsageError
from ...graph.platforms import UNNAMED
from ..formats.head import Head
from ..formats.json_input import decode_value, decoded
from ..formats.json_values import BrokenJsonError, JsonScanner
from ..formats.registry import FORMATS, Format, ReadContext
from ..formats.table_rows import table_rows
from ..limits import MAX_MEMBERS_BYTES
from ..lines import Oversized
from ..records import Record, Reject
from ..unread import note, remark
from .flat import dotted, flat_columns, nested
from .items import Item
from .model import Map, Shape
from .paths import path
from .posts import PostReader
from .shapes import matches, of_record

_JSON = {"json", "json-lines"}
_SHOWN_COLUMNS = 40
_MEMBER_BYTES, _NOTED = 100, 80
_decode = msgspec.json.Decoder().decode


class Mapped(Format):
    """Needs ``--map``; recognises nothing by itself."""

    name = "mapped"
    title = "any table (CSV, workbook, Parquet) or JSON, with a map of its columns or members"
    recognised_by = "a map given with --map"
    reads = "what the map names"
    lacks = "what it does not name"
    source = "written by its user; see below"

    def sniff(self, head: Head) -> bool:  # noqa: ARG002 - whatever the head
        """Never: what the columns mean is the user's to say."""
        return False

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """One post a row or object.

        Raises:
            UsageError: There is no map, or it names columns that the input lacks.
            BrokenInputError: The Excel or Parquet file cannot be opened.
        """
        if not isinstance(context.table_map, Map):
            raise UsageError(
                f"{context.head.name} needs a map of its columns",
                "Write one (see docs/formats.md), or let one be proposed: meute map suggest FILE",
            )
        return records_of(stream, context, context.table_map)


class Preset(Format):
    """A shipped map. One is registered for each file in ``presets``."""

    def __init__(self, name: str, table_map: Map) -> None:
        self.name = name
        self.map = table_map
        self.title = table_map.title
        self.recognised_by = described(table_map.shapes)

    def sniff(self, head: Head) -> bool:
        """The marks that only this export has."""
        return any(matches(shape, head) for shape in self.map.shapes)

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """One post a row or object.

        Raises:
            UnknownFormatError: It is an export that cannot be used, with the reason.
        """
        if self.map.refused:
            raise UnknownFormatError(
                f"{context.head.name} is {self.title}: {self.map.refused}",
                self.map.remark or "Load another export of the same posts",
            )
        return records_of(stream, context, self.map)


def members_of(table_map: Map) -> dict[str, str]:
    """The columns or members that give an account, its handle, a time and words."""
    written = table_map.paths()
    handle = written.get("account_handle")
    columns = {
        "account": written.get("account_id") or handle,
        "handle": handle,
        "created_at": written.get("created_at"),
        "any_text": written.get("text"),
    }
    return {name: " or ".join(several) for name, several in columns.items() if several}


def described(shapes: tuple[Shape, ...]) -> str:
    """The marks of a preset in words."""
    told: dict[str, None] = {}
    for shape in shapes:
        parts = [", ".join(shape.has)] if shape.has else []
        parts += [f"where {' and '.join(shape.when)}"] if shape.when else []
        parts += [f"without {', '.join(shape.lacks)}"] if shape.lacks else []
        told[" ".join(parts)] = None
    return "; or ".join(told) or "--format, or --map preset:NAME"


def records_of(stream: BinaryIO, context: ReadContext, table_map: Map) -> Iterator[Record | Reject]:
    """The records of a table or of JSON, as a map reads them.

    Raises:
        UsageError: the map names what the input lacks, or lacks what only its user knows.
    """
    lacking = [field for field in table_map.needs if field not in table_map.values]
    if lacking:
        raise UsageError(
            f"{context.head.name} is {table_map.title}, which does not say whose posts it holds",
            f"Write a map with the lines «base: preset:…» and «values: {{{lacking[0]}: …}}» and "
            "give it with --map (see docs/formats.md)",
        )
    if table_map.platform in UNNAMED:
        remark(
            "platform",
            f"Its map says «platform: {table_map.platform}»: write which it is and load it into a "
            "new case, since ids of X hold times that detection needs",
        )
    if context.is_alone:
        table_map = _of_one_record(context.head, table_map)
    reader = PostReader(table_map)
    if context.head.layout in _JSON:
        _check_members(context.head, table_map)
        items = _json_items(stream, context, table_map)
        for item in items:
            yield item if isinstance(item, Reject) else reader.post(item)
        return
    with table_rows(stream, context, table_map.names()) as (names, rows):
        _check_columns(context.head.name, names, table_map)
        places = flat_columns(names)
        for row in rows:
            if isinstance(row, Reject):
                yield row
            else:
                cells = nested(row.cells, places) if places else row.cells
                item = Item(cells, row.line, row.raw, None, row.damaged, from_excel=row.from_excel)
                yield reader.post(item)


def _of_one_record(head: Head, table_map: Map) -> Map:
    """The map without the place of its records, where that place is not in the input."""
    if table_map.records and not any(
        path(table_map.records).value(value, value) for value in head.objects
    ):
        return table_map.model_copy(update={"records": None})
    return table_map


def _json_items(stream: BinaryIO, context: ReadContext, table_map: Map) -> Iterator[Item | Reject]:
    shape = next((s for s in table_map.shapes if matches(s, context.head)), None)
    place = (shape.records if shape else None) or table_map.records
    if place is not None and place.endswith("[]") and _is_document(context.head):
        yield from _streamed(stream, context, tuple(place.removesuffix("[]").split(".")))
        return
    for item in decoded(stream, context, _decode):
        if isinstance(item, Reject):
            yield item
            continue
        document = item.value
        held = place
        if table_map.shapes:
            held = of_record(table_map.shapes, document, table_map.records)
        records = path(held).value(document, document) if held else document
        for record in records if held and isinstance(records, list) else [records]:
            whole = item.raw if record is document else msgspec.json.encode(record)
            if isinstance(record, dict):
                yield Item(record, item.line, whole, document, item.damaged)
            else:
                yield Reject(reason="not a JSON object with members", line=item.line, raw=whole)


def _is_document(head: Head) -> bool:
    """Whether it is one large value rather than many small ones."""
    return head.data.lstrip()[:1] == b"{" and len(head.objects) <= 1


def _streamed(
    stream: BinaryIO, context: ReadContext, place: tuple[str, ...]
) -> Iterator[Item | Reject]:
    """The records of a document that may be larger than memory; its other members come along."""
    entered = {place[:length] for length in range(len(place) + 1)}
    scanner = JsonScanner(stream, context.max_record_bytes)
    count = 0
    try:
        while scanner.has_more():
            root: dict[str, Any] = {}
            root_bytes = 0
            for where, raw in scanner.walk(entered.__contains__):
                if where == (*place, "[]"):
                    count += 1
                    yield _item(raw, count, root)
                elif isinstance(raw, bytes) and len(where) == 1:
                    root_bytes += len(raw) + _MEMBER_BYTES
                    if root_bytes <= MAX_MEMBERS_BYTES:
                        root[where[0]] = decode_value(raw)[0]
                    else:
                        note(where[0], raw[:_NOTED].decode("utf-8", "replace"))
    except BrokenJsonError as error:
        yield Reject(reason=str(error), line=count + 1, raw=error.start)


def _item(raw: bytes | Oversized, number: int, root: dict[str, Any]) -> Item | Reject:
    if isinstance(raw, Oversized):
        return Reject(reason=raw.reason, line=number, raw=raw.start)
    value, damaged = decode_value(raw)
    if not isinstance(value, dict):
        return Reject(reason="not a JSON object with members", line=number, raw=raw)
    return Item(value, number, raw, root, damaged)


def _check_columns(name: str, columns: list[str], table_map: Map) -> None:
    """Refuse a map of the user's that names columns which are not there."""
    if table_map.shapes:
        return  # a preset knows which columns it cannot do without
    present, written = dotted(columns), table_map.paths()
    present.update(steps[0] for steps in flat_columns(columns).values())
    needed = ("id", "account_id", "account_handle") if table_map.title else tuple(written)
    needs = [written.get(field, ()) for field in needed] + [
        (column,) for column in table_map.id_made_from
    ]
    missing = sorted(
        column
        for several in needs
        if not any({column, path(column).name} & present for column in several)
        for column in several
    )
    if missing:
        raise ColumnsError(
            f"{name} has no column {', '.join(map(repr, missing))}",
            f"{_near(missing[0], columns)}Its columns are: {', '.join(columns[:_SHOWN_COLUMNS])}",
        )


def _check_members(head: Head, table_map: Map) -> None:
    """Refuse a map of the user's whose id or author stands nowhere in the first records."""
    if table_map.shapes:
        return
    held: list[Any] = []
    for value in head.objects:
        records = path(table_map.records).value(value, value) if table_map.records else value
        held += records if isinstance(records, list) else [records]
    written = table_map.paths()
    for fields in (("id",), ("account_id", "account_handle")):
        places = [path(column) for field in fields for column in written.get(field, ())]
        if not places or not held:
            continue
        if not any(place.value(r, head.objects[0]) is not None for r in held for place in places):
            names = sorted(held[0]) if isinstance(held[0], dict) else []
            raise ColumnsError(
                f"The first records of {head.name} have nothing at {places[0].written}",
                f"{_near(places[0].written, names)}Their members are: "
                f"{', '.join(names[:_SHOWN_COLUMNS])}; meute map suggest FILE proposes a map",
            )


def _near(name: str, names: list[str]) -> str:
    near = difflib.get_close_matches(name, names, 1, 0.5)
    return f"Did you mean {near[0]}? " if near else ""


def register(presets: dict[str, Map]) -> None:
    """Make every preset a format among the others."""
    for name, table_map in presets.items():
        FORMATS[name] = Preset(name, table_map)
