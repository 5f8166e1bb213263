"""Which hashtags are called bursts, and whether a burst's numbers tell who pushed it.

    python benchmarks/bench_bursts.py [--seeds 20]

Hashtags of ``meute.simulate.gallery.tags``: everyday ones, bursts that grew by themselves, and
pushed ones. Printed are the runs with a burst, as they are and with uses taken as independent; and
for each measure the share of grown and pushed bursts, from 300 uses on, that the best threshold
tells wrongly: one half is what a coin does.
"""

from __future__ import annotations

import argparse
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from meute.detect import bursts
from meute.detect.acts import check_acts
from meute.detect.bursts import Burst, find_bursts
from meute.simulate.gallery.tags import EVERYDAY, GROWN, PUSHED, Tag, told

HUNDRED, LEAST = 100, 300


def burst_of(tag: Tag) -> Burst | None:
    """Return the burst of a tag, None where it has none."""
    uses = check_acts(np.zeros(len(tag.time), np.int64), tag.account, tag.time)
    return next(iter(find_bursts(uses, tag.corpus)), None)


def share_among(tag: Tag, burst: Burst, when: npt.NDArray[np.bool_]) -> float:
    """Return the share of a burst's accounts that use the tag at other times too."""
    return float(np.isin(np.unique(tag.account[burst.rows]), tag.account[when]).mean())


def measures(tag: Tag, burst: Burst) -> dict[str, float]:
    """Return what may tell a pushed burst from one that grew."""
    return {
        "surprise": burst.surprise,
        "accounts that made half of it, share": burst.half_accounts / burst.accounts,
        "uses by the busiest tenth": burst.top_decile_share,
        "seconds to the first hundred uses": float(
            tag.time[burst.rows[HUNDRED - 1]] - tag.time[burst.rows[0]]
        ),
        "accounts that used it before": share_among(tag, burst, tag.time < burst.start_ts),
        "accounts that use it afterwards": share_among(tag, burst, tag.time > burst.end_ts),
    }


def wrong(grown: list[float], pushed: list[float]) -> float:
    """Return the share that the best threshold tells wrongly, each side weighing the same."""
    values = np.array([*grown, *pushed])
    cuts = np.concatenate([values, [np.inf]])
    below = [np.array([(side < cut).mean() for cut in cuts]) for side in (grown, pushed)]
    error = (below[0] + 1 - below[1]) / 2
    return float(min(error.min(), (1 - error).min()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    seeds = range(1, parser.parse_args().seeds + 1)
    print("| hashtag | uses | called a burst | taken as independent |\n|---|---|---|---|")
    for name, tell in (EVERYDAY | GROWN | PUSHED).items():
        tags = [told(tell, seed) for seed in seeds]
        called = sum(burst_of(tag) is not None for tag in tags)
        with patch.object(bursts, "BRANCHING", 0.0):
            independent = sum(burst_of(tag) is not None for tag in tags)
        uses = np.mean([len(tag.time) for tag in tags])
        print(f"| {name} | {uses:,.0f} | {called} | {independent} |", flush=True)
    print("\n| measure of a burst | told wrongly |\n|---|---|")
    sides = []
    for kinds in (GROWN, PUSHED):
        tags = [told(tell, seed) for tell in kinds.values() for seed in seeds]
        found = [(tag, burst) for tag in tags if (burst := burst_of(tag))]
        sides.append([measures(*pair) for pair in found if len(pair[1].rows) >= LEAST])
    for name in sides[0][0]:
        grown, pushed = ([values[name] for values in side] for side in sides)
        print(f"| {name} | {wrong(grown, pushed):.2f} |")


if __name__ == "__main__":
    main()
