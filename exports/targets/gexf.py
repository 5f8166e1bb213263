"""GEXF 1.3: the network of the case in time, for Gephi, with places, colours and sizes.

Written as a stream. NetworkX writes GEXF too, but holds all of it in memory and gives edges no
``kind``, without which Gephi adds up all edges between two accounts into one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ...graph.moments import iso, iso_or_none
from ...graph.types import PropertyType
from ..network_file import XML_TYPES, NetworkCounter, NetworkFile, attributes, xml_text

if TYPE_CHECKING:
    from ..network import NetworkEdge, NetworkNode
    from ..styles import NetworkStyle, NodeStyle

GEXF, VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"
HOUR_S = 3600
BY_HOUR = "by_hour"
"""Dynamic attribute of an edge: its acts in each hour that has any."""


class Gexf(NetworkFile):
    """Accounts, figures and dated edges as one GEXF file, whose edges all read as directed.

    A tie has no direction and says so in its attribute ``directed``: NetworkX and igraph refuse a
    file that mixes both.
    """

    name = "gexf"
    writes = "one file: accounts, figures, dated edges of every kind, places, colours"
    readers = "Gephi, NetworkX"
    mixed: ClassVar[bool] = False
    """Whether a tie is written as an edge without a direction."""

    def write_network(self, network: NetworkCounter, path: Path) -> None:
        """Write the file."""
        from ..styles import NetworkStyle

        styles = NetworkStyle(network.network)
        with path.open("wb") as file, etree.xmlfile(file, encoding="utf-8") as xml:
            xml.write_declaration()
            graph = {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"}
            names = {None: GEXF, "viz": VIZ}
            with (
                xml.element(f"{{{GEXF}}}gexf", {"version": "1.3"}, nsmap=names),
                xml.element(f"{{{GEXF}}}graph", graph),
            ):
                _write_columns(xml)
                with _lines(xml, "nodes"):
                    for node in network.nodes():
                        xml.write(_node(node, styles), "\n")
                with _lines(xml, "edges"):
                    for number, edge in enumerate(network.edges()):
                        xml.write(_edge(edge, number, mixed=self.mixed), "\n")


class MixedGexf(Gexf):
    """The same file with ties that have no direction, as Gephi reads them and NetworkX does not."""

    name = "gexf-mixed"
    writes = "the same, and ties have no direction"
    readers = "Gephi alone"
    mixed = True


@contextmanager
def _lines(xml: Any, name: str) -> Iterator[None]:
    with xml.element(f"{{{GEXF}}}{name}"):
        xml.write("\n")
        yield
    xml.write("\n")


def _write_columns(xml: Any) -> None:
    from ..network import EDGE_COLUMNS, NODE_COLUMNS

    for owner, mode, columns in (
        ("node", "static", NODE_COLUMNS),
        ("edge", "static", EDGE_COLUMNS),
        ("edge", "dynamic", {BY_HOUR: PropertyType.INTEGER}),
    ):
        attributes = _element("attributes", {"class": owner, "mode": mode})
        for name, kind in columns.items():
            _child(attributes, "attribute", {"id": name, "title": name, "type": XML_TYPES[kind]})
        xml.write(attributes, "\n")


def _node(node: NetworkNode, styles: NetworkStyle) -> Any:
    element = _element(
        "node",
        {
            "id": node.id, "label": node.label,
            "start": iso_or_none(node.start), "end": iso_or_none(node.end),
        },
    )  # fmt: skip
    _write_values(element, node.values)
    _draw(element, styles.style(node.id, node.values.get("followers")))
    return element


def _draw(element: Any, style: NodeStyle) -> None:
    red, green, blue = style.rgb
    _child(element, "color", {"r": red, "g": green, "b": blue, "a": 1.0}, VIZ)
    _child(element, "position", {"x": style.x, "y": style.y, "z": 0.0}, VIZ)
    _child(element, "size", {"value": style.size}, VIZ)


def _edge(edge: NetworkEdge, number: int, *, mixed: bool) -> Any:
    element = _element(
        "edge",
        {
            "id": number, "source": edge.source, "target": edge.target, "kind": edge.kind,
            "type": "undirected" if mixed and not edge.directed else None,
            "label": edge.kind, "weight": float(edge.weight),
            "start": iso_or_none(edge.start), "end": iso_or_none(edge.end),
        },
    )  # fmt: skip
    values = _write_values(element, {"kind": edge.kind, "directed": edge.directed, **edge.values})
    for hour, count in edge.hours.items():
        span = {"start": iso(hour), "end": iso(hour + HOUR_S - 1)}
        _child(values, "attvalue", {"for": BY_HOUR, "value": count, **span})
    return element


def _write_values(element: Any, values: Mapping[str, Any]) -> Any:
    held = _child(element, "attvalues", {})
    for name, value in values.items():
        _child(held, "attvalue", {"for": name, "value": xml_text(value)})
    return held


def _element(name: str, values: Mapping[str, Any]) -> Any:
    # Without a namespace of its own it stands in that of the file, which is then said once.
    return etree.Element(name, attributes(values), nsmap={"viz": VIZ} if name == "node" else None)


def _child(parent: Any, name: str, values: Mapping[str, Any], space: str | None = None) -> Any:
    return etree.SubElement(parent, f"{{{space}}}{name}" if space else name, attributes(values))
