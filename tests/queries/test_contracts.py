"""Every stored query keeps its contract: metadata against text and schema, rows on both engines."""

from __future__ import annotations

import pytest

from meute.graph import Store
from meute.queries.catalogue import catalogue, defects
from meute.queries.runner import run_query

from .planted import RUN, START, iso, plant

CASES: dict[str, tuple[dict[str, object], list[tuple[object, ...]]]] = {
    "graph-inventory": (
        {},
        [
            ("node", "Post", 15), ("node", "Account", 6), ("node", "Pack", 3),
            ("node", "Burst", 2), ("node", "Hashtag", 2), ("node", "Link", 1),
            ("node", "Run", 1), ("node", "Salvo", 1), ("node", "Target", 1),
            ("relationship", "POSTED", 15), ("relationship", "REPOSTS", 8),
            ("relationship", "MEMBER_OF", 7), ("relationship", "AMPLIFIES", 6),
            ("relationship", "CO_REPOSTS", 5), ("relationship", "LINKS_TO", 3),
            ("relationship", "TAGGED", 3), ("relationship", "ATTACKS", 2),
            ("relationship", "IN_SALVO", 2),
            ("relationship", "CO_LINKS", 1), ("relationship", "SUPPORTS", 1),
        ],
    ),
    "explained-groups": ({}, []),
    "salvoes": (
        {},
        [("S1", RUN, 1, "salvo", 5, 3, 1, iso(0), iso(120), 8.0, 0.95, 0.1, 0.002, "One list.",
          ["bob", "ana"])],
    ),
    "salvo-evidence": (
        {"salvo": "S1", "min_members": 2},
        [
            ("x/o1", "zoe", "Read this before they take it down, all of it, now",
             "https://x.com/i/status/o1", START, 2, START + 10, START + 20, ["ana", "bob"]),
        ],
    ),
    "tight-amplification-clusters": (
        {"run": RUN},
        [("P1", RUN, 1, 3, 0.9, 1.0, 0.5, 0.25, 10.0, 3, 0.001, ["cy", "ana", "bob"])],
    ),
    "pack-members": (
        {"pack": "P1"},
        [
            ("P1", "x/cy", "cy", None, None, None, 3, 0.5, True),
            ("P1", "x/ana", "ana", "Ana", None, 10, 2, 0.5, False),
            ("P1", "x/bob", "bob", None, None, 20, 2, 0.5, False),
        ],
    ),
    "pack-evidence": (
        {"pack": "P1"},
        [
            ("x/o1", "zoe", "Read this before they take it down, all of it, now",
             "https://x.com/i/status/o1", 3, START + 10, START + 30, ["ana", "bob", "cy"]),
            ("x/o2", "ana", "Second thing that everybody should know about them",
             "https://x.com/i/status/o2", 2, START + 110, START + 150, ["bob", "cy"]),
            ("x/o3", "zoe", "short", "https://x.com/i/status/o3", 2, START + 210, START + 215,
             ["ana", "bob"]),
        ],
    ),
    "pair-evidence": (
        {"account_a": "x/cy", "account_b": "x/bob", "window": 30},
        [
            ("x/o1", "Read this before they take it down, all of it, now",
             "https://x.com/i/status/o1", "x/r3", iso(30), "x/r2", iso(20), -10),
        ],
    ),
    "co-repost-pairs": (
        {"min_shared": 2},
        [
            ("x/ana", "ana", "x/bob", "bob", 3, 3, 5.0, 0.001, 60, "co-reposts-0002", None),
            ("x/ana", "ana", "x/bob", "bob", 2, 2, 7.5, 0.001, 60, RUN, None),
            ("x/bob", "bob", "x/cy", "cy", 2, 2, 25.0, 0.001, 60, RUN, None),
        ],
    ),
    "co-repost-pairs-live": (
        {"hashtag": "out", "min_shared": 1},
        [
            ("x/bob", "x/cy", 2, 2),
            ("x/ana", "x/bob", 1, 1),
            ("x/ana", "x/cy", 1, 1),
        ],
    ),
    "mutual-amplifiers": (
        {},
        [("x/ana", "ana", "x/bob", "bob", 2, 3, iso(10), iso(60), RUN)],
    ),
    "superspreaders": (
        {"min_amplifiers": 2},
        [("x/zoe", "zoe", 900, 4, 6, 6, RUN)],
    ),
    "fast-reposters": (
        {"min_reposts": 2},
        [
            ("x/bob", "bob", "x/ana", "ana", 3, 10.0, RUN),
            ("x/ana", "ana", "x/zoe", "zoe", 2, 10.0, RUN),
            ("x/bob", "bob", "x/zoe", "zoe", 2, 17.5, RUN),
        ],
    ),
    "bridge-accounts": ({}, [("x/cy", "cy", "P1", "P2", 1)]),
    "copypasta": (
        {},
        [
            ("copy this text into your own post and send it on", 3, 3, iso(300), iso(320),
             ["bob", "cy", "dan"]),
        ],
    ),
    "link-rings": (
        {},
        [("https://example.org/a", 2, 2, iso(300), iso(310), ["bob", "cy"])],
    ),
    "hashtag-bursts": (
        {},
        [
            ("out", iso(0), iso(150), 2.5, 30, 4, 1.5, 12.0, 2, "zoe", "x/o1",
             "https://x.com/i/status/o1", "bursts-0001"),
        ],
    ),
    "post-evidence": (
        {"account": "x/ana"},
        [
            ("x/r1", iso(10), "repost", "Read this before they take it down, all of it, now",
             "https://x.com/i/status/r1", "x/o1", ["out"], ["vernon: #Out"], [], []),
            ("x/o2", iso(100), "original", "Second thing that everybody should know about them",
             "https://x.com/i/status/o2", None, ["out"], [], [], []),
            ("x/r7", iso(210), "repost", "short",
             "https://x.com/i/status/r7", "x/o3", [], [], [], []),
        ],
    ),
    "runs": ({}, [(RUN, "co-reposts", "{}", "0.1.0", iso(0), "{}")]),
    "runs-compared": (
        {},
        [(RUN, "P1", 3, "co-reposts-0002", "Q1", 2, 2, pytest.approx(2 / 3))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", catalogue(internal=True))
def test_metadata_fits_text_and_schema(name: str) -> None:
    assert list(defects(catalogue(internal=True)[name])) == []


@pytest.mark.parametrize("name", catalogue(internal=True))
def test_empty_graph_has_no_rows_and_no_error(module_store: Store, name: str) -> None:
    query = catalogue(internal=True)[name]
    required = {key: _any(p.type) for key, p in query.parameters.items() if p.required}
    result = run_query(module_store, name, required)
    assert result.columns == tuple(query.columns)
    assert result.rows == []


def test_planted_rows(store: Store) -> None:
    plant(store)
    for name, (parameters, expected) in CASES.items():
        rows = run_query(store, name, parameters).rows
        assert [tuple(row) for row in rows] == expected, name


def test_evidence_of_one_target(store: Store) -> None:
    plant(store)
    rows = run_query(store, "post-evidence", {"account": "x/eve", "target": "vernon"}).dicts()
    assert [(row["post"], row["supports"]) for row in rows] == [("x/s1", ["vernon"])]


def _any(kind: str) -> object:
    return {"string": "none", "integer": 0, "float": 0.0, "list": []}[kind]
