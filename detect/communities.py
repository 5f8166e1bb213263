"""Communities of the tie graph: Leiden (Traag et al. 2019), told to keep whole what is one.

Plain modularity divides even a clique that is most of its graph, and merges small cliques of a
large graph. Both come from its comparison with the whole graph, so a community is divided again
and again as a graph of its own, and only where the two parts have less than :data:`RESOLUTION`
of the ties between them that chance would give.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .acts import Codes

RESOLUTION = 0.3
SEED, ITERATIONS = 1, 10


def communities(pairs: Codes) -> list[Codes]:
    """Return the ties inside each community, in the order of their first accounts.

    Args:
        pairs: tied accounts, each pair once, shape (n, 2).
    """
    if not len(pairs):
        return []
    import networkit as nk  # noqa: PLC0415 - 1.2 s, and only where there are ties

    threads = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)  # with more, the same seed gives other communities
    found: list[Codes] = []
    waiting = [np.asarray(pairs)]
    try:
        nk.setSeed(SEED, False)
        while waiting:
            whole = waiting.pop()
            parts = _divided(nk, whole)
            (found if parts is None else waiting).extend(parts or [whole])
    finally:
        nk.setNumberOfThreads(threads)
    return sorted(found, key=lambda part: int(part.min()))


def _divided(nk: Any, pairs: Codes) -> list[Codes] | None:
    """Return the ties inside each part of a graph; None when it is one."""
    names, ends = np.unique(pairs, return_inverse=True)
    ends = ends.reshape(-1, 2)
    graph = nk.Graph(len(names))
    for a, b in ends.tolist():
        graph.addEdge(a, b)
    leiden = nk.community.ParallelLeiden(
        graph, randomize=False, iterations=ITERATIONS, gamma=RESOLUTION
    )
    leiden.run()
    label = np.array(leiden.getPartition().getVector())
    if len(np.unique(label)) == 1:
        return None
    part = label[ends]
    inside = np.flatnonzero(part[:, 0] == part[:, 1])
    order = inside[np.argsort(part[inside, 0], kind="stable")]
    cuts = np.flatnonzero(np.diff(part[order, 0])) + 1
    return [pairs[rows] for rows in np.split(order, cuts) if len(rows)]
