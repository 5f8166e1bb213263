"""Everything of a load but the writing: counts, what was not understood, the first records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from ..errors import ColumnsError, InputError, MeuteError, OwnFileError
from .formats import peek
from .preview import line_of
from .reading import Job, Reading, Recognition, guarded, recognised
from .records import Record, Reject
from .reposts import Item, Reposts
from .segments import Segment
from .sources import Source, sources_of
from .streams import opened
from .unread import Notes, losses, remarks, taken, together

_FIRST = 5


@dataclass(slots=True)
class CheckReport:
    """What a load would make of one input.

    ``repeated`` records are in the input twice; ``first`` shows the first ones as lines,
    ``reasons`` why the first rejects cannot be used, and ``unread`` which fields were not
    understood. ``left_out`` marks what stands unknown beside other files.
    """

    file: str
    format: str = ""
    read: int = 0
    repeated: int = 0
    rejected: int = 0
    first: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    unread: Notes = field(default_factory=dict)
    error: MeuteError | None = None
    left_out: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it was left out because meute itself reads or writes such files."""
        return self.left_out and isinstance(self.error, OwnFileError)

    @property
    def usable(self) -> int:
        """Records that would be loaded, or merged into what the graph holds."""
        return self.read - self.repeated - self.rejected

    def as_row(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "file": self.file,
            "format": self.format or None,
            "read": self.read,
            "usable": self.usable,
            "repeated": self.repeated,
            "rejected": self.rejected,
            "first_records": self.first,
            "first_rejects": self.reasons,
            "not_understood": [
                {"column": column, "count": unread.count, "example": unread.example}
                for column, unread in losses(self.unread).items()
            ],
            "remarks": remarks(self.unread),
            "error": str(self.error) if self.error else None,
        }


def check_files(
    arguments: Sequence[str],
    format_name: str | None = None,
    table_map: Path | None = None,
    zone: str | None = None,
) -> list[CheckReport]:
    """Read inputs to their end and report on each; no graph is opened.

    Raises:
        InputError: there is no such file.
        UsageError: the format or the map cannot be used.
    """
    reports = []
    with sources_of(arguments) as sources:
        for source in sources:
            report = CheckReport(source.name)
            reports.append(report)
            try:
                _check(report, Job(source, format_name, table_map, zone=zone))
            except (InputError, ColumnsError) as error:
                report.error = error
                report.left_out = source.leaves_out(error)
                if isinstance(error, ColumnsError) and not report.left_out:
                    raise
    return reports


def _check(report: CheckReport, job: Job) -> None:
    for message in Reading(job).messages():
        if isinstance(message, Recognition):
            report.format = message.format
            continue
        report.read += message.read
        report.repeated += message.merged
        report.rejected += len(message.rejects)
        together(report.unread, message.unread)
        for rejected in message.rejects[: _FIRST - len(report.reasons)]:
            line = rejected.reject.line
            where = f"record {rejected.record}" if line is None else f"line {line}"
            report.reasons.append(f"{where}: {rejected.reject.reason}")
    report.first = _first_records(job.source, job)


def _first_records(source: Source, job: Job) -> list[str]:
    with opened(source) as file:
        head, stream = peek(file.stream, source.name)
        fmt, context = recognised(head, job)
        items = guarded(fmt, Segment(0, 0, stream), context, job.zone)
        lines = [line_of(record) for record in islice(_records(items), _FIRST)]
    taken()  # the first reading has told of it
    return lines


def _records(items: Iterable[Item]) -> Iterator[Record]:
    for item in items:
        if isinstance(item, Reposts):
            yield from item.records()
        elif not isinstance(item, Reject):
            yield item
