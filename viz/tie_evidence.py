"""The posts behind a tie: what both accounts reposted within the window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .model import Edge

MOST_POSTS = 3
"""Posts shown for one tie; `meute query run pair-evidence` lists them all."""
DEFAULT_WINDOW_S = 60


def shared_posts(
    edges: Iterable[Edge], reposts: Iterable[Sequence[Any]]
) -> dict[Edge, tuple[str, ...]]:
    """Return per tie of same reposts the posts reposted closest together, closest first.

    Args:
        edges: edges of any kind; others are left out of the answer.
        reposts: rows of account, post and epoch seconds.
    """
    acts: dict[str, dict[str, list[int]]] = {}
    for account, post, ts in reposts:
        acts.setdefault(account, {}).setdefault(post, []).append(ts)
    found = {}
    for edge in edges:
        if edge.trace != "CO_REPOSTS":
            continue
        a, b = acts.get(edge.source, {}), acts.get(edge.target, {})
        window = edge.window_s or DEFAULT_WINDOW_S
        gaps = [(_least_gap(a[post], b[post]), post) for post in a.keys() & b.keys()]
        close = sorted((gap, post) for gap, post in gaps if gap <= window)
        if close:
            found[edge] = tuple(post for _, post in close[:MOST_POSTS])
    return found


def _least_gap(times: list[int], others: list[int]) -> int:
    return min(abs(one - other) for one in times for other in others)
