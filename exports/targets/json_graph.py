"""JSON graph: nodes and links, as D3 and ``networkx.node_link_graph`` read them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from ...graph.moments import iso, iso_or_none
from ..network_file import NetworkCounter, NetworkFile


class JsonGraph(NetworkFile):
    """Accounts, figures and edges as one JSON object; unknown values are left out."""

    name = "json-graph"
    writes = "one file: nodes and links, with dates and acts by hour"
    readers = "D3, Sigma, NetworkX"

    def write_network(self, network: NetworkCounter, path: Path) -> None:
        """Write the file."""
        with path.open("w", encoding="utf-8", errors="replace") as file:
            file.write('{"directed": true, "multigraph": true, "graph": {}, "nodes": [')
            _write_list(file, (
                {"id": node.id, "label": node.label, "start": iso_or_none(node.start),
                 "end": iso_or_none(node.end), **node.values}
                for node in network.nodes()
            ))  # fmt: skip
            file.write('], "links": [')
            _write_list(file, (
                {"source": edge.source, "target": edge.target, "key": number, "kind": edge.kind,
                 "directed": edge.directed, "weight": edge.weight, "start": iso_or_none(edge.start),
                 "end": iso_or_none(edge.end), **edge.values,
                 "by_hour": {iso(hour): count for hour, count in edge.hours.items()} or None}
                for number, edge in enumerate(network.edges())
            ))  # fmt: skip
            file.write("]}\n")


def _write_list(file: IO[str], rows: Iterable[dict[str, Any]]) -> None:
    for number, row in enumerate(rows):
        values = {name: value for name, value in row.items() if value is not None}
        file.write("\n" if number == 0 else ",\n")
        json.dump(values, file, ensure_ascii=False, allow_nan=False)
