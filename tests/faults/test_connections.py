"""A load over connections that break: nothing lost, nothing doubled, and a clear end."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import neo4j
import pytest

from meute.errors import StoreError, StoreUnreachableError
from meute.graph import Store, neo4j_lease, open_store
from meute.graph.digests import TypeDigest, digests
from meute.graph.schema import Hashtag
from meute.graph.tables import write_rows
from meute.simulate import Campaign, write_campaign

from ..conftest import empty
from ..processes import Command, without_settings
from .proxy import Faults, Proxy

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]

POSTS = 500
Digests = dict[str, TypeDigest]


@pytest.fixture(scope="module", autouse=True)
def password(neo4j_password: str | None) -> Iterator[None]:
    """Give the password to the commands of this module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEUTE_PASSWORD", neo4j_password or "")
        yield


@pytest.fixture
def graph(neo4j_url: str, neo4j_password: str | None) -> Iterator[Store]:
    with open_store(neo4j_url, write=True, password=neo4j_password) as store:
        empty(store)
        yield store


def start(url: str, *arguments: str | Path, **environment: str) -> Command:
    settings = without_settings()
    settings |= {"MEUTE_PASSWORD": os.environ["MEUTE_PASSWORD"]}
    return Command("--graph", url, *arguments, environment=settings | environment)


def finish(process: Command) -> tuple[int, str, str]:
    data, talk = process.communicate(timeout=240)
    return process.wait(), data, talk


def load(url: str, *files: Path, **environment: str) -> None:
    code, _, talk = finish(start(url, "load", *files, **{"MEUTE_LOAD_CHUNK": "2000"} | environment))
    assert code == 0, talk


def held(store: Store) -> Digests:
    """Everything but the journal, which says when a file was loaded."""
    return {name: digest for name, digest in digests(store).items() if name != "Import"}


def journal(store: Store) -> list[tuple[int, ...]]:
    found = store.read(
        "MATCH (i:Import) RETURN i.read, i.loaded, i.merged, i.rejected, i.finished_at IS NOT NULL "
        "ORDER BY i.file"
    )
    return found.rows


@dataclass(frozen=True)
class Undisturbed:
    """Two exports that overlap, and what loading them without faults leaves."""

    first: Path
    second: Path
    graph: Digests
    journal: list[tuple[int, ...]]


@pytest.fixture(scope="module")
def undisturbed(
    neo4j_url: str, neo4j_password: str | None, tmp_path_factory: pytest.TempPathFactory
) -> Undisturbed:
    """The second export has half of the posts of the first, seen with more likes."""
    folder = tmp_path_factory.mktemp("exports")
    first, second = folder / "first.jsonl", folder / "second.jsonl"
    write_campaign(Campaign(posts=POSTS, seed=7), first)
    with second.open("w") as file:
        for line in first.read_text("utf-8").splitlines()[::2]:
            record = json.loads(line)
            record["public_metrics"]["like_count"] += 7
            print(json.dumps(record), file=file)
    with open_store(neo4j_url, write=True, password=neo4j_password) as store:
        empty(store)
        load(neo4j_url, first, second)
        return Undisturbed(first, second, held(store), journal(store))


def begin(graph: Store, url: str, file: Path, **environment: str) -> Command:
    """Start a load and return when it has written something and has more to write."""
    process = start(url, "load", file, MEUTE_LOAD_CHUNK="100", **environment)
    while not graph.read("MATCH (i:Import) WHERE i.resume_at > 0 RETURN i").rows:
        assert process.poll() is None
        time.sleep(0.05)
    return process


def test_cut_connections_leave_what_an_undisturbed_load_leaves(
    graph: Store, neo4j_url: str, undisturbed: Undisturbed
) -> None:
    with Proxy(neo4j_url, Faults(cuts=8, bytes_between=(2_000, 45_000), delay_s=0.001)) as proxy:
        load(proxy.url, undisturbed.first, undisturbed.second, MEUTE_LOAD_CHUNK="500")
        assert proxy.faults.done >= 6
    assert held(graph) == undisturbed.graph
    assert journal(graph) == undisturbed.journal


def test_two_loads_at_once_are_one_after_the_other(
    graph: Store, neo4j_url: str, undisturbed: Undisturbed
) -> None:
    files = (undisturbed.first, undisturbed.second)
    loads = [start(neo4j_url, "load", file, MEUTE_LOAD_CHUNK="300") for file in files]
    results = [finish(process) for process in loads]
    assert [code for code, *_ in results] == [0, 0], results
    assert held(graph) == undisturbed.graph
    assert not graph.read("MATCH (l:Lease) RETURN l").rows


def test_a_routed_address_loads_and_reads(
    graph: Store, neo4j_url: str, undisturbed: Undisturbed
) -> None:
    """One server answers as a cluster of one: the driver asks it for its routes."""
    routed = neo4j_url.replace("bolt://", "neo4j://")
    load(routed, undisturbed.first, undisturbed.second)
    assert held(graph) == undisturbed.graph
    code, data, talk = finish(start(routed, "query", "run", "graph-inventory", "--format", "csv"))
    assert code == 0, talk
    assert f"node,Post,{graph.counts().nodes['Post']}" in data


def test_a_killed_load_holds_nobody_up(
    graph: Store, neo4j_url: str, undisturbed: Undisturbed
) -> None:
    process = begin(graph, neo4j_url, undisturbed.first)
    process.kill()
    finish(process)
    (until,) = graph.read("MATCH (l:Lease) RETURN l.until - timestamp()").rows[0]
    assert until > 0
    assert "Lease" not in graph.counts().nodes
    load(neo4j_url, undisturbed.second)
    assert not graph.read("MATCH (l:Lease) RETURN l").rows
    load(neo4j_url, undisturbed.first)
    assert held(graph) == undisturbed.graph


def test_a_server_that_stays_away_ends_a_load_in_one_line(
    graph: Store, neo4j_url: str, undisturbed: Undisturbed
) -> None:
    with Proxy(neo4j_url, Faults()) as proxy:
        process = begin(graph, proxy.url, undisturbed.first, MEUTE_RETRY_S="1")
        proxy.faults.refuses = True
        proxy.cut_all()
        code, data, talk = finish(process)
    assert (code, data) == (1, "")
    (line,) = talk.splitlines()
    assert line.startswith(f"meute: The server at {proxy.url} stopped answering")
    assert line.endswith("a load goes on where it stopped.")
    load(neo4j_url, undisturbed.first, undisturbed.second)
    assert held(graph) == undisturbed.graph


def test_a_holder_that_slept_too_long_writes_nothing(
    graph: Store, neo4j_url: str, neo4j_password: str | None
) -> None:
    with open_store(neo4j_url, write=True, password=neo4j_password, retry_s=1) as other:
        with graph.exclusive():
            write_rows(graph, Hashtag, [{"id": "a"}])
            graph.execute("MATCH (l:Lease) SET l.until = timestamp() - 1")
            waited: list[bool] = []
            with other.exclusive(lambda: waited.append(True)):
                write_rows(other, Hashtag, [{"id": "b"}])
                with pytest.raises(Exception, match="Another process writes to this graph"):
                    write_rows(graph, Hashtag, [{"id": "c"}])
            assert not waited
        assert sorted(row[0] for row in graph.read("MATCH (h:Hashtag) RETURN h.id").rows) == [
            "a",
            "b",
        ]


def test_a_write_that_takes_too_long_is_given_more_time(
    graph: Store, neo4j_url: str, neo4j_password: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that has just started, on a machine with other work, is slow and not broken."""
    monkeypatch.setattr(neo4j_lease, "TRANSACTION_S", 1.0)
    write_rows(graph, Hashtag, [{"id": "a"}])
    auth = ("neo4j", neo4j_password or "")
    with neo4j.GraphDatabase.driver(neo4j_url, auth=auth) as driver, driver.session() as session:
        slow = session.begin_transaction()
        slow.run("MATCH (h:Hashtag {id: 'a'}) SET h.slow = true").consume()
        release = threading.Timer(5, slow.rollback)
        release.start()
        try:
            with graph.exclusive():
                write_rows(graph, Hashtag, [{"id": "a", "display": "A"}])
        finally:
            release.join()
        assert graph.read("MATCH (h:Hashtag) RETURN h.display, h.slow").rows == [("A", None)]
        monkeypatch.setattr(neo4j_lease, "SLOWEST_S", 1.0)
        with session.begin_transaction() as slow:
            slow.run("MATCH (h:Hashtag {id: 'a'}) SET h.slow = true").consume()
            with graph.exclusive(), pytest.raises(StoreError, match="did not finish a write"):
                write_rows(graph, Hashtag, [{"id": "a", "display": "B"}])


def test_a_server_that_comes_back_in_between_is_not_given_up(
    graph: Store, neo4j_url: str, neo4j_password: str | None
) -> None:
    """Each absence is shorter than the time that the server is given, all of them are longer."""
    with Proxy(neo4j_url, Faults()) as proxy:
        tries = iter(range(100))

        def work(transaction: neo4j.ManagedTransaction) -> int:
            number = next(tries)
            if number < 6:
                proxy.cut_all()
                time.sleep(0.2)
            transaction.run("MERGE (h:Hashtag {id: 'a'}) SET h.tries = $n", n=number).consume()
            return number

        with open_store(proxy.url, write=True, password=neo4j_password, retry_s=2) as store:
            assert store._tried_again(work) == 6
    assert graph.read("MATCH (h:Hashtag) RETURN h.tries").rows == [(6,)]


def test_a_statement_of_a_user_never_runs_twice(
    graph: Store, neo4j_url: str, neo4j_password: str | None
) -> None:
    statement = "MERGE (h:Hashtag {id: $id}) SET h.n = coalesce(h.n, 0) + 1"
    with Proxy(neo4j_url, Faults(cuts=15, bytes_between=(700, 1_600))) as proxy:
        for n in range(25):
            try:
                with open_store(proxy.url, password=neo4j_password) as store:
                    store.execute(statement, {"id": str(n)}, once=True)
            except StoreUnreachableError:
                continue
        assert proxy.faults.done >= 4
    ran = [row[0] for row in graph.read("MATCH (h:Hashtag) RETURN h.n").rows]
    assert set(ran) == {1}
