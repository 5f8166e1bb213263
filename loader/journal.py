"""The journal of loads: one Import node a file, in the graph, so that it moves with the case.

Before a chunk is written, the node says how many records lie behind it and what the counts will
be once it is there. So when a load dies at any moment, the same command finds where it was, writes
the same chunk again, which changes nothing that is there already, and does not count it twice. A
node with ``finished_at`` is a file that need not be read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .._version import VERSION
from ..graph.moments import iso_now
from ..graph.schema import Import
from ..graph.store import Row, Store
from ..graph.tables import rows_of, write_rows
from .reading import CHUNK_WEIGHT
from .segments import SEGMENT_BYTES


@dataclass(slots=True)
class Tally:
    """What became of the records of a file; ``read`` is the sum of the others."""

    read: int = 0
    loaded: int = 0
    merged: int = 0
    rejected: int = 0

    def add(self, read: int, loaded: int, merged: int, rejected: int) -> None:
        """Count some more records."""
        self.read += read
        self.loaded += loaded
        self.merged += merged
        self.rejected += rejected

    @property
    def are_conserved(self) -> bool:
        """Whether every record is loaded, merged or rejected."""
        return self.read == self.loaded + self.merged + self.rejected


@dataclass(slots=True)
class Entry:
    """The journal of one file.

    ``resume_at`` records are wholly in the graph; the next one is in the segment ``segment``,
    which begins after record ``segment_at``. If ``counts.read`` is greater, a chunk that ends
    there was being written, and is counted already.
    """

    digest: str
    file: str
    plan: str
    format: str = ""
    finished_at: str | None = None
    resume_at: int = 0
    segment: int = 0
    segment_at: int = 0
    counts: Tally = field(default_factory=Tally)


def plan(format_name: str | None, table_map: Path | None, zone: str | None = None) -> str:
    """Return what must be the same for a load to go on where another stopped."""
    mapped = hashlib.sha256(table_map.read_bytes()).hexdigest()[:12] if table_map else "-"
    named = format_name or "recognised"
    if zone:
        named += f", zone {zone}"
    return (
        f"meute {VERSION}, format {named}, map {mapped}, cut at {SEGMENT_BYTES} and {CHUNK_WEIGHT}"
    )


class Journal:
    """Reads and writes the entries of a graph."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, digest: str) -> Entry | None:
        """Return what is known of the file with that digest."""
        rows = rows_of(self._store.existing(Import, [digest]))
        if not rows:
            return None
        (row,) = rows
        counts = Tally(*(row.get(name, 0) for name in ("read", "loaded", "merged", "rejected")))
        return Entry(
            digest=digest,
            file=row.get("file", ""),
            plan=row.get("plan", ""),
            format=row.get("format", ""),
            finished_at=row.get("finished_at"),
            resume_at=row.get("resume_at", 0),
            segment=row.get("segment", 0),
            segment_at=row.get("segment_at", 0),
            counts=counts,
        )

    def finished(self) -> dict[str, str | None]:
        """The format of every file that is wholly in the graph, None of one that is in part."""
        result = self._store.read("MATCH (i:Import) RETURN i.id, i.format, i.finished_at")
        return {
            str(digest): str(name or "") if finished_at else None
            for digest, name, finished_at in result.rows
        }

    def begin_chunk(self, *entries: Entry) -> None:
        """Note that a chunk is about to be written, and what the counts are with it."""
        self._note(entries)

    def finish(self, *entries: Entry) -> None:
        """Note that files are wholly in the graph."""
        for entry in entries:
            entry.finished_at = iso_now()
        self._note(entries)

    def _note(self, entries: Sequence[Entry]) -> None:
        write_rows(self._store, Import, [row_of(entry) for entry in entries])


def row_of(entry: Entry) -> Row:
    """Return an entry as the node that it is in the graph."""
    row: Row = {
        "id": entry.digest,
        "digest": entry.digest,
        "file": entry.file,
        "format": entry.format,
        "plan": entry.plan,
        "resume_at": entry.resume_at,
        "segment": entry.segment,
        "segment_at": entry.segment_at,
        "read": entry.counts.read,
        "loaded": entry.counts.loaded,
        "merged": entry.counts.merged,
        "rejected": entry.counts.rejected,
    }
    if entry.finished_at is not None:
        row["finished_at"] = entry.finished_at
    return row
