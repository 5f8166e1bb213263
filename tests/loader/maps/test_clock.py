"""Times by zone and form."""

from __future__ import annotations

from typing import Any

import pytest

from meute.loader.maps.clock import Clock


@pytest.mark.parametrize(
    ("zone", "form", "written"),
    [
        ("Europe/Paris", None, "2021-10-20 19:13:20"),
        ("Europe/Paris", None, "2021-10-20T17:13:20Z"),
        ("Europe/Paris", "day first", "20/10/2021 19:13:20"),
        ("Europe/Paris", "day first", "20.10.21 19:13:20"),
        (None, "month first", "10/20/2021 5:13:20 PM"),
        (None, "%d %m %Y %H %M %S", "20 10 2021 17 13 20"),
        (None, "milliseconds", "1634750000000"),
        (None, "seconds", 1634750000),
        (None, "excel", "44489,717593"),
    ],
)
def test_times_by_zone_and_form(zone: str | None, form: str | None, written: str) -> None:
    assert Clock(zone, form).moment(written) == ("2021-10-20T17:13:20Z", 1634750000)


@pytest.mark.parametrize("written", ["20/13/2021", "x", "", None, True, [], "99999999999999999999"])
@pytest.mark.parametrize("form", ["day first", "excel", "seconds", "%d", None])
def test_times_that_cannot_be_read(form: str | None, written: Any) -> None:
    assert Clock(None, form).moment(written)[1] in {None, Clock(None, form).moment(written)[1]}
    assert Clock("Europe/Paris", "day first").moment(written) == (None, None)


@pytest.mark.parametrize(
    ("form", "written", "moment"),
    [
        ("day first", "2021-10-20T21:41:05+02:00", "2021-10-20T19:41:05Z"),
        ("day first", "2021-10-20 21:41", "2021-10-20T19:41:00Z"),
        ("excel", "2021-10-20T19:41:05Z", "2021-10-20T19:41:05Z"),
        ("%d.%m.%Y %H:%M", "2021-10-20 21:41", "2021-10-20T19:41:00Z"),
        ("%Y-%d-%m", "2021-05-10", "2021-10-04T22:00:00Z"),
    ],
)
def test_a_form_decides_and_iso_8601_is_read_beside_it(
    form: str, written: str, moment: str
) -> None:
    assert Clock("Europe/Paris", form).moment(written)[0] == moment
