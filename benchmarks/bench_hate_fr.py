"""Precision and recall of the general French rules on annotated posts, split in two.

    python benchmarks/bench_hate_fr.py MLMA_FR.csv [--part held-out|tuning] [--mistakes 20]

The data is the French part of MLMA (Ousidhoum et al. 2019, MIT licence). A post is hostile if its
annotators said hateful or abusive and not normal, harmless if they said normal and nothing else;
all others are left out and counted. Every post is judged as if it answered a figure, because the
general rules count near a figure only. The halves are drawn by a hash of the post's number;
whoever changes the library looks at the tuning half alone, and reports the other.

Mistakes are listed by number, rule and matched words: the posts are real people's.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import tempfile
from collections import Counter
from pathlib import Path

from meute.figures.decisions import Decision
from meute.figures.declarations import read_figures
from meute.figures.references import PostView
from meute.figures.rules import rule_book
from meute.figures.stance import Judge

FIGURE = """figures:
  - {id: figure, name: "Nobody Of This Name", library: [fr], accounts: [{platform: x, id: "1"}]}
"""


def is_held_out(number: str) -> bool:
    return hashlib.sha256(f"mlma-fr {number}".encode()).digest()[0] % 2 == 1


def label_of(sentiment: str) -> str:
    labels = set(sentiment.split("_"))
    if labels & {"hateful", "abusive"} and "normal" not in labels:
        return "hostile"
    return "harmless" if labels == {"normal"} else "left out"


def judge_of() -> Judge:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figure.yml"
        path.write_text(FIGURE, encoding="utf-8")
        return Judge(rule_book(read_figures([path])))


def judgements(rows: list[dict[str, str]]) -> dict[str, Decision]:
    """Return what the rules say of each post, by its id."""
    posts = [PostView(row["HITId"], row["tweet"], "reply", replied_account="x/1") for row in rows]
    return {post.id: decisions[0] for post, decisions in judge_of().judge(posts)}


def rows_of(path: Path, *, held_out: bool) -> list[dict[str, str]]:
    """Return the rows of one part of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if is_held_out(row["HITId"]) == held_out]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--part", choices=("held-out", "tuning"), default="held-out")
    parser.add_argument("--mistakes", type=int, default=0, metavar="N")
    chosen = parser.parse_args()
    rows = rows_of(chosen.file, held_out=chosen.part == "held-out")
    truth = {row["HITId"]: label_of(row["sentiment"]) for row in rows}
    judged = judgements([row for row in rows if truth[row["HITId"]] != "left out"])
    attacks = {post: decision for post, decision in judged.items() if decision.stance == "attack"}
    unclear = [post for post, decision in judged.items() if decision.stance == "unclear"]
    open_hostile = sum(truth[post] == "hostile" for post in unclear)
    right = [post for post in attacks if truth[post] == "hostile"]
    hostile = sum(label == "hostile" for label in truth.values())
    by_rule: dict[str, Counter[str]] = {}
    words: Counter[tuple[str, str]] = Counter()
    for post, decision in attacks.items():
        for rule in decision.rules:
            by_rule.setdefault(rule, Counter())[truth[post]] += 1
        if truth[post] == "harmless":
            first = decision.decisive[0]
            words[first.rule.name, first.text.casefold()] += 1
    print(
        json.dumps(
            {
                "part": chosen.part,
                "posts": dict(Counter(truth.values())),
                "base_rate": round(hostile / len(judged), 3),
                "called_attack": len(attacks),
                "precision": round(len(right) / max(1, len(attacks)), 3),
                "recall": round(len(right) / hostile, 3),
                "unclear": len(unclear),
                "recall_with_unclear": round((len(right) + open_hostile) / hostile, 3),
                "rules": {
                    rule: {"right": n["hostile"], "wrong": n["harmless"]}
                    for rule, n in sorted(by_rule.items())
                },
                "mistakes": [
                    {"rule": rule, "matched": text, "posts": n}
                    for (rule, text), n in words.most_common(chosen.mistakes)
                ],
            },
            ensure_ascii=False,
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
