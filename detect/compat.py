"""The edges of two other tools, exactly, with what is questionable in them.

For checking findings against published work; nothing else here rests on these. Neither tool asks
how likely an edge is by accident, and both count differently:

- ``coordination-network-toolkit`` (``co_retweet``) counts the messages of one account that have
  company by the other, for each direction. Its minimum weight holds for each direction alone, so
  that of a pair one direction can be missing.
- ``CooRTweet`` counts pairs of rows, so that two accounts with n rows each on one object weigh
  n². Its minimum participation counts rows and not objects, counts rows without any company
  in its first pass, and holds for either account of a pair. Its symmetry score compares older
  with newer rows, not one account with the other: an account with a hundred rows around a single
  one of another is called perfectly symmetric.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..errors import DetectError
from .acts import Acts, Codes, Floats, Ints, Mask, distinct
from .sweep import CHUNK, Timeline, account_ranges, pairs_within, sweep
from .ties import Ties

MOST_ROW_PAIRS = 20_000_000
"""Pairs of rows beyond which CooRTweet's network is refused: about 100 bytes each."""


@dataclass(frozen=True, slots=True)
class DirectedEdges:
    """Edges of coordination-network-toolkit, sorted by source, then target."""

    source: Codes
    target: Codes
    weight: Codes


def toolkit_edges(
    acts: Acts,
    window: float,
    minimum: int = 2,
    *,
    content: npt.ArrayLike | None = None,
    loops: bool = False,
) -> DirectedEdges:
    """Return the co-retweet network of coordination-network-toolkit 1.5.

    Args:
        acts: reposts.
        window: seconds, inclusive.
        minimum: minimum weight of an edge; a pair may keep one direction only.
        content: code of each act's message, shape (n,); repeated messages are dropped.
        loops: also return each account's edge to itself, which the tool's table holds and its
            exports leave out; its weight is the account's number of reposts.
    """
    if content is not None:
        acts = acts.take(np.sort(np.unique(content, return_index=True)[1]))
    ties = toolkit_ties(acts, window, minimum)
    source = [ties.a, ties.b]
    target = [ties.b, ties.a]
    weight = [ties.from_a.astype(np.int32), ties.from_b.astype(np.int32)]
    if loops:
        own = np.bincount(acts.account).astype(np.int32)
        source.append(np.flatnonzero(own).astype(np.int32))
        target.append(source[-1])
        weight.append(own[own > 0])
    columns = [np.concatenate(column) for column in (source, target, weight)]
    columns = [column[columns[2] >= minimum] for column in columns]
    order = np.lexsort((columns[1], columns[0]))
    return DirectedEdges(*(column[order] for column in columns))


def toolkit_ties(acts: Acts, window: float, minimum: int = 2) -> Ties:
    """Return the same network with one row a pair of accounts, both directions in it.

    ``from_a`` and ``from_b`` are the weights; one of them may be less than ``minimum``, and is
    then no edge of that tool.
    """
    ties = sweep(acts, window)
    return ties.take((ties.from_a >= minimum) | (ties.from_b >= minimum))


@dataclass(frozen=True, slots=True)
class CoorEdges:
    """Edges of CooRTweet, sorted by ``a``, then ``b``; always ``a < b``."""

    a: Codes
    b: Codes
    weight: Codes
    """Pairs of rows."""
    mean_gap: Floats
    """``avg_time_delta``, seconds."""
    symmetry: Floats
    """``edge_symmetry_score``: distinct contents on the older side against the newer side."""
    strong: Mask
    """Heavier than the quantile of all weights that was asked for."""


def coortweet_edges(
    acts: Acts,
    window: float = 10,
    participation: int = 2,
    *,
    content: npt.ArrayLike,
    shares_itself: npt.ArrayLike | None = None,
    quantile: float = 0.5,
) -> CoorEdges:
    """Return the network of CooRTweet's ``detect_groups`` and ``generate_coordinated_network``.

    Args:
        acts: rows of the table.
        window: ``time_window``, seconds, inclusive.
        participation: ``min_participation``, rows.
        content: code of each row's ``content_id``, shape (n,).
        shares_itself: rows whose ``content_id`` is their ``object_id``, shape (n,).
        quantile: ``edge_weight``; an edge is strong when it is heavier than this quantile.
    """
    contents = np.asarray(content, np.int64)
    own = np.zeros(len(acts), bool) if shares_itself is None else np.asarray(shares_itself, bool)
    active = np.bincount(acts.account)[acts.account] >= participation if len(acts) else own
    line = Timeline.of(acts.take(active), acts.window(window))
    contents, own = contents[active][line.rows], own[active][line.rows]
    survives = np.zeros(contents.max(initial=-1) + 1, bool)
    for i, j in _row_pairs(line, contents, own):
        survives[contents[i]] = survives[contents[j]] = True
    passes = _passing(line.acts, contents, survives, participation)
    _refuse_many(line, contents, own, passes)
    kept = []
    for i, j in _row_pairs(line, contents, own):
        passing = passes[contents[i]] | passes[contents[j]]
        kept.append((i[passing], j[passing]))
    none = np.zeros(0, np.int64)
    older = np.concatenate([none, *(np.minimum(i, j) for i, j in kept)])
    newer = np.concatenate([none, *(np.maximum(i, j) for i, j in kept)])
    return _network(older, newer, line.acts, contents, quantile)


def _refuse_many(line: Timeline, contents: Ints, own: Mask, passes: Mask) -> None:
    """Count the pairs of rows that the network is made of, and refuse too many before it is made.

    Raises:
        DetectError: there are more than :data:`MOST_ROW_PAIRS`.
    """
    pairs = 0
    for i, j in _row_pairs(line, contents, own):
        pairs += int(np.count_nonzero(passes[contents[i]] | passes[contents[j]]))
    if pairs > MOST_ROW_PAIRS:
        raise DetectError(
            f"CooRTweet's network is made of {pairs:,} pairs of rows, more than the "
            f"{MOST_ROW_PAIRS:,} that can be held",
            "Ask for a shorter --window or a greater --min-shared; nothing was written.",
        )


def _row_pairs(line: Timeline, contents: Ints, own: Mask) -> Iterator[tuple[Ints, Codes]]:
    """Yield pairs of rows without "loops": one account, one content, or a row sharing itself."""
    for rows in account_ranges(line, CHUNK):
        for i, j in pairs_within(line, rows):
            fine = (contents[i] != contents[j]) & ~own[i] & ~own[j]
            yield i[fine], j[fine]


def _passing(acts: Acts, contents: Ints, survives: Mask, participation: int) -> Mask:
    """Return the contents of accounts that have enough rows among the surviving contents."""
    rows = survives[contents]
    enough = np.bincount(acts.account[rows], minlength=acts.accounts) >= participation
    passes = np.zeros(len(survives), bool)
    passes[contents[rows & enough[acts.account]]] = True
    return passes


def _network(older: Ints, newer: Ints, acts: Acts, contents: Ints, quantile: float) -> CoorEdges:
    ends = np.sort([acts.account[older], acts.account[newer]], axis=0).astype(np.int64)
    edges, edge, weight = np.unique(
        ends[0] << 32 | ends[1], return_inverse=True, return_counts=True
    )
    gap = (acts.time[newer] - acts.time[older]) / acts.ticks
    sides = [_distinct(edge, contents[side], len(edges)) for side in (older, newer)]
    strong = weight > np.quantile(weight, quantile) if len(edges) else np.zeros(0, bool)
    return CoorEdges(
        (edges >> 32).astype(np.int32),
        (edges & 0x7FFFFFFF).astype(np.int32),
        weight.astype(np.int32),
        np.bincount(edge, gap, len(edges)) / weight,
        np.minimum(*sides) / np.maximum(*sides),
        strong,
    )


def _distinct(edge: Ints, values: Ints, edges: int) -> Ints:
    """Count the distinct values of each edge."""
    pairs = distinct(edge << 32 | values)
    return np.bincount(pairs >> 32, minlength=edges)
