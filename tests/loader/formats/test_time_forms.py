from __future__ import annotations

from datetime import date, datetime

import pytest

from meute.loader import unread
from meute.loader.formats.time_forms import precision_of
from meute.loader.formats.times import any_moment

from .reading import read, rejects

LATE = "2021-10-20T21:40:00Z"
HEADER = "object_id,account_id,content_id,timestamp_share\n"


@pytest.mark.parametrize(
    "written",
    [
        "20/10/2021 21:40", "20.10.2021 21:40", "20-10-2021 21:40", "10/20/2021 9:40 PM",
        "20 oct. 2021 à 21:40", "Oct 20, 2021, 9:40 PM", "9:40 PM · Oct 20, 2021",
        "Wednesday, October 20, 2021 9:40 PM", "20 de octubre de 2021 21:40", "2021/10/20 21:40",
        "2021-10-20 21h40", "2021-10-20 23:40:00 CEST", "2021-10-20 17:40:00 EDT",
        "Wed, 20 Oct 2021 21:40:00 GMT", "202110202140", "20211020214000", 1634766000,
        "1634766000000", "1634766000000000", 1634766000000000000, "1634766000.0", "44489.902777778",
        "44489,902777778", "2021-10-20 21:40:00+00", "20 Oct 2021 23:40:00 +0200",
        "2021-10-20 23:40:00 GMT+2", "2021-10-20T23:40:00+02:00[Europe/Paris]",
        "Wed Oct 20 2021 23:40:00 GMT+0200 (Central European Summer Time)",
        "2021-10-20 23:40 Europe/Paris", "21:40 - 20 oct. 2021", "1.634766000000E+12",
    ],
)  # fmt: skip
def test_a_form_with_one_reading_is_read(written: str | int) -> None:
    assert any_moment(written)[0] == LATE


@pytest.mark.parametrize(
    "doubtful",
    ["05/10/2021 21:40", "2021-10-20 19:40:05 CST", "yesterday", "12", 44, "9" * 11, "2610-01-01x",
     "20211399", 1e308, "1e999", "20-10-21 21:40", "1.63476E+12", "1,63476E+09",
     "2021-10-20 19:40 Mars/Olympus", "20 Oct 2021 21:40:00 +94:44", "20 Oct 2021 21:40:00 -24:00"],
)  # fmt: skip
def test_what_has_no_reading_or_several_is_noted(doubtful: str | float) -> None:
    unread.taken()
    assert any_moment(doubtful, "when") == (None, None)
    assert unread.taken()["when"].count == 1


@pytest.mark.parametrize(
    ("written", "precision"),
    [
        ("2021-10-20T19:40:05Z", "second"), ("20/10/2021 19:40:05", "second"),
        (1634766000, "second"),
        ("1634766000.0", "second"), ("20211020194005", "second"), ("20211020T194005Z", "second"),
        ("2021-10-20 19:40", "minute"), ("2021-10-20T19:40+02:00", "minute"),
        ("9:40 PM · Oct 20, 2021", "minute"), ("202110201940", "minute"), ("44489.8197", "minute"),
        ("2021-10-20", "day"), ("20 octobre 2021", "day"), ("20211020", "day"), ("44489.82", "day"),
        ("44489", "day"), (44489, "day"), (date(2021, 10, 20), "day"),
        (datetime(2021, 10, 20, 19, 40), "second"),
    ],
)  # fmt: skip
def test_a_time_is_as_exact_as_it_is_written(written: object, precision: str) -> None:
    assert precision_of(written) == precision


@pytest.mark.parametrize("serial", ["44489.82", "44489,82", "44489.819444", "44489.81944444"])
def test_a_serial_as_long_as_a_compact_time_is_a_serial(serial: str) -> None:
    assert any_moment(serial)[0][:15] == "2021-10-20T19:4"


def test_nothing_is_not_noted() -> None:
    unread.taken()
    for value in (None, "", "0", 0, "NaN", "NULL", float("nan")):
        assert any_moment(value, "when") == (None, None)
    assert unread.taken() == {}


def test_a_column_has_the_order_that_fits_all_of_it() -> None:
    rows = "".join(f"1,{n},{n},0{n}/10/2021 10:00\n" for n in range(1, 9))
    decided = read(f"{HEADER}{rows}1,9,9,20/10/2021 10:00\n")
    assert [post.created_at[:10] for post in decided] == [
        *(f"2021-10-0{n}" for n in range(1, 9)), "2021-10-20"
    ]  # fmt: skip
    american = read(f"{HEADER}{rows}1,9,9,10/20/2021 10:00\n")
    assert american[0].created_at == "2021-01-10T10:00:00Z"


def test_a_column_that_either_order_fits_is_left_alone() -> None:
    items = read(f"{HEADER}1,2,3,05/10/2021 10:00\n1,3,4,06/10/2021 10:00\n")
    assert len(rejects(items)) == 2
    assert unread.taken()["timestamp_share"].count == 2


def test_a_column_with_both_orders_keeps_what_is_certain() -> None:
    items = read(f"{HEADER}1,2,3,20/10/2021\n1,3,4,10/20/2021\n1,4,5,05/06/2021\n")
    assert [getattr(item, "created_at", "rejected") for item in items] == [
        "2021-10-20T00:00:00Z", "2021-10-20T00:00:00Z", "rejected"
    ]  # fmt: skip
    unread.taken()


def test_a_date_of_two_readings_is_noted_with_both_and_with_what_decides() -> None:
    unread.taken()
    any_moment("05/10/2021 21:40", "when")
    example = str(unread.taken()["when"].example)
    assert "2021-10-05 or 2021-05-10" in example
    assert "time form: day first" in example
