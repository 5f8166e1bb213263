"""Draws the plan of the rooms and the declared graph as SVG, for the pages of the site.

Colours follow the reader's setting, light or dark. Run by ``docs/generate.py``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from meute.graph.schema import NODES, RELATIONSHIPS
from meute.graph.traces import TRACES

BOX_WIDTH, BOX_HEIGHT, LINE, ASIDE = 132, 40, 15, 46
_STYLE = """
svg { font: 13px system-ui, sans-serif; --ink: #1a1a1a; --paper: #fff; --box: #eef3fb; }
@media (prefers-color-scheme: dark) { svg { --ink: #e6e6e6; --paper: #131416; --box: #24344d; } }
rect { fill: var(--box); stroke: var(--ink); rx: 8px; }
text { fill: var(--ink); text-anchor: middle; }
.name { font-weight: 600; }
.label { font-size: 11px; paint-order: stroke; stroke: var(--paper); stroke-width: 6px; }
path { fill: none; stroke: var(--ink); stroke-width: 1.2; }
marker path { fill: var(--ink); stroke: none; }
"""
_ARROW = (
    '<marker id="end" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="8" markerHeight="8" '
    'orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker>'
)


@dataclass(frozen=True, slots=True)
class Box:
    """A box by the middle of it, in pixels, with a line below its name."""

    name: str
    x: float
    y: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between two boxes, by their names, and what stands on it, line by line."""

    source: str
    target: str
    lines: tuple[str, ...] = ()


def drawing(title: str, width: int, height: int, boxes: list[Box], arrows: list[Arrow]) -> str:
    """Return an SVG of boxes and arrows."""
    places = {box.name: box for box in boxes}
    ends = {(arrow.source, arrow.target) for arrow in arrows}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style><defs>{_ARROW}</defs>",
        *(
            part
            for arrow in arrows
            for part in _arrow(arrow, places, aside=(arrow.target, arrow.source) in ends)
        ),
        *(part for box in boxes for part in _box(box)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _box(box: Box) -> Iterator[str]:
    left, top = box.x - BOX_WIDTH / 2, box.y - BOX_HEIGHT / 2
    yield f'<rect x="{left:g}" y="{top:g}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}"/>'
    middle = box.y - (3 if box.note else -4)
    yield f'<text class="name" x="{box.x:g}" y="{middle:g}">{escape(box.name)}</text>'
    if box.note:
        yield f'<text x="{box.x:g}" y="{box.y + 13:g}" font-size="11">{escape(box.note)}</text>'


def _arrow(arrow: Arrow, places: Mapping[str, Box], *, aside: bool) -> Iterator[str]:
    """Yield an arrow; ``aside`` where another one goes the other way."""
    source, target = places[arrow.source], places[arrow.target]
    if source is target:
        yield from _loop(arrow, source, up=source.y <= min(box.y for box in places.values()))
        return
    (x1, y1), (x2, y2) = _edge(source, target), _edge(target, source)
    length = math.hypot(x2 - x1, y2 - y1)
    right, down = ((y1 - y2) / length, (x2 - x1) / length) if aside else (0, 0)
    x1, x2 = (round(x + ASIDE * right, 1) for x in (x1, x2))
    y1, y2 = (round(y + ASIDE * down, 1) for y in (y1, y2))
    yield f'<path marker-end="url(#end)" d="M{x1:g} {y1:g}L{x2:g} {y2:g}"/>'
    top = (y1 + y2) / 2 + 4 - LINE * (len(arrow.lines) - 1) / 2
    yield from _lines(arrow.lines, (x1 + x2) / 2, top)


def _loop(arrow: Arrow, box: Box, *, up: bool) -> Iterator[str]:
    sign, x = -1 if up else 1, box.x
    y = box.y + sign * BOX_HEIGHT / 2
    far = y + sign * 40
    yield f'<path marker-end="url(#end)" d="M{x - 24:g} {y:g}C{x - 34:g} {far:g} {x + 34:g} '
    yield f'{far:g} {x + 24:g} {y:g}"/>'
    top = y - 36 - LINE * (len(arrow.lines) - 1) if up else y + 46
    yield from _lines(arrow.lines, x, top)


def _lines(lines: Iterable[str], x: float, top: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        y = top + number * LINE
        yield f'<text class="label" x="{x:g}" y="{y:g}">{escape(line)}</text>'


def _edge(box: Box, other: Box) -> tuple[float, float]:
    """Return where the line between the middles of two boxes leaves the first."""
    across, down = other.x - box.x, other.y - box.y
    share = min(
        BOX_WIDTH / 2 / abs(across) if across else math.inf,
        BOX_HEIGHT / 2 / abs(down) if down else math.inf,
    )
    return round(box.x + share * across, 1), round(box.y + share * down, 1)


_PLACES = {
    "Pack": (90, 110), "Salvo": (90, 220), "Burst": (90, 330),
    "Account": (370, 110), "Post": (370, 330), "Target": (650, 110),
    "Hashtag": (650, 220), "Link": (650, 330), "Media": (650, 420), "Domain": (890, 330),
    "Import": (890, 110), "Run": (890, 175),
}  # fmt: skip
_NOTES = {"Import": "files that were loaded", "Run": "of detect, its options"}
_TIES = frozenset(trace.kind for trace in TRACES.values())


def graph() -> str:
    """Return the drawing of all labels and relationship types; a new label needs a place."""
    kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
    for held in RELATIONSHIPS:
        name = "CO_… by trace" if held.kind in _TIES else held.kind
        lines = kinds[held.source.label, held.target.label]
        if name not in lines:
            lines.append(name)
    boxes = [Box(node.label, *_PLACES[node.label], _NOTES.get(node.label, "")) for node in NODES]
    arrows = [Arrow(source, target, tuple(lines)) for (source, target), lines in kinds.items()]
    title = "The labels of the graph and the relationships between them"
    return drawing(title, 980, 450, boxes, arrows)


def rooms() -> str:
    """Return the plan of the rooms: what each takes from where."""
    boxes = [
        Box("export files", 80, 40), Box("simulate/", 80, 140, "a planted case"),
        Box("loader/", 290, 40, "records, rows"), Box("figures/", 290, 140, "rules, stances"),
        Box("detect/", 290, 240, "ties, packs, bursts"), Box("graph/", 560, 140, "either engine"),
        Box("server/", 560, 240, "a local Neo4j"), Box("queries/", 770, 90, "runs cypher/"),
        Box("exports/", 770, 190, "the whole graph"), Box("tables", 980, 40),
        Box("viz/", 980, 115, "pages, report"), Box("other tools", 980, 190),
    ]  # fmt: skip
    arrows = [
        Arrow("simulate/", "export files"), Arrow("export files", "loader/"),
        Arrow("loader/", "graph/", ("posts",)), Arrow("figures/", "graph/", ("attacks, support",)),
        Arrow("detect/", "graph/", ("findings",)), Arrow("server/", "graph/"),
        Arrow("graph/", "queries/"), Arrow("graph/", "exports/"),
        Arrow("queries/", "viz/"), Arrow("queries/", "tables"),
        Arrow("exports/", "other tools"),
    ]  # fmt: skip
    return drawing("The rooms of the program and what flows between them", 1060, 280, boxes, arrows)
