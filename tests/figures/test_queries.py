"""What each stored query about targets answers on the planted graph, on both engines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from meute.figures.marking import load_figures
from meute.graph import Store
from meute.queries.catalogue import catalogue, defects
from meute.queries.runner import run_query

from .figures_text import declared
from .planted import DAY, POSTS, REPOSTS, START, iso, plant

NAMES = (
    "multi-target-attackers", "target-overlap", "target-dossier", "attack-timeline",
    "attack-sparks", "attack-hashtags", "prominent-attackers", "repeat-attackers",
    "counter-speech", "threats", "newly-created-attackers", "stance-posts", "stance-reposts",
)  # fmt: skip


def chance() -> float:
    """Work out in another way how many accounts would attack both figures by chance."""
    posts = Counter(post[1] for post in (*POSTS, *REPOSTS))
    doubled = {account: len(f"{n:b}") for account, n in posts.items()}
    vernon, belkacemi = {"ana", "bob", "uma"}, {"ana", "bob"}
    classes = [{a for a in doubled if doubled[a] == bits} for bits in set(doubled.values())]
    return sum(len(c & vernon) * len(c & belkacemi) / len(c) for c in classes)


CHANCE = round(chance(), 3)


def wilson(posts: float) -> float:
    """The lower end of a 90 % interval for a share of one among so many posts."""
    return round(1 / (1 + 1.645**2 / posts), 3)


ONE, TWO = wilson(1), wilson(2)


def url(*posts: str) -> list[str]:
    return [f"https://x.com/i/status/{post}" for post in posts]


CASES: list[tuple[str, dict[str, Any], list[tuple[Any, ...]]]] = [
    (
        "multi-target-attackers",
        {},
        [
            ("x/ana", "ana", ["belkacemi", "vernon"], [ONE, TWO], [1.0, 1.0], 1, 3, 0, iso(0),
             iso(40 * DAY + 60), url("a1", "a2", "a3")),
            ("x/bob", "bob", ["belkacemi", "vernon"], [ONE, wilson(1.5)], [1.0, 1.0], 0, 2, 1,
             iso(25), iso(60), url("b1", "b2", "r3")),
        ],
    ),
    ("multi-target-attackers", {"min_targets": 3}, []),
    ("multi-target-attackers", {"only_stable": True}, []),
    (
        "target-overlap",
        {},
        [("belkacemi", "vernon", 2, 3, 2, 0.6667, CHANCE, round(2 / CHANCE, 2))],
    ),
    (
        "target-dossier",
        {"target": "vernon"},
        [
            ("vernon", "Camille Vernon", ["camillevernon"], 4, 4, 3, 3, 2, 0, 1, 0, iso(0),
             iso(40 * DAY), ["vernondehors"],
             ["fr/insults/begone + fr/insults/traitor + hate-tag + slur",
              "fr/deportation/remigration", "fr/insults/insult", "fr/insults/traitor + slur"]),
        ],
    ),
    (
        "attack-timeline",
        {"target": "belkacemi", "step": DAY},
        [
            ("belkacemi", START - START % DAY, iso(30), 1, 1, 0, 0, 2),
            ("belkacemi", START - START % DAY + 40 * DAY, iso(40 * DAY + 60), 1, 0, 0, 0, 1),
        ],
    ),
    (
        "attack-sparks",
        {"min_attacks": 3, "target": "vernon"},
        [
            ("vernon", START - START % 600, "x/a1", iso(0), "x/ana", "ana",
             "Dégage vendue #VernonDehors", *url("a1"), 4, 9_090, ["dan", "eve", "bob",
                                                                   "camillevernon"]),
        ],
    ),
    (
        "attack-hashtags",
        {"min_attacks": 1},
        [
            ("belkacemi", "stopbelkacemi", "stopbelkacemi", 1, 1, 0, 1, 1.0, iso(40 * DAY + 60)),
            ("vernon", "vernondehors", "vernondehors", 1, 1, 1, 3, 0.3333, iso(0)),
        ],
    ),
    (
        "prominent-attackers",
        {"target": "vernon", "min_followers": 3},
        [
            ("x/ana", "ana", 500, None, "vernon", 2, 0, 4, iso(0), url("a1", "a2")),
            ("x/bob", "bob", 20, None, "vernon", 1, 1, 0, iso(25), url("b2", "r3")),
        ],
    ),
    (
        "repeat-attackers",
        {},
        [
            ("x/ana", "ana", "vernon", 2, 2, 2, iso(0), iso(40 * DAY), 40.0, url("a1", "a2")),
        ],
    ),
    (
        "counter-speech",
        {},
        [
            ("vernon", "x/e1", iso(120), "x/eve", "eve",
             "#VernonDehors est une honte, soutien à Vernon", *url("e1"), "soutien à", 0.75, 1,
             0, []),
            ("vernon", "x/e2", iso(150), "x/eve", "eve", "C'est du harcèlement", *url("e2"),
             "harcèlement", 0.65, 0, 0, []),
        ],
    ),
    (
        "threats",
        {},
        [
            ("belkacemi", "x/b1", iso(30), "x/bob", "bob", "Belkacemi, on sait où tu habites",
             *url("b1"), "sait où tu habites", "fr/threats/hunted", 0.85, 1),
        ],
    ),
    (
        "newly-created-attackers",
        {},
        [("x/uma", "uma", iso(-DAY), "vernon", iso(10), 1.0, 1, 0, url("u1"))],
    ),
    (
        "stance-posts",
        {"posts": ["x/c1", "x/b1", "x/b2"], "accounts": ["x/1001"]},
        [
            ("x/b1", "original", "Belkacemi, on sait où tu habites", "x/bob", None, None, None,
             None, [], [], []),
            ("x/b2", "reply", "@camillevernon retourne dans ton pays", "x/bob", "x/1001", None,
             None, None, ["x/1001"], [], []),
            ("x/c1", "quote", "👏", "x/cy", None, "x/a1", "x/ana", "Dégage vendue #VernonDehors",
             [], [], []),
        ],
    ),
    (
        "stance-reposts",
        {"posts": ["x/e1", "x/b1"]},
        [("x/r2", "x/b1", "x/dan"), ("x/r6", "x/e1", "x/fay")],
    ),
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_metadata(name: str) -> None:
    assert list(defects(catalogue(internal=True)[name])) == []
    assert name in {case[0] for case in CASES}


def test_rows(store: Store, tmp_path: Path) -> None:
    plant(store)
    load_figures(store, declared(tmp_path))
    for name, parameters, expected in CASES:
        rows = [tuple(row) for row in run_query(store, name, parameters).rows]
        assert rows == expected, name
    own_words = {f"x/{post[0]}" for post in POSTS if post[4] is not None}
    span = {"first": 0, "last": 4_102_444_800}
    assert read_ids(store, span) == [own_words]
    store.execute("MATCH (p:Post {id: 'x/b1'}) REMOVE p.ts")
    assert read_ids(store, span) == [own_words - {"x/b1"}, {"x/b1"}]
    assert read_ids(store, {"first": 1, "last": 2}) == []


def read_ids(store: Store, span: dict[str, int]) -> list[set[str]]:
    return [set(posts) for (posts,) in run_query(store, "stance-post-ids", span).rows]


def test_a_supporter_is_never_listed(store: Store, tmp_path: Path) -> None:
    plant(store)
    load_figures(store, declared(tmp_path))
    for name in ("multi-target-attackers", "prominent-attackers", "repeat-attackers",
                 "newly-created-attackers"):  # fmt: skip
        accounts = {row["account"] for row in run_query(store, name).dicts()}
        assert "x/eve" not in accounts, "she reposted an attack, but supports twice"
        assert "x/1001" not in accounts, "the figure reposted an attack on herself"
