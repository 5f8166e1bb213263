"""An invalid declaration of the graph cannot be built."""

from __future__ import annotations

import pytest

from meute.graph.schema import NODES, RELATIONSHIPS, Account, Post
from meute.graph.types import RESERVED, Merge, NodeType, Property, PropertyType, RelationshipType

TEXT = Property(PropertyType.STRING, "text")


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_reserved_property_names_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="reserved by the embedded engine"):
        NodeType("Thing", "", {name: TEXT})


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (lambda: NodeType("thing", ""), "CamelCase"),
        (lambda: NodeType("Thing", "", {"badName": TEXT}), "snake_case"),
        (lambda: NodeType("Thing", "", {"id": TEXT}), "key is implied"),
        (lambda: RelationshipType("likes", Account, Post, ""), "UPPER_CASE"),
        (lambda: RelationshipType("LIKES", Account, Post, "", {}, ("run",)), "undeclared"),
        (lambda: Property(PropertyType.STRING, "x", Merge.LATEST), "`by` goes with"),
        (lambda: Property(PropertyType.STRING, "x", by="seen"), "`by` goes with"),
        (
            lambda: NodeType(
                "Thing", "", {"a": Property(PropertyType.STRING, "", Merge.LATEST, by="b")}
            ),
            "not declared",
        ),
    ],
)
def test_invalid_declarations_name_the_fix(build, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        build()


def test_every_type_and_property_is_documented() -> None:
    for declared in (*NODES, *RELATIONSHIPS):
        assert declared.doc.endswith("."), declared
        for name, prop in declared.properties.items():
            assert prop.doc, (declared, name)


def test_names_are_unique() -> None:
    assert len({node.label for node in NODES}) == len(NODES)
    assert len({tie.kind for tie in RELATIONSHIPS}) == len(RELATIONSHIPS)
