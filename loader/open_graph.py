"""The graph that a load writes."""

from __future__ import annotations

import os
import time
from typing import NamedTuple

from ..graph.store import Store
from .writing import StoredRows

_CHECKPOINT_EVERY_S = float(os.environ.get("MEUTE_LOAD_CHECKPOINT") or 20)


class Checkpoints:
    """Makes a bulk load survive, seldom enough to take a twentieth of the time at most."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last, self._took = time.monotonic(), 0.0

    def when_due(self) -> None:
        """Write a checkpoint if the last one is long ago."""
        begun = time.monotonic()
        if begun - self._last > max(_CHECKPOINT_EVERY_S, 20 * self._took):
            self._store.checkpoint()
            self._last = time.monotonic()
            self._took = self._last - begun


class OpenGraph(NamedTuple):
    """The graph, what is known of it, and when to make it survive."""

    store: Store
    stored: StoredRows
    checkpoints: Checkpoints
