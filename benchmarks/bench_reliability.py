"""Whether a mark's confidence is what it says: of posts called attack, how many are, by bin.

    python benchmarks/bench_reliability.py [--mlma MLMA_FR.csv] [--seeds 2] [--part sealed]

Counts posts called attack in own words, of the hard posts, planted campaigns and, if given, the
annotated French posts of the half that no change has seen. Prints the table of docs/figures.md.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench_hard_posts import decided, hard_posts
from bench_hate_fr import judgements, label_of, rows_of
from bench_stance import pairs

from meute.figures.declarations import read_figures
from meute.figures.marking import load_figures
from meute.graph import open_store
from meute.loader.pipeline import load_files
from meute.simulate import Campaign, write_campaign

ATTACKS = """
MATCH (p:Post)-[r:ATTACKS]->(t:Target) WHERE r.own_words
RETURN p.id AS post, t.id AS target, r.confidence AS confidence
"""
Call = tuple[float, bool]


def of_hard_posts(part: str) -> Iterator[Call]:
    chosen = [hard for hard in hard_posts() if part == "both" or hard.sealed == (part == "sealed")]
    for post, stance, confidence in decided(chosen):
        if stance == "attack":
            yield confidence, post.label == "attack"


def of_annotated(file: Path) -> Iterator[Call]:
    rows = rows_of(file, held_out=True)
    truth = {row["HITId"]: label_of(row["sentiment"]) for row in rows}
    judged = judgements([row for row in rows if truth[row["HITId"]] != "left out"])
    for post, decision in judged.items():
        if decision.stance == "attack":
            yield decision.confidence, truth[post] == "hostile"


def of_campaign(seed: int, folder: Path) -> Iterator[Call]:
    export, known, figures = folder / "posts.jsonl", folder / "truth.json", folder / "figures.yml"
    write_campaign(Campaign(posts=20_000, seed=seed), export, known, figures)
    true = pairs(json.loads(known.read_text(encoding="utf-8"))["attacks"])
    case = str(folder / "case.kgl")
    load_files([str(export)], lambda: open_store(case, write=True))
    with open_store(case, write=True) as store:
        load_figures(store, read_figures([figures]))
        for post, target, confidence in store.read(ATTACKS).rows:
            yield confidence, (post, target) in true


def bins(calls: Iterator[Call]) -> dict[int, list[bool]]:
    """Sort calls by the tenth that their confidence lies in."""
    found: dict[int, list[bool]] = defaultdict(list)
    for confidence, right in calls:
        found[min(9, int(10 * confidence + 1e-9))].append(right)
    return found


def markdown(columns: dict[str, dict[int, list[bool]]]) -> Iterator[str]:
    """Yield the lines of the table in docs/figures.md: how many calls of each bin are right."""
    yield f"| confidence | {' | '.join(columns)} |"
    yield "|---" * (1 + len(columns)) + "|"
    for low in range(5, 10):
        cells = (found.get(low, []) for found in columns.values())
        shown = (f"{sum(some)} of {len(some)}" if some else "" for some in cells)
        yield f"| {low / 10:.1f} to {(low + 1) / 10:.1f} | {' | '.join(shown)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mlma", type=Path)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--part", choices=("open", "sealed", "both"), default="both")
    chosen = parser.parse_args()
    columns = {"hard posts": bins(of_hard_posts(chosen.part))}
    if chosen.mlma is not None:
        columns["annotated, held-out half"] = bins(of_annotated(chosen.mlma))
    for seed in range(1, chosen.seeds + 1):
        with tempfile.TemporaryDirectory() as folder:
            columns[f"planted campaign, seed {seed}"] = bins(of_campaign(seed, Path(folder)))
    print(*markdown(columns), sep="\n")


if __name__ == "__main__":
    main()
