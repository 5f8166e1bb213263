"""Salvoes: what happens on one evening, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from meute.detect.acts import check_acts
from meute.detect.explanations import Track
from meute.detect.pace import WINDOW_S
from meute.detect.salvoes import LEAST_PAIR, READERS, SALVO, find_salvoes
from meute.detect.sentences import salvo_sentence
from meute.detect.sweep import sweep

DAY, HOUR = 86_400, 3_600
EVENING = 20 * DAY + 20 * HOUR
MEMBERS, OTHERS, POSTS = 20, 60, 12


def everyday(random):
    """Sixty others repost three hundred posts within hours, and the members some of them."""
    for post in range(POSTS, POSTS + 300):
        began = random.integers(0, 30 * DAY)
        yield post, -1, began
        for who in random.permutation(MEMBERS + OTHERS)[:8].tolist():
            yield post, who, began + 20 + int(random.exponential(HOUR))


def evening(random, age=2 * HOUR, spread=50, days=1, lag=0):
    """Two thirds of the members repost each of twelve posts at one moment after another."""
    own = random.integers(0, lag + 1, MEMBERS)
    for post in range(POSTS):
        moment = EVENING + DAY * (post % days) + 50 * post
        yield post, -1, moment - age
        for who in range(MEMBERS):
            if random.random() < 0.66:
                yield post, who, moment + int(random.uniform(0, spread)) + own[who]
        for who in random.integers(MEMBERS, MEMBERS + OTHERS, 4).tolist():
            yield post, who, moment - age + 30 + int(random.exponential(3 * HOUR))


def tracked(rows):
    """Return the acts; an account of -1 says when a post began."""
    rows = list(rows)
    began = dict.fromkeys(range(POSTS + 300), np.nan) | {o: t for o, who, t in rows if who < 0}
    acts = check_acts(*np.array([row for row in rows if row[1] >= 0]).T)
    author = np.full(len(began), -1, np.int32)
    return Track(acts, WINDOW_S, np.array(list(began.values()), float), author)


def salvoes(track, apart=None):
    ties = sweep(track.acts, WINDOW_S, min_shared=LEAST_PAIR)
    group = np.full(MEMBERS + OTHERS, -1) if apart is None else apart
    return find_salvoes([track], [ties], group, 0.01)


def scene(seed, **how):
    random = np.random.default_rng(seed)
    return tracked([*evening(random, **how), *everyday(random)])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_those_who_come_together_on_one_evening_are_a_salvo(seed):
    (salvo,) = salvoes(scene(seed))
    members = {account for account, _ in salvo.members}
    assert members <= set(range(MEMBERS))
    assert len(members) > 0.9 * MEMBERS
    assert (salvo.kind, salvo.shared, salvo.days) == (SALVO, POSTS, 1)
    assert salvo.max_q <= 0.01
    assert salvo.close > 0.9
    assert salvo.expected < 0.3
    assert EVENING <= salvo.first < salvo.last <= EVENING + 50 * POSTS
    names = np.array([f"x/{n}" for n in range(80)], object)
    assert "sent the same posts" in salvo_sentence(salvo, names)


@pytest.mark.parametrize(
    "how",
    [
        {"age": 5},  # right after each post: an alert does the same
        {"spread": 1_500},  # within half an hour, but not within a minute
        {"days": 12},  # on twelve days: a pack, if anything
    ],
)
def test_what_is_none(how):
    assert salvoes(scene(1, **how)) == []


def test_ordinary_people_make_none():
    assert salvoes(tracked(everyday(np.random.default_rng(5)))) == []


def test_whoever_is_behind_on_all_of_it_reads_the_same_list():
    (found,) = salvoes(scene(1, spread=4, lag=70))
    assert found.kind == READERS
    assert found.own_lag > 0.8


def test_a_pack_is_not_told_twice():
    apart = np.full(MEMBERS + OTHERS, -1)
    apart[:MEMBERS] = 0
    assert salvoes(scene(1), apart) == []


def test_without_acts_there_is_none():
    assert find_salvoes([], [], np.zeros(0, np.int64), 0.01) == []


def test_a_collection_of_nobody_but_suspects_is_looked_at():
    random = np.random.default_rng(5)
    rows = [
        (post, who, EVENING + 100 * post + int(random.uniform(0, 50)))
        for post in range(POSTS)
        for who in range(8)
    ]
    begun = [(post, -1, EVENING + 100 * post - HOUR) for post in range(POSTS)]
    (salvo,) = salvoes(tracked([*begun, *rows]))
    assert salvo.members == tuple((who, POSTS) for who in range(8))
    assert salvoes(tracked(rows)) == [], "they came as soon as anybody knows of the posts"
