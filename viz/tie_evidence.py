"""What is behind a tie: the objects that both accounts shared in the window, and when each did."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..graph.traces import TRACE_BY_KIND
from .model import Edge, Shared


@dataclass(frozen=True, slots=True)
class Act:
    """An account did something with an object, when in epoch seconds, and by which post."""

    account: str
    object: str
    ts: int
    post: str


_Timeline = list[tuple[int, str]]
_Timelines = dict[str, dict[str, _Timeline]]


def close_acts(
    edges: Iterable[Edge], acts: Mapping[str, Iterable[Act]]
) -> dict[Edge, list[Shared]]:
    """Return per tie the objects that both shared in its window, closest first.

    Edges that are no ties, and ties without such an object, are left out.

    Args:
        edges: edges of any kind.
        acts: by the type of the tie.
    """
    by_kind = {kind: _timelines(of_kind) for kind, of_kind in acts.items()}
    close = {}
    for edge in edges:
        timelines = by_kind.get(edge.trace)
        if timelines is None:
            continue
        window = edge.window_s or TRACE_BY_KIND[edge.trace].window_s
        first, second = timelines.get(edge.source, {}), timelines.get(edge.target, {})
        if pairs := list(_pairs(first, second, window)):
            close[edge] = sorted(pairs, key=lambda pair: (pair.gap_s, pair.object))
    return close


def _timelines(acts: Iterable[Act]) -> _Timelines:
    """Return by account and object when it acted, in order of time."""
    timelines: _Timelines = {}
    for act in acts:
        timelines.setdefault(act.account, {}).setdefault(act.object, []).append((act.ts, act.post))
    for objects in timelines.values():
        for timeline in objects.values():
            timeline.sort()
    return timelines


def _pairs(
    first: Mapping[str, _Timeline], second: Mapping[str, _Timeline], window: int
) -> Iterable[Shared]:
    """Yield each object of both with the two acts that are closest, those within the window."""
    for shared in first.keys() & second.keys():
        mine, others = first[shared], second[shared]
        if len(mine) == len(others) == 1:  # as with nearly all reposts
            a, b = mine[0], others[0]
        else:
            # The closest act of the other stands right before or after; no pair else is looked at.
            _, a, b = min(
                (abs(act[0] - others[place][0]), act, others[place])
                for act in mine
                for place in _beside(bisect_left(others, act), len(others))
            )
        if abs(a[0] - b[0]) <= window:
            yield Shared(shared, a[0], b[0], a[1], b[1])


def _beside(place: int, length: int) -> Iterable[int]:
    return range(max(0, place - 1), min(length, place + 1))
