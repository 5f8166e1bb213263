"""A picture as a pyvis network: nodes, edges and options, with the layout computed here.

pyvis is used for what it is good at. Its own page is not: it loads scripts from the network and
turns what strangers wrote into markup, see ``page.py``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from . import marks
from .layout import Halo, place
from .model import Actor, Edge, Picture
from .text import one_line

if TYPE_CHECKING:
    from pyvis.network import Network

LABEL_CHARACTERS = 24

_OPTIONS: Mapping[str, Any] = {
    "autoResize": True,
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "physics": {
        "enabled": False,
        "stabilization": False,
        "barnesHut": {"gravitationalConstant": -3000, "springLength": 70, "damping": 0.35},
    },
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "dragNodes": False,
        "hideEdgesOnDrag": False,
        "hideEdgesOnZoom": False,
        "multiselect": False,
        "tooltipDelay": 3_600_000,  # the page shows its own card, as text
        "zoomSpeed": 0.6,
    },
    "nodes": {
        "borderWidth": 1.5,
        "borderWidthSelected": 5,
        # The page writes the names itself: at one size, as many as fit without overlap.
        "font": {"size": 0, "multi": False},
    },
    "edges": {
        "smooth": False,
        "hoverWidth": 1.5,
        "selectionWidth": 2,
        "arrowStrikethrough": False,
    },
}


def build_network(picture: Picture) -> tuple[Network, list[Halo]]:
    """Return the pyvis network of a picture and the discs of its packs.

    Nodes and edges are numbered by their place in ``picture.actors`` and ``picture.edges``, so
    that no id from an export is used as one in the page.
    """
    from pyvis.network import Network  # noqa: PLC0415 - takes 0.3 s, it imports IPython

    number = {actor.id: index for index, actor in enumerate(picture.actors)}
    links = [(number[edge.source], number[edge.target], _pull(edge)) for edge in picture.edges]
    figures = [index for index, actor in enumerate(picture.actors) if actor.figure]
    ranks = {pack.id: max(0, pack.rank - 1) for pack in picture.packs}
    in_order = sorted(
        range(len(picture.actors)), key=lambda n: ranks.get(picture.actors[n].pack or "", -1)
    )
    points, halos = _place_in_order(picture, in_order, links, figures)
    # Undirected networks of pyvis drop a second edge between two nodes, after comparing each new
    # edge with all before it; ours has several traces between two accounts.
    network = Network(directed=True)
    network.set_options(json.dumps(_OPTIONS))
    for index, actor in enumerate(picture.actors):
        x, y = points[index]
        network.add_node(index, x=x, y=y, **_node(actor, ranks.get(actor.pack or "")))
    opacity = max(0.1, min(0.5, 9 / math.sqrt(len(picture.edges) + 1)))
    for index, edge in enumerate(picture.edges):
        network.add_edge(number[edge.source], number[edge.target], id=index, **_edge(edge, opacity))
    return network, halos


def _place_in_order(
    picture: Picture, in_order: list[int], links: list[tuple[int, int, float]], figures: list[int]
) -> tuple[list[list[float]], list[Halo]]:
    """Lay out with the packs in the order of their rank, whatever the order of the accounts."""
    new = {old: position for position, old in enumerate(in_order)}
    points, halos = place(
        [None if picture.actors[n].figure else picture.actors[n].pack for n in in_order],
        [(new[a], new[b], weight) for a, b, weight in links],
        [new[n] for n in figures],
    )
    return [points[new[n]].tolist() for n in range(len(in_order))], halos


def _pull(edge: Edge) -> float:
    """How strongly an edge draws its ends together; stance says nothing about closeness."""
    return float(edge.weight) if edge.trace in marks.TIES else 0.3


def _node(actor: Actor, rank: int | None) -> dict[str, Any]:
    label = one_line(actor.shown, LABEL_CHARACTERS) or "?"
    if actor.figure:
        return {
            "label": label,
            # The page draws the star over this, as large from afar as from near.
            "shape": "dot",
            "size": marks.FIGURE_SIZE,
            "color": _node_colour(marks.FIGURE_COLOUR),
            "opacity": 0,
        }
    colour, shape = (
        (marks.LOOSE_COLOUR, marks.LOOSE_SHAPE) if rank is None else marks.pack_mark(rank)
    )
    size = round(marks.node_size(actor.followers), 1)
    drawn: dict[str, Any] = {
        "label": label,
        "shape": shape,
        "size": size,
        "color": _node_colour(colour),
    }
    if actor.followers is None:
        drawn["shapeProperties"] = {"borderDashes": [3, 3]}
    return drawn


def _node_colour(colour: str) -> dict[str, Any]:
    border = f"#{_shade(colour)}"
    return {
        "background": colour,
        "border": border,
        "highlight": {"background": colour, "border": "#ffd166"},
        "hover": {"background": colour, "border": "#ffd166"},
    }


def _see_through(colour: str, opacity: float) -> str:
    return f"{colour}{round(255 * min(opacity, 0.6)):02x}"


def _shade(colour: str) -> str:
    return "".join(f"{int(int(colour[at : at + 2], 16) * 0.62):02x}" for at in (1, 3, 5))


def _edge(edge: Edge, opacity: float) -> dict[str, Any]:
    trace = marks.TRACES[edge.trace]
    drawn: dict[str, Any] = {
        "width": round(marks.edge_width(edge.weight), 2),
        "color": {
            "color": _see_through(trace.colour, opacity * (1.5 if trace.directed else 1)),
            "highlight": trace.colour,
            "hover": trace.colour,
            "inherit": False,
        },
        "arrows": {"to": {"enabled": trace.directed, "scaleFactor": 0.5}},
    }
    if trace.dashes:
        drawn["dashes"] = list(trace.dashes)
    return drawn
