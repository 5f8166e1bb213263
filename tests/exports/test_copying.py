"""A case copied into another graph is the same case."""

from __future__ import annotations

from pathlib import Path

from meute.exports.copying import copy_graph
from meute.graph import Store, open_store
from meute.graph.digests import digests

from ..queries.planted import plant


def test_a_copy_holds_the_same(store: Store, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "source.kgl"), write=True) as source:
        plant(source)
        before = digests(source)
        assert sum(held.count for held in before.values()) > 60
        for _ in range(2):
            copy_graph(source, store)
            assert digests(store) == before
            assert store.counts() == source.counts()
