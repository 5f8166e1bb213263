"""The sliding-window kernel against a reference that looks at every pair."""

from __future__ import annotations

import itertools
import statistics
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.detect import sweep as kernel
from meute.detect import ties as columns_of_ties
from meute.detect.acts import check_acts, order_by
from meute.detect.sweep import Ties, sweep
from meute.errors import DetectError


def reference(rows, window, min_shared=1):
    """Every pair of rows, one by one."""
    found = defaultdict(list)
    for i, j in itertools.permutations(range(len(rows)), 2):
        (object_i, a, time_i), (object_j, b, time_j) = rows[i], rows[j]
        if object_i == object_j and a < b and abs(time_i - time_j) <= window:
            found[a, b].append((i, j))
    ties = {}
    for (a, b), pairs in sorted(found.items()):
        objects = {rows[i][0] for i, _ in pairs}
        if len(objects) >= min_shared:
            gaps = [abs(rows[i][2] - rows[j][2]) for i, j in pairs]
            times = [rows[i][2] for pair in pairs for i in pair]
            ties[a, b] = (
                len(objects),
                len(pairs),
                len({i for i, _ in pairs}),
                len({j for _, j in pairs}),
                sum(rows[i][2] < rows[j][2] for i, j in pairs),
                pytest.approx(statistics.median(gaps)),
                pytest.approx(min(gaps)),
                int(min(times)),
                int(max(times)),
            )
    return ties


def as_dict(ties: Ties):
    columns = (
        ties.shared, ties.pairs, ties.from_a, ties.from_b, ties.a_first,
        ties.median_gap, ties.min_gap, ties.first, ties.last,
    )  # fmt: skip
    keys = zip(ties.a.tolist(), ties.b.tolist(), strict=True)
    return dict(zip(keys, zip(*(c.tolist() for c in columns), strict=True), strict=True))


def acts_of(rows):
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return check_acts(
        np.array(columns[0], int), np.array(columns[1], int), np.array(columns[2], float)
    )


rows_of_acts = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 5), st.integers(1000, 1060)), max_size=40
)


@given(
    rows_of_acts,
    st.integers(1, 30),
    st.integers(1, 3),
    st.sampled_from([1, 7, kernel.CHUNK]),
)
def test_every_pair_and_nothing_else(rows, window, min_shared, chunk):
    ties = sweep(acts_of(rows), window, min_shared=min_shared, chunk=chunk)
    assert as_dict(ties) == reference(rows, window, min_shared)


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 4), st.integers(0, 900).map(lambda t: t / 8)),
        max_size=30,
    )
)
def test_fractions_of_a_second(rows):
    assert as_dict(sweep(acts_of(rows), 2.5)) == reference(rows, 2.5)


@given(rows_of_acts, st.randoms())
def test_order_of_rows_does_not_matter(rows, random):
    shuffled = random.sample(rows, len(rows))
    assert as_dict(sweep(acts_of(rows), 10)) == as_dict(sweep(acts_of(shuffled), 10))


@given(rows_of_acts)
def test_a_busy_account_in_parts_gives_the_same(rows):
    whole = as_dict(sweep(acts_of(rows), 20))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "MOST_AT_ONCE", 5)
        patch.setattr(kernel, "REFUSED_AT_ONCE", 10_000)
        assert as_dict(sweep(acts_of(rows), 20)) == whole


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(-5, 5)), max_size=30),
    st.sampled_from([1, 2**20, 2**40, 2**60]),
)
def test_rows_are_put_in_order(pairs, factor):
    first = np.array([a for a, _ in pairs], np.int64)
    second = np.array([b for _, b in pairs], np.int64) * factor
    order = order_by(first, second)
    assert sorted(order.tolist()) == list(range(len(pairs)))
    ordered = [(first[row], second[row]) for row in order]
    assert ordered == sorted(ordered)
    if factor == 1:
        assert order.tolist() == np.lexsort((second, first)).tolist()


def test_codes_too_great_to_pack_are_sorted_all_the_same():
    far = 2**31 - 2
    rows = [(0, 0, 5), (0, far, 9), (0, far - 1, 5), (1, far, 40), (1, far - 1, 41)]
    many = rows + [(2, account, 5) for account in range(50)]
    assert as_dict(sweep(acts_of(many), 10)) == reference(many, 10)


@pytest.mark.parametrize("chunk", [1, 1 << 20])
def test_counts_outgrow_a_byte(chunk):
    rows = [(0, a, 100) for a in range(3)] + [(9, 7, t) for t in range(20)]
    rows += [(9, 8, t) for t in range(20)] + [(1, a, 100) for a in (8, 9)]
    assert as_dict(sweep(acts_of(rows), 60, chunk=chunk)) == reference(rows, 60)


def test_a_tie_across_any_bin_edge_is_found_and_one_tick_more_is_not():
    rows = [(0, 0, 59), (0, 1, 119), (0, 2, 120)]
    assert set(as_dict(sweep(acts_of(rows), 60))) == {(0, 1), (1, 2)}


def test_degenerate_input():
    assert len(sweep(acts_of([]), 60)) == 0
    assert len(sweep(acts_of([(0, 0, 1), (0, 0, 2), (1, 0, 2)]), 60)) == 0
    same_second = [(0, account, 100) for account in range(200)]
    ties = sweep(acts_of(same_second), 1)
    assert len(ties) == 200 * 199 // 2
    assert not ties.a_first.any()
    assert not ties.median_gap.any()


def test_a_million_reposts_of_one_post():
    n = 1_000_000
    acts = check_acts(np.zeros(n, int), np.arange(n), np.full(n, 1_600_000_000))
    assert len(sweep(acts, 60, min_shared=2)) == 0
    with pytest.raises(DetectError, match="499,999,500,000 pairs of acts"):
        sweep(acts, 60)


def test_too_many_ties_are_refused(monkeypatch):
    monkeypatch.setattr(columns_of_ties, "MOST_TIES", 100)
    with pytest.raises(DetectError, match="more than 100 pairs of accounts"):
        sweep(acts_of([(0, account, 100) for account in range(40)]), 1)


@pytest.mark.parametrize("window", [0, -1, float("nan"), float("inf")])
def test_a_window_that_means_nothing_is_refused(window):
    with pytest.raises(DetectError, match="is meaningless"):
        sweep(acts_of([(0, 0, 1)]), window)


@pytest.mark.parametrize(
    ("seconds", "reason"),
    [
        ([1.0, float("nan")], "1 of 2 acts have no time"),
        (np.array([1, None], object), "1 of 2 acts have no time"),
        (np.array(["x", None], object), "a time is not a number"),
        ([5, -3], "1 of 2 acts are dated before 1970"),
        ([5, 1_600_000_000_000], "1 of 2 acts are dated in the future"),
        ([5, 2_000_000_000], "dated in the future"),
        ([5], "differ in length: 2, 2 and 1"),
    ],
)
def test_bad_times_are_refused_with_a_reason(seconds, reason):
    with pytest.raises(DetectError, match=reason):
        check_acts([0, 1], [0, 1], seconds, now=1_700_000_000)


@pytest.mark.parametrize(
    ("codes", "reason"), [([0.5, 1], "not whole numbers"), ([-1, 0], "negative or beyond")]
)
def test_bad_codes_are_refused(codes, reason):
    with pytest.raises(DetectError, match=reason):
        check_acts(codes, [0, 1], [1, 2])
    with pytest.raises(DetectError, match=reason):
        check_acts([0, 1], codes, [1, 2])
