"""Imports and runs that were interrupted: what rests on them rests on a part."""

from __future__ import annotations

from dataclasses import dataclass

from .store import Store

_UNFINISHED = (
    "MATCH (i:Import) WHERE i.finished_at IS NULL "
    "RETURN i.file AS file, i.resume_at AS records ORDER BY file, i.id"
)

_REPLACED = (
    "MATCH (r:Run) WHERE r.began_at IS NOT NULL AND r.finished_at IS NULL "
    "RETURN r.id AS run, r.command AS command ORDER BY run"
)


@dataclass(frozen=True, slots=True)
class UnfinishedImport:
    """A file whose load was interrupted, or is still going on, and the records that are in."""

    file: str
    records: int

    def __str__(self) -> str:
        """A sentence that ends with what to do; the file's name is cleared of control codes."""
        return (
            f"{_printable(self.file)} is not loaded whole: its first {self.records:,} records are "
            "in the graph, and findings rest on these alone. Load the same file again: `meute "
            "load` goes on where it stopped."
        )


@dataclass(frozen=True, slots=True)
class UnfinishedRun:
    """A run whose findings are being written, or were when it was interrupted."""

    run: str
    command: str | None

    def __str__(self) -> str:
        """A sentence that ends with what to do; the command is cleared of control codes."""
        again = f"run `{_printable(self.command)}` again" if self.command else "run it again"
        return (
            f"The findings of the run {_printable(self.run)} are not written whole: some of them "
            f"may be missing, or of the run before. Wait for it, or {again}: it replaces them."
        )


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def unfinished_work(store: Store) -> list[UnfinishedImport | UnfinishedRun]:
    """Return the files that are not wholly in the graph, and the runs whose findings are not."""
    runs = [UnfinishedRun(str(run), command) for run, command in store.read(_REPLACED).rows]
    return [*unfinished_imports(store), *runs]


def unfinished_imports(store: Store) -> list[UnfinishedImport]:
    """Return the files that are not wholly in the graph, by name."""
    return [
        UnfinishedImport(str(file or "A file"), int(records or 0))
        for file, records in store.read(_UNFINISHED).rows
    ]
