"""The whole path of a case as its user sees it: each command's time and peak memory.

    python benchmarks/bench_case.py [--posts 1000000] [--keep FOLDER] [--reposts FILE]

A campaign is simulated, loaded, marked, searched for coordination, drawn, reported, and asked
every public stored query that needs no parameter. Every step is a process of its own, begun from
the shell as a user begins it; its memory is the peak of that process, without its children. With
``--reposts`` (columns object_id, account_id, content_id, timestamp_share) the way from that file
to packs stands in the same table.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from meute.graph import open_store
from meute.queries.catalogue import catalogue
from meute.queries.runner import run_query

Step = tuple[str, Sequence[str]]


def steps(folder: Path, posts: int) -> Iterator[Step]:
    export, figures = folder / "posts.jsonl", folder / "figures.yml"
    graph = ["--graph", str(folder / "case.kgl")]
    simulated = ["simulate", "-o", str(export), "--posts", str(posts), "--seed", "1"]
    yield "simulate", [*simulated, "--figures", str(figures)]
    yield "load", [*graph, "load", str(export)]
    yield "figures load", [*graph, "figures", "load", str(figures)]
    yield "detect", [*graph, "detect"]
    yield "detect, a second time", [*graph, "detect"]
    yield "query run runs", [*graph, "query", "run", "runs"]
    yield "viz network", [*graph, "viz", "network", "-o", str(folder / "network.html")]
    yield "report", [*graph, "report", "-o", str(folder / "report.html")]


def repost_steps(folder: Path, reposts: Path) -> Iterator[Step]:
    graph = ["--graph", str(folder / "reposts.kgl")]
    yield f"load {reposts.name}", [*graph, "load", str(reposts)]
    yield f"detect {reposts.name}", [*graph, "detect"]


def measure(arguments: Sequence[str]) -> tuple[float, float, float]:
    """Return wall time and processor time in seconds, and peak memory in MB, of a Python command.

    The processor's time is that of its children too.
    """
    began = time.perf_counter()
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, *arguments],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, used = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(arguments)} failed")
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, peak_mb(used)


def peak_mb(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def print_queries(case: Path) -> None:
    """Print opening, and every public query on the open case, slowest first."""
    began = time.perf_counter()
    with open_store(str(case)) as store:
        print(f"{'opening':34} {time.perf_counter() - began:>9.1f}", flush=True)
        times = {}
        for name, query in catalogue().items():
            if any(parameter.required for parameter in query.parameters.values()):
                continue
            began = time.perf_counter()
            run_query(store, name)
            times[name] = time.perf_counter() - began
    for name, seconds in sorted(times.items(), key=lambda item: -item[1]):
        print(f"query {name:28} {seconds:>9.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="Folder to work in; it stays.")
    parser.add_argument("--reposts", type=Path, help="A table of reposts to go through as well.")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        path = list(steps(folder, chosen.posts))
        if chosen.reposts is not None:
            path += repost_steps(folder, chosen.reposts)
        print(f"{'step':34} {'seconds':>9} {'processor':>9} {'MB':>7}")
        for name, arguments in path:
            wall, processor, memory = measure(["-m", "meute", *arguments])
            print(f"{name:34} {wall:>9.1f} {processor:>9.1f} {memory:>7.0f}", flush=True)
        print_queries(folder / "case.kgl")


if __name__ == "__main__":
    main()
