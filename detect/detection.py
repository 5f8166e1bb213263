"""From rows of traces to findings: the whole detection, without a graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from ..graph.runs import run_id
from ..graph.schema import (
    AMPLIFIES,
    CO_REPOSTS,
    IN_BURST,
    IN_SALVO,
    MEMBER_OF,
    TIES,
    Burst,
    Pack,
    Salvo,
)
from ..graph.traces import TRACES, Trace
from ..graph.types import NodeType, RelationshipType
from .acts import Floats, Ints, Names, check_acts, distinct
from .bursts import Activity, find_bursts
from .compat import coortweet_edges, toolkit_ties
from .explanations import PACK, Track
from .findings import (
    Groups,
    Row,
    amplification_table,
    burst_rows,
    edge_table,
    pack_rows,
    salvo_rows,
    tie_table,
)
from .groups import group_of_accounts
from .pace import WINDOW_S
from .packs import PackContext, TieGraph, find_packs, lasting
from .pooled import Trial, joint_significance
from .salvoes import LEAST_PAIR, SALVO, find_salvoes
from .sentences import spoken_names
from .significance import BEHAVIOUR, Significance
from .sweep import Sweeper, sweep
from .tie_explanations import explain_ties
from .ties import Ties
from .traces import Evidence, account_names, codes_of, gather

DAY_S = 86_400
_TEXTS = dict.fromkeys(("account", "object", "post"), object)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run found, ready to be written."""

    method: str
    parameters: Mapping[str, Any]
    summary: dict[str, Any]
    nodes: Mapping[NodeType, list[Row]] = field(default_factory=dict)
    relationships: Mapping[RelationshipType, list[Row] | pa.Table] = field(default_factory=dict)
    """Tables where there may be millions."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: traces, a window for all of them or each its own, and thresholds."""

    traces: Sequence[Trace]
    window_s: int | None = None
    fdr: float = 0.01
    min_shared: int = 2
    null: str = "behaviour"

    def window(self, trace: Trace) -> int:
        """Return the window of a trace in seconds."""
        return trace.window_s if self.window_s is None else self.window_s

    @property
    def parameters(self) -> dict[str, Any]:
        """The question as it is kept with its answer."""
        windows = {trace.name: self.window(trace) for trace in self.traces}
        options = {"windows": windows, "fdr": self.fdr, "min_shared": self.min_shared}
        return options | {"null": self.null}


def coordination(
    question: Question,
    frames: Mapping[str, pd.DataFrame],
    accounts: pd.DataFrame,
    now: float | None = None,
    sweeper: Sweeper = sweep,
) -> Findings:
    """Find ties closer in time than chance allows, and the packs that they form.

    Args:
        question: what is asked.
        frames: rows of each trace's stored query by the query's name, and of ``trace-reposts``.
        accounts: columns account, created_at and handle, for their age and what to call them.
        now: seconds since 1970, after which a time is in the future.
        sweeper: finds the pairs of accounts, on this machine or on others.

    Raises:
        DetectError: the times do not allow it, or there is too much to look at.
    """
    names = account_names(frames.values())
    called = spoken_names(names, accounts["account"].to_numpy(object), list(accounts["handle"]))
    relationships: dict[RelationshipType, list[Row] | pa.Table] = {}
    summary: dict[str, Any] = {"traces": {}}
    gathered = [
        gather(trace, frames[trace.query], names, question.window(trace), now)
        for trace in question.traces
    ]
    trials = [_trial(acts, question, sweeper) for acts in gathered]
    chances = joint_significance(
        trials, min_shared=question.min_shared, null=question.null, fdr=question.fdr
    )
    parts = []
    for number, (acts, trial, chance) in enumerate(zip(gathered, trials, chances, strict=True)):
        ties, chance_of_ties = _kept(trial.ties, chance, question.fdr)
        name = acts.trace.name
        why = explain_ties(acts.track(trial.window), ties)
        relationships[TIES[name]] = tie_table(
            ties, names, trial.window, chance_of_ties, why, called
        )
        summary["traces"][name] = _counts(acts, trial, chance, len(ties))
        parts.append(TieGraph.of(ties, chance_of_ties, number))
    evidence = [acts.track(question.window(acts.trace)) for acts in gathered]
    context = _context(evidence, frames["trace-reposts"], accounts, names)
    packs = lasting(find_packs(TieGraph.join(parts), len(names), context, question.fdr))
    run = run_id("coordination", question.parameters)
    groups = pack_rows(packs, names, called, [trace.name for trace in question.traces], run)
    members = [np.array([member.account for member in pack.members]) for pack in packs]
    apart = group_of_accounts(members, len(names))
    salvoes = _salvo_rows(question, gathered, trials, apart, sweeper, names, called, run)
    summary["packs"] = sum(row["kind"] == PACK for row in groups.groups)
    summary["explained"] = len(groups.groups) - summary["packs"]
    summary["salvoes"] = sum(row["kind"] == SALVO for row in salvoes.groups)
    relationships |= {MEMBER_OF: groups.members, IN_SALVO: salvoes.members}
    nodes = {Pack: groups.groups, Salvo: salvoes.groups}
    return Findings("coordination", question.parameters, summary, nodes, relationships)


def _salvo_rows(
    question: Question,
    gathered: Sequence[Evidence],
    trials: Sequence[Trial],
    apart: Ints,
    sweeper: Sweeper,
    names: Names,
    called: Names,
    run: str,
) -> Groups:
    """Return the salvoes of accounts that no pack holds already, on traces that can tell them."""
    told = [
        (evidence, trial)
        for evidence, trial in zip(gathered, trials, strict=True)
        if question.null == BEHAVIOUR and not evidence.trace.everyday
    ]
    tracks = [evidence.track(WINDOW_S) for evidence, _ in told]
    ties = [
        trial.ties
        if trial.window == WINDOW_S
        else sweeper(evidence.acts, WINDOW_S, min_shared=LEAST_PAIR)
        for evidence, trial in told
    ]
    traces = [evidence.trace.name for evidence, _ in told]
    return salvo_rows(find_salvoes(tracks, ties, apart, question.fdr), names, called, traces, run)


def _trial(evidence: Evidence, question: Question, sweeper: Sweeper) -> Trial:
    window = question.window(evidence.trace)
    ties = sweeper(evidence.acts, window, min_shared=question.min_shared)
    return Trial(evidence.acts, ties, window, evidence.began, evidence.author)


def _kept(ties: Ties, chance: Significance, fdr: float) -> tuple[Ties, Significance]:
    # Without doubt: groups of ties that a leader explains are called by that.
    kept = chance.q <= fdr
    return ties.take(kept), chance.take(kept)


def _counts(evidence: Evidence, trial: Trial, chance: Significance, kept: int) -> dict[str, Any]:
    acts = evidence.acts
    return {
        "acts": len(acts),
        "left_out": evidence.left_out,
        "accounts": len(distinct(acts.account)),
        "objects": len(distinct(acts.object)),
        "compared": chance.tests,
        "candidates": len(trial.ties),
        "ties": kept,
        "undated": dict(sorted(evidence.undated.items())),
    }


def _context(
    evidence: Sequence[Track],
    reposts: pd.DataFrame,
    accounts: pd.DataFrame,
    names: Names,
) -> PackContext:
    latest = max(
        (float(track.acts.time.max()) / track.acts.ticks for track in evidence if len(track.acts)),
        default=0,
    )
    made = pd.to_datetime(accounts["created_at"], errors="coerce", utc=True, format="ISO8601")
    age: Floats = np.full(len(names), np.nan)
    place = codes_of(accounts["account"], names)
    seconds = (made - pd.Timestamp(0, tz="UTC")).dt.total_seconds().to_numpy(np.float64)
    age[place[place >= 0]] = (latest - seconds[place >= 0]) / DAY_S
    authored = reposts[reposts["author"].notna()]
    return PackContext(
        evidence,
        codes_of(authored["account"], names),
        codes_of(authored["author"], names),
        age,
    )


def amplification(reposts: pd.DataFrame) -> Findings:
    """Find who reposts whom, how often and how fast."""
    table = amplification_table(reposts)
    summary = {"reposts": len(reposts), "pairs": len(table)}
    return Findings("amplification", {}, summary, relationships={AMPLIFIES: table})


def bursts(tagged: pd.DataFrame, reposts: pd.DataFrame, activity: Activity, fdr: float) -> Findings:
    """Find the heaviest span of each hashtag; a repost uses the hashtags of its original.

    Only the period that was collected counts. Posts that pages carry along, because others quote
    them, may be years older.
    """
    names = ["account", "object", "ts", "post"]
    reposts = reposts[reposts["object"].isin(tagged["post"])]
    tagged, reposts = (rows[names].astype(_TEXTS) for rows in (tagged, reposts))
    of_original = reposts.merge(
        tagged[["post", "object"]], left_on="object", right_on="post", suffixes=("", "_tagged")
    )
    of_original = of_original.assign(object=of_original["object_tagged"])
    uses = pd.concat([tagged, of_original[names]], ignore_index=True)
    uses = uses[uses["ts"].between(activity.first, activity.last)]
    uses = uses.sort_values(["object", "ts", "post"], ignore_index=True)
    tags, hashtags = pd.factorize(uses["object"], sort=True)
    accounts, _ = pd.factorize(uses["account"], sort=True)
    acts = check_acts(tags, accounts, uses["ts"].to_numpy(np.int64))
    spans = find_bursts(acts, activity.times, least_surprise=-float(np.log10(fdr)))
    parameters = {"fdr": fdr}
    rows = burst_rows(spans, uses, np.asarray(hashtags, object), run_id("bursts", parameters))
    summary = {"hashtags": len(hashtags), "bursts": len(spans)}
    return Findings("bursts", parameters, summary, {Burst: rows.bursts}, {IN_BURST: rows.posts})


def compat_edges(
    tool: str, reposts: pd.DataFrame, window: int, minimum: int, now: float | None = None
) -> Findings:
    """Return another tool's co-repost edges, exactly as that tool counts them.

    Args:
        tool: ``coortweet`` or ``cnt``.
        reposts: rows of ``trace-reposts``.
        window: seconds.
        minimum: minimum participation (coortweet), minimum weight of a direction (cnt).
        now: seconds since 1970, after which a time is in the future.
    """
    names = account_names([reposts])
    acts = gather(TRACES["repost"], reposts, names, window, now).acts
    if tool == "coortweet":
        # Each repost is a row with a content of its own.
        edges = coortweet_edges(acts, window, minimum, content=np.arange(len(acts)))
        table = edge_table(edges.a, edges.b, names, window, {"pairs": edges.weight})
    else:
        ties = toolkit_ties(acts, window, minimum)
        weights = {"from_a": ties.from_a, "from_b": ties.from_b}
        light = {name: pa.array(w, mask=w < minimum) for name, w in weights.items()}
        table = edge_table(ties.a, ties.b, names, window, light)
    parameters = {"window_s": window, "minimum": minimum}
    summary = {"acts": len(acts), "edges": len(table)}
    return Findings(f"compat-{tool}", parameters, summary, relationships={CO_REPOSTS: table})
