"""What the stored queries answer on cases full of ties, on both engines."""

from __future__ import annotations

import pytest

from meute.graph import Store
from meute.queries.catalogue import catalogue
from meute.queries.runner import run_query

from .answers import SEEDS, answers
from .crowd import plant
from .mutants import mutants


@pytest.mark.parametrize("seed", SEEDS)
def test_rows(store: Store, seed: int) -> None:
    plant(store, seed)
    for name, parameters, rows in answers(seed):
        assert run_query(store, name, parameters).rows == rows, (name, parameters)


def test_a_mutant_differs_in_one_place() -> None:
    statement = "MATCH (a:Account) WHERE a.n >= 2 AND a.m IS NULL RETURN a.id AS id ORDER BY id"
    changes = {(mutant.kind, mutant.change) for mutant in mutants(statement)}
    assert changes >= {
        ("comparison", "`>=` → `<`"), ("comparison", "`>=` → `>`"), ("number", "`2` → `3`"),
        ("AND", "`a.n >= 2` → `true`"), ("AND", "`a.m IS NULL` → `NOT (a.m IS NULL)`"),
        ("NULL", "`IS NULL` → `IS NOT NULL`"), ("ORDER BY", "`ORDER BY id` → ``"),
        ("ORDER BY", "`id` → `id DESC`"),
    }  # fmt: skip
    assert all(mutant.statement != statement for mutant in mutants(statement))


@pytest.mark.parametrize("name", catalogue())
def test_every_query_has_mutants(name: str) -> None:
    assert len(mutants(catalogue()[name].statement)) >= 3
