"""Bursts: for each hashtag the heaviest span of any length up to a day.

A scan statistic (Kulldorff 1997, in time only): of all spans that begin and end with a use of the
tag, the one whose count exceeds its expectation most, by the Poisson log likelihood ratio. The
expectation spreads the tag's uses over the rhythm of all other posts, so that an evening on which
everybody posts more is not a burst; nor is the hour that the tag has every day, or every week.

Uses bring others, as answers and reposts: the chance of a count is that of cascades, not of uses
that are independent of one another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, logsumexp

from .acts import Acts, Floats, Ints

LONGEST_S = 86_400
SHORTEST_S = 60
"""Expectations are never for less than this: times are exact to the second at best."""
DAY_S, WEEK_DAYS = 86_400.0, 7
LEAST_POSTS = 10
BRANCHING = 0.6
"""Uses that each use of a tag brings, on average and at most, as in a lively thread."""
LENGTHS = 30
"""Spans that begin with one use overlap: they are no more looks than so many lengths."""
TAIL = 4_096
"""Terms of a tail that are added up; the least of them is a matter of rounding."""
THREAD_S = 21_600
"""Most uses of one thread lie within so long."""
CALM_PRIOR = 50.0
"""Uses as lively as that are added to a tag's own, before it counts as a calmer one."""
HOUR_S = 3_600
ALL_COUNTS = 64
"""Spans of up to so many posts are all looked at; longer ones in steps, then refined."""
STEP = 1.1

Totals = npt.NDArray[np.int64] | npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Activity:
    """The period that was collected, from its first to its last second, and its rhythm."""

    first: int
    last: int
    hours: Ints
    """Hours since 1970 in which there are posts of the period."""
    posts: Ints
    """How many posts each of them has."""

    @property
    def times(self) -> Ints:
        """A time within its hour for each post, seconds since 1970."""
        return np.repeat(self.hours * HOUR_S, self.posts)


@dataclass(frozen=True, slots=True)
class Burst:
    """The heaviest span of one tag; see the type of that name in ``graph/schema.py``."""

    hashtag: int
    rows: Ints
    """The acts in the span, among those given, in the order of time."""
    start_ts: int
    end_ts: int
    accounts: int
    share: float
    expected: float
    surprise: float
    """-log10 of the chance, after counting all spans of all tags that were looked at."""
    top_decile_share: float
    half_accounts: int


def find_bursts(
    uses: Acts,
    activity: Totals,
    *,
    least_posts: int = LEAST_POSTS,
    least_surprise: float = 2.0,
) -> list[Burst]:
    """Return the heaviest span of each tag, the most surprising first.

    Args:
        uses: who used which tag when; objects are the tags.
        activity: times of all posts, tagged or not, seconds; the corpus's rhythm.
        least_posts: tags with fewer uses, and spans with fewer, are left out.
        least_surprise: spans that are less surprising are left out; 2 is one chance in 100.
    """
    if not len(uses):
        return []
    order = np.lexsort((np.arange(len(uses)), uses.time, uses.object))
    tags, starts, sizes = np.unique(uses.object[order], return_index=True, return_counts=True)
    frequent = np.flatnonzero(sizes >= least_posts)
    corpus = _Corpus.of(activity) if len(activity) else _Corpus.of(uses.time / uses.ticks)
    looks = LENGTHS * int(np.sum(sizes[frequent])) + 1
    bursts = []
    for tag in frequent.tolist():
        rows = order[starts[tag] : starts[tag] + sizes[tag]]
        burst = _heaviest(int(tags[tag]), rows, uses, corpus, least_posts, looks)
        if burst is not None and burst.surprise >= least_surprise:
            bursts.append(burst)
    return sorted(bursts, key=lambda burst: (-burst.surprise, burst.hashtag))


@dataclass(frozen=True, slots=True)
class _Corpus:
    """Posts an hour, from the first hour to the last."""

    first: int
    counts: Floats

    @classmethod
    def of(cls, seconds: Totals) -> _Corpus:
        hours = (np.asarray(seconds) // HOUR_S).astype(np.int64)
        return cls(int(hours.min()), np.bincount(hours - hours.min()).astype(np.float64))

    def without(self, seconds: Floats) -> _Rhythm:
        """Return the rhythm of all posts but these."""
        hours = np.clip((seconds // HOUR_S).astype(np.int64) - self.first, 0, len(self.counts) - 1)
        others = self.counts - np.bincount(hours, minlength=len(self.counts))
        # A post an hour more than there is: where nothing else is known, time is even.
        others = np.maximum(others, 0.0) + 1.0
        return _Rhythm(self.first, np.concatenate([[0.0], np.cumsum(others)]) / others.sum())


@dataclass(frozen=True, slots=True)
class _Rhythm:
    first: int
    until: Floats
    """Share of the activity before each full hour."""

    def before(self, seconds: Floats) -> Floats:
        return np.interp(seconds / HOUR_S - self.first, np.arange(len(self.until)), self.until)

    @property
    def days(self) -> int:
        return max((len(self.until) - 1) // 24, 1)


@dataclass(frozen=True, slots=True)
class _Scan:
    """One tag's uses in order of time, and what is expected between any two of them."""

    seconds: Floats
    before: Floats
    """Share of the rhythm before each use."""
    after: Floats
    """Share of the rhythm before the least end of a span that begins with each use."""
    to: Floats
    """Share of the rhythm before the end of each use's second."""

    @classmethod
    def of(cls, seconds: Floats, rhythm: _Rhythm) -> _Scan:
        return cls(
            seconds,
            rhythm.before(seconds),
            rhythm.before(seconds + SHORTEST_S),
            rhythm.before(seconds + 1),
        )

    def expected(self, start: Ints, end: Ints) -> Floats:
        """Return how many of the uses the rhythm puts between two uses, both included."""
        share = np.maximum(self.to[end], self.after[start]) - self.before[start]
        return np.maximum(share, 1e-12) * len(self.seconds)

    def weight(self, start: Ints, end: Ints, least: int) -> Floats:
        """Return the log likelihood ratio of spans; negative where they do not count."""
        count, total = (end - start + 1).astype(np.float64), float(len(self.seconds))
        expected = self.expected(start, end)
        rest = np.maximum(total - count, 1e-9)
        ratio = count * np.log(count / expected)
        ratio += rest * np.log(rest / np.maximum(total - expected, 1e-9))
        fine = (count >= least) & (count > expected)
        fine &= self.seconds[end] - self.seconds[start] <= LONGEST_S
        return np.where(fine, ratio, -1.0)

    def best(self, least: int) -> tuple[int, int] | None:
        """Return first and last use of the heaviest span, None where there is none."""
        n = len(self.seconds)
        counts = np.arange(1, ALL_COUNTS + 1)
        if n > ALL_COUNTS:
            steps = int(np.log(n / ALL_COUNTS) / np.log(STEP)) + 1
            longer = ALL_COUNTS * STEP ** np.arange(1, steps + 1)
            counts = np.concatenate([counts, longer.astype(np.int64)])
        heaviest, best = 0.0, None
        for count in counts[(counts >= least) & (counts <= n)].tolist():
            start = np.arange(n - count + 1)
            weights = self.weight(start, start + count - 1, least)
            at = int(weights.argmax())
            if weights[at] > heaviest:
                heaviest, best = float(weights[at]), (at, at + count - 1)
        return best if best is None or n <= ALL_COUNTS else self._refined(*best, least)

    def _refined(self, start: int, end: int, least: int) -> tuple[int, int]:
        """Move each end to its best place in turn, until neither moves."""
        n = len(self.seconds)
        while True:
            ends = np.arange(start, n)
            new_end = start + int(self.weight(np.full(len(ends), start), ends, least).argmax())
            starts = np.arange(new_end + 1)
            new_start = int(self.weight(starts, np.full(len(starts), new_end), least).argmax())
            if (new_start, new_end) == (start, end):
                return start, end
            start, end = new_start, new_end


def _heaviest(
    tag: int, rows: Ints, uses: Acts, corpus: _Corpus, least_posts: int, looks: int
) -> Burst | None:
    seconds = uses.time[rows] / uses.ticks
    rhythm = corpus.without(seconds)
    scan = _Scan.of(seconds, rhythm)
    best = scan.best(least_posts)
    if best is None:
        return None
    first, last = best
    expected = float(scan.expected(np.array([first]), np.array([last]))[0])
    expected = max(expected, _other_times(seconds, first, last, rhythm.days))
    count = last - first + 1
    if count <= expected:
        return None
    span = rows[first : last + 1]
    by_account = np.sort(np.unique(uses.account[span], return_counts=True)[1])[::-1]
    busiest = by_account[: max(1, round(len(by_account) / 10))]
    return Burst(
        hashtag=tag,
        rows=span,
        start_ts=int(seconds[first]),
        end_ts=int(seconds[last]),
        accounts=len(by_account),
        share=count / len(rows),
        expected=expected,
        surprise=_surprise(count, expected, _branching(seconds, first, last, rhythm), looks),
        top_decile_share=float(busiest.sum() / count),
        half_accounts=int(np.searchsorted(np.cumsum(by_account), count / 2)) + 1,
    )


def _other_times(seconds: Floats, first: int, last: int, days: int) -> float:
    """Return how many uses the same hours of other days, or of other weeks, have on average."""
    averages = [0.0]
    for length in (1, WEEK_DAYS):
        turns = days // length
        shifts = np.arange(-turns, turns + 1) * (length * DAY_S)
        shifts = shifts[shifts != 0]
        low = np.searchsorted(seconds, seconds[first] + shifts, "left")
        high = np.searchsorted(seconds, seconds[last] + shifts, "right")
        if turns > 1:
            averages.append(float((high - low).sum()) / (turns - 1))
    return max(averages)


def _branching(seconds: Floats, first: int, last: int, rhythm: _Rhythm) -> float:
    """Return how many uses each use brings, by how uneven the tag is outside of a span.

    Cascades multiply the variance of counts by 1 / (1 - branching)^2 (Hawkes and Oakes 1974).
    """
    steps = -(-(len(rhythm.until) - 1) * HOUR_S // THREAD_S)
    edges = rhythm.first * float(HOUR_S) + np.arange(steps + 1) * THREAD_S
    near = (edges[1:] > seconds[first] - DAY_S) & (edges[:-1] < seconds[last] + DAY_S)
    count = np.histogram(seconds, edges)[0][~near]
    share = np.diff(rhythm.before(edges.astype(np.float64)))[~near]
    expected = share * (count.sum() / max(share.sum(), 1e-12))
    lively = CALM_PRIOR / (1 - BRANCHING) ** 2
    uneven = (((count - expected) ** 2).sum() + lively) / (expected.sum() + CALM_PRIOR)
    return float(np.clip(1 - 1 / np.sqrt(uneven), 0.0, BRANCHING)) if uneven > 1 else 0.0


def _surprise(count: int, expected: float, branching: float, looks: int) -> float:
    """Return -log10 of the chance of so many uses or more, which bring others, after all looks.

    How many cascades begin is Poisson's, and each has a size of Borel's distribution: together
    they have the generalised Poisson distribution of Consul and Jain (1973).
    """
    cascades = expected * (1 - branching)
    total = count + np.arange(TAIL)
    mean = cascades + branching * total
    chance = np.log(cascades) + (total - 1) * np.log(mean) - mean - gammaln(total + 1)
    return max(float(-(logsumexp(chance) / np.log(10)) - np.log10(looks)), 0.0)
