"""What a process does about memory while it makes millions of rows."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def without_collections() -> Iterator[None]:
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


def give_back() -> None:
    """Give memory that is free again back to the system: Arrow's, and where it can the C library's.

    They keep what each thread used: 250 MB after a detection on a million posts.
    """
    if arrow := sys.modules.get("pyarrow"):
        arrow.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
