"""``meute detect``: read traces from the graph, look for coordination, write what was found."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from ..cli.app import App, pass_app
from ..errors import DetectError, UsageError
from ..graph.traces import TRACES
from ..terminal import say_data

if TYPE_CHECKING:
    import pandas as pd

    from ..graph import Store
    from .detection import Findings, Question

NULL_NAMES = ("behaviour", "popularity", "disparity")
GRACE_S = 86_400
"""How far clocks and time zones may run ahead before a time is in the future."""
COMPAT_WINDOWS = {"coortweet": 10, "cnt": 1}
"""What those tools take when nothing is said, seconds."""
READ_TIMEOUT_S = 3_600.0
SHOWN = 10


@click.command()
@click.option(
    "--trace",
    "traces",
    multiple=True,
    type=click.Choice(tuple(TRACES)),
    default=("repost",),
    show_default=True,
    help="What accounts can share; may be repeated, packs are then found on all of them.",
)
@click.option(
    "--window",
    "windows",
    multiple=True,
    type=click.IntRange(min=1),
    metavar="SECONDS",
    help="Greatest time between two acts; may be repeated.  [default: each trace its own]",
)
@click.option(
    "--fdr",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.01,
    show_default=True,
    help="Greatest expected share of accidents among the ties that are kept.",
)
@click.option(
    "--min-shared",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Least number of objects that two accounts share within the window.",
)
@click.option(
    "--null",
    type=click.Choice(NULL_NAMES),
    default=NULL_NAMES[0],
    show_default=True,
    help="What chance means; all but the first are for comparison, not for accusation.",
)
@click.option(
    "--compat",
    type=click.Choice(sorted(COMPAT_WINDOWS)),
    help="Instead give the edges of CooRTweet or coordination-network-toolkit, exactly.",
)
@click.option("--json", "as_json", is_flag=True, help="Print every finding as a line of JSON.")
@pass_app
def detect(
    app: App,
    traces: tuple[str, ...],
    windows: tuple[int, ...],
    fdr: float,
    min_shared: int,
    null: str,
    compat: str | None,
    as_json: bool,
) -> None:
    """Find accounts that act together, the packs they form, bursts, and who amplifies whom.

    Findings go into the graph, as a run of their own for each window; asking the same again
    replaces the answer. What the numbers mean and do not mean is in docs/method.md.
    """
    from .detection import Question  # noqa: PLC0415 - pandas and scipy, not for --help
    from .traces import chosen  # noqa: PLC0415 - likewise

    if compat and traces != ("repost",):
        raise UsageError("--compat knows reposts only", "Leave --trace out.")
    questions = [Question(chosen(traces), w, fdr, min_shared, null) for w in windows or (None,)]
    with app.open_graph(write=True) as store:
        store.prepare()
        if compat:
            found = _compat(store, compat, windows, min_shared)
        else:
            found = _detect(store, questions, fdr)
        for findings in found:
            run = _write(store, findings)
            for line in _told(run, findings):
                app.console.print(line, soft_wrap=True)
            if as_json:
                for line in _as_json(run, findings):
                    say_data(line)


def _detect(store: Store, questions: Sequence[Question], fdr: float) -> Iterator[Findings]:
    from . import detection  # noqa: PLC0415 - likewise

    now = time.time() + GRACE_S
    queries = {trace.query for trace in questions[0].traces} | {"trace-reposts", "trace-hashtags"}
    frames = {query: _read(store, query) for query in sorted(queries)}
    if all(frames[trace.query].empty for trace in questions[0].traces):
        raise DetectError(
            "the graph holds nothing to compare: no dated "
            + ", ".join(trace.name for trace in questions[0].traces),
            "Load posts first, or choose another --trace.",
        )
    created = _read(store, "trace-accounts")
    for question in questions:
        yield detection.coordination(question, frames, created, now)
    reposts, tagged = frames["trace-reposts"], frames["trace-hashtags"]
    yield detection.amplification(reposts)
    yield detection.bursts(tagged, reposts, _read(store, "trace-activity"), fdr)


def _compat(store: Store, tool: str, windows: Sequence[int], minimum: int) -> Iterator[Findings]:
    from .detection import compat_edges  # noqa: PLC0415 - likewise

    reposts = _read(store, "trace-reposts")
    for window in windows or (COMPAT_WINDOWS[tool],):
        yield compat_edges(tool, reposts, window, minimum, time.time() + GRACE_S)


def _read(store: Store, query: str) -> pd.DataFrame:
    from ..queries.runner import run_query  # noqa: PLC0415 - likewise

    return run_query(store, query, timeout_s=READ_TIMEOUT_S).frame()


def _write(store: Store, findings: Findings) -> str:
    from ..graph.runs import replace_run  # noqa: PLC0415 - likewise

    return replace_run(
        store,
        method=findings.method,
        parameters=findings.parameters,
        summary=findings.summary,
        nodes=findings.nodes,
        relationships=findings.relationships,
    )


def _told(run: str, findings: Findings) -> Iterator[str]:
    """Yield lines for people."""
    yield run
    for name, counts in findings.summary.get("traces", {}).items():
        yield (
            f"  {name}: {counts['acts']:,} acts of {counts['accounts']:,} accounts on "
            f"{counts['objects']:,} {TRACES[name].english.objects}. "
            f"{counts['candidates']:,} pairs of accounts came "
            f"within {findings.parameters['windows'][name]} s on "
            f"{findings.parameters['min_shared']} objects or more, {counts['ties']:,} of them "
            f"more often than chance allows (false discovery rate {findings.parameters['fdr']:g})."
        )
        if counts["left_out"]:
            yield f"    {counts['left_out']:,} acts left out: times damaged or too coarse."
    for rows in findings.nodes.values():
        yield from (_pack_line(row) if "rank" in row else _burst_line(row) for row in rows[:SHOWN])
        if len(rows) > SHOWN:
            yield f"  … and {len(rows) - SHOWN:,} more."
    if findings.method == "amplification":
        yield f"  {findings.summary['pairs']:,} pairs in which one account reposts the other."
    if findings.method.startswith("compat"):
        yield f"  {findings.summary['edges']:,} edges; what they are worth is in docs/method.md."


def _pack_line(row: Mapping[str, Any]) -> str:
    return (
        f"  pack {row['rank']}: {row['size']} accounts, tightness {row['tightness']:.2f}, "
        f"{row['density']:.0%} of pairs tied, median gap {row['median_gap_s']:.0f} s, "
        f"{row['shared']:,} shared objects"
    )


def _burst_line(row: Mapping[str, Any]) -> str:
    # The tag is somebody's own text: it must not move the terminal's cursor.
    tag = "".join(letter if letter.isprintable() else "\ufffd" for letter in row["hashtag"])
    return (
        f"  #{tag}: {row['posts']:,} posts of {row['accounts']:,} accounts from "
        f"{row['start_at']} to {row['end_at']}, {row['expected']:.1f} expected"
    )


def _as_json(run: str, findings: Findings) -> Iterator[str]:
    """Yield one line for the run and one a finding."""
    head = {"run": run, "parameters": findings.parameters, "summary": findings.summary}
    yield json.dumps({"finding": "Run", **head}, ensure_ascii=False)
    for node_type, rows in findings.nodes.items():
        for row in rows:
            yield json.dumps({"finding": node_type.label, "run": run, **row}, ensure_ascii=False)
    for kind, rows in findings.relationships.items():
        for row in rows:
            yield json.dumps({"finding": kind.kind, "run": run, **row}, ensure_ascii=False)
