"""The visual code: what each colour, shape, width and dash stands for, said once.

Pack colours are Okabe and Ito's set (2008), told apart under the common forms of colour blindness;
a pack also has a shape, and neighbours in rank differ in both, so that neither is needed alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle

from ..graph import traces
from .language import Language, marked

PACK_COLOURS = ("#e69f00", "#0072b2", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#b3a100")
PACK_SHAPES = ("dot", "square", "triangle", "diamond", "hexagon", "triangleDown")
LOOSE_COLOUR, LOOSE_SHAPE = "#8a8f98", "dot"
FIGURE_COLOUR, FIGURE_SHAPE, FIGURE_SIZE = "#b3003c", "star", 30.0


@dataclass(frozen=True, slots=True)
class EdgeMark:
    """How one kind of edge is drawn and spoken of; a tie speaks by its trace."""

    title: str
    meaning: str
    colour: str
    dashes: tuple[int, ...] = ()
    directed: bool = False


TIE_COLOURS = (
    "#4c78a8", "#b07d2b", "#8f6a3a", "#7a5195", "#5f4690", "#2a8c82", "#a2543d", "#c0765e",
    "#5b6ee1", "#8d6e97", "#3f7f4f", "#9c4f7c",
)  # fmt: skip
"""In the order of the declared traces; kindred traces have kindred colours, new ones the last."""

TIE_MEANING = marked("both %(act)s within the window")
TRACES: Mapping[str, EdgeMark] = {
    trace.kind: EdgeMark(trace.english.title, TIE_MEANING % {"act": trace.english.act}, colour)
    for trace, colour in zip(traces.TRACES.values(), cycle(TIE_COLOURS), strict=False)
} | {
    "AMPLIFIES": EdgeMark(
        marked("Reposts"), marked("the first reposts the second"), "#7d8590", dashes=(2, 4),
        directed=True,
    ),
    "ATTACKS": EdgeMark(
        marked("Attacks"), marked("posts of the account attack the figure, by the rules"),
        "#c2255c", dashes=(9, 4), directed=True,
    ),
    "SUPPORTS": EdgeMark(
        marked("Supports"), marked("posts of the account support the figure, by the rules"),
        "#2f9e44", dashes=(2, 3), directed=True,
    ),
}  # fmt: skip
TIES = tuple(kind for kind, trace in TRACES.items() if not trace.directed)
"""The undirected kinds: findings of a detection, with window, shared objects and q-value."""


def words_of(kind: str, language: Language) -> tuple[str, str]:
    """Return title and meaning of a kind of edge in a language."""
    trace = traces.TRACE_BY_KIND.get(kind)
    if trace is None:
        return language.say(TRACES[kind].title), language.say(TRACES[kind].meaning)
    words = language.words(trace)
    return words.title, language.say(TIE_MEANING, act=words.act)


def pack_mark(index: int) -> tuple[str, str]:
    """Return colour and shape of the pack at that place in the ranking, from 0."""
    return PACK_COLOURS[index % len(PACK_COLOURS)], PACK_SHAPES[index % len(PACK_SHAPES)]


def node_size(followers: int | None) -> float:
    """Return a radius in pixels, 7 to 25, by the logarithm of the followers; 7 if unknown.

    A logarithm, because followers span six orders of magnitude.
    """
    return 7.0 if not followers or followers < 0 else min(25.0, 7.0 + 2.6 * math.log10(followers))


def edge_width(shared: float) -> float:
    """Return a width in pixels, 0.8 to 8, by the logarithm of the count behind the edge."""
    return min(8.0, 0.8 + 0.8 * math.log2(max(1.0, shared)))
