"""A timeline as bars, drawn as SVG by the report's template: no script, no library, prints well."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from .language import ENGLISH, Language

WIDTH, HEIGHT = 760, 240
LEFT, RIGHT, TOP, BOTTOM = 48, 10, 26, 34
MOST_BARS = 120
_BINS_S = (60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400, 604_800)
_STEPS_S = (300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000)
_TICKS = 8
_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Bin:
    """Posts of one span of time, by stance; the three counts do not overlap."""

    ts: int
    attacks: int
    supports: int
    other: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a bar in pixels, and what it counts."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale, in pixels, with its label."""

    position: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that the template draws, in pixels."""

    bars: tuple[Bar, ...]
    ticks_x: tuple[Tick, ...]
    ticks_y: tuple[Tick, ...]
    shaded: tuple[float, float]
    spark: float | None
    bin_s: int
    most: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def bin_length(start_ts: int, end_ts: int) -> int:
    """Return a round length in seconds that cuts the span into at most 120 bins."""
    span = max(1, end_ts - start_ts)
    return next((length for length in _BINS_S if span / length <= MOST_BARS), span)


def draw(
    bins: Iterable[Bin],
    span: tuple[int, int],
    shaded: tuple[int, int],
    spark: int | None,
    bin_s: int,
    language: Language = ENGLISH,
) -> Chart:
    """Return the chart of the bins over a span, with the burst shaded and the spark marked.

    All times are epoch seconds; ``language`` is that of the labels.
    """
    bins = sorted(bins, key=lambda one: one.ts)
    start, end = span[0] - span[0] % bin_s, span[1] - span[1] % bin_s + bin_s
    most = max((one.attacks + one.supports + one.other for one in bins), default=1) or 1
    step = round_step(most)
    top = math.ceil(most / step) * step

    def x(ts: float) -> float:
        share = (min(max(ts, start), end) - start) / (end - start)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 2)

    def height(count: float) -> float:
        return count / top * (HEIGHT - TOP - BOTTOM)

    width = round(max(1.0, (WIDTH - LEFT - RIGHT) * bin_s / (end - start) - 1), 2)
    return Chart(
        tuple(bar for one in bins for bar in _stacked(one, x(one.ts), width, height)),
        tuple(Tick(x(ts), label) for ts, label in time_ticks(start, end, language)),
        tuple(
            Tick(round(HEIGHT - BOTTOM - height(value), 2), language.number(value))
            for value in range(0, top + 1, step)
        ),
        (x(shaded[0]), x(shaded[1])),
        None if spark is None else x(spark),
        bin_s,
        most,
    )


def _stacked(bin_: Bin, x: float, width: float, height: Callable[[float], float]) -> Iterator[Bar]:
    """Yield the parts of a bin's bar, one upon the other."""
    base = float(HEIGHT - BOTTOM)
    for kind, count in (
        ("attacks", bin_.attacks),
        ("other", bin_.other),
        ("supports", bin_.supports),
    ):
        if count:
            base -= height(count)
            yield Bar(x, round(base, 2), width, round(height(count), 2), kind, count)


def round_step(most: int) -> int:
    """Return a step of 1, 2 or 5 times a power of ten that gives about four lines."""
    raw = max(1.0, most / 4)
    power = 10 ** math.floor(math.log10(raw))
    return int(next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw))


def time_ticks(start: int, end: int, language: Language) -> Sequence[tuple[int, str]]:
    """Return round moments of a span, epoch seconds, with what stands beside them."""
    step = next((s for s in _STEPS_S if (end - start) / s <= _TICKS), _STEPS_S[-1])
    offset = datetime.fromtimestamp(start, language.zone).utcoffset()
    first = start + -(start + (int(offset.total_seconds()) if offset else 0)) % step
    ticks = []
    for ts in range(first, end + 1, step):
        when = datetime.fromtimestamp(ts, language.zone)
        whole_day = step >= _DAY_S or when.hour == when.minute == 0
        ticks.append((ts, language.month_day(when) if whole_day else f"{when:%H:%M}"))
    return ticks
