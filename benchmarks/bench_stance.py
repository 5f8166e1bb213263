"""Precision and recall of ATTACKS on planted campaigns, by the same path as a real case.

    python benchmarks/bench_stance.py [--seeds 20] [--first 1] [--posts 20000]

For each seed: simulate, load into a local graph, mark, and compare with the truth. A repost counts
as what it reposts. ``supporters_listed`` are accounts of the counter-campaign that are not
attackers by the truth and stand in multi-target-attackers all the same.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from meute.figures.declarations import read_figures
from meute.figures.marking import load_figures
from meute.graph import open_store
from meute.loader.pipeline import load_files
from meute.queries.runner import run_query
from meute.simulate import Campaign, write_campaign

PAIRS = "MATCH (p:Post)-[:ATTACKS]->(t:Target) RETURN p.id AS post, t.id AS target"
SUPPORTS = PAIRS.replace("ATTACKS", "SUPPORTS")


def shares(found: set[object], true: set[object]) -> tuple[float, float]:
    both = len(found & true)
    return both / max(1, len(found)), both / max(1, len(true))


def pairs(truth: dict[str, list[str]]) -> set[object]:
    return {(post, figure) for post, figures in truth.items() for figure in figures}


def measure(seed: int, posts: int, folder: Path) -> dict[str, float]:
    export, known, figures = folder / "posts.jsonl", folder / "truth.json", folder / "figures.yml"
    write_campaign(Campaign(posts=posts, seed=seed), export, known, figures)
    truth = json.loads(known.read_text(encoding="utf-8"))
    case = str(folder / f"case-{seed}.kgl")
    load_files([str(export)], lambda: open_store(case, write=True))
    with open_store(case, write=True) as store:
        began = time.perf_counter()
        load_figures(store, read_figures([figures]))
        took = time.perf_counter() - began
        attacks = set(store.read(PAIRS).rows)
        supports = set(store.read(SUPPORTS).rows)
        listed = run_query(store, "multi-target-attackers", {"limit": 100_000})
    accounts = {row[0] for row in listed.rows}
    many = set(truth["multi_target_attackers"])
    attackers = {account for some in truth["attackers"].values() for account in some}
    precision, recall = shares(attacks, pairs(truth["attacks"]))
    listed_precision, listed_recall = shares(accounts, many)
    return {
        "seed": seed,
        "attacks": len(attacks),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "supports_precision": round(shares(supports, pairs(truth["supports"]))[0], 4),
        "supports_recall": round(shares(supports, pairs(truth["supports"]))[1], 4),
        "multi_precision": round(listed_precision, 4),
        "multi_recall": round(listed_recall, 4),
        "multi": len(accounts),
        "supporters_listed": len(accounts & (set(truth["supporters"]) - attackers)),
        "seconds": round(took, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--posts", type=int, default=20_000)
    chosen = parser.parse_args()
    rows = []
    for seed in range(chosen.first, chosen.first + chosen.seeds):
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measure(seed, chosen.posts, Path(folder)))
        print(json.dumps(rows[-1]), flush=True)
    worst = {"seeds": len(rows)}
    for name in ("precision", "recall", "supports_precision", "multi_precision", "multi_recall"):
        worst[f"mean_{name}"] = round(statistics.mean(row[name] for row in rows), 4)
        worst[f"least_{name}"] = min(row[name] for row in rows)
    worst["supporters_listed"] = sum(row["supporters_listed"] for row in rows)
    print(json.dumps(worst))


if __name__ == "__main__":
    main()
