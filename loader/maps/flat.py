"""Columns of a table that were members of JSON: ``author/userName``, ``hashtags/0/text``.

Apify writes its data sets so, and programs that flatten JSON write ``hashtags.0.text``. Such cells
are put back into the objects and lists that they were in, beside the columns as they are; so a map
for the JSON reads the table too.
"""

from __future__ import annotations

import re
from typing import Any

Places = dict[str, tuple[str, ...]]
"""By column, the members that lead to its value; a number is a place in a list."""

_FLAT = re.compile(r"[\w#-]+(?:/[\w#-]+){1,12}|[\w#-]+(?:\.[\w#-]+)*\.\d+(?:\.[\w#-]+)*", re.ASCII)
_LONGEST_NAME = 200


def flat_columns(names: list[str]) -> Places:
    """The columns that stood deeper in JSON."""
    return {
        name: tuple(re.split(r"[/.]", name))
        for name in names
        if len(name) <= _LONGEST_NAME and _FLAT.fullmatch(name)
    }


def dotted(names: list[str]) -> set[str]:
    """The names of the columns, and those of flat ones as paths."""
    return {*names, *(".".join(steps) for steps in flat_columns(names).values())}


def nested(cells: dict[str, Any], places: Places) -> dict[str, Any]:
    """The row, with the objects and lists that its filled flat cells were in.

    Where some rows had null instead of an object, there is a column for that too, empty here.
    """
    built: dict[str, Any] = {}
    for name, steps in places.items():
        value = cells.get(name)
        if value is None or value == "":
            continue
        inside = built
        for step in steps[:-1]:
            if not isinstance(inside.get(step), dict):
                inside[step] = {}
            inside = inside[step]
        inside[steps[-1]] = value
    return cells | {
        name: _listed(value) for name, value in built.items() if cells.get(name) in (None, "")
    }


def _listed(value: Any) -> Any:
    """The value, with objects whose members are all numbers as lists."""
    if not isinstance(value, dict):
        return value
    inner = {name: _listed(member) for name, member in value.items()}
    if all(name.isdecimal() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner
