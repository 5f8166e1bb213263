"""Store on a local file, by KGLite in this process.

Nodes and plain relationships go in as frames: one call writes a batch, de-duplicates it against
what is there, and appends it to the write-ahead log. Findings, whose key holds more than their
ends, go in as Cypher, because frames would merge two runs' ties between the same accounts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import kglite
import pandas as pd
import pyarrow as pa

from ..errors import StatementError
from . import ddl
from .embedded_errors import translated
from .embedded_opening import open_for_reading, open_for_writing
from .reach import refuse_reach
from .store import Counts, Result, Value
from .tables import declared_table, empty_table, rows_of, table_of_columns
from .types import NodeType, RelationshipType
from .watched import Watched

_NULLABLE = {
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}
_MINTED = frozenset({"title", "type", "_provisional"})
"""Properties that the engine adds to a node by itself."""


class EmbeddedStore:
    """A graph in one local file. See :class:`~meute.graph.store.Store`.

    Opened for writing, it holds the file's write lease; every batch is in the write-ahead log
    when the call returns, and survives the death of the process. Opened for reading, it takes no
    lease and sees the last published state. Opened in ``bulk``, it keeps no log, which takes half
    of the time of writing: what was written since the last :meth:`checkpoint` dies with the
    process, all of it, and the file is as it was then.
    """

    engine = "embedded"

    def __init__(self, path: Path, *, write: bool, create: bool = True, bulk: bool = False) -> None:
        self.address = str(path)
        self._path = path
        self._write, self._bulk = write, write and bulk
        self._watched = Watched(path)
        kglite.set_query_warning_policy("silent")  # unknown types are no rows, not a warning
        with translated(path):
            if write:
                self._graph = open_for_writing(path, create, bulk)
            else:
                self._graph = open_for_reading(path)

    def prepare(self) -> None:
        """Create the indexes; nodes are keyed by ``id`` already."""
        with translated(self._path):
            for statement in (*ddl.node_indexes(), *ddl.relationship_indexes()):
                self._graph.cypher(statement)

    def read(
        self,
        statement: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        timeout_s: float | None = None,
        trusted: bool = False,
    ) -> Result:
        """Run a statement with the engine in read-only mode; see :mod:`.watched` for others'."""
        refuse_reach(statement)
        # What a writer has not published yet, no other process can read.
        if timeout_s is None or trusted or self._write:
            return self.read_here(statement, parameters, timeout_s=timeout_s)
        return self._watched.read(statement, parameters, timeout_s)

    def read_here(
        self,
        statement: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        timeout_s: float | None = None,
    ) -> Result:
        """Run a statement with the engine in read-only mode, in this process."""
        before = self._graph.read_only()
        self._graph.read_only(True)
        try:
            return self._run(statement, parameters, timeout_s)
        finally:
            self._graph.read_only(before)

    def execute(
        self, statement: str, parameters: Mapping[str, Value] | None = None
    ) -> tuple[Result, Mapping[str, int]]:
        """Run a statement that may write; it is atomic."""
        result = self._run(statement, parameters, 0)
        changes = self._graph.last_mutation_stats or {}
        return result, {name: count for name, count in changes.items() if count}

    def existing(
        self, node_type: NodeType, ids: Sequence[str], properties: Sequence[str] | None = None
    ) -> pa.Table:
        """Return the stored nodes of the ids that are there."""
        names = list(node_type.columns) if properties is None else ["id", *properties]
        if not len(ids):
            return empty_table(node_type).select(names)
        projection = ", ".join(f"n.{name} AS {name}" for name in names)
        # 38 ms for 10,000 ids, against 50 ms for UNWIND … MATCH.
        statement = f"MATCH (n:{node_type.label}) WHERE n.id IN $ids RETURN {projection}"
        with translated(self._path):
            view: Any = self._graph.cypher(statement, params={"ids": list(ids)}, timeout_ms=0)
            # By column: a dictionary of each row would take twice the time.
            return table_of_columns(node_type, {name: view.column(name) for name in names})

    def write_nodes(self, node_type: NodeType, table: pa.Table) -> None:
        """Create or update nodes by ``id`` in one call."""
        table = declared_table(node_type, table)
        if not len(table):
            return
        frame, column_types = _frame(table)
        with translated(self._path):
            self._graph.add_nodes(
                frame, node_type.label, "id", column_types=column_types, conflict_handling="update"
            )

    def write_relationships(self, relationship_type: RelationshipType, table: pa.Table) -> None:
        """Create or update relationships; both ends must be there."""
        table = declared_table(relationship_type, table)
        if not len(table):
            return
        write = self._write_keyed if relationship_type.key else self._write_plain
        missing = write(relationship_type, table)
        if missing:
            raise StatementError(
                f"{missing} {relationship_type.kind} relationships have an end that is not in "
                "the graph",
                "Write the nodes before the relationships.",
            )

    def counts(self) -> Counts:
        """Count nodes and relationships by type."""
        nodes = self.read("MATCH (n) UNWIND labels(n) AS kind RETURN kind, count(*) AS n").rows
        relationships = self.read("MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS n").rows
        return Counts(dict(sorted(nodes)), dict(sorted(relationships)))

    def checkpoint(self) -> None:
        """Publish what was written in bulk; without bulk the log holds it already."""
        if self._bulk:
            with translated(self._path):
                self._graph.save()

    def close(self) -> None:
        """Publish what was written, for readers to see, and give up the lease."""
        self._watched.close()
        if not self._write:
            return  # The engine's `close` saves: a reader's would undo what a writer published.
        with translated(self._path):
            # Publishes by itself; `save` before it would write the whole file twice.
            self._graph.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _run(
        self, statement: str, parameters: Mapping[str, Value] | None, timeout_s: float | None
    ) -> Result:
        with translated(self._path):
            view = self._graph.cypher(
                statement,
                params=dict(parameters or {}),
                # 0 would switch the limit off.
                timeout_ms=None if timeout_s is None else ceil(timeout_s * 1000),
                hide_structural_keys=True,
            )
            if not isinstance(view, kglite.ResultView):
                raise StatementError(
                    "The statement asks for text instead of rows",
                    "Leave FORMAT CSV out, and choose the format with --format.",
                )
            columns = tuple(view.columns)
            rows = [tuple(_plain(row[name]) for name in columns) for row in view]
        return Result(columns, rows)

    def _write_plain(self, declared: RelationshipType, table: pa.Table) -> int:
        frame, column_types = _frame(table)
        with translated(self._path):
            # It invents missing ends; we take them out again and refuse, below.
            report = self._graph.add_relationships(
                frame,
                declared.kind,
                declared.source.label,
                "source",
                declared.target.label,
                "target",
                column_types=column_types,
                conflict_handling="update",
                # The first load of a type keeps parallel duplicates otherwise.
                distinct=True,
            )
            missing = int(report.get("stubs_vivified", 0))
            if missing:
                self._graph.purge_provisional()
        return missing

    def _write_keyed(self, declared: RelationshipType, table: pa.Table) -> int:
        key = ", ".join(f"{name}: row.properties.{name}" for name in declared.key)
        packed = [
            {
                "source": row["source"],
                "target": row["target"],
                "properties": {k: v for k, v in row.items() if k not in ("source", "target")},
            }
            for row in rows_of(table)
        ]
        result, _ = self.execute(
            "UNWIND $rows AS row "
            f"MATCH (a:{declared.source.label} {{id: row.source}}) "
            f"MATCH (b:{declared.target.label} {{id: row.target}}) "
            f"MERGE (a)-[r:{declared.kind} {{{key}}}]->(b) "
            "SET r += row.properties RETURN count(*) AS written",
            {"rows": packed},
        )
        return len(table) - int(result.rows[0][0])


def _frame(table: pa.Table) -> tuple[pd.DataFrame, dict[str, str]]:
    """A table as columns of nullable types, without a Python object for every value."""
    frame = table.to_pandas(types_mapper=_NULLABLE.get)
    lists = [field.name for field in table.schema if pa.types.is_list(field.type)]
    for name in lists:
        frame[name] = pd.Series(table[name].to_pylist(), dtype=object)
    return frame, dict.fromkeys(lists, "list")


def _plain(value: Value) -> Value:
    if isinstance(value, dict):
        if value.keys() == {"id", "labels", "properties"}:
            stored = value["properties"]
            return {k: _plain(v) for k, v in stored.items() if k not in _MINTED}
        if value.keys() == {"id", "start", "end", "type", "properties"}:
            return {key: _plain(item) for key, item in value["properties"].items()}
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
