"""The schema as constraints and indexes by name, as text that both engines' Cypher takes."""

from __future__ import annotations

from collections.abc import Mapping

from .schema import NODES, RELATIONSHIPS
from .types import Property


def constraints() -> dict[str, str]:
    """One uniqueness constraint per node type: its ``id`` is its key.

    The embedded engine keys nodes by ``id`` by construction and needs none of them.
    """
    labels = {f"{node.label.lower()}_id": node.label for node in NODES}
    return {
        name: f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for name, label in labels.items()
    }


def node_indexes() -> dict[str, str]:
    """One index for each node property that is declared with ``index=True``."""
    return _indexes({node.label: (f"(x:{node.label})", node.properties) for node in NODES})


def relationship_indexes() -> dict[str, str]:
    """One index for each relationship property that is declared with ``index=True``."""
    return _indexes({tie.kind: (f"()-[x:{tie.kind}]-()", tie.properties) for tie in RELATIONSHIPS})


def _indexes(types: Mapping[str, tuple[str, Mapping[str, Property]]]) -> dict[str, str]:
    """Return the indexes of types by name; each has a pattern, in which it is x, and properties."""
    return {
        f"{kind.lower()}_{name}": (
            f"CREATE INDEX {kind.lower()}_{name} IF NOT EXISTS FOR {pattern} ON (x.{name})"
        )
        for kind, (pattern, properties) in types.items()
        for name, held in properties.items()
        if held.index
    }
