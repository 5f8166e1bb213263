"""Store on a local file, by KGLite in this process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from math import ceil
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import kglite

from ..errors import StatementError
from ..memory import give_back
from ..private import target_of
from . import ddl
from .bounds import MAX_ROWS, too_large, with_limit, within_bounds
from .embedded_errors import translated
from .embedded_files import CaseFiles
from .embedded_opening import open_for_reading, open_for_writing
from .reach import refuse_reach
from .store import Counts, Result, Value
from .types import NodeType, RelationshipType
from .watched import Watched

if TYPE_CHECKING:
    import pyarrow as pa

_MINTED = frozenset({"title", "type", "_provisional"})
"""Properties that the engine adds to a node by itself."""

_LAST_LIMIT = re.compile(r"""\bLIMIT\s+\$(\w+)(?=[^'"`$]*\Z)""")
"""Nothing is quoted after it, so that it stands in no text itself."""


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
        self.command: str | None = None
        # The engine replaces the file that it is given: of a link, what it points to.
        self._path = path = target_of(path)
        self._files = CaseFiles(path)
        self._write, self._bulk, self._torn = write, write and bulk, False
        self._watched = Watched(path)
        self._lock, self._readers = Lock(), 0
        kglite.set_query_warning_policy("silent")  # unknown types are not rows, not a warning
        with translated(path):
            if write:
                self._graph = open_for_writing(path, create, bulk)
            else:
                self._graph = open_for_reading(path)

    def release(self) -> str:
        """Return the engine and its version."""
        return f"KGLite {kglite.__version__}"

    def prepare(self) -> None:
        """Create the indexes of nodes, which are keyed by ``id`` already; drop all others.

        Deleting a relationship from an index of the engine's takes as long as there are equal
        values in it: 400,000 findings of one run, a minute. Without it that takes three seconds.
        """
        with translated(self._path):
            for statement in ddl.node_indexes().values():
                self._graph.cypher(statement)
            indexes: Any = self._graph.cypher(
                "SHOW INDEXES YIELD name, entityType WHERE entityType = 'RELATIONSHIP' RETURN name"
            )
            for name in indexes.column("name"):
                self._graph.cypher(f"DROP INDEX {name} IF EXISTS")

    def read(
        self,
        statement: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        timeout_s: float | None = None,
        trusted: bool = False,
        bounded: bool = False,
    ) -> Result:
        """Run a statement with the engine in read-only mode; see :mod:`.watched` for others'."""
        refuse_reach(statement)
        # What a writer has not published yet, no other process can read.
        if timeout_s is None or trusted or self._write:
            return self.read_here(statement, parameters, timeout_s=timeout_s, bounded=bounded)
        return self._watched.read(statement, parameters, timeout_s)

    def read_here(
        self,
        statement: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        timeout_s: float | None = None,
        bounded: bool = False,
    ) -> Result:
        """Run a statement with the engine in read-only mode, in this process."""
        with self._read_only():
            return self._run(statement, parameters, timeout_s, bounded=bounded)

    @contextmanager
    def _read_only(self) -> Iterator[None]:
        if not self._write:  # so it was opened
            yield
            return
        with self._lock:
            self._readers += 1
            self._graph.read_only(True)
        try:
            yield
        finally:
            with self._lock:
                self._readers -= 1
                self._graph.read_only(bool(self._readers))

    def read_table(
        self,
        statement: str,
        parameters: Mapping[str, Value],
        types: Mapping[str, pa.DataType],
        *,
        timeout_s: float | None,
    ) -> pa.Table:
        """Run a statement in read-only mode; one column after another becomes Python values."""
        import pyarrow as pa

        with self._read_only(), translated(self._path):
            view = self._view(statement, parameters, timeout_s)
        return pa.table(
            {name: pa.array(view.column(name), types.get(name)) for name in view.columns}
        )

    def execute(
        self,
        statement: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        once: bool = False,  # noqa: ARG002 - nothing runs twice here
    ) -> tuple[Result, Mapping[str, int]]:
        """Run a statement that may write; it is atomic."""
        result = self._run(statement, parameters, 0)
        changes = self._graph.last_mutation_stats or {}
        return result, {name: count for name, count in changes.items() if count}

    def exclusive(
        self,
        waiting: Callable[[], None] | None = None,  # noqa: ARG002 - opening has failed otherwise
    ) -> AbstractContextManager[None]:
        """Do nothing: the file's write lease is held since it was opened."""
        return nullcontext()

    @contextmanager
    def replacement(self) -> Iterator[None]:
        """Publish nothing any more after a failure, if opened in bulk."""
        try:
            yield
        except BaseException:
            self._torn = self._bulk
            raise

    def existing(
        self, node_type: NodeType, ids: Sequence[str], properties: Sequence[str] | None = None
    ) -> pa.Table:
        """Return the stored nodes of the ids that are there."""
        from .tables import empty_table, table_of_columns

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
        from .embedded_writing import write_nodes
        from .tables import declared_table

        table = declared_table(node_type, table)
        with translated(self._path):
            write_nodes(self._graph, node_type, table)

    def write_relationships(self, relationship_type: RelationshipType, table: pa.Table) -> None:
        """Create or update relationships; both ends must be there."""
        from .embedded_writing import write_relationships
        from .tables import declared_table

        table = declared_table(relationship_type, table)
        with translated(self._path):
            missing = write_relationships(self._graph, relationship_type, table)
        if missing:
            raise StatementError(
                f"{missing} {relationship_type.kind} relationships have an end that is not in "
                "the graph",
                "Write the nodes before the relationships.",
            )

    def counts(self) -> Counts:
        """Count nodes and relationships by type."""
        # The engine keeps the counts of first labels; only strangers give a node a second one.
        (several,) = self.read("MATCH (n) WHERE size(labels(n)) > 1 RETURN count(n) AS n").rows[0]
        kinds = "UNWIND labels(n) AS kind RETURN kind" if several else "RETURN labels(n)[0] AS kind"
        nodes = self.read(f"MATCH (n) {kinds}, count(*) AS n").rows
        relationships = self.read("MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS n").rows
        return Counts(dict(sorted(nodes)), dict(sorted(relationships)))

    def checkpoint(self) -> None:
        """Publish what was written in bulk; without bulk the log holds it already."""
        if self._bulk:
            with translated(self._path), self._files.private():
                _give_back()
                self._graph.save()

    def close(self) -> None:
        """Publish what was written, for readers to see, and give up the lease."""
        self._watched.close()
        if not self._write:
            return  # The engine's `close` saves: a reader's would undo what a writer published.
        if self._torn:
            del self._graph  # gives up the lease
            return
        with translated(self._path), self._files.private():
            _give_back()
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
        """Close, also after an error: what was written stays, as on a server.

        A load that stopped goes on behind it, and leaving it out would throw hours away. What was
        being replaced does not: see :meth:`replacement`.
        """
        self.close()

    def _run(
        self,
        statement: str,
        parameters: Mapping[str, Value] | None,
        timeout_s: float | None,
        *,
        bounded: bool = False,
    ) -> Result:
        with translated(self._path):
            if bounded:
                statement = with_limit(statement)
            view = self._view(statement, parameters, timeout_s, MAX_ROWS + 1 if bounded else None)
            if bounded and len(view) > MAX_ROWS:
                raise too_large()  # before a second copy of them is made
            names = tuple(view.columns)
            # By column: a dictionary of each row would take three times the time.
            columns = [_plain_column(view.column(name)) for name in names]
        rows = zip(*columns, strict=True)
        return Result(names, list(within_bounds(rows) if bounded else rows))

    def _view(
        self,
        statement: str,
        parameters: Mapping[str, Value] | None,
        timeout_s: float | None,
        row_limit: int | None = None,
    ) -> kglite.ResultView:
        parameters = dict(parameters or {})
        view = self._graph.cypher(
            _with_literal_limit(statement, parameters),
            params=parameters,
            # 0 would switch the limit off.
            timeout_ms=None if timeout_s is None else ceil(timeout_s * 1000),
            hide_structural_keys=True,
            row_limit=row_limit,
        )
        if not isinstance(view, kglite.ResultView):
            raise StatementError(
                "The statement asks for text instead of rows",
                "Leave FORMAT CSV out, and choose the format with --format.",
            )
        return view


def _give_back() -> None:
    """Give back what questions and rows took, before the file that is published comes on top."""
    kglite.trim_memory()
    give_back()


def _with_literal_limit(statement: str, parameters: Mapping[str, Value]) -> str:
    """Return a statement with its last limit as a number.

    Of a million ordered rows the engine then keeps those alone: 0.4 s and 0.15 GB, against 2.6 s
    and 1 GB with a parameter. Deleting takes two thirds of the time, and of 425,000 relationships
    400 MB less.
    """
    last = _LAST_LIMIT.search(statement)
    value = parameters.get(last[1]) if last else None
    if last is None or type(value) is not int or value < 0:
        return statement
    return f"{statement[: last.start()]}LIMIT {value}{statement[last.end() :]}"


def _plain_column(values: list[Value]) -> list[Value]:
    if {dict, list, tuple}.isdisjoint(map(type, values)):
        return values
    return [_plain(value) for value in values]


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
