"""Every expected answer of the stored queries: the graph, the parameters and the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from meute.figures.marking import load_figures
from meute.graph import Store
from meute.queries.catalogue import Query, catalogue
from meute.queries.runner import bind

from ..figures import planted as figures
from ..figures import test_queries as of_figures
from ..figures.figures_text import declared
from . import answers, crowd, planted, test_contracts, test_next_questions, worked

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a query answers on a graph: rows, or only how many."""

    query: str
    parameters: dict[str, Any]
    rows: Rows | int

    def holds(self, store: Store, query: Query, statement: str) -> bool:
        """Whether a statement in place of the query's answers so."""
        values = bind(query, self.parameters)
        result = store.read(statement, values, timeout_s=10, trusted=True)
        if isinstance(self.rows, int):
            return len(result.rows) == self.rows
        return result.columns == tuple(query.columns) and result.rows == self.rows


def plant_figures(store: Store, folder: Path) -> None:
    figures.plant(store)
    load_figures(store, declared(folder))


Plant = Callable[[Store, Path], None]
GRAPHS: dict[str, tuple[Plant, Callable[[], Iterator[Expectation]]]] = {}


def _graph(plant: Plant, cases: Any, narrower: Any = ()) -> tuple[Plant, Any]:
    def expectations() -> Iterator[Expectation]:
        for name, parameters, rows in cases:
            yield Expectation(name, parameters, rows)
            query = catalogue(internal=True)[name]
            if "limit" in query.parameters and "limit" not in parameters and len(rows) > 1:
                yield Expectation(name, {**parameters, "limit": 1}, rows[:1])
        for name, parameters, count in narrower:
            yield Expectation(name, parameters, count)

    return plant, expectations


def _crowd(seed: int) -> tuple[Plant, Any]:
    def expectations() -> Iterator[Expectation]:
        for name, parameters, rows in answers.answers(seed):
            yield Expectation(name, parameters, rows)

    return lambda store, _: crowd.plant(store, seed), expectations


def _flat(cases: dict[str, tuple[dict[str, Any], Rows]]) -> list[tuple[str, dict[str, Any], Rows]]:
    return [(name, parameters, rows) for name, (parameters, rows) in cases.items()]


GRAPHS |= {
    "planted": _graph(lambda store, _: planted.plant(store), _flat(test_contracts.CASES)),
    "figures": _graph(plant_figures, of_figures.CASES),
    "worked": _graph(
        lambda store, _: worked.plant(store),
        _flat(test_next_questions.CASES),
        test_next_questions.NARROWER,
    ),
    **{f"crowd-{seed}": _crowd(seed) for seed in answers.SEEDS},
}
