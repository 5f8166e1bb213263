"""Ties: what pairs of acts say about pairs of accounts, one row a pair of accounts."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from ..errors import DetectError
from .acts import Acts, Codes, Ints, Mask, Seconds, changes

MOST_TIES = 30_000_000
"""Ties beyond which a sweep is refused: 29 to 44 bytes each in the result."""

MOST_WRITTEN = 4_000_000
"""Edges beyond which a run is not written: half a kilobyte each, so that 3 GB suffice."""

BYTE = 255
NarrowCounts = npt.NDArray[np.uint8] | npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Ties:
    """One row a pair of accounts, sorted by ``a``, then ``b``; always ``a < b``.

    Counts are of what lies within the window, in bytes as long as all of them fit: widen a column
    before arithmetic. Gaps are in seconds.
    """

    a: Codes
    b: Codes
    shared: NarrowCounts
    """Distinct objects."""
    pairs: NarrowCounts
    """Pairs of acts, one of each account."""
    from_a: NarrowCounts
    """Acts of ``a`` in at least one pair."""
    from_b: NarrowCounts
    a_first: NarrowCounts
    """Pairs in which ``a`` acted before ``b``; a draw is not one."""
    median_gap: npt.NDArray[np.float32]
    min_gap: npt.NDArray[np.float32]
    first: Seconds
    """The earliest and the latest act that takes part, whole seconds since 1970."""
    last: Seconds

    def __len__(self) -> int:
        return len(self.a)

    def take(self, rows: Mask | Ints) -> Self:
        """Return those rows."""
        return type(self)(*(getattr(self, name)[rows] for name in _COLUMNS))


_COLUMNS = [field.name for field in fields(Ties)]
_WIDTHS = {
    "a": np.int32,
    "b": np.int32,
    "median_gap": np.float32,
    "min_gap": np.float32,
    "first": np.uint32,
    "last": np.uint32,
}


class TieColumns:
    """Ties written one behind the other into columns of their greatest possible length.

    Untouched pages of a column cost no memory, while joining parts would need all of it twice.
    Counts begin as bytes, because nearly every tie of a large sweep is a single pair of acts.
    """

    def __init__(self, capacity: int) -> None:
        capacity = min(capacity, MOST_TIES)
        self._columns: list[npt.NDArray[Any]] = [
            np.empty(capacity, _WIDTHS.get(name, np.uint8)) for name in _COLUMNS
        ]
        self._length = 0

    def add(self, ties: Ties) -> None:
        """Append rows; raise DetectError when there are more than can be kept."""
        end = self._length + len(ties)
        if end > MOST_TIES:
            raise DetectError(
                f"more than {MOST_TIES:,} pairs of accounts lie within the window",
                "Ask for a shorter --window or a greater --min-shared.",
            )
        for place, name in enumerate(_COLUMNS):
            values = getattr(ties, name)
            if self._columns[place].dtype == np.uint8 and values.max(initial=0) > BYTE:
                self._widen(place)
            self._columns[place][self._length : end] = values
        self._length = end

    def _widen(self, place: int) -> None:
        narrow = self._columns[place]
        wide = np.empty(len(narrow), np.int32)
        wide[: self._length] = narrow[: self._length]
        self._columns[place] = wide

    def ties(self) -> Ties:
        """Return all rows, without a copy."""
        return Ties(*(column[: self._length] for column in self._columns))


@dataclass(frozen=True, slots=True)
class _Runs:
    """Pairs of acts, sorted so that those of one pair of accounts follow one another."""

    i: Ints
    j: Codes
    starts: Ints
    sizes: Ints

    @property
    def number(self) -> Ints:
        """Per pair of acts the number of its run, from zero."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    def keep(self, mask: Mask) -> Self:
        """Return the wanted runs only."""
        rows = np.repeat(mask, self.sizes)
        sizes = self.sizes[mask]
        return type(self)(self.i[rows], self.j[rows], np.cumsum(sizes) - sizes, sizes)

    def count(self, marks: Mask) -> Ints:
        """Count the marked rows of each run."""
        if not len(self.starts):
            return self.starts
        return np.add.reduceat(marks, self.starts, dtype=np.int64)


def reduce_pairs(i: Ints, j: Codes, acts: Acts, min_shared: int) -> Ties:
    """Reduce pairs of acts to one row a pair of accounts with ``min_shared`` distinct objects.

    ``i`` and ``j`` are rows of ``acts``, which come by object and time; the pairs come by account
    of ``i``, then by ``i``. A pair of accounts must be whole: nothing is carried over.
    """
    runs = _group(i, j, acts)
    if min_shared > 1:
        runs = runs.keep(runs.sizes >= min_shared)
        runs = runs.keep(_shared(runs, acts) >= min_shared)
    ties = _singles(runs.i[runs.starts], runs.j[runs.starts], acts)
    several = runs.sizes > 1
    if several.any():
        _measure(ties, np.flatnonzero(several), runs.keep(several), acts)
    return ties


def _group(i: Ints, j: Codes, acts: Acts) -> _Runs:
    """Sort pairs by both accounts, keeping their order otherwise.

    Sorting one packed integer is several times faster than an indirect sort.
    """
    a = acts.account[i].astype(np.int64)
    if len(a):
        a -= a.min()
    b = acts.account[j]
    span = int(b.max(initial=0)) + 1
    bits = len(a).bit_length()
    if (int(a.max(initial=0)) + 1) * span < 1 << (63 - bits):
        packed = (a * span + b) << bits
        packed |= np.arange(len(a))
        packed.sort()
        order = packed & ((1 << bits) - 1)
        packed >>= bits
        new = changes(packed)
    else:
        order = np.lexsort((b, a))
        new = changes(a[order], b[order])
    starts = np.flatnonzero(new)
    return _Runs(i[order], j[order], starts, np.diff(starts, append=len(i)))


def spans(start: Ints, size: Ints) -> Ints:
    """Return the numbers of consecutive ranges, one after another, by their starts and sizes."""
    ends = np.cumsum(size)
    return np.asarray(np.arange(int(size.sum())) + np.repeat(start - (ends - size), size))


def both_ends(low: Ints, high: Ints, most: int) -> tuple[Ints, Ints]:
    """Return the first and last numbers of ranges, so many of each: of which range, and which."""
    early = np.minimum(high - low, most)
    late = np.minimum(high - low - early, most)
    ranges = np.arange(len(low))
    number = np.concatenate([np.repeat(ranges, size) for size in (early, late)])
    return number, np.concatenate([spans(low, early), spans(high - late, late)])


def _shared(runs: _Runs, acts: Acts) -> Ints:
    """Count the distinct objects of each run; its rows come object by object."""
    return runs.count(changes(runs.number, acts.object[runs.i]))


def _singles(i: Ints, j: Codes, acts: Acts) -> Ties:
    """Return one row a pair of acts, as if each pair of accounts had this one only."""
    one = np.ones(len(i), np.int32)
    of_a, of_b = acts.time[i], acts.time[j]
    gap = (np.abs(of_a - of_b) / acts.ticks).astype(np.float32)
    return Ties(
        acts.account[i],
        acts.account[j],
        one,
        one.copy(),
        one.copy(),
        one.copy(),
        (of_a < of_b).astype(np.int32),
        gap,
        gap.copy(),
        (np.minimum(of_a, of_b) // acts.ticks).astype(np.uint32),
        (np.maximum(of_a, of_b) // acts.ticks).astype(np.uint32),
    )


def _measure(ties: Ties, rows: Ints, runs: _Runs, acts: Acts) -> None:
    """Fill in the rows ``rows``, those of account pairs with several pairs of acts."""
    of_a, of_b = acts.time[runs.i], acts.time[runs.j]
    run, starts, sizes = runs.number, runs.starts, runs.sizes
    ties.shared[rows] = _shared(runs, acts)
    ties.pairs[rows] = sizes
    ties.from_a[rows] = runs.count(changes(run, runs.i))
    ties.from_b[rows] = runs.count(changes(run, _sort_within(run, runs.j.astype(np.int64))))
    ties.a_first[rows] = runs.count(of_a < of_b)
    gaps = _sort_within(run, np.abs(of_a - of_b))
    middle = gaps[starts + (sizes - 1) // 2] + gaps[starts + sizes // 2]
    ties.median_gap[rows] = middle / (2 * acts.ticks)
    ties.min_gap[rows] = gaps[starts] / acts.ticks
    ties.first[rows] = np.minimum.reduceat(np.minimum(of_a, of_b), starts) // acts.ticks
    ties.last[rows] = np.maximum.reduceat(np.maximum(of_a, of_b), starts) // acts.ticks


def _sort_within(run: Ints, values: Ints) -> Ints:
    """Return the values sorted within each run of rows."""
    bits = int(values.max()).bit_length()
    if int(run[-1]) < 1 << (63 - bits):
        packed = run << bits | values
        packed.sort()
        return packed & ((1 << bits) - 1)
    return values[np.lexsort((values, run))]
