"""Where everything stands: packs as clusters of their own, figures in the middle.

A picture is to be read, not admired: one force-directed tangle hides exactly what matters here.
So each pack is laid out by itself (Fruchterman and Reingold 1991), the packs are put
side by side around the figures, the tightest nearest, and accounts in no pack stand in a ring
between the figures and the packs. Everything is seeded: the same picture is drawn in the same way
every time. Only closeness within a cluster means something; the distance between clusters does not.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Points = NDArray[np.float64]
Link = tuple[int, int, float]
"""Two nodes by number, and how strongly they are tied."""

SPACING = 62.0
"""Pixels between the centres of neighbours, so that a label fits beneath each."""
GAP = 130.0
"""Pixels between two clusters."""
WIDE = 1.2
"""Between its panels the picture is a little wider than high; so is the ellipse of clusters."""
ROOM_STEP = 10.0
"""Discs are put side by side as if their radii were multiples of so many pixels."""
FORCE_LIMIT = 700
"""Maximum number of nodes of a cluster laid out by forces (about 0.5 s); others become a disc."""

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Halo:
    """The disc around a cluster: its group, centre and radius, in pixels."""

    group: Hashable
    x: float
    y: float
    radius: float


def place(
    groups: Sequence[Hashable | None], links: Sequence[Link], centre: Sequence[int] = ()
) -> tuple[Points, list[Halo]]:
    """Return x and y of every node, shape (nodes, 2) in pixels, and the discs of the groups.

    Args:
        groups: per node its group, None for a node in none; the first group seen goes nearest
            to the middle.
        links: undirected, between nodes by number.
        centre: nodes of the middle, where the figures stand.
    """
    points = np.zeros((len(groups), 2))
    middle = set(centre)
    clusters = _clusters(groups, links, middle)
    inside = _links_inside(clusters, links)
    discs = {key: _disc(members, inside[key]) for key, members in clusters.items()}
    radii = [float(np.hypot(*disc.T).max()) + SPACING * 0.6 for disc in discs.values()]
    placed = middle.union(*clusters.values()) if clusters else middle
    loose = [node for node in range(len(groups)) if node not in placed]
    whole = 1.5 * math.hypot(*radii, SPACING * math.sqrt(len(loose)))
    inner = _place_middle(points, list(centre), whole)
    outer = math.sqrt(inner**2 + len(loose) * SPACING**2 * 0.45)
    halos = []
    for (key, members), disc, (x, y), radius in zip(
        clusters.items(), discs.values(), _side_by_side(radii, outer), radii, strict=True
    ):
        points[members] = disc + np.array([x, y])
        halos.append(Halo(key, x, y, radius))
    _place_between(points, loose, links, inner, outer)
    named = {group for group in groups if group is not None}
    return points.round(1), [halo for halo in halos if halo.group in named]


def _clusters(
    groups: Sequence[Hashable | None], links: Sequence[Link], middle: set[int]
) -> dict[Hashable, list[int]]:
    """Return the groups, then every knot of at least three tied nodes that are in none."""
    clusters: dict[Hashable, list[int]] = {}
    for node, group in enumerate(groups):
        if group is not None and node not in middle:
            clusters.setdefault(group, []).append(node)
    rest = nx.Graph()
    rest.add_edges_from(
        (a, b)
        for a, b, _ in links
        if groups[a] is None and groups[b] is None and not {a, b} & middle
    )
    parts = [part for knot in nx.connected_components(rest) for part in _parts(rest.subgraph(knot))]
    for knot in sorted((sorted(part) for part in parts), key=_by_size):
        if len(knot) >= 3:  # noqa: PLR2004 - two nodes stand beside each other without help
            clusters["knot", knot[0]] = knot
    return clusters


def _parts(knot: nx.Graph) -> list[set[int]]:
    """Return the knot whole, or its communities (Louvain, seeded) if forces would take too long."""
    if len(knot) <= FORCE_LIMIT:
        return [set(knot)]
    ordered: nx.Graph = nx.Graph()  # the order of a view follows hashes; that of a copy is ours
    ordered.add_nodes_from(sorted(knot))
    ordered.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in knot.edges))
    return [set(part) for part in nx.community.louvain_communities(ordered, seed=1)]


def _by_size(members: list[int]) -> tuple[int, list[int]]:
    return -len(members), members


def _links_inside(
    clusters: dict[Hashable, list[int]], links: Sequence[Link]
) -> dict[Hashable, list[Link]]:
    cluster_of = {node: key for key, members in clusters.items() for node in members}
    inside: dict[Hashable, list[Link]] = {key: [] for key in clusters}
    for link in links:
        key = cluster_of.get(link[0])
        if key is not None and cluster_of.get(link[1]) == key:
            inside[key].append(link)
    return inside


def _disc(members: list[int], links: Sequence[Link]) -> Points:
    """Lay out one cluster around the origin: by forces if it is small, otherwise as a sunflower."""
    if len(members) == 1:
        return np.zeros((1, 2))
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(members)
    graph.add_weighted_edges_from((a, b, 1 + math.log2(max(1.0, weight))) for a, b, weight in links)
    strength = dict(graph.degree(weight="weight"))
    radius = SPACING * math.sqrt(len(members)) * 0.62
    ranked = sorted(members, key=lambda node: (-strength[node], node))
    start = dict(zip(ranked, _sunflower(len(members), radius), strict=True))
    if len(members) <= FORCE_LIMIT and graph.number_of_edges():
        pull = nx.to_numpy_array(graph, nodelist=members)
        begin = np.array([start[node] for node in members]) / radius
        disc: Points = _rounded(_settled(begin, pull), radius)
    else:
        disc = np.array([start[node] for node in members])
    disc = _apart(disc, SPACING * 0.9)
    disc -= disc.mean(axis=0)
    return disc


def _settled(points: Points, pull: Points, rounds: int = 40) -> Points:
    """Let nodes push one another apart and links pull them together (Fruchterman and Reingold).

    networkx has the same for a few hundred nodes only; beyond, it takes each node by itself in
    Python, six times as long.

    Args:
        points: where they begin, shape (nodes, 2), about one unit from the middle.
        pull: how strongly each two are tied, shape (nodes, nodes).
        rounds: how often all are moved, each time by less.
    """
    ideal = 1.6 / math.sqrt(len(points))
    x, y = points.T.copy()
    heat = 0.1 * float(np.ptp(points, axis=0).max())
    for left in range(rounds, 0, -1):
        across, along = x[:, None] - x, y[:, None] - y
        distance = np.maximum(np.hypot(across, along), 0.01)
        push = (ideal / distance) ** 2 - pull * distance / ideal
        across, along = (across * push).sum(1), (along * push).sum(1)
        reach = heat * left / rounds / np.maximum(np.hypot(across, along), 0.01)
        x += across * reach
        y += along * reach
    return np.column_stack([x, y])


def _sunflower(count: int, radius: float) -> Points:
    """Return evenly spread points on a disc, from the middle outwards."""
    steps = np.arange(count) + 0.5
    distance, angle = radius * np.sqrt(steps / count), steps * GOLDEN_ANGLE
    return np.column_stack([distance * np.cos(angle), distance * np.sin(angle)])


def _rounded(points: Points, radius: float) -> Points:
    """Spread points evenly over a disc; each keeps its direction and its rank by distance.

    Forces leave a few nodes far out and the rest in a heap.
    """
    centred: Points = points - np.median(points, axis=0)
    distance = np.hypot(*centred.T)
    rank = np.empty(len(points))
    rank[np.lexsort((np.arange(len(points)), distance))] = np.arange(len(points)) + 0.5
    even = radius * np.sqrt(rank / len(points))
    centred *= (even / np.maximum(distance, 1e-9))[:, None]
    return centred


def _apart(points: Points, least: float, rounds: int = 60) -> Points:
    """Push points until no two are nearer than ``least``, or the rounds are over."""
    points = points.copy()
    # Points at one place need a direction to part in; a fixed one keeps the picture the same.
    points += _sunflower(len(points), 0.5)
    for _ in range(rounds):
        pairs = cKDTree(points).query_pairs(least * 0.999, output_type="ndarray")
        if not len(pairs):
            break
        gap = points[pairs[:, 0]] - points[pairs[:, 1]]
        distance = np.maximum(np.hypot(*gap.T), 1e-6)
        push = gap / distance[:, None] * ((least - distance) / 2)[:, None]
        np.add.at(points, pairs[:, 0], push)
        np.add.at(points, pairs[:, 1], -push)
    return points


def _place_middle(points: Points, centre: list[int], whole: float) -> float:
    """Place the figures around the origin, the first on top; returns the radius that they need.

    Their names keep their size on screen, so the room for them grows with the whole picture.
    """
    if not centre:
        return 0.0
    step = max(GAP, whole * 0.1)
    if len(centre) <= 5:  # noqa: PLR2004 - names are wide and low: a few fit in a column
        heights = (np.arange(len(centre)) - (len(centre) - 1) / 2) * step
        points[centre] = np.column_stack([np.zeros(len(centre)), heights])
        return float(heights[-1]) + step * 0.9
    radius = step * len(centre) / 4
    angles = np.arange(len(centre)) * 2 * math.pi / len(centre) - math.pi / 2
    points[centre] = np.column_stack([radius * np.cos(angles), radius * np.sin(angles)])
    return radius + step * 0.9


def _side_by_side(radii: Sequence[float], core: float) -> Iterator[tuple[float, float]]:
    """Yield a centre for each disc, in order as near to the middle as it fits, without overlap."""
    taken = np.zeros((len(radii) + 1, 3))
    taken[0, 2] = core
    count = int(core > 0)
    ahead: dict[float, Iterator[tuple[float, float]]] = {}
    for radius in radii:
        room = math.ceil(radius / ROOM_STEP) * ROOM_STEP
        # Where a disc did not fit, none as large fits later: each size goes on where it stopped.
        for x, y in ahead.setdefault(room, _outwards(room + core)):
            distance = np.hypot(taken[:count, 0] - x, taken[:count, 1] - y)
            if (distance >= room + taken[:count, 2] + GAP).all():
                taken[count] = x, y, room
                count += 1
                yield x, y
                break


def _outwards(step: float) -> Iterator[tuple[float, float]]:
    """Yield places on ellipses around the origin, from the inside out and from the left."""
    yield 0.0, 0.0
    distance = 0.0
    while True:
        distance += max(40.0, step / 6)
        around = max(12, int(distance / 40))
        for turn in range(around):
            angle = math.pi + turn * 2 * math.pi / around
            yield distance * WIDE * math.cos(angle), distance * math.sin(angle)


def _place_between(
    points: Points, loose: list[int], links: Sequence[Link], inner: float, outer: float
) -> None:
    """Place nodes of no cluster in the ring around the figures, towards those they are tied to."""
    if not loose:
        return
    ties: dict[int, list[tuple[int, float]]] = {node: [] for node in loose}
    for a, b, weight in links:
        for node, other in ((a, b), (b, a)):
            if node in ties and other not in ties:
                ties[node].append((other, weight))
    ring = (inner + outer) / 2
    start = _sunflower(len(loose), 1.0)  # the direction of those that are tied to nobody
    for row, node in enumerate(loose):
        if ties[node]:
            others = points[[other for other, _ in ties[node]]]
            direction = np.average(others, axis=0, weights=[weight for _, weight in ties[node]])
            start[row] = direction + start[row]
    start *= ring / np.maximum(np.hypot(*start.T), 1e-9)[:, None]
    for _ in range(60):
        start = _apart(start, SPACING, rounds=2)
        distance = np.maximum(np.hypot(*start.T), 1e-9)
        start *= (np.clip(distance, inner, outer + SPACING * 0.3) / distance)[:, None]
    points[loose] = _apart(start, SPACING * 0.8, rounds=10)
