"""The journal of loads: one Import node a file, in the graph, so that it moves with the case.

Before a chunk is written, the node says how many records lie behind it and what the counts will
be once it is there. So when a load dies at any moment, the same command finds where it was, writes
the same chunk again, which changes nothing that is there already, and does not count it twice. A
node with ``finished_at`` is a file that need not be read again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from .._version import VERSION
from ..graph.schema import Import
from ..graph.store import Row, Store
from .reading import CHUNK_WEIGHT


@dataclass(slots=True)
class Counts:
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

    ``resume_at`` records are wholly in the graph. If ``counts.read`` is greater, a chunk that
    ends there was being written, and is counted already.
    """

    digest: str
    file: str
    plan: str
    format: str = ""
    finished_at: str | None = None
    resume_at: int = 0
    counts: Counts = field(default_factory=Counts)


def plan(format_name: str | None, table_map: Path | None) -> str:
    """Return what must be the same for a load to go on where another stopped."""
    mapped = hashlib.sha256(table_map.read_bytes()).hexdigest()[:12] if table_map else "-"
    return f"meute {VERSION}, format {format_name or 'recognised'}, map {mapped}, {CHUNK_WEIGHT}"


class Journal:
    """Reads and writes the entries of a graph."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, digest: str) -> Entry | None:
        """Return what is known of the file with that digest."""
        row = self._store.existing(Import, [digest]).get(digest)
        if row is None:
            return None
        counts = Counts(*(row.get(name, 0) for name in ("read", "loaded", "merged", "rejected")))
        return Entry(
            digest=digest,
            file=row.get("file", ""),
            plan=row.get("plan", ""),
            format=row.get("format", ""),
            finished_at=row.get("finished_at"),
            resume_at=row.get("resume_at", 0),
            counts=counts,
        )

    def begin_chunk(self, entry: Entry, resume_at: int, counts: Counts) -> None:
        """Note that a chunk is about to be written, and what the counts are with it."""
        self._write(entry, resume_at, counts)

    def finish(self, entry: Entry, counts: Counts) -> None:
        """Note that the file is wholly in the graph."""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._write(entry, counts.read, counts, finished_at=now)

    def _write(self, entry: Entry, resume_at: int, counts: Counts, **more: str) -> None:
        row: Row = {
            "id": entry.digest,
            "file": entry.file,
            "digest": entry.digest,
            "format": entry.format,
            "plan": entry.plan,
            "resume_at": resume_at,
            "read": counts.read,
            "loaded": counts.loaded,
            "merged": counts.merged,
            "rejected": counts.rejected,
        }
        self._store.write_nodes(Import, [row | more])
