"""Store on a Neo4j server, cluster or Aura, through the official driver."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import uuid4

import neo4j
import pyarrow as pa
from neo4j import exceptions as driver_errors

from ..errors import StatementError, StoreError, StoreUnreachableError
from . import ddl, neo4j_lease
from .addresses import driver_options
from .deadline import within
from .neo4j_errors import translated
from .neo4j_lease import Lease, Work
from .neo4j_statements import (
    ENDS,
    decoded,
    end_to_divide_by,
    node_statement,
    plain_result,
    plain_table,
    tie_statement,
)
from .reach import refuse_reach
from .store import Counts, Result, Value
from .tables import declared_table, empty_table, table_of_columns
from .types import NodeType, RelationshipType

ROWS_PER_TRANSACTION = 5_000
"""Bounds what one transaction holds on the server to a few megabytes of heap."""

_CONNECTIONS = 2
"""Write at once: the server works on one while the other is sent. Nodes take two thirds of the
time then, and relationships that share no nodes as well; more did not help on two cores."""

_REST_S = 1.0
"""How long a statement that was given up may take to come to rest before the end."""

_CONNECT_WAITS_S = (0.2, 0.5)

_ROUNDS = 10
"""How many times as long a server has that is back in between and breaks again."""

_LEAST_ROWS = 1_000
"""Fewer are not divided."""

Columns = dict[str, list[Any]]
T = TypeVar("T", NodeType, RelationshipType)
Answer = TypeVar("Answer")

# What the driver has to say (a transaction that is tried again) is for who listens, not for stderr.
logging.getLogger("neo4j").addHandler(logging.NullHandler())
logging.getLogger("neo4j").propagate = False


_KEY = "meute_statement"
"""Under which a transaction says which statement it runs, so that it can be ended."""


class Neo4jStore:
    """A graph in a Neo4j database. See :class:`~meute.graph.store.Store`."""

    engine = "neo4j"

    def __init__(
        self,
        address: str,
        *,
        user: str,
        password: str | None,
        database: str | None = None,
        retry_s: float,
        ca: Path | None = None,
    ) -> None:
        self.address = address
        self.command: str | None = None
        self._database = database
        self._retry_s = retry_s
        self._answered_for_s: float | None = None
        self._lease: Lease | None = None
        self._writers = ThreadPoolExecutor(_CONNECTIONS, "meute-neo4j")
        self._given_up: list[threading.Thread] = []
        auth = None if password is None else (user, password)
        with translated(address):
            self._driver = neo4j.GraphDatabase.driver(
                **driver_options(address, ca),
                auth=auth,
                connection_timeout=10,
                max_transaction_retry_time=retry_s,
                initial_retry_delay=0.5,
                # Longer waits would give a server up that breaks every other connection.
                retry_delay_multiplier=1.1,
                # An empty database floods "unknown label" notes; the catalogue checks labels.
                notifications_min_severity="OFF",
            )
            try:
                self._connect()
            except BaseException:
                self._driver.close()
                raise
        self._answered_for_s = retry_s
        self._heard_at = time.monotonic()
        # What one session wrote, the next one reads, whichever server of a cluster it asks.
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()

    def _connect(self) -> None:
        """Ask whether a server answers; one broken connection is not the last word."""
        for wait_s in _CONNECT_WAITS_S:
            try:
                return self._driver.verify_connectivity()
            except (driver_errors.ServiceUnavailable, driver_errors.SessionExpired):
                time.sleep(wait_s)
        return self._driver.verify_connectivity()

    def release(self) -> str:
        """Return the engine and its version."""
        with translated(self.address):
            return str(self._driver.get_server_info().agent)

    def prepare(self) -> None:
        """Create the constraints and indexes that are not there, and wait until they are online."""
        statements = {
            **ddl.constraints(),
            **neo4j_lease.CONSTRAINT,
            **ddl.node_indexes(),
            **ddl.relationship_indexes(),
        }
        # A constraint has an index of its name. Asking for each again is a transaction of its own.
        online = self.read("SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name").rows
        absent = statements.keys() - {name for (name,) in online}
        for name, statement in statements.items():
            if name in absent:
                self.execute(statement)
        if absent:
            self.execute("CALL db.awaitIndexes(300)")

    def read(
        self,
        statement: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        timeout_s: float | None = None,
        trusted: bool = False,
        bounded: bool = False,
    ) -> Result:
        """Run a statement in a read transaction, in which the server refuses writes."""
        refuse_reach(statement)
        if timeout_s is not None and not trusted:
            limit_s = timeout_s
            key = uuid4().hex
            try:
                # The server looks at its clock between rows, as the driver trusts it to.
                return within(
                    limit_s,
                    lambda: self._read_once(statement, parameters, limit_s, key),
                    self._given_up,
                )
            except KeyboardInterrupt:
                self._terminate(key)
                raise

        @neo4j.unit_of_work(timeout=timeout_s)
        def work(transaction: neo4j.ManagedTransaction) -> Result:
            answer = transaction.run(statement, dict(parameters or {}))
            return plain_result(answer, bounded=bounded)

        return self._tried_again(work, reads=True)

    def _read_once(
        self, statement: str, parameters: Mapping[str, Value] | None, timeout_s: float, key: str
    ) -> Result:
        """Run a statement without trying again: it may be what the server has no memory for."""
        with (
            self._session(neo4j.READ_ACCESS) as session,
            session.begin_transaction(metadata={_KEY: key}, timeout=timeout_s) as transaction,
        ):
            return plain_result(transaction.run(statement, dict(parameters or {})), bounded=True)

    def _terminate(self, key: str) -> None:
        """Let the server end the transaction with that key, which nobody waits for any more."""
        ask = f"SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData.{_KEY} = $key"
        with suppress(StoreError), self._session(neo4j.READ_ACCESS) as session:
            ids = [row["id"] for row in session.run(f"{ask} RETURN id", key=key)]
            session.run("TERMINATE TRANSACTIONS $ids", ids=ids).consume()

    def read_table(
        self,
        statement: str,
        parameters: Mapping[str, Value],
        types: Mapping[str, pa.DataType],
        *,
        timeout_s: float | None,
    ) -> pa.Table:
        """Run a statement in a read transaction; some rows at a time become columns."""

        @neo4j.unit_of_work(timeout=timeout_s)
        def work(transaction: neo4j.ManagedTransaction) -> pa.Table:
            return plain_table(transaction.run(statement, dict(parameters)), types)

        return self._tried_again(work, reads=True)

    def execute(
        self,
        statement: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        once: bool = False,
    ) -> tuple[Result, Mapping[str, int]]:
        """Run a statement that may write, in a transaction of its own."""

        def work(runner: neo4j.Session | neo4j.ManagedTransaction) -> Any:
            answer = runner.run(statement, dict(parameters or {}))
            return plain_result(answer), answer.consume().counters

        if once:
            with self._session() as session:
                # Auto-commit, because CALL … IN TRANSACTIONS needs it.
                result, counters = work(session)
        else:
            result, counters = self._written(work)
        changes = {name: count for name, count in vars(counters).items() if _is_count(count)}
        return result, changes

    @contextmanager
    def exclusive(self, waiting: Callable[[], None] | None = None) -> Iterator[None]:
        """Hold the graph's lease for writing, which others wait for."""
        if self._lease is not None:
            yield
            return
        lease = Lease(self._tried_again)
        lease.take(waiting)
        self._lease = lease
        try:
            yield
        finally:
            self._lease = None
            with self._driver.session(database=self._database) as session:
                lease.release(session)

    def replacement(self) -> AbstractContextManager[None]:
        """Hold the lease meanwhile."""
        return self.exclusive()

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
        table = decoded(declared_table(node_type, table))
        self._write_all(node_statement, node_type, _sorted(table, "id"))

    def write_relationships(self, relationship_type: RelationshipType, table: pa.Table) -> None:
        """Create or update relationships by their ends and key; both ends must be there."""
        table = decoded(declared_table(relationship_type, table))
        end = end_to_divide_by(table)
        ordered = _sorted(table, *(("target", "source") if end == "target" else ENDS))
        at_once = end is not None
        written = self._write_all(tie_statement, relationship_type, ordered, at_once=at_once)
        if written != len(table):
            raise StatementError(
                f"{len(table) - written} {relationship_type.kind} relationships have an end "
                "that is not in the graph",
                "Write the nodes before the relationships.",
            )

    def counts(self) -> Counts:
        """Count by type; a lease that a killed process left behind is not a part of the graph."""
        nodes = self.read(
            "MATCH (n) UNWIND labels(n) AS label WITH label, count(*) AS n "
            "WHERE label <> $lease RETURN label, n",
            {"lease": neo4j_lease.LABEL},
        ).rows
        relationships = self.read("MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS n").rows
        return Counts(dict(sorted(nodes)), dict(sorted(relationships)))

    def checkpoint(self) -> None:
        """Every transaction survives already."""

    def close(self) -> None:
        """Close the connections."""
        self._writers.shutdown()
        # A thread that was given up a moment ago may be sending: its buffer is in use.
        for thread in self._given_up:
            thread.join(_REST_S)
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
        row_type: T,
        table: pa.Table,
        *,
        at_once: bool = True,
    ) -> int:
        """Write rows in transactions of some each; return how many the statement came to."""

        def write(start: int) -> int:
            # A list for each property takes nine tenths of the time of a map for each row.
            columns = table[start : start + size].to_pydict()
            return self._write(statement(row_type, tuple(sorted(columns))), columns)

        share = -(-len(table) // _CONNECTIONS) if at_once else len(table)
        size: int = min(max(share, _LEAST_ROWS), ROWS_PER_TRANSACTION)
        starts = range(0, len(table), size)
        return sum(self._writers.map(write, starts) if at_once else map(write, starts))

    def _write(self, statement: str, columns: Columns) -> int:
        def work(transaction: neo4j.ManagedTransaction) -> int:
            record = transaction.run(statement, columns).single(strict=True)
            return int(record[0])

        return int(self._written(work))

    def _written(self, work: Work) -> Any:
        """Run a unit of work that may write, under the lease if there is one."""
        return self._tried_again(work) if self._lease is None else self._lease.write(work)

    def _tried_again(
        self, work: Callable[[neo4j.ManagedTransaction], Answer], *, reads: bool = False
    ) -> Answer:
        """Run a transaction that is tried again until the server has been away for its time.

        It must come to the same when it runs twice: if the connection breaks during a commit,
        nobody can tell whether that happened, and it runs again. The driver counts from the first
        failure; a server that was back in between has not been away so long.
        """

        @wraps(work)  # with its time limit
        def heard(transaction: neo4j.ManagedTransaction) -> Answer:
            self._heard_at = time.monotonic()  # to open one, the server has answered
            return work(transaction)

        ends = time.monotonic() + _ROUNDS * self._retry_s
        while True:
            try:
                with self._session() as session:
                    return (session.execute_read if reads else session.execute_write)(heard)
            except StoreUnreachableError as error:
                now, broke = time.monotonic(), error.__cause__
                doubtful = isinstance(broke, driver_errors.IncompleteCommit)
                # Half: connections that were open are heard once more, right after the failure.
                if now > ends or not (doubtful or now - self._heard_at < self._retry_s / 2):
                    raise

    @contextmanager
    def _session(self, mode: str = neo4j.WRITE_ACCESS) -> Iterator[neo4j.Session]:
        with (
            translated(self.address, answered_for_s=self._answered_for_s),
            self._driver.session(
                database=self._database,
                default_access_mode=mode,
                bookmark_manager=self._bookmarks,
            ) as session,
        ):
            yield session


def _sorted(table: pa.Table, *names: str) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in names])


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
