"""Reading an input: from bytes to numbered chunks of rows, ready to be written."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import structs

from ..errors import (
    InputError,
    MeuteError,
    OutputError,
    OwnFileError,
    UnknownFormatError,
    UsageError,
)
from . import unread
from .checking import SAMPLE, Authors, Checks
from .formats import Format, Head, ReadContext, detect_format, format_named, peek
from .formats.foreign import MAP_REMEDY
from .formats.tables import rows_stand_alone
from .maps import Map, Preset, load_map
from .maps.mapped import members_of
from .maps.nearest import nearest_preset
from .records import Record, Reject, Rejected
from .rejects import FORMAT as REJECTS
from .reposts import Item, Reposts
from .rows import Batch, RowBuilder
from .segments import SEGMENT_BYTES, TABLE_SEGMENT_BYTES, Segment, Segments
from .sources import Source
from .streams import opened

CHUNK_WEIGHT = int(os.environ.get("MEUTE_LOAD_CHUNK") or 80_000)
"""Rows and relationships of one chunk, about 24,000 posts: 15 MB as tables.

Bounded by both, so that a few posts with a thousand tags each do not exhaust a server; lower for
one with little memory.
"""

_FIRST_SHARE = 6
"""The first chunk is a sixth, so that writing begins early. Only the input's very first one: a
resumed load must cut where the interrupted one did, or it counts twice."""

_RAW_BYTES_PER_ROW = 256
"""A reject weighs a row for each: 20 MB of them are a chunk, of which the process that reads, the
way between and the process that writes hold one each."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to read: the input, the format and map that the user names, and which segments.

    Of every ``parts`` segments this is the one for number ``part``. ``begin_segment`` is the first
    that is not wholly in the graph; ``begin_at`` records of it are. ``zone`` is where the times
    were written, if the user says so.
    """

    source: Source
    format: str | None = None
    table_map: Path | None = None
    begin_segment: int = 0
    begin_at: int = 0
    part: int = 0
    parts: int = 1
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Recognition:
    """The input has been recognised; ``header`` is a table's first line, to repair rejects by."""

    format: str
    header: bytes


@dataclass(slots=True)
class Chunk:
    """Rows of the next records, as Arrow tables by label and type.

    ``read`` counts the records, ``merged`` those that the chunk itself held before;
    ``candidates`` are the ids of the others, new unless the graph holds them, each with the number
    of its record. ``is_last`` marks the end of a segment; ``position`` is how many bytes of the
    file have been read.
    """

    read: int = 0
    merged: int = 0
    nodes: dict[str, Any] = field(default_factory=dict)
    ties: dict[str, Any] = field(default_factory=dict)
    candidates: dict[str, dict[str, int]] = field(default_factory=dict)
    rejects: list[Rejected] = field(default_factory=list)
    unread: unread.Notes = field(default_factory=dict)
    position: int = 0
    segment: int = 0
    is_last: bool = False


Message = Recognition | Chunk


def recognised(head: Head, job: Job) -> tuple[Format, ReadContext]:
    """Return the format that the job names, or the one that recognises the head; and its context.

    With a map of columns an input is read by that, whatever else it looks like. A map that says the
    platform alone goes with a format that does not know it.

    Raises:
        UnknownFormatError: no format, or several, recognise it.
        UsageError: there is no format of that name, or it knows the platform.
    """
    table_map = map_of(job)
    platform = table_map.platform if table_map and table_map.says_platform_alone else None
    mapped = table_map is not None and platform is None
    try:
        fmt = format_named(job.format) if job.format else detect_format(head, mapped=mapped)
    except UnknownFormatError as error:
        if head.is_table and (query := _answered(head.header)):
            raise OwnFileError(
                f"{head.name} is an answer of the stored query {query}, not an export of posts",
                "Load the export that the case was made from",
            ) from error
        near = nearest_preset(head) if error.remedy == MAP_REMEDY else ""
        if not near:
            raise
        raise UnknownFormatError(f"{error.message}. {near}", error.remedy) from error
    if fmt.name == REJECTS and job.source.unnamed:
        raise OwnFileError(
            f"{head.name} holds records that a load rejected",
            f"Repair them, and name the file: meute load {head.name}",
        )
    if platform is not None and not (fmt.takes_platform or fmt.name == REJECTS):
        raise UsageError(
            f"The map says only the platform, and {head.name} is {fmt.title}, which knows its own",
            "Load it without --map, or name its columns in the map too (docs/formats.md)",
        )
    return fmt, ReadContext(head, None if platform else table_map, platform=platform)


def _answered(header: Sequence[str]) -> str | None:
    """The stored query that answers with these columns."""
    from ..queries.catalogue import catalogue  # its metadata take 0.1 s to read

    queries = catalogue().values()
    return next((query.name for query in queries if list(query.columns) == list(header)), None)


class Reading:
    """One pass over an input, or over one process's part of it."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._weight = CHUNK_WEIGHT
        self._read = 0
        self._rejects: list[Rejected] = []
        self._reject_bytes = 0

    def messages(self) -> Iterator[Message]:
        """First :class:`Recognition`, then the chunks of each segment to the end of the input.

        Raises:
            InputError: the input is refused; nothing of it has been returned as rows then.
        """
        job = self._job
        with opened(job.source) as file:
            head, stream = peek(file.stream, job.source.name)
            fmt, context = recognised(head, job)
            yield Recognition(fmt.name, head.header_line)
            first: list[Record | Reject] | None = None
            for segment in _segments(fmt, head, stream):
                if segment.number < job.begin_segment or segment.number % job.parts != job.part:
                    continue
                if segment.number and first is None:
                    first = _first_items(fmt, context)
                items = guarded(fmt, segment, context, job.zone, first=first or ())
                for chunk in self._chunks(items, segment):
                    chunk.position, chunk.segment = file.position(), segment.number
                    yield chunk

    def _chunks(self, items: Iterator[Item], segment: Segment) -> Iterator[Chunk]:
        self._read = 0
        if segment.number == self._job.begin_segment:
            while self._read < self._job.begin_at:
                self._read += _size(next(items))
            if self._read:
                unread.taken()  # the interrupted load has told of it
        builder, begun_at = RowBuilder(), self._read
        is_beginning = segment.number == 0 and begun_at == 0
        weight = self._weight // _FIRST_SHARE if is_beginning else self._weight
        for item in items:
            self._read += _size(item)
            if isinstance(item, Reposts):
                builder.add_reposts(item, self._read - len(item) + 1)
            elif isinstance(item, Reject):
                self._reject(item, segment.lines_before)
            elif (reason := builder.add(item, self._read)) is not None:
                self._reject(Reject(reason=reason), 0)
            if builder.weight + self._reject_bytes // _RAW_BYTES_PER_ROW >= weight:
                chunk = self._chunk(builder.batch(), begun_at)
                weight = self._weight
                # Before the chunk goes out, so that its rows are gone while it is written.
                builder, begun_at = RowBuilder(), self._read
                yield chunk
        chunk = self._chunk(builder.batch(), begun_at)
        del builder
        chunk.is_last = True
        yield chunk

    def _reject(self, reject: Reject, lines_before: int) -> None:
        if reject.line is not None and lines_before:
            reject = structs.replace(reject, line=reject.line + lines_before)
        self._rejects.append(Rejected(self._read, reject))
        self._reject_bytes += len(reject.raw) + _RAW_BYTES_PER_ROW

    def _chunk(self, batch: Batch, begun_at: int) -> Chunk:
        rejects, self._rejects, self._reject_bytes = self._rejects, [], 0
        return Chunk(
            read=self._read - begun_at,
            merged=batch.merged,
            nodes=batch.nodes,
            ties=batch.ties,
            candidates=batch.candidates,
            rejects=rejects,
            unread=unread.taken(),
        )


def _size(item: Item) -> int:
    """How many records an item is."""
    return len(item) if isinstance(item, Reposts) else 1


def map_of(job: Job) -> Map | None:
    """The user's map; the zone that the user names stands in the place of the map's own."""
    table_map = None if job.table_map is None else load_map(job.table_map)
    if table_map is not None and job.zone is not None:
        return table_map.model_copy(update={"zone": None})
    return table_map


def _segments(fmt: Format, head: Head, stream: BinaryIO) -> Iterable[Segment]:
    """The whole input as one segment, unless its lines can be read apart."""
    size = segment_bytes(fmt, head)
    if not size:
        return [Segment(0, 0, stream)]
    if head.is_table:
        return Segments(stream, size, head.header_line + b"\n", head.delimiter)
    return Segments(stream, size)


def segment_bytes(fmt: Format, head: Head) -> int:
    """The size of the parts that several processes can read apart; 0 where they cannot."""
    if not fmt.lines_stand_alone:
        return 0
    if head.layout == "json-lines":
        return SEGMENT_BYTES
    return TABLE_SEGMENT_BYTES if rows_stand_alone(head) else 0


def _first_items(fmt: Format, context: ReadContext) -> list[Record | Reject]:
    """What the head holds: what it shows of the whole input holds for its later segments."""
    lines = context.head.data[: context.head.data.rfind(b"\n") + 1]
    items = list(islice(fmt.read(io.BytesIO(lines), context), SAMPLE))
    unread.taken()  # the first segment tells of it
    return items


def guarded(
    fmt: Format,
    segment: Segment,
    context: ReadContext,
    zone: str | None,
    authors: Authors | None = None,
    first: Sequence[Record | Reject] = (),
) -> Iterator[Item]:
    """The checked items of a segment; what breaks off after the first one is one more reject."""
    count = 0
    table_map = fmt.map if isinstance(fmt, Preset) else context.table_map
    members = members_of(table_map) if isinstance(table_map, Map) else fmt.members
    checks = Checks(
        context.head.name,
        zone,
        refuses=segment.number == 0,
        authors=authors,
        members=members,
        first=first,
        map_zone=table_map.zone if isinstance(table_map, Map) else None,
    )
    try:
        for item in checks.checked(fmt.read_in_columns(segment.stream, context)):
            yield item
            count += 1
    except MeuteError as error:
        if count == 0 and segment.number == 0:
            raise
        yield Reject(reason=f"the rest cannot be read: {error.message}")
    except Exception as error:
        if isinstance(error, OSError) and (full := OutputError.of(error, "A temporary file")):
            raise full from error
        raise InputError(
            f"The reader of {fmt.name} failed after record {count} of {context.head.name} "
            f"({type(error).__name__}: {error})",
            "This is a defect of meute: run it again with --debug and report what it prints.",
        ) from error
