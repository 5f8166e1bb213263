"""Waiting for an engine no longer than it was given."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from ..errors import StatementError

T = TypeVar("T")

GRACE = 1.25
"""An engine's own stop comes first, and says the same."""


def too_long() -> StatementError:
    """Return the error of a statement that took longer than it may."""
    return StatementError(
        "The statement took longer than its time limit", "Narrow it, or raise the limit."
    )


def within(limit_s: float, work: Callable[[], T], given_up: list[threading.Thread]) -> T:
    """Return what work returns, or raise what it raises; give up waiting after the limit.

    The thread that was given up is added to ``given_up``. It ends with its connection, or with this
    process; whoever closes the connection lets it come to rest first.

    Raises:
        StatementError: the work took longer.
    """
    results: queue.SimpleQueue[tuple[bool, T | BaseException]] = queue.SimpleQueue()

    def run() -> None:
        try:
            results.put((True, work()))
        except BaseException as error:
            results.put((False, error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        done, result = results.get(timeout=GRACE * limit_s)
    except BaseException as error:
        given_up.append(thread)
        if isinstance(error, queue.Empty):
            raise too_long() from None
        raise
    if done:
        return result  # type: ignore[return-value] # what work returned
    raise result  # type: ignore[misc] # what work raised
