"""The files of a local case, which only their owner can read until the owner says otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import StoreUnreachableError
from ..own_files import BESIDE_CASE, PARTIAL
from ..private import mode_of, private, set_mode


def refuse_no_file(path: Path) -> None:
    """Refuse a folder, and a pipe or device, for which the engine would wait for ever.

    Raises:
        StoreUnreachableError: it is one.
    """
    if not path.is_file():
        raise StoreUnreachableError(
            f"{path} is not a file", "Find out who made it, and delete it or name another case."
        )


class CaseFiles:
    """A case and what the engine writes beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._beside = [path.with_name(path.name + end) for end in BESIDE_CASE]

    @contextmanager
    def private(self) -> Iterator[None]:
        """Let the engine write the files: new ones for the owner alone, old ones with their mode.

        Raises:
            StoreUnreachableError: the engine would write to something else than them.
        """
        self._refuse_others()
        mode = mode_of(self._path)
        with private():
            yield
        # The engine puts a new file in the place of the old one.
        for path in (self._path, *self._beside):
            set_mode(path, mode)

    def remove_partials(self) -> None:
        """Remove what a killed writer was publishing; whoever holds the lease may call this."""
        for partial in self._partials():
            partial.unlink(missing_ok=True)

    def _partials(self) -> list[Path]:
        begin = f"{self._path.name}{PARTIAL}"
        return [path for path in self._path.parent.iterdir() if path.name.startswith(begin)]

    def _refuse_others(self) -> None:
        """Refuse what is no file, and what the engine would write to under another name."""
        if self._path.exists():
            refuse_no_file(self._path)
        for path in (*self._beside, *self._partials()):
            if not os.path.lexists(path):
                continue
            if path.is_symlink():
                raise StoreUnreachableError(
                    f"{path} is a link, and the engine would write to where it points",
                    "Find out who made it, delete it, and run the same command again.",
                )
            refuse_no_file(path)
            if path.stat().st_nlink > 1:
                raise StoreUnreachableError(
                    f"{path} has another name elsewhere, and the engine would write to that file",
                    "Put a copy of it in its place, and run the same command again.",
                )
