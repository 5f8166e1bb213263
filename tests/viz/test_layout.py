"""Where everything stands."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from meute.viz.layout import SPACING, place

Links = list[tuple[int, int, float]]


def example(
    sizes: list[int], loose: int, figures: int
) -> tuple[list[str | None], Links, list[int]]:
    """Return groups, links and figures: each pack a ring with chords, the rest tied at random."""
    groups: list[str | None] = [f"pack-{p}" for p, size in enumerate(sizes) for _ in range(size)]
    first = len(groups)
    groups += [None] * (loose + figures)
    links: Links = []
    at = 0
    for size in sizes:
        links += [(at + n, at + (n + step) % size, 2.0) for n in range(size) for step in (1, 2)
                  if size > step]  # fmt: skip
        at += size
    centre = list(range(first + loose, first + loose + figures))
    links += [(n, centre[n % figures], 0.3) for n in range(first + loose) if figures]
    return groups, [link for link in links if link[0] != link[1]], centre


@settings(max_examples=40)
@given(st.lists(st.integers(1, 40), max_size=8), st.integers(0, 30), st.integers(0, 7))
def test_nothing_overlaps_and_packs_keep_together(
    sizes: list[int], loose: int, figures: int
) -> None:
    groups, links, centre = example(sizes, loose, figures)
    points, halos = place(groups, links, centre)
    assert points.shape == (len(groups), 2)
    assert np.isfinite(points).all()
    assert sorted(str(halo.group) for halo in halos) == sorted({g for g in groups if g})
    for halo in halos:
        inside = points[[n for n, group in enumerate(groups) if group == halo.group]]
        assert (np.hypot(inside[:, 0] - halo.x, inside[:, 1] - halo.y) <= halo.radius + 1).all()
    for one, other in combinations(halos, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius
    if len(points) > 1:
        assert cKDTree(points).query(points, 2)[0][:, 1].min() > SPACING * 0.4


def test_the_same_picture_is_the_same_every_time() -> None:
    groups, links, centre = example([20, 9, 3], 12, 2)
    first, again = place(groups, links, centre), place(groups, links, centre)
    assert np.array_equal(first[0], again[0])
    assert first[1] == again[1]


def test_the_first_pack_is_nearest() -> None:
    groups, links, centre = example([10, 10, 10, 10, 10, 10, 10], 0, 2)
    _, halos = place(groups, links, centre)
    distance = [math.hypot(halo.x, halo.y) for halo in halos]
    assert distance[0] == min(distance)
    assert distance[-1] > distance[0]


def test_tied_accounts_without_a_pack_form_knots_without_a_disc() -> None:
    links: Links = [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (3, 4, 1.0), (4, 5, 1.0), (3, 5, 1.0)]
    points, halos = place([None] * 6, links)
    assert halos == []
    inside = max(math.dist(points[a], points[b]) for a, b in combinations(range(3), 2))
    across = min(math.dist(points[a], points[b]) for a in range(3) for b in range(3, 6))
    assert across > inside


def test_large_pictures_give_every_account_a_place_of_its_own() -> None:
    groups, links, centre = example([600, 400, 300, 200, 200, 100], 200, 2)
    points, halos = place(groups, links, centre)
    assert len(halos) == 6
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in points)
    assert len({(round(x, 3), round(y, 3)) for x, y in points}) == len(groups)
