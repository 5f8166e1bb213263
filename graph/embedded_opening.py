"""Opening a local case: one writer with its lease and log, any number of readers with neither.

A reader maps the published file and nothing else, so that it neither waits for others nor changes
a byte of the case. There is one exception, which is a repair: the log of a writer that died may
hold what it wrote last, and a reader that left it out would answer without it.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

import kglite

from ..errors import StoreUnreachableError
from .embedded_files import CaseFiles, refuse_no_file

_LOG_HEADER = 5
"""Bytes of a log without a single frame, which is what a clean close leaves."""

_logger = logging.getLogger(__name__)


def open_for_writing(path: Path, create: bool, bulk: bool) -> kglite.KnowledgeGraph:
    """Return the graph of a file with its write lease, and with what a log still holds of it.

    Raises:
        StoreUnreachableError: there is no such file or folder, or nothing can be written there,
            or something else stands in a file's place.
    """
    if not create and not path.is_file() and not _has_frames(path):
        raise _missing(path)
    if not path.parent.is_dir():
        raise StoreUnreachableError(
            f"There is no folder {path.parent}", "Create it, or choose another path after --graph."
        )
    if not _is_writable(path):
        raise StoreUnreachableError(
            f"{path} is in a place where nothing can be written",
            "Copy the case to where you may write, or ask for the permission.",
        )
    files = CaseFiles(path)
    with files.private():
        if bulk and _has_frames(path):
            kglite.open(str(path), durable="normal").close()
        graph = kglite.open(str(path), durable="off" if bulk else "normal")
        files.remove_partials()
    return graph


def open_for_reading(path: Path) -> kglite.KnowledgeGraph:
    """Return the published graph of a file.

    On 1,000,000 posts in 560 MB this takes 0.4 s and 110 MB. Decoded into memory with its indexes
    the same file takes 2 s and 500 MB; a scan of all posts takes 0.03 s without any. The checksums
    of what is mapped are compared here, all of them (0.1 s): otherwise a damaged file would answer.

    Raises:
        StoreUnreachableError: there is no such file, or its log is something else.
    """
    if _has_frames(path):
        _fold_log(path)
    if not path.is_file():
        raise _missing(path)
    if _log(path).exists():
        refuse_no_file(_log(path))
    graph = kglite.load(str(path), storage="mapped", defer_index_rebuild=True, verify="eager")
    graph.read_only(True)
    return graph


def _has_frames(path: Path) -> bool:
    try:
        return _log(path).stat().st_size > _LOG_HEADER
    except FileNotFoundError:
        return False


def _log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _is_writable(path: Path) -> bool:
    """Whether a case can be published here: that replaces its file, so the folder counts too."""
    places = (path, _log(path), path.parent)
    return all(os.access(place, os.W_OK) for place in places if place.exists())


def _fold_log(path: Path) -> None:
    """Fold the log of a writer that died into the file, or say that it is left out."""
    if not _is_writable(path):
        _logger.warning(
            "The log beside %s holds what its last writer did not publish, and nothing can be "
            "written there: it is left out. Copy the case with its log to where you may write.",
            path,
        )
        return
    try:
        with CaseFiles(path).private():
            kglite.open(str(path), durable="normal").close()
    except kglite.WriterLeaseHeldError:
        return  # a living writer: readers see what it has published so far


def _missing(path: Path) -> StoreUnreachableError:
    return StoreUnreachableError(
        f"There is no graph at {path}",
        "Load posts into it first: `meute --graph PATH load FILES…`.",
    )
