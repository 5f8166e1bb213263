"""Where in its span a burst really is: the shortest part that holds most of its posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CORE_SHARE = 0.8
"""Share of the posts that the core of a burst holds."""


@dataclass(frozen=True, slots=True)
class Core:
    """The shortest part of a span that holds a share of its posts, and the fullest bin.

    Times are epoch seconds; ``end_ts`` and ``peak_ts + bin_s`` are exclusive.
    """

    start_ts: int
    end_ts: int
    posts: int
    peak_ts: int
    peak_posts: int
    bin_s: int
    share: float

    @property
    def minutes(self) -> float:
        """Its length."""
        return (self.end_ts - self.start_ts) / 60


def burst_core(counts: Mapping[int, int], bin_s: int, share: float = CORE_SHARE) -> Core | None:
    """Return the core of a span of time, or None where it holds no post.

    Of several parts that are equally short the fullest is taken, then the first.

    Args:
        counts: posts by the second at which their bin begins; empty bins may be absent.
        bin_s: length of a bin, seconds.
        share: share of all posts that the core must hold, 0 to 1.
    """
    bins = sorted((ts, count) for ts, count in counts.items() if count)
    if not bins:
        return None
    needed = share * sum(count for _, count in bins)
    best: tuple[int, int, int, int] | None = None
    first = held = 0
    for end, count in bins:
        held += count
        while held - bins[first][1] >= needed:
            held -= bins[first][1]
            first += 1
        if held >= needed:
            start = bins[first][0]
            candidate = (end + bin_s - start, -held, start, end + bin_s)
            best = candidate if best is None else min(best, candidate)
    if best is None:
        return None
    _, posts, start, end = best
    peak_ts, peak = max(bins, key=lambda bin_: (bin_[1], -bin_[0]))
    return Core(start, end, -posts, peak_ts, peak, bin_s, share)
