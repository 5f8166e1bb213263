"""Acts: who did something with what, and when; checked once, then trusted by every kernel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ..errors import DetectError

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Seconds = npt.NDArray[np.uint32]
Mask = npt.NDArray[np.bool_]
Names = npt.NDArray[np.object_]
_Numbers = TypeVar("_Numbers", Ints, Codes, Floats)

TICKS = 1_000_000
"""Ticks per second for times with fractions: a float64 of today's epoch is exact to 0.2 µs."""

PACKED_BITS = 63
EARLIEST, LATEST = 0, 2**32 - 1
"""1970 and 2106: a time outside is in another unit, or damaged."""


@dataclass(frozen=True, slots=True)
class Acts:
    """Three aligned columns: an act is an object shared by an account at a time.

    ``object`` and ``account`` are codes from zero, ``time`` is whole ticks since 1970 and
    ``ticks`` how many of them make a second (1, unless a time has a fraction).
    """

    object: Codes
    account: Codes
    time: Ints
    ticks: int = 1

    def __len__(self) -> int:
        return len(self.time)

    @property
    def accounts(self) -> int:
        """One more than the greatest account code."""
        return int(self.account.max()) + 1 if len(self) else 0

    @property
    def objects(self) -> int:
        """One more than the greatest object code."""
        return int(self.object.max()) + 1 if len(self) else 0

    def window(self, seconds: float) -> int:
        """Return a window in ticks; raise DetectError unless it is positive and finite."""
        if not (np.isfinite(seconds) and seconds > 0):
            raise DetectError(
                f"a time window of {seconds:g} s is meaningless",
                "Give a window of at least one second, such as --window 60.",
            )
        return int(np.floor(seconds * self.ticks))

    def take(self, rows: Mask | Ints) -> Acts:
        """Return the acts of those rows, with the same codes."""
        return Acts(self.object[rows], self.account[rows], self.time[rows], self.ticks)


def check_acts(
    objects: npt.ArrayLike,
    accounts: npt.ArrayLike,
    seconds: npt.ArrayLike,
    *,
    now: float | None = None,
) -> Acts:
    """Return three aligned columns as checked :class:`Acts`.

    Args:
        objects: codes of what was shared, whole numbers from zero, shape (n,).
        accounts: codes of who shared it, whole numbers from zero, shape (n,).
        seconds: when, in seconds since 1970, whole or not, shape (n,).
        now: seconds since 1970 after which a time is in the future; the year 2106 if absent.

    Raises:
        DetectError: the columns differ in length, a code or a time is missing or negative, or a
            time is in the future; the message counts the rows.
    """
    time = np.asarray(seconds)
    if time.dtype == object:
        time = _floats(time)
    codes = [_codes(objects, "object"), _codes(accounts, "account")]
    if any(column.shape != time.shape for column in codes) or time.ndim != 1:
        raise DetectError(
            f"objects, accounts and times differ in length: "
            f"{codes[0].size}, {codes[1].size} and {time.size}",
            "Give one object, one account and one time for each act.",
        )
    _check_times(time, now)
    if time.dtype.kind in "iu" or not np.any(np.mod(time, 1.0)):
        return Acts(codes[0], codes[1], time.astype(np.int64))
    ticks = np.rint(time.astype(np.float64) * TICKS).astype(np.int64)
    return Acts(codes[0], codes[1], ticks, TICKS)


def order_by(*columns: Ints | Codes) -> Ints:
    """Return the rows sorted by the first column, then the next, then as they stood.

    Sorting one packed integer is ten times faster than an indirect sort of several columns. Where
    the rows' numbers do not fit in as well, equal rows come in no particular order.
    """
    rows = len(columns[0])
    if not rows:
        return np.zeros(0, np.int64)
    least = [int(column.min()) for column in columns]
    most = [int(column.max()) for column in columns]
    bits = [(high - low).bit_length() for low, high in zip(least, most, strict=True)]
    if sum(bits) > PACKED_BITS:
        return np.lexsort(columns[::-1])
    packed = np.zeros(rows, np.int64)
    for column, low, width in zip(columns, least, bits, strict=True):
        packed <<= width
        packed |= column.astype(np.int64) - low
    place = rows.bit_length()
    if sum(bits) + place > PACKED_BITS:
        return np.argsort(packed)
    packed <<= place
    packed |= np.arange(rows)
    packed.sort()
    packed &= (1 << place) - 1
    return packed


def changes(*columns: Ints | Codes | Floats) -> Mask:
    """Return where a row differs from the one before it in any column; the first one does."""
    new = np.zeros(len(columns[0]), bool)
    new[:1] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return new


def distinct(values: _Numbers) -> _Numbers:
    """Return the distinct values, sorted.

    Of a million numbers in 10 ms; ``np.unique`` looks for them in a table of hashes, in a second.
    """
    ordered = np.sort(values)
    return ordered[changes(ordered)]


def distinct_pairs(a: Ints | Codes, b: Ints | Codes) -> Ints:
    """Return the distinct rows of two columns of numbers from zero, sorted, shape (n, 2)."""
    packed = distinct(a.astype(np.int64) << 32 | b)
    return np.stack([packed >> 32, packed & 0xFFFFFFFF], axis=1)


def _floats(times: npt.NDArray[np.object_]) -> Floats:
    try:
        return np.array([np.nan if t is None else float(t) for t in times.ravel()])
    except (TypeError, ValueError) as error:
        raise DetectError(
            f"a time is not a number: {error}", "Give times as seconds since 1970."
        ) from error


def _codes(values: npt.ArrayLike, what: str) -> Codes:
    codes = np.asarray(values)
    if codes.size and codes.dtype.kind not in "iu":
        raise DetectError(f"{what} codes are not whole numbers", "Number them from zero.")
    if codes.size and (codes.min() < 0 or codes.max() > np.iinfo(np.int32).max - 1):
        raise DetectError(
            f"{what} codes are negative or beyond 2,147,483,646",
            "Number them from zero; drop rows without one.",
        )
    return codes.astype(np.int32)


def _check_times(time: npt.NDArray[np.number], now: float | None) -> None:
    if time.dtype.kind == "f" and (missing := int(np.count_nonzero(~np.isfinite(time)))):
        raise DetectError(
            f"{missing:,} of {time.size:,} acts have no time",
            "Leave them out, or load an export that carries times.",
        )
    if early := int(np.count_nonzero(time < EARLIEST)):
        raise DetectError(
            f"{early:,} of {time.size:,} acts are dated before 1970",
            "Correct or leave them out: their times are damaged.",
        )
    latest = LATEST if now is None else now
    if late := int(np.count_nonzero(time > latest)):
        raise DetectError(
            f"{late:,} of {time.size:,} acts are dated in the future",
            "Correct or leave them out; times in milliseconds must be divided by 1,000.",
        )
