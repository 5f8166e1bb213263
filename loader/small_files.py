"""Small files share a chunk: a folder of thousands loads about as fast as one file.

Comparing with the graph, writing and the journal take 25 ms a chunk, however little is in it. So
the records of small files that follow one another are collected until they make a chunk; each file
keeps its own counts, rejects and journal entry, and is refused alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from . import unread
from .checking import Authors
from .formats import peek
from .journal import Entry
from .open_graph import Destination
from .reading import CHUNK_WEIGHT, Chunk, Job, guarded, recognised
from .records import Record, Reject, Rejected
from .reports import FileReport
from .reposts import Reposts
from .rows import RowBuilder
from .segments import Segment
from .sources import Source
from .streams import digest_of, opened

_SMALL_BYTES = 256_000
_MOST_RECORDS = 2_000
"""A file of more is read by itself, in bounded memory."""

Tell = Callable[[Chunk, FileReport, Source, bytes], None]


@dataclass(slots=True)
class _Part:
    """What one file adds to the chunk.

    ``candidates`` are the ids of its records by label, each with its number in the file.
    """

    source: Source
    report: FileReport
    records: list[Record | Reject]
    header: bytes
    unread: unread.Notes
    merged: int = 0
    rejects: list[Rejected] = field(default_factory=list)
    candidates: dict[str, dict[str, int]] = field(default_factory=dict)


class SmallFiles:
    """The small files of one load that wait to be written.

    ``open_graph`` opens the graph at the first sound file; ``plan`` is noted in the journal;
    ``tell`` is told of rejects and notes.
    """

    def __init__(self, open_graph: Callable[[], Destination], plan: str, tell: Tell) -> None:
        self._open_graph, self._plan, self._tell = open_graph, plan, tell
        self._journaled: dict[str, str | None] | None = None
        self._begin()

    def _begin(self) -> None:
        self._builder = RowBuilder()
        self._authors = Authors()
        self._parts: list[_Part] = []

    def takes(self, job: Job, report: FileReport) -> bool:
        """Whether a file is small, and has been read; or is in the graph already.

        Raises:
            InputError: the file is refused.
        """
        if not 0 < job.source.plain_bytes <= _SMALL_BYTES:
            return False
        digest = digest_of(job.source)
        if self._journaled is not None and digest in self._journaled:
            return self._is_known(digest, report)
        part = self._read(job, report)
        if part is None:
            return False
        if self._journaled is None:
            self._journaled = self._open_graph().journal.finished()
        if digest in self._journaled:
            return self._is_known(digest, report)
        report.digest = digest
        self._journaled[digest] = report.format
        self._add(part)
        if self._builder.weight >= CHUNK_WEIGHT:
            self.write()
        return True

    def write(self) -> None:
        """Write what has been collected."""
        parts = self._parts
        if not parts:
            return
        graph, batch = self._open_graph(), self._builder.batch()
        chunk = Chunk(nodes=batch.nodes, ties=batch.ties, candidates=batch.candidates)
        self._begin()
        prepared = graph.prepare(chunk)
        entries = []
        for part in parts:
            loaded, merged, refused = prepared.outcome(part.candidates)
            report, rejects = part.report, [*part.rejects, *refused]
            report.counts.add(len(part.records), loaded, merged + part.merged, len(rejects))
            entries.append(
                Entry(report.digest, report.file, self._plan, report.format, counts=report.counts)
            )
            told = Chunk(rejects=rejects, unread=part.unread)
            self._tell(told, report, part.source, part.header)
        graph.journal.begin_chunk(*entries)
        graph.write(prepared)
        for entry in entries:
            entry.resume_at = entry.counts.read
        graph.journal.finish(*entries)
        graph.checkpoint_when_due()

    def _is_known(self, digest: str, report: FileReport) -> bool:
        """Whether a file of the journal is wholly in the graph; in part, it is loaded alone."""
        name = (self._journaled or {})[digest]
        if name is None:
            return False
        report.state, report.format, report.digest = "known", name, digest
        return True

    def _read(self, job: Job, report: FileReport) -> _Part | None:
        """The records of a file; None if there are too many."""
        unread.taken()  # of a file that was refused
        with opened(job.source) as file:
            head, stream = peek(file.stream, job.source.name)
            fmt, context = recognised(head, job)
            items = guarded(fmt, Segment(0, 0, stream), context, job.zone, self._authors)
            # The first of an input, of which there are more than these, come one by one.
            first = islice(items, _MOST_RECORDS + 1)
            records = [item for item in first if not isinstance(item, Reposts)]
        if len(records) > _MOST_RECORDS:
            return None
        report.format = fmt.name
        return _Part(job.source, report, records, head.header_line, unread.taken())

    def _add(self, part: _Part) -> None:
        mark = self._builder.mark()
        for number, item in enumerate(part.records, 1):
            if isinstance(item, Reject):
                part.rejects.append(Rejected(number, item))
            elif (reason := self._builder.add(item, number)) is not None:
                part.rejects.append(Rejected(number, Reject(reason=reason)))
        part.merged, part.candidates = self._builder.since(mark)
        self._parts.append(part)
