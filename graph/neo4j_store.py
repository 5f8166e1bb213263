"""Store on a Neo4j server, cluster or Aura, through the official driver."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from types import TracebackType
from typing import Any, Self, TypeVar

import neo4j
import pyarrow as pa
import pyarrow.compute as pc
from neo4j import exceptions as driver_errors
from neo4j.graph import Node, Path, Relationship

from ..errors import StatementError, StoreAuthError, StoreError, StoreUnreachableError
from . import ddl
from .deadline import too_long, within
from .reach import refuse_reach
from .store import Counts, Result, Value
from .tables import declared_table, empty_table, table_of_columns
from .types import NodeType, RelationshipType

ROWS_PER_TRANSACTION = 5_000
"""Bounds what one transaction holds on the server to a few megabytes of heap."""

_CONNECTIONS = 2
"""Write at once: the server works on one while the other is sent. Nodes take two thirds of the
time then, and relationships that share no nodes as well; more did not help on two cores."""

_ENDS = ("source", "target")
_LEAST_ROWS = 1_000
"""Fewer are not divided."""

Columns = dict[str, list[Any]]
T = TypeVar("T", NodeType, RelationshipType)

# What the driver has to say (a transaction that is tried again) is for who listens, not for stderr.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Neo4jStore:
    """A graph in a Neo4j database. See :class:`~meute.graph.store.Store`."""

    engine = "neo4j"

    def __init__(
        self, address: str, *, user: str, password: str | None, database: str | None = None
    ) -> None:
        self.address = address
        self._database = database
        self._writers = ThreadPoolExecutor(_CONNECTIONS, "meute-neo4j")
        auth = None if password is None else (user, password)
        with _translated(address):
            self._driver = neo4j.GraphDatabase.driver(
                address,
                auth=auth,
                connection_timeout=10,
                max_transaction_retry_time=30,
                # An empty database floods "unknown label" notes; the catalogue checks labels.
                notifications_min_severity="OFF",
            )
            try:
                self._driver.verify_connectivity()
            except BaseException:
                self._driver.close()
                raise

    def prepare(self) -> None:
        """Create constraints and indexes, and wait until they are online."""
        statements = [*ddl.constraints(), *ddl.node_indexes(), *ddl.relationship_indexes()]
        for statement in statements:
            self.execute(statement)
        self.execute("CALL db.awaitIndexes(300)")

    def read(
        self,
        statement: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        timeout_s: float | None = None,
        trusted: bool = False,
    ) -> Result:
        """Run a statement in a read transaction, in which the server refuses writes."""
        refuse_reach(statement)
        if timeout_s is not None and not trusted:
            limit_s = timeout_s
            # The server looks at its clock between rows, as the driver trusts it to.
            return within(limit_s, lambda: self._read_once(statement, parameters, limit_s))

        @neo4j.unit_of_work(timeout=timeout_s)
        def work(transaction: neo4j.ManagedTransaction) -> Result:
            return _result(transaction.run(statement, dict(parameters or {})))

        with self._session() as session:
            return session.execute_read(work)

    def _read_once(
        self, statement: str, parameters: Mapping[str, Value] | None, timeout_s: float
    ) -> Result:
        """Run a statement without trying again: it may be what the server has no memory for."""
        with (
            self._session(neo4j.READ_ACCESS) as session,
            session.begin_transaction(timeout=timeout_s) as transaction,
        ):
            return _result(transaction.run(statement, dict(parameters or {})))

    def execute(
        self, statement: str, parameters: Mapping[str, Value] | None = None
    ) -> tuple[Result, Mapping[str, int]]:
        """Run a statement that may write, in a transaction of its own."""
        with self._session() as session:
            # Auto-commit, because schema commands and CALL … IN TRANSACTIONS need it.
            answer = session.run(statement, dict(parameters or {}))
            result = _result(answer)
            counters = answer.consume().counters
        changes = {name: count for name, count in vars(counters).items() if _is_count(count)}
        return result, changes

    def existing(
        self, node_type: NodeType, ids: Sequence[str], properties: Sequence[str] | None = None
    ) -> pa.Table:
        """Return the stored nodes of the ids that are there."""
        names = list(node_type.columns) if properties is None else ["id", *properties]
        projection = ", ".join(f"n.{name}" for name in names)
        statement = f"UNWIND $ids AS id MATCH (n:{node_type.label} {{id: id}}) RETURN {projection}"
        pages = []
        for start in range(0, len(ids), ROWS_PER_TRANSACTION):
            page = list(ids[start : start + ROWS_PER_TRANSACTION])
            if rows := self.read(statement, {"ids": page}).rows:
                columns = dict(zip(names, zip(*rows, strict=True), strict=True))
                pages.append(table_of_columns(node_type, columns))
        return pa.concat_tables(pages) if pages else empty_table(node_type).select(names)

    def write_nodes(self, node_type: NodeType, table: pa.Table) -> None:
        """Create or update nodes by ``id``, sorted so that writers lock in one order."""
        table = _decoded(declared_table(node_type, table))
        self._write_all(_node_statement, node_type, _sorted(table, "id"))

    def write_relationships(self, relationship_type: RelationshipType, table: pa.Table) -> None:
        """Create or update relationships by their ends and key; both ends must be there."""
        table = _decoded(declared_table(relationship_type, table))
        end = _end_to_divide_by(table)
        ordered = _sorted(table, *(("target", "source") if end == "target" else _ENDS))
        at_once = end is not None
        written = self._write_all(_tie_statement, relationship_type, ordered, at_once=at_once)
        if written != len(table):
            raise StatementError(
                f"{len(table) - written} {relationship_type.kind} relationships have an end "
                "that is not in the graph",
                "Write the nodes before the relationships.",
            )

    def counts(self) -> Counts:
        """Count by the store's own statistics, without a scan."""
        nodes = self.read("MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS n").rows
        relationships = self.read("MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS n").rows
        return Counts(dict(sorted(nodes)), dict(sorted(relationships)))

    def checkpoint(self) -> None:
        """Every transaction survives already."""

    def close(self) -> None:
        """Close the connections."""
        self._writers.shutdown()
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _write_all(
        self,
        statement: Callable[[T, tuple[str, ...]], str],
        declared: T,
        table: pa.Table,
        *,
        at_once: bool = True,
    ) -> int:
        """Write rows in transactions of some each; return how many the statement came to."""

        def write(start: int) -> int:
            # A list for each property takes nine tenths of the time of a map for each row.
            columns = table[start : start + size].to_pydict()
            return self._write(statement(declared, tuple(sorted(columns))), columns)

        share = -(-len(table) // _CONNECTIONS) if at_once else len(table)
        size: int = min(max(share, _LEAST_ROWS), ROWS_PER_TRANSACTION)
        starts = range(0, len(table), size)
        return sum(self._writers.map(write, starts) if at_once else map(write, starts))

    def _write(self, statement: str, columns: Columns) -> int:
        def work(transaction: neo4j.ManagedTransaction) -> int:
            record = transaction.run(statement, columns).single(strict=True)
            return int(record[0])

        with self._session() as session:
            return session.execute_write(work)

    @contextmanager
    def _session(self, mode: str = neo4j.WRITE_ACCESS) -> Iterator[neo4j.Session]:
        with (
            _translated(self.address),
            self._driver.session(database=self._database, default_access_mode=mode) as session,
        ):
            yield session


@cache
def _node_statement(declared: NodeType, names: tuple[str, ...]) -> str:
    return (
        "UNWIND range(0, size($id) - 1) AS i "
        f"MERGE (n:{declared.label} {{id: $id[i]}}) "
        f"{_settings('n', [name for name in names if name != 'id'])}RETURN count(*)"
    )


@cache
def _tie_statement(declared: RelationshipType, names: tuple[str, ...]) -> str:
    key = ", ".join(f"{name}: ${name}[i]" for name in declared.key)
    others = [name for name in names if name not in (*_ENDS, *declared.key)]
    return (
        "UNWIND range(0, size($source) - 1) AS i "
        f"MATCH (a:{declared.source.label} {{id: $source[i]}}) "
        f"MATCH (b:{declared.target.label} {{id: $target[i]}}) "
        f"MERGE (a)-[r:{declared.kind}{' {' + key + '}' if key else ''}]->(b) "
        f"{_settings('r', others)}RETURN count(*)"
    )


def _settings(variable: str, names: Sequence[str]) -> str:
    """Set what is known; an unknown value leaves what is there."""
    settings = (f"{variable}.{name} = coalesce(${name}[i], {variable}.{name})" for name in names)
    return f"SET {', '.join(settings)} " if names else ""


def _decoded(table: pa.Table) -> pa.Table:
    """Return texts that were held once each as plain columns: Arrow cannot count those apart."""
    for place, declared in enumerate(table.schema):
        if pa.types.is_dictionary(declared.type):
            plain = table.column(place).cast(declared.type.value_type)
            table = table.set_column(place, declared.name, plain)
    return table


def _sorted(table: pa.Table, *names: str) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in names])


def _end_to_divide_by(table: pa.Table) -> str | None:
    """The end to sort by so that parts written at once share no node but the one they are cut at.

    Where each post has one author, that is the author; where each repost has one original, the
    original. Without such an end, parts would wait for each other's locks until one has to give
    up and begin again a second later.
    """
    for end, other in (_ENDS, reversed(_ENDS)):
        if pc.count_distinct(table[other]).as_py() == len(table):
            return end
    return None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _result(answer: neo4j.Result) -> Result:
    rows = [tuple(_plain(value) for value in record.values()) for record in answer]
    return Result(tuple(answer.keys()), rows)


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


@contextmanager
def _translated(address: str) -> Iterator[None]:
    """Turn the driver's errors into ours, each with what to do."""
    try:
        yield
    except (driver_errors.AuthError, driver_errors.AuthConfigurationError) as error:
        raise StoreAuthError(
            f"The server at {address} refuses the user or the password",
            "Set MEUTE_USER and MEUTE_PASSWORD, or use --user with MEUTE_PASSWORD.",
        ) from error
    except (driver_errors.ServiceUnavailable, driver_errors.SessionExpired, OSError) as error:
        raise StoreUnreachableError(
            f"No Neo4j answers at {address}",
            "Start one with `meute server up`, or check the address after --graph.",
        ) from error
    except driver_errors.ConfigurationError as error:
        raise StoreUnreachableError(
            f"{address} is no address of a Neo4j server: {error}",
            "Write bolt://HOST:7687, neo4j://HOST:7687 or neo4j+s://HOST.",
        ) from error
    except driver_errors.Neo4jError as error:
        raise _statement_error(error) from error
    except driver_errors.DriverError as error:
        raise StoreError(
            f"The connection to {address} failed: {error}", "Run the same command again."
        ) from error


def _statement_error(error: driver_errors.Neo4jError) -> StatementError:
    code = error.code or ""
    message = (error.message or str(error)).splitlines()[0]
    if "AccessMode" in code:
        return StatementError(
            "The statement writes, and only reads may run here",
            "Use `meute cypher --write` if you mean to change the graph.",
        )
    if "Terminated" in code or "TransactionTimedOut" in code:
        return too_long()
    if "OutOfMemory" in code:
        return StatementError(
            "The statement takes more memory than the server has for it",
            "Narrow it: let no text or list grow with every step.",
        )
    return StatementError(f"Neo4j refuses the statement: {message}", "Correct it and run it again.")
