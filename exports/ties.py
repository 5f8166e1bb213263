"""The accounts and ties of a run as one networkx graph, as GEXF and GraphML hold it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx

from ..errors import UsageError
from ..viz.asked import Wanted
from ..viz.gathering import gather
from ..viz.marks import TIES
from ..viz.model import Actor, Row
from ..viz.network import build_network

if TYPE_CHECKING:
    from ..graph import Store

EVERYTHING = 10_000_000
"""Accounts in an exported tie graph: no picture's limit holds there."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tie_graph(store: Store, run: str | None = None) -> nx.MultiGraph:
    """Return the accounts and ties of a run as a networkx graph, with place and colour.

    Nodes carry what is known of the account and its pack; edges trace, shared, weight, window, gap,
    q and run. Accounts are undirected neighbours; who attacks or reposts whom is left out.

    Raises:
        UsageError: there is no such run, or it tied nobody.
    """
    picture = gather(store, Wanted(run=run, max_nodes=EVERYTHING, max_edges=EVERYTHING))
    network, _ = build_network(picture)
    ties = [edge for edge in picture.edges if edge.trace in TIES]
    tied = {end for edge in ties for end in (edge.source, edge.target)}
    graph: nx.MultiGraph = nx.MultiGraph()
    for actor, drawn in zip(picture.actors, network.nodes, strict=True):
        if not actor.figure and (actor.id in tied or actor.pack is not None):
            graph.add_node(_xml(actor.id), **_account(actor), viz=_look(drawn))
    for edge in ties:
        graph.add_edge(
            _xml(edge.source),
            _xml(edge.target),
            **_known(
                trace=edge.trace,
                shared=edge.weight,
                weight=float(edge.weight),
                window_s=edge.window_s,
                median_gap_s=edge.median_gap_s,
                q=edge.q,
                run=edge.run,
            ),
        )
    if not graph:
        raise UsageError(
            "The graph holds no ties and no packs to export", "Run `meute detect` first."
        )
    return graph


def _account(actor: Actor) -> Row:
    return _known(
        label=actor.shown,
        handle=actor.handle,
        display_name=actor.display_name,
        created_at=actor.created_at,
        followers=actor.followers,
        pack=actor.pack,
        inside_share=actor.inside_share,
        bridge=actor.bridge,
    )


def _known(**values: Any) -> Row:
    """Return what is known, as XML can hold it: no nulls, no controls, no infinities."""
    return {
        name: _xml(value) if isinstance(value, str) else value
        for name, value in values.items()
        if value is not None and not (isinstance(value, float) and not math.isfinite(value))
    }


def _xml(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _look(drawn: Mapping[str, Any]) -> Row:
    colour = drawn["color"]["background"]
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return {
        "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        "size": drawn["size"],
        "position": {"x": drawn["x"], "y": -drawn["y"], "z": 0.0},
    }
