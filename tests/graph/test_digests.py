"""Digests say whether two graphs hold the same."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.graph import Store, contents, open_store
from meute.graph.contents import TypeReader, stored_properties
from meute.graph.digests import TypeDigest, digest_of, digests
from meute.graph.schema import (
    CO_REPOSTS,
    CONCERNS,
    MEMBER_OF,
    NODES,
    POSTED,
    RELATIONSHIPS,
    REPOSTS,
    Account,
    Pack,
    Post,
    Target,
)
from meute.graph.tables import empty_table, rows_of, table_of, write_rows

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
    reposts = [{"source": f"x/p{n}", "target": "x/p0"} for n in range(1, 12)]  # one each
    for declared, rows in (
        (Account, accounts),
        (Post, posts),
        (CO_REPOSTS, ties),
        (POSTED, posted),
        (REPOSTS, reposts),
    ):
        chance.shuffle(rows)
        write_rows(store, declared, rows)


def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in {"PAGE": 4, "TIES_PAGE": 4, "_IDS": 3}.items():
        monkeypatch.setattr(contents, name, size)


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
        "REPOSTS": 11,
    }
    small_pages(monkeypatch)
    assert digests(other) == expected
    assert digests(store) == expected


def test_pages_are_bounded_and_ordered(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    small_pages(monkeypatch)
    pages = list(TypeReader(store, Account, stored_properties(store)).pages())
    assert [name for page in pages for name in page["id"].to_pylist()] == sorted(NAMES)
    for declared in (POSTED, CO_REPOSTS, REPOSTS):
        pages = list(TypeReader(store, declared, stored_properties(store)).pages())
        keys = [
            tuple(row[name] for name in declared.identity)
            for page in pages
            for row in rows_of(page)
        ]
        assert len(keys) == store.counts().relationships[declared.kind]
        assert keys == sorted(keys)
        # Runs of one pair stay together: a pair more than the page at most.
        assert max(map(len, pages)) <= 8


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (p:Post {id: 'x/p7'}) SET p.text = 'other'",
        "MATCH (p:Post {id: 'x/p7'}) SET p.note = 'more'",
        "MATCH (:Account {id: 'x/1'})-[r:POSTED]->(:Post {id: 'x/p0'}) SET r.`a note` = 3",
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
_ROW = st.fixed_dictionaries(
    {"id": _TEXT},
    optional={
        "kind": _TEXT,
        "density": st.floats(0, 1),
        "size": st.integers(0, 9),
        "traces": st.lists(_TEXT, max_size=2),
    },
)


def table(*rows: dict[str, Any]) -> pa.Table:
    """Rows as a page, which has all declared columns."""
    held = table_of(Pack, rows)
    empty = empty_table(Pack)
    return pa.concat_tables([empty, held], promote_options="default").select(empty.column_names)


@given(st.lists(_ROW, max_size=4), st.lists(_ROW, max_size=4))
def test_different_rows_have_different_digests(
    rows: list[dict[str, Any]], others: list[dict[str, Any]]
) -> None:
    different = [table(dict(reversed(row.items()))) for row in others]
    assert (digest_of([table(*rows)]) == digest_of(different)) == (rows == others)


def test_numbers_that_are_equal_have_equal_digests() -> None:
    whole = {"id": "p", "density": 1, "size": 1}
    assert digest_of([table(whole)]) == digest_of([table(whole | {"density": 1.0})])
    zero = {"id": "p", "density": 0.0}
    assert digest_of([table(zero)]) == digest_of([table(zero | {"density": -0.0})])


def test_values_do_not_run_into_each_other() -> None:
    def digest(*texts: str | None) -> TypeDigest:
        return digest_of([table(*({"id": f"p{n}", "kind": text} for n, text in enumerate(texts)))])

    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc", ""), digest("abc", None)}) == 4
    lists = (["a", "b"], None), (["a"], ["b"]), (["a", "b"], []), (["ab"], None)
    held = [
        digest_of([table({"id": "p", "traces": a}, {"id": "q", "traces": b})]) for a, b in lists
    ]
    assert len({digest.sha256 for digest in held}) == 4


def test_an_absent_end_of_a_quotation_is_no_node(store: Store) -> None:
    write_rows(store, Post, [{"id": "x/p1"}, {"id": "x/p2"}])
    write_rows(store, Target, [{"id": "t"}])
    decisions = {"x/p1": {"start": 3, "end": 5}, "x/p2": {"confidence": 0.5}}
    rows = [{"source": post, "target": "t", **held} for post, held in decisions.items()]
    write_rows(store, CONCERNS, rows)
    (page,) = TypeReader(store, CONCERNS, stored_properties(store)).pages()
    assert page.select(["start", "end"]).to_pylist() == [
        {"start": 3, "end": 5},
        {"start": None, "end": None},
    ]


def test_every_type_is_covered(store: Store) -> None:
    fill(store)
    write_rows(store, Pack, [{"id": "pack"}])
    write_rows(store, MEMBER_OF, [{"source": "x/1", "target": "pack"}])
    counts = store.counts()
    held = {name: digest.count for name, digest in digests(store).items()}
    assert held == {**counts.nodes, **counts.relationships}
    assert held.keys() <= {declared.type_name for declared in (*NODES, *RELATIONSHIPS)}
