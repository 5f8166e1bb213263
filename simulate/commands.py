"""``meute simulate``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from ..cli.app import App, pass_app
from ..errors import UsageError
from ..terminal import counted
from .campaign import KNOBS, Campaign

if TYPE_CHECKING:
    from .timeline import Timeline

OUT = click.Path(path_type=Path, allow_dash=True)


def _number(
    name: str, words: str, *, default: float | None = None, default_words: str = ""
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option of a knob, whose help gives its range."""
    knob = KNOBS[name]
    return click.option(
        knob.option,
        name,
        type=float if isinstance(default, float) else int,
        default=default,
        show_default=default_words or default is not None,
        help=f"{words}; {knob.within}.",
    )


@click.command()
@click.option("-o", "--output", type=OUT, required=True, help="The export; - for stdout.")
@_number("posts", "Exact number of posts", default=20_000)
@_number("seed", "Same seed, same bytes", default=1)
@_number("accounts", "Total number of accounts", default_words="by the posts")
@_number("pack_size", "Accounts in the pack; 0 plants none", default=40)
@_number("pack_intensity", "How busy the pack is", default=1.0)
@_number("pack_turnout", "Share of the pack that answers a call", default=0.5)
@_number("homophily", "Share of reposts within an interest group", default=0.85)
@_number("speeds_sigma", "Spread of how fast accounts react", default=0.8)
@_number("waves", "Broadcast waves", default_words="by the posts")
@_number("english", "Share of accounts that write English", default=0.15)
@click.option("--wording", type=click.Choice(["open", "reserved"]), default="open",
              show_default=True, help="Reserved sentences are for evaluation only.")  # fmt: skip
@click.option("--burst/--no-burst", default=True, help="The two-hour burst.")
@click.option("--episodes/--no-episodes", default=True, help="The smaller attacks weeks apart.")
@click.option("--counter/--no-counter", "counter_campaign", default=True,
              help="The supporters' answer.")  # fmt: skip
@click.option("--rhythm/--no-rhythm", default=True, help="Day and night.")
@click.option("--truth", "truth_path", type=click.Path(path_type=Path),
              help="Write what really happened (JSON).")  # fmt: skip
@click.option("--figures", "figures_path", type=click.Path(path_type=Path),
              help="Write a figures file for it (YAML).")  # fmt: skip
@pass_app
def simulate(
    app: App,
    /,
    output: Path,
    truth_path: Path | None,
    figures_path: Path | None,
    **knobs: Any,
) -> None:
    """Make a planted campaign as an export of X API v2 posts (JSON lines).

    Every account, name and text in it is made up. What is planted, and what is not, is described
    in docs/simulate.md.
    """
    campaign = Campaign(**knobs)
    paths = [path.resolve() for path in (output, truth_path, figures_path) if path is not None]
    if len(set(paths)) < len(paths):
        raise UsageError("Two of the files are the same", "Give each its own path.")
    target = sys.stdout.buffer if str(output) == "-" else output
    timeline = _write(app, campaign, target, truth_path, figures_path)
    _tell(app, timeline)


def _write(
    app: App, campaign: Campaign, output: Path | BinaryIO, truth: Path | None, figures: Path | None
) -> Timeline:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TimeRemainingColumn,
    )

    from .writing import write_campaign

    columns = ("posts", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    quiet = not app.console.is_terminal
    with Progress(*columns, console=app.console, transient=True, disable=quiet) as bar:
        task = bar.add_task("posts", total=campaign.posts)
        return write_campaign(
            campaign, output, truth, figures, lambda count: bar.advance(task, count)
        )


def _tell(app: App, timeline: Timeline) -> None:
    from rich.table import Table

    from .composition import composition

    campaign, people = timeline.campaign, timeline.population
    planted = f"a pack of {len(people.pack)}" if len(people.pack) else "no pack"
    app.console.print(
        f"{counted(campaign.posts, 'post')} of {counted(len(people), 'account')} with {planted}, "
        f"seed {campaign.seed}"
    )
    table = Table("part", box=None)
    for heading in ("posts", "of them reposts", "accounts"):
        table.add_column(heading, justify="right")
    for part, *counts in composition(timeline):
        table.add_row(part, *(f"{count:,}" for count in counts))
    app.console.print(table)
