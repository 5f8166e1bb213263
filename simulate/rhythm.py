"""Day and night: when people of one time zone are awake to post."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from .campaign import HOUR, PARIS, Campaign

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

HOURLY = (
    3.0, 1.6, 0.9, 0.6, 0.5, 0.8, 1.9, 4.0, 5.2, 5.0, 4.8, 5.0,
    6.1, 6.0, 5.0, 4.6, 4.8, 5.4, 6.4, 7.2, 8.4, 8.8, 7.4, 5.0,
)  # fmt: skip
"""Relative activity by local hour: a dent in the night, a hump at lunch, most in the evening."""

SATURDAY = 5
WEEKEND = 0.85


class Rhythm:
    """The intensity of a whole population over a campaign, and time measured by it."""

    def __init__(self, campaign: Campaign) -> None:
        self.start, self.end = campaign.start_ms, campaign.end_ms
        edges = np.arange(self.start, self.end + HOUR, HOUR, dtype=np.float64)
        weights = np.array([_weight(int(at), campaign.rhythm) for at in edges[:-1]])
        lived = np.concatenate(([0.0], np.cumsum(weights)))
        self._edges = edges
        self._lived = lived * ((edges[-1] - edges[0]) / lived[-1])

    def sample(self, rng: np.random.Generator, count: int) -> Floats:
        """Draw times, epoch milliseconds."""
        lived = rng.random(count) * self._lived[-1]
        return np.asarray(np.interp(lived, self._lived, self._edges))

    def later(self, times: npt.NDArray[Any], delays: Floats) -> Floats:
        """Add delays (milliseconds) that pass slowly at night; beyond the end is infinite."""
        reached = np.interp(times, self._edges, self._lived) + delays
        return np.where(
            reached < self._lived[-1], np.interp(reached, self._lived, self._edges), np.inf
        )


def _weight(moment: int, rhythm: bool) -> float:
    if not rhythm:
        return 1.0
    local = datetime.fromtimestamp(moment / 1000, UTC).astimezone(PARIS)
    return HOURLY[local.hour] * (WEEKEND if local.weekday() >= SATURDAY else 1.0)
