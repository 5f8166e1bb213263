"""A case in which strangers wrote every text: each payload in each property and id of its graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from meute.graph import open_store
from meute.graph.schema import NODES, RELATIONSHIPS, Burst, Run
from meute.graph.tables import write_rows
from meute.graph.types import NodeType, PropertyType, RelationshipType

from ..queries.planted import RUN, START, plant

_PARSED = {"platform": "x", "ts_precision": "second", "run": RUN}
_TIME = "2023-11-14T22:00:00Z"
"""What commands read as something other than words: of another kind they would stop there."""
_OF_A_KIND: Mapping[PropertyType, Any] = {
    PropertyType.INTEGER: 3, PropertyType.FLOAT: 0.5, PropertyType.BOOLEAN: True,
}  # fmt: skip
_RUNS = ({"id": RUN, "method": "coordination"}, {"id": f"{RUN} bursts", "method": "bursts"})
_STEPS = (1, 2)
"""Each account attacks two figures, so that it is told of wherever attackers are."""


def harmless(texts: Sequence[str]) -> tuple[str, ...]:
    """Return as many texts that do nothing, each as long as the hostile one."""
    return tuple(f"{number} ".ljust(len(text), "x") for number, text in enumerate(texts))


def hostile_case(path: Path, texts: Sequence[str]) -> Path:
    """Write the graph to a local file."""
    with open_store(str(path), write=True, bulk=True) as store:
        plant(store)
        for node in NODES:
            write_rows(store, node, [_node(node, n, text) for n, text in enumerate(texts)])
        write_rows(store, Run, [_node(Run, 0, texts[0]) | run for run in _RUNS])
        for tie in RELATIONSHIPS:
            rows = [
                _relationship(tie, number, (number + step) % len(texts), texts)
                for number in range(len(texts))
                for step in _STEPS
            ]
            write_rows(store, tie, rows)
    return path


def _id(node: NodeType, number: int, text: str) -> str:
    return f"{'x/' if 'platform' in node.columns else ''}{number} {text}"


def _node(node: NodeType, number: int, text: str) -> dict[str, Any]:
    values = {name: _value(name, kind, number, text) for name, kind in node.columns.items()}
    if node is Burst:
        values["run"] = _RUNS[1]["id"]
    return values | {"id": _id(node, number, text)}


def _relationship(
    tie: RelationshipType, source: int, target: int, texts: Sequence[str]
) -> dict[str, Any]:
    values = {
        name: _value(name, declared.kind, source, texts[source])
        for name, declared in tie.properties.items()
    }
    return values | {
        "source": _id(tie.source, source, texts[source]),
        "target": _id(tie.target, target, texts[target]),
    }


def _value(name: str, kind: PropertyType, number: int, text: str) -> Any:
    if name in _PARSED:
        return _PARSED[name]
    if kind is PropertyType.STRING and name.endswith("_at"):
        return _TIME
    if kind is PropertyType.STRING:
        return text
    if name == "stub":
        return False
    if kind is PropertyType.STRINGS:
        return [text, text]
    return START + number if name.endswith("ts") else _OF_A_KIND[kind]


def texts_of_the_graph() -> int:
    """Count the texts of a case that strangers write: properties, and ids."""
    kinds = [
        (name, kind) for node in NODES for name, kind in node.columns.items()
    ] + [
        (name, declared.kind) for tie in RELATIONSHIPS for name, declared in tie.properties.items()
    ]  # fmt: skip
    texts = {PropertyType.STRING, PropertyType.STRINGS}
    return sum(
        kind in texts and name not in _PARSED and not name.endswith("_at") for name, kind in kinds
    )
