"""What became of a load, and of each of its files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..errors import MeuteError, OwnFileError
from .journal import Tally
from .records import Rejected
from .unread import Notes, losses, together

_SHOWN = 20
State = Literal["loaded", "resumed", "known", "left out", "refused"]


@dataclass(slots=True)
class FileReport:
    """What became of one input: its first rejects, and its fields that could not be read."""

    file: str
    state: State = "loaded"
    format: str = ""
    digest: str = ""
    counts: Tally = field(default_factory=Tally)
    samples: list[Rejected] = field(default_factory=list)
    unread: Notes = field(default_factory=dict)
    error: MeuteError | None = None

    @property
    def is_own(self) -> bool:
        """Whether it was left out because meute itself reads or writes such files."""
        return self.state == "left out" and isinstance(self.error, OwnFileError)


@dataclass(slots=True)
class LoadReport:
    """What became of a load: its files, and how many handles were resolved to accounts."""

    files: list[FileReport] = field(default_factory=list)
    resolved: int = 0

    @property
    def counts(self) -> Tally:
        """The sum of all files."""
        total = Tally()
        for report in self.files:
            counts = report.counts
            total.add(counts.read, counts.loaded, counts.merged, counts.rejected)
        return total

    @property
    def unread(self) -> Notes:
        """The fields of all files that could not be read."""
        total: Notes = {}
        for report in self.files:
            together(total, losses(report.unread))
        return total


def place_of(rejected: Rejected) -> str:
    """Where a reject stands, for people."""
    line = rejected.reject.line
    return f"record {rejected.record}" if line is None else f"line {line}"


def own_files_line(names: Sequence[str]) -> Iterator[str]:
    """One line on the files of meute's own that stood beside exports."""
    if names:
        shown = ", ".join(names[:_SHOWN])
        more = f" and {len(names) - _SHOWN:,} more" if names[_SHOWN:] else ""
        yield f"left out, as meute's own: {shown}{more}"
