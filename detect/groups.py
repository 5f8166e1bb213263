"""Rows by the group that they belong to, all groups in one sort.

Picking the rows of each group out of all rows takes groups times rows: with ten thousand packs,
minutes instead of milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .acts import Codes, Ints
from .ties import spans


@dataclass(frozen=True, slots=True)
class RowIndex:
    """Rows by a number that each has, negative for none."""

    order: Ints
    cuts: Ints

    @classmethod
    def of(cls, numbers: Ints | Codes, count: int) -> RowIndex:
        """Look once at each row; ``count`` is one more than the maximum."""
        order = np.argsort(numbers, kind="stable")
        return cls(order, np.searchsorted(numbers[order], np.arange(count + 1)))

    def of_any(self, numbers: Ints | Codes) -> Ints:
        """Return the rows with any of some different numbers, in order."""
        numbers = numbers[numbers < len(self.cuts) - 1]
        start = self.cuts[numbers]
        return np.sort(self.order[spans(start, self.cuts[numbers + 1] - start)])


def rows_of_groups(group: Ints, groups: int) -> list[Ints]:
    """Return the rows of each group, in order.

    Args:
        group: number of each row's group, shape (n,); negative where it is in none.
        groups: how many there are.
    """
    index = RowIndex.of(group, groups)
    return np.split(index.order, index.cuts)[1:-1]


def group_of_accounts(groups: Sequence[Ints], accounts: int) -> Ints:
    """Return each account's group by number, -1 for none; no two groups share an account."""
    group = np.full(accounts, -1)
    for number, members in enumerate(groups):
        group[members] = number
    return group


def ties_within(a: Codes, b: Codes, groups: Sequence[Ints], accounts: int) -> list[Ints]:
    """Return for each group the rows of the ties with both ends in it, in order."""
    group = group_of_accounts(groups, accounts)
    return rows_of_groups(np.where(group[a] == group[b], group[a], -1), len(groups))
