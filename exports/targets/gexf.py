"""GEXF: the accounts and ties of a run for Gephi, with places, colours and sizes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...files import replacing
from ..registry import Target

if TYPE_CHECKING:
    from ...graph import Store


class Gexf(Target):
    """Accounts, ties and packs as one GEXF file."""

    name = "gexf"
    writes = "one file: accounts, ties, packs, with place, colour and size"
    readers = "Gephi"
    one_run = True

    def write(self, store: Store, path: Path, run: str | None) -> str:
        """Write the file; returns how many accounts and ties it holds."""
        import networkx as nx  # noqa: PLC0415 - 0.2 s that `--help` need not pay

        from ..ties import tie_graph  # noqa: PLC0415 - the drawing libraries take a second

        graph = tie_graph(store, run)
        with replacing(path) as temporary:
            nx.write_gexf(graph, temporary, encoding="utf-8")
        return f"{len(graph):,} accounts, {graph.number_of_edges():,} ties"
