"""``meute export``."""

from __future__ import annotations

from pathlib import Path

import click

from ..cli.app import App, pass_app
from ..errors import UsageError
from .registry import targets


class TargetHelp(click.Command):
    """A command whose help lists the targets that are there."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List each target with what it writes and for whom."""
        with formatter.section("Targets"):
            formatter.write_dl(
                [(name, f"{target.writes}; for {target.readers}") for name, target in _TARGETS]
            )


_TARGETS = tuple(targets().items())
_OF_ONE_RUN = [name for name, target in _TARGETS if target.one_run]


@click.command(cls=TargetHelp)
@click.argument("form", metavar="FORMAT", type=click.Choice(tuple(targets())))
@click.option(
    "--run", help=f"Ties of this run, for {', '.join(_OF_ONE_RUN)}.  [default: the latest]"
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="Write the file, or the new folder, here.",
)
@pass_app
def export(app: App, form: str, run: str | None, output: Path) -> None:
    """Export the graph for other tools, as one of the targets below.

    A target that is one file holds the accounts and their ties; one that is a new folder holds
    every node and relationship of the graph.

    Example: meute export gexf -o ties.gexf
    """
    target = targets()[form]
    if run is not None and not target.one_run:
        raise UsageError(f"{form} holds the whole graph, every run", "Leave --run out.")
    with app.open_graph() as store:
        written = target.write(store, output, run)
    app.console.print(f"{output}: {written}", soft_wrap=True)
