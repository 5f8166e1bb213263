"""The schema as constraints and indexes, as text that both engines' Cypher takes."""

from __future__ import annotations

from collections.abc import Iterator

from .schema import NODES, RELATIONSHIPS


def constraints() -> Iterator[str]:
    """One uniqueness constraint a node type: its ``id`` is its key.

    The embedded engine keys nodes by ``id`` by construction and needs none of them.
    """
    for node in NODES:
        yield (
            f"CREATE CONSTRAINT {node.label.lower()}_id IF NOT EXISTS "
            f"FOR (n:{node.label}) REQUIRE n.id IS UNIQUE"
        )


def node_indexes() -> Iterator[str]:
    """One index for each node property that is declared with ``index=True``."""
    for node in NODES:
        for name, declared in node.properties.items():
            if declared.index:
                yield (
                    f"CREATE INDEX {node.label.lower()}_{name} IF NOT EXISTS "
                    f"FOR (n:{node.label}) ON (n.{name})"
                )


def relationship_indexes() -> Iterator[str]:
    """One index for each relationship property that is declared with ``index=True``."""
    for relationship in RELATIONSHIPS:
        for name, declared in relationship.properties.items():
            if declared.index:
                yield (
                    f"CREATE INDEX {relationship.kind.lower()}_{name} IF NOT EXISTS "
                    f"FOR ()-[r:{relationship.kind}]-() ON (r.{name})"
                )
