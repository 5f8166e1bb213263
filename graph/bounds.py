"""How large an answer may be that a person waits for: it is held in memory until it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..errors import StatementError

MAX_ROWS = 250_000
MAX_CHARACTERS = 32_000_000
"""So many rows of two columns take about 60 MB, and so much text up to as much again."""


_CLAUSES = re.compile(r"\b(return|union|limit)\b", re.IGNORECASE)
_LAST_LIMIT = re.compile(r"\blimit\s+(\d{1,18})[\s;]*$", re.IGNORECASE)


def with_limit(statement: str) -> str:
    """Return a statement that makes at most one row more than an answer may have.

    For an engine that makes all rows before it gives the first: ten million pairs take 2 GB there,
    the first 250,001 of them 100 MB. What could be read in two ways stays as it is, so that no row
    of an answer within its bounds is lost: a LIMIT would bound the last part of a UNION alone, and
    a second one takes the place of the first.
    """
    last = _LAST_LIMIT.search(statement)
    begin = statement if last is None else statement[: last.start()]
    clauses = {match[0].lower() for match in _CLAUSES.finditer(begin)}
    if clauses != {"return"} or (last is not None and int(last[1]) <= MAX_ROWS):
        return statement
    return begin.rstrip("; \t\r\n") + f"\nLIMIT {MAX_ROWS + 1}"


def within_bounds(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield rows as they come.

    Raises:
        StatementError: there are too many of them, or too much text in them.
    """
    characters = 0
    for count, row in enumerate(rows, 1):
        characters += sum(_characters(value) for value in row)
        if count > MAX_ROWS or characters > MAX_CHARACTERS:
            raise too_large()
        yield row


def too_large() -> StatementError:
    """Return the error of an answer that is larger than a person can wait for."""
    return StatementError(
        f"The answer has more than {MAX_ROWS:,} rows or {MAX_CHARACTERS // 1_000_000} MB of text",
        "Add a LIMIT or count instead; `meute export csv` writes the whole graph.",
    )


def _characters(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_characters, value)) + sum(map(_characters, value.values()))
    if isinstance(value, list | tuple):
        return 8 * len(value) + sum(map(_characters, value))
    return 0
