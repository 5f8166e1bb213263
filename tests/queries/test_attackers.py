"""Who attacks whom is the same everywhere, and what docs/figures.md says."""

from __future__ import annotations

from collections import defaultdict

import pytest

from meute.graph import Store
from meute.graph.attackers import ATTACKERS, decides_otherwise
from meute.queries.catalogue import catalogue
from meute.queries.runner import every_row

from .answers import SEEDS
from .crowd import FIGURES, plant

Pairs = set[tuple[str, str]]


def marks(store: Store) -> list[tuple[str, str, bool, bool, float]]:
    """Return account, figure, whether it is an attack, whether in own words, and confidence."""
    answer = store.read(
        "MATCH (a:Account)-[:POSTED]->(:Post)-[r:ATTACKS|SUPPORTS]->(t:Target) "
        "RETURN a.id AS a, t.id AS t, type(r) = 'ATTACKS' AS x, r.own_words AS own, "
        "r.confidence AS c"
    )
    return [(a, t, x, own is not False, c) for a, t, x, own, c in answer.rows]


def attackers(store: Store, min_confidence: float = 0.5) -> Pairs:
    """Work out who attacks whom from the marks alone."""
    balance: dict[tuple[str, str], int] = defaultdict(int)
    own_attacks, attacks = defaultdict(int), defaultdict(int)
    for account, figure, attack, own, confidence in marks(store):
        pair = account, figure
        if not attack:
            balance[pair] -= 2 if own else 1
        elif confidence >= min_confidence:
            balance[pair] += 2 if own else 1
            own_attacks[pair] += own
            attacks[pair] += 1
    return {
        pair for pair, weight in balance.items()
        if weight > 0 and (own_attacks[pair] or attacks[pair] > 1)
    }  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_every_query_means_the_same_accounts(store: Store, seed: int) -> None:
    plant(store, seed)
    everybody = attackers(store)
    assert len(everybody) > 5
    assert everybody != {
        (account, figure) for account, figure, attack, *_ in marks(store) if attack
    }

    def answered(name: str, **parameters: object) -> Pairs:
        rows = every_row(store, name, **parameters)
        return {(row["account"], row["target"]) for row in rows}

    assert answered("prominent-attackers") == everybody
    several = every_row(store, "multi-target-attackers", min_targets=1)
    assert {(row["account"], t) for row in several for t in row["targets"]} == everybody
    pictured = every_row(store, "picture-stance")
    assert {(r["account"], r["target"]) for r in pictured if r["stance"] == "ATTACKS"} == everybody
    counts = {row["target"]: row["attackers"] for row in every_row(store, "target-dossier")}
    assert counts == {f: sum(target == f for _, target in everybody) for f in FIGURES}
    for row in every_row(store, "target-overlap"):
        assert row["attackers_a"] == counts[row["target_a"]]
        assert row["attackers_b"] == counts[row["target_b"]]
    waves = answered("repeat-attackers", min_waves=1)
    assert waves <= everybody
    dated = store.read("MATCH (p:Post) WHERE p.ts IS NULL RETURN count(p) AS n").rows[0][0]
    assert len(everybody - waves) <= dated
    assert answered("newly-created-attackers", days=100_000) <= everybody
    assert {row["account"] for row in every_row(store, "report-supporters")}.isdisjoint(
        account
        for account, _ in everybody
        if all((account, figure) in everybody for figure in FIGURES)
    )


def test_confidence_narrows_all_alike(store: Store) -> None:
    plant(store, SEEDS[0])
    sure = attackers(store, 0.8)
    assert sure < attackers(store)
    rows = every_row(store, "prominent-attackers", min_confidence=0.8)
    assert {(row["account"], row["target"]) for row in rows} == sure


def test_a_query_that_weighs_in_its_own_way_is_told() -> None:
    text = catalogue()["prominent-attackers"].statement
    assert not decides_otherwise(text)
    assert decides_otherwise(text.replace("own > 0", "own > 1"))
    assert decides_otherwise("WHERE attacks > COUNT { (a)-[:POSTED]->(:Post)-[:SUPPORTS]->(t) }")
    assert ATTACKERS.count("$min_confidence") == 1
