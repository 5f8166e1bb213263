"""GraphML: the network of the case for yEd, R, igraph and NetworkX, which know no time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from ...graph.moments import iso, iso_or_none
from ...graph.types import PropertyType
from ..network_file import XML_TYPES, NetworkCounter, NetworkFile, attributes, xml_text

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_SPAN = {"start": PropertyType.STRING, "end": PropertyType.STRING}
_NODE = {"label": PropertyType.STRING, **_SPAN}
_EDGE = {"weight": PropertyType.FLOAT, **_SPAN, "by_hour": PropertyType.STRING}
"""``by_hour`` is a JSON object: the hour's beginning, and acts in it."""


class GraphMl(NetworkFile):
    """Accounts, figures and edges as one GraphML file; dates are ISO 8601 text."""

    name = "graphml"
    writes = "one file: accounts, figures, dated edges of every kind"
    readers = "yEd, R, igraph, NetworkX"

    def write_network(self, network: NetworkCounter, path: Path) -> None:
        """Write the file."""
        from ..network import EDGE_COLUMNS, NODE_COLUMNS

        with path.open("wb") as file, etree.xmlfile(file, encoding="utf-8") as xml:
            xml.write_declaration()
            with xml.element(f"{{{GRAPHML}}}graphml", nsmap={None: GRAPHML}):
                _write_keys(xml, "node", {**_NODE, **NODE_COLUMNS})
                _write_keys(xml, "edge", {**_EDGE, **EDGE_COLUMNS})
                with xml.element(f"{{{GRAPHML}}}graph", {"edgedefault": "directed"}):
                    for node in network.nodes():
                        span = {"start": iso_or_none(node.start), "end": iso_or_none(node.end)}
                        values = {"label": node.label, **span, **node.values}
                        xml.write(_element("node", {"id": node.id}, values), "\n")
                    for number, edge in enumerate(network.edges()):
                        hours = {iso(hour): count for hour, count in edge.hours.items()}
                        values = {
                            "weight": float(edge.weight),
                            "start": iso_or_none(edge.start),
                            "end": iso_or_none(edge.end),
                            "by_hour": json.dumps(hours) if hours else None,
                            "kind": edge.kind,
                            "directed": edge.directed,
                            **edge.values,
                        }
                        ends = {"id": f"e{number}", "source": edge.source, "target": edge.target}
                        xml.write(_element("edge", ends, values), "\n")


def _write_keys(xml: Any, owner: str, columns: Mapping[str, PropertyType]) -> None:
    for name, kind in columns.items():
        key = {
            "id": f"{owner}-{name}", "for": owner, "attr.name": name, "attr.type": XML_TYPES[kind],
        }  # fmt: skip
        xml.write(etree.Element("key", key), "\n")


def _element(owner: str, identity: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
    # Without a namespace of its own it stands in that of the file, which is then said once.
    element = etree.Element(owner, attributes(identity))
    for name, value in values.items():
        if value is not None:
            data = etree.SubElement(element, "data", {"key": f"{owner}-{name}"})
            data.text = xml_text(value)
    return element
