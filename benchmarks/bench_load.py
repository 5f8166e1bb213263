"""Loading simulated posts with text: ours beside a minimal script, py2neo and a toolkit.

    python benchmarks/bench_load.py [--posts 1000000] [--server-posts 200000] [--rounds 2]

Measured are, for ``--posts`` posts of the X API v2 as JSON lines: parsing alone (bytes to
records), reading (bytes to rows), the whole command ``meute load`` into a new local graph, and
coordination-network-toolkit's own preprocessing of the same file into its SQLite database. For
``--server-posts`` posts, on the Neo4j server of MEUTE_TEST_NEO4J: the whole command, (a) the same
rows sent by a minimal script with the driver alone, ready in its memory, by UNWIND … MERGE in the
same order, and (b) the same rows by py2neo's bulk merges. Each measurement has a process of its
own; the server is warmed up, emptied before each, and the best of ``--rounds`` counts.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from meute.graph import open_store
from meute.graph.schema import NODE_BY_LABEL, RELATIONSHIP_BY_KIND
from meute.graph.tables import rows_of
from meute.loader.formats import ReadContext, detect_format, peek
from meute.loader.reading import Chunk, Job, Reading
from meute.loader.sources import Source

BATCH = 10_000
SERVER = os.environ.get("MEUTE_TEST_NEO4J", "")
PASSWORD = os.environ.get("MEUTE_TEST_NEO4J_PASSWORD")


def parse(path: Path) -> float:
    begun = time.perf_counter()
    with path.open("rb") as raw:
        head, stream = peek(raw, path.name)
        for _ in detect_format(head).read(stream, ReadContext(head)):
            pass
    return time.perf_counter() - begun


def read(path: Path) -> float:
    begun = time.perf_counter()
    for _ in Reading(Job(Source(path.name, path))).messages():
        pass
    return time.perf_counter() - begun


def command(path: Path, graph: str) -> float:
    begun = time.perf_counter()
    environment = os.environ | ({"MEUTE_PASSWORD": PASSWORD} if PASSWORD else {})
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    subprocess.run(
        [sys.executable, "-m", "meute", "--graph", graph, "load", str(path)],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - begun


def embedded(path: Path) -> float:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        return command(path, str(Path(folder) / "case.kgl"))


def server(path: Path) -> float:
    return command(path, SERVER)


def toolkit(path: Path) -> float:
    from coordination_network_toolkit.preprocess import (
        preprocess_twitter_v2_json_data,
    )

    with tempfile.TemporaryDirectory(dir=path.parent) as folder, path.open() as lines:
        begun = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            preprocess_twitter_v2_json_data(str(Path(folder) / "cnt.db"), lines)
        return time.perf_counter() - begun


def minimal(path: Path) -> float:
    """(a) The driver alone, with rows that are ready."""
    import neo4j

    batches = list(_batches(path))
    auth = ("neo4j", PASSWORD) if PASSWORD else None
    with neo4j.GraphDatabase.driver(SERVER, auth=auth) as driver, driver.session() as session:
        begun = time.perf_counter()
        for name, rows in batches:
            if name in NODE_BY_LABEL:
                text = f"UNWIND $rows AS row MERGE (n:{name} {{id: row.id}}) SET n += row"
            else:
                ends = RELATIONSHIP_BY_KIND[name]
                text = (
                    f"UNWIND $rows AS row MATCH (a:{ends.source.label} {{id: row.source}}) "
                    f"MATCH (b:{ends.target.label} {{id: row.target}}) "
                    f"MERGE (a)-[r:{name}]->(b) SET r += row.properties"
                )
            session.execute_write(
                lambda tx, text, rows: tx.run(text, rows=rows).consume(), text, rows
            )
        return time.perf_counter() - begun


def py2neo_bulk(path: Path) -> float:
    """(b) py2neo's merge_nodes and merge_relationships, with rows that are ready."""
    from py2neo import Graph
    from py2neo.bulk import merge_nodes, merge_relationships

    batches = [
        (name, rows if name in NODE_BY_LABEL else [_triple(row) for row in rows])
        for name, rows in _batches(path)
    ]
    graph = Graph(SERVER, auth=("neo4j", PASSWORD) if PASSWORD else None)
    begun = time.perf_counter()
    for name, rows in batches:
        if name in NODE_BY_LABEL:
            graph.update(lambda tx, name=name, rows=rows: merge_nodes(tx, rows, (name, "id")))
        else:
            ends = RELATIONSHIP_BY_KIND[name]
            keys = ((ends.source.label, "id"), (ends.target.label, "id"))
            graph.update(
                lambda tx, name=name, rows=rows, keys=keys: merge_relationships(
                    tx, rows, name, start_node_key=keys[0], end_node_key=keys[1]
                )
            )
    return time.perf_counter() - begun


def _triple(row: dict[str, Any]) -> tuple[str, dict[str, Any], str]:
    return row["source"], row["properties"], row["target"]


def _batches(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows that a load of the file sends to an empty graph, in its order."""
    for chunk in Reading(Job(Source(path.name, path))).messages():
        if not isinstance(chunk, Chunk):
            continue
        for name, table in {**chunk.nodes, **chunk.ties}.items():
            rows = rows_of(table)
            if name in RELATIONSHIP_BY_KIND:
                rows = [
                    {"source": r.pop("source"), "target": r.pop("target"), "properties": r}
                    for r in rows
                ]
            for start in range(0, len(rows), BATCH):
                yield name, rows[start : start + BATCH]


MEASURES: dict[str, Callable[[Path], float]] = {
    measure.__name__: measure
    for measure in (parse, read, embedded, toolkit, server, minimal, py2neo_bulk)
}


def measured(name: str, path: Path) -> tuple[float, float]:
    """Seconds, and peak memory in MB, of a measurement in its own process."""
    found = subprocess.run(
        [sys.executable, __file__, "--measure", name, str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, kilobytes = json.loads(found.stdout)
    return seconds, kilobytes / 1024


def empty_server() -> None:
    with open_store(SERVER, write=True, password=PASSWORD) as store:
        store.execute(
            "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS", once=True
        )


def simulate(path: Path, posts: int) -> None:
    subprocess.run(
        [sys.executable, "-m", "meute", "simulate", "-o", str(path), "--posts", str(posts)],
        check=True,
        capture_output=True,
    )


def table(title: str, posts: int, names: list[str], path: Path, rounds: int) -> dict[str, float]:
    print(f"\n{title}: {posts:,} posts, {path.stat().st_size / 1e6:,.0f} MB")
    rates = {}
    for name in names:
        best, memory = float("inf"), 0.0
        for _ in range(rounds):
            if name in {"server", "minimal", "py2neo_bulk"}:
                empty_server()
            seconds, peak = measured(name, path)
            best, memory = min(best, seconds), max(memory, peak)
        rates[name] = posts / best
        print(
            f"  {name:12} {best:8.1f} s {rates[name]:10,.0f} posts/s {memory:8,.0f} MB", flush=True
        )
    return rates


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--posts", type=int, default=200_000)
    parser.add_argument("--server-posts", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--measure", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        name, path = options.measure
        gc.disable()  # as a load does
        seconds = MEASURES[name](Path(path))
        peaks = (
            resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        print(json.dumps([seconds, max(peak.ru_maxrss for peak in peaks)]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "posts.jsonl"
        simulate(path, options.posts)
        names = ["parse", "read", "embedded", "toolkit"]
        local = table("This machine alone", options.posts, names, path, options.rounds)
        print(f"  ours to toolkit: {local['embedded'] / local['toolkit']:.1f}")
        if not SERVER:
            print("\nNo Neo4j: name one in MEUTE_TEST_NEO4J, or use `make bench-load`.")
            return
        simulate(path, options.server_posts)
        empty_server()
        measured("server", path)  # warms the server up
        names = ["server", "minimal", "py2neo_bulk"]
        remote = table("Neo4j", options.server_posts, names, path, options.rounds)
        print(f"  ours to (a) the driver alone: {remote['server'] / remote['minimal']:.2f}")
        print(f"  ours to (b) py2neo: {remote['server'] / remote['py2neo_bulk']:.2f}")


if __name__ == "__main__":
    main()
