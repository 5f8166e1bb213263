"""The graph that a load writes."""

from __future__ import annotations

import os
import time
from typing import Protocol

from ..graph.store import Store
from .journal import Journal
from .reading import Chunk
from .resolving import resolve_handles, resolve_links
from .writing import Prepared, StoredRows, prepare, write

_CHECKPOINT_EVERY_S = float(os.environ.get("MEUTE_LOAD_CHECKPOINT") or 20)


class Destination(Protocol):
    """Where chunks go: into a graph, or to disk for Neo4j's own import."""

    @property
    def journal(self) -> Journal:
        """What is known of the files so far."""

    def prepare(self, chunk: Chunk) -> Prepared:
        """Compare a chunk with what is there; nothing is written yet."""

    def write(self, prepared: Prepared) -> None:
        """Write a prepared chunk."""

    def checkpoint_when_due(self) -> None:
        """Make what was written survive, unless that was done a moment ago."""

    def resolve(self) -> int:
        """Move what is known of handles to their accounts, and of shortened links to their pages.

        Return how many handles there were.
        """


class OpenGraph:
    """A graph in a store."""

    def __init__(self, store: Store) -> None:
        self.journal = Journal(store)
        self._store, self._stored = store, StoredRows(store)
        self._last, self._took = time.monotonic(), 0.0

    def prepare(self, chunk: Chunk) -> Prepared:
        """Compare a chunk with the graph."""
        return prepare(self._store, self._stored, chunk)

    def write(self, prepared: Prepared) -> None:
        """Write a prepared chunk; a second time changes nothing."""
        write(self._store, prepared)

    def checkpoint_when_due(self) -> None:
        """Write a checkpoint if the last one is long ago: a twentieth of the time at most."""
        begun = time.monotonic()
        if begun - self._last > max(_CHECKPOINT_EVERY_S, 20 * self._took):
            self._store.checkpoint()
            self._last = time.monotonic()
            self._took = self._last - begun

    def resolve(self) -> int:
        """See :mod:`.resolving`."""
        resolve_links(self._store)
        return resolve_handles(self._store)
