"""What else could explain a tie: each clause, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meute.detect.acts import check_acts
from meute.detect.explanations import FAR, Track
from meute.detect.sentences import tie_sentences
from meute.detect.sweep import sweep
from meute.detect.tie_explanations import explain_ties

NAMES = np.array([f"x/{number}" for number in range(30)], object)
DAY, HOUR = 86_400, 3_600
WINDOW = 60.0


def explained(rows, author=None, known=True):
    """Return the only tie between accounts 1 and 2, explained, and its sentence."""
    acts = check_acts(*(np.array(column) for column in zip(*rows, strict=True)))
    whose = np.full(acts.objects, -1, np.int32) if author is None else np.array(author, np.int32)
    track = Track(acts, WINDOW, np.full(acts.objects, 0.0 if known else np.nan), whose)
    ties = sweep(acts, WINDOW, min_shared=2)
    row = np.flatnonzero((ties.a == 1) & (ties.b == 2))
    ties = ties.take(row)
    found = explain_ties(track, ties)
    return found, tie_sentences(ties, found, NAMES, np.array([1e-9]))[0]


def meetings(moments, gap=lambda number: 20 if number % 2 else -20):
    for number, moment in enumerate(moments):
        yield number, 1, int(moment)
        yield number, 2, int(moment) + gap(number)


SCATTERED = np.arange(8) * DAY + np.array([1, 9, 17, 5, 13, 21, 3, 11]) * HOUR


def test_nothing_explains_accounts_that_lead_in_turn_at_all_hours():
    found, sentence = explained(list(meetings(SCATTERED)))
    assert found.first[0] == 0.5
    assert sentence.startswith("No account that leads, no author and no hour explains it")
    assert "100% were within one" in sentence


def test_one_that_is_always_second_may_follow_the_other():
    assert "In 100%, x/1 came first" in explained(list(meetings(SCATTERED, lambda _: 20)))[1]
    assert "In 100%, x/2 came first" in explained(list(meetings(SCATTERED, lambda _: -20)))[1]


def test_a_third_that_was_there_before_both_leads_them():
    rows = list(meetings(SCATTERED))
    led = rows + [(number, 9, int(moment) - 200) for number, moment in enumerate(SCATTERED[:6])]
    found, sentence = explained(led)
    assert (found.leader[0], found.led[0]) == (9, 0.75)
    assert "75% of what they share, x/9 acted shortly before both" in sentence
    long_before = [(number, 9, int(moment) - 2000) for number, moment in enumerate(SCATTERED)]
    assert explained(rows + long_before)[0].leader[0] == -1


def test_the_first_of_a_crowd_leads_and_so_does_the_last():
    crowd = [
        (number, 10 + who, int(moment) - 300 + 10 * who)
        for number, moment in enumerate(SCATTERED)
        for who in range(18)
    ]
    found, _ = explained(list(meetings(SCATTERED)) + crowd)
    assert found.led[0] == 1.0


def test_whoever_wrote_most_of_it_has_fans():
    found, sentence = explained(list(meetings(SCATTERED)), [5] * 6 + [6, -1])
    assert (found.author[0], found.authored[0]) == (5, 0.75)
    assert "75% of what they share was written by x/5" in sentence


def test_the_same_hour_of_every_day_is_a_habit():
    found, sentence = explained(list(meetings(np.arange(8) * DAY + 7 * HOUR + 600)))
    assert found.scheduled[0] == 1.0
    assert "100% of the occasions fall in the 30 minutes after 07:09 UTC" in sentence
    weekly = np.arange(5) * 7 * DAY + 4 * DAY + np.array([19, 20, 21, 19, 20]) * HOUR
    assert "on Monday in the 180 minutes after" in explained(list(meetings(weekly)))[1]
    assert explained(list(meetings(np.arange(4) * DAY + 7 * HOUR)))[0].scheduled[0] == 0.0


def test_one_day_and_unknown_beginnings_are_said():
    _, sentence = explained(list(meetings(np.arange(8) * 700 + 9 * HOUR)), known=False)
    assert "all of it happened on one day" in sentence.lower()
    assert "when 100% of what they share began is unknown" in sentence


def test_gaps_up_to_five_windows_tell_how_sharp_it_is():
    far = [
        act
        for number in range(8, 16)
        for act in ((number, 1, number * DAY), (number, 2, number * DAY + 200))
    ]
    found, sentence = explained(list(meetings(SCATTERED)) + far)
    assert found.sharpness[0] == 0.5
    assert "50% were within one" in sentence


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 900)),
        min_size=1,
        max_size=40,
    )
)
def test_shares_equal_those_of_a_plain_count(rows):
    acts = check_acts(*(np.array(column) for column in zip(*rows, strict=True)))
    author = np.arange(acts.objects, dtype=np.int32) % 3
    began = np.where(np.arange(acts.objects) % 2, 0.0, np.nan)
    ties = sweep(acts, WINDOW, min_shared=1)
    found = explain_ties(Track(acts, WINDOW, began, author), ties)
    for row, (a, b) in enumerate(zip(ties.a.tolist(), ties.b.tolist(), strict=True)):
        met = {
            one
            for one, who, when in rows
            for other, whom, then in rows
            if (one, who, whom) == (other, a, b) and abs(when - then) <= WINDOW
        }
        assert found.known_beginnings[row] == pytest.approx(sum(one % 2 for one in met) / len(met))
        most = max(sum(one % 3 == whose for one in met) for whose in range(3))
        assert found.authored[row] == pytest.approx(most / len(met))
        gaps = [
            abs(min(w for o, u, w in rows if (o, u) == (one, a)) -
                min(w for o, u, w in rows if (o, u) == (one, b)))
            for one in range(6)
            if {(one, a), (one, b)} <= {(o, u) for o, u, _ in rows}
        ]  # fmt: skip
        near, far = (sum(gap <= windows * WINDOW for gap in gaps) for windows in (1, FAR))
        assert far == 0 or found.sharpness[row] == pytest.approx(near / far)
