"""How a post spread: who reposted or quoted it and when, and who passed those quotes on.

A tree in time. The platform says what a repost passes on, not where its author saw it: all reposts
of a post hang on that post.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..queries.runner import every_row
from .axes import Tick
from .language import Language
from .model import Row
from .text import one_line

if TYPE_CHECKING:
    from ..graph import Store

DEPTH = 4
"""Quotes of quotes that are followed."""
MOST_ACTS = 20_000
"""Maximum number of reposts and quotes that are read of one depth; the report says so."""
MOST_BRANCHES = 12
WIDTH, LEFT, RIGHT, TOP, ROW = 760, 190, 14, 26, 22
_DOT = 3
"""Acts within so many pixels are one dot."""
_NAME = 22
_SCALE_S = (60, 600, 3600, 6 * 3600, 86_400, 7 * 86_400, 30 * 86_400, 365 * 86_400)


@dataclass(frozen=True, slots=True)
class Spread:
    """A post and everything that passed it on: rows of the stored query ``report-passed-on``."""

    post: Row
    acts: Sequence[Row] = ()
    cut: bool = False
    """Whether there are more acts than were read."""


@dataclass(frozen=True, slots=True)
class Dot:
    """Acts at about the same time, in pixels."""

    x: float
    radius: float
    count: int


@dataclass(frozen=True, slots=True)
class Branch:
    """A post in the tree: its name, its line from when it was posted on, and what passed it on."""

    label: str
    y: float
    start: float
    end: float
    stem: float | None
    """Height at which the line of the post that it quotes runs; None for the root."""
    dots: tuple[Dot, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Tree:
    """Everything that the template draws, in pixels, and what it says in words."""

    branches: tuple[Branch, ...]
    ticks: tuple[Tick, ...]
    author: str
    ts: int
    reposts: int
    quotes: int
    further: int
    """Acts that passed on a quote of it."""
    half_min: float
    """Minutes after which half of its reposts and quotes had been posted."""
    left_out: int
    """Quotes that others passed on and that have no line."""
    cut: bool
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def height(self) -> float:
        """Height of the whole, pixels."""
        return TOP + len(self.branches) * ROW + 6


def read_spread(store: Store, post: Row) -> Spread:
    """Return what passed a post on, and what passed on its quotes.

    Args:
        store: the graph.
        post: a row with ``post``, ``author`` and ``ts``.

    Raises:
        StoreError: the engine cannot answer.
    """
    acts: list[Row] = []
    seen, level, cut = {post["post"]}, [post["post"]], False
    for _ in range(DEPTH):
        if not level:
            break
        rows = every_row(store, "report-passed-on", posts=level, limit=MOST_ACTS + 1)
        cut = cut or len(rows) > MOST_ACTS
        fresh = [row for row in rows[:MOST_ACTS] if row["post"] not in seen]
        seen.update(row["post"] for row in fresh)
        acts += fresh
        level = sorted({row["post"] for row in fresh if row["kind"] == "QUOTES"})
    return Spread(post, acts, cut)


def spread_tree(spread: Spread, language: Language) -> Tree | None:
    """Return the tree of a post; None where nobody passed it on."""
    children: dict[str, list[Row]] = {}
    for act in spread.acts:
        children.setdefault(act["of_post"], []).append(act)
    root = spread.post
    direct = children.get(root["post"], [])
    if not direct:
        return None
    delays = sorted(max(0, act["ts"] - root["ts"]) for act in direct)
    longest = max(max(0, act["ts"] - root["ts"]) for act in spread.acts)
    drawn = _drawn(root, children)

    def x(ts: int) -> float:
        share = math.log1p(max(0, ts - root["ts"]) / 60) / math.log1p(max(60, longest) / 60)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    quoted = sum(act["kind"] == "QUOTES" for act in direct)
    with_lines = sum(post in children for post in {act["post"] for act in spread.acts})
    return Tree(
        branches=tuple(_branches(drawn, children, x)),
        ticks=tuple(
            Tick(x(root["ts"] + length), _length(length, language))
            for length in _SCALE_S
            if length <= longest
        ),
        author=one_line(f"@{root['author']}", 60),
        ts=root["ts"],
        reposts=len(direct) - quoted,
        quotes=quoted,
        further=len(spread.acts) - len(direct),
        half_min=delays[(len(delays) - 1) // 2] / 60,
        left_out=with_lines - (len(drawn) - 1),
        cut=spread.cut,
    )


def _branches(
    drawn: Sequence[tuple[Row, str | None]],
    children: Mapping[str, Sequence[Row]],
    x: Callable[[int], float],
) -> Iterator[Branch]:
    """Yield the lines of the drawn posts from above, ``x`` saying where a moment lies."""
    y = {row["post"]: TOP + (place + 0.5) * ROW for place, (row, _) in enumerate(drawn)}
    for row, parent in drawn:
        passed = children.get(row["post"], [])
        dots = _dots([x(act["ts"]) for act in passed])
        start = x(row["ts"])
        yield Branch(
            label=one_line(f"@{row['author'] or '?'}", _NAME),
            y=y[row["post"]],
            start=start,
            end=max([start, *(dot.x for dot in dots)]),
            stem=None if parent is None else y[parent],
            dots=dots,
            count=len(passed),
        )


def _drawn(root: Row, children: Mapping[str, Sequence[Row]]) -> list[tuple[Row, str | None]]:
    """Return the posts that have a line, each after the one that it quotes, with that one's id."""
    largest = sorted(
        (act for acts in children.values() for act in acts if act["post"] in children),
        key=lambda act: (-len(children[act["post"]]), act["ts"], act["post"]),
    )
    kept = {act["post"] for act in largest[:MOST_BRANCHES]}
    drawn: list[tuple[Row, str | None]] = []
    waiting: list[tuple[Row, str | None]] = [(root, None)]
    while waiting:
        row, parent = waiting.pop()
        drawn.append((row, parent))
        inside = [act for act in children.get(row["post"], ()) if act["post"] in kept]
        waiting += [(act, row["post"]) for act in reversed(inside)]
    return drawn


def _dots(places: Iterable[float]) -> tuple[Dot, ...]:
    counts = Counter(round(place / _DOT) for place in places)
    return tuple(
        Dot(column * _DOT, round(min(7.0, 1.4 + math.sqrt(count)), 1), count)
        for column, count in sorted(counts.items())
    )


def _length(seconds: int, language: Language) -> str:
    if seconds < 3600:  # noqa: PLR2004 - an hour
        return language.say("%(minutes)s min", minutes=seconds // 60)
    if seconds < 86_400:  # noqa: PLR2004 - a day
        return language.say("%(hours)s h", hours=seconds // 3600)
    return language.count("%(count)s day", "%(count)s days", seconds // 86_400)
