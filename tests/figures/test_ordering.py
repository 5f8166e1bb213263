"""The unclear in the order that judgements teach: cross-checked, and never a decision."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from meute.figures.model import Judgement
from meute.figures.ordering import FEWEST_OF_A_KIND, order_unclear
from meute.graph import Store, open_store
from meute.graph import schema as s
from meute.graph.tables import write_rows

RUDE = ("quelle plaie celle-ci", "on en a soupé de ses leçons", "qu'elle aille voir ailleurs")
KIND = ("le marché ouvre à neuf heures", "réunion publique samedi", "il pleut sur la mairie")


def judgement(post: str, correct: str) -> Judgement:
    return Judgement.model_validate(
        {
            "post": post,
            "figure": "vernon",
            "rules": ["a"],
            "decision": "unclear",
            "correct": correct,
        }
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(str(tmp_path / "case.kgl"), write=True)
    draw = Random(7)
    write_rows(
        store,
        s.Post,
        [
            {"id": f"x/{kind}{n}", "text": f"{draw.choice(texts)} {draw.choice(texts)} {n}"}
            for kind, texts in (("rude", RUDE), ("kind", KIND))
            for n in range(14)
        ],
    )
    return store


JUDGED = [
    judgement(f"x/{kind}{n}", correct)
    for kind, correct in (("rude", "attack"), ("kind", "concern"))
    for n in range(14)
]
ROWS = [
    {"decision": "unclear", "text": "réunion publique à neuf heures", "post": "x/1"},
    {"decision": "unclear", "text": "qu'elle garde ses leçons, quelle plaie", "post": "x/2"},
    {"decision": "attack", "text": "quelle plaie celle-ci", "post": "x/3"},
]


def test_what_is_most_likely_an_attack_is_read_first_and_nothing_is_decided(store: Store) -> None:
    rows, order = order_unclear(store, ROWS, JUDGED)
    assert [row["post"] for row in rows] == ["x/2", "x/1", "x/3"]
    assert sorted(rows, key=lambda row: row["post"]) == ROWS
    assert order.holds
    assert order.area is not None
    assert order.area > 0.95


def test_an_order_that_is_no_better_than_chance_is_not_used(store: Store) -> None:
    draw = Random(3)
    labels = ["attack"] * 14 + ["none"] * 14
    draw.shuffle(labels)
    mixed = [judgement(one.post, label) for one, label in zip(JUDGED, labels, strict=True)]
    rows, order = order_unclear(store, ROWS, mixed)
    assert rows == ROWS
    assert not order.holds
    assert order.margin is not None


def test_too_few_judgements_teach_nothing(store: Store) -> None:
    few = JUDGED[14 - FEWEST_OF_A_KIND + 1 :]
    rows, order = order_unclear(store, ROWS, few)
    assert rows == ROWS
    assert (order.attacks, order.area) == (FEWEST_OF_A_KIND - 1, None)


def test_every_prediction_of_the_cross_check_leaves_its_own_judgement_out(store: Store) -> None:
    # Were the judgement known, even noise would be told apart perfectly.
    noise = [judgement(f"x/kind{n}", ("attack", "none")[n % 2]) for n in range(14)]
    noise += [judgement(f"x/rude{n}", ("attack", "none")[n % 2]) for n in range(14)]
    _, order = order_unclear(store, ROWS, noise)
    assert order.area is not None
    assert order.area < 0.75
