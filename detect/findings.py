"""What detection found, as rows for the graph. No kernel in here, and no store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd

from .acts import Names
from .bursts import Burst
from .explanations import Explanation
from .packs import Pack
from .sentences import pack_sentence, tie_sentence
from .significance import Significance
from .ties import Ties

Row = dict[str, Any]

DAY_S = 86_400
FAST_S = 10
"""A repost within so many seconds of the original is faster than reading (Luceri et al. 2024)."""


def tie_rows(
    ties: Ties, names: Names, window: float, significance: Significance | None = None
) -> list[Row]:
    """Return one row a tie; both ends by name, the lower one first."""
    columns: dict[str, Sequence[Any]] = {
        "source": [names[code] for code in ties.a],
        "target": [names[code] for code in ties.b],
        "window_s": [int(window)] * len(ties),
        "shared": ties.shared.tolist(),
        "pairs": ties.pairs.tolist(),
        "from_a": ties.from_a.tolist(),
        "from_b": ties.from_b.tolist(),
        "a_first": ties.a_first.tolist(),
        "median_gap_s": ties.median_gap.tolist(),
        "min_gap_s": ties.min_gap.tolist(),
        "first_ts": ties.first.tolist(),
        "last_ts": ties.last.tolist(),
    }
    if significance is not None:
        columns["together"] = significance.together.tolist()
        columns["expected"] = significance.expected.tolist()
        columns["p"] = significance.p.tolist()
        columns["q"] = significance.q.tolist()
        first = ties.a_first / np.maximum(ties.pairs, 1)
        days = ties.last.astype(np.int64) // DAY_S - ties.first.astype(np.int64) // DAY_S + 1
        columns["explanation"] = [
            tie_sentence(share, span)
            for share, span in zip(first.tolist(), days.tolist(), strict=True)
        ]
    return _rows(columns)


def _rows(columns: dict[str, Sequence[Any]]) -> list[Row]:
    return [
        {name: value for name, value in zip(columns, values, strict=True) if value is not None}
        for values in zip(*columns.values(), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class PackRows:
    """Rows of packs and of their members."""

    packs: list[Row]
    members: list[Row]


def pack_rows(packs: Sequence[Pack], names: Names, traces: Sequence[str], run: str) -> PackRows:
    """Return the packs in order, ranked from 1, and who belongs to them."""
    found = PackRows([], [])
    for rank, pack in enumerate(packs, 1):
        key = f"{run}/pack-{rank}"
        found.packs.append(
            _present(
                id=key,
                rank=rank,
                size=len(pack.members),
                density=pack.density,
                reciprocity=pack.reciprocity,
                inside_share=pack.inside_share,
                median_gap_s=pack.median_gap_s,
                burstiness=pack.burstiness,
                synchrony=pack.synchrony,
                median_account_age_d=pack.median_account_age_d,
                shared=pack.shared,
                tightness=pack.tightness,
                traces=[traces[number] for number in pack.traces],
                max_q=pack.max_q,
                explanation=pack_sentence(pack.explanation, names, pack.inside_share),
                **_measures(pack.explanation, names),
            )
        )
        found.members.extend(
            _present(
                source=names[member.account],
                target=key,
                ties=member.ties,
                inside_share=member.inside_share,
                bridge=member.bridge,
            )
            for member in pack.members
        )
    return found


def _measures(explanation: Explanation, names: Names) -> Row:
    leader, author = explanation.leader, explanation.author
    return {
        "kind": explanation.kind,
        "led_by": None if leader is None else names[leader],
        "led_share": explanation.led,
        "author": None if author is None else names[author],
        "author_share": explanation.authored,
        "occasions": explanation.occasions,
        "days": explanation.days,
        "scheduled_share": explanation.scheduled,
        "known_share": explanation.known,
        "sharpness": explanation.sharpness,
    }


def _present(**values: Any) -> Row:
    return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class BurstRows:
    """Rows of bursts and of the posts in them."""

    bursts: list[Row]
    posts: list[Row]


def burst_rows(bursts: Sequence[Burst], uses: pd.DataFrame, hashtags: Names, run: str) -> BurstRows:
    """Return the bursts and their posts; ``uses`` are the rows that were searched."""
    found = BurstRows([], [])
    posts, accounts = uses["post"].to_numpy(object), uses["account"].to_numpy(object)
    for burst in bursts:
        key = f"{run}/{hashtags[burst.hashtag]}"
        found.bursts.append(
            {
                "id": key,
                "hashtag": hashtags[burst.hashtag],
                "start_ts": burst.start_ts,
                "end_ts": burst.end_ts,
                "start_at": iso(burst.start_ts),
                "end_at": iso(burst.end_ts),
                "posts": len(burst.rows),
                "accounts": burst.accounts,
                "share": burst.share,
                "expected": burst.expected,
                "surprise": burst.surprise,
                "top_decile_share": burst.top_decile_share,
                "half_accounts": burst.half_accounts,
                "first_post": posts[burst.rows[0]],
                "first_account": accounts[burst.rows[0]],
            }
        )
        found.posts.extend({"source": posts[row], "target": key} for row in burst.rows)
    return found


def amplification_rows(reposts: pd.DataFrame) -> list[Row]:
    """Return who reposts whom, how often and how fast; reposts of oneself are left out.

    Args:
        reposts: columns account, author, ts and began, None where unknown.
    """
    known = reposts[reposts["author"].notna() & (reposts["author"] != reposts["account"])]
    if known.empty:
        return []
    delay = known["ts"].astype("int64") - pd.to_numeric(known["began"])
    frame = known[["account", "author", "ts"]].assign(delay=delay.where(delay >= 0))
    frame = frame.assign(fast=frame["delay"] <= FAST_S)
    sums = frame.groupby(["account", "author"], sort=True, as_index=False).agg(
        reposts=("ts", "size"),
        first=("ts", "min"),
        last=("ts", "max"),
        delay=("delay", "median"),
        fast=("fast", "sum"),
    )
    return _rows(
        {
            "source": sums["account"].tolist(),
            "target": sums["author"].tolist(),
            "reposts": sums["reposts"].tolist(),
            "first_at": [iso(second) for second in sums["first"].tolist()],
            "last_at": [iso(second) for second in sums["last"].tolist()],
            "median_delay_s": [None if np.isnan(delay) else delay for delay in sums["delay"]],
            "fast": sums["fast"].tolist(),
        }
    )


def iso(seconds: float) -> str:
    """Return epoch seconds as ISO 8601 in UTC."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
