from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.loader.formats.times import (
    NO_MOMENT,
    american_moment,
    any_moment,
    epoch_moment,
    iso_moment,
    minute_moment,
    snowflake_moment,
    v1_moment,
)

SPARK = ("2021-10-20T17:13:20Z", 1634750000)


@pytest.mark.parametrize(
    "text",
    [
        "2021-10-20T17:13:20.000Z",
        "2021-10-20T17:13:20Z",
        "2021-10-20T17:13:20.999999999Z",
        "2021-10-20T17:13:20",
        "2021-10-20 17:13:20",
        "2021-10-20 17:13:20+00:00",
        "2021-10-20 17:13:20 UTC",
        "2021-10-20T19:13:20+02:00",
        "2021-W42-3T17:13:20Z",
        "1634750000",
        "1634750000.0",
        "1.634750000E9",
        "1634750000123",
        "Wed Oct 20 17:13:20 +0000 2021",
        "Wed Oct 20 19:13:20 +0200 2021",
    ],
)
def test_the_same_moment_in_many_forms(text: str) -> None:
    assert any_moment(text) == SPARK


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2021-13-40", "nan", "inf", "9" * 400, "Wed Oct 99 17:13:20 +0000 2021",
     "0000-10-14T15:06:10.730Z", "2021-13-40T17:13:20Z", "2021-10-20T24:13:20Z",
     "2021-10-20T17:13:60Z", "Z", "T"],
)  # fmt: skip
def test_no_moment(text: str) -> None:
    assert any_moment(text) == NO_MOMENT
    assert iso_moment(text) == NO_MOMENT


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)))
def test_every_form_agrees(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    seconds = int(moment.timestamp())
    iso = moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    assert iso_moment(iso) == (iso, seconds)
    assert epoch_moment(seconds) == (iso, seconds)
    assert v1_moment(moment.strftime("%a %b %d %H:%M:%S +0000 %Y")) == (iso, seconds)


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    for parse in (any_moment, iso_moment, v1_moment, epoch_moment, american_moment):
        iso, seconds = parse(text)
        assert (iso is None) == (seconds is None)


def test_snowflakes() -> None:
    assert snowflake_moment(str((1634750000 * 1000 - 1288834974657) << 22)) == SPARK
    assert snowflake_moment("29700859247") == NO_MOMENT
    assert snowflake_moment("12345") == NO_MOMENT
    assert snowflake_moment("hash") == NO_MOMENT
    assert snowflake_moment("9" * 30) == NO_MOMENT


def test_minutes_take_their_seconds_from_the_id() -> None:
    made = ((1634750020 * 1000 - 1288834974657) << 22) + 5
    assert minute_moment(str(made), "2021-10-20 17:13") == (
        ("2021-10-20T17:13:40Z", 1634750020),
        "second",
    )
    assert minute_moment(str(made), "2021-10-20 18:00")[1] == "minute"
    assert minute_moment("998877", "2021-10-20 17:13") == (
        ("2021-10-20T17:13:00Z", 1634749980),
        "minute",
    )


def test_american() -> None:
    assert american_moment("10/20/2021 17:13") == ("2021-10-20T17:13:00Z", 1634749980)
    assert american_moment("20/10/2021 17:13") == NO_MOMENT
