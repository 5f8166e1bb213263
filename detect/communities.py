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

RESOLUTION = 0.3
SEED, ITERATIONS = 1, 10


def communities(pairs: Codes) -> list[Ints]:
    """Return the communities as sorted account codes, in the order of their first accounts.

    Args:
        pairs: tied accounts, each pair once, shape (n, 2).
    """
    if not len(pairs):
        return []
    import networkit as nk  # noqa: PLC0415 - 1.2 s, and only where there are ties

    threads = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)  # with more, the same seed gives other communities
    found, waiting = [], [np.asarray(pairs)]
    try:
        nk.setSeed(SEED, False)
        while waiting:
            inside = waiting.pop()
            parts = _divided(nk, inside)
            if len(parts) == 1:
                found.append(parts[0])
            else:
                waiting.extend(_within(inside, part) for part in parts if len(part) > 1)
    finally:
        nk.setNumberOfThreads(threads)
    return sorted((part for part in found if len(part)), key=lambda part: int(part[0]))


def _divided(nk: Any, pairs: Codes) -> list[Ints]:
    names, ends = np.unique(pairs, return_inverse=True)
    graph = nk.Graph(len(names))
    for a, b in ends.reshape(-1, 2).tolist():
        graph.addEdge(a, b)
    leiden = nk.community.ParallelLeiden(
        graph, randomize=False, iterations=ITERATIONS, gamma=RESOLUTION
    )
    leiden.run()
    label = np.array(leiden.getPartition().getVector())
    return [names[label == part] for part in np.unique(label)]


def _within(pairs: Codes, part: Ints) -> Codes:
    return pairs[np.isin(pairs, part).all(axis=1)]
