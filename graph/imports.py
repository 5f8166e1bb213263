"""Imports that were interrupted: what rests on them rests on a part of the export."""

from __future__ import annotations

from dataclasses import dataclass

from .store import Store

_UNFINISHED = (
    "MATCH (i:Import) WHERE i.finished_at IS NULL "
    "RETURN i.file AS file, i.resume_at AS records ORDER BY file, i.id"
)


@dataclass(frozen=True, slots=True)
class UnfinishedImport:
    """A file whose load was interrupted, or is still going on, and the records that are in."""

    file: str
    records: int

    def __str__(self) -> str:
        """A sentence that ends with what to do; the file's name is cleared of control codes."""
        file = "".join(
            sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in self.file
        )
        return (
            f"{file} is not loaded whole: its first {self.records:,} records are in the graph, "
            "and findings rest on these alone. Load the same file again: `meute load` goes on "
            "where it stopped."
        )


def unfinished_imports(store: Store) -> list[UnfinishedImport]:
    """Return the files that are not wholly in the graph, by name."""
    return [
        UnfinishedImport(str(file or "A file"), int(records or 0))
        for file, records in store.read(_UNFINISHED).rows
    ]
