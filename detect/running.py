"""A detection from the graph to the graph: read the traces, look for coordination, write it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import pandas as pd

from ..errors import DetectError
from ..graph import Store
from ..graph.runs import replace_run
from ..graph.schema import LINKS_TO, MENTIONS, REPLIES_TO, SHOWS, TAGGED, Post
from ..graph.traces import TRACES
from ..queries.tables import time_spans
from .bursts import Activity
from .detection import Findings, Question, amplification, bursts, compat_edges, coordination
from .reading import read_accounts, read_activity, read_acts
from .sweep import Sweeper, sweep
from .traces import with_weak_reposts

GRACE_S = 86_400
"""How far clocks and time zones may run ahead before a time is in the future."""
REPOST = TRACES["repost"]


def silent(stage: str) -> None:
    """Tell nobody what comes next."""


def detection_runs(
    store: Store,
    questions: Sequence[Question],
    sweeper: Sweeper = sweep,
    stage: Callable[[str], None] = silent,
) -> Iterator[Findings]:
    """Yield the findings of each question, then amplification and bursts; writes nothing.

    Args:
        store: the graph that holds the posts.
        questions: of the same traces, with windows of their own.
        sweeper: finds the pairs of accounts, on this machine or on others.
        stage: is told what comes next.

    Raises:
        DetectError: the graph holds nothing to compare, or its times do not allow it.
        StoreError: the engine cannot answer.
    """
    now = time.time() + GRACE_S
    traces = questions[0].traces
    queries = {trace.query for trace in traces} | {"trace-reposts", "trace-hashtags"}
    stage("Reading who did what, and when")
    spans = time_spans(store)
    frames = {query: read_acts(store, query, spans) for query in sorted(queries)}
    weak = read_acts(store, "trace-weak-reposts", spans)
    compared = frames | {"trace-reposts": with_weak_reposts(frames["trace-reposts"], weak)}
    if all(compared[trace.query].empty for trace in traces):
        stage("Looking for bursts of hashtags")
        yield _bursts_alone(store, questions[0], frames, len(compared["trace-reposts"]))
        return
    accounts = read_accounts(store)
    # While the processors are not all at work; nothing is written before it is read.
    with ThreadPoolExecutor(1) as aside:
        activity = aside.submit(read_activity, store)
        amplified = aside.submit(amplification, frames["trace-reposts"])
        for question in questions:
            acts = sum(len(compared[trace.query]) for trace in traces)
            stage(f"Comparing {acts:,} acts, and weighing what accounts share against chance")
            findings = coordination(question, compared, accounts, now, sweeper)
            activity.result()
            compared_weak = 0
            if REPOST in traces:
                compared_weak = len(compared["trace-reposts"]) - len(frames["trace-reposts"])
            yield _telling_weak(findings, compared_weak, len(weak))
    yield _telling_weak(amplified.result(), 0, len(weak))
    stage("Looking for bursts of hashtags")
    yield _bursts(activity.result(), frames, questions[0])


def _bursts_alone(
    store: Store, question: Question, frames: Mapping[str, pd.DataFrame], reposts: int
) -> Findings:
    """Return the bursts of a graph that holds nothing to compare, and say what there is none of."""
    others = _other_traces(store, question)
    nothing = _nothing(question, frames["trace-hashtags"], reposts, _remedy(store, others))
    left_out = f"{nothing}: who acts together was not looked for"
    if others:
        left_out += f". The case can be compared by {others}"
    return _bursts(read_activity(store), frames, question, left_out)


def _telling_weak(findings: Findings, compared: int, weak: int) -> Findings:
    """Let findings say how many reposts that name no original were compared, and left out."""
    told = {"weak_reposts": compared, "weak_reposts_left_out": weak - compared}
    findings.summary.update({name: count for name, count in told.items() if count})
    return findings


_HELD = {
    "link": LINKS_TO.kind, "hashtag": TAGGED.kind, "reply": REPLIES_TO.kind, "media": SHOWS.kind,
    "text": Post.label, "mention": MENTIONS.kind,
}  # fmt: skip
"""What a graph holds where a trace may find acts."""
_DATED = "MATCH (p:Post) WHERE p.ts IS NOT NULL RETURN p.id AS post LIMIT 1"


def _other_traces(store: Store, question: Question) -> str:
    """Return the options for traces that the graph may hold beside those asked for."""
    there = store.counts().by_type
    chosen = {trace.name for trace in question.traces}
    names = [name for name, kind in _HELD.items() if there.get(kind) and name not in chosen]
    return ", ".join(f"--trace {name}" for name in names)


def _remedy(store: Store, others: str) -> str:
    """Return what to do where a graph holds nothing to compare."""
    if others and not store.read(_DATED).rows:
        return (
            "No post of the case has a time: load an export that states them; of a table, name "
            "their column as created_at in the map."
        )
    return f"Compare it by {others}." if others else "Load posts first."


def _nothing(question: Question, hashtags: pd.DataFrame, reposts: int, remedy: str) -> str:
    """Say what there is none of.

    Raises:
        DetectError: there are no hashtags either.
    """
    nothing = f"no dated {', '.join(trace.name for trace in question.traces)}"
    if hashtags.empty:
        own = (
            f"The {reposts:,} reposts count for --trace repost only; their words are an original's."
        )
        raise DetectError(
            f"the graph holds nothing to compare: {nothing}",
            own if reposts else remedy,
        )
    return nothing


def _bursts(
    activity: Activity,
    frames: Mapping[str, pd.DataFrame],
    question: Question,
    left_out: str = "",
) -> Findings:
    rows = bursts(frames["trace-hashtags"], frames["trace-reposts"], activity, question.fdr)
    if left_out:
        rows.summary["left_out"] = left_out
    return rows


def compat_runs(
    store: Store,
    tool: str,
    windows: Sequence[int],
    min_shared: int,
    stage: Callable[[str], None] = silent,
) -> Iterator[Findings]:
    """Yield the edges that another tool finds, for each window; writes nothing.

    Raises:
        DetectError: the times do not allow it, or there is too much to look at.
        StoreError: the engine cannot answer.
    """
    stage("Reading who reposted what, and when")
    spans = time_spans(store)
    reposts = read_acts(store, "trace-reposts", spans)
    weak = len(read_acts(store, "trace-weak-reposts", spans))
    for window in windows:
        stage(f"Counting the edges of {tool} in {len(reposts):,} reposts")
        edges = compat_edges(tool, reposts, window, min_shared, time.time() + GRACE_S)
        yield _telling_weak(edges, 0, weak)


def write_findings(store: Store, findings: Findings) -> str:
    """Write findings in place of what the same run found before; returns the run's id."""
    return replace_run(
        store,
        method=findings.method,
        parameters=findings.parameters,
        summary=findings.summary,
        nodes=findings.nodes,
        relationships=findings.relationships,
    )
