"""Kill a load at random moments with SIGKILL and run it again: nothing may be lost or doubled.

    python -m tests.faults.kill_load --graph /tmp/kill.kgl --times 50
    python -m tests.faults.kill_load --graph bolt://127.0.0.1:7687 --times 50

The graph is emptied each time. A load of a simulated campaign (a plain file, a packed half of it
with other counts, and a file with rejects) is killed once, at a moment drawn from the whole span
of an undisturbed load; then the same command runs to its end. The graph, its journal and the
rejects file must equal those of the undisturbed load.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from meute.graph import open_store
from meute.simulate import Campaign, write_campaign

from ..loader.graphs import Snapshot, clear, differences, snapshot
from ..processes import Command

DONE, SOME_REJECTED = 0, 3


def write_exports(folder: Path, posts: int) -> list[Path]:
    """Three files that share posts: what is merged depends on where a load stops."""
    whole, half, broken = (
        folder / name for name in ("posts.jsonl", "half.jsonl.gz", "broken.jsonl")
    )
    write_campaign(Campaign(posts=posts, seed=7), whole)
    lines = whole.read_bytes().splitlines(keepends=True)
    later = [line.replace(b'"like_count":', b'"like_count":1') for line in lines[::2]]
    half.write_bytes(gzip.compress(b"".join(later), 1))
    broken.write_bytes(b"".join(b'{"data":\n' if n % 9 == 4 else x for n, x in enumerate(later)))
    return [whole, half, broken]


class KilledLoad:
    """One load command, to be killed or not, and the graph that it leaves."""

    def __init__(self, graph: str, files: list[Path], rejects: Path) -> None:
        self.graph, self.rejects = graph, rejects
        self.command = ["--graph", graph, "load", *map(str, files), "--rejects", str(rejects)]

    def start(self) -> Command:
        return Command(*self.command, environment=os.environ | {"MEUTE_LOAD_CHUNK": "4000"})

    def run(self) -> float:
        """Load to the end; return how long it took."""
        begun = time.monotonic()
        process = self.start()
        _, talk = process.communicate()
        if process.returncode not in {DONE, SOME_REJECTED}:
            raise AssertionError(f"exit code {process.returncode}: {talk}")
        return time.monotonic() - begun

    def run_and_kill(self, after_s: float) -> bool:
        """Start and kill it; return whether it was still running."""
        process = self.start()
        try:
            process.wait(after_s)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        return process.returncode == -signal.SIGKILL

    def clear(self) -> None:
        """Begin with nothing."""
        self.rejects.unlink(missing_ok=True)
        if "://" in self.graph:
            with open_store(self.graph, write=True, password=_password()) as store:
                clear(store)
            return
        for path in Path(self.graph).parent.glob(Path(self.graph).name + "*"):
            path.unlink()

    def result(self) -> tuple[Snapshot, list[bytes]]:
        """The whole graph, its journal included, and the rejects."""
        with open_store(self.graph, password=_password()) as store:
            return snapshot(store), sorted(self.rejects.read_bytes().splitlines())


def _password() -> str | None:
    return os.environ.get("MEUTE_PASSWORD")


def rehearse(load: KilledLoad, times: int, seed: int) -> list[str]:
    """Kill it so many times; return what went wrong."""
    if "://" in load.graph:
        load.clear()
        load.run()  # the first one takes far longer on a server that has just started
    load.clear()
    span = load.run()
    expected, rejects = load.result()
    chance = random.Random(seed)
    wrong = []
    for number in range(times):
        after_s = chance.uniform(0, span)
        load.clear()
        killed = load.run_and_kill(after_s)
        load.run()
        found, found_rejects = load.result()
        lines = differences(expected, found)
        if rejects != found_rejects:
            lines.append(f"{len(found_rejects)} rejects instead of {len(rejects)}")
        print(  # noqa: T201 - a script tells how it goes
            f"{number + 1}: {'killed' if killed else 'finished'} after {after_s:.2f} s of "
            f"{span:.2f}: {'equal' if not lines else lines[:3]}",
            flush=True,
        )
        wrong += lines
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph", required=True)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--posts", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = write_exports(Path(folder), options.posts)
        load = KilledLoad(options.graph, files, Path(folder) / "rejects.ndjson")
        wrong = rehearse(load, options.times, options.seed)
    sys.exit("\n".join(["the graph differs", *wrong]) if wrong else 0)


if __name__ == "__main__":
    main()
