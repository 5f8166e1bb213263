"""The posts behind a tie: what both accounts reposted within the window, and when each did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .model import Edge, SharedPost

MAX_POSTS = 40
"""Posts listed for one tie on a page; the page says how many there are, and
`meute query run pair-evidence` lists them all."""
MAX_LISTED = 20_000
"""Posts listed for all ties of a page together."""
DEFAULT_WINDOW_S = 60


@dataclass(frozen=True, slots=True)
class Act:
    """A repost: who, of which post, when in epoch seconds."""

    account: str
    post: str
    ts: int


def close_acts(edges: Iterable[Edge], reposts: Iterable[Act]) -> dict[Edge, list[SharedPost]]:
    """Return per tie of same reposts the posts that both reposted in the window, closest first.

    Edges of any other kind, and ties without such a post, are left out.
    """
    by_account: dict[str, dict[str, list[int]]] = {}
    for act in reposts:
        by_account.setdefault(act.account, {}).setdefault(act.post, []).append(act.ts)
    close = {}
    for edge in edges:
        if edge.trace != "CO_REPOSTS":
            continue
        window = edge.window_s or DEFAULT_WINDOW_S
        pairs = _pairs(by_account.get(edge.source, {}), by_account.get(edge.target, {}))
        if inside := [pair for pair in pairs if pair.gap_s <= window]:
            close[edge] = sorted(inside, key=lambda pair: (pair.gap_s, pair.post))
    return close


def _pairs(
    first: Mapping[str, Sequence[int]], second: Mapping[str, Sequence[int]]
) -> Iterable[SharedPost]:
    """Yield each post of both with the two moments that are closest."""
    for post in first.keys() & second.keys():
        _, a, b = min((abs(a - b), a, b) for a in first[post] for b in second[post])
        yield SharedPost(post, a, b)


def with_evidence(edges: Sequence[Edge], close: Sequence[Sequence[SharedPost]]) -> list[Edge]:
    """Return the edges with the posts to list: as many for each as the page has room for.

    Args:
        edges: edges of any kind.
        close: per edge the posts behind it, closest first.
    """
    most = max(3, min(MAX_POSTS, MAX_LISTED // max(1, sum(map(bool, close)))))
    return [
        replace(edge, shared_posts=tuple(posts[:most])) if posts else edge
        for edge, posts in zip(edges, close, strict=True)
    ]
