"""Kill the server and cut its connections during a load: the graph must be as if nothing had been.

    python -m tests.faults.kill_server --posts 500000 --kills 10 --cuts 100

Loads a simulated campaign into a local file, undisturbed, and takes the digests of the graph. Then
starts a Neo4j of its own and loads the same file through a proxy, which cuts connections at places
spread over the whole load, in the middle of whatever passes, while the server is killed (SIGKILL)
and started again. The load is one command, which nobody starts again. Prints the digests and how
long each load took; fails unless they are equal and the server was killed and cut so many times.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from meute.graph import Store, open_store
from meute.graph.digests import digests
from meute.server import ServerFolder
from meute.server.lifecycle import StartOptions, down, erase, up
from meute.simulate import Campaign, write_campaign

from ..neo4j_server import free_port
from .kill_load import DONE, SOME_REJECTED
from .proxy import Faults, Proxy

_BEGUN_BYTES = 1_000_000
"""Have passed when a load writes: whoever finds no server at all ends at once."""

_PASSES = 10
"""One byte in so many of the export passes at least, in columns."""


class Server:
    """A Neo4j process that can be killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = ServerFolder(folder)
        self._options = StartOptions(
            bolt_port=free_port(), http_port=free_port(), heap="1g", via="maven", timeout_s=300
        )
        self.url = up(self._folder, self._options).url
        self.password = self._folder.password_file.read_text().strip()

    def kill(self) -> None:
        started = self._folder.read()
        assert started is not None
        assert started.pid is not None
        process = psutil.Process(started.pid)
        process.kill()
        process.wait(60)  # while it dies, a start would take it for a server that runs

    def start(self) -> None:
        up(self._folder, self._options)

    def end(self) -> None:
        down(self._folder)
        erase(self._folder)

    @contextmanager
    def graph(self) -> Iterator[Store]:
        with open_store(self.url, write=True, password=self.password) as store:
            yield store


def load(graph: str, password: str | None, file: Path) -> float:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "meute", "--graph", graph, "load", str(file)],
        env=os.environ | {"MEUTE_PASSWORD": password or "", "MEUTE_RETRY_S": "300"},
        check=False,
        stdout=subprocess.DEVNULL,
    )
    assert done.returncode in {DONE, SOME_REJECTED}, done.returncode
    return time.monotonic() - begun


def held(store: Store) -> dict[str, str]:
    return {n: f"{d.count} {d.sha256}" for n, d in digests(store).items() if n != "Import"}


def disturb(server: Server, faults: Faults, points: list[int], over: threading.Event) -> int:
    """Kill and start the server whenever so many bytes have passed; return how many times."""
    for number, point in enumerate(points):
        while faults.passed < point:
            if over.wait(0.02):
                return number
        server.kill()
        server.start()
        print(f"killed and started: {number + 1}, cut: {faults.done}", flush=True)  # noqa: T201 - likewise
    return len(points)


def spread(count: int, span: int, chance: random.Random) -> list[int]:
    """Draw so many places, one from each equal part of a span."""
    return [int(span * (part + chance.random()) / count) + _BEGUN_BYTES for part in range(count)]


def rehearse(folder: Path, file: Path, kills: int, cuts: int) -> bool:
    local = str(folder / "case.kgl")
    span_s = load(local, None, file)
    with open_store(local) as store:
        expected = held(store)
    print(f"undisturbed into a local file: {span_s:.0f} s", flush=True)  # noqa: T201 - likewise
    server = Server(folder / "server")
    try:
        done = disturbed(server, file, kills, cuts)
        with server.graph() as store:
            found = held(store)
    finally:
        server.end()
    for name, digest in sorted(expected.items()):
        same = "equal" if found.get(name) == digest else found.get(name)
        print(f"{name}: {digest} {same}")  # noqa: T201 - likewise
    return found == expected and done == (kills, cuts)


def disturbed(server: Server, file: Path, kills: int, cuts: int) -> tuple[int, int]:
    """Load while the server is killed and connections are cut; return how many times each was."""
    over, killed, chance = threading.Event(), [0], random.Random(1)
    span = file.stat().st_size // _PASSES
    faults = Faults(points=spread(cuts, span, chance))
    points = spread(kills, span, chance)
    with Proxy(server.url, faults) as proxy:
        kill = threading.Thread(target=lambda: killed.append(disturb(server, faults, points, over)))
        kill.start()
        try:
            took = load(proxy.url, server.password, file)
        finally:
            over.set()
            kill.join()
    print(  # noqa: T201 - a script tells how it goes
        f"{killed[-1]} kills, {faults.done} cuts, {faults.passed >> 20} MB passed: {took:.0f} s",
        flush=True,
    )
    return killed[-1], faults.done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=500_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--cuts", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "posts.jsonl"
        write_campaign(Campaign(posts=options.posts, seed=7), file)
        equal = rehearse(Path(folder), file, options.kills, options.cuts)
    sys.exit(0 if equal else "the graph differs, or the load ended before all kills and cuts")


if __name__ == "__main__":
    main()
