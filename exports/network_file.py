"""What the targets that hold the network in one file share."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..files import replacing
from ..graph.types import PropertyType
from ..terminal import counted
from .registry import Target

if TYPE_CHECKING:
    from ..graph import Store
    from .network import CaseNetwork, NetworkEdge, NetworkNode

XML_TYPES = {
    PropertyType.STRING: "string",
    PropertyType.INTEGER: "long",
    PropertyType.FLOAT: "double",
    PropertyType.BOOLEAN: "boolean",
    PropertyType.STRINGS: "string",
}
"""Types of GEXF and GraphML, which have the same names for these."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NetworkFile(Target):
    """A target that is one file with accounts, figures and their edges.

    Nodes and edges are written as they are read: memory holds the ties and a page of accounts.
    """

    one_run = True

    def write(self, store: Store, path: Path, run: str | None) -> str:
        """Write the file; returns how many nodes and edges of each kind it holds."""
        from .network import CaseNetwork

        network = CaseNetwork(store, run)
        counted = NetworkCounter(network)
        with replacing(path) as temporary:
            self.write_network(counted, temporary)
        return str(counted)

    @abstractmethod
    def write_network(self, network: NetworkCounter, path: Path) -> None:
        """Write all nodes, then all edges."""


class NetworkCounter:
    """A network that counts what is read of it."""

    def __init__(self, network: CaseNetwork) -> None:
        self.network = network
        self._nodes: Counter[str] = Counter()
        self._edges: Counter[str] = Counter()

    def nodes(self) -> Iterator[NetworkNode]:
        """Yield every node."""
        for node in self.network.nodes():
            self._nodes[node.values["kind"]] += 1
            yield node

    def edges(self) -> Iterator[NetworkEdge]:
        """Yield every edge."""
        for edge in self.network.edges():
            self._edges[edge.kind] += 1
            yield edge

    def __str__(self) -> str:
        """How many accounts, figures and edges of each kind were read."""
        kinds = "; ".join(f"{kind} {count:,}" for kind, count in sorted(self._edges.items()))
        return (
            f"{counted(self._nodes['account'], 'account')}, "
            f"{counted(self._nodes['figure'], 'figure')}, {counted(self._edges.total(), 'edge')}"
            + (f" ({kinds})" if kinds else "")
        )


def xml_text(value: Any) -> str:
    """Return a value as XML can hold it; what it cannot hold becomes U+FFFD."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _NOT_IN_XML.sub("\ufffd", str(value))


def attributes(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the attributes of an element, without those that are unknown."""
    return {name: xml_text(value) for name, value in values.items() if value is not None}
