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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these queries")
    parser.add_argument("--neo4j", action="store_true", help="on the test server")
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
    return 0 if noticed >= LEAST_NOTICED * made else 1


if __name__ == "__main__":
    sys.exit(main())
