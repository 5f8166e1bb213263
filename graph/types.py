"""What a declaration of the graph is made of; an invalid one cannot be built."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

RESERVED = frozenset({"name", "title", "type", "label"})
"""Property names that the embedded engine answers with values of its own making."""

_LABEL = re.compile(r"[A-Z][A-Za-z]+")
_RELATIONSHIP = re.compile(r"[A-Z][A-Z_]*[A-Z]")
_PROPERTY = re.compile(r"[a-z][a-z0-9_]*")


class PropertyType(Enum):
    """Value types that both engines store and return alike."""

    STRING = "string"
    INTEGER = "integer"
    FLOAT = "float"
    BOOLEAN = "boolean"
    STRINGS = "list of strings"


class Merge(Enum):
    """How two observations of one property become one.

    Each is commutative, associative and idempotent, so that the order of files, their division
    and repeated loading cannot change the graph.
    """

    GREATEST = "the greater value; null is least"
    LEAST = "the lesser value; null is greatest"
    LONGEST = "the longer text; of equal length the greater"
    UNION = "all values, sorted"
    ANY = "true once any observation says so"
    ALL = "true only while every observation says so"
    LATEST = "the value seen last, by the property named in `at`; of equal age the greater"


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node or relationship: type, meaning, and how observations merge."""

    kind: PropertyType
    doc: str
    merge: Merge = Merge.GREATEST
    at: str | None = None
    index: bool = False

    def __post_init__(self) -> None:
        if (self.merge is Merge.LATEST) != (self.at is not None):
            raise ValueError(f"`at` goes with Merge.LATEST, and only with it: {self.doc!r}")


def _check_properties(owner: str, properties: Mapping[str, Property]) -> None:
    for name, declared in properties.items():
        if not _PROPERTY.fullmatch(name):
            raise ValueError(f"{owner}.{name}: write property names in snake_case")
        if name in RESERVED:
            raise ValueError(f"{owner}.{name}: reserved by the embedded engine, choose another")
        if declared.at is not None and declared.at not in properties:
            raise ValueError(f"{owner}.{name}: `at` names {declared.at}, which is not declared")


@dataclass(frozen=True, eq=False)
class NodeType:
    """A node label with its properties; ``id`` is the key of every one."""

    label: str
    doc: str
    properties: Mapping[str, Property] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _LABEL.fullmatch(self.label):
            raise ValueError(f"{self.label}: write labels in CamelCase")
        _check_properties(self.label, self.properties)
        if "id" in self.properties:
            raise ValueError(f"{self.label}.id: the key is implied, do not declare it")

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The key, then the properties in order."""
        return ("id", *self.properties)


@dataclass(frozen=True, eq=False)
class RelationshipType:
    """A relationship type between two node types.

    ``key`` names the properties that, with both ends, identify one relationship: none for a
    plain fact, ``("run",)`` for a finding, so that runs live side by side.
    """

    kind: str
    source: NodeType
    target: NodeType
    doc: str
    properties: Mapping[str, Property] = field(default_factory=dict)
    key: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _RELATIONSHIP.fullmatch(self.kind):
            raise ValueError(f"{self.kind}: write relationship types in UPPER_CASE")
        _check_properties(self.kind, self.properties)
        if missing := [name for name in self.key if name not in self.properties]:
            raise ValueError(f"{self.kind}: the key names undeclared properties {missing}")

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Both ends, then the properties in order."""
        return ("source", "target", *self.properties)
