"""Bursts: the heaviest span, against every span there is, and against rhythms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.detect import bursts as module
from meute.detect.acts import check_acts
from meute.detect.bursts import find_bursts
from meute.simulate.gallery.tags import EVERYDAY, GROWN, PUSHED, told

DAY, HOUR = 86_400, 3_600
MONDAY = 1_700_438_400  # a midnight


def uses_of(times, accounts=None, tag=0):
    times = np.asarray(times, np.int64)
    accounts = np.arange(len(times)) if accounts is None else np.asarray(accounts)
    return check_acts(np.full(len(times), tag), accounts, times)


def even(days, each=40):
    """Times of ordinary posts, evenly spread."""
    return MONDAY + np.arange(0, days * DAY, HOUR // each)


@given(st.lists(st.integers(0, 5 * DAY), min_size=3, max_size=40), st.integers(2, 5))
def test_the_heaviest_of_all_spans(offsets, least):
    seconds = np.sort(MONDAY + np.array(offsets)).astype(float)
    rhythm = module._Corpus.of(even(5, each=4)).without(seconds)
    scan = module._Scan.of(seconds, rhythm)
    spans = [
        (float(scan.weight(np.array([i]), np.array([j]), least)[0]), -i, -j)
        for i in range(len(seconds))
        for j in range(i, len(seconds))
    ]
    heaviest = max(spans)[0]
    best = scan.best(least)
    if heaviest <= 0:
        assert best is None
    else:
        got = float(scan.weight(np.array([best[0]]), np.array([best[1]]), least)[0])
        assert got == pytest.approx(heaviest)


@pytest.mark.parametrize("seed", range(3))
def test_a_long_burst_is_found_whole(seed):
    random = np.random.default_rng(seed)
    quiet = MONDAY + random.uniform(0, 20 * DAY, 400)
    start = MONDAY + 9 * DAY + 20 * HOUR
    burst = start + np.sort(random.uniform(0, 2 * HOUR, 2_000))
    (found,) = find_bursts(uses_of(np.concatenate([quiet, burst])), even(20))
    assert abs(found.start_ts - start) < 300
    assert abs(found.end_ts - (start + 2 * HOUR)) < 300
    assert 1_990 <= len(found.rows) <= 2_010
    assert found.surprise > 100
    assert found.share == pytest.approx(len(found.rows) / 2_400)


@pytest.mark.parametrize("seed", range(5))
def test_even_use_is_no_burst(seed):
    random = np.random.default_rng(seed)
    assert find_bursts(uses_of(MONDAY + random.uniform(0, 20 * DAY, 500)), even(20)) == []


def evenings(random, days, each):
    """Uses at eight in the evening, every day."""
    return np.concatenate(
        [MONDAY + d * DAY + 20 * HOUR + random.normal(0, 1_200, each) for d in range(days)]
    )


def test_the_evening_on_which_everybody_posts_is_no_burst():
    random = np.random.default_rng(2)
    corpus = evenings(random, 14, 3_000)
    tag = random.choice(corpus, 600, replace=False)
    assert find_bursts(uses_of(tag), corpus) == []


def test_the_hour_that_a_tag_has_every_day_is_no_burst():
    random = np.random.default_rng(2)
    assert find_bursts(uses_of(evenings(random, 14, 60)), even(14)) == []


def test_a_tag_that_is_the_whole_corpus_still_has_bursts():
    """A collection made by one hashtag: its rhythm must not explain itself."""
    random = np.random.default_rng(1)
    start = MONDAY + 4 * DAY + 6 * HOUR
    quiet, burst = random.uniform(0, 9 * DAY, 300), random.uniform(0, 6 * HOUR, 600)
    times = np.concatenate([MONDAY + quiet, start + burst])
    (found,) = find_bursts(uses_of(times), times)
    assert abs(found.start_ts - start) < 900
    assert abs(found.end_ts - (start + 6 * HOUR)) < 900
    assert found.surprise > 100


def test_no_span_is_longer_than_a_day():
    times = MONDAY + 10 * DAY + np.arange(0, 3 * DAY, 600)
    (found,) = find_bursts(uses_of(times), even(30))
    assert found.end_ts - found.start_ts <= DAY


def test_concentration_and_who_began():
    accounts = [7] * 30 + [8] * 10 + list(range(10, 30))
    times = MONDAY + 5 * DAY + np.arange(60) * 10
    (found,) = find_bursts(uses_of(times, accounts), even(20))
    assert found.accounts == 22
    assert found.half_accounts == 1
    assert found.top_decile_share == pytest.approx(40 / 60)
    assert found.rows.tolist() == list(range(60))


def test_the_most_surprising_comes_first():
    small = uses_of(MONDAY + 3 * DAY + np.arange(60) * 10, tag=0)
    large = uses_of(MONDAY + 6 * DAY + np.arange(90) * 10, tag=1)
    both = check_acts(
        np.concatenate([small.object, large.object]),
        np.concatenate([small.account, large.account]),
        np.concatenate([small.time, large.time]),
    )
    assert [burst.hashtag for burst in find_bursts(both, even(10))] == [1, 0]


def test_all_at_one_second_and_too_few():
    assert find_bursts(uses_of([MONDAY] * 9), even(3)) == []
    (found,) = find_bursts(uses_of([MONDAY + DAY] * 50), even(3))
    assert (found.start_ts, found.end_ts) == (MONDAY + DAY, MONDAY + DAY)
    assert np.isfinite(found.surprise)
    assert find_bursts(uses_of([]), np.zeros(0)) == []


@pytest.mark.parametrize("name", EVERYDAY)
def test_everyday_tags_and_their_threads_have_no_burst(name):
    calls = []
    for seed in range(1, 4):
        tag = told(EVERYDAY[name], seed)
        calls += find_bursts(uses_of(tag.time, tag.account), tag.corpus)
    assert calls == []


@pytest.mark.parametrize("name", [*GROWN, *PUSHED])
def test_what_grew_and_what_was_pushed_has_one(name):
    tag = told((GROWN | PUSHED)[name], 1)
    assert len(find_bursts(uses_of(tag.time, tag.account), tag.corpus)) == 1


def test_the_hour_that_a_tag_has_every_week_is_no_burst():
    random = np.random.default_rng(3)
    weeks = [MONDAY + (7 * week + 2) * DAY + 20 * HOUR for week in range(4)]
    shown = np.concatenate([start + random.uniform(0, 2 * HOUR, 120) for start in weeks])
    assert find_bursts(uses_of(shown), even(28)) == []


def test_the_chance_of_cascades_is_that_of_many_draws():
    random = np.random.default_rng(7)
    branching, expected, draws = 0.5, 4.0, 200_000
    total = generation = random.poisson(expected * (1 - branching), draws)
    while generation.any():
        generation = random.poisson(branching * generation)
        total = total + generation
    for count in (8, 15, 25):
        told_chance = 10 ** -module._surprise(count, expected, branching, 1)
        assert told_chance == pytest.approx((total >= count).mean(), rel=0.1)
