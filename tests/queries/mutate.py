"""Report the changes to the public stored queries that no expected row notices.

Run as ``python -m tests.queries.mutate [--neo4j] [NAME …]``; ``make mutate-queries`` does.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from meute.errors import MeuteError
from meute.graph import Store, open_store
from meute.queries.catalogue import Query, catalogue

from ..conftest import empty
from .expected import GRAPHS, Expectation
from .mutants import Mutant, mutants

LEAST_NOTICED = 0.9


@contextmanager
def opened(graph: str, folder: Path, *, neo4j: bool) -> Iterator[Store]:
    """Yield a planted graph."""
    if neo4j:
        url = os.environ["MEUTE_TEST_NEO4J"]
        password = os.environ.get("MEUTE_TEST_NEO4J_PASSWORD")
        store = open_store(url, write=True, password=password)
        empty(store)
    else:
        store = open_store(str(folder / f"{graph}.kgl"), write=True)
    with store:
        GRAPHS[graph][0](store, folder)
        yield store


class Toll:
    """What became of the mutants of the queries."""

    def __init__(self, queries: dict[str, Query]) -> None:
        self.queries = queries
        self.left: dict[str, list[Mutant]] = {n: mutants(q.statement) for n, q in queries.items()}
        self.total = {name: len(changed) for name, changed in self.left.items()}
        self.accepted: Counter[str] = Counter()
        self._accepted: set[tuple[str, str]] = set()

    def meet(self, store: Store, expected: Expectation) -> None:
        """Drop the mutants that the expected answer notices."""
        query = self.queries[expected.query]
        assert expected.holds(store, query, query.statement), expected
        unnoticed = []
        for mutant in self.left[query.name]:
            try:
                same = expected.holds(store, query, mutant.statement)
                self._accepted.add((query.name, mutant.statement))
            except MeuteError:
                same = True  # no query, or not with these values
            if same:
                unnoticed.append(mutant)
        self.left[query.name] = unnoticed

    def unnoticed(self, name: str) -> list[Mutant]:
        """Return the mutants that are queries, and that no answer notices."""
        return [m for m in self.left[name] if (name, m.statement) in self._accepted]

    def counts(self, name: str) -> tuple[int, int]:
        """Return how many mutants are queries, and how many of these are noticed."""
        noticed = self.total[name] - len(self.left[name])
        return noticed + len(self.unnoticed(name)), noticed


REASONS = {
    "ORDER BY": "Earlier keys decide alone, or the key breaks a tie that the cases lack or that "
    "cannot be: rows of one group, ids that a run repeats.",
    "number": "A bound that the cases do not come near, such as the steps of a search.",
    "comparison": "Only equal sides would differ, which does not occur or makes no difference.",
    "AND": "What it keeps out does not occur, or something else keeps it out too.",
    "OR": "What it keeps out does not occur, or something else keeps it out too.",
    "WHERE": "What it keeps out does not occur, or something else keeps it out too.",
    "NULL": "What it keeps out does not occur, or something else keeps it out too.",
    "NOT": "What it keeps out does not occur, or something else keeps it out too.",
    "coalesce": "The value is always there, or null and its stand-in are sorted alike.",
    "aggregate": "There is one value per group.",
    "DISTINCT": "There is nothing twice to begin with.",
    "OPTIONAL": "What is looked for is always there.",
    "type": "No case has a row of that type alone.",
    "constant": "The mark is always there.",
    "arithmetic": "An empty range, or a list read beyond its end, gives the same.",
    "LIMIT": "The answer is shorter than the limit, or a later limit cuts it too.",
}
"""What may be so where a change is not noticed, by its kind."""


def page(toll: Toll, noticed: int, made: int) -> str:
    """Return the changes that nothing notices as a document."""
    lines = [
        "<!-- Written by `make mutate-queries ARGS='--write docs/query-mutants.md'`. -->", "",
        "# Changes to stored queries that no expected row notices", "",
        "`make mutate-queries` removes, inverts or shifts each clause of each public query: "
        f"{noticed:,} of {made:,} changes ({noticed / made:.1%}) change an expected row on the "
        "embedded engine; `ARGS=--neo4j` asks a server. These do not:", "",
        "| kind | why that may be |", "|---|---|",
    ]  # fmt: skip
    kinds = {mutant.kind for name in toll.queries for mutant in toll.unnoticed(name)}
    lines += [f"| {kind} | {REASONS[kind]} |" for kind in sorted(kinds)]
    for name in toll.queries:
        if left := toll.unnoticed(name):
            lines += ["", f"**{name}**", "", *(f"- {mutant}" for mutant in left)]
    return "\n".join([*lines, ""])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these queries")
    parser.add_argument("--neo4j", action="store_true", help="on the test server")
    parser.add_argument("--write", type=Path, metavar="FILE", help="list those not noticed there")
    given = parser.parse_args()
    queries = {n: q for n, q in catalogue().items() if not given.names or n in given.names}
    toll = Toll(queries)
    with tempfile.TemporaryDirectory() as folder:
        for graph, (_, expectations) in GRAPHS.items():
            with opened(graph, Path(folder), neo4j=given.neo4j) as store:
                for expected in expectations():
                    if expected.query in queries:
                        toll.meet(store, expected)
    made = noticed = 0
    for name in queries:
        valid, seen = toll.counts(name)
        made, noticed = made + valid, noticed + seen
        print(f"{name}: {seen} of {valid} noticed")
        for mutant in toll.unnoticed(name):
            print(f"    {mutant}")
    print(f"{noticed:,} of {made:,} mutants noticed: {noticed / made:.1%}")
    if given.write:
        given.write.write_text(page(toll, noticed, made), "utf-8")
    return 0 if noticed >= LEAST_NOTICED * made else 1


if __name__ == "__main__":
    sys.exit(main())
