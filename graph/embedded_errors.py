"""The embedded engine's errors as ours, each with what to do; its warnings as nothing."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import kglite

from ..errors import (
    StatementError,
    StoreCorruptError,
    StoreError,
    StoreLockedError,
    StoreUnreachableError,
)

_READS_ONLY = (
    "The statement writes, and only reads may run here",
    "Use `meute cypher --write` if you mean to change the graph.",
)
_TRANSLATIONS: tuple[tuple[type[BaseException], type[StoreError], str, str], ...] = (
    (
        kglite.WriterLeaseHeldError,
        StoreLockedError,
        "Another process is writing to {path}",
        "Wait until it has finished, or stop it, and run the same command again.",
    ),
    (
        kglite.FileFormatError,
        StoreCorruptError,
        "{path} is not a meute graph, or a damaged one: {error}",
        "Choose another path after --graph, or load the exports again into a new file.",
    ),
    (kglite.ReadOnlyError, StatementError, *_READS_ONLY),
    (
        kglite.CypherTimeoutError,
        StatementError,
        "The statement took longer than its time limit",
        "Narrow it, or raise the limit.",
    ),
    (
        kglite.CypherError,
        StatementError,
        "The embedded engine refuses the statement: {error}",
        "Correct it and run it again.",
    ),
    *(
        (
            kind,
            StoreUnreachableError,
            "{path} cannot be read or written: {error}",
            "Check that you may read and write there, and that the disk has room.",
        )
        for kind in (kglite.FileIoError, kglite.FileError, OSError)
    ),
    (
        BaseException,
        StoreError,
        "The graph at {path} cannot do that: {error}",
        "Check the statement and its parameters.",
    ),
)
"""Engine error, ours, what happened and what to do; the first that fits is taken."""


_CEILING = re.compile("safety (ceiling|limit)")
_BAD_LOG = re.compile(r"write-ahead log at .*\(bad magic\)")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the engine's errors into ours, each with what to do, and drop its warnings.

    These speak to whoever programs the engine, of parts that it cannot map from disk and the like.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except StoreError:
        raise
    except BaseException as error:
        # Rust's panics are no Exceptions; a made-up case may cause one.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        reason = " ".join(str(error).split()).rstrip(".")
        if _CEILING.search(reason):
            raise StatementError(
                "The statement makes more rows or a longer list than the engine holds at once",
                "Narrow it, add a LIMIT, or count instead.",
            ) from error
        if _BAD_LOG.search(reason):
            raise StoreCorruptError(
                f"The log beside {path} is damaged: {reason}",
                f"Move {path.name}-wal elsewhere, and keep it: the case itself is whole, and what "
                "its last writer had not published is in that log alone.",
            ) from error
        ours, message, remedy = next(row[1:] for row in _TRANSLATIONS if isinstance(error, row[0]))
        # Not str.format: the engine quotes the statement, which may hold braces.
        raise ours(
            message.replace("{path}", str(path)).replace("{error}", reason), remedy
        ) from error
