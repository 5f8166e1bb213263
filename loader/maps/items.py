"""One record as a map sees it: a row of a table or an object of JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..formats import cells
from ..records import Reject
from .paths import Path, entered, path
from .values import is_nothing

Paths = dict[str, tuple[Path, ...]]


@dataclass(frozen=True, slots=True)
class Item:
    """A record and where it stood; ``root`` is the document that holds it."""

    record: Any
    line: int
    raw: bytes
    root: Any = None
    damaged: bool = False
    from_excel: bool = False

    def reject(self, reason: str) -> Reject:
        """The record as one that cannot be used."""
        return Reject(reason=reason, line=self.line, raw=self.raw)

    def first(
        self, paths: tuple[Path, ...], is_none: Callable[[Any], bool] = lambda value: value is None
    ) -> Any:
        """The first value that one of the paths has."""
        for place in paths:
            value = place.value(self.record, self.root)
            if not is_none(value):
                return value
        return None

    def reference(self, paths: tuple[Path, ...], nothing: frozenset[str] = frozenset()) -> Any:
        """Like :meth:`first`, passing over ``0``, ``-``, ``False`` and the like."""
        return self.first(paths, lambda v: is_nothing(v) or (isinstance(v, str) and v in nothing))

    def texts(self, paths: tuple[Path, ...]) -> list[str]:
        """Every text that is not blank."""
        values = (place.value(self.record, self.root) for place in paths)
        return [words for value in values if (words := cells.text(value)) is not None]

    def text(self, paths: tuple[Path, ...]) -> str | None:
        """The first text that is not blank."""
        return cells.text(self.first(paths, lambda value: cells.text(value) is None))

    def word(self, paths: tuple[Path, ...]) -> str | None:
        """The first word that does not stand for nothing."""
        return cells.word(self.first(paths, lambda value: cells.word(value) is None))

    def elements(self, place: Path) -> Iterator[tuple[Any, Path | None]]:
        """Each element of the list that a path goes through, with the path within it."""
        parts = place.split()
        if parts is None:
            return
        inside, within = parts
        value = entered(inside.value(self.record, self.root))
        for element in value if isinstance(value, list) else [value]:
            if element is not None:
                yield element, within if within.steps else None


def compiled(written: dict[str, tuple[str, ...]]) -> Paths:
    """The paths of each field."""
    return {
        name: tuple(path(written_path) for written_path in several)
        for name, several in written.items()
    }
