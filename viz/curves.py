"""A count that rises by one at each moment, as a line: when the members of a pack came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .axes import Axes
from .language import Language


@dataclass(frozen=True, slots=True)
class Curve:
    """Everything that the template draws, in pixels."""

    axes: Axes
    path: str
    count: int
    first_ts: int
    last_ts: int
    half_ts: int
    """When half of them had come in, epoch seconds."""
    undated: int
    """Members without a time, which are not drawn."""


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
    axes = Axes(dated[0], dated[-1], len(dated), language, height=180, top=12, margin=14)
    path = "".join(f"H{axes.x(ts)}V{axes.y(count)}" for count, ts in enumerate(dated, 1))
    return Curve(
        axes=axes,
        path=f"M{axes.left} {axes.y(0)}{path}",
        count=len(dated),
        first_ts=dated[0],
        last_ts=dated[-1],
        half_ts=dated[(len(dated) - 1) // 2],
        undated=len(moments) - len(dated),
    )
