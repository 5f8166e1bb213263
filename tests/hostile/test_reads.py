"""Statements of strangers: none reaches out of the graph, and none outlives its limit."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import neo4j
import psutil
import pyarrow as pa
import pytest
from msgspec import structs

from meute.errors import StatementError
from meute.graph import Store, open_store
from meute.graph.schema import Account
from meute.queries import catalogue
from meute.queries.catalogue import find
from meute.queries.runner import run_query

from .conftest import in_whole_suite
from .tally import judge

RUNAWAYS = {
    "a text that doubles": "RETURN size(reduce(s = 'x', i IN range(1, 40) | s + s)) AS n",
    "a text that multiplies": "WITH 'xxxxxxxxxx' AS a WITH replace(a, 'x', a) AS a "
    "WITH replace(a, 'x', a) AS a WITH replace(a, 'x', a) AS a WITH replace(a, 'x', a) AS a "
    "RETURN size(a) AS n",
    "a list that doubles": "RETURN [x IN reduce(s = [1], i IN range(1, 40) | s + s) | x] AS n",
    "lists of lists": "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b "
    "WITH collect([a, b, range(1, 1000)]) AS c RETURN size(c) AS n",
    "pairs of pairs": "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b "
    "UNWIND range(1, 100000) AS c RETURN count(a + b + c) AS n",
    # An inequality: equal sums are joined by their values, in less than the limit.
    "nodes by nodes": "MATCH (a), (b), (c), (d), (e) WHERE a.id + b.id < c.id + d.id + e.id "
    "RETURN count(*) AS n",
    "paths": "MATCH p = (a)-[*1..30]-(b) RETURN count(p) AS n",
    "predicates": "RETURN any(a IN range(1, 100000) WHERE any(b IN range(1, 100000) "
    "WHERE a = -b)) AS n",
    "a sum of sums": "RETURN reduce(a = 0, i IN range(1, 90000) | a + reduce(b = 0, "
    "j IN range(1, 90000) | b + j)) AS n",
    "a pattern on a long text": "WITH reduce(s = 'a', i IN range(1, 22) | s + s) AS s UNWIND "
    "range(1, 100000) AS i RETURN sum(CASE WHEN s + i =~ '(.*a){20}b' THEN 1 ELSE 0 END) AS n",
}

STOPPED = "longer than|more memory|more than|limit|exceed|out of range"
ALWAYS = ("a text that doubles", "nodes by nodes")


def plant(store: Store) -> None:
    rows = [{"id": f"x/{n}", "handle": f"h{n}"} for n in range(300)]
    store.write_nodes(Account, pa.Table.from_pylist(rows))
    store.execute(
        "UNWIND range(0, 299) AS i UNWIND [1, 2, 3] AS k MATCH (a:Account {id: 'x/' + i}) "
        "MATCH (b:Account {id: 'x/' + ((i * 7 + k) % 300)}) CREATE (a)-[:AMPLIFIES]->(b)"
    )


@pytest.fixture
def reading(store: Store) -> Iterator[Store]:
    """A graph on each engine, open for reading."""
    plant(store)
    if store.engine == "neo4j":
        yield store
        return
    store.close()
    with open_store(store.address) as graph:
        yield graph


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(text, id=name, marks=[] if name in ALWAYS else in_whole_suite())
        for name, text in RUNAWAYS.items()
    ],
)
def test_a_runaway_is_stopped_and_all_lives(reading: Store, statement: str) -> None:
    """In 1.25 times its limit, by declaration; no time is measured here."""
    with pytest.raises(StatementError, match=STOPPED):
        reading.read(statement, timeout_s=0.5)
    judge(f"runaway statements, {reading.engine}", 1)
    assert reading.read("RETURN 1 AS n", timeout_s=60).rows == [(1,)]
    assert psutil.Process().is_running()


def test_a_query_of_a_library_is_stopped_likewise(
    reading: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what ships with meute is trusted; a library may be a stranger's."""
    hostile = structs.replace(find("runs"), name="mine", statement=RUNAWAYS["a text that doubles"])
    monkeypatch.setattr(catalogue, "_own", {"mine": hostile})
    with pytest.raises(StatementError, match=STOPPED):
        run_query(reading, "mine", timeout_s=0.5)
    assert reading.read("RETURN 1 AS n", timeout_s=60).rows == [(1,)]


def test_the_smallest_limit_is_one(reading: Store) -> None:
    with pytest.raises(StatementError, match="longer than its time limit"):
        reading.read(RUNAWAYS["nodes by nodes"], timeout_s=0.0004)


def test_what_a_watched_statement_answers_is_the_same(reading: Store) -> None:
    statement = "MATCH (a:Account) RETURN a.id AS id, [a.handle, null] AS l ORDER BY id LIMIT $n"
    watched = reading.read(statement, {"n": 5}, timeout_s=60)
    assert watched == reading.read(statement, {"n": 5}, timeout_s=60, trusted=True)
    for wrong in ("RETURN nonsense", "CREATE (a:Account {id: 'x/y'})"):
        with pytest.raises(StatementError if "CREATE" in wrong else Exception) as refused:
            reading.read(wrong, timeout_s=60)
        assert "limit" not in str(refused.value)


def test_the_process_that_reads_ends_with_the_store(tmp_path: Path) -> None:
    path = str(tmp_path / "case.kgl")
    with open_store(path, write=True) as store:
        plant(store)
    with open_store(path) as store:  # starts what serves every store to come
        store.read("RETURN 1 AS n", timeout_s=60)
    others = set(psutil.Process().children())  # that, and such as the browser of other tests
    with open_store(path) as store:
        store.read("RETURN 1 AS n", timeout_s=60)
        children = set(psutil.Process().children()) - others
        assert children
    assert not any(child.is_running() for child in children)


@pytest.fixture
def canary() -> Iterator[tuple[int, list[bytes]]]:
    """A server on this machine, and what it was asked."""
    heard: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                heard.append(connection.recv(500))

    threading.Thread(target=listen, daemon=True).start()
    yield listener.getsockname()[1], heard
    listener.close()


WAYS_OUT = [
    "LOAD CSV FROM '{url}' + 'x' AS line RETURN line",
    r"\u004cOAD CSV FROM '{url}' AS line RETURN line",
    "MATCH (a:Account) CALL (a) {{ LOAD CSV FROM '{url}' + a.handle AS l RETURN l }} RETURN l",
    "CALL apoc.load.json('{url}')",
    "RETURN apoc.cypher.runFirstColumnSingle('LOAD CSV FROM \"{url}\" AS l RETURN l', {{}})",
]


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_statement_reaches_another_machine(
    reading: Store, way: str, canary: tuple[int, list[bytes]]
) -> None:
    port, heard = canary
    for host in ("127.0.0.1", "localhost", "canary.localhost"):
        with pytest.raises(StatementError, match="inside the graph"):
            reading.read(way.format(url=f"http://{host}:{port}/"), timeout_s=5)
    judge(f"ways out, {reading.engine}", 3, leaked=heard)


@pytest.mark.neo4j
@pytest.mark.parametrize("scheme", ["http", "https", "ftp"])
def test_the_server_itself_reaches_nothing(
    neo4j_url: str, neo4j_password: str | None, scheme: str, canary: tuple[int, list[bytes]]
) -> None:
    """Its settings hold also for clients that are not meute."""
    port, heard = canary
    auth = ("neo4j", neo4j_password) if neo4j_password else None
    with neo4j.GraphDatabase.driver(neo4j_url, auth=auth) as driver:
        for place in (f"{scheme}://127.0.0.1:{port}/", f"{scheme}://[::1]:{port}/", "file:///a"):
            with pytest.raises(neo4j.exceptions.ClientError, match=r"blocked via|is false"):
                driver.execute_query(f"LOAD CSV FROM '{place}' AS line RETURN line")
    assert heard == []


def test_no_file_is_read(reading: Store, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret")
    for place in (tmp_path / "secret", "/dev/zero", (tmp_path / "secret").as_uri()):
        with pytest.raises(StatementError, match="inside the graph"):
            reading.read(f"LOAD CSV FROM '{place}' AS line RETURN line", timeout_s=5)
