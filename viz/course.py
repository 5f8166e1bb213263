"""When what is drawn happened: the course of the case, and of each edge.

One length of bin serves both, so that a span chosen under the picture decides for every edge
whether it acts in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..queries.runner import every_row
from .model import Actor, Course, CourseBin, Edge, Row, Shared, Spark

if TYPE_CHECKING:
    from ..graph import Store

BIN_LENGTHS_S = (60, 300, 600, 1800, 3600, 21_600, 86_400)
MAX_BINS = 40_000
"""Bins that hold a post; a page with more is heavy, and no screen shows them."""

Acts = tuple[tuple[int, int], ...]
"""Numbers of bins of the course, and acts in each."""
_EdgeKey = tuple[str, str, str]


def read_course(
    store: Store,
    actors: Sequence[Actor],
    edges: Sequence[Edge],
    close: Mapping[Edge, Sequence[Shared]],
    reposts: Iterable[Row],
) -> tuple[Course | None, list[Acts]]:
    """Return the course of the case and of each edge; None where no post has a time.

    Args:
        store: the graph.
        actors: accounts and figures of the picture.
        edges: edges of the picture.
        close: per tie, what both shared in the window.
        reposts: rows of ``picture-reposts`` for the accounts.
    """
    members = [actor.id for actor in actors if actor.pack is not None]
    rows = every_row(store, "picture-course", bin_s=BIN_LENGTHS_S[0], members=members)
    course = course_of(rows, _sparks(store, actors))
    if course is None:
        return None, [()] * len(edges)
    accounts = [actor.id for actor in actors if not actor.figure]
    rows = every_row(
        store, "picture-acts", accounts=accounts, bin_s=BIN_LENGTHS_S[0], reposts=False
    )
    acts = _acts(rows, edges) | _repost_acts(reposts, edges)
    acts.update(_tie_acts(close))
    return course, [_numbered(acts.get(_key(edge)), course) for edge in edges]


def course_of(
    rows: Iterable[Row], sparks: tuple[Spark, ...], max_bins: int = MAX_BINS
) -> Course | None:
    """Return the course of rows of ``picture-course``, in the shortest bins that are few enough."""
    heads: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for row in rows:
        heads[row["head"]][row["bin"]] += row["posts"]
    moments = sorted(set().union(*heads.values()))
    if not moments:
        return None
    bin_s = next(
        (s for s in BIN_LENGTHS_S if len({ts // s for ts in moments}) <= max_bins),
        BIN_LENGTHS_S[-1],
    )
    start = moments[0] // bin_s
    numbers = sorted({ts // bin_s - start for ts in moments})
    sums = {head: _summed(counts, start, bin_s) for head, counts in heads.items()}
    bins = tuple(
        CourseBin(number, **{head: counts[number] for head, counts in sums.items()})
        for number in numbers
    )
    return Course(start * bin_s, bin_s, bins, sparks)


def _summed(counts: Mapping[int, int], start: int, bin_s: int) -> Counter[int]:
    summed: Counter[int] = Counter()
    for ts, count in counts.items():
        summed[ts // bin_s - start] += count
    return summed


def _sparks(store: Store, actors: Sequence[Actor]) -> tuple[Spark, ...]:
    """Return of each attack the post that reached most people, by drawn accounts or not."""
    names = {actor.id: actor.shown for actor in actors if actor.figure}
    by_handle = {actor.handle: actor.id for actor in actors if actor.handle}
    first: dict[tuple[str, int], Row] = {}
    for row in every_row(store, "attack-sparks"):
        first.setdefault((row["target"], row["attack_ts"]), row)
    return tuple(
        Spark(
            ts,
            names.get(target, target),
            row["account"] or "",
            tuple(by_handle[handle] for handle in row["relays"] if handle in by_handle),
        )
        for (target, ts), row in sorted(first.items(), key=lambda item: (item[0][1], item[0][0]))
    )


def _key(edge: Edge) -> _EdgeKey:
    return edge.source, edge.target, edge.trace


def _acts(rows: Iterable[Row], edges: Iterable[Edge]) -> dict[_EdgeKey, Counter[int]]:
    """Return posts by second per edge with a direction."""
    acts: dict[_EdgeKey, Counter[int]] = {_key(edge): Counter() for edge in edges}
    for row in rows:
        counts = acts.get((row["account"], row["other"], row["kind"]))
        if counts is not None:
            counts[row["bin"]] += row["posts"]
    return {key: counts for key, counts in acts.items() if counts}


def _repost_acts(rows: Iterable[Row], edges: Iterable[Edge]) -> dict[_EdgeKey, Counter[int]]:
    """Return the seconds of the reposts behind each edge that stands for reposts."""
    acts: dict[_EdgeKey, Counter[int]] = {
        _key(edge): Counter() for edge in edges if edge.trace == "AMPLIFIES"
    }
    for row in rows:
        counts = acts.get((row["account"], row["author"], "AMPLIFIES"))
        if counts is not None:
            counts[row["ts"]] += 1
    return {key: counts for key, counts in acts.items() if counts}


def _tie_acts(close: Mapping[Edge, Sequence[Shared]]) -> dict[_EdgeKey, Counter[int]]:
    """Return per tie the seconds at which the later of both acted."""
    return {
        _key(edge): Counter(max(shared.first_ts, shared.second_ts) for shared in posts)
        for edge, posts in close.items()
    }


def _numbered(counts: Mapping[int, int] | None, course: Course) -> Acts:
    if not counts:
        return ()
    start = course.start_ts // course.bin_s
    return tuple(sorted(_summed(counts, start, course.bin_s).items()))
