"""How often detection accuses without cause, and how often it finds what was planted.

    python benchmarks/evaluate_detect.py [--nulls 50] [--seeds 10] [--posts 20000] [--draw FILE.svg]

Simulated campaigns, each with interest groups, accounts of different speeds, day and night,
broadcast waves, and fans who repost a star within minutes. ``pack_size=0`` is the null: nothing is
coordinated. Each is judged twice: with the time of each original known, and without.

- Null: runs with any tie kept at a false discovery rate of 0.01.
- Planted: ties kept inside and outside the pack; members of all packs found, against the truth.
- Calibration: of all pairs of accounts with two reposted posts in common, the share whose chance
  is at most p, against p, without doubt and with it; drawn on two logarithmic axes.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from meute.detect.acts import Acts, check_acts
from meute.detect.explanations import Track
from meute.detect.packs import PackContext, TieGraph, find_packs
from meute.detect.significance import BEHAVIOUR, NULLS, significance
from meute.detect.sweep import sweep
from meute.simulate import Campaign, plan_campaign
from meute.simulate.ledger import Kind

WINDOW_S, FDR = 60, 0.01
SIZES, INTENSITIES = (5, 15, 40), (0.3, 0.5, 1.0, 2.0)
LEVELS = 10.0 ** -np.arange(0.0, 6.5, 0.5)
COLOURS = ("#1b6ca8", "#7fb2d9", "#c2571a", "#e8a87c")
NOBODY = np.zeros(0, np.int32)


@dataclass(frozen=True)
class Case:
    """Reposts, when their originals were posted, and the accounts of the pack."""

    acts: Acts
    began: np.ndarray
    author: np.ndarray
    pack: np.ndarray

    def without_beginnings(self) -> Case:
        """Return the same reposts, as an export gives them that lacks the originals."""
        return replace(self, began=np.full(len(self.began), np.nan))


def case(**knobs: float) -> Case:
    timeline = plan_campaign(Campaign(**knobs))
    plan = timeline.plan
    reposts = plan.kind == Kind.REPOST
    posts, objects = np.unique(plan.ref[reposts], return_inverse=True)
    acts = check_acts(objects, plan.account[reposts], plan.ms[reposts] // 1000)
    author = plan.account[posts].astype(np.int32)
    return Case(acts, plan.ms[posts] / 1000.0, author, timeline.population.pack)


@dataclass(frozen=True)
class Outcome:
    """Ties kept inside and outside the pack, and accounts found in packs."""

    inside: int
    outside: int
    found: int
    right: int
    planted: int
    packs: int


def judge(given: Case, null: str = BEHAVIOUR) -> Outcome:
    ties = sweep(given.acts, WINDOW_S, min_shared=2)
    chance = significance(given.acts, ties, WINDOW_S, given.began, author=given.author, null=null)
    kept = chance.q <= FDR
    ties, chance = ties.take(kept), chance.take(kept)
    graph = TieGraph.of(ties, chance, 0)
    age = np.full(given.acts.accounts, np.nan)
    track = Track(given.acts, WINDOW_S, given.began, given.author)
    around = PackContext([track], NOBODY, NOBODY, age)
    packs = find_packs(graph, given.acts.accounts, around, FDR)
    members = {member.account for pack in packs for member in pack.members}
    inside = np.isin(ties.a, given.pack) & np.isin(ties.b, given.pack)
    return Outcome(
        int(inside.sum()), int((~inside).sum()), len(members),
        len(members & set(given.pack.tolist())), len(given.pack), len(packs),
    )  # fmt: skip


def surprises(given: Case) -> tuple[np.ndarray, int]:
    """Return the chances of comparable pairs that met at least once, and how many there are.

    A row each without doubt, which q rests on, and with it, which is a tie's p.
    """
    ties = sweep(given.acts, WINDOW_S)
    chance = significance(given.acts, ties, WINDOW_S, given.began, author=given.author)
    both = np.stack([chance.plain.p, chance.cautious.p])
    return both[:, chance.together >= 2], chance.tests


def share(part: float, whole: float) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def nulls(seeds: int, posts: int) -> dict[str, np.ndarray]:
    drawn = {}
    cases = [case(seed=seed, posts=posts, pack_size=0) for seed in range(1, seeds + 1)]
    for name, known in (("known", True), ("unknown", False)):
        given = cases if known else [campaign.without_beginnings() for campaign in cases]
        outcomes = [judge(campaign) for campaign in given]
        accused = sum(outcome.outside > 0 for outcome in outcomes)
        print(
            f"null, beginnings {name}: {accused} of {seeds} runs keep any tie "
            f"({sum(outcome.outside for outcome in outcomes)} ties, "
            f"{sum(outcome.packs for outcome in outcomes)} packs)"
        )
        values = [surprises(campaign) for campaign in given]
        tests = sum(tests for _, tests in values)
        print(f"  of {tests:,} pairs with two posts in common, share with a chance of at most p")
        print("    p            " + " ".join(f"{level:>8.0e}" for level in LEVELS[::2]))
        both = np.concatenate([chances for chances, _ in values], axis=1)
        for doubt, p in zip(("without doubt", "with doubt"), both, strict=True):
            shares = np.array([np.count_nonzero(p <= level) / tests for level in LEVELS])
            shares[0] = 1.0
            drawn[f"{name}, {doubt}"] = shares
            print(f"    {doubt:13s}" + " ".join(f"{value:>8.1e}" for value in shares[::2]))
    return drawn


def others(seeds: int, posts: int) -> None:
    """Print how many ties each null model keeps, outside and inside of a pack, a number a seed."""
    print("\n| null | no pack | a pack of 40 |\n|---|---|---|")
    cases = {
        size: [case(seed=seed, posts=posts, pack_size=size) for seed in range(1, seeds + 1)]
        for size in (0, 40)
    }
    for null in NULLS:
        kept = {}
        for size, given in cases.items():
            outcomes = [judge(campaign, null) for campaign in given]
            kept[size] = [
                ", ".join(str(getattr(outcome, side)) for outcome in outcomes)
                for side in ("outside", "inside")
            ]
        print(f"| `{null}` | {kept[0][0]} outside | {kept[40][1]} inside; {kept[40][0]} outside |")


def planted(seeds: int, posts: int) -> None:
    print(
        "\n| beginnings | pack | intensity | ties found | false of kept | pack precision "
        "| pack recall | packs |\n|---|---|---|---|---|---|---|---|"
    )
    for known in (True, False):
        for size in SIZES:
            for intensity in INTENSITIES:
                outcomes = []
                for seed in range(1, seeds + 1):
                    one = case(seed=seed, posts=posts, pack_size=size, pack_intensity=intensity)
                    outcomes.append(judge(one if known else one.without_beginnings()))
                total = {
                    name: sum(getattr(outcome, name) for outcome in outcomes)
                    for name in Outcome.__dataclass_fields__
                }
                possible = seeds * size * (size - 1) / 2
                print(
                    f"| {'known' if known else 'unknown'} | {size} | {intensity:g} "
                    f"| {share(total['inside'], possible)} "
                    f"| {share(total['outside'], total['inside'] + total['outside'])} "
                    f"| {share(total['right'], total['found'])} "
                    f"| {share(total['right'], total['planted'])} "
                    f"| {total['packs'] / seeds:.1f} |",
                    flush=True,
                )


def draw(path: Path, drawn: dict[str, np.ndarray], seeds: int) -> None:
    """Write the calibration as a picture without any library."""
    size, margin = 420, 60
    span = -np.log10(LEVELS[-1])

    def at(level: float, value: float) -> str:
        x = margin - np.log10(level) / span * size
        y = margin - np.log10(max(value, 10.0**-span)) / span * size
        return f"{x:.1f},{y:.1f}"

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size + 2 * margin}" '
        f'height="{size + 2 * margin}" font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<polyline points="{at(1, 1)} {at(LEVELS[-1], LEVELS[-1])}" stroke="#999" '
        'stroke-dasharray="5 4" fill="none"/>',
        f'<text x="{margin}" y="24">Share of pairs with a chance of at most p, '
        f"{seeds} runs without any pack</text>",
        f'<text x="{margin}" y="42" fill="#666">dashed: uniform; below it p is larger than need '
        "be, the safe side</text>",
        f'<text x="{margin + size / 2}" y="{size + margin + 42}" text-anchor="middle">p</text>',
    ]
    for power in range(int(span) + 1):
        at_p, name = margin + power / span * size, f"1e-{power}" if power else "1"
        lines += [
            f'<text x="{at_p:.0f}" y="{margin + size + 20}" text-anchor="middle">{name}</text>',
            f'<text x="{margin - 8}" y="{at_p + 4:.0f}" text-anchor="end">{name}</text>',
            f'<path d="M{at_p:.0f},{margin}v{size} M{margin},{at_p:.0f}h{size}" stroke="#eee"/>',
        ]
    for number, (name, values) in enumerate(drawn.items()):
        colour, y = COLOURS[number], margin + 30 + 20 * number
        seen = [at(level, value) for level, value in zip(LEVELS, values, strict=True) if value > 0]
        lines += [
            f'<polyline points="{" ".join(seen)}" stroke="{colour}" stroke-width="2" fill="none"/>',
            f'<text x="{margin + size - 10}" y="{y}" text-anchor="end" fill="{colour}">'
            f"beginnings {name}</text>",
        ]
    path.write_text("\n".join([*lines, "</svg>", ""]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nulls", type=int, default=50)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--others", type=int, default=3, help="campaigns for other null models")
    parser.add_argument("--draw", type=Path)
    arguments = parser.parse_args()
    drawn = nulls(arguments.nulls, arguments.posts) if arguments.nulls else {}
    if drawn and arguments.draw is not None:
        draw(arguments.draw, drawn, arguments.nulls)
    if arguments.others:
        others(arguments.others, arguments.posts)
    if arguments.seeds:
        planted(arguments.seeds, arguments.posts)


if __name__ == "__main__":
    main()
