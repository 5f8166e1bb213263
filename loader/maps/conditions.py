"""Conditions of a map: ``is_retweet``, ``not author``, ``type = retweet``, ``kind in a, b``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .paths import Path, path
from .values import is_nothing

_FORM = re.compile(r"(?P<path>.+?)\s+(?P<sign>=|!=|in|starts with)\s+(?P<values>.+)")
_FALSE = frozenset({"false", "no", "n", "f", "0.0", "non", "nein", "faux", "falso"})


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether a record is of a kind. ``sign`` is empty where it is enough that there is a value."""

    path: Path
    sign: str
    values: tuple[str, ...]
    negated: bool

    def holds(self, record: Any, root: Any = None) -> bool:
        """Whether it is so of the record."""
        value = self.path.value(record, root)
        shown = _shown(value)
        if self.sign == "starts with":
            return any(shown.startswith(start) for start in self.values)
        if self.sign:
            return (shown in self.values) != (self.sign == "!=")
        return (not is_nothing(value) and shown not in _FALSE) != self.negated


@lru_cache(maxsize=1 << 10)
def condition(written: str) -> Condition:
    """The condition that a map writes.

    Raises:
        ValueError: its path is not one.
    """
    text = written.strip()
    form = _FORM.fullmatch(text)
    if form:
        values = form["values"].split(",") if form["sign"] == "in" else [form["values"]]
        words = tuple(value.strip().strip("'\"").casefold() for value in values)
        return Condition(path(form["path"]), form["sign"], words, negated=False)
    return Condition(path(text.removeprefix("not ")), "", (), text.startswith("not "))


def _shown(value: Any) -> str:
    return "" if value is None else str(value).strip().casefold()
