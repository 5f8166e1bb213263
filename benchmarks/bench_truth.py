"""Whom detection accuses without cause, and which packs it misses: the whole gallery as a table.

    python benchmarks/bench_truth.py [--seeds 20] [--windows 60 300 3600] [--only WORDS]

Each kind of scene in ``meute.simulate.gallery`` is told with each seed, and judged with every
window, with the beginnings of its objects known and unknown.

- Innocent crowds: of so many runs, those with a pack that nothing else explains, and those with
  packs called by what explains them (an audience, a schedule, a circle).
- Packs that hide: the share of members in packs, runs in which some were, and innocents in packs.
- The last two columns tell the same of salvoes, which have no window to choose.
- p-values: of the pairs of innocents with many objects in common, how many times as many as
  chance would give have so small a p-value; 1 or less is at or above the uniform distribution.

With ``--results FILE`` each outcome is kept there, and what the same code has judged before is
taken from there: a run that was interrupted goes on, and more seeds can be added.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

import meute
from meute.detect.acts import check_acts
from meute.detect.explanations import PACK, Track
from meute.detect.pace import WINDOW_S
from meute.detect.packs import PackContext, TieGraph, find_packs, lasting
from meute.detect.pooled import Trial, joint_significance
from meute.detect.salvoes import LEAST_PAIR, SALVO, find_salvoes
from meute.detect.significance import Significance, comparable_pairs
from meute.detect.sweep import sweep
from meute.detect.traces import first_authors
from meute.simulate.gallery import INNOCENT, PACKS, Kind, Scene
from meute.simulate.gallery.world import LINK, REPOST, TEXT

FDR = 0.01
NOBODY = np.zeros(0, np.int32)
MANY = 10
"""Objects in common from which the p-values of pairs are looked at."""
LEVELS = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6)
LEAST_EXPECTED = 5
"""Pairs that chance must give below a level for it to say something."""

Group = tuple[str, set[int]]
"""What a group is called, and who belongs to it."""


@dataclass(frozen=True)
class Column:
    """A column of the tables: packs with a window, or salvoes, which have none."""

    known: bool
    window: int | None

    @property
    def name(self) -> str:
        """What the column is headed by."""
        state = "known" if self.known else "unknown"
        return f"salvo {state}" if self.window is None else f"{state} {self.window} s"


@dataclass
class Outcome:
    """What came of one scene in one column."""

    code: str
    kind: str
    seed: int
    column: str
    recall: float
    innocents: int
    accused: bool
    called: list[str]
    pairs: int = 0
    """Those with many objects in common."""
    below: list[int] = field(default_factory=lambda: [0] * len(LEVELS))
    """How many of them have a p-value of at most each level."""


@dataclass
class Tally:
    """What came of the runs of one cell of the table."""

    runs: int = 0
    accused: int = 0
    called: Counter[str] = field(default_factory=Counter)
    recall: float = 0.0
    innocents: int = 0
    pairs: int = 0
    below: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(len(LEVELS), np.int64))

    def add(self, outcome: Outcome) -> None:
        """Count a run."""
        self.runs += 1
        self.accused += outcome.accused
        self.called.update(outcome.called)
        self.recall += outcome.recall
        self.innocents += outcome.innocents
        self.pairs += outcome.pairs
        self.below += outcome.below

    def innocent(self) -> str:
        """Return runs with an unexplained pack, and with packs called something else."""
        return " ".join([str(self.accused), *self._called()])

    def planted(self) -> str:
        """Return recall, innocents in packs, and runs with packs called something else."""
        accused = [f"+{self.innocents} innocent"] if self.innocents else []
        return " ".join([f"{self.recall / self.runs:.2f}", *accused, *self._called()])

    def excess(self) -> float:
        """Return how many times as many pairs as chance would give have so small a p-value."""
        awaited = self.pairs * np.array(LEVELS)
        return float(
            max((self.below / np.maximum(awaited, 1))[awaited >= LEAST_EXPECTED], default=0)
        )

    def _called(self) -> list[str]:
        return [f"({name} {count})" for name, count in sorted(self.called.items())]


@dataclass
class Results:
    """Outcomes by kind, seed and column, kept in a file where one is given."""

    path: Path | None
    code: str
    outcomes: dict[tuple[str, int, str], Outcome] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path | None) -> Results:
        """Read what the code as it is now has judged before."""
        results = cls(path, code_digest())
        if path and path.exists():
            for line in path.read_text("utf-8").splitlines():
                outcome = Outcome(**json.loads(line))
                if outcome.code == results.code:
                    results.outcomes[outcome.kind, outcome.seed, outcome.column] = outcome
        return results

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome."""
        self.outcomes[outcome.kind, outcome.seed, outcome.column] = outcome
        if self.path:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(outcome)) + "\n")

    def complete(self, kind: Kind, columns: Sequence[Column], seeds: range) -> None:
        """Judge what is missing of a kind; its scene is told once for all columns."""
        for seed in seeds:
            missing = [
                cell for cell in columns if (kind.name, seed, cell.name) not in self.outcomes
            ]
            scene = kind.scene(seed) if missing else None
            for column in missing:
                self.add(judged(self.code, kind, seed, column, scene))

    def cells(
        self, kind: Kind, columns: Sequence[Column], seeds: range, cell: Callable[[Tally], str]
    ) -> Iterator[str]:
        """Yield a row of a table: the kind, and a cell for each column."""
        yield kind.name
        for column in columns:
            tally = Tally()
            for seed in seeds:
                tally.add(self.outcomes[kind.name, seed, column.name])
            yield cell(tally)


def code_digest() -> str:
    """Return a digest of the code that tells scenes, judges them and counts."""
    root = Path(meute.__file__).parent
    files = [*(root / "detect").glob("*.py"), *(root / "simulate/gallery").glob("*.py")]
    whole = hashlib.sha256()
    for file in [*sorted(files), Path(__file__)]:
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


def tracks(scene: Scene, window: float, known: bool) -> list[Track]:
    """Return the acts of each trace of a scene, with what is known of their objects."""
    evidence = []
    for trace in np.unique(scene.trace):
        rows = scene.trace == trace
        objects, codes = np.unique(scene.object[rows], return_inverse=True)
        acts = check_acts(codes, scene.account[rows], scene.time[rows])
        known_now = known and trace == REPOST
        began = scene.began[objects] if known_now else np.full(len(objects), np.nan)
        author = scene.author[objects].astype(np.int32)
        if trace == TEXT:
            # As in detection: words are of the page that they go with, or of whoever wrote first.
            with_page = np.isin(objects, scene.object[scene.trace == LINK])
            author = np.where(with_page, author, first_authors(acts))
        evidence.append(Track(acts, window, began, author))
    return evidence


def judged(code: str, kind: Kind, seed: int, column: Column, scene: Scene) -> Outcome:
    """Return what comes of a scene in a column."""
    pairs, p = 0, np.zeros(0)
    if column.window is None:
        groups, plain_kind = judge_salvoes(scene, column.known), SALVO
    else:
        (groups, pairs, p), plain_kind = judge(scene, column.window, column.known), PACK
    planted = set(scene.pack.tolist())
    plain = set().union(*(members for called, members in groups if called == plain_kind))
    return Outcome(
        code, kind.name, seed, column.name,
        recall=len(plain & planted) / max(len(planted), 1),
        innocents=len(plain - planted),
        accused=bool(plain),
        called=sorted({called for called, _ in groups if called != plain_kind}),
        pairs=pairs,
        below=[int(np.count_nonzero(p <= level)) for level in LEVELS],
    )  # fmt: skip


def judge_salvoes(scene: Scene, known: bool) -> list[Group]:
    """Return the salvoes of a scene: what each is called, and who took part."""
    evidence = tracks(scene, WINDOW_S, known)
    ties = [sweep(track.acts, WINDOW_S, min_shared=LEAST_PAIR) for track in evidence]
    apart = np.full(int(scene.account.max()) + 1, -1)
    found = find_salvoes(evidence, ties, apart, FDR)
    return [(salvo.kind, {account for account, _ in salvo.members}) for salvo in found]


def judge(
    scene: Scene, window: float, known: bool
) -> tuple[list[Group], int, npt.NDArray[np.float64]]:
    """Return packs, how many pairs have much in common, and the p-values of those that met."""
    accounts = int(scene.account.max()) + 1
    evidence = tracks(scene, window, known)
    trials = [
        Trial(t.acts, sweep(t.acts, window, min_shared=2), window, t.began, t.author)
        for t in evidence
    ]
    chances = joint_significance(trials)
    parts = []
    for number, (trial, chance) in enumerate(zip(trials, chances, strict=True)):
        kept = chance.q <= FDR
        parts.append(TieGraph.of(trial.ties.take(kept), chance.take(kept), number))
    around = PackContext(evidence, NOBODY, NOBODY, np.full(accounts, np.nan))
    packs = lasting(find_packs(TieGraph.join(parts), accounts, around, FDR))
    groups = [
        (pack.explanation.kind, {member.account for member in pack.members}) for pack in packs
    ]
    return groups, *p_values(trials, chances)


def p_values(
    trials: Sequence[Trial], chances: Sequence[Significance]
) -> tuple[int, npt.NDArray[np.float64]]:
    """Return how many pairs have much in common, and the p-values of those that met twice.

    The others have a p-value of 1.
    """
    pairs = sum(comparable_pairs(trial.acts, MANY) for trial in trials)
    return pairs, np.concatenate([chance.p[chance.together >= MANY] for chance in chances])


def print_table(title: str, heads: Sequence[str], rows: Iterator[list[str]]) -> list[list[str]]:
    """Print a table, row by row, and return it."""
    print("| " + " | ".join([title, *heads]) + " |\n|" + "---|" * (len(heads) + 1), flush=True)
    written = []
    for row in rows:
        written.append(row)
        print("| " + " | ".join(row) + " |", flush=True)
    print()
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--windows", type=int, nargs="*", default=[60, 300, 3600])
    parser.add_argument("--only", default="", help="kinds with these words in their name")
    parser.add_argument("--csv", type=Path, help="also write the table into this file")
    parser.add_argument("--results", type=Path, help="keep outcomes here, and go on from there")
    arguments = parser.parse_args()
    states, seeds = (True, False), range(1, arguments.seeds + 1)
    packs = [Column(known, window) for known in states for window in arguments.windows]
    columns = [*packs, *(Column(known, None) for known in states)]
    heads = [column.name for column in columns]
    results = Results.of(arguments.results)
    kinds = {
        group: [kind for name, kind in told.items() if arguments.only in name]
        for group, told in (("innocent crowd", INNOCENT), ("pack", PACKS))
    }
    cell = {"innocent crowd": Tally.innocent, "pack": Tally.planted}

    def rows(group: str) -> Iterator[list[str]]:
        for kind in kinds[group]:
            results.complete(kind, columns, seeds)
            yield list(results.cells(kind, columns, seeds, cell[group]))

    crowds, hidden = (print_table(group, heads, rows(group)) for group in kinds)
    excess = print_table(
        "p-values of pairs with much in common, times the uniform",
        [column.name for column in packs],
        (
            list(results.cells(kind, packs, seeds, lambda tally: f"{tally.excess():.2f}"))
            for kind in kinds["innocent crowd"]
        ),
    )
    if arguments.csv:
        with arguments.csv.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([["scene", *heads], *crowds, *hidden])
    cells = [cell for row in crowds for cell in row[1:]]
    above = sum(int(cell.split()[0]) * 20 > arguments.seeds for cell in cells)
    print(f"{above} cells of innocent crowds with more than one accusation in 20 runs")
    below = sorted({row[0] for row in excess for cell in row[1:] if float(cell) > 1})
    print(f"{len(below)} kinds with p-values below the uniform: {', '.join(below) or 'none'}")


if __name__ == "__main__":
    main()
