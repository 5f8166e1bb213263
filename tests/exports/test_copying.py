"""A case copied into another graph is the same case."""

from __future__ import annotations

from pathlib import Path

from meute.exports.copying import copy_graph
from meute.graph import Store, open_store
from meute.graph.contents import node_pages, relationships_from
from meute.graph.schema import NODES, RELATIONSHIPS

from ..queries.planted import plant


def everything(store: Store) -> dict[str, list[str]]:
    held = {}
    for node_type in NODES:
        rows = [row for page in node_pages(store, node_type) for row in page]
        held[node_type.label] = sorted(repr(sorted(row.items())) for row in rows)
        for tie in RELATIONSHIPS:
            if tie.source is node_type:
                found = relationships_from(store, tie, [row["id"] for row in rows])
                held[tie.kind] = sorted(repr(sorted(row.items())) for row in found)
    return held


def test_a_copy_holds_the_same(store: Store, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "source.kgl"), write=True) as source:
        plant(source)
        before = everything(source)
        assert sum(map(len, before.values())) > 60
        for _ in range(2):
            copy_graph(source, store)
            assert everything(store) == before
            assert store.counts() == source.counts()
