"""A timeline as bars, drawn as SVG by the report's template: no script, no library, prints well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .axes import Axes
from .language import ENGLISH, Language

MOST_BARS = 120
_BINS_S = (60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400, 604_800)


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
class Chart:
    """Everything that the template draws, in pixels."""

    axes: Axes
    bars: tuple[Bar, ...]
    shaded: tuple[float, float]
    spark: float | None
    bin_s: int
    most: int


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
    bins = sorted(bins, key=lambda bin_: bin_.ts)
    start, end = span[0] - span[0] % bin_s, span[1] - span[1] % bin_s + bin_s
    most = max((bin_.attacks + bin_.supports + bin_.other for bin_ in bins), default=1) or 1
    axes = Axes(start, end, most, language, height=240, top=26, margin=10)
    width = round(max(1.0, (axes.right - axes.left) * bin_s / (end - start) - 1), 2)
    return Chart(
        axes=axes,
        bars=tuple(bar for bin_ in bins for bar in _stacked(bin_, axes, width)),
        shaded=(axes.x(shaded[0]), axes.x(shaded[1])),
        spark=None if spark is None else axes.x(spark),
        bin_s=bin_s,
        most=most,
    )


def _stacked(bin_: Bin, axes: Axes, width: float) -> Iterator[Bar]:
    """Yield the parts of a bin's bar, one upon the other."""
    below = 0
    for kind, count in (
        ("attacks", bin_.attacks),
        ("other", bin_.other),
        ("supports", bin_.supports),
    ):
        if count:
            y = axes.y(below + count)
            yield Bar(axes.x(bin_.ts), y, width, round(axes.y(below) - y, 2), kind, count)
            below += count
