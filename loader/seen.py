"""Which keys have come before, and a number for each: 16 bytes a key, however long its text."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

_KEY = np.dtype([("hash", np.uint64), ("check", np.uint32), ("number", np.int32)])

UNSEEN = -1

_Hashes = npt.NDArray[np.uint64]
_Checks = npt.NDArray[np.uint32]


class Seen:
    """Keys as two hashes of 96 bits together, in sorted runs that are merged as they grow.

    Of ten billion keys, two are taken for one another with a chance of one in 10^9.
    """

    def __init__(self) -> None:
        self._runs: list[npt.NDArray[Any]] = []

    def numbers(self, keys: pl.Series) -> npt.NDArray[np.int32]:
        """Return the number of each key, :data:`UNSEEN` of one that has not come."""
        return self._numbers(*_hashes(keys))

    def _numbers(self, sought: _Hashes, checks: _Checks) -> npt.NDArray[np.int32]:
        numbers = np.full(len(sought), UNSEEN, np.int32)
        for run in self._runs:
            place = np.minimum(np.searchsorted(run["hash"], sought), len(run) - 1)
            same = (run["hash"][place] == sought) & (run["check"][place] == checks)
            numbers[same] = run["number"][place][same]
        return numbers

    def add(self, keys: pl.Series, numbers: npt.NDArray[np.int32]) -> None:
        """Add keys, those that have come before excepted."""
        hashes, checks = _hashes(keys)
        new = np.flatnonzero(self._numbers(hashes, checks) == UNSEEN)
        if not len(new):
            return
        run = np.empty(len(new), _KEY)
        run["hash"], run["check"], run["number"] = hashes[new], checks[new], numbers[new]
        run = _sorted(run)
        while self._runs and len(self._runs[-1]) <= 2 * len(run):
            run = _sorted(np.concatenate([self._runs.pop(), run]))
        self._runs.append(run)


def _sorted(run: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return run[np.argsort(run["hash"], kind="stable")]


def _hashes(keys: pl.Series) -> tuple[_Hashes, _Checks]:
    return keys.hash(1).to_numpy(), keys.hash(2).to_numpy().astype(np.uint32)
