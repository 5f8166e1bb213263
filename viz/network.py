"""A picture as a pyvis network: nodes, edges and options, with the layout computed here.

pyvis is used for what it is good at. Its own page is not: it loads scripts from the network and
turns what strangers wrote into markup, see ``page.py``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import marks
from .layout import Halo, place
from .model import Actor, Edge, Picture, Row
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
    from pyvis.network import Network

    plan = arrange(picture)
    # Undirected networks of pyvis drop a second edge between two nodes, after comparing each new
    # edge with all before it; ours has several traces between two accounts.
    network = Network(directed=True)
    network.set_options(json.dumps(_OPTIONS))
    for index, (actor, (x, y)) in enumerate(zip(picture.actors, plan.points, strict=True)):
        network.add_node(index, x=x, y=y, **_node(actor, plan.ranks.get(actor.pack or "")))
    opacity = max(0.1, min(0.5, 9 / math.sqrt(len(picture.edges) + 1)))
    for index, (edge, (start, end, _)) in enumerate(zip(picture.edges, plan.links, strict=True)):
        network.add_edge(start, end, id=index, **_edge(edge, opacity))
    return network, plan.halos


def columns_of(picture: Picture) -> tuple[Row, list[Halo]]:
    """Return nodes and edges of a large picture column by column, and the discs of its packs.

    pyvis compares each node with all before it, and writes colours and options for each edge: of
    50,000 accounts it takes minutes and 60 MB. The page knows the colours by pack and by kind.
    """
    plan = arrange(picture)
    return {
        "nodes": {
            "x": [round(x) for x, _ in plan.points],
            "y": [round(y) for _, y in plan.points],
            "size": [node_size(actor) for actor in picture.actors],
            "label": [_label(actor) for actor in picture.actors],
        },
        "edges": {
            "from": [start for start, _, _ in plan.links],
            "to": [end for _, end, _ in plan.links],
            "width": [round(marks.edge_width(edge.weight), 1) for edge in picture.edges],
        },
    }, plan.halos


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything of a picture stands, by its place in the picture's lists."""

    points: list[list[float]]
    links: list[tuple[int, int, float]]
    """Of each edge both ends, and how strongly it draws them together."""
    ranks: Mapping[str, int]
    """Of each pack its rank, from 0."""
    halos: list[Halo]


def arrange(picture: Picture) -> Plan:
    """Lay out with the packs in the order of their rank, whatever the order of the accounts."""
    number = {actor.id: index for index, actor in enumerate(picture.actors)}
    links = [(number[edge.source], number[edge.target], _pull(edge)) for edge in picture.edges]
    ranks = {pack.id: max(0, pack.rank - 1) for pack in picture.packs}
    # By place: in a case that somebody changed, two actors may have one id.
    places = range(len(picture.actors))
    in_order = sorted(places, key=lambda n: ranks.get(picture.actors[n].pack or "", -1))
    new = {old: position for position, old in enumerate(in_order)}
    points, halos = place(
        [None if picture.actors[n].figure else picture.actors[n].pack for n in in_order],
        [(new[a], new[b], weight) for a, b, weight in links],
        [new[index] for index, actor in enumerate(picture.actors) if actor.figure],
    )
    return Plan([points[new[n]].tolist() for n in range(len(in_order))], links, ranks, halos)


def _pull(edge: Edge) -> float:
    """How strongly an edge draws its ends together; stance says nothing about closeness."""
    return float(edge.weight) if edge.trace in marks.TIES else 0.3


def _label(actor: Actor) -> str:
    return one_line(actor.shown, LABEL_CHARACTERS) or "?"


def node_size(actor: Actor) -> float:
    """Return the radius of an account or figure in pixels."""
    return marks.FIGURE_SIZE if actor.figure else round(marks.node_size(actor.followers), 1)


def _node(actor: Actor, rank: int | None) -> dict[str, Any]:
    if actor.figure:
        return {
            "label": _label(actor),
            # The page draws the star over this, as large from afar as from near.
            "shape": "dot",
            "size": node_size(actor),
            "color": _node_colour(marks.FIGURE_COLOUR),
            "opacity": 0,
        }
    colour, shape = (
        (marks.LOOSE_COLOUR, marks.LOOSE_SHAPE) if rank is None else marks.pack_mark(rank)
    )
    drawn: dict[str, Any] = {
        "label": _label(actor),
        "shape": shape,
        "size": node_size(actor),
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
