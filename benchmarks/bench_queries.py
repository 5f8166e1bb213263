"""What every public stored query takes on a local case and on Neo4j, and whether both answer alike.

    python benchmarks/bench_queries.py --case case.kgl [--neo4j] [--write]

The case is one that was loaded, marked and searched (`make bench-case ARGS="--keep FOLDER"` leaves
one in FOLDER/case.kgl). ``--neo4j`` imports it into a server of its own and asks the same there.
Required parameters take the first value of the query that the catalogue names for them. Figures are
seconds of the processor, of the engine's process, so that other work on the machine changes little:
the first run of each, with nothing of it compiled. ``--write`` keeps them in docs/query-times.csv,
from which `make docs` makes the table of docs/queries.md.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
from bench_neo4j import server

from meute.errors import MeuteError
from meute.graph import Store, open_store
from meute.graph.admin_files import ARGUMENTS, write_admin_files
from meute.queries.catalogue import Query, catalogue
from meute.queries.runner import run_query
from meute.server import ServerFolder
from meute.server.importing import import_files

TIMES = Path(__file__).resolve().parents[1] / "docs" / "query-times.csv"
Rows = list[tuple[Any, ...]]
Parameters = dict[str, dict[str, Any]]


def parameters_of(store: Store) -> Parameters:
    """Return the parameters that each query has to be given, from the answers of others."""
    return {
        name: {
            parameter: _value(store, str(declared.source))
            for parameter, declared in query.parameters.items()
            if declared.required
        }
        for name, query in catalogue().items()
    }


def _value(store: Store, source: str) -> Any:
    name, _, column = source.partition(".")
    query = catalogue()[name]
    needed = {
        key: _value(store, str(parameter.source))
        for key, parameter in query.parameters.items()
        if parameter.required
    }
    return next(iter(run_query(store, name, needed).dicts()), {}).get(column, "nothing")


def processor_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return sum((times.user, times.system))


def measured(
    store: Store, parameters: Parameters, processor: Callable[[], float]
) -> Iterator[tuple[Query, float, Rows]]:
    for name, query in catalogue().items():
        before, begun = processor(), time.perf_counter()
        try:
            rows: Rows = run_query(store, name, parameters[name]).rows
        except MeuteError as error:
            rows = [(str(error),)]
        took = processor() - before
        clock = time.perf_counter() - begun
        print(f"{store.engine:9} {name:32} {took:8.2f} {clock:8.2f} {len(rows):7,}", flush=True)
        yield query, took, rows


def on_neo4j(case: Path, parameters: Parameters) -> dict[str, tuple[float, Rows]]:
    with tempfile.TemporaryDirectory() as temporary:
        home, files = Path(temporary) / "server", Path(temporary) / "files"
        files.mkdir()
        with server(home) as (url, password):
            with open_store(str(case)) as store:
                write_admin_files(store, files)
            import_files(ServerFolder(home), files, ARGUMENTS, password)
            with open_store(url, write=True, password=password) as store:
                store.prepare()
            started = ServerFolder(home).read()
            assert started is not None
            java = psutil.Process(started.pid)
            with open_store(url, password=password) as store:
                found = measured(store, parameters, lambda: processor_s(java))
                return {query.name: (took, rows) for query, took, rows in found}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", type=Path, required=True)
    parser.add_argument("--neo4j", action="store_true")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    own = psutil.Process()
    with open_store(str(chosen.case)) as store:
        (posts,) = store.read("MATCH (p:Post) WHERE p.stub = false RETURN count(p)").rows[0]
        print(f"{posts:,} posts: engine, query, processor, clock, rows")
        parameters = parameters_of(store)
        local = {q.name: (took, rows) for q, took, rows in
                 measured(store, parameters, lambda: processor_s(own))}  # fmt: skip
    answers = {"local": local}
    if chosen.neo4j:
        answers["neo4j"] = on_neo4j(chosen.case, parameters)
        for name, (_, rows) in answers["neo4j"].items():
            if rows != local[name][1]:
                print(f"{name} DIFFERS: {local[name][1][:2]} {rows[:2]}")
    if chosen.write:
        keep(posts, {engine: {n: took for n, (took, _) in held.items()}
                     for engine, held in answers.items()})  # fmt: skip


def keep(posts: int, times: dict[str, dict[str, float]]) -> None:
    """Replace what is kept of the engines that were measured."""
    lines = TIMES.read_text("utf-8").splitlines() if TIMES.exists() else []
    kept = [row for row in csv.DictReader(lines) if row["engine"] not in times]
    kept += [
        {"engine": engine, "posts": str(posts), "query": name, "processor_s": f"{took:.2f}"}
        for engine, held in times.items()
        for name, took in held.items()
    ]
    with TIMES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["engine", "posts", "query", "processor_s"])
        writer.writeheader()
        writer.writerows(sorted(kept, key=lambda row: (row["query"], row["engine"])))


if __name__ == "__main__":
    main()
