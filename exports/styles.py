"""Where an exported network draws its nodes, and how: as the network page does, and around it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ..viz import marks
from ..viz.layout import GOLDEN_ANGLE
from ..viz.model import Actor, Edge, Pack, Picture
from ..viz.network import arrange, node_size
from .network import CaseNetwork

SPACING = 24.0


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """Place, size and colour of a node, for Gephi, where y points up."""

    x: float
    y: float
    size: float
    colour: str

    @property
    def rgb(self) -> tuple[int, int, int]:
        """The colour as red, green and blue, 0 to 255."""
        red, green, blue = (int(self.colour[at : at + 2], 16) for at in (1, 3, 5))
        return red, green, blue


class NetworkStyle:
    """How the nodes of a network look: tied accounts and figures as the page draws them.

    Every other account stands on a spiral around these, so that none lies on another.
    """

    def __init__(self, network: CaseNetwork) -> None:
        picture = _picture(network)
        plan = arrange(picture)
        self._drawn = {
            actor.id: NodeStyle(x, -y, node_size(actor), _colour(actor, plan.ranks))
            for actor, (x, y) in zip(picture.actors, plan.points, strict=True)
        }
        reach = max((math.hypot(style.x, style.y) for style in self._drawn.values()), default=0.0)
        self._first = math.ceil((reach / SPACING + 4) ** 2)
        self._outside = 0

    def style(self, node: str, followers: int | None) -> NodeStyle:
        """Return the look of a node; each one that the page does not draw takes the next place."""
        if node in self._drawn:
            return self._drawn[node]
        place = self._first + self._outside
        self._outside += 1
        radius, angle = SPACING * math.sqrt(place), place * GOLDEN_ANGLE
        return NodeStyle(
            round(radius * math.cos(angle), 1),
            round(radius * math.sin(angle), 1),
            round(marks.node_size(followers), 1),
            marks.LOOSE_COLOUR,
        )


def _picture(network: CaseNetwork) -> Picture:
    """Return what the page would draw without limits: who is tied or in a pack, and the figures."""
    tied = {end for tie in network.ties for end in (tie.source, tie.target)}
    accounts = [
        Actor(account, pack=network.members.get(account, {}).get("pack"))
        for account in sorted(tied | network.members.keys())
    ]
    figures = [Actor(row["target"], figure=True) for row in network.figures]
    ties = [Edge(tie.source, tie.target, tie.kind, tie.weight) for tie in network.ties]
    packs = [Pack(pack, row["rank"] or 0, row["size"] or 0) for pack, row in network.packs.items()]
    return Picture((*accounts, *figures), tuple(ties), tuple(packs))


def _colour(actor: Actor, ranks: Mapping[str, int]) -> str:
    if actor.figure:
        return marks.FIGURE_COLOUR
    rank = ranks.get(actor.pack or "")
    return marks.LOOSE_COLOUR if rank is None else marks.pack_mark(rank)[0]
