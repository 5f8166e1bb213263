"""The files of a local case, which only their owner can read until the owner says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import StoreUnreachableError
from ..private import mode_of, private, set_mode

_BESIDE = ("-wal", ".lock", ".lock-owner")
"""What the engine keeps beside a case: its log, its lease, and who holds that."""

_PARTIAL = ".tmp."
"""Begins what the engine adds to the name of what it is publishing."""


class CaseFiles:
    """A case and what the engine writes beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._beside = [path.with_name(path.name + end) for end in _BESIDE]

    @contextmanager
    def private(self) -> Iterator[None]:
        """Let the engine write the files: new ones for the owner alone, old ones with their mode.

        Raises:
            StoreUnreachableError: one is a link, and the engine would write to where it points.
        """
        self._refuse_links()
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
        begin = f"{self._path.name}{_PARTIAL}"
        return [path for path in self._path.parent.iterdir() if path.name.startswith(begin)]

    def _refuse_links(self) -> None:
        for path in (*self._beside, *self._partials()):
            if path.is_symlink():
                raise StoreUnreachableError(
                    f"{path} is a link, and the engine would write to where it points",
                    "Find out who made it, delete it, and run the same command again.",
                )
