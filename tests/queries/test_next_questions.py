"""The next questions of a case: what each query answers on the worked case, on both engines."""

from __future__ import annotations

import pytest

from meute.graph import Store
from meute.queries.catalogue import CATEGORIES, catalogue, teaching_defects
from meute.queries.manual import manual
from meute.queries.runner import run_query

from ..figures.test_queries import CASES as STANCE_CASES
from .test_contracts import CASES as FIRST_CASES
from .worked import plant

CASES: dict[str, tuple[dict[str, object], list[tuple[object, ...]]]] = {
    "account-record": (
        {"account": "x/eli"},
        [
            (
                "x/eli",
                "eli",
                ["eli", "old_eli"],
                "2016-01-01T00:00:00Z",
                4,
                2,
                0,
                0,
                2,
                [],
                None,
                None,
                0,
            )
        ],
    ),
    "accounts-made-together": ({}, [("2021-10-01", 3, ["ana", "ben", "cam"])]),
    "answer-delays": ({}, [("vernon", "x/eli", "eli", 2, "2023-11-14T22:15:00Z", 300)]),
    "apps": ({}, [("Bot", 2, 2, 1), ("Web", 1, 1, 1)]),
    "archived-posts": (
        {},
        [
            (
                "x/q1",
                "x/dee",
                "2023-11-14T22:20:00Z",
                "She thanks herself",
                "https://x.com/i/status/q1",
                "https://archive.example/q1 sha256:ab12",
                1,
            )
        ],
    ),
    "attack-joiners": (
        {"step": 600},
        [
            ("belka", 1703455200, 2, 2, ["ana", "ben"]),
            ("vernon", 1699999800, 3, 2, ["ana", "ben", "cam"]),
            ("vernon", 1700000400, 1, 1, ["dee"]),
        ],
    ),
    "attacking-quotes": (
        {},
        [
            (
                "vernon",
                "x/q1",
                "2023-11-14T22:20:00Z",
                "x/dee",
                "dee",
                "She thanks herself",
                "https://x.com/i/status/q1",
                "x/v1",
                "Thanks to all of you",
                "her",
            )
        ],
    ),
    "burst-joiners": ({}, [("out", "bursts-0001", 1699999800, 3, 1, 160)]),
    "collection-gaps": ({"step": 3600}, [(1700006400, 1703455200, 958.0)]),
    "daily-rhythm": ({}, [(22, 16, 6), (23, 2, 2)]),
    "domains": ({}, [("paper.example", 4, 4, 2)]),
    "first-movers": (
        {"first": 2, "min_early": 1},
        [("x/cam", "cam", 2, 2, 1.0), ("x/ana", "ana", 1, 1, 1.0), ("x/ben", "ben", 1, 1, 1.0)],
    ),
    "hashtag-origins": (
        {},
        [
            ("out", 3, 3, "2023-11-14T22:10:00Z", "x/a1", "ana"),
            ("shame", 2, 2, "2023-11-14T22:10:00Z", "x/a1", "ana"),
        ],
    ),
    "hashtag-pairs": ({}, [("out", "shame", 2, 2, 2)]),
    "languages": ({}, [("fr", 3, 3, 2), ("en", 1, 1, 0)]),
    "missing-originals": (
        {},
        [("x/lost", "https://x.com/i/status/lost", None, 2, "2023-11-14T22:33:20Z")],
    ),
    "pack-activity": (
        {"pack": "K1"},
        [
            (1699920000, "2023-11-14T22:10:00Z", 2, 5, 4),
            (1703376000, "2023-12-24T22:00:00Z", 2, 2, 2),
        ],
    ),
    "pack-domains": (
        {"min_members": 1},
        [("K1", "paper.example", 2, 2, 4, 0.5), ("K2", "paper.example", 1, 1, 4, 0.25)],
    ),
    "pack-hashtags": (
        {},
        [("K1", "out", 2, 2, 3, 0.6666666666666666), ("K1", "shame", 2, 2, 2, 1.0)],
    ),
    "pack-links": (
        {},
        [
            (
                "x/a1",
                "ana",
                "Out with her",
                "https://x.com/i/status/a1",
                ["K1", "K2"],
                3,
                "coordination-0001",
            ),
            (
                "x/b1",
                "ben",
                "Shame on her",
                "https://x.com/i/status/b1",
                ["K1", "K2"],
                2,
                "coordination-0001",
            ),
        ],
    ),
    "pack-reach": (
        {},
        [("K2", "x/a1", "Out with her", "https://x.com/i/status/a1", 3, 2, 1, 0.6666666666666666)],
    ),
    "renamed-accounts": ({}, [("x/eli", "eli", ["eli", "old_eli"], 0)]),
    "reply-raids": (
        {},
        [
            (
                "vernon",
                "x/v1",
                "https://x.com/i/status/v1",
                2,
                2,
                1,
                "2023-11-14T22:21:00Z",
                "2023-11-14T22:21:40Z",
            )
        ],
    ),
    "second-targets": ({}, [("vernon", "belka", 2, 1703455200, ["ben", "ana"])]),
    "shared-links": (
        {},
        [("https://paper.example/1", 3, 3, "2023-11-14T22:10:00Z", ["ana", "ben", "cam"])],
    ),
    "shared-pictures": (
        {},
        [("m/1", "https://pic.example/1", 3, 3, "2023-11-14T22:10:00Z", ["ana", "ben", "cam"])],
    ),
    "silent-accounts": (
        {},
        [
            ("x/cam", "cam", 3, 1, "2023-11-14T22:12:00Z", 40.0),
            ("x/dee", "dee", 3, 1, "2023-11-14T23:06:40Z", 40.0),
            ("x/eli", "eli", 4, 0, "2023-11-14T23:23:20Z", 39.9),
        ],
    ),
}


def test_rows(store: Store) -> None:
    plant(store)
    for name, (parameters, expected) in CASES.items():
        assert [tuple(row) for row in run_query(store, name, parameters).rows] == expected, name


NARROWER: list[tuple[str, dict[str, object], int]] = [
    ("archived-posts", {"target": "belka"}, 0),
    ("archived-posts", {"target": "vernon"}, 1),
    ("missing-originals", {"min_references": 3}, 0),
    ("collection-gaps", {"min_steps": 959}, 0),
    ("daily-rhythm", {"account": "x/dee"}, 2),
    ("silent-accounts", {"quiet_days": 41}, 0),
    ("silent-accounts", {"min_posts": 4}, 1),
    ("accounts-made-together", {"min_accounts": 4}, 0),
    ("pack-links", {"run": "another"}, 0),
    ("pack-domains", {"run": "another", "min_members": 1}, 0),
    ("pack-domains", {}, 1),
    ("pack-hashtags", {"run": "another"}, 0),
    ("pack-hashtags", {"min_members": 3}, 0),
    ("pack-reach", {"run": "another"}, 0),
    ("pack-reach", {"min_reposts": 1}, 5),
    ("shared-pictures", {"min_accounts": 4}, 0),
    ("shared-links", {"min_accounts": 2}, 2),
    ("hashtag-origins", {"min_posts": 3}, 1),
    ("hashtag-pairs", {"min_posts": 3}, 0),
    ("reply-raids", {"target": "belka"}, 0),
    ("reply-raids", {"min_replies": 3}, 0),
    ("attacking-quotes", {"target": "belka"}, 0),
    ("second-targets", {"min_accounts": 3}, 0),
    ("answer-delays", {"target": "belka"}, 0),
    ("attack-joiners", {"target": "belka"}, 1),
    ("burst-joiners", {"hashtag": "in"}, 0),
    ("account-record", {"account": "x/nobody"}, 0),
]


def test_parameters_narrow_the_answer(store: Store) -> None:
    plant(store)
    for name, parameters, rows in NARROWER:
        assert len(run_query(store, name, parameters).rows) == rows, (name, parameters)
    for name in CASES:
        if "limit" in catalogue()[name].parameters:
            given = {**CASES[name][0], "limit": 1}
            assert len(run_query(store, name, given).rows) == 1, name


def test_every_public_query_has_expected_rows() -> None:
    tested = CASES.keys() | FIRST_CASES.keys() | {name for name, *_ in STANCE_CASES}
    assert catalogue().keys() <= tested
    assert len(catalogue()) >= 48


@pytest.mark.parametrize("name", catalogue())
def test_every_public_query_explains_itself(name: str) -> None:
    query = catalogue()[name]
    assert list(teaching_defects(query)) == []
    assert query.companions
    assert name not in query.companions
    assert set(query.companions) <= catalogue().keys()
    for parameter in query.parameters.values():
        if parameter.source:
            other, _, column = parameter.source.partition(".")
            assert column in catalogue()[other].columns
    page = "\n".join(manual(query))
    assert query.statement in page
    for told in (query.question, query.reading, query.caveats):
        assert " ".join((told or "").split())[:40] in " ".join(page.split())


def test_every_category_has_queries() -> None:
    counts = dict.fromkeys(CATEGORIES, 0)
    for query in catalogue().values():
        assert query.category is not None
        counts[query.category] += 1
    assert min(counts.values()) >= 5


def test_what_is_unclear_is_shown_apart(store: Store) -> None:
    plant(store)
    store.execute(
        "MATCH (a:Account {id: 'x/eli'})-[:POSTED]->(p:Post), (t:Target) WITH p, t "
        "ORDER BY p.id, t.id LIMIT 1 "
        "CREATE (p)-[:CONCERNS {unclear: true, own_words: true, run: 'stance'}]->(t)"
    )
    record = run_query(store, "account-record", {"account": "x/eli"}).dicts()[0]
    assert record["unclear"] == 1
    rows = run_query(store, "post-evidence", {"account": "x/eli"}).dicts()
    assert sum(len(row["unclear"]) for row in rows) == 1
    drawn = run_query(store, "picture-accounts", {"accounts": ["x/eli"]}).dicts()
    assert drawn[0]["unclear"] == 1
    figures = run_query(store, "picture-figures", {}).dicts()
    assert sum(row["unclear"] for row in figures) == 1
