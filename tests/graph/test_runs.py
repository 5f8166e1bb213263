"""A run is replaced whole, or readers hear that it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from meute.errors import StatementError, StoreLockedError
from meute.graph import Store, open_store
from meute.graph.embedded_store import EmbeddedStore
from meute.graph.runs import replace_run
from meute.graph.schema import CO_REPOSTS, Account
from meute.graph.tables import write_rows
from meute.graph.unfinished import unfinished_work
from meute.queries.runner import run_query

SHARED = "MATCH ()-[r:CO_REPOSTS]->() RETURN r.shared AS shared ORDER BY shared"


def write(store: Store, shared: int, *targets: str) -> str:
    ties = [{"source": "x/1", "target": target, "shared": shared} for target in targets]
    return replace_run(
        store,
        method="coordination",
        parameters={"windows": {"repost": 60}},
        summary={},
        relationships={CO_REPOSTS: ties},
    )


def plant(store: Store) -> None:
    write_rows(store, Account, [{"id": f"x/{n}"} for n in (1, 2, 3)])
    write(store, 1, "x/2", "x/3")


@pytest.mark.parametrize("failure", ["an end is missing", "interrupted"])
def test_a_failed_replacement_leaves_a_local_file_as_it_was(
    failure: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = str(tmp_path / "case.kgl")
    with open_store(case, write=True) as graph:
        plant(graph)
    before = Path(case).read_bytes()
    if failure == "interrupted":
        monkeypatch.setattr(EmbeddedStore, "write_relationships", _interrupt)
    with pytest.raises((StatementError, KeyboardInterrupt)):
        write_into(case, 2, "x/2", "x/missing")
    monkeypatch.undo()
    assert Path(case).read_bytes() == before
    write_into(case, 2, "x/2")
    with open_store(case) as graph:
        assert graph.read(SHARED).rows == [(2,)]


def write_into(case: str, shared: int, *targets: str) -> None:
    with open_store(case, write=True, bulk=True) as graph:
        write(graph, shared, *targets)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_replacement_that_was_interrupted_is_told_and_repaired(store: Store) -> None:
    store.command = "meute detect\x1b[31m"
    plant(store)
    assert unfinished_work(store) == []
    with pytest.raises(StatementError):
        write(store, 2, "x/2", "x/missing")
    (told,) = unfinished_work(store)
    assert "not written whole" in str(told)
    assert "`meute detect\ufffd[31m` again" in str(told)
    assert run_query(store, "runs").rows == []
    run = write(store, 3, "x/2")
    assert unfinished_work(store) == []
    assert store.read(SHARED).rows == [(3,)]
    assert [row["run"] for row in run_query(store, "runs").dicts()] == [run]


def test_more_findings_than_one_transaction_deletes_are_replaced(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meute.graph.runs._DELETED_AT_ONCE", 2)
    write_rows(store, Account, [{"id": f"x/{n}"} for n in range(9)])
    write(store, 1, *(f"x/{n}" for n in range(2, 9)))
    write(store, 2, "x/2")
    assert store.read(SHARED).rows == [(2,)]


@pytest.mark.neo4j
def test_two_replacements_on_a_server_wait_for_each_other(
    neo4j_url: str, neo4j_password: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: float) -> None:
        raise StoreLockedError("it waits", "Wait.")

    with (
        open_store(neo4j_url, write=True, password=neo4j_password) as one,
        open_store(neo4j_url, write=True, password=neo4j_password) as other,
    ):
        one.execute("MATCH (n) DETACH DELETE n")
        plant(one)
        monkeypatch.setattr("meute.graph.neo4j_lease.time.sleep", stop)
        with one.replacement():
            write(one, 2, "x/2")
            with pytest.raises(StoreLockedError, match="it waits"):
                write(other, 3, "x/2")
        assert other.read(SHARED).rows == [(2,)]
        write(other, 3, "x/2")
        assert one.read(SHARED).rows == [(3,)]
