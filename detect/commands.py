"""``meute detect``: read traces from the graph, look for coordination, write what was found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from ..cli.app import App, pass_app
from ..cli.progress import stages
from ..errors import UsageError
from ..graph.platforms import UNNAMED
from ..graph.traces import TRACES
from ..terminal import counted, say_data

if TYPE_CHECKING:
    import pyarrow as pa

    from .detection import Findings
    from .sweep import Sweeper

NULL_NAMES = ("behaviour", "popularity", "disparity")
COMPAT_WINDOWS = {"coortweet": 10, "cnt": 1}
"""What those tools take when nothing is said, seconds."""
SHOWN = 10
ROWS_AT_ONCE = 10_000


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
    help="Maximum time between two acts; may be repeated.  [default: each trace its own]",
)
@click.option(
    "--fdr",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.01,
    show_default=True,
    help="Maximum expected share of accidents among the ties that are kept.",
)
@click.option(
    "--min-shared",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Minimum number of objects that two accounts share within the window.",
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
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Where pairs of accounts are looked for; the ties are the same.",
)
@click.option(
    "--master",
    default="local[*]",
    show_default=True,
    metavar="URL",
    help="Address of the Spark engine.",
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
    engine: str,
    master: str,
    as_json: bool,
) -> None:
    """Find accounts that act together, the packs they form, bursts, and who amplifies whom.

    Findings go into the graph, as a run of their own for each window; asking the same again
    replaces the answer. What the numbers mean and do not mean is in docs/method.md.
    """
    from .detection import Question
    from .running import compat_runs, detection_runs, write_findings
    from .traces import chosen

    if compat and traces != ("repost",):
        raise UsageError("--compat compares reposts only", "Leave --trace out.")
    questions = [Question(chosen(traces), w, fdr, min_shared, null) for w in windows or (None,)]
    with (
        _sweeper(engine, master) as sweeper,
        stages(app.console) as stage,
        app.open_graph(write=True, bulk=True) as store,
    ):
        store.prepare()
        if compat:
            spans = windows or (COMPAT_WINDOWS[compat],)
            runs = compat_runs(store, compat, spans, min_shared, stage)
        else:
            runs = detection_runs(store, questions, sweeper, stage)
        for findings in runs:
            stage(f"Writing what was found: {findings.method}")
            run = write_findings(store, findings)
            for line in _told(run, findings):
                app.console.print(line, soft_wrap=True)
            if as_json:
                for line in _as_json(run, findings):
                    say_data(line)
        stage("Saving the case")


@contextmanager
def _sweeper(engine: str, master: str) -> Iterator[Sweeper]:
    if engine == "local":
        from .sweep import sweep

        yield sweep
        return
    from .spark_sweep import SparkSweep, spark_session

    with spark_session(master) as session:
        yield SparkSweep(session)


def _told(run: str, findings: Findings) -> Iterator[str]:
    """Yield lines for people."""
    yield run
    if left_out := findings.summary.get("left_out"):
        yield f"  There is {left_out}."
    for name, counts in findings.summary.get("traces", {}).items():
        yield (
            f"  {name}: {counted(counts['acts'], 'act')} of "
            f"{counted(counts['accounts'], 'account')} on "
            f"{_objects(counts['objects'], TRACES[name].english.objects)}. "
            f"{counted(counts['candidates'], 'pair')} of accounts came "
            f"within {findings.parameters['windows'][name]} s on "
            f"{findings.parameters['min_shared']} objects or more, "
            f"{_or_none(counts['ties'])} of them more often than chance allows (false discovery "
            f"rate {findings.parameters['fdr']:g})."
        )
        if counts["left_out"]:
            yield f"    {counted(counts['left_out'], 'act')} left out: times damaged or too coarse."
        yield from _undated_lines(counts)
    yield from _weak_lines(findings.summary)
    for node_type, rows in findings.nodes.items():
        for row in rows[:SHOWN]:
            yield from _LINES[node_type.label](row)
        if len(rows) > SHOWN:
            yield f"  … and {len(rows) - SHOWN:,} more."
    yield from _none(findings)
    if findings.method == "amplification":
        pairs = counted(findings.summary["pairs"], "pair")
        yield f"  {pairs} in which one account reposts the other."
    if findings.method.startswith("compat"):
        edges = counted(findings.summary["edges"], "edge")
        yield f"  {edges}; what they are worth is in docs/method.md."


def _objects(count: int, plural: str) -> str:
    """Return a number of objects; of two kinds at once there is no singular."""
    return counted(count, plural if " and " in plural else plural.removesuffix("s"), plural)


def _undated_lines(counts: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is not found because nothing says when posts were made, and what to do."""
    undated = counts["undated"]
    if not undated:
        return
    yield (
        f"    For {sum(undated.values()):,} of {counted(counts['objects'], 'post')} it is unknown "
        "when they were made, and the first act on each stands for that: a pack that always comes "
        "first cannot be told from an audience, and is not found."
    )
    if unnamed := sorted(UNNAMED.intersection(undated)):
        yield (
            f"    The platform of these posts was not named when they were loaded (their ids begin "
            f"with {' and '.join(f'{name}/' for name in unnamed)}). If it is X, whose ids hold the "
            "times, load the export into a new case with --map and a map that says «platform: x»."
        )


def _weak_lines(summary: Mapping[str, Any]) -> Iterator[str]:
    """Yield what became of reposts that name no original."""
    if weak := summary.get("weak_reposts"):
        yield (
            f"    {weak:,} of the reposts name no original: they were compared by the reposted "
            "account and the words, whose beginning is unknown. Whoever is always among the first "
            "cannot be told from that account's fans."
        )
    if left_out := summary.get("weak_reposts_left_out"):
        yield (
            f"    {counted(left_out, 'repost')} that {'names' if left_out == 1 else 'name'} no "
            f"original {'was' if left_out == 1 else 'were'} left out: --trace repost compares "
            "those of which the reposted account and enough words are known."
        )


def _or_none(number: int) -> str:
    return f"{number:,}" if number else "none"


def _none(findings: Findings) -> Iterator[str]:
    """Yield a line where nothing is there, which would read as not looked for."""
    if any(findings.nodes.values()):
        return
    if findings.method == "coordination":
        yield "  No pack and no salvo."
    if findings.method == "bursts":
        hashtags = findings.summary["hashtags"]
        yield (
            f"  No burst in the use of {counted(hashtags, 'hashtag')}."
            if hashtags
            else "  The case holds no hashtags."
        )


def _pack_lines(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is known of a pack, or of what is called by what explains it."""
    yield (
        f"  {row['kind']} {row['rank']}: {row['size']} accounts, tightness {row['tightness']:.2f}, "
        f"{row['density']:.0%} of pairs tied, median gap {row['median_gap_s']:.0f} s, "
        f"{row['shared']:,} shared objects"
    )
    yield f"    {row['explanation']}"


def _salvo_lines(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is known of a salvo: less than of a pack, and so in other words."""
    days = "" if row["days"] == 1 else f" on {row['days']} days"
    yield (
        f"  {row['kind']} {row['rank']}: {row['size']} accounts came together on "
        f"{row['shared']:,} objects{days}, from {row['start_at']} to {row['end_at']}, median gap "
        f"{row['median_gap_s']:.0f} s"
    )
    yield f"    {row['explanation']}"


def _burst_lines(row: Mapping[str, Any]) -> Iterator[str]:
    # The tag is somebody's own text: it must not move the terminal's cursor.
    tag = "".join(letter if letter.isprintable() else "\ufffd" for letter in row["hashtag"])
    yield (
        f"  #{tag}: {counted(row['posts'], 'post')} of {counted(row['accounts'], 'account')} from "
        f"{row['start_at']} to {row['end_at']}, {row['expected']:.1f} expected"
    )


_LINES = {"Pack": _pack_lines, "Salvo": _salvo_lines, "Burst": _burst_lines}
"""How findings are told, by the label of their nodes."""


def _as_json(run: str, findings: Findings) -> Iterator[str]:
    """Yield one line for the run and one a finding."""
    head = {"run": run, "parameters": findings.parameters, "summary": findings.summary}
    yield json.dumps({"finding": "Run", **head}, ensure_ascii=False)
    for node_type, rows in findings.nodes.items():
        for row in rows:
            yield json.dumps({"finding": node_type.label, "run": run, **row}, ensure_ascii=False)
    for kind, rows in findings.relationships.items():
        for row in _rows(rows):
            yield json.dumps({"finding": kind.kind, "run": run, **row}, ensure_ascii=False)


def _rows(findings: Sequence[dict[str, Any]] | pa.Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table too, some at a time."""
    from ..graph.tables import rows_of

    if isinstance(findings, Sequence):
        yield from findings
        return
    for begin in range(0, len(findings), ROWS_AT_ONCE):
        yield from rows_of(findings.slice(begin, ROWS_AT_ONCE))
