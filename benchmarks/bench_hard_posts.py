"""Stance on posts written to be hard: precision, recall, what is left unclear, by kind.

    python benchmarks/bench_hard_posts.py [--part open] [--mistakes] [--table]

The posts are made up (``hard_posts/posts.yml``, 339 in 25 kinds, French and English) and were
written before the rules they measure. A hash of the text puts each into the open half, which
whoever changes rules may look at, or the sealed half, which is for reporting only: a rule that was
changed because of a post of that half makes its figures worthless. ``later.yml`` holds five batches
written one after the other, each tried before it was looked at. ``fresh_a.yml`` and the like are
about other figures (``fresh_figures.yml``); each was written before the rules were changed by it,
and tried once. ``--mistakes`` lists those of all parts but the sealed half,
``--table`` writes the table of docs/figures.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from meute.figures.declarations import read_figures
from meute.figures.references import PostView
from meute.figures.rules import rule_book
from meute.figures.stance import Judge

FOLDER = Path(__file__).parent / "hard_posts"
FIGURE = {"fr": "vasseur", "en": "okafor"}
LABELS = ("attack", "support", "neutral")
OWN = {
    account["handle"]: f"{account['platform']}/{account['id']}"
    for name in ("figures", "fresh_figures")
    for figure in yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))["figures"]
    for account in figure["accounts"]
}
FRESH = tuple(sorted(path.stem for path in FOLDER.glob("fresh_?.yml")))


@dataclass(frozen=True)
class HardPost:
    """A post with what it does to its figure."""

    view: PostView
    kind: str
    lang: str
    figure: str
    label: str

    @property
    def sealed(self) -> bool:
        """Whether the post is in the half that is for reporting only."""
        return hashlib.sha256(f"hard {self.view.text}".encode()).digest()[0] % 2 == 1


def hard_posts(name: str = "posts") -> list[HardPost]:
    groups = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return [
        HardPost(
            view_of(item, f"x/{number}-{place}-{label}"),
            group["kind"],
            group["lang"],
            group.get("figure") or FIGURE[group["lang"]],
            label,
        )
        for number, group in enumerate(groups)
        for label in LABELS
        for place, item in enumerate(group.get(label, ()))
    ]


def view_of(item: str | dict[str, str], post: str) -> PostView:
    more: dict[str, Any] = {"text": item} if isinstance(item, str) else item
    text, to, quoting = more["text"], more.get("to"), more.get("quoting")
    return PostView(
        post,
        text,
        "reply" if to else "quote" if quoting else "original",
        account=f"x/@{more.get('by', post)}",
        hashtags=tuple(tag.casefold() for tag in re.findall(r"#(\w+)", text)),
        mentions=frozenset(OWN[handle] for handle in re.findall(r"@(\w+)", text) if handle in OWN),
        replied_account=OWN.get(to, f"x/@{to}") if to else None,
        quoted="x/quoted" if quoting else None,
        quoted_account="x/@somebody" if quoting else None,
        quoted_text=quoting,
    )


def decided(
    posts: list[HardPost], declared: str = "figures.yml"
) -> Iterator[tuple[HardPost, str, float]]:
    """Yield each post with the stance it is given towards its figure, or none."""
    judge = Judge(rule_book(read_figures([FOLDER / declared])))
    judged = {view.id: decisions for view, decisions in judge.judge([hard.view for hard in posts])}
    for post in posts:
        found = judged.get(post.view.id, [])
        # An attack on another figure that the post does not attack is a false one too.
        ours = [decision for decision in found if decision.figure == post.figure]
        others = [
            decision
            for decision in found
            if decision.figure != post.figure and decision.stance == "attack"
        ]
        chosen = (others or ours or [None])[0]
        yield (post, "none", 0.0) if chosen is None else (post, chosen.stance, chosen.confidence)


def figures(rows: list[tuple[HardPost, str, float]]) -> dict[str, Any]:
    called = [post for post, stance, _ in rows if stance == "attack"]
    right = sum(post.label == "attack" for post in called)
    labels = Counter(post.label for post, _, _ in rows)
    return {
        "posts": len(rows),
        **{label: labels[label] for label in LABELS},
        "called_attack": len(called),
        "precision": round(right / len(called), 3) if called else None,
        "recall": round(right / labels["attack"], 3) if labels["attack"] else None,
        "supporters_accused": sum(post.label == "support" for post in called),
        "support_recall": round(
            sum(post.label == stance == "support" for post, stance, _ in rows)
            / max(1, labels["support"]), 3,
        ),
        "attacks_called_support": sum(
            post.label == "attack" and stance == "support" for post, stance, _ in rows
        ),
        "unclear": sum(stance == "unclear" for _, stance, _ in rows),
    }  # fmt: skip


def markdown(rows: list[tuple[HardPost, str, float]]) -> Iterator[str]:
    """Yield the lines of the table by kind in docs/figures.md."""
    yield "| kind | posts | attacks | called attack | right | recall | unclear |"
    yield "|---|---|---|---|---|---|---|"
    for kind in dict.fromkeys(post.kind for post, _, _ in rows):
        found = figures([row for row in rows if row[0].kind == kind])
        right = round(found["precision"] * found["called_attack"]) if found["called_attack"] else ""
        recall = "" if found["recall"] is None else found["recall"]
        yield (
            f"| {kind} | {found['posts']} | {found['attack']} | {found['called_attack']} "
            f"| {right} | {recall} | {found['unclear']} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--part", choices=("open", "sealed", "later", *FRESH), default="open")
    parser.add_argument("--mistakes", action="store_true")
    parser.add_argument("--table", action="store_true", help="As in docs/figures.md.")
    chosen = parser.parse_args()
    fresh = chosen.part in FRESH
    if fresh or chosen.part == "later":
        posts = hard_posts(chosen.part)
    else:
        posts = [hard for hard in hard_posts() if hard.sealed == (chosen.part == "sealed")]
    rows = list(decided(posts, "fresh_figures.yml" if fresh else "figures.yml"))
    if chosen.table:
        print(*markdown(rows), sep="\n")
        return
    print(json.dumps({"part": chosen.part} | figures(rows)))
    for kind in dict.fromkeys(post.kind for post, _, _ in rows):
        print(f"{kind:28}", json.dumps(figures([row for row in rows if row[0].kind == kind])))
    if chosen.mistakes and chosen.part != "sealed":
        for post, stance, confidence in rows:
            if stance != post.label and (stance, post.label) != ("concern", "neutral"):
                print(f"{post.label:8} {stance:8} {confidence:.2f} {post.kind}: {post.view.text}")


if __name__ == "__main__":
    main()
