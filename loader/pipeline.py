"""The loading job: recognise, read ahead, compare, journal, write, report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from ..errors import ColumnsError, InputError, MeuteError
from ..graph.store import Store
from ..memory import without_collections
from .ahead import ReadAhead
from .formats import format_named, peek
from .journal import Entry, plan
from .maps import load_map
from .open_graph import Destination, OpenGraph
from .reading import Chunk, Job, Message, Reading, Recognition, recognised, segment_bytes
from .records import Rejected
from .rejects import RejectsFile
from .reports import FileReport, LoadReport, place_of
from .small_files import SmallFiles
from .sources import Source, sources_of
from .spool import Spool
from .streams import digest_of, opened
from .unread import taken, together

READ_AHEAD_BYTES = 4_000_000
"""From this size a file is read by a process of its own, which takes half a second to start."""

_MOST_READERS = 3  # more would wait for the writer

_SAMPLES = 5


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asks of a load."""

    format: str | None = None
    table_map: Path | None = None
    rejects: Path | None = None
    strict: bool = False
    again: bool = False
    zone: str | None = None


class Progress(Protocol):
    """Is told how a load goes on."""

    def begin(self, source: Source, number: int, of: int) -> None:
        """An input is looked at."""

    def advance(self, source: Source, position: int, records: int) -> None:
        """So many bytes of it are behind, and so many more records."""

    def wait(self) -> None:
        """Another process writes to the graph, and is waited for."""

    def end(self, report: FileReport) -> None:
        """An input is done."""


class RejectedError(InputError):
    """The first reject of a strict load."""


def load_files(
    arguments: Sequence[str],
    open_graph: Callable[[], Store | Spool],
    options: Options = Options(),
    progress: Progress | None = None,
) -> LoadReport:
    """Load exports into a graph; the same load a second time changes nothing.

    An input that is refused leaves nothing in the graph; the others are loaded all the same. The
    graph is opened when the first input has been found sound, so that a load of nothing else
    creates none.

    Args:
        arguments: files, folders, patterns and ``-``.
        open_graph: opens the graph for writing, or a spool for Neo4j's own import.
        options: see :class:`Options`.
        progress: is told how it goes on.

    Raises:
        InputError: there is no such file; or, if strict, something was refused or rejected.
        UsageError: the format, the map or the rejects file cannot be used.
        StoreError: the graph fails; the same load goes on from there.
    """
    if options.format:
        format_named(options.format)
    if options.table_map:
        load_map(options.table_map)
    with ExitStack() as stack:
        stack.enter_context(without_collections())
        sources = stack.enter_context(sources_of(arguments))
        job = _LoadingJob(stack, open_graph, options, progress)
        for number, source in enumerate(sources):
            if progress:
                progress.begin(source, number, len(sources))
            report = job.load(source)
            if progress:
                progress.end(report)
        return job.finished()


class _LoadingJob:
    """One load: the graph and the rejects file, opened when they are needed."""

    def __init__(
        self,
        stack: ExitStack,
        open_graph: Callable[[], Store | Spool],
        options: Options,
        progress: Progress | None,
    ) -> None:
        self._stack, self._open_graph, self._options = stack, open_graph, options
        self._progress = progress
        self._plan = plan(options.format, options.table_map, options.zone)
        self._graph: Destination | None = None
        self._report = LoadReport()
        self._rejects = (
            stack.enter_context(RejectsFile(options.rejects)) if options.rejects else None
        )
        self._small = SmallFiles(self._opened_graph, self._plan, self._tell)

    def load(self, source: Source) -> FileReport:
        """Load one input, or say why not."""
        report = FileReport(source.name)
        self._report.files.append(report)
        try:
            options = self._options
            job = Job(source, options.format, options.table_map, zone=options.zone)
            alone = options.strict or options.again
            if alone or not self._small.takes(job, report):
                self._small.write()
                self._load(job, report)
        except (InputError, ColumnsError) as error:
            left_out = source.leaves_out(error)
            if not left_out and (self._options.strict or isinstance(error, ColumnsError)):
                raise
            report.error = error
            report.state = "left out" if left_out else "refused"
        return report

    def finished(self) -> LoadReport:
        """Resolve handles and links, once every file is there, and return the report."""
        self._small.write()
        if self._graph is not None:
            self._report.resolved = self._graph.resolve()
        return self._report

    def _load(self, job: Job, report: FileReport) -> None:
        source = job.source
        part_bytes = recognise(job)
        with _reader(source, part_bytes) as messages:
            report.digest = digest_of(source)
            graph = self._opened_graph()
            journaled = True
            entry = graph.journal.find(report.digest)
            if entry is not None and entry.finished_at is not None:
                if not self._options.again:
                    report.state, report.format = "known", entry.format
                    return
                entry, journaled = None, False  # the first load keeps its entry
            if entry is not None and entry.plan == self._plan:
                report.state = "resumed"
            else:
                entry = Entry(report.digest, source.name, self._plan)
            report.counts = entry.counts
            begin_at = entry.resume_at - entry.segment_at
            job = replace(job, begin_segment=entry.segment, begin_at=begin_at)
            file = _LoadingFile(graph, entry, report, journaled=journaled)
            self._read(messages(job), file, source)

    def _read(self, messages: Iterator[Message], file: _LoadingFile, source: Source) -> None:
        for message in messages:
            if isinstance(message, Recognition):
                file.begin(message)
                continue
            file.place(message)
            self._tell(message, file.report, source, file.header)
            refused = file.write(message)
            self._tell(Chunk(rejects=refused), file.report, source, file.header)
            if self._progress:
                self._progress.advance(source, message.position, message.read)
        file.finish()

    def _tell(self, chunk: Chunk, report: FileReport, source: Source, header: bytes) -> None:
        """Hand on the notes and rejects of a chunk; the first reject ends a strict load."""
        together(report.unread, chunk.unread)
        if not chunk.rejects:
            return
        report.samples.extend(chunk.rejects[: _SAMPLES - len(report.samples)])
        if self._rejects:
            self._rejects.add(report.digest, source.name, report.format, header, chunk.rejects)
        if self._options.strict:
            first = chunk.rejects[0]
            raise RejectedError(
                f"{source.name}, {place_of(first)}: {first.reject.reason}",
                "Repair or remove it, or load without --strict; what stands before it may be in "
                "the graph already, which the next load knows.",
            )

    def _opened_graph(self) -> Destination:
        if self._graph is None:
            opened = self._open_graph()
            if isinstance(opened, Spool):
                self._graph = opened
                return opened
            store = self._stack.enter_context(opened)
            waiting = self._progress.wait if self._progress else None
            self._stack.enter_context(store.exclusive(waiting))
            self._graph = OpenGraph(store)
        return self._graph


class _LoadingFile:
    """One input on its way into the graph."""

    def __init__(
        self,
        graph: Destination,
        entry: Entry,
        report: FileReport,
        *,
        journaled: bool,
    ) -> None:
        self.report = report
        self.header = b""
        self._graph = graph
        self._journal = graph.journal if journaled else None
        self._entry = entry
        self._counted = entry.counts.read

    def begin(self, recognition: Recognition) -> None:
        """The reader has recognised it."""
        self.report.format = self._entry.format = recognition.format
        self.header = recognition.header

    def place(self, chunk: Chunk) -> None:
        """Number the rejects of the next chunk by their records in the whole input."""
        entry = self._entry
        if chunk.segment != entry.segment:
            entry.segment, entry.segment_at = chunk.segment, entry.resume_at
        if entry.segment_at:
            chunk.rejects = [
                replace(rejected, record=rejected.record + entry.segment_at)
                for rejected in chunk.rejects
            ]

    def write(self, chunk: Chunk) -> list[Rejected]:
        """Write a chunk, once the journal knows of it; returns what contradicts the graph."""
        if not chunk.read:
            return []
        entry = self._entry
        prepared = self._graph.prepare(chunk)
        loaded, merged, refused = prepared.outcome(chunk.candidates)
        if entry.resume_at >= self._counted:
            rejected = len(chunk.rejects) + len(refused)
            entry.counts.add(chunk.read, loaded, merged + chunk.merged, rejected)
        if self._journal:
            self._journal.begin_chunk(entry)
        self._graph.write(prepared)
        entry.resume_at += chunk.read
        self._graph.checkpoint_when_due()
        return [replace(reject, record=reject.record + entry.segment_at) for reject in refused]

    def finish(self) -> None:
        """Check that every record is accounted for, and close the entry."""
        counts, records = self.report.counts, self._entry.resume_at
        if not counts.are_conserved or counts.read != records:
            raise MeuteError(
                f"{self.report.file}: {records} records were read, but {counts.loaded} loaded, "
                f"{counts.merged} merged and {counts.rejected} rejected",
                "This is a defect of meute; please report it with the file's format.",
            )
        if self._journal:
            self._journal.finish(self._entry)


def recognise(job: Job) -> int:
    """Recognise an input, and return the size of the parts that can be read apart, or 0.

    Raises:
        InputError: the input is empty or binary, or no format, or several, recognise it.
    """
    with opened(job.source) as file:
        head, _ = peek(file.stream, job.source.name)
    taken()  # of what the reader notes as well
    fmt, _ = recognised(head, job)
    return segment_bytes(fmt, head)


@contextmanager
def _reader(source: Source, part_bytes: int) -> Iterator[Callable[[Job], Iterator[Message]]]:
    """Yield what reads: for a large input processes of their own, which start meanwhile."""
    if source.bytes < READ_AHEAD_BYTES:
        yield lambda job: Reading(job).messages()
        return
    # With fewer than two parts there is nothing to share.
    several = 0 < 2 * part_bytes <= source.bytes
    with ReadAhead(min(_MOST_READERS, os.cpu_count() or 1) if several else 1) as ahead:
        yield ahead.messages
