"""The schema as constraints and indexes by name, as text that both engines' Cypher takes."""

from __future__ import annotations

from .schema import NODES, RELATIONSHIPS


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
    return {
        f"{node.label.lower()}_{name}": (
            f"CREATE INDEX {node.label.lower()}_{name} IF NOT EXISTS "
            f"FOR (n:{node.label}) ON (n.{name})"
        )
        for node in NODES
        for name, declared in node.properties.items()
        if declared.index
    }


def relationship_indexes() -> dict[str, str]:
    """One index for each relationship property that is declared with ``index=True``."""
    return {
        f"{tie.kind.lower()}_{name}": (
            f"CREATE INDEX {tie.kind.lower()}_{name} IF NOT EXISTS "
            f"FOR ()-[r:{tie.kind}]-() ON (r.{name})"
        )
        for tie in RELATIONSHIPS
        for name, declared in tie.properties.items()
        if declared.index
    }
