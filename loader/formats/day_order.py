"""Day first or month first: what a whole column of dates tells, where one date does not.

``05/10/2021`` has two readings; ``20/10/2021`` three rows below has one, and the column is written
one way. Where a table's first rows hold such dates, the column is looked through to its end
first; if only one order fits all of it, its dates are rewritten as ISO 8601 before any format sees
them. Otherwise they stay as they are, and are counted as unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..limits import LONGEST_TIME
from .time_forms import full_year

_DATE = re.compile(
    r"\s*(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|(?<!-)\d{2})(?:[T ,]|\s*(?:à|at)\s)*"
    r"((\d{1,2})[:h](\d{2})(:\d{2}(?:[.,]\d+)?)?\s*(?:([AaPp])\.?[Mm]\.?)?(.*))?",
    re.DOTALL,
)
_LAST_MONTH, _LAST_DAY = 12, 31
_NOON = 12
_NEEDED = 0.5

Orders = dict[str, bool]
"""By column, whether the day comes first."""


def _date(cell: Any) -> re.Match[str] | None:
    is_time = isinstance(cell, str) and len(cell) <= LONGEST_TIME
    return _DATE.fullmatch(cell) if is_time else None


def dated_columns(names: list[str], rows: Iterable[Iterable[Any]]) -> set[str]:
    """The columns whose first rows mostly hold dates of either order."""
    filled, dated = dict.fromkeys(names, 0), dict.fromkeys(names, 0)
    for row in rows:
        for name, cell in zip(names, row, strict=False):
            if isinstance(cell, str) and cell.strip():
                filled[name] += 1
                dated[name] += _date(cell) is not None
    return {name for name in names if dated[name] > _NEEDED * filled[name]}


class DayOrder:
    """Collects what the dates of some columns rule out."""

    def __init__(self, columns: set[str]) -> None:
        self._first_fits = dict.fromkeys(columns, True)
        self._second_fits = dict.fromkeys(columns, True)

    def look(self, cells: dict[str, Any]) -> None:
        """Look at a row."""
        for name in self._first_fits:
            cell = cells.get(name)
            match = _date(cell)
            if match is not None:
                first, second = int(match[1]), int(match[3])
                self._first_fits[name] &= second <= _LAST_MONTH and first <= _LAST_DAY
                self._second_fits[name] &= first <= _LAST_MONTH and second <= _LAST_DAY

    def orders(self) -> Orders:
        """The columns for whose dates only one order is possible."""
        return {
            name: first
            for name, first in self._first_fits.items()
            if first != self._second_fits[name]
        }


def candidates(value: Any) -> str:
    """Which days a date may mean, and what decides; nothing where that is not the difficulty."""
    match = _date(value)
    first, second = (int(match[1]), int(match[3])) if match else (0, 0)
    if match is None or not (0 < first <= _LAST_MONTH and 0 < second <= _LAST_MONTH):
        return ""
    days = (
        f"{full_year(match[4]):04}-{m:02}-{d:02}" for d, m in ((first, second), (second, first))
    )
    return f"{' or '.join(days)}: «time form: day first» or «month first» in a map decides"


def in_iso(cells: dict[str, Any], orders: Orders) -> dict[str, Any]:
    """The row with its dates as ISO 8601; anything else stays as it is."""
    for name, day_first in orders.items():
        cell = cells.get(name)
        match = _date(cell)
        if match is not None:
            cells[name] = _iso(match, day_first=day_first)
    return cells


def _iso(match: re.Match[str], *, day_first: bool) -> str:
    day, month = (match[1], match[3]) if day_first else (match[3], match[1])
    date = f"{full_year(match[4]):04}-{int(month):02}-{int(day):02}"
    if not match[5]:
        return date
    hour = int(match[6])
    if match[9]:
        hour = hour % _NOON + (_NOON if match[9].lower() == "p" else 0)
    return f"{date} {hour:02}:{match[7]}{match[8] or ''}{match[10]}"
