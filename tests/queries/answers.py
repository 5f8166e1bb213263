"""The answers on the crowd, in ``crowd.jsonl``: a query, its parameters and its rows per line.

``python -m tests.queries.answers`` writes the file anew, with as many answers as notice all mutants
that any of the parameters below makes notice; whoever does that reads the difference line by line.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from meute.errors import MeuteError
from meute.graph import Store, open_store
from meute.queries.catalogue import Query, catalogue
from meute.queries.runner import bind

from .crowd import START, plant
from .mutants import mutants

FILE = Path(__file__).with_name("crowd.jsonl")
VALUES: dict[str, list[Any]] = {
    "account": ["x/k", "x/i"], "account_a": ["x/k"], "account_b": ["x/l"], "end_ts": [START + 605],
    "evidence": [1], "first": [1, 2], "gap": [600, 86_400], "hashtag": ["out", "in"],
    "lead": [600], "limit": [1, 3], "max_delay": [10.0], "min_accounts": [1, 2, 3, 4],
    "min_amplifiers": [1, 3, 6], "min_attacks": [1, 2, 3, 5], "min_confidence": [0.0, 0.7],
    "min_early": [1, 2], "min_followers": [1, 10], "min_length": [1, 62], "min_members": [1, 3],
    "min_posts": [1, 3, 12, 30], "min_references": [2], "min_replies": [1],
    "min_reposts": [1, 3], "min_shared": [1, 2, 3], "min_size": [1, 5], "min_steps": [1, 230],
    "min_targets": [1, 3], "min_waves": [1, 3], "only_stable": [True], "pack": ["1-D", "1-C"],
    "quiet": [600], "quiet_days": [1, 40], "relays": [1], "run": ["run-1"], "salvo": ["1-Z", "1-X"],
    "start_ts": [START + 600], "step": [600, 60], "target": ["zoe", "xia"], "top": [1],
    "window": [5, 600], "days": [1, 4000],
}  # fmt: skip


SEEDS = (1, 2, 3)


def answers(seed: int) -> Iterator[tuple[str, dict[str, Any], list[tuple[Any, ...]]]]:
    """Yield the written answers on the crowd of a seed."""
    for line in FILE.read_text("utf-8").splitlines():
        of, name, parameters, rows = json.loads(line)
        if of == seed:
            yield name, parameters, [tuple(row) for row in rows]


def candidates(query: Query) -> Iterator[dict[str, Any]]:
    """Yield parameters to try: the defaults, low thresholds, and each with one that differs."""
    required = {name: VALUES[name][0] for name, p in query.parameters.items() if p.required}
    low = {name: VALUES[name][0] for name in query.parameters if name.startswith("min_")}
    for base in (required, required | low):
        yield base
        for name in query.parameters:
            for value in VALUES[name]:
                yield base | {name: value}


def _record(
    store: Store, query: Query, left: list[str]
) -> Iterator[tuple[dict[str, Any], list[tuple[Any, ...]]]]:
    """Yield answers that notice mutants among those left, and take these from the list."""
    for parameters in candidates(query):
        values = bind(query, parameters)
        rows = store.read(query.statement, values, trusted=True).rows
        noticed = set()
        for statement in left:
            with suppress(MeuteError):  # not a query
                if store.read(statement, values, timeout_s=10, trusted=True).rows != rows:
                    noticed.add(statement)
        left[:] = [statement for statement in left if statement not in noticed]
        if noticed:
            yield parameters, rows


def main() -> int:
    left = {name: [m.statement for m in mutants(q.statement)] for name, q in catalogue().items()}
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in SEEDS:
            with open_store(f"{folder}/{seed}.kgl", write=True) as store:
                plant(store, seed)
                for name, query in catalogue().items():
                    for parameters, rows in _record(store, query, left[name]):
                        line = json.dumps([seed, name, parameters, rows], ensure_ascii=False)
                        lines.append(line)
    FILE.write_text("\n".join([*lines, ""]), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
