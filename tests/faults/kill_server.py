"""Kill the server and cut its connections during a load: the graph must be as if nothing had been.

    python -m tests.faults.kill_server --posts 500000 --kills 10 --cuts 100

Starts a Neo4j of its own, loads a simulated campaign undisturbed and takes the digests of the
graph; starts a second one and loads the same file through a proxy, which cuts connections at random
places while the server is killed (SIGKILL) and started again at random moments. The load is one
command, which nobody starts again. Prints the digests and how long each load took.
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


def load(url: str, password: str, file: Path) -> float:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "meute", "--graph", url, "load", str(file)],
        env=os.environ | {"MEUTE_PASSWORD": password, "MEUTE_RETRY_S": "300"},
        check=False,
        stdout=subprocess.DEVNULL,
    )
    assert done.returncode in {DONE, SOME_REJECTED}, done.returncode
    return time.monotonic() - begun


def held(server: Server) -> dict[str, str]:
    with server.graph() as store:
        found = digests(store)
        return {n: f"{d.count} {d.sha256}" for n, d in found.items() if n != "Import"}


def disturb(
    server: Server, faults: Faults, kills: int, span_s: float, over: threading.Event
) -> int:
    """Kill and start the server so many times over the span of a load, once it has begun."""
    chance = random.Random(1)
    while faults.passed < _BEGUN_BYTES and not over.wait(0.1):
        continue
    for number in range(kills):
        if over.wait(chance.uniform(0.5, 1) * span_s / kills):
            return number
        server.kill()
        server.start()
        print(f"killed and started: {number + 1}", flush=True)  # noqa: T201 - likewise
    return kills


def undisturbed(folder: Path, file: Path) -> tuple[dict[str, str], float]:
    server = Server(folder)
    try:
        took = load(server.url, server.password, file)
        return held(server), took
    finally:
        server.end()


def rehearse(folder: Path, file: Path, kills: int, cuts: int) -> bool:
    expected, span_s = undisturbed(folder / "first", file)
    server = Server(folder / "second")
    try:
        found = disturbed(server, file, span_s, kills, cuts)
    finally:
        server.end()
    for name, digest in sorted(expected.items()):
        same = "equal" if found.get(name) == digest else found.get(name)
        print(f"{name}: {digest} {same}")  # noqa: T201 - likewise
    return found == expected


def disturbed(server: Server, file: Path, span_s: float, kills: int, cuts: int) -> dict[str, str]:
    over, killed = threading.Event(), [0]
    size = file.stat().st_size // (6 * max(1, cuts))  # a sixth of it passes, in columns
    with Proxy(server.url, Faults(cuts=cuts, bytes_between=(size // 20, size))) as proxy:
        kill = threading.Thread(
            target=lambda: killed.append(disturb(server, proxy.faults, kills, span_s, over))
        )
        kill.start()
        try:
            took = load(proxy.url, server.password, file)
        finally:
            over.set()
            kill.join()
        done = proxy.faults.done
    print(  # noqa: T201 - a script tells how it goes
        f"undisturbed {span_s:.0f} s; {killed[-1]} kills, {done} cuts: {took:.0f} s", flush=True
    )
    return held(server)


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
    sys.exit(0 if equal else "the graph differs")


if __name__ == "__main__":
    main()
