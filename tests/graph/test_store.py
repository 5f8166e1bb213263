"""Both engines keep the Store's promises alike."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from operator import itemgetter
from pathlib import Path

import pyarrow as pa
import pytest

from meute.errors import (
    ConfigError,
    StatementError,
    StoreAuthError,
    StoreCorruptError,
    StoreLockedError,
    StoreUnreachableError,
)
from meute.graph import Counts, Store, open_store
from meute.graph.runs import delete_run, replace_run, run_id
from meute.graph.schema import (
    CO_REPOSTS,
    MEMBER_OF,
    MENTIONS,
    POSTED,
    Account,
    Hashtag,
    Pack,
    Post,
)
from meute.graph.tables import rows_of, write_rows


def seed(store: Store) -> None:
    write_rows(store, Account, [{"id": "x/1", "handle": "a", "handles": ["a", "b"]}, {"id": "x/2"}])
    write_rows(store, Post, [{"id": "x/p", "text": "  é =1 ", "ts": 5, "stub": False}])


def test_values_come_back_as_they_went_in(store: Store) -> None:
    rows = [
        {
            "id": "x/1",
            "handle": "003",
            "description": " 2021-01-01 \n\t€ 😀 \u202e",
            "followers": 2**40,
            "verified": True,
            "handles": ["b", "a"],
            "stub": False,
        },
        {"id": "x/2", "handle": "", "handles": []},
    ]
    write_rows(store, Account, rows)
    found = rows_of(store.existing(Account, ["x/1", "x/2", "x/3"]))
    assert {row["id"]: row for row in found} == {row["id"]: row for row in rows}


def test_floats_stay_floats(store: Store) -> None:
    write_rows(store, Pack, [{"id": "p", "tightness": 1.0, "size": 3}])
    values = store.read("MATCH (k:Pack) RETURN k.tightness AS t, k.size AS n").rows[0]
    assert values == (1.0, 3)
    assert [type(value) for value in values] == [float, int]


def test_update_leaves_absent_properties_alone(store: Store) -> None:
    seed(store)
    write_rows(store, Account, [{"id": "x/1", "followers": 3}, {"id": "x/2", "handle": "z"}])
    (row,) = rows_of(store.existing(Account, ["x/1"], ["handle", "followers"]))
    assert row == {"id": "x/1", "handle": "a", "followers": 3}


def test_an_unknown_value_in_a_table_leaves_what_is_there(store: Store) -> None:
    seed(store)
    handles = {"handle": [None, "c"], "handles": [None, ["c", "C"]]}
    store.write_nodes(Account, pa.table({"id": ["x/1", "x/3"], "followers": [3, None]} | handles))
    found = rows_of(store.existing(Account, ["x/1", "x/3"], ["handle", "handles", "followers"]))
    assert sorted(found, key=itemgetter("id")) == [
        {"id": "x/1", "handle": "a", "handles": ["a", "b"], "followers": 3},
        {"id": "x/3", "handle": "c", "handles": ["c", "C"]},
    ]
    ends = {"source": ["x/p", "x/p"], "target": ["x/1", "x/2"]}
    store.write_relationships(MENTIONS, pa.table(ends | {"implicit": [True, False]}))
    store.write_relationships(MENTIONS, pa.table(ends | {"implicit": [False, None]}))
    question = "MATCH ()-[m:MENTIONS]->(a) RETURN a.id AS id, m.implicit AS implicit ORDER BY id"
    assert store.read(question).rows == [("x/1", False), ("x/2", False)]


def test_a_table_with_what_is_not_declared_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="Account has no colour: declare it"):
        store.write_nodes(Account, pa.table({"id": ["x/1"], "colour": ["red"]}))
    with pytest.raises(ValueError, match="a table of POSTED needs target"):
        store.write_relationships(POSTED, pa.table({"source": ["x/1"]}))
    assert store.existing(Account, []).num_rows == 0
    assert store.counts() == Counts({}, {})


def test_columns_stand_in_no_order(store: Store) -> None:
    """Two properties of one type, exchanged in the table, each stay what they are."""
    post = {"app": ["an app"], "url": ["https://a.example/1"], "id": ["x/p"], "lang": ["fr"]}
    store.write_nodes(Post, pa.table(post))
    store.write_nodes(Post, pa.table(dict(reversed(post.items()))).select(["url", "id", "app"]))
    (row,) = rows_of(store.existing(Post, ["x/p"], ["lang", "url", "app"]))
    assert row == {name: values[0] for name, values in post.items()}


def test_relationships_are_written_once(store: Store) -> None:
    seed(store)
    for _ in range(2):
        write_rows(store, POSTED, [{"source": "x/1", "target": "x/p"}] * 2)
        write_rows(store, MENTIONS, [{"source": "x/p", "target": "x/2", "implicit": True}])
    assert store.counts() == Counts({"Account": 2, "Post": 1}, {"MENTIONS": 1, "POSTED": 1})


@pytest.mark.parametrize("authors", [1, 40, 2500])
def test_many_relationships_are_all_written_once(store: Store, authors: int) -> None:
    """More than one transaction holds, whichever end they share; a server gets several at once."""
    write_rows(store, Account, [{"id": f"x/a{n}"} for n in range(authors)])
    write_rows(store, Post, [{"id": f"x/{n}"} for n in range(2500)])
    posted = [{"source": f"x/a{n % authors}", "target": f"x/{n}"} for n in range(2500)]
    named = [
        {"source": f"x/{n}", "target": f"x/a{(n + k) % authors}", "implicit": False}
        for n in range(2500)
        for k in range(min(2, authors))
    ]
    for _ in range(2):
        write_rows(store, POSTED, posted)
        write_rows(store, MENTIONS, named)
    assert store.counts().nodes == {"Account": authors, "Post": 2500}
    assert store.counts().relationships == {"MENTIONS": len(named), "POSTED": 2500}


def test_a_relationship_without_an_end_is_refused(store: Store) -> None:
    seed(store)
    with pytest.raises(StatementError, match="1 POSTED relationships have an end"):
        write_rows(store, POSTED, [{"source": "x/1", "target": "x/missing"}])
    assert store.counts() == Counts({"Account": 2, "Post": 1}, {})


def test_nothing_to_write_is_no_error(store: Store) -> None:
    write_rows(store, Hashtag, [])
    write_rows(store, CO_REPOSTS, [])
    assert store.counts() == Counts({}, {})


def test_runs_live_side_by_side_and_replace_themselves(store: Store) -> None:
    seed(store)

    def run(window: int, shared: int) -> str:
        return replace_run(
            store,
            method="co-reposts",
            parameters={"window": window},
            summary={},
            nodes={Pack: [{"id": f"k{window}"}]},
            relationships={
                CO_REPOSTS: [{"source": "x/1", "target": "x/2", "shared": shared}],
                MEMBER_OF: [{"source": "x/1", "target": f"k{window}"}],
            },
        )

    first, second = run(60, 3), run(10, 1)
    assert run(60, 4) == first == run_id("co-reposts", {"window": 60})
    question = "MATCH ()-[r:CO_REPOSTS]->() RETURN r.run AS run, r.shared AS shared ORDER BY shared"
    assert store.read(question).rows == [(second, 1), (first, 4)]
    delete_run(store, first)
    assert store.read(question).rows == [(second, 1)]
    assert store.counts().nodes == {"Account": 2, "Pack": 1, "Post": 1, "Run": 1}


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (:Post {id: 'z'})",
        "MATCH (n:Post) SET n.text = 'z'",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Post {id: 'z'}) RETURN n",
        "CREATE INDEX z IF NOT EXISTS FOR (n:Post) ON (n.lang)",
    ],
)
def test_reads_cannot_write(store: Store, statement: str) -> None:
    seed(store)
    with pytest.raises(StatementError, match=r"only reads may run|Schema|schema"):
        store.read(statement)
    (row,) = rows_of(store.existing(Post, ["x/p"], ["text"]))
    assert row == {"id": "x/p", "text": "  é =1 "}
    write_rows(store, Hashtag, [{"id": "still-writable"}])


def test_nodes_and_relationships_are_their_stored_properties(store: Store) -> None:
    seed(store)
    write_rows(store, MENTIONS, [{"source": "x/p", "target": "x/2", "implicit": True}])
    row = store.read("MATCH (p:Post)-[m:MENTIONS]->(a) RETURN a, m, [p] AS posts").rows[0]
    post = {"id": "x/p", "text": "  é =1 ", "ts": 5, "stub": False}
    assert row == ({"id": "x/2"}, {"implicit": True}, [post])


def test_a_wrong_statement_is_one_line(store: Store) -> None:
    with pytest.raises(StatementError) as caught:
        store.read("MATCH (n RETURN n")
    assert "\n" not in str(caught.value)


def test_parameters_are_never_text(store: Store) -> None:
    hostile = "'}) DETACH DELETE n //"
    write_rows(store, Hashtag, [{"id": hostile}])
    found = store.read("MATCH (h:Hashtag {id: $id}) RETURN h.id AS id", {"id": hostile})
    assert found.rows == [(hostile,)]


def test_readers_see_what_a_killed_writer_had_written(tmp_path: Path) -> None:
    path = tmp_path / "case.kgl"
    program = (
        "import os, signal\n"
        "from meute.graph import open_store\n"
        "from meute.graph.schema import Hashtag\n"
        "from meute.graph.tables import write_rows\n"
        f"store = open_store({str(path)!r}, write=True)\n"
        "write_rows(store, Hashtag, [{'id': 'kept'}])\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False)
    assert done.returncode == -signal.SIGKILL
    with open_store(str(path)) as store:
        assert store.counts() == Counts({"Hashtag": 1}, {})


def test_a_locked_file_is_told(tmp_path: Path) -> None:
    path = str(tmp_path / "case.kgl")
    with (
        open_store(path, write=True),
        pytest.raises(StoreLockedError, match="Another process is writing"),
    ):
        open_store(path, write=True)


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.kgl"
    broken.write_bytes(os.urandom(100))
    cases = [
        (str(broken), StoreCorruptError, "not a meute graph"),
        (str(tmp_path / "none.kgl"), StoreUnreachableError, "no graph at"),
        ("bolt://127.0.0.1:1", StoreUnreachableError, "No Neo4j answers"),
        ("https://127.0.0.1", ConfigError, "not an address of a graph"),
        ("case.db", ConfigError, r"ends in \.kgl"),
    ]
    for url, kind, reason in cases:
        with pytest.raises(kind, match=reason):
            open_store(url)
    with pytest.raises(StoreUnreachableError, match="no folder"):
        open_store(str(tmp_path / "no" / "case.kgl"), write=True)


@pytest.mark.neo4j
def test_a_wrong_password_is_told(neo4j_url: str, neo4j_password: str | None) -> None:
    if neo4j_password is None:
        pytest.skip("the test server asks for no password")
    with pytest.raises(StoreAuthError, match="refuses the user or the password"):
        open_store(neo4j_url, password="wrong-" + neo4j_password)


def test_texts_held_once_each_are_written_like_any_other(store: Store) -> None:
    accounts = pa.table({"id": pa.array(["x/1", "x/2"]).dictionary_encode()})
    store.write_nodes(Account, accounts)
    ties = pa.table(
        {
            "source": pa.array(["x/1", "x/1"]).dictionary_encode(),
            "target": pa.array(["x/2", "x/2"]).dictionary_encode(),
            "run": pa.array(["one", "two"]).dictionary_encode(),
            "shared": pa.array([3, 4]),
        }
    )
    store.write_relationships(CO_REPOSTS, ties)
    rows = store.read(
        "MATCH (a:Account)-[r:CO_REPOSTS]->(b:Account) "
        "RETURN a.id, b.id, r.run, r.shared ORDER BY r.run"
    ).rows
    assert rows == [("x/1", "x/2", "one", 3), ("x/1", "x/2", "two", 4)]


@pytest.mark.parametrize("bulk", [False, True])
def test_what_was_written_before_an_error_stays(tmp_path: Path, bulk: bool) -> None:
    """Of a load that fails after hours the next one needs all that is there."""
    path = str(tmp_path / "case.kgl")

    def fail() -> None:
        with open_store(path, write=True, bulk=bulk) as store:
            write_rows(store, Hashtag, [{"id": "a"}])
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with open_store(path) as store:
        assert store.counts().nodes == {"Hashtag": 1}
