"""Which accounts and edges a picture shows, and what it says about the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from .language import Message, message
from .model import Edge, Picture

PYVIS_NODES, PYVIS_EDGES = 3000, 15_000
"""What pyvis builds and vis-network draws; a larger picture is drawn by WebGL."""
MAX_NODES, MAX_EDGES = 50_000, 200_000
"""Maximum numbers of accounts and edges in one picture: a browser opens so many in seconds."""


def is_large(picture: Picture) -> bool:
    """Return whether a picture is too large for pyvis."""
    accounts = sum(not actor.figure for actor in picture.actors)
    return accounts > PYVIS_NODES or len(picture.edges) > PYVIS_EDGES


def tie_weights(edges: Iterable[Edge]) -> Counter[str]:
    """Return per account the sum of the weights of its edges."""
    weights: Counter[str] = Counter()
    for edge in edges:
        weights[edge.source] += edge.weight
        weights[edge.target] += edge.weight
    return weights


def choose_accounts(
    candidates: Iterable[str],
    *,
    members: Mapping[str, int],
    several: Iterable[str],
    weights: Mapping[str, int],
    limit: int,
) -> tuple[list[str], Message | None]:
    """Return at most ``limit`` accounts, the weightiest first, and a sentence about the others.

    Args:
        candidates: all accounts that could be drawn.
        members: of accounts in packs, the rank of the pack.
        several: accounts that attack several figures.
        weights: shared objects per account.
        limit: most accounts.
    """
    attackers = set(several)

    def order(account: str) -> tuple[bool, bool, int, int, str]:
        return (
            account not in members,
            account not in attackers,
            -weights.get(account, 0),
            members.get(account, 0),
            account,
        )

    ranked = sorted(set(candidates), key=order)
    if len(ranked) <= limit:
        return ranked, None
    return ranked[:limit], message(
        "%(left)s of %(all)s accounts are left out, so that the picture stays legible and opens at "
        "once. Members of packs are drawn first, then accounts that attack several figures, then "
        "the rest by the objects they share. --max-nodes draws up to 50,000; --query draws what a "
        "stored query answers, --run one detection.",
        left=len(ranked) - limit,
        all=len(ranked),
    )


def choose_edges(
    edges: Sequence[Edge], nodes: Iterable[str], limit: int = MAX_EDGES
) -> tuple[list[Edge], Message | None]:
    """Return the edges between the nodes, at most ``limit``, and a sentence about the others.

    Edges to and from figures stay before any other, then the weightiest ones.
    """
    drawn = set(nodes)
    inside = [edge for edge in edges if edge.source in drawn and edge.target in drawn]
    if len(inside) <= limit:
        return inside, None
    ranked = sorted(
        inside,
        key=lambda edge: (
            edge.trace not in ("ATTACKS", "SUPPORTS"),
            edge.trace == "AMPLIFIES",
            -edge.weight,
            edge.source,
            edge.target,
            edge.trace,
        ),
    )
    return ranked[:limit], message(
        "%(left)s of %(all)s edges between the drawn accounts are left out, those with the fewest "
        "shared objects, so that the browser stays quick.",
        left=len(inside) - limit,
        all=len(inside),
    )
