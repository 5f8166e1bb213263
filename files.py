"""Result files: whole or not at all, for their owner alone. And small files that people write."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from .errors import OutputError, UsageError
from .own_files import CASE
from .private import FILE_MODE, is_of_others, mode_of, partial_file, partial_folder, target_of

SMALL_BYTES = 5_000_000
"""What a person writes by hand (settings, figures, maps, queries) is smaller."""


def read_small(path: Path, *, pipe: bool = False) -> bytes:
    """Return what is in a file that a person wrote.

    ``pipe`` says that somebody named it and would wait for a pipe, as in ``<(make-figures)``.
    Other files stand in a folder or are named in a file, where a stranger may have put a link to
    what never answers or never ends.

    Raises:
        OSError: it is not there, or may not be read.
        ValueError: it is too long, or no file.
    """
    waiting = 0 if pipe else getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, os.O_RDONLY | waiting), "rb") as file:
        if not pipe and not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise ValueError("not a file")
        content = file.read(SMALL_BYTES + 1)
    if len(content) > SMALL_BYTES:
        raise ValueError(f"longer than {SMALL_BYTES:,} bytes")
    return content


def read_small_text(path: Path, *, pipe: bool = False) -> str:
    """Return such a file as text, in UTF-8, its lines ended by LF.

    Raises:
        OSError: as above.
        ValueError: as above, or it is not UTF-8.
    """
    text = read_small(path, pipe=pipe).decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_case(path: Path) -> bool:
    """Whether a file is a local graph, whatever its name."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(CASE)) == CASE
    except OSError:
        return False  # what cannot be read is told where it is written


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Yield a temporary path beside ``path`` that takes its place when the block succeeds.

    A new file has mode 0600, a replaced one keeps its own unless it is to be ``private`` or was
    somebody else's; a link stays, and the file that it points to is replaced. A pipe or device, as
    in ``-o /dev/stderr``, is yielded as it is: nothing may take its place.

    Raises:
        UsageError: ``path`` is a folder, a case, or a pipe that somebody else made, or its folder
            is missing or may not be written to.
        OutputError: the disk is full, or fails.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder", "Name a file after -o.")
    target = target_of(path)
    if _is_case(target):
        raise UsageError(f"{path} is a case, and would be lost", "Name another file after -o.")
    if path.exists() and not path.is_file():
        if path.is_fifo() and is_of_others(target):
            raise UsageError(
                f"{path} is a pipe that somebody else made, who would read it",
                "Delete it, or name another path after -o.",
            )
        with written(path):
            yield path
        return
    private = private or is_of_others(target)
    with _begun(partial_file, target, path) as temporary, written(path):
        yield temporary
        temporary.chmod(FILE_MODE if private else mode_of(target))
        temporary.replace(target)


@contextmanager
def new_folder(path: Path, option: str = "-o") -> Iterator[Path]:
    """Yield a temporary folder that becomes ``path`` when the block succeeds.

    Args:
        path: where it comes to be.
        option: what a user named it after.

    Raises:
        UsageError: ``path`` is a file or a folder that is not empty, or cannot be made.
        OutputError: the disk is full, or fails.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise UsageError(f"{path} is there already", f"Name a new folder after {option}.")
    target = target_of(path)
    with _begun(partial_folder, target, path) as temporary, written(path):
        yield temporary
        if target.exists():
            target.rmdir()
        temporary.rename(target)


@contextmanager
def _begun(
    partial: Callable[[Path, str], AbstractContextManager[Path]], target: Path, path: Path
) -> Iterator[Path]:
    """Yield what is written beside the target, which people call ``path``."""
    with ExitStack() as stack:
        try:
            temporary = stack.enter_context(partial(target.parent, target.name))
        except OSError as error:
            raise UsageError(
                f"Nothing can be written to {path.parent}: {error.strerror}",
                "Create the folder, or choose another path after -o.",
            ) from error
        yield temporary


@contextmanager
def written(what: object) -> Iterator[None]:
    """Say in one line that the disk is full, or fails, while ``what`` is written.

    Raises:
        OutputError: so it is.
    """
    try:
        yield
    except OSError as error:
        if refused := OutputError.of(error, what):
            raise refused from error
        raise
