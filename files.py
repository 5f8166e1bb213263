"""Writing result files: whole or not at all, and for their owner alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from .errors import OutputError, UsageError
from .private import FILE_MODE, mode_of, partial_file, partial_folder, target_of


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Yield a temporary path beside ``path`` that takes its place when the block succeeds.

    A new file has mode 0600, a replaced one keeps its own unless it is to be ``private``; a link
    stays, and the file that it points to is replaced. A pipe or device, as in ``-o /dev/stderr``,
    is yielded as it is: nothing may take its place.

    Raises:
        UsageError: ``path`` is a folder, or its folder is missing or may not be written to.
        OutputError: the disk is full, or fails.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder", "Name a file after -o.")
    if path.exists() and not path.is_file():
        with written(path):
            yield path
        return
    target = target_of(path)
    with _begun(partial_file, target, path) as temporary, written(path):
        yield temporary
        temporary.chmod(FILE_MODE if private else mode_of(target))
        temporary.replace(target)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Yield a temporary folder that becomes ``path`` when the block succeeds.

    Raises:
        UsageError: ``path`` is a file or a folder that is not empty, or cannot be made.
        OutputError: the disk is full, or fails.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise UsageError(f"{path} is there already", "Name a new folder after -o.")
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
