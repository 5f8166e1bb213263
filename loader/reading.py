"""Reading an input: from bytes to numbered chunks of rows, ready to be written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..errors import InputError, MeuteError
from ..graph.schema import MENTIONS
from ..graph.tables import node_table, tie_table
from .formats import Format, ReadContext, detect_format, format_named, peek
from .records import Record, Reject
from .rows import Batch, RowBuilder
from .sources import Source
from .streams import opened

if TYPE_CHECKING:
    from .formats.table_map import TableMap

CHUNK_WEIGHT = int(os.environ.get("MEUTE_LOAD_CHUNK") or 50_000)
"""Rows and relationships of one chunk, about 20,000 posts: 12 MB as tables, 100 MB as records.

Bounded by both, so that a few posts with a thousand tags each do not exhaust a server; lower for
one with little memory.
"""

_RAW_BYTES_PER_ROW = 1024


@dataclass(frozen=True, slots=True)
class Job:
    """What to read: the input, the format and map that the user names, and where to begin."""

    source: Source
    format: str | None = None
    table_map: Path | None = None
    begin_at: int = 0


@dataclass(frozen=True, slots=True)
class Begun:
    """The input has been recognised; ``header`` is a table's first line, to repair rejects by."""

    format: str
    header: bytes


@dataclass(frozen=True, slots=True)
class Rejected:
    """A reject and the number of its record in the input, from 1."""

    record: int
    reject: Reject


@dataclass(slots=True)
class Chunk:
    """Rows of the next records, as Arrow tables by label and type.

    ``read`` counts the records, ``merged`` those that the chunk itself held before;
    ``candidates`` are the ids of the others, new unless the graph holds them. ``skipped`` marks a
    chunk that earlier loads have written: it has rejects only. ``position`` is how many bytes of
    the file have been read.
    """

    read: int = 0
    merged: int = 0
    nodes: dict[str, Any] = field(default_factory=dict)
    ties: dict[str, Any] = field(default_factory=dict)
    candidates: dict[str, list[str]] = field(default_factory=dict)
    rejects: list[Rejected] = field(default_factory=list)
    position: int = 0
    skipped: bool = False


Message = Begun | Chunk


class Reading:
    """One pass over an input."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._weight = CHUNK_WEIGHT
        self._read = 0
        self._rejects: list[Rejected] = []
        self._reject_bytes = 0

    def _table_map(self) -> TableMap | None:
        if self._job.table_map is None:
            return None
        from .formats.table_map import load_table_map  # noqa: PLC0415 - pydantic takes 0.1 s

        return load_table_map(self._job.table_map)

    def messages(self) -> Iterator[Message]:
        """First :class:`Begun`, then chunks to the end of the input.

        Raises:
            InputError: the input is refused; nothing of it has been returned as rows then.
        """
        with opened(self._job.source) as found:
            head, stream = peek(found.stream, self._job.source.name)
            mapped = self._job.table_map is not None
            known = (
                format_named(self._job.format)
                if self._job.format
                else detect_format(head, mapped=mapped)
            )
            header = head.data.partition(b"\n")[0] if head.layout == "table" else b""
            yield Begun(known.name, header)
            context = ReadContext(head, self._table_map())
            for chunk in self._chunks(_guarded(known, stream, context)):
                chunk.position = found.position()
                yield chunk

    def _chunks(self, items: Iterator[Record | Reject]) -> Iterator[Chunk]:
        yield from self._skip(items)
        builder, begun_at = RowBuilder(), self._read
        for item in items:
            self._read += 1
            if isinstance(item, Reject):
                self._reject(item)
            elif (reason := builder.add(item)) is not None:
                self._reject(Reject(reason=reason))
            if builder.weight + self._reject_bytes // _RAW_BYTES_PER_ROW >= self._weight:
                chunk = self._chunk(builder.batch(), begun_at)
                # Before the chunk goes out, so that its rows are gone while it is written.
                builder, begun_at = RowBuilder(), self._read
                yield chunk
        if self._read > begun_at:
            yield self._chunk(builder.batch(), begun_at)

    def _skip(self, items: Iterator[Record | Reject]) -> Iterator[Chunk]:
        """Pass over the records that are in the graph; their rejects are told again."""
        begun_at = 0
        while self._read < self._job.begin_at:
            item = next(items, None)
            if item is None:
                break
            self._read += 1
            if isinstance(item, Reject):
                self._reject(item)
            elif not item.native_id and (reason := RowBuilder().add(item)) is not None:
                self._reject(Reject(reason=reason))
            full = self._reject_bytes > self._weight * _RAW_BYTES_PER_ROW
            if full or self._read == self._job.begin_at:
                yield Chunk(read=self._read - begun_at, rejects=self._rejects, skipped=True)
                self._rejects, self._reject_bytes = [], 0
                begun_at = self._read

    def _reject(self, reject: Reject) -> None:
        self._rejects.append(Rejected(self._read, reject))
        self._reject_bytes += len(reject.raw) + _RAW_BYTES_PER_ROW

    def _chunk(self, batch: Batch, begun_at: int) -> Chunk:
        rejects, self._rejects, self._reject_bytes = self._rejects, [], 0
        return Chunk(
            read=self._read - begun_at,
            merged=batch.merged,
            nodes={t.label: node_table(t, rows) for t, rows in batch.nodes.items() if rows},
            ties={
                t.kind: tie_table(
                    ties, *(("implicit", list(ties.values())) if t is MENTIONS else ())
                )
                for t, ties in batch.ties.items()
                if ties
            },
            candidates={t.label: ids for t, ids in batch.candidates.items() if ids},
            rejects=rejects,
        )


def _guarded(known: Format, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
    """The items of an input; what breaks off behind the first one is one more reject."""
    count = 0
    try:
        for item in known.read(stream, context):
            yield item
            count += 1
    except MeuteError as error:
        if count == 0:
            raise
        yield Reject(reason=f"the rest cannot be read: {error.message}")
    except Exception as error:
        raise InputError(
            f"The reader of {known.name} failed behind record {count} of {context.head.name} "
            f"({type(error).__name__}: {error})",
            "This is a defect of meute: run it again with --debug and report what it prints.",
        ) from error
