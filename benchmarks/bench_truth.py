"""Whom detection accuses without cause, and which packs it misses: the whole gallery as a table.

    python benchmarks/bench_truth.py [--seeds 20] [--windows 60 300 3600] [--only WORDS]

Each kind of scene in ``meute.simulate.gallery`` is told with each seed, and judged with every
window, with the beginnings of its objects known and unknown.

- Innocent crowds: of so many runs, those with a pack that nothing else explains, and those with
  packs called by what explains them (an audience, a schedule, a circle).
- Packs that hide: the share of members in packs, runs in which some were, and innocents in packs.
- The last two columns tell the same of salvoes, which have no window to choose.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from meute.detect.acts import check_acts
from meute.detect.explanations import PACK, Track
from meute.detect.pace import WINDOW_S
from meute.detect.packs import Surroundings, TieGraph, find_packs, lasting
from meute.detect.pooled import Trial, joint_significance
from meute.detect.salvoes import LEAST_SHARED, SALVO, find_salvoes
from meute.detect.sweep import sweep
from meute.detect.traces import first_authors
from meute.simulate.gallery import INNOCENT, PACKS, Kind, Scene
from meute.simulate.gallery.world import REPOST, TEXT

FDR = 0.01
NOBODY = np.zeros(0, np.int32)


@dataclass
class Tally:
    """What came of the runs of one row of the table."""

    runs: int = 0
    accused: int = 0
    called: Counter[str] = field(default_factory=Counter)
    recall: float = 0.0
    innocents: int = 0

    def add(self, scene: Scene, packs: list[tuple[str, set[int]]], plain_kind: str = PACK) -> None:
        """Count a run; what is of another kind has an explanation."""
        planted = set(scene.pack.tolist())
        plain = set().union(*(members for kind, members in packs if kind == plain_kind))
        self.runs += 1
        self.accused += bool(plain)
        self.called.update({kind for kind, _ in packs if kind != plain_kind})
        self.recall += len(plain & planted) / max(len(planted), 1)
        self.innocents += len(plain - planted)

    def innocent(self) -> str:
        """Return runs with an unexplained pack, and with packs called something else."""
        return " ".join([str(self.accused), *self._called()])

    def planted(self) -> str:
        """Return recall, innocents in packs, and runs with packs called something else."""
        accused = [f"+{self.innocents} innocent"] if self.innocents else []
        return " ".join([f"{self.recall / self.runs:.2f}", *accused, *self._called()])

    def _called(self) -> list[str]:
        return [f"({name} {count})" for name, count in sorted(self.called.items())]


def tracks(scene: Scene, window: float, known: bool) -> list[Track]:
    """Return the acts of each trace of a scene, with what is known of their objects."""
    evidence = []
    for trace in np.unique(scene.trace):
        rows = scene.trace == trace
        objects, codes = np.unique(scene.object[rows], return_inverse=True)
        acts = check_acts(codes, scene.account[rows], scene.time[rows])
        known_now = known and trace == REPOST
        began = scene.began[objects] if known_now else np.full(len(objects), np.nan)
        author = first_authors(acts) if trace == TEXT else scene.author[objects].astype(np.int32)
        evidence.append(Track(acts, window, began, author))
    return evidence


def judge_salvoes(scene: Scene, known: bool) -> list[tuple[str, set[int]]]:
    """Return the salvoes of a scene: what each is called, and who took part."""
    evidence = tracks(scene, WINDOW_S, known)
    ties = [sweep(track.acts, WINDOW_S, min_shared=LEAST_SHARED) for track in evidence]
    apart = np.full(int(scene.account.max()) + 1, -1)
    found = find_salvoes(evidence, ties, apart, FDR)
    return [(salvo.kind, {account for account, _ in salvo.members}) for salvo in found]


def judge(scene: Scene, window: float, known: bool) -> list[tuple[str, set[int]]]:
    """Return the packs of a scene: what each is called, and who belongs to it."""
    accounts = int(scene.account.max()) + 1
    evidence = tracks(scene, window, known)
    trials = [
        Trial(t.acts, sweep(t.acts, window, min_shared=2), window, t.began, t.author)
        for t in evidence
    ]
    parts = []
    for number, (trial, chance) in enumerate(zip(trials, joint_significance(trials), strict=True)):
        kept = chance.q <= FDR
        parts.append(TieGraph.of(trial.ties.take(kept), chance.take(kept), number))
    around = Surroundings(evidence, NOBODY, NOBODY, np.full(accounts, np.nan))
    packs = lasting(find_packs(TieGraph.join(parts), accounts, around, FDR))
    return [(pack.explanation.kind, {member.account for member in pack.members}) for pack in packs]


def cells(kind: Kind, windows: list[int], seeds: int) -> Iterator[str]:
    """Yield a row of the table: the kind, a cell for each window, known, then unknown; salvoes."""
    scenes = [kind.scene(seed) for seed in range(1, seeds + 1)]
    yield kind.name
    for known in (True, False):
        for window in windows:
            tally = Tally()
            for scene in scenes:
                tally.add(scene, judge(scene, window, known))
            yield tally.planted() if kind.name in PACKS else tally.innocent()
    for known in (True, False):
        tally = Tally()
        for scene in scenes:
            tally.add(scene, judge_salvoes(scene, known), SALVO)
        yield tally.planted() if kind.name in PACKS else tally.innocent()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--windows", type=int, nargs="*", default=[60, 300, 3600])
    parser.add_argument("--only", default="", help="kinds with these words in their name")
    parser.add_argument("--csv", type=Path, help="also write the table into this file")
    arguments = parser.parse_args()
    heads = [
        f"{state} {window} s" for state in ("known", "unknown") for window in arguments.windows
    ] + ["salvo known", "salvo unknown"]
    written = []
    for title, kinds in (("innocent crowd", INNOCENT), ("pack", PACKS)):
        print("| " + " | ".join([title, *heads]) + " |\n|" + "---|" * (len(heads) + 1), flush=True)
        for kind in kinds.values():
            if arguments.only in kind.name:
                written.append(list(cells(kind, arguments.windows, arguments.seeds)))
                print("| " + " | ".join(written[-1]) + " |", flush=True)
        print()
    if arguments.csv:
        with arguments.csv.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([["scene", *heads], *written])
    crowds = [row[1:] for row in written if row[0] in INNOCENT]
    above = sum(int(cell.split()[0]) * 20 > arguments.seeds for row in crowds for cell in row)
    print(f"{above} cells of innocent crowds with more than one accusation in 20 runs")


if __name__ == "__main__":
    main()
