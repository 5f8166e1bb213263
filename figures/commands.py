"""``meute figures``: load, list, check, remove, sample, evaluate."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..cli.app import App, pass_app
from ..cli.groups import CommandGroup
from ..errors import UsageError
from ..queries.commands import output_options, wide_option
from ..terminal import counted, say, say_data, terminal_safe
from .check_command import check
from .talk import tell, warn

if TYPE_CHECKING:
    from .marking import Report
    from .ordering import Order

_FILES = click.Path(path_type=Path, dir_okay=False)
_STANCES = ("attack", "support", "unclear", "concern")


@click.group(cls=CommandGroup)
def figures() -> None:
    """Targeted figures and their attack rules: who attacks whom, with evidence."""


@figures.command()
@click.argument("files", nargs=-1, required=True, type=_FILES, metavar="FILE.yml…")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@pass_app
def load(app: App, files: tuple[Path, ...], as_json: bool) -> None:
    """Write figures into the graph, and mark every post that attacks or supports them.

    Figures of earlier loads keep their marks; those in these files get new ones in their place,
    and what changed is said.

    Example: meute figures load figures.yml overrides.yml
    """
    from .declarations import read_figures
    from .marking import load_figures
    from .ownership import unseen_accounts
    from .wordless import why_nothing

    declarations = read_figures(files)
    if not declarations.figures:
        raise UsageError("The files declare no figure", "Name the file with the figures too.")
    with app.open_graph(write=True, bulk=True) as store, _progress(app) as advance:
        report = load_figures(store, declarations, advance)
        unseen = unseen_accounts(store, declarations.figures)
        nothing = None if report.posts else why_nothing(store)
    if as_json:
        say_data(json.dumps({"run": report.run} | report.summary, ensure_ascii=False, indent=2))
    else:
        _show(app, report)
    warn(app, report)
    if nothing:
        tell(app, ". ".join(nothing))
        return
    for figure, account in unseen:
        tell(
            app,
            f"{figure}: no post is by {account} or mentions that account; check its handle "
            "and platform.",
        )
        if account.startswith("mastodon/@") and account.count("@") == 1:
            tell(app, "A handle of Mastodon needs its server: ana@mastodon.example.")


@figures.command()
@click.argument("name", required=False)
@click.option("-o", "--output", type=_FILES, help="Write to this file.")
@pass_app
def suggest(app: App, name: str | None, output: Path | None) -> None:
    """Propose a figures file from the case: whom posts mention, and hashtags about them.

    With NAME, only accounts and hashtags that are like it, in every spelling. All of it is a draft
    in comments, with counts: nothing is decided.

    Example: meute figures suggest "Camille Vernon" -o figures.yml
    """
    from ..files import replacing
    from .suggestion import draft

    with app.open_graph() as store:
        text = draft(store, name)
    if output is None:
        say_data(text.rstrip("\n"))
        return
    if output.exists() and output.is_file():
        raise UsageError(f"{output} is there already", "Name a new file after -o.")
    with replacing(output) as temporary:
        temporary.write_text(text, encoding="utf-8", errors="replace")
    tell(app, f"{output}: a draft; read it, then `meute figures check {output}`.")


figures.add_command(check)


@figures.command("list")
@output_options
@wide_option
@pass_app
def list_figures(app: App, form: str, output: Path | None, wide: bool) -> None:
    """List the figures in the graph, with what was found about each."""
    from ..graph.store import Result
    from ..queries.output import write
    from ..queries.runner import run_query

    columns = (
        "target", "display_name", "accounts", "own_attacks", "reposted_attacks", "attackers",
        "supports", "unclear", "concerns", "first_at", "last_at",
    )  # fmt: skip
    with app.open_graph() as store:
        rows = run_query(store, "target-dossier", {"limit": 100_000}).dicts()
    write(
        Result(columns, [tuple(row[name] for name in columns) for row in rows]),
        form, output, sys.stdout, wide=wide,
    )  # fmt: skip
    tell(app, counted(len(rows), "figure"))


@figures.command()
@click.argument("names", nargs=-1, required=True, metavar="ID…")
@pass_app
def remove(app: App, names: tuple[str, ...]) -> None:
    """Remove figures and their marks from the graph; posts and accounts stay."""
    from .marking import remove_figures

    with app.open_graph(write=True, bulk=True) as store:
        remove_figures(store, list(dict.fromkeys(names)))
    tell(app, f"{counted(len(set(names)), 'figure')} removed")


@figures.command()
@click.option("-o", "--output", required=True, type=_FILES, help="The CSV to correct.")
@click.option("-n", "--size", type=click.IntRange(min=1), default=200, show_default=True,
              help="Approximate number of decisions.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same sample.")
@click.option("--order", type=_FILES, metavar="OVERRIDES.yml",
              help="Read the unclear in the order that its judgements teach.")  # fmt: skip
@pass_app
def sample(app: App, output: Path, size: int, seed: int, order: Path | None) -> None:
    """Write a balanced sample of decisions as CSV, for people to correct.

    Fill in the column `correct` (attack, support, concern or none), and `why` where the rules
    are wrong. The unclear come first; with --order, a file that `meute figures evaluate --keep`
    wrote, those that are most likely attacks before the others. That decides nothing.
    """
    from .declarations import read_figures
    from .ordering import order_unclear
    from .sample import draw_sample, refuse_judged, write_sample

    refuse_judged(output)
    with app.open_graph() as store:
        rows = draw_sample(store, size, seed)
        if order is not None:
            rows, learned = order_unclear(store, rows, read_figures([order]).judgements)
            tell(app, _said_of(learned))
    write_sample(rows, output)
    tell(app, f"{counted(len(rows), 'decision')} to judge in {output}")


@figures.command()
@click.argument("file", type=_FILES)
@click.option("--keep", type=_FILES, metavar="OVERRIDES.yml", help="Keep corrections there.")
@click.option("--by", help="Who corrected, for rows that do not say.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@pass_app
def evaluate(app: App, file: Path, keep: Path | None, by: str | None, as_json: bool) -> None:
    """Measure the rules against a corrected sample, and keep the corrections.

    Give the file of overrides to `meute figures load` together with the figures.
    """
    from .sample import confusion, keep_judgements, measures, read_sample

    rows = read_sample(file)
    if not rows:
        raise UsageError(
            f"No row of {file} is judged", "Fill in its column `correct`, and save it as CSV."
        )
    if keep is not None and by is None and any(not row.by for row in rows):
        raise UsageError("Nobody is named for the corrections", "Say who after --by.")
    quality = measures(rows)
    counts = confusion(rows)
    if as_json:
        content = {
            "judged": len(rows),
            "measures": [
                {"name": m.name, "judged": m.judged, "precision": m.precision, "recall": m.recall}
                for m in quality
            ],
            "confusion": [
                {"decision": a, "correct": b, "rows": n} for (a, b), n in sorted(counts.items())
            ],
        }
        say_data(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        _print(
            ("stance or rule", "judged", "precision", "recall"),
            [(m.name, str(m.judged), _share(m.precision), _share(m.recall)) for m in quality],
        )
        say("")
        _print(
            ("decision", "correct", "rows"),
            [(a, b, str(n)) for (a, b), n in sorted(counts.items())],
        )
    if keep is not None:
        added = keep_judgements(rows, keep, by or "", _today())
        tell(app, f"{added} corrections new or changed in {keep}")


def _said_of(order: Order) -> str:
    """Say how far the order of the unclear can be trusted."""
    judged = f"{counted(order.attacks, 'judged attack')} and {counted(order.others, 'other')}"
    if order.area is None:
        return f"The unclear are in no order: {judged} are too few to learn one from"
    tells = (
        f"learned from {judged}, each told from the others by its words with an area under the ROC "
        f"curve of {order.area:.2f} (0.5 by chance, up to {0.5 + (order.margin or 0):.2f})"
    )
    if order.holds:
        return f"The unclear that are most likely attacks come first, {tells}"
    return f"The unclear are in no order: what was {tells} is no better than chance"


def _today() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d")


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


@contextmanager
def _progress(app: App) -> Iterator[Any]:
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,} posts judged"))
    with Progress(
        *columns, console=app.console, transient=True, disable=not app.console.is_terminal
    ) as bar:
        task = bar.add_task("posts")
        yield lambda count: bar.advance(task, count)


def _show(app: App, report: Report) -> None:
    lines = []
    for figure, changes in sorted(report.changes.items()):
        counts = report.counts.get(figure, Counter())
        numbers = [
            f"{counts[key]:,}"
            for stance in _STANCES
            for key in ((stance, f"{stance}_inherited") if stance in _STANCES[:2] else (stance,))
        ]
        lines.append((figure, *numbers, f"{changes.total:,}"))
    _print(
        ("figure", "attacks", "reposted", "supports", "reposted", "unclear", "concerns", "changed"),
        lines,
    )
    for figure, changes in sorted(report.changes.items()):
        for (before, after), count in sorted(changes.counts.items()):
            if before != "none":
                some = ", ".join(changes.examples[before, after])
                tell(app, f"{figure}: {count:,} from {before} to {after}, such as {some}")
    tell(app, f"{counted(report.posts, 'post')} read; run {report.run}")


def _print(heading: tuple[str, ...], lines: list[tuple[str, ...]]) -> None:
    """Print aligned columns, numbers to the right."""
    lines = [heading, *(tuple(map(terminal_safe, line)) for line in lines)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        first, *rest = (
            cell.ljust(width) if number == 0 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        say("  ".join((first, *rest)).rstrip())
