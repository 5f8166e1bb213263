"""A table of reposts from file to edges: `meute load` and `meute detect` beside the toolkit.

    python benchmarks/bench_reposts.py FILE [--window 60]

FILE has the columns object_id, account_id, content_id and timestamp_share; or it is the Higgs
activity log of SNAP (`higgs-activity_time.txt.gz`), of whose reposts the reposted account is the
object. meute runs from the shell and writes a graph, with the null model, packs, bursts and who
amplifies whom; coordination-network-toolkit writes its SQLite file, by its own functions. Time is
wall time and the processor's, of each command with its children; memory is the peak of a process.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench_case import measure

COLUMNS = ("object_id", "account_id", "content_id", "timestamp_share")


def higgs_rows(path: Path) -> Iterator[tuple[str, ...]]:
    with gzip.open(path, "rt") as lines:
        for number, line in enumerate(lines):
            account, other, seconds, kind = line.split()
            if kind == "RT":
                yield other, account, f"t{number}", seconds


def table_of(path: Path, folder: Path) -> Path:
    """Return the file as a table of reposts."""
    if "higgs" not in path.name:
        return path
    table = folder / "reposts.csv"
    with table.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(higgs_rows(path))
    return table


def toolkit(table: Path, window: int) -> None:
    """Go from the table to the toolkit's edges, in this process and its workers."""
    from coordination_network_toolkit.compute_networks import (
        compute_co_retweet_parallel,
    )
    from coordination_network_toolkit.preprocess import preprocess_data

    database = table.with_suffix(".db")
    with table.open(newline="") as file:
        preprocess_data(
            str(database),
            (
                (row["content_id"], row["account_id"], "", row["object_id"], None, "",
                 int(row["timestamp_share"]), [])
                for row in csv.DictReader(file)
            ),
        )  # fmt: skip
    threads = os.cpu_count() or 1
    compute_co_retweet_parallel(str(database), window, n_threads=threads, min_edge_weight=2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--window", type=int, default=60)
    parser.add_argument("--toolkit", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.toolkit:
        toolkit(chosen.file, chosen.window)
        return
    with tempfile.TemporaryDirectory() as temporary:
        table = table_of(chosen.file, Path(temporary))
        case = ["-m", "meute", "--graph", f"{temporary}/case.kgl"]
        window = ["--window", str(chosen.window)]
        print(f"{'step':34} {'seconds':>9} {'processor':>9} {'MB':>7}")
        for name, command in (
            ("meute load", [*case, "load", str(table)]),
            ("meute detect", [*case, "detect", *window]),
            ("toolkit", [__file__, str(table), *window, "--toolkit"]),
        ):
            wall, processor, memory = measure(command)
            print(f"{name:34} {wall:>9.1f} {processor:>9.1f} {memory:>7.0f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
