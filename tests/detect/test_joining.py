"""Who comes to a pack's salvoes joins it; sympathisers, fans and other crowds do not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from meute.detect.acts import check_acts
from meute.detect.explanations import Track
from meute.detect.joining import _widened, joined
from meute.detect.shares import Pairs

DAY = 86_400
CORE = np.arange(6)
REGULAR, SYMPATHISER, SLOW = 6, 7, 8


def track():
    """Six answer each of forty calls, a seventh every second, an eighth three; others any time."""
    random = np.random.default_rng(3)
    rows = []
    for call in range(40):
        moment = call * DAY + int(random.integers(40_000, 80_000))
        there = [who for who in range(6) if random.random() < 0.7]
        there += [REGULAR] * (call % 2) + [SYMPATHISER] * (call in (5, 15, 25))
        rows += [(call, who, moment + int(random.integers(0, 40))) for who in there]
        rows += [(call, SLOW, moment + 7_000 + 900 * (call % 9))]
        crowd = 20 + random.permutation(60)[:12]
        rows += [(call, int(who), call * DAY + int(random.integers(10, 86_000))) for who in crowd]
    acts = check_acts(*(np.array(column) for column in zip(*rows, strict=True)))
    began = np.arange(40) * float(DAY)
    return Track(acts, 60.0, began, np.full(40, -1, np.int32))


def pairs():
    a, b = np.triu_indices(6, 1)
    return Pairs(a.astype(np.int32), b.astype(np.int32))


def test_who_comes_to_every_second_salvo_joins_and_nobody_else():
    (grown,) = joined([CORE], [track()], pairs(), 80, 0.01)
    assert grown.tolist() == [*CORE.tolist(), REGULAR]


def test_who_waits_a_few_windows_joins_as_well():
    late, acts = 9, track().acts
    calls = np.unique(acts.object[acts.account < 6])
    first = np.array([acts.time[(acts.object == n) & (acts.account < 6)].min() for n in calls])
    wait = np.random.default_rng(1).integers(90, 250, len(calls))
    more = check_acts(
        np.concatenate([acts.object, calls]),
        np.concatenate([acts.account, np.full(len(calls), late, np.int32)]),
        np.concatenate([acts.time, first + wait]),
    )
    (grown,) = joined([CORE], [replace(track(), acts=more)], pairs(), 80, 0.01)
    assert grown.tolist() == [*CORE.tolist(), REGULAR, late]
    ten_minutes = replace(track(), acts=more, window=600.0)
    assert _widened([ten_minutes]) == [], "five times ten minutes are too long"
    assert len(_widened([track()])) == 1
    (grown,) = joined([CORE], [ten_minutes], pairs(), 80, 0.01)
    assert grown.tolist() == [*CORE.tolist(), REGULAR, late]


def test_nobody_joins_two_packs():
    other = np.arange(60, 65)
    grown = joined([CORE, np.sort([REGULAR, *other])], [track()], pairs(), 80, 0.01)
    assert grown[0].tolist() == CORE.tolist()


def test_a_small_core_is_no_whole_to_be_compared_with():
    small = CORE[:3]
    assert joined([small], [track()], pairs(), 80, 0.01)[0] is small
    assert joined([], [track()], pairs(), 80, 0.01) == []


def test_a_trace_of_few_accounts_takes_part():
    few = check_acts(np.array([0, 0]), np.array([0, 1]), np.array([90_000, 90_500]))
    other = Track(few, 60.0, np.array([np.nan]), np.array([-1], np.int32))
    (grown,) = joined([CORE], [other, track()], pairs(), 80, 0.01)
    assert grown.tolist() == [*CORE.tolist(), REGULAR]
