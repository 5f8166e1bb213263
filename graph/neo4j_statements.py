"""What is said to a server and what it answers: statements that write, and plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import neo4j
import pyarrow as pa
import pyarrow.compute as pc
from neo4j.graph import Node, Path, Relationship

from .bounds import within_bounds
from .store import Result, Value
from .types import NodeType, RelationshipType

ENDS = ("source", "target")
_RECORDS_AT_ONCE = 10_000


@cache
def node_statement(row_type: NodeType, names: tuple[str, ...]) -> str:
    """Return what writes nodes whose columns of those names are its parameters."""
    return (
        "UNWIND range(0, size($id) - 1) AS i "
        f"MERGE (n:{row_type.label} {{id: $id[i]}}) "
        f"{_settings('n', [name for name in names if name != 'id'])}RETURN count(*)"
    )


@cache
def tie_statement(row_type: RelationshipType, names: tuple[str, ...]) -> str:
    """Return what writes relationships likewise; it counts those whose ends are there."""
    key = ", ".join(f"{name}: ${name}[i]" for name in row_type.key)
    others = [name for name in names if name not in (*ENDS, *row_type.key)]
    return (
        "UNWIND range(0, size($source) - 1) AS i "
        f"MATCH (a:{row_type.source.label} {{id: $source[i]}}) "
        f"MATCH (b:{row_type.target.label} {{id: $target[i]}}) "
        f"MERGE (a)-[r:{row_type.kind}{' {' + key + '}' if key else ''}]->(b) "
        f"{_settings('r', others)}RETURN count(*)"
    )


def _settings(variable: str, names: Sequence[str]) -> str:
    """Set what is known; an unknown value leaves what is there."""
    settings = (f"{variable}.{name} = coalesce(${name}[i], {variable}.{name})" for name in names)
    return f"SET {', '.join(settings)} " if names else ""


def decoded(table: pa.Table) -> pa.Table:
    """Return texts that were held once each as plain columns: Arrow cannot count those apart."""
    for place, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            plain = table.column(place).cast(field.type.value_type)
            table = table.set_column(place, field.name, plain)
    return table


def end_to_divide_by(table: pa.Table) -> str | None:
    """The end to sort by so that parts written at once share no node but the one they are cut at.

    Where each post has one author, that is the author; where each repost has one original, the
    original. Without such an end, parts would wait for each other's locks until one has to give
    up and begin again a second later.
    """
    for end, other in (ENDS, reversed(ENDS)):
        if pc.count_distinct(table[other]).as_py() == len(table):
            return end
    return None


def plain_result(answer: neo4j.Result, *, bounded: bool = False) -> Result:
    """Return an answer as plain Python values.

    Raises:
        StatementError: it is ``bounded`` and larger than :mod:`.bounds` says; the server is told
            to send no more when the transaction is closed.
    """
    rows = (tuple(_plain(value) for value in record.values()) for record in answer)
    return Result(tuple(answer.keys()), list(within_bounds(rows) if bounded else rows))


def plain_table(answer: neo4j.Result, types: Mapping[str, pa.DataType]) -> pa.Table:
    """Return an answer as columns of those types by name; its values are neither nodes nor such."""
    names = answer.keys()
    pages = [pa.table({name: pa.array([], types.get(name)) for name in names})]
    while records := answer.fetch(_RECORDS_AT_ONCE):
        columns = zip(*(record.values() for record in records), strict=True)
        pages.append(
            pa.table(
                {
                    name: pa.array(values, types.get(name))
                    for name, values in zip(names, columns, strict=True)
                }
            )
        )
    return pa.concat_tables(pages)


def _plain(value: Value) -> Value:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict | Node | Relationship):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Path):
        return {
            "nodes": [_plain(node) for node in value.nodes],
            "relationships": [_plain(tie) for tie in value.relationships],
        }
    return value.to_native() if hasattr(value, "to_native") else value
