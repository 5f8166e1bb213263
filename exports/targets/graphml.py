"""GraphML: the accounts and ties of a run, for Gephi, yEd, R and NetworkX."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...files import replacing
from ..registry import Target

if TYPE_CHECKING:
    from ...graph import Store


class GraphMl(Target):
    """Accounts, ties and packs as one GraphML file, which knows no places and colours."""

    name = "graphml"
    writes = "one file: accounts, ties, packs"
    readers = "Gephi, yEd, R, NetworkX"
    one_run = True

    def write(self, store: Store, path: Path, run: str | None) -> str:
        """Write the file; returns how many accounts and ties it holds."""
        import networkx as nx  # noqa: PLC0415 - 0.2 s that `--help` need not pay

        from ..ties import tie_graph  # noqa: PLC0415 - the drawing libraries take a second

        graph = tie_graph(store, run)
        for _, values in graph.nodes(data=True):
            values.pop("viz", None)
        with replacing(path) as temporary:
            nx.write_graphml(graph, temporary, encoding="utf-8")
        return f"{len(graph):,} accounts, {graph.number_of_edges():,} ties"
