"""Numbers of acts, and what is found among them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meute.detect.acts import distinct, distinct_pairs

CODES = st.integers(0, 2**31 - 1)


@given(st.lists(CODES | st.integers(0, 5)))
def test_distinct_numbers_are_sorted_and_come_once(numbers: list[int]) -> None:
    found = distinct(np.array(numbers, np.int64))
    assert found.tolist() == sorted(set(numbers))


@given(st.lists(st.tuples(CODES | st.integers(0, 3), CODES | st.integers(0, 3))))
def test_distinct_pairs_are_sorted_by_the_first_then_the_second(
    pairs: list[tuple[int, int]],
) -> None:
    a, b = np.array(pairs, np.int32).reshape(-1, 2).T
    assert [tuple(row) for row in distinct_pairs(a, b).tolist()] == sorted(set(pairs))
