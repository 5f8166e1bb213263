"""Values of other types than meute writes: a case from a stranger may hold any.

Looked for only after something failed, because it reads whole columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .schema import NODES, RELATIONSHIPS
from .store import Store
from .types import Property, PropertyType

_MOST_ROWS = 200_000
"""Of each type; a case that was tampered with by hand shows it earlier."""

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
            if value is not None and not _is(value, kind):
                return f"{owner}.{name} is {value!r:.40}, where a {kind.value} belongs"
    return None


def _kinds(properties: Mapping[str, Property]) -> dict[str, PropertyType]:
    return {name: declared.kind for name, declared in properties.items()}


def _is(value: Any, kind: PropertyType) -> bool:
    if isinstance(value, bool) != (kind is PropertyType.BOOLEAN):
        return False
    if isinstance(value, list) and kind is PropertyType.STRINGS:
        return all(isinstance(item, str) for item in value)
    return isinstance(value, _EXPECTED[kind])
