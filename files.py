"""Writing result files: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import UsageError


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Yield a temporary path beside ``path`` that takes its place when the block succeeds.

    Only the owner may read a file that is private.

    A pipe or device, as in ``-o /dev/stderr``, is yielded as it is: nothing may take its place.

    Raises:
        UsageError: ``path`` is a folder, or its folder is missing or may not be written to.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder", "Name a file after -o.")
    if path.exists() and not path.is_file():
        yield path
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise UsageError(
            f"Nothing can be written to {path.parent}: {error.strerror}",
            "Create the folder, or choose another path after -o.",
        ) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o600 if private else 0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
