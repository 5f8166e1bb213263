"""Many packs: loading, detection and the network page of tens of thousands of tied accounts.

    python benchmarks/bench_tied.py [--packs 5000]

Each pack is ten accounts that repost eight posts of their own, one another within 20 seconds, over
two months; three other accounts repost each of these posts at any time. With 5,000 packs that are
50,000 tied accounts, 225,000 ties and 520,000 reposts. Every step is a command of its own, begun as
a user begins it: wall time, the processor's with that of all threads, and peak memory.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
from pathlib import Path

from bench_case import measure

SIZE, POSTS, OTHERS = 10, 8, 3
CLOSE_S, PERIOD_S, BEGIN_S = 20, 60 * 86_400, 1_600_000_000


def reposts(packs: int, seed: int = 1) -> list[tuple[int, str, str]]:
    """Return time, account and post of each repost, in order of time."""
    chance = random.Random(seed)
    rows = []
    for pack in range(packs):
        for number in range(POSTS):
            post, moment = f"p{pack * POSTS + number}", BEGIN_S + chance.randrange(PERIOD_S)
            for member in range(SIZE):
                when = moment + chance.randrange(CLOSE_S)
                rows.append((when, f"a{pack * SIZE + member}", post))
            for _ in range(OTHERS):
                when = BEGIN_S + chance.randrange(PERIOD_S)
                rows.append((when, f"b{chance.randrange(packs * SIZE)}", post))
    return sorted(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--packs", type=int, default=5_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "reposts.csv"
        with table.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("object_id", "account_id", "content_id", "timestamp_share"))
            for number, (when, account, post) in enumerate(reposts(chosen.packs)):
                writer.writerow((post, account, f"r{number}", when))
        case = ["-m", "meute", "--graph", f"{folder}/case.kgl"]
        print(f"{'step':20} {'seconds':>9} {'processor':>9} {'MB':>7}")
        for name, command in (
            ("load", ["load", str(table)]),
            ("detect", ["detect"]),
            ("viz network", ["viz", "network", "-o", f"{folder}/network.html"]),
        ):
            wall, processor, memory = measure([*case, *command])
            print(f"{name:20} {wall:>9.1f} {processor:>9.1f} {memory:>7.0f}", flush=True)


if __name__ == "__main__":
    main()
