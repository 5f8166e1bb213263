"""The sweep on Spark beside the local one, by reposts and cores, and whether both find the same.

    python benchmarks/bench_spark.py [--reposts 100000 1000000 5000000] [--cores 1 2]
    python benchmarks/bench_spark.py --exports posts.jsonl reposts.csv

Needs PySpark (`pip install 'meute[spark]'`). One post takes a fiftieth of all reposts, 100,000 of
five million, the others sizes with a long tail; packs of forty act within seconds of one another.
Every column of every tie is compared. A row gives the processor's time of all processes, Spark's
and its workers' included. With ``--exports`` each export is loaded, searched by `meute detect` on
both engines, and the digest of every type is compared: ties with their weights, packs, bursts.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from dataclasses import fields
from pathlib import Path

import numpy as np
import psutil
from bench_case import measure
from bench_reposts import table_of

from meute.detect.acts import Acts, check_acts
from meute.detect.spark_sweep import SparkSweep, spark_session
from meute.detect.sweep import sweep
from meute.detect.ties import Ties
from meute.graph import open_store
from meute.graph.digests import digests

WINDOW_S = 60
MIN_SHARED = 2
DAYS = 30
_PACK = 40


def acts_of(reposts: int, seed: int = 1) -> Acts:
    """Return made-up reposts: one post of a fiftieth of them, a long tail, and a pack."""
    chance = np.random.default_rng(seed)
    large, packed, packs = reposts // 50, reposts // 50, max(1, reposts // 50_000)
    rest = reposts - large - packed
    objects, accounts = max(2, reposts // 20), _PACK * packs + reposts // 8
    tail = 1 + ((objects - 1) * chance.random(rest) ** 2).astype(np.int64)
    start = chance.integers(0, DAYS * 86_400, objects)
    shared = chance.integers(1, packed // 10, packed)
    members = _PACK * (shared % packs) + chance.integers(0, _PACK, packed)
    others = chance.integers(_PACK * packs, accounts, large + rest)
    late = chance.exponential(20_000, rest).astype(np.int64)
    return check_acts(
        np.concatenate([np.zeros(large, np.int64), tail, shared]),
        np.concatenate([others, members]),
        np.concatenate(
            [
                chance.integers(0, 2 * 86_400, large),
                start[tail] + late,
                start[shared] + chance.integers(0, 30, packed),
            ]
        ),
    )


def processor_s() -> float:
    """Return what this process and its children have taken, Spark's included."""
    family = [psutil.Process(), *psutil.Process().children(recursive=True)]
    times = [process.cpu_times() for process in family]
    return sum(t.user + t.system + t.children_user + t.children_system for t in times)


def same(one: Ties, other: Ties) -> bool:
    return all(
        np.array_equal(
            np.asarray(getattr(one, field.name), float),
            np.asarray(getattr(other, field.name), float),
        )
        for field in fields(Ties)
    )


def compare_findings(export: Path) -> None:
    """Print what `meute detect` finds in an export on each engine, and whether it is the same."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        local, spark = str(folder / "local.kgl"), str(folder / "spark.kgl")
        measure(["-m", "meute", "--graph", local, "load", str(table_of(export, folder))])
        shutil.copy(local, spark)
        detect = ["detect", "--trace", "repost", "--trace", "hashtag"]
        own = measure(["-m", "meute", "--graph", local, *detect])
        there = measure(["-m", "meute", "--graph", spark, *detect, "--engine", "spark",
                         "--master", "local[1]"])  # fmt: skip
        with open_store(local) as expected, open_store(spark) as found:
            held, other = digests(expected), digests(found)
    print(f"{export.name}: {own[0]:.0f} s here, {there[0]:.0f} s with Spark local[1]")
    for name in sorted({*held, *other} - {"Import", "Run"}):  # these hold when they were made
        equal = "equal" if held.get(name) == other.get(name) else "DIFFERENT"
        print(f"  {name}: {held[name].count if name in held else 0:,} {equal}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reposts", type=int, nargs="+", default=[100_000, 1_000_000, 5_000_000])
    parser.add_argument("--cores", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--exports", type=Path, nargs="+", default=[])
    chosen = parser.parse_args()
    for export in chosen.exports:
        compare_findings(export)
    if chosen.exports:
        return
    print("| reposts | engine | seconds | processor | ties | the same |\n|---|---|---|---|---|---|")
    expected = {}
    for reposts in chosen.reposts:
        before, begun = processor_s(), time.perf_counter()
        expected[reposts] = sweep(acts_of(reposts), WINDOW_S, min_shared=MIN_SHARED)
        tell(reposts, "local", before, begun, expected[reposts], "")
    for cores in chosen.cores:
        with spark_session(f"local[{cores}]") as session:
            spark = SparkSweep(session)
            spark(acts_of(1_000), WINDOW_S, min_shared=1)  # starts the workers
            for reposts in chosen.reposts:
                before, begun = processor_s(), time.perf_counter()
                ties = spark(acts_of(reposts), WINDOW_S, min_shared=MIN_SHARED)
                equal = "yes" if same(ties, expected[reposts]) else "NO"
                tell(reposts, f"local[{cores}]", before, begun, ties, equal)


def tell(reposts: int, engine: str, before: float, begun: float, ties: Ties, equal: str) -> None:
    print(
        f"| {reposts:,} | {engine} | {time.perf_counter() - begun:.0f} | "
        f"{processor_s() - before:.0f} | {len(ties):,} | {equal} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
