"""The axes of a drawn picture: moments along it, counts up it, in pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from .language import Language

WIDTH, LEFT, BOTTOM = 760, 48, 34
_STEPS_S = (300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000)
_TICKS = 8
_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale, in pixels, with its label."""

    position: float
    label: str


@dataclass(frozen=True, slots=True)
class Axes:
    """Where moments and counts lie; ``top`` and ``margin`` are what is left free there."""

    start: int
    """Epoch seconds, as ``end``."""
    end: int
    most: int
    """The largest count."""
    language: Language
    """That of the labels."""
    height: int
    top: int
    margin: int
    width: int = WIDTH
    left: int = LEFT

    @property
    def right(self) -> int:
        """Return where the time ends."""
        return self.width - self.margin

    @property
    def bottom(self) -> int:
        """Return where the count is 0."""
        return self.height - BOTTOM

    def x(self, ts: float) -> float:
        """Return where a moment lies; what is outside lies at the edge."""
        share = (min(max(ts, self.start), self.end) - self.start) / (self.end - self.start)
        return round(self.left + share * (self.right - self.left), 2)

    def y(self, count: float) -> float:
        """Return where a count lies."""
        step = self._step
        share = count / (math.ceil(self.most / step) * step)
        return round(self.bottom - share * (self.bottom - self.top), 2)

    @property
    def ticks_x(self) -> list[Tick]:
        """Return round moments in the language's zone."""
        zone = self.language.zone
        step = next((s for s in _STEPS_S if (self.end - self.start) / s <= _TICKS), _STEPS_S[-1])
        offset = datetime.fromtimestamp(self.start, zone).utcoffset()
        passed = self.start + (int(offset.total_seconds()) if offset else 0)
        ticks = []
        for ts in range(self.start + -passed % step, self.end + 1, step):
            when = datetime.fromtimestamp(ts, zone)
            whole_day = step >= _DAY_S or when.hour == when.minute == 0
            label = self.language.month_day(when) if whole_day else f"{when:%H:%M}"
            ticks.append(Tick(self.x(ts), label))
        return ticks

    @property
    def ticks_y(self) -> list[Tick]:
        """Return round counts, from 0 to the first that no count exceeds."""
        counts = range(0, self.most + self._step, self._step)
        return [Tick(self.y(count), self.language.number(count)) for count in counts]

    @property
    def _step(self) -> int:
        """1, 2 or 5 times a power of ten: about four lines."""
        raw = max(1.0, self.most / 4)
        power = 10 ** math.floor(math.log10(raw))
        return int(next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw))
