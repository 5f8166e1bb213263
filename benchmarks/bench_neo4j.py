"""A case in Neo4j: loading by transactions and in bulk, the store's size, every stored query.

    python benchmarks/bench_neo4j.py --posts 300000

Starts servers of its own in a temporary folder (as a process, from Maven's artifacts) with the
settings that it prints. Each load runs in a process of its own into an empty server; in the end the
digests of both graphs are compared. `make bench-load` compares with the bare driver and py2neo.
"""

from __future__ import annotations

import argparse
import os
import resource
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
    begun = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "meute", "--graph", url, "load", *flags, str(posts)],
        env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return time.monotonic() - begun


def held(store: Store) -> dict[str, str]:
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=300_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        posts, first, second = (Path(folder) / name for name in ("posts.jsonl", "first", "second"))
        write_campaign(Campaign(posts=options.posts, seed=7), posts)
        print(f"Heap {HEAP}, page cache 512m, {options.posts:,} posts", flush=True)
        with server(first) as (url, password):
            took = load(first, url, password, posts)
            print(
                f"| transactions | {took:.0f} s | {options.posts / took:,.0f} posts/s |", flush=True
            )
            with open_store(url, password=password) as store:
                expected = held(store)
                queries(store)
        print(f"| store | {size(first):.0f} MB |", flush=True)
        with server(second) as (url, password):
            in_bulk = load(second, url, password, posts, "--bulk")
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**10
            with open_store(url, password=password) as store:
                same = held(store) == expected
        print(f"| bulk | {in_bulk:.0f} s | {options.posts / in_bulk:,.0f} posts/s |")
        print(f"bulk is {took / in_bulk:.1f} times as fast; largest process {peak:.0f} MB; digests "
              f"{'equal' if same else 'differ'}")  # fmt: skip


if __name__ == "__main__":
    main()
