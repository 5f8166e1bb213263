"""Digests say whether two graphs hold the same."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.graph import Store, contents, open_store
from meute.graph.contents import node_pages, relationship_pages
from meute.graph.digests import GrowingDigest, digests
from meute.graph.schema import (
    CO_REPOSTS,
    MEMBER_OF,
    NODES,
    POSTED,
    RELATIONSHIPS,
    Account,
    Pack,
    Post,
)
from meute.graph.tables import write_rows

NAMES = ["x/1", "x/10", "x/é", "x/\uffee", "x/\U0001f43a", "x/Z", "x/a"]


def fill(store: Store, seed: int = 0) -> None:
    chance = random.Random(seed)
    accounts = [{"id": name, "followers": 3, "handles": ["a", "b"]} for name in NAMES]
    posts = [{"id": f"x/p{n}", "text": f"«{n}»\n", "ts": n} for n in range(30)]
    ties = [
        {"source": a, "target": b, "run": run, "shared": 2, "q": 1.0}
        for a in NAMES[:3]
        for b in NAMES[3:]
        for run in ("r1", "r2")
    ]
    posted = [{"source": NAMES[n % 2], "target": f"x/p{n}"} for n in range(30)]
    for declared, rows in (
        (Account, accounts),
        (Post, posts),
        (CO_REPOSTS, ties),
        (POSTED, posted),
    ):
        chance.shuffle(rows)
        write_rows(store, declared, rows)


@pytest.fixture
def other(tmp_path: Path) -> Any:
    with open_store(str(tmp_path / "other.kgl"), write=True) as graph:
        yield graph


def test_the_same_graph_has_the_same_digests_on_either_engine(
    store: Store, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    fill(other, seed=9)
    expected = digests(store)
    assert {name: held.count for name, held in expected.items()} == {
        "Account": 7,
        "Post": 30,
        "CO_REPOSTS": 24,
        "POSTED": 30,
    }
    monkeypatch.setattr(contents, "PAGE", 4)
    monkeypatch.setattr(contents, "_IDS", 3)
    assert digests(other) == expected
    assert digests(store) == expected


def test_pages_are_bounded_and_ordered(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    monkeypatch.setattr(contents, "PAGE", 4)
    monkeypatch.setattr(contents, "_IDS", 3)
    pages = list(node_pages(store, Account))
    assert [row["id"] for page in pages for row in page] == sorted(NAMES)
    for declared in (POSTED, CO_REPOSTS):
        pages = list(relationship_pages(store, declared))
        keys = [tuple(row[name] for name in declared.identity) for page in pages for row in page]
        assert keys == sorted(keys)
        # Runs of one pair stay together: a pair more than the page at most.
        assert max(map(len, pages)) <= 8


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (p:Post {id: 'x/p7'}) SET p.text = 'other'",
        "MATCH (p:Post {id: 'x/p7'}) SET p.note = 'more'",
        "MATCH (p:Post {id: 'x/p7'}) REMOVE p.ts",
        "MATCH (p:Post {id: 'x/p7'}) DETACH DELETE p",
        "MATCH (:Account {id: 'x/1'})-[r:CO_REPOSTS]->() WHERE r.run = 'r1' SET r.q = 0.5",
        "MATCH (:Account {id: 'x/1'})-[r:POSTED]->(:Post {id: 'x/p0'}) DELETE r",
    ],
)
def test_any_change_changes_them(store: Store, statement: str) -> None:
    fill(store)
    before = digests(store)
    store.execute(statement)
    assert digests(store) != before


_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=4)
_ROW = st.fixed_dictionaries({"id": _TEXT}, optional={"kind": _TEXT, "density": st.floats(0, 1)})


@given(st.lists(_ROW, max_size=4), st.lists(_ROW, max_size=4))
def test_different_rows_have_different_digests(
    rows: list[dict[str, Any]], others: list[dict[str, Any]]
) -> None:
    held, different = GrowingDigest(Pack), GrowingDigest(Pack)
    held.add(rows)
    for row in others:
        different.add([dict(reversed(row.items()))])
    assert (held.result() == different.result()) == (rows == others)


def test_a_whole_number_equals_its_fraction() -> None:
    whole, fraction = GrowingDigest(Pack), GrowingDigest(Pack)
    whole.add([{"id": "p", "density": 1, "size": 1}])
    fraction.add([{"id": "p", "density": 1.0, "size": 1}])
    assert whole.result() == fraction.result()


def test_every_type_is_covered(store: Store) -> None:
    fill(store)
    write_rows(store, Pack, [{"id": "pack"}])
    write_rows(store, MEMBER_OF, [{"source": "x/1", "target": "pack"}])
    counts = store.counts()
    held = {name: digest.count for name, digest in digests(store).items()}
    assert held == {**counts.nodes, **counts.relationships}
    assert held.keys() <= {declared.type_name for declared in (*NODES, *RELATIONSHIPS)}
