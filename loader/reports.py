"""What became of a load, and of each of its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..errors import MeuteError
from .journal import Tally
from .records import Rejected
from .unread import Notes, together

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
            together(total, report.unread)
        return total


def place_of(rejected: Rejected) -> str:
    """Where a reject stands, for people."""
    line = rejected.reject.line
    return f"record {rejected.record}" if line is None else f"line {line}"
