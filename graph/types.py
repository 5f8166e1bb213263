"""What a declaration of the graph is made of; an invalid one cannot be built."""

from __future__ import annotations

import re
from collections import Counter
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

    Null stands for "not seen": it never replaces a value. Whole rows merge commutatively,
    associatively and idempotently, so that the order of files, their division and repeated
    loading cannot change the graph. For LATEST that takes the time of every value, and not only
    the latest time of its group: a later observation may leave a value out, and a third one in
    between must then still replace it. OLDER keeps those times, for the few values that need it.
    """

    GREATEST = "the greater value"
    LEAST = "the lesser value"
    FINEST = "the lesser value, of those with the greatest precision in `by`"
    LONGEST = "the longer text, a whole one before one that is cut by the flag in `by`"
    UNION = "all values, sorted"
    ANY = "true once any observation says so"
    ALL = "true only while every observation says so"
    LATEST = "the value seen last, by the time in `by`; of equal age the greater"
    OLDER = "LATEST values seen before the time in `by`: `property time, property time`"


_BY_ANOTHER = frozenset({Merge.FINEST, Merge.LONGEST, Merge.LATEST, Merge.OLDER})


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node or relationship: type, meaning, and how observations merge."""

    kind: PropertyType
    doc: str
    merge: Merge = Merge.GREATEST
    by: str | None = None
    index: bool = False

    def __post_init__(self) -> None:
        if (self.merge in _BY_ANOTHER) != (self.by is not None):
            names = ", ".join(sorted(policy.name for policy in _BY_ANOTHER))
            raise ValueError(f"`by` goes with {names}, and only with them: {self.doc!r}")


def _check_properties(owner: str, properties: Mapping[str, Property]) -> None:
    for name, held in properties.items():
        if not _PROPERTY.fullmatch(name):
            raise ValueError(f"{owner}.{name}: write property names in snake_case")
        if name in RESERVED:
            raise ValueError(f"{owner}.{name}: reserved by the embedded engine, choose another")
        if held.by is not None and held.by not in properties:
            raise ValueError(f"{owner}.{name}: `by` names {held.by}, which is not declared")
    latest = Counter(p.by for p in properties.values() if p.merge is Merge.LATEST)
    older = {p.by for p in properties.values() if p.merge is Merge.OLDER}
    for at, count in latest.items():
        if count > 1 and at not in older:
            raise ValueError(f"{owner}: {count} values go by {at}, declare a Merge.OLDER for it")


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

    @property
    def type_name(self) -> str:
        """The label."""
        return self.label

    @property
    def identity(self) -> tuple[str, ...]:
        """The columns that tell one node from another."""
        return ("id",)

    @cached_property
    def columns(self) -> Mapping[str, PropertyType]:
        """What a table of such nodes may hold: names and types; their order says nothing."""
        kinds = {name: held.kind for name, held in self.properties.items()}
        return {"id": PropertyType.STRING} | kinds


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

    @property
    def type_name(self) -> str:
        """The relationship type, as Cypher writes it."""
        return self.kind

    @property
    def identity(self) -> tuple[str, ...]:
        """The columns that tell one relationship from another: both ends and the key."""
        return ("source", "target", *self.key)

    @cached_property
    def columns(self) -> Mapping[str, PropertyType]:
        """What a table of such relationships may hold: names and types, in no order."""
        kinds = {name: held.kind for name, held in self.properties.items()}
        return {"source": PropertyType.STRING, "target": PropertyType.STRING} | kinds


RowType = NodeType | RelationshipType
"""What the rows of one table are."""
