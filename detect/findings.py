"""What detection found, as rows for the graph. No kernel in here, and no store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..errors import DetectError
from ..graph.moments import FORM, iso
from .acts import Codes, Names
from .bursts import Burst
from .explanations import Explanation
from .packs import Pack
from .salvoes import Salvo
from .sentences import pack_sentence, salvo_sentence, tie_sentences
from .significance import Significance
from .tie_explanations import TieExplanations
from .ties import MOST_WRITTEN, Ties
from .traces import account_names, codes_of

Row = dict[str, Any]

DAY_S = 86_400
FAST_S = 10
"""A repost within so many seconds of the original is faster than reading (Luceri et al. 2024)."""


def tie_table(
    ties: Ties,
    names: Names,
    window: float,
    significance: Significance | None = None,
    explanations: TieExplanations | None = None,
    called: Names | None = None,
) -> pa.Table:
    """Return one row a tie; both ends by name, the lower one first.

    ``called`` is what sentences call the accounts; their names by default.
    """
    columns: dict[str, Any] = {
        "shared": ties.shared,
        "pairs": ties.pairs,
        "from_a": ties.from_a,
        "from_b": ties.from_b,
        "a_first": ties.a_first,
        "median_gap_s": ties.median_gap,
        "min_gap_s": ties.min_gap,
        "first_ts": ties.first,
        "last_ts": ties.last,
    }
    if significance is not None:
        columns |= {
            "together": significance.together,
            "expected": significance.expected,
            "p": significance.p,
            "q": significance.q,
        }
        if explanations is not None:
            columns["explanation"] = tie_sentences(
                ties, explanations, names if called is None else called, significance.p
            )
    return edge_table(ties.a, ties.b, names, window, columns)


def edge_table(
    a: Codes, b: Codes, names: Names, window: float, columns: Mapping[str, Any]
) -> pa.Table:
    """Return one row an edge between two accounts, which are held once each, by name.

    Args:
        a: codes of the accounts with the lower ids, shape (n,).
        b: codes of the others.
        names: the accounts' ids, sorted.
        window: seconds.
        columns: properties, shape (n,).

    Raises:
        DetectError: there are more than :data:`~meute.detect.ties.MOST_WRITTEN`.
    """
    if len(a) > MOST_WRITTEN:
        raise DetectError(
            f"there are {len(a):,} edges, more than the {MOST_WRITTEN:,} that a run may write",
            "Ask for a shorter --window or a greater --min-shared; nothing was written.",
        )
    ids = pa.array(names, pa.string())
    return pa.table(
        {
            "source": pa.DictionaryArray.from_arrays(pa.array(a, pa.int32()), ids),
            "target": pa.DictionaryArray.from_arrays(pa.array(b, pa.int32()), ids),
            "window_s": pa.array(np.full(len(a), int(window), np.int32)),
            **{name: pa.array(values) for name, values in columns.items()},
        }
    )


@dataclass(frozen=True, slots=True)
class Groups:
    """Rows of groups of accounts, and of their members."""

    groups: list[Row]
    members: list[Row]


def pack_rows(
    packs: Sequence[Pack], names: Names, called: Names, traces: Sequence[str], run: str
) -> Groups:
    """Return the packs in order, ranked from 1, and who belongs to them; ``called`` as above."""
    groups = Groups([], [])
    for rank, pack in enumerate(packs, 1):
        key = f"{run}/pack-{rank}"
        groups.groups.append(
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
                explanation=pack_sentence(pack.explanation, called, pack.inside_share),
                **_measures(pack.explanation, names),
            )
        )
        groups.members.extend(
            _present(
                source=names[member.account],
                target=key,
                ties=member.ties,
                inside_share=member.inside_share,
                bridge=member.bridge,
            )
            for member in pack.members
        )
    return groups


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
        "at_once_share": explanation.at_once,
        "known_share": explanation.known_beginnings,
        "sharpness": explanation.sharpness,
    }


def salvo_rows(
    salvoes: Sequence[Salvo], names: Names, called: Names, traces: Sequence[str], run: str
) -> Groups:
    """Return the salvoes in order, ranked from 1, and who took part; ``called`` as above."""
    groups = Groups([], [])
    for rank, salvo in enumerate(salvoes, 1):
        key = f"{run}/salvo-{rank}"
        explanation = salvo.explanation
        start, end = int(salvo.first), int(salvo.last)
        groups.groups.append(
            _present(
                id=key,
                rank=rank,
                kind=salvo.kind,
                size=len(salvo.members),
                shared=salvo.shared,
                days=salvo.days,
                start_ts=start,
                end_ts=end,
                start_at=iso(start),
                end_at=iso(end),
                median_gap_s=salvo.median_gap_s,
                close_share=salvo.close,
                expected_share=salvo.expected,
                own_lag=salvo.own_lag,
                max_q=salvo.max_q,
                traces=[traces[number] for number in salvo.traces],
                led_by=None if explanation.leader is None else names[explanation.leader],
                led_share=explanation.led,
                explanation=salvo_sentence(salvo, called),
            )
        )
        groups.members.extend(
            {"source": names[account], "target": key, "shared": shared}
            for account, shared in salvo.members
        )
    return groups


def _present(**values: Any) -> Row:
    return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class BurstRows:
    """Rows of bursts and of the posts in them."""

    bursts: list[Row]
    posts: list[Row]


def burst_rows(bursts: Sequence[Burst], uses: pd.DataFrame, hashtags: Names, run: str) -> BurstRows:
    """Return the bursts and their posts; ``uses`` are the rows that were searched."""
    rows = BurstRows([], [])
    posts, accounts = uses["post"].to_numpy(object), uses["account"].to_numpy(object)
    for burst in bursts:
        key = f"{run}/{hashtags[burst.hashtag]}"
        rows.bursts.append(
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
        rows.posts.extend({"source": posts[row], "target": key} for row in burst.rows)
    return rows


def amplification_table(reposts: pd.DataFrame) -> pa.Table:
    """Return who reposts whom, how often and how fast; reposts of oneself are left out.

    Args:
        reposts: columns account, author, ts and began, None where unknown.
    """
    names = account_names([reposts])
    source, target = codes_of(reposts["account"], names), codes_of(reposts["author"], names)
    named = (target >= 0) & (target != source)
    beginnings = reposts.loc[named, ["ts", "began"]]
    delay = beginnings["ts"].astype("int64") - pd.to_numeric(beginnings["began"])
    frame = pd.DataFrame(
        {
            # By number: grouping by two texts takes four times as long.
            "source": source[named],
            "target": target[named],
            "ts": beginnings["ts"].astype("int64"),
            "delay": delay.where(delay >= 0).astype("float64"),
            "fast": (delay >= 0) & (delay <= FAST_S),
        }
    )
    sums = frame.groupby(["source", "target"], sort=True, as_index=False).agg(
        reposts=("ts", "size"),
        first=("ts", "min"),
        last=("ts", "max"),
        delay=("delay", "median"),
        fast=("fast", "sum"),
    )
    ids = pa.array(names, pa.string())
    return pa.table(
        {
            "source": pa.DictionaryArray.from_arrays(sums["source"].to_numpy(np.int32), ids),
            "target": pa.DictionaryArray.from_arrays(sums["target"].to_numpy(np.int32), ids),
            "reposts": pa.array(sums["reposts"], pa.int64()),
            "first_at": _iso_column(sums["first"]),
            "last_at": _iso_column(sums["last"]),
            "median_delay_s": pa.array(sums["delay"], pa.float64(), from_pandas=True),
            "fast": pa.array(sums["fast"], pa.int64()),
        }
    )


def _iso_column(seconds: pd.Series[int]) -> pa.Array:
    moments = pa.array(seconds, pa.int64()).cast(pa.timestamp("s"))
    return pc.strftime(moments, format=FORM)
