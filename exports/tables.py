"""The graph for other tools: GEXF and GraphML of the tie graph, tables as CSV and Parquet."""

from __future__ import annotations

import math
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from ..errors import UsageError
from ..files import replacing
from ..graph.contents import node_pages, relationships_from
from ..graph.schema import NODES, RELATIONSHIPS
from ..graph.types import NodeType, PropertyType, RelationshipType
from ..spreadsheet import CsvWriter
from ..viz.asked import Wanted
from ..viz.gathering import gather
from ..viz.marks import TIES
from ..viz.model import Actor, Row
from ..viz.network import build_network

if TYPE_CHECKING:
    from ..graph import Store

Table = NodeType | RelationshipType

EVERYTHING = 10_000_000
"""Accounts in an exported tie graph: no picture's limit holds there."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tie_graph(store: Store, run: str | None = None) -> nx.MultiGraph:
    """Return the accounts and ties of a run as a networkx graph, with place and colour.

    Nodes carry what is known of the account and its pack; edges trace, shared, weight, window, gap,
    q and run. Accounts are undirected neighbours; who attacks or reposts whom is left out.
    """
    picture = gather(store, Wanted(run=run, max_nodes=EVERYTHING, max_edges=EVERYTHING))
    network, _ = build_network(picture)
    ties = [edge for edge in picture.edges if edge.trace in TIES]
    tied = {end for edge in ties for end in (edge.source, edge.target)}
    graph: nx.MultiGraph = nx.MultiGraph()
    for actor, drawn in zip(picture.actors, network.nodes, strict=True):
        if not actor.figure and (actor.id in tied or actor.pack is not None):
            graph.add_node(_xml(actor.id), **_account(actor), viz=_look(drawn))
    for edge in ties:
        graph.add_edge(
            _xml(edge.source),
            _xml(edge.target),
            **_known(
                trace=edge.trace,
                shared=edge.weight,
                weight=float(edge.weight),
                window_s=edge.window_s,
                median_gap_s=edge.median_gap_s,
                q=edge.q,
                run=edge.run,
            ),
        )
    return graph


def _account(actor: Actor) -> Row:
    return _known(
        label=actor.shown,
        handle=actor.handle,
        display_name=actor.display_name,
        created_at=actor.created_at,
        followers=actor.followers,
        pack=actor.pack,
        inside_share=actor.inside_share,
        bridge=actor.bridge,
    )


def _known(**values: Any) -> Row:
    """Return what is known, as XML can hold it: no nulls, no controls, no infinities."""
    return {
        name: _xml(value) if isinstance(value, str) else value
        for name, value in values.items()
        if value is not None and not (isinstance(value, float) and not math.isfinite(value))
    }


def _xml(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _look(drawn: Mapping[str, Any]) -> Row:
    colour = drawn["color"]["background"]
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return {
        "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        "size": drawn["size"],
        "position": {"x": drawn["x"], "y": -drawn["y"], "z": 0.0},
    }


def write_gexf(graph: nx.MultiGraph, path: Path) -> None:
    """Write the tie graph for Gephi, with places, colours and sizes."""
    with replacing(path) as temporary:
        nx.write_gexf(graph, temporary, encoding="utf-8")


def write_graphml(graph: nx.MultiGraph, path: Path) -> None:
    """Write the tie graph as GraphML, for Gephi, yEd, R and others."""
    plain = graph.copy()
    for _, values in plain.nodes(data=True):
        values.pop("viz", None)
    with replacing(path) as temporary:
        nx.write_graphml(plain, temporary, encoding="utf-8")


def tables(store: Store) -> Iterator[tuple[Table, Iterator[list[Row]]]]:
    """Yield each type that has members, with its rows a page at a time, in a fixed order."""
    counts = store.counts()
    for node in NODES:
        if counts.nodes.get(node.label):
            yield node, node_pages(store, node)
    for relationship in RELATIONSHIPS:
        if counts.relationships.get(relationship.kind):
            yield relationship, _relationship_pages(store, relationship)


def _relationship_pages(store: Store, relationship: RelationshipType) -> Iterator[list[Row]]:
    for page in node_pages(store, relationship.source):
        rows = relationships_from(store, relationship, [row["id"] for row in page])
        if rows:
            yield sorted(rows, key=lambda row: (row["source"], row["target"], str(row.get("run"))))


def table_name(table: Table) -> str:
    """Return the stem of a table's file: ``nodes-Account``, ``relationships-POSTED``."""
    return f"nodes-{table.label}" if isinstance(table, NodeType) else f"relationships-{table.kind}"


def write_csv_tables(store: Store, folder: Path) -> int:
    """Write one CSV file a type into a new folder; returns how many.

    An apostrophe goes in front of what a spreadsheet would take for a formula; lists are JSON.
    The Parquet and neo4j-admin forms hold every text as it is.
    """
    written = 0
    with new_folder(folder) as temporary:
        for table, pages in tables(store):
            path = temporary / f"{table_name(table)}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = CsvWriter(file)
                writer.write_row(table.columns)
                for page in pages:
                    for row in page:
                        writer.write_row(map(row.get, table.columns))
            written += 1
    return written


def write_parquet_tables(store: Store, folder: Path) -> int:
    """Write one Parquet file a type into a new folder, typed by the schema; returns how many."""
    import pyarrow as pa  # noqa: PLC0415 - only Parquet needs it
    import pyarrow.parquet as pq  # noqa: PLC0415 - likewise

    kinds = {
        PropertyType.STRING: pa.string(),
        PropertyType.INTEGER: pa.int64(),
        PropertyType.FLOAT: pa.float64(),
        PropertyType.BOOLEAN: pa.bool_(),
        PropertyType.STRINGS: pa.list_(pa.string()),
    }
    written = 0
    with new_folder(folder) as temporary:
        for table, pages in tables(store):
            schema = pa.schema(
                (
                    name,
                    kinds[table.properties[name].kind] if name in table.properties else pa.string(),
                )
                for name in table.columns
            )
            with ExitStack() as stack:
                writer = stack.enter_context(
                    pq.ParquetWriter(temporary / f"{table_name(table)}.parquet", schema)
                )
                for page in pages:
                    writer.write_table(pa.Table.from_pylist(page, schema=schema))
            written += 1
    return written


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Yield a temporary folder that becomes ``path`` when the block succeeds.

    Raises:
        UsageError: ``path`` is a file or a folder that is not empty, or cannot be made.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise UsageError(f"{path} is there already", "Name a new folder after -o.")
    try:
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise UsageError(
            f"Nothing can be written to {path.parent}: {error.strerror}",
            "Create the folder, or choose another path after -o.",
        ) from error
    try:
        yield temporary
        temporary.chmod(0o755)
        if path.exists():
            path.rmdir()
        temporary.rename(path)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
