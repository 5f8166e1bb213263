"""The same reposts through our sweep and through coordination-network-toolkit, in one run.

    python benchmarks/bench_detect.py [--sizes 100000 1000000] [--large 5000000] [--data FILE.csv]

For each size both get one CSV file with a row a repost. Time is measured from the loaded data to
the edges, and with loading, the best of three runs of each; memory is the peak of the process (of
the toolkit's: its largest process). The edges at a minimum weight of 1, each with its weight, are
compared one by one. The large case, with a viral post of 100,000 reposts, is run through our sweep
alone unless ``--toolkit-large`` is given. With ``--data`` a real file takes the place of simulated
cascades: columns object, account, time.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

WINDOW_S = 60
VIRAL = 100_000
THREADS = os.cpu_count() or 1


def cascades(reposts: int, seed: int = 1, viral: int = 0) -> tuple[np.ndarray, ...]:
    """Return objects, accounts and seconds of reposts whose popularity has a heavy tail.

    At 900,000 reposts about 9 M pairs lie within 60 s, as in a real collection of that size.
    """
    random = np.random.default_rng(seed)
    posts, accounts = reposts // 12, reposts // 4
    popularity = np.minimum(random.pareto(1.1, posts) + 1, 20_000)
    objects = random.choice(posts, reposts, p=popularity / popularity.sum())
    began = random.uniform(0, 7 * 86_400, posts)
    seconds = began[objects] + random.lognormal(8.95, 1.6, reposts)
    if viral:
        objects[:viral] = posts
        seconds[:viral] = 3 * 86_400 + random.exponential(20_000, viral)
    eager = random.pareto(1.0, reposts).astype(int) * 7 + random.integers(0, accounts // 3, reposts)
    who = random.permutation(accounts)[np.minimum(eager, accounts - 1)]
    order = np.argsort(seconds, kind="stable")
    return objects[order], who[order], (1_600_000_000 + seconds[order]).astype(np.int64)


def write(path: Path, columns: tuple[np.ndarray, ...]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["object", "account", "time"])
        writer.writerows(zip(*(column.tolist() for column in columns), strict=True))


def ours(path: Path, minimum: int, edges: Path | None) -> dict[str, float]:
    import pandas as pd

    from meute.detect.acts import check_acts
    from meute.detect.sweep import sweep

    began = time.perf_counter()
    frame = pd.read_csv(path, dtype={"object": str, "account": str})
    objects, _ = pd.factorize(frame["object"])
    accounts, names = pd.factorize(frame["account"])
    acts = check_acts(objects, accounts, frame["time"].to_numpy())
    del frame
    loaded = time.perf_counter()
    ties = sweep(acts, WINDOW_S, min_shared=minimum)
    done = time.perf_counter()
    if edges is not None:
        ids = names.to_numpy().astype(np.int64)
        save(
            edges,
            np.concatenate([ids[ties.a], ids[ties.b]]),
            np.concatenate([ids[ties.b], ids[ties.a]]),
            np.concatenate([ties.from_a, ties.from_b]).astype(np.int64),
        )
    return {
        "load": loaded - began,
        "detect": done - loaded,
        "ties": len(ties),
        "pairs": int(ties.pairs.sum()),
    }


def toolkit(path: Path, minimum: int, edges: Path | None) -> dict[str, float]:
    import sqlite3

    from coordination_network_toolkit.compute_networks import (
        compute_co_retweet_parallel,
    )
    from coordination_network_toolkit.preprocess import preprocess_data

    database = path.with_suffix(f".{minimum}.db")
    began = time.perf_counter()
    with path.open(newline="") as file:
        rows = csv.reader(file)
        next(rows)
        preprocess_data(
            str(database),
            (
                (str(number), account, "", shared, None, "", at, [])
                for number, (shared, account, at) in enumerate(rows)
            ),
        )
    loaded = time.perf_counter()
    compute_co_retweet_parallel(str(database), WINDOW_S, n_threads=THREADS, min_edge_weight=minimum)
    done = time.perf_counter()
    select = "from co_retweet_network where user_1 != user_2"
    with sqlite3.connect(database) as connection:
        (count,) = connection.execute(f"select count(*) {select}").fetchone()
        if edges is not None:
            found = connection.execute(
                f"select cast(user_1 as int), cast(user_2 as int), weight {select}"
            )
            table = np.fromiter((x for row in found for x in row), np.int64, 3 * count)
            save(edges, *table.reshape(-1, 3).T)
    database.unlink()
    return {"load": loaded - began, "detect": done - loaded, "edges": count}


def save(path: Path, source: np.ndarray, target: np.ndarray, weight: np.ndarray) -> None:
    order = np.lexsort((target, source))
    np.savez(path, source=source[order], target=target[order], weight=weight[order])


def measured(contestant: str, path: Path, minimum: int) -> dict:
    """Return the best of three runs."""
    runs = [once(contestant, path, minimum) for _ in range(3)]
    return min(runs, key=lambda run: run["detect"])


def once(contestant: str, path: Path, minimum: int, edges: Path | None = None) -> dict:
    """Run one contestant in a process of its own; add its peak memory in MB."""
    command = [sys.executable, __file__, "--one", contestant, str(path), str(minimum)]
    if edges is not None:
        command.append(str(edges))
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def one(contestant: str, path: str, minimum: str, edges: str | None = None) -> None:
    run = {"ours": ours, "toolkit": toolkit}[contestant]
    found = run(Path(path), int(minimum), None if edges is None else Path(edges))
    print(json.dumps(found | {"MB": peak_mb()}))


def peak_mb() -> float:
    """Return the peak memory of this process or the largest of its children.

    ru_maxrss of this process would count what its parent held when it forked.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    own = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(int(own[1]) if own else 0, children) / 1024


def compare(folder: Path, name: str, columns: tuple[np.ndarray, ...]) -> None:
    path = folder / "reposts.csv"
    write(path, columns)
    for minimum in (1, 2):
        files = (
            [folder / f"{who}.npz" for who in ("ours", "toolkit")] if minimum == 1 else [None] * 2
        )
        # Measured without writing edges, which is work that the other does not do.
        mine = measured("ours", path, minimum)
        theirs = measured("toolkit", path, minimum)
        print(
            f"{name:>22} {minimum:>7} {mine['pairs']:>12,} {mine['ties']:>11,} "
            f"{mine['detect']:>8.2f} s {theirs['detect']:>8.2f} s "
            f"{theirs['detect'] / mine['detect']:>6.1f}x "
            f"{mine['detect'] + mine['load']:>8.2f} s {theirs['detect'] + theirs['load']:>8.2f} s "
            f"{mine['MB']:>6.0f} {theirs['MB']:>6.0f}",
            flush=True,
        )
        if minimum == 1:
            once("ours", path, minimum, files[0])
            once("toolkit", path, minimum, files[1])
            with np.load(files[0]) as left, np.load(files[1]) as right:
                same = all(np.array_equal(left[key], right[key]) for key in left.files)
            print(f"{'':>22} edges and weights {'equal' if same else 'DIFFER'}", flush=True)
            if not same:
                sys.exit("our edges are not the toolkit's")


def large(folder: Path, reposts: int, with_toolkit: bool) -> None:
    path = folder / "large.csv"
    write(path, cascades(reposts, viral=VIRAL))
    found = measured("ours", path, 2)
    print(
        f"{reposts:>22,} {2:>7} {'':>12} {found['ties']:>11,} {found['detect']:>8.2f} s"
        f"{'':>35}{found['MB']:>14.0f}   with a post of {VIRAL:,} reposts",
        flush=True,
    )
    if with_toolkit:
        theirs = once("toolkit", path, 2)
        print(f"{'':>22} toolkit: {theirs['detect']:.1f} s, {theirs['MB']:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[100_000, 900_000])
    parser.add_argument("--large", type=int, default=5_000_000)
    parser.add_argument("--toolkit-large", action="store_true")
    parser.add_argument("--data", type=Path)
    arguments = parser.parse_args()
    print(
        f"window {WINDOW_S} s; the toolkit with {THREADS} processes\n"
        f"{'reposts':>22} {'minimum':>7} {'pairs':>12} {'ties':>11} {'ours':>10} {'toolkit':>10} "
        f"{'ratio':>7} {'+load':>10} {'+load':>10} {'MB':>6} {'MB':>6}"
    )
    with tempfile.TemporaryDirectory() as folder:
        if arguments.data is not None:
            table = np.genfromtxt(arguments.data, delimiter=",", skip_header=1, dtype=np.int64)
            compare(Path(folder), arguments.data.name, tuple(table.T))
        for size in arguments.sizes:
            compare(Path(folder), f"{size:,}", cascades(size))
        if arguments.large:
            large(Path(folder), arguments.large, arguments.toolkit_large)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:])
    else:
        main()
