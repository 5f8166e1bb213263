"""The registry of export targets: one file a target in ``targets/``, registered where defined."""

from __future__ import annotations

import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from ..graph import Store

_TARGETS: dict[str, Target] = {}


class Target(ABC):
    """What the graph can be exported as. A subclass with a ``name`` registers itself.

    Its module is imported for ``--help``: libraries that take time to import wait for ``write``.
    """

    name: ClassVar[str] = ""
    writes: ClassVar[str]
    """What comes out, to stand after the name."""
    readers: ClassVar[str]
    """What reads it."""
    one_run: ClassVar[bool] = False
    """Whether it holds the ties of one run, not the whole graph."""

    def __init_subclass__(cls) -> None:
        if cls.name in _TARGETS:
            raise ValueError(f"two export targets are named {cls.name}")
        if cls.name:
            _TARGETS[cls.name] = cls()

    @abstractmethod
    def write(self, store: Store, path: Path, run: str | None) -> str:
        """Write the graph to ``path``; returns what was written, for people.

        Raises:
            UsageError: the path cannot be used, or there is nothing to write.
            StoreError: the engine cannot answer.
        """


@cache
def targets() -> Mapping[str, Target]:
    """Return every target by its name, sorted."""
    folder = import_module("..targets", __name__)
    for module in pkgutil.iter_modules(folder.__path__):
        import_module(f"{folder.__name__}.{module.name}")
    return dict(sorted(_TARGETS.items()))
