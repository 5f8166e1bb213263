"""How much of the evidence a page lists: as much for each edge as there is room for.

The page says how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .model import Edge, Picture, Shared

OBJECTS = 40
"""Maximum number of objects listed for one tie."""
POSTS = 10
"""Maximum number of posts listed for one attack, support or repost."""
LEAST = 3
"""Listed for an edge at least, or else nothing."""
MAX_LISTED = 20_000
"""Objects listed for all ties of a page together, and posts for all its other edges."""


def listed_on_page(picture: Picture) -> Picture:
    """Return the picture with as much evidence as its page has room for."""
    edges = cut_to_room(picture.edges)
    listed = set(posts_of(edges))
    posts = {post: drawn for post, drawn in picture.posts.items() if post in listed}
    return replace(picture, edges=tuple(edges), posts=posts)


def cut_to_room(edges: Sequence[Edge]) -> list[Edge]:
    """Return the edges with the first objects and posts of each, the weightiest edges first."""
    objects = _room(edges, [len(edge.shared) for edge in edges], OBJECTS)
    posts = _room(edges, [len(edge.posts) for edge in edges], POSTS)
    return [
        edge
        if len(edge.shared) <= objects[place] and len(edge.posts) <= posts[place]
        else replace(
            edge, shared=edge.shared[: objects[place]], posts=edge.posts[: posts[place]]
        )
        for place, edge in enumerate(edges)
    ]  # fmt: skip


def _room(edges: Sequence[Edge], sizes: Sequence[int], most: int) -> list[int]:
    """Return how many of so many each edge may list."""
    holders = [place for place, size in enumerate(sizes) if size]
    each = max(LEAST, min(most, MAX_LISTED // max(1, len(holders))))
    room, left = [0] * len(edges), MAX_LISTED
    for place in sorted(holders, key=lambda place: -edges[place].weight):
        room[place] = min(each, left)
        left -= min(room[place], sizes[place])
    return room


def posts_of(edges: Iterable[Edge]) -> list[str]:
    """Return the ids of all posts that edges list, in order."""
    posts = {post for edge in edges for post in edge.posts}
    for edge in edges:
        for shared in edge.shared:
            posts |= posts_behind(edge, shared)
    return sorted(posts)


def posts_behind(edge: Edge, shared: Shared) -> set[str]:
    """Return what to show: what both reposted, or the posts of each and what both answered."""
    if edge.trace == "CO_REPOSTS":
        return {shared.object}
    own = {shared.first_post, shared.second_post}
    return own | {shared.object} if edge.trace == "CO_REPLIES" else own
