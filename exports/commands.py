"""``meute export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..cli.app import App, pass_app
from ..errors import UsageError

if TYPE_CHECKING:
    from ..graph import Store

FORMATS = ("gexf", "graphml", "csv", "parquet", "neo4j-admin")


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option("--run", help="Ties of this run, for gexf and graphml.  [default: the latest]")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="Write the file, or the new folder, here.",
)
@pass_app
def export(app: App, form: str, run: str | None, output: Path) -> None:
    """Export for other tools, as FORMAT: gexf, graphml, csv, parquet or neo4j-admin.

    gexf and graphml are one file with the accounts and their ties. csv, parquet and neo4j-admin are
    a new folder with every node and relationship of the graph.

    Example: meute export gexf -o ties.gexf
    """
    if run is not None and form not in ("gexf", "graphml"):
        raise UsageError(f"{form} holds the whole graph, every run", "Leave --run out.")
    with app.open_graph() as store:
        done = _export(store, form, run, output)
    app.console.print(f"{output}: {done}", soft_wrap=True)


def _export(store: Store, form: str, run: str | None, output: Path) -> str:
    from . import admin_files, tables  # noqa: PLC0415 - the drawing libraries take a second

    if form in ("gexf", "graphml"):
        graph = tables.tie_graph(store, run)
        if not graph:
            raise UsageError(
                "The graph holds no ties and no packs to export", "Run `meute detect` first."
            )
        (tables.write_gexf if form == "gexf" else tables.write_graphml)(graph, output)
        return f"{len(graph):,} accounts, {graph.number_of_edges():,} ties"
    if form == "neo4j-admin":
        types = admin_files.write_admin_files(store, output)
        return (
            f"{types} types. On the server, in this folder: "
            f"neo4j-admin database import full neo4j @{admin_files.ARGUMENTS}"
        )
    write = tables.write_csv_tables if form == "csv" else tables.write_parquet_tables
    return f"{write(store, output)} tables"
