"""Linear ways of grouping and peeling give what the obvious, slow ones give."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meute.detect.groups import RowIndex, rows_of_groups, ties_within
from meute.detect.packs import BRIDGE_TIES, LEAST_SHARE, LEAST_TIES, _bridges, _peel

ACCOUNTS = 14
pairs = st.sets(st.tuples(st.integers(0, 13), st.integers(0, 13)).filter(lambda p: p[0] < p[1]))
labels = st.lists(st.integers(-1, 3), min_size=ACCOUNTS, max_size=ACCOUNTS)


@given(st.lists(st.integers(-1, 4)))
def test_rows_of_groups(group: list[int]):
    found = [rows.tolist() for rows in rows_of_groups(np.array(group, int), 5)]
    assert found == [[row for row, own in enumerate(group) if own == n] for n in range(5)]


@given(pairs, labels)
def test_ties_within_and_bridges(ends: set[tuple[int, int]], label: list[int]):
    ties = np.array(sorted(ends), np.int32).reshape(-1, 2)
    groups = [np.flatnonzero(np.array(label) == n) for n in range(4)]
    within = [rows.tolist() for rows in ties_within(*ties.T, groups, ACCOUNTS)]
    assert within == [
        [row for row, (a, b) in enumerate(ties.tolist()) if label[a] == label[b] == n]
        for n in range(4)
    ]

    def is_bridge(account: int) -> bool:
        others = [b if a == account else a for a, b in ends if account in (a, b)]
        packs = [label[o] for o in others if label[o] not in (-1, label[account])]
        return label[account] >= 0 and any(packs.count(p) >= BRIDGE_TIES for p in packs)

    assert _bridges(ties, np.array(label)).tolist() == [is_bridge(a) for a in range(ACCOUNTS)]


@given(pairs)
def test_peeling_takes_the_least_tied_away_first(ends: set[tuple[int, int]]):
    neighbours = [{b for a, b in ends | {p[::-1] for p in ends} if a == n} for n in range(ACCOUNTS)]
    core = set(range(ACCOUNTS))
    while core:
        weakest = min(core, key=lambda account: (len(neighbours[account] & core), account))
        ties = len(neighbours[weakest] & core)
        if ties >= max(LEAST_TIES, LEAST_SHARE * (len(core) - 1)):
            break
        core.remove(weakest)
    assert _peel(set(range(ACCOUNTS)), neighbours) == core


@given(st.lists(st.integers(-1, 6), max_size=30), st.sets(st.integers(0, 9)))
def test_rows_with_any_of_some_numbers(numbers: list[int], wanted: set[int]) -> None:
    index = RowIndex.of(np.array(numbers, np.int64), 7)
    rows = index.of_any(np.array(sorted(wanted), np.int64))
    assert rows.tolist() == [row for row, number in enumerate(numbers) if number in wanted]
