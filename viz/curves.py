"""A count that rises by one at each moment, as a line: when the members of a pack came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .chart import Tick, round_step, time_ticks
from .language import Language

WIDTH, HEIGHT = 760, 180
LEFT, RIGHT, TOP, BOTTOM = 48, 14, 12, 34


@dataclass(frozen=True, slots=True)
class Curve:
    """Everything that the template draws, in pixels."""

    path: str
    ticks_x: tuple[Tick, ...]
    ticks_y: tuple[Tick, ...]
    count: int
    first_ts: int
    last_ts: int
    half_ts: int
    """When half of them had come in, epoch seconds."""
    undated: int
    """Members without a time, which are not drawn."""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def first_acts(
    members: Iterable[Mapping[str, Any]], ties: Iterable[Mapping[str, Any]]
) -> list[int | None]:
    """Return per member the first act on which a tie within the pack rests, epoch seconds."""
    first: dict[str, int | None] = {member["account"]: None for member in members}
    for tie in ties:
        ends = tie["account_a"], tie["account_b"]
        ts = tie["first_ts"]
        if ts is None or not all(end in first for end in ends):
            continue
        for end in ends:
            held = first[end]
            first[end] = ts if held is None else min(held, ts)
    return list(first.values())


def curve(moments: Sequence[int | None], language: Language) -> Curve | None:
    """Return the line of moments, epoch seconds in any order; None where fewer than two differ."""
    dated = sorted(ts for ts in moments if ts is not None)
    if not dated or dated[0] == dated[-1]:
        return None
    start, end = dated[0], dated[-1]
    step = round_step(len(dated))
    top = -(-len(dated) // step) * step

    def x(ts: int) -> float:
        return round(LEFT + (ts - start) / (end - start) * (WIDTH - LEFT - RIGHT), 1)

    def y(count: int) -> float:
        return round(HEIGHT - BOTTOM - count / top * (HEIGHT - TOP - BOTTOM), 1)

    path = "".join(f"H{x(ts)}V{y(count)}" for count, ts in enumerate(dated, 1))
    return Curve(
        path=f"M{LEFT} {y(0)}{path}",
        ticks_x=tuple(Tick(x(ts), label) for ts, label in time_ticks(start, end, language)),
        ticks_y=tuple(Tick(y(count), language.number(count)) for count in range(0, top + 1, step)),
        count=len(dated),
        first_ts=start,
        last_ts=end,
        half_ts=dated[(len(dated) - 1) // 2],
        undated=len(moments) - len(dated),
    )
