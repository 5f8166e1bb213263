"""The loading job: recognise, read ahead, compare, journal, write, report."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from ..errors import InputError, MeuteError, UnknownFormatError
from ..graph.store import Store
from .ahead import ReadAhead
from .formats import detect_format, format_named, peek
from .formats.table_map import load_table_map
from .journal import Counts, Entry, Journal, plan
from .reading import Begun, Chunk, Job, Message, Reading, Rejected
from .rejects import RejectsFile
from .resolving import resolve_handles
from .sources import Source, sources_of
from .streams import digest_of, opened
from .writing import prepare, write

READ_AHEAD_BYTES = 4_000_000
"""From this size a file is read by a process of its own, which takes half a second to start."""

_SAMPLES = 5

State = Literal["loaded", "resumed", "known", "left out", "refused"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asks of a load."""

    format: str | None = None
    table_map: Path | None = None
    rejects: Path | None = None
    strict: bool = False
    again: bool = False


@dataclass(slots=True)
class FileReport:
    """What became of one input; ``samples`` are its first rejects."""

    file: str
    state: State = "loaded"
    format: str = ""
    digest: str = ""
    counts: Counts = field(default_factory=Counts)
    samples: list[Rejected] = field(default_factory=list)
    error: MeuteError | None = None


@dataclass(slots=True)
class LoadReport:
    """What became of a load: its files, and how many handles were resolved to accounts."""

    files: list[FileReport] = field(default_factory=list)
    resolved: int = 0

    @property
    def counts(self) -> Counts:
        """The sum of all files."""
        total = Counts()
        for report in self.files:
            counts = report.counts
            total.add(counts.read, counts.loaded, counts.merged, counts.rejected)
        return total


class Progress(Protocol):
    """Is told how a load goes on."""

    def begin(self, source: Source, number: int, of: int) -> None:
        """An input is looked at."""

    def advance(self, source: Source, position: int, records: int) -> None:
        """So many bytes of it are behind, and so many more records."""

    def end(self, report: FileReport) -> None:
        """An input is done."""


class RejectedError(InputError):
    """The first reject of a strict load."""


def load_files(
    arguments: Sequence[str],
    open_graph: Callable[[], Store],
    options: Options = Options(),
    progress: Progress | None = None,
) -> LoadReport:
    """Load exports into a graph; the same load a second time changes nothing.

    An input that is refused leaves nothing in the graph; the others are loaded all the same. The
    graph is opened when the first input has been found sound, so that a load of nothing else
    creates none.

    Args:
        arguments: files, folders, patterns and ``-``.
        open_graph: opens the graph for writing.
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
        load_table_map(options.table_map)
    with ExitStack() as stack:
        stack.enter_context(_without_collections())
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
        open_graph: Callable[[], Store],
        options: Options,
        progress: Progress | None,
    ) -> None:
        self._stack, self._open_graph, self._options = stack, open_graph, options
        self._progress = progress
        self._plan = plan(options.format, options.table_map)
        self._store: Store | None = None
        self._report = LoadReport()
        self._rejects = (
            stack.enter_context(RejectsFile(options.rejects)) if options.rejects else None
        )

    def load(self, source: Source) -> FileReport:
        """Load one input, or say why not."""
        report = FileReport(source.name)
        self._report.files.append(report)
        try:
            self._load(source, report)
        except InputError as error:
            unknown = source.found and isinstance(error, UnknownFormatError)
            if self._options.strict and not unknown:
                raise
            report.error = error
            report.state = "left out" if unknown else "refused"
        return report

    def finished(self) -> LoadReport:
        """Resolve handles, once every file is there, and return the report."""
        if self._store is not None:
            self._report.resolved = resolve_handles(self._store)
        return self._report

    def _load(self, source: Source, report: FileReport) -> None:
        with _reader(source) as messages:
            report.digest = digest_of(source)
            recognise(source, self._options.format, mapped=self._options.table_map is not None)
            store = self._opened_store()
            journal: Journal | None = Journal(store)
            known = Journal(store).find(report.digest)
            entry = Entry(report.digest, source.name, self._plan)
            resume_at = 0
            if known is not None and known.finished_at is not None:
                if not self._options.again:
                    report.state, report.format = "known", known.format
                    return
                journal = None  # the first load keeps its entry
            elif known is not None and known.plan == self._plan:
                report.state, report.counts = "resumed", known.counts
                resume_at = known.resume_at
            job = Job(source, self._options.format, self._options.table_map, resume_at)
            file = _LoadingFile(store, journal, entry, report, resume_at)
            for message in messages(job):
                if isinstance(message, Begun):
                    file.begin(message)
                    continue
                self._tell(message, file, source)
                file.write(message)
                if self._progress:
                    self._progress.advance(source, message.position, message.read)
            file.finish()

    def _tell(self, chunk: Chunk, file: _LoadingFile, source: Source) -> None:
        """Hand on the rejects of a chunk; the first one ends a strict load."""
        if not chunk.rejects:
            return
        file.report.samples.extend(chunk.rejects[: _SAMPLES - len(file.report.samples)])
        if self._rejects:
            self._rejects.add(
                file.report.digest, source.name, file.report.format, file.header, chunk.rejects
            )
        if self._options.strict:
            first = chunk.rejects[0]
            raise RejectedError(
                f"{source.name}, {place_of(first)}: {first.reject.reason}",
                "Repair or remove it, or load without --strict; what stands before it may be in "
                "the graph already, which the next load knows.",
            )

    def _opened_store(self) -> Store:
        if self._store is None:
            self._store = self._stack.enter_context(self._open_graph())
        return self._store


class _LoadingFile:
    """One input on its way into the graph."""

    def __init__(
        self,
        store: Store,
        journal: Journal | None,
        entry: Entry,
        report: FileReport,
        resume_at: int,
    ) -> None:
        self.report = report
        self.header = b""
        self._store, self._journal, self._entry = store, journal, entry
        self._at = resume_at
        self._counted = report.counts.read

    def begin(self, begun: Begun) -> None:
        """The reader has recognised it."""
        self.report.format = self._entry.format = begun.format
        self.header = begun.header

    def write(self, chunk: Chunk) -> None:
        """Write a chunk that is not in the graph yet, once the journal knows of it."""
        if chunk.skipped:
            return
        prepared = prepare(self._store, chunk)
        counts = self.report.counts
        if self._at >= self._counted:
            rejected = len(chunk.rejects)
            counts.add(chunk.read, prepared.loaded, prepared.merged, rejected)
        if self._journal:
            self._journal.begin_chunk(self._entry, self._at, counts)
        write(self._store, prepared)
        self._at += chunk.read
        gc.collect()
        gc.freeze()

    def finish(self) -> None:
        """Check that every record is accounted for, and close the entry."""
        counts = self.report.counts
        if not counts.are_conserved or counts.read != self._at:
            raise MeuteError(
                f"{self.report.file}: {self._at} records were read, but {counts.loaded} loaded, "
                f"{counts.merged} merged and {counts.rejected} rejected",
                "This is a defect of meute; please report it with the file's format.",
            )
        if self._journal:
            self._journal.finish(self._entry, counts)


def recognise(source: Source, name: str | None = None, *, mapped: bool = False) -> str:
    """Return the name of an input's format; a given ``name`` is only checked.

    With the user's map (``mapped``) an input is a table, whatever else it looks like.

    Raises:
        InputError: the input is empty or binary, or no format, or several, recognise it.
    """
    with opened(source) as found:
        head, _ = peek(found.stream, source.name)
    return (format_named(name) if name else detect_format(head, mapped=mapped)).name


def place_of(rejected: Rejected) -> str:
    """Where a reject stands, for people."""
    line = rejected.reject.line
    return f"record {rejected.record}" if line is None else f"line {line}"


@contextmanager
def _reader(source: Source) -> Iterator[Callable[[Job], Iterator[Message]]]:
    """Yield what reads: for large files another process, which starts while they are checked."""
    if source.bytes < READ_AHEAD_BYTES:
        yield lambda job: Reading(job).messages()
        return
    with ReadAhead() as ahead:
        yield ahead.messages


@contextmanager
def _without_collections() -> Iterator[None]:
    """Rows have no cycles; looking for some after every few hundred took a third of the time."""
    was_enabled = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_enabled:
            gc.enable()
