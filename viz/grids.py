"""Tables as pictures: who attacks whom, which accounts share how much, and when people post.

Drawn as SVG by the report's template: cells whose shade tells a count, with rows and columns named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .language import Language, marked
from .text import one_line

WIDTH = 760
NAMED, TOP, WIDEST = 150, 24, 150
MOST_ACCOUNTS = 40
"""Accounts in one picture; the report says how many more there are."""
MOST_TARGETS = 8
_WEEKDAYS = (
    marked("Mon"), marked("Tue"), marked("Wed"), marked("Thu"), marked("Fri"), marked("Sat"),
    marked("Sun"),
)  # fmt: skip
_HOURS = 24
_DARK = 0.6
"""From this opacity on, the count is written in the colour of the page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A shaded square with its count, in pixels."""

    x: float
    y: float
    opacity: float
    count: int

    @property
    def dark(self) -> bool:
        """Whether its count must be light."""
        return self.opacity > _DARK


@dataclass(frozen=True, slots=True)
class Grid:
    """Everything that the template draws: named rows and columns, and cells."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[Cell, ...]
    most: int
    side: tuple[float, float]
    """Width and height of a cell, pixels."""
    numbered: bool
    left_out: int = 0
    """Rows that are not drawn."""
    width: int = WIDTH
    left: int = NAMED
    top: int = TOP

    @property
    def height(self) -> float:
        """Height of the whole, pixels."""
        return self.top + len(self.rows) * (self.side[1] + 1) + 4


def grid(
    rows: Sequence[str],
    columns: Sequence[str],
    counts: Mapping[tuple[int, int], int],
    *,
    high: float = 20,
    numbered: bool = True,
    left_out: int = 0,
) -> Grid | None:
    """Return a grid of counts by row and column; None where there is none."""
    most = max(counts.values(), default=0)
    if not most:
        return None
    wide = min(WIDEST, (WIDTH - NAMED - 4) / len(columns))
    cells = tuple(
        Cell(
            round(NAMED + column * wide, 2), round(TOP + row * high, 2),
            round(0.08 + 0.92 * (count / most) ** 0.5, 3), count,
        )
        for (row, column), count in sorted(counts.items()) if count
    )  # fmt: skip
    return Grid(
        tuple(one_line(row, 22) for row in rows), tuple(one_line(column, 22) for column in columns),
        cells, most, (round(wide - 1, 2), high - 1), numbered, left_out,
    )  # fmt: skip


def attacker_grid(attackers: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> Grid | None:
    """Return attacking posts by account and figure, of accounts that attack several."""
    drawn = attackers[:MOST_ACCOUNTS]
    posts: Counter[tuple[int, str]] = Counter()
    for row, attacker in enumerate(drawn):
        for stance in attacker["stances"]:
            if stance["stance"] == "ATTACKS":
                posts[row, stance["target"]] += stance["posts"]
    sums: Counter[str] = Counter()
    for (_, target), count in posts.items():
        sums[target] += count
    targets = [target for target, _ in sums.most_common(MOST_TARGETS)]
    counts = {
        (row, targets.index(target)): count
        for (row, target), count in posts.items() if target in targets
    }  # fmt: skip
    return grid(
        [_called(attacker["account"], attacker["handle"]) for attacker in drawn],
        [names.get(target) or target for target in targets], counts,
        left_out=len(attackers) - len(drawn),
    )  # fmt: skip


def pack_grid(
    members: Sequence[Mapping[str, Any]], ties: Iterable[Mapping[str, Any]]
) -> Grid | None:
    """Return what pairs of members shared, by account and account."""
    drawn = members[:MOST_ACCOUNTS]
    place = {member["account"]: at for at, member in enumerate(drawn)}
    counts: Counter[tuple[int, int]] = Counter()
    for tie in ties:
        a, b = place.get(tie["account_a"]), place.get(tie["account_b"])
        if a is not None and b is not None:
            counts[a, b] += tie["shared"] or 1
            counts[b, a] += tie["shared"] or 1
    return grid(
        [_called(member["account"], member["handle"]) for member in drawn],
        [str(at + 1) for at in range(len(drawn))], counts,
        high=14, numbered=False, left_out=len(members) - len(drawn),
    )  # fmt: skip


def _called(account: str, handle: str | None) -> str:
    return f"@{handle}" if handle else account


def clock(hours: Mapping[int, int], language: Language) -> Grid | None:
    """Return posts by weekday and hour in the zone of the page.

    Args:
        hours: posts by the epoch second at which their hour, or a part of it, begins.
        language: that of the page, with its zone.
    """
    counts: Counter[tuple[int, int]] = Counter()
    for ts, posts in hours.items():
        when = datetime.fromtimestamp(ts, language.zone)
        counts[when.weekday(), when.hour] += posts
    return grid(
        [language.say(day) for day in _WEEKDAYS], [str(hour) for hour in range(_HOURS)], counts,
        numbered=False,
    )  # fmt: skip
