"""Portions of work that fit in memory, and all processors at them, a portion each."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from .acts import Ints

AT_ONCE = 1 << 18
"""Rows (pair of accounts, object in common) looked at together; some hundred bytes each."""
WORKERS = min(os.cpu_count() or 1, 4)
"""Each holds a portion. NumPy sorts, searches and computes while other threads go on."""

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def portions(work: Ints) -> Iterator[slice]:
    """Yield ranges whose work is at most :data:`AT_ONCE` together, at least one item each."""
    total = np.cumsum(work)
    start = done = 0
    while start < len(total):
        end = max(int(np.searchsorted(total, done + AT_ONCE, "right")), start + 1)
        yield slice(start, end)
        start, done = end, int(total[end - 1])


def in_order(work: Callable[[Item], Answer], items: Iterable[Item]) -> Iterator[Answer]:
    """Yield the answers to items, worked out side by side, in the order of the items.

    At most as many answers as there are workers wait to be taken.
    """
    begun: deque[Future[Answer]] = deque()
    with ThreadPoolExecutor(WORKERS) as pool:
        for item in items:
            begun.append(pool.submit(work, item))
            if len(begun) > WORKERS:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
