"""What else could explain a group: a leader, an author, an hour, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from meute.detect.acts import check_acts
from meute.detect.explanations import AUDIENCE, PACK, SCHEDULE, Track, explain
from meute.detect.sentences import pack_sentence

NAMES = np.array([f"x/{number}" for number in range(30)], object)
DAY, HOUR = 86_400, 3_600


def track(rows, author=None, known=True):
    acts = check_acts(*(np.array(column) for column in zip(*rows, strict=True)))
    whose = np.full(acts.objects, -1, np.int32) if author is None else author
    return Track(acts, 60.0, np.full(acts.objects, 0.0 if known else np.nan), whose)


def salvoes(first, when):
    """Five members a salvo, one of them first, the others ten seconds apart."""
    for number, moment in enumerate(when):
        order = [first(number)] + [who for who in range(5) if who != first(number)]
        for place, who in enumerate(order):
            yield number, who, int(moment) + 10 * place


def at_all_hours(count=20):
    return np.arange(count) * DAY + np.random.default_rng(4).integers(8 * HOUR, 23 * HOUR, count)


CORE = np.arange(5)


def test_members_that_lead_in_turn_are_a_pack():
    found = explain(CORE, [track(list(salvoes(lambda number: number % 5, at_all_hours())))])
    assert found.kind == PACK
    assert found.led == pytest.approx(0.2)
    assert found.occasions == found.days == 20
    assert "no account that leads" in pack_sentence(found, NAMES, None).lower()


def test_one_member_that_is_always_first_has_an_audience():
    found = explain(CORE, [track(list(salvoes(lambda number: 3, at_all_hours())))])
    assert (found.kind, found.leader, found.led) == (AUDIENCE, 3, 1.0)
    assert "x/3 acted first" in pack_sentence(found, NAMES, None)


def test_so_has_one_that_is_no_member():
    rows = list(salvoes(lambda number: number % 5, at_all_hours()))
    rows += [(number, 20, int(when) - 30) for number, when in enumerate(at_all_hours())]
    found = explain(CORE, [track(rows)])
    assert (found.kind, found.leader, found.led) == (AUDIENCE, 20, 1.0)


def test_so_have_two_that_lead_in_turn_where_those_who_follow_are_many():
    core = np.arange(10)
    when = at_all_hours()
    rows = [
        (number, who, int(moment) + 10 * (place + 1))
        for number, moment in enumerate(when)
        for place, who in enumerate(np.roll(core, 3 * number)[:6].tolist())
    ]
    rows += [(number, 20 + number % 2, int(moment)) for number, moment in enumerate(when)]
    found = explain(core, [track(rows)])
    assert (found.kind, found.led, found.led_in_turn) == (AUDIENCE, 0.5, 1.0)
    assert "x/20 or x/21 acted first" in pack_sentence(found, NAMES, None)
    few = [row for row in rows if row[1] < 5 or row[1] > 19]
    assert explain(CORE, [track(few)]).kind == PACK, "of five accounts two may lead by accident"


def test_whoever_acted_long_before_leads_nobody():
    rows = list(salvoes(lambda number: number % 5, at_all_hours()))
    rows += [(number, 20, int(when) - 5 * HOUR) for number, when in enumerate(at_all_hours())]
    assert explain(CORE, [track(rows)]).kind == PACK


def test_what_one_account_wrote_has_its_fans():
    author = np.full(20, 9, np.int32)
    rows = list(salvoes(lambda number: number % 5, at_all_hours()))
    found = explain(CORE, [track(rows, author)])
    assert (found.kind, found.author, found.authored) == (AUDIENCE, 9, 1.0)
    author[:4] = -1
    assert explain(CORE, [track(rows, author)]).kind == PACK


@pytest.mark.parametrize(
    ("rhythm", "words"), [(DAY, "30 minutes after 07:00"), (7 * DAY, "Thursday")]
)
def test_one_hour_of_day_or_week_is_a_schedule(rhythm, words):
    when = np.arange(12) * rhythm + 7 * HOUR + np.arange(12) * 60
    found = explain(CORE, [track(list(salvoes(lambda number: number % 5, when)))])
    assert found.kind == SCHEDULE
    assert words in pack_sentence(found, NAMES, None)


def test_what_others_wrote_and_all_share_at_once_has_an_audience():
    author = np.arange(10, 30, dtype=np.int32)
    rows = list(salvoes(lambda number: number % 5, at_all_hours()))
    found = explain(CORE, [track(rows, author, known=False)])
    assert (found.kind, found.at_once, found.outside) == (AUDIENCE, 1.0, 1.0)
    assert "alerts for its authors" in pack_sentence(found, NAMES, None)
    assert explain(CORE, [track(rows, author)]).kind == PACK, "long after it was posted"
    by_members = np.arange(20, dtype=np.int32) % 5
    assert explain(CORE, [track(rows, by_members, known=False)]).kind == PACK


def test_three_breaks_a_day_are_a_schedule():
    when = (np.arange(18) // 3) * DAY + np.tile([10, 12.5, 15.5], 6) * HOUR + np.arange(18) * 40
    found = explain(CORE, [track(list(salvoes(lambda number: number % 5, when)))])
    assert (found.kind, found.scheduled, len(found.slots)) == (SCHEDULE, 1.0, 3)
    assert "30 minutes after 10:00 and 12:3" in pack_sentence(found, NAMES, None)


def test_programs_that_look_every_ten_minutes_are_a_schedule():
    random = np.random.default_rng(7)
    offset = random.integers(0, 600, 5)
    rows = [
        (number, who, int(moment // 600 * 600 + offset[who] + random.integers(0, 4)))
        for number, moment in enumerate(at_all_hours(40))
        for who in range(5)
    ]
    found = explain(CORE, [track(rows)])
    assert (found.kind, found.clocked) == (SCHEDULE, 1.0)
    assert "keep to the clock" in pack_sentence(found, NAMES, None)


def test_what_two_of_forty_share_by_accident_says_nothing():
    rows = list(salvoes(lambda number: 3, at_all_hours()))
    rows += [(20 + n, n % 2, n * HOUR) for n in range(60)] + [
        (20 + n, 2 + n % 3, n * HOUR + 5) for n in range(60)
    ]
    found = explain(np.arange(40), [track(rows)])
    assert (found.kind, found.led) == (AUDIENCE, 1.0)


def test_one_evening_is_no_schedule_and_is_told():
    when = 20 * HOUR + np.arange(12) * 100
    found = explain(CORE, [track(list(salvoes(lambda number: number % 5, when)), known=False)])
    assert found.kind == PACK
    sentence = pack_sentence(found, NAMES, 0.8)
    assert "one day" in sentence
    assert "began is unknown" in sentence
    assert "circle of friends" in sentence


def test_evidence_of_several_traces_counts_together():
    led = track(list(salvoes(lambda number: 3, at_all_hours(10))))
    free = track(list(salvoes(lambda number: number % 5, at_all_hours(10))))
    found = explain(CORE, [led, free])
    assert found.led == pytest.approx((10 + 2) / 20)
    assert found.kind == PACK
