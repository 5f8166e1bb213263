"""A case in Neo4j: loading by transactions and in bulk, the store's size, every stored query.

    python benchmarks/bench_neo4j.py --posts 300000 [--no-queries] [--only-bulk]

Starts servers of its own in a temporary folder (as a process, from Maven's artifacts) with the
settings that it prints. Each load runs in a process of its own into an empty server; in the end the
digests of both graphs are compared. ``--only-bulk`` leaves the transactions out, and prints the
counts of what was imported. An answer of ten million rows is asked for as well: what its process
takes, and what it says. `make bench-load` compares with the bare driver and py2neo.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from meute.errors import MeuteError
from meute.graph import Store, open_store
from meute.graph.digests import digests
from meute.queries.catalogue import catalogue
from meute.queries.runner import run_query
from meute.server import ServerFolder
from meute.server.lifecycle import StartOptions, down, up
from meute.simulate import Campaign, write_campaign

HEAP = "1g"
Digests = dict[str, str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(path: Path) -> Iterator[tuple[str, str]]:
    folder = ServerFolder(path)
    options = StartOptions(
        bolt_port=free_port(), http_port=free_port(), heap=HEAP, via="maven", timeout_s=300
    )
    try:
        yield up(folder, options).url, folder.password_file.read_text().strip()
    finally:
        down(folder)


def load(home: Path, url: str, password: str, posts: Path, *flags: str) -> float:
    """Seconds that the command takes; a load that fails ends the measurement."""
    environment = os.environ | {"MEUTE_PASSWORD": password, "MEUTE_SERVER_HOME": str(home)}
    begun, before = time.monotonic(), processor_s()
    subprocess.run(
        [sys.executable, "-m", "meute", "--graph", url, "load", *flags, str(posts)],
        env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    took = time.monotonic() - begun
    print(f"load {' '.join(flags)}: {processor_s() - before:.0f} s of its processes' processor")
    return took


def processor_s() -> float:
    """What children have taken that have ended, theirs included."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ask_for_ten_million_rows(url: str, password: str) -> None:
    command = [sys.executable, "-m", "meute", "--graph", url, "cypher", "--format", "ndjson",
               "UNWIND range(1, 10000000) AS n RETURN n, 'some words' AS text"]  # fmt: skip
    process = subprocess.Popen(
        command, env=os.environ | {"MEUTE_PASSWORD": password}, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    told = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    print(
        f"ten million rows: {used.ru_maxrss / 1024:.0f} MB, exit code {process.returncode}: {told}"
    )


def held(store: Store) -> Digests:
    return {n: d.sha256 for n, d in digests(store).items() if n != "Import"}


def size(folder: Path) -> float:
    data = (folder / "neo4j" / "data" / "databases" / "neo4j").rglob("*")
    return sum(file.stat().st_size for file in data if file.is_file()) / 2**20


def queries(store: Store) -> None:
    for name, query in catalogue().items():
        if all(parameter.default is not None for parameter in query.parameters.values()):
            begun = time.monotonic()
            try:
                rows = len(run_query(store, name, {}).rows)
            except MeuteError as error:
                print(f"| {name} | {error} |")
                continue
            print(f"| {name} | {rows:,} rows | {time.monotonic() - begun:.2f} s |", flush=True)


def by_transactions(folder: Path, posts: Path, count: int, asks: bool) -> tuple[float, Digests]:
    with server(folder) as (url, password):
        took = load(folder, url, password, posts)
        print(f"| transactions | {took:.0f} s | {count / took:,.0f} posts/s |", flush=True)
        with open_store(url, password=password) as store:
            expected = held(store)
            if asks:
                queries(store)
        ask_for_ten_million_rows(url, password)
    print(f"| store | {size(folder):.0f} MB |", flush=True)
    return took, expected


def in_bulk(folder: Path, posts: Path, count: int, expected: Digests | None) -> float:
    with server(folder) as (url, password):
        took = load(folder, url, password, posts, "--bulk")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**10
        print(f"| bulk | {took:.0f} s | {count / took:,.0f} posts/s |")
        print(f"largest process {peak:.0f} MB, Neo4j's import among them", flush=True)
        with open_store(url, password=password) as store:
            if expected is None:
                print(store.counts().by_type, flush=True)
            else:
                print(f"digests {'equal' if held(store) == expected else 'DIFFER'}", flush=True)
    print(f"| store | {size(folder):.0f} MB |", flush=True)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=300_000)
    parser.add_argument("--no-queries", action="store_true")
    parser.add_argument("--only-bulk", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        posts, first, second = (Path(folder) / name for name in ("posts.jsonl", "first", "second"))
        write_campaign(Campaign(posts=options.posts, seed=7), posts)
        print(f"Heap {HEAP}, page cache 512m, {options.posts:,} posts", flush=True)
        if options.only_bulk:
            in_bulk(second, posts, options.posts, None)
            return
        took, expected = by_transactions(first, posts, options.posts, not options.no_queries)
        shutil.rmtree(first)
        bulk = in_bulk(second, posts, options.posts, expected)
        print(f"bulk is {took / bulk:.1f} times as fast")


if __name__ == "__main__":
    main()
