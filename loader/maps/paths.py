"""Dotted paths into a record: ``author.userName``, ``entities.hashtags[].text``, ``/channel.id``.

``[]`` stands for each element of a list, ``[0]`` for one of them, and a leading ``/`` for the top
of the document in which the record stands. A name that holds dots itself (``public_metrics.likes``
as a column of a table) is taken whole before it is taken apart. A cell of a table that holds JSON,
or a list as Python prints it, is entered like any other value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..formats.listings import written

ROOT = "/"

_STEP = re.compile(r"\[(\d*)\]")
_WHOLE = -1
_LONGEST_PATH = 500
_LONGEST_CELL = 1 << 20
_WELL_FORMED = re.compile(r"/?[^\[\]]+?(?:\[\d*\](?:\.[^\[\]]+?)?)*|/")


@dataclass(frozen=True, slots=True)
class Path:
    """Where a value stands: ``written`` by the map, in steps from the record or the document."""

    written: str
    steps: tuple[str | int, ...]
    from_root: bool = False

    @property
    def name(self) -> str:
        """The member or column that it begins at."""
        return str(self.steps[0]) if self.steps else ""

    def value(self, record: Any, root: Any = None) -> Any:
        """The value there, a list where the path goes through lists, None where there is none."""
        start = root if self.from_root else record
        if isinstance(start, dict) and self.written in start:
            return start[self.written]
        return _walk(start, self.steps)

    def stands(self, record: Any, root: Any = None) -> bool:
        """Whether there is such a member, were it null."""
        start = root if self.from_root else record
        if isinstance(start, dict) and self.written in start:
            return True
        holder = entered(_walk(start, self.steps[:-1]))
        return isinstance(holder, dict) and self.steps[-1] in holder

    def split(self) -> tuple[Path, Path] | None:
        """The list that the path goes through, and the path within its elements."""
        if _WHOLE not in self.steps:
            return None
        at = self.steps.index(_WHOLE)
        return (
            Path(self.written, self.steps[:at], self.from_root),
            Path("\0", self.steps[at + 1 :]),
        )


@lru_cache(maxsize=1 << 12)
def path(written: str) -> Path:
    """The path that a map writes.

    Raises:
        ValueError: brackets do not match, a name is missing, or it is too long.
    """
    text = written.strip()
    if len(text) > _LONGEST_PATH:
        raise ValueError(f"{written[:40]!r}… is a path of over {_LONGEST_PATH} characters")
    if not _WELL_FORMED.fullmatch(text):
        raise ValueError(f"{written!r} is not a path such as author.name or hashtags[].text")
    steps: list[str | int] = []
    for part in text.removeprefix(ROOT).split("."):
        name, *_ = part.partition("[")
        if name:
            steps.append(name)
        steps += [int(number) if number else _WHOLE for number in _STEP.findall(part)]
    return Path(text, tuple(steps), text.startswith(ROOT))


def _walk(value: Any, steps: tuple[str | int, ...]) -> Any:
    for number, step in enumerate(steps):
        value = entered(value)
        if isinstance(step, str):
            if not isinstance(value, dict):
                return None
            value = value.get(step)
        elif not isinstance(value, list):
            # A platform that has one thing gives it without a list around it.
            return None if value is None else _walk(value, steps[number + 1 :])
        elif step == _WHOLE:
            inner = [_walk(element, steps[number + 1 :]) for element in value]
            return [v for part in inner for v in (part if isinstance(part, list) else [part])]
        else:
            value = value[step] if step < len(value) else None
    return value


def entered(value: Any) -> Any:
    """What a cell holds: JSON, or a list or an object as Python prints it, else the cell itself."""
    if not isinstance(value, str) or value[:1] not in {"[", "{"} or len(value) > _LONGEST_CELL:
        return value
    inner = written(value)
    return value if inner is None else inner
