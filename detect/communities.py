"""Communities of the tie graph: Leiden (Traag et al. 2019), told to keep whole what is one.

Plain modularity divides even a clique that is most of its graph, and merges small cliques of a
large graph. Both come from its comparison with the whole graph, so a community is divided again
and again as a graph of its own, and only where the two parts have less than :data:`RESOLUTION`
of the ties between them that chance would give.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .acts import Codes, Ints
from .groups import rows_of_groups

RESOLUTION = 0.3
SEED, ITERATIONS = 1, 10


def communities(pairs: Codes) -> list[Ints]:
    """Return the communities as sorted account codes, in the order of their first accounts.

    Args:
        pairs: tied accounts, each pair once, shape (n, 2).
    """
    if not len(pairs):
        return []
    import networkit as nk

    threads = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)  # with more, the same seed gives other communities
    groups, waiting = [], [np.asarray(pairs)]
    try:
        nk.setSeed(SEED, False)
        while waiting:
            inside = waiting.pop()
            names, ends = np.unique(inside, return_inverse=True)
            ends = ends.reshape(-1, 2)
            label, parts = _labels(nk, len(names), ends)
            if parts == 1:
                groups.append(names.astype(np.int64))
            elif parts:
                of_both = np.where(label[ends[:, 0]] == label[ends[:, 1]], label[ends[:, 0]], -1)
                sizes = np.bincount(label, minlength=parts)
                shares = zip(sizes, rows_of_groups(of_both, parts), strict=True)
                waiting.extend(inside[rows] for size, rows in shares if size > 1)
    finally:
        nk.setNumberOfThreads(threads)
    return sorted((part for part in groups if len(part)), key=lambda part: int(part[0]))


def _labels(nk: Any, size: int, ends: Ints) -> tuple[Ints, int]:
    """Return the number of each node's part, and how many parts there are."""
    graph = nk.Graph(size)
    for a, b in ends.tolist():
        graph.addEdge(a, b)
    leiden = nk.community.ParallelLeiden(
        graph, randomize=False, iterations=ITERATIONS, gamma=RESOLUTION
    )
    leiden.run()
    parts, label = np.unique(leiden.getPartition().getVector(), return_inverse=True)
    return label, len(parts)
