"""``meute copy``: a whole case from one graph into another, whatever engines hold them."""

from __future__ import annotations

import click

from ..cli.app import App, pass_app
from ..errors import UsageError
from ..graph import Store
from ..graph.digests import rows_by_page
from ..graph.schema import NODES, RELATIONSHIPS
from ..graph.tables import write_rows


def copy_graph(source: Store, target: Store) -> tuple[int, int]:
    """Copy every node, then every relationship; returns how many of each.

    What the target already holds stays, and what both hold takes the source's values; a second
    copy changes nothing.
    """
    nodes = relationships = 0
    for node_type in NODES:
        for page in rows_by_page(source, node_type):
            write_rows(target, node_type, page)
            nodes += len(page)
    for tie in RELATIONSHIPS:
        for page in rows_by_page(source, tie):
            write_rows(target, tie, page)
            relationships += len(page)
    return nodes, relationships


@click.command()
@click.option("--to", "destination", required=True, metavar="URL", help="The other graph.")
@pass_app
def copy(app: App, destination: str) -> None:
    """Copy the whole case into another graph, a local file into a server or back.

    Example: meute --graph case.kgl copy --to bolt://localhost:7687
    """
    if destination == app.settings.graph:
        raise UsageError("A graph cannot be copied into itself", "Name another graph after --to.")
    with (
        app.open_graph() as source,
        app.open_graph(write=True, create=True, url=destination) as target,
    ):
        nodes, relationships = copy_graph(source, target)
        complete = source.counts()
        held = target.counts()
    app.console.print(f"{nodes:,} nodes and {relationships:,} relationships copied")
    for name, count in {**complete.nodes, **complete.relationships}.items():
        there = {**held.nodes, **held.relationships}.get(name, 0)
        if there != count:
            app.console.print(f"{destination} held more {name} before: {there:,} against {count:,}")
