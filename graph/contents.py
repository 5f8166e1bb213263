"""Everything a graph holds, type by type and page by page, in bounded memory and in one order.

Nodes come in the order of their ids, relationships in that of their ends and key, by code points:
the same on every engine, wherever pages end. A page is a table with all columns that the schema
declares for its type.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from .schema import NODES, RELATIONSHIPS
from .store import Store
from .types import NodeType, RelationshipType, RowType

if TYPE_CHECKING:
    import pyarrow as pa

    Pages = Iterator[pa.Table]

TYPES: tuple[RowType, ...] = (*NODES, *RELATIONSHIPS)
"""Everything that a graph can hold; ends come before the relationships between them."""

PAGE = 20_000
"""Nodes read at once; one takes about 2 kB meanwhile."""

TIES_PAGE = 5 * PAGE
"""Relationships read at once, unless two nodes have more; one takes some 400 bytes meanwhile."""

_IDS = 20 * PAGE
"""Ids read at once, 35 MB: the embedded engine looks at all ids of a type for each such read."""

REST = "rest of the properties"
"""The column of what is not declared, an object in JSON per row; no declared name has a space."""

_JSON = msgspec.json.Encoder(order="sorted", enc_hook=str)

_ENDS = {"source": "a", "target": "b"}
_ENDS_TOO = frozenset({"start", "end"})

Properties = Mapping[str, frozenset[str]]
"""By type, the names of the properties that its members have, or once had."""

Ends = Mapping[str, Sequence[str]]
"""Ids of the ``source`` and ``target`` of relationships; an end that is absent may be any."""


def pages_by_type(store: Store, *, whole: bool = False) -> Iterator[tuple[RowType, Pages]]:
    """Yield each type that has members with their pages, in a fixed order.

    ``whole``: pages have a column :data:`REST` where members have undeclared properties.
    """
    counts, stored = store.counts().by_type, stored_properties(store)
    for row_type in TYPES:
        if counts.get(row_type.type_name):
            yield row_type, TypeReader(store, row_type, stored, whole=whole).pages()


def stored_properties(store: Store) -> Properties:
    """Return the names of the properties of each type, undeclared ones among them.

    Raises:
        StoreError: the engine cannot answer.
    """
    names: defaultdict[str, set[str]] = defaultdict(set)
    nodes = "CALL db.schema.nodeTypeProperties() YIELD nodeLabels, propertyName"
    for labels, name in store.read(f"{nodes} RETURN nodeLabels, propertyName").rows:
        for label in labels:
            names[label].add(name)
    ties = "CALL db.schema.relTypeProperties() YIELD relType, propertyName"
    for kind, name in store.read(f"{ties} RETURN relType, propertyName").rows:
        names[kind.removeprefix(":").strip("`")].add(name)
    # A type whose members have no property has one line without a name.
    return {kind: frozenset(held - {None}) for kind, held in names.items()}


def undeclared(row_type: RowType, stored: Properties) -> frozenset[str]:
    """Return the names of the properties of a type that the schema does not declare."""
    return stored.get(row_type.type_name, frozenset()) - row_type.columns.keys()


def table_name(row_type: RowType) -> str:
    """Return the stem of a type's file: ``nodes-Account``, ``relationships-POSTED``."""
    kind = "nodes" if isinstance(row_type, NodeType) else "relationships"
    return f"{kind}-{row_type.type_name}"


@dataclass(frozen=True, slots=True)
class _Question:
    """What members of a type to return: a pattern in Cypher, in which a variable stands for one."""

    pattern: str
    parameters: Mapping[str, Any]
    variable: str
    identity: Mapping[str, str]
    """Columns that tell members apart, and their terms."""

    def term(self, name: str) -> str:
        """Return a property in Cypher: null where it is absent.

        Of a relationship without an ``end``, the embedded engine takes ``r.end`` for its last node.
        """
        return f"{self.variable}['{name}']" if name in _ENDS_TOO else f"{self.variable}.{name}"

    def statement(self, terms: Mapping[str, str]) -> str:
        """Return the statement that asks for the identity, and for further terms by name."""
        columns = {**self.identity, **terms}.items()
        return f"{self.pattern} RETURN {', '.join(f'{term} AS `{name}`' for name, term in columns)}"


class TypeReader:
    """Reads the members of one type as tables.

    Raises:
        StoreError: the engine cannot answer.
        pyarrow.ArrowException: a value is not of the declared type; :mod:`.foreign` says which.
    """

    def __init__(
        self,
        store: Store,
        row_type: RowType,
        stored: Properties,
        *,
        whole: bool = False,
    ) -> None:
        self.store, self.row_type = store, row_type
        self._names = row_type.properties.keys() & stored.get(row_type.type_name, frozenset())
        self._whole = whole and bool(undeclared(row_type, stored))

    def pages(self) -> Pages:
        """Yield all members a page at a time, in order."""
        if isinstance(self.row_type, NodeType):
            for ids in self._id_pages(self.row_type.label):
                yield self._nodes(self.row_type, ids)
            return
        for ends in self._parts(self.row_type):
            yield self._relationships(self.row_type, ends)

    def like(self, page: pa.Table) -> pa.Table:
        """Return the members with the keys of a page of another graph, and perhaps more."""
        if isinstance(self.row_type, NodeType):
            return self._nodes(self.row_type, page["id"].to_pylist())
        ends = {end: page[end].unique().to_pylist() for end in ("source", "target")}
        return self._relationships(self.row_type, ends)

    def _nodes(self, node_type: NodeType, ids: Sequence[str]) -> pa.Table:
        pattern = f"MATCH (n:{node_type.label}) WHERE n.id IN $ids"
        return self._table(_Question(pattern, {"ids": ids}, "n", {"id": "n.id"}))

    def _relationships(self, row_type: RelationshipType, ends: Ends) -> pa.Table:
        # All of a type come in a tenth of the time, and in little memory, without a label.
        label = f":{row_type.source.label}" if "source" in ends else ""
        limits = [f"{variable}.id IN ${end}" for end, variable in _ENDS.items() if end in ends]
        where = f" WHERE {' AND '.join(limits)}" if limits else ""
        pattern = f"MATCH (a{label})-[r:{row_type.kind}]->(b){where}"
        identity = {end: f"{variable}.id" for end, variable in _ENDS.items()}
        return self._table(_Question(pattern, ends, "r", identity))

    def _table(self, question: _Question) -> pa.Table:
        """Return what matches, in the order of its identity."""
        import pyarrow as pa

        from .tables import arrow_types

        types = arrow_types(self.row_type)
        if self._whole:
            held = self._whole_table(question, types)
        else:
            properties = {name: question.term(name) for name in sorted(self._names)}
            held = self.store.read_table(
                question.statement(properties), question.parameters, types, timeout_s=None
            )
        for name in types.keys() - set(held.column_names):
            held = held.append_column(name, pa.nulls(len(held), types[name]))
        return held.sort_by([(name, "ascending") for name in self.row_type.identity])

    def _whole_table(self, question: _Question, types: Mapping[str, pa.DataType]) -> pa.Table:
        """Return what matches with undeclared properties as well: no type is known of these."""
        import pyarrow as pa

        statement = question.statement({"held": f"properties({question.variable})"})
        answer = self.store.read(statement, question.parameters)
        rows = [row.pop("held") | row for row in answer.dicts()]
        columns = {
            name: pa.array([row.pop(name, None) for row in rows], kind)
            for name, kind in types.items()
        }
        rest = [_JSON.encode(row).decode() if row else None for row in rows]
        return pa.table(columns | {REST: pa.array(rest, pa.string())})

    def _id_pages(self, label: str, condition: str = "") -> Iterator[list[str]]:
        """The ids of the nodes ``n`` of a label that a condition holds for, in order."""
        statement = (
            f"MATCH (n:{label}) WHERE n.id > $last{condition} "
            "RETURN n.id AS id ORDER BY id LIMIT $most"
        )
        last = ""
        while rows := self.store.read(statement, {"last": last, "most": _IDS}).rows:
            ids = [str(row[0]) for row in rows]
            last = ids[-1]
            for start in range(0, len(ids), PAGE):
                yield ids[start : start + PAGE]

    def _parts(self, row_type: RelationshipType) -> Iterator[Ends]:
        """Divide the relationships into pages: by sources, and where one has many, by targets.

        An account of a million posts fills ten pages by itself.
        """
        (total,) = self.store.read(f"MATCH ()-[r:{row_type.kind}]->() RETURN count(r) AS n").rows[0]
        if total <= TIES_PAGE:
            yield {}
            return
        part: list[str] = []
        weight = 0
        for source, degree in self._degrees(row_type, total):
            if part and degree and weight + degree > TIES_PAGE:
                yield {"source": part}
                part, weight = [], 0
            if degree > TIES_PAGE:
                for targets in self._target_pages(row_type, source):
                    yield {"source": [source], "target": targets}
            elif degree:
                part.append(source)
                weight += degree
        if part:
            yield {"source": part}

    def _degrees(self, row_type: RelationshipType, total: int) -> Iterator[tuple[str, int]]:
        """Yield the sources of so many relationships, in order, and how many each has."""
        label = row_type.source.label
        # Of a million posts a few thousand answer another: only these are gone through.
        having = f"EXISTS {{ (n)-[:{row_type.kind}]->() }}"
        sources = f"MATCH (n:{label}) WHERE {having} RETURN count(*) AS n"
        degrees = (
            f"MATCH (n:{label}) WHERE n.id IN $ids RETURN n.id AS id, "
            f"COUNT {{ (n)-[:{row_type.kind}]->(:{row_type.target.label}) }} AS n"
        )
        # A post reposts one other: asking each how many takes a quarter of the time of reading.
        one_each = self.store.read(sources).rows == [(total,)]
        for ids in self._id_pages(label, f" AND {having}"):
            if one_each:
                yield from ((source, 1) for source in ids)
            else:
                yield from sorted(self.store.read(degrees, {"ids": ids}).rows)

    def _target_pages(self, row_type: RelationshipType, source: str) -> Iterator[list[str]]:
        statement = (
            f"MATCH (a:{row_type.source.label} {{id: $source}}) "
            f"MATCH (a)-[:{row_type.kind}]->(b:{row_type.target.label}) RETURN DISTINCT b.id AS id"
        )
        ids = sorted(str(row[0]) for row in self.store.read(statement, {"source": source}).rows)
        for start in range(0, len(ids), TIES_PAGE):
            yield ids[start : start + TIES_PAGE]
