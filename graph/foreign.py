"""Values of other types and forms than meute writes: a case from a stranger may hold any.

Looked for only after something failed, because it reads whole columns.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from .moments import epoch, iso
from .schema import NODES, RELATIONSHIPS
from .store import Store
from .types import Property, PropertyType

_MOST_ROWS = 200_000
"""Of each type; a case that was tampered with by hand shows it earlier."""

_EXACT = 2**53
"""A float holds no greater integers exactly, and Arrow takes none."""
_JSON = frozenset({"parameters", "summary", "environment", "inputs", "evidence"})

_EXPECTED: Mapping[PropertyType, tuple[type, ...]] = {
    PropertyType.STRING: (str,),
    PropertyType.INTEGER: (int,),
    PropertyType.FLOAT: (float, int),
    PropertyType.BOOLEAN: (bool,),
    PropertyType.STRINGS: (list,),
}


def foreign_value(store: Store) -> str | None:
    """Return in words the first value that is not of its declared type; None without one."""
    for node in NODES:
        pattern = f"(n:{node.label})"
        if told := _first_foreign(store, pattern, node.label, node.columns):
            return told
    for tie in RELATIONSHIPS:
        pattern = f"()-[n:{tie.kind}]->()"
        if told := _first_foreign(store, pattern, tie.kind, _kinds(tie.properties)):
            return told
    return None


def _first_foreign(
    store: Store, pattern: str, owner: str, kinds: Mapping[str, PropertyType]
) -> str | None:
    # Whole nodes and relationships: to `r.start` the embedded engine answers with a node.
    for (stored,) in store.read(f"MATCH {pattern} RETURN n LIMIT $most", {"most": _MOST_ROWS}).rows:
        for name, kind in kinds.items():
            value = stored.get(name)
            if value is None:
                continue
            expected = kind.value if not _is(value, kind) else _other_form(name, value)
            if expected:
                return f"{owner}.{name} is {value!r:.40}, where a {expected} belongs"
    return None


def _other_form(name: str, value: Any) -> str | None:
    """Return in a word what a value of the right type has to be, if it is not."""
    is_time = name == "ts" or name.endswith(("_at", "_ts"))
    form = "time" if is_time else "JSON value" if name in _JSON else None
    if form is None or isinstance(value, list):
        return None
    with suppress(ValueError, OverflowError, OSError, RecursionError):
        if form == "JSON value":
            json.loads(value)
        elif isinstance(value, str):
            iso(epoch(value))
        else:
            iso(value)
        return None
    return form


def _kinds(properties: Mapping[str, Property]) -> dict[str, PropertyType]:
    return {name: held.kind for name, held in properties.items()}


def _is(value: Any, kind: PropertyType) -> bool:
    if isinstance(value, bool) != (kind is PropertyType.BOOLEAN):
        return False
    if isinstance(value, list) and kind is PropertyType.STRINGS:
        return all(isinstance(item, str) for item in value)
    if kind is PropertyType.FLOAT and isinstance(value, int | float):
        return math.isfinite(value) and (isinstance(value, float) or abs(value) <= _EXACT)
    return isinstance(value, _EXPECTED[kind])
