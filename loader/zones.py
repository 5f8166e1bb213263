"""Which zone times were written in, as the times in the posts' ids tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

_HOUR_S, _MINUTE_S = 3_600, 60
_MOST_HOURS = 14
_TOLERATED = 0.01
_ZONES = (
    "UTC", "Europe/Paris", "Europe/London", "Europe/Athens", "Europe/Moscow", "America/New_York",
    "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo",
    "Africa/Lagos", "Africa/Nairobi", "Asia/Dubai", "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo",
    "Australia/Sydney",
)  # fmt: skip
"""Well-known zones of most offsets; of several that fit the first is named."""

Written = tuple[int, int]
"""A time as it was written, its digits taken for UTC, and the time in the post's id; seconds."""


def hours_off(stated: int, exact: int) -> int:
    """By how many whole hours a time is off, to the second or to the minute; otherwise 0."""
    if stated % _MINUTE_S == 0:
        exact -= exact % _MINUTE_S
    hours, rest = divmod(stated - exact + 1, _HOUR_S)
    near = rest <= 2 and abs(hours) <= _MOST_HOURS  # noqa: PLR2004 - a second to either side
    return hours if near else 0


def zones_meant(name: str) -> str:
    """The zones of a city that was named without its continent, or else an example."""
    city = name.strip().lower().replace(" ", "_").rpartition("/")[2]
    zones = sorted(zone for zone in available_timezones() if "/" in zone)
    meant = [zone for zone in zones if zone.lower().rpartition("/")[2] == city]
    return " or ".join(meant[:3]) or "one such as Europe/Paris or UTC"


def as_written(ts: int, zone: str | None) -> int:
    """The digits of a time that was read as local time of a zone, taken for UTC."""
    if zone is None:
        return ts
    return ts + _seconds(datetime.fromtimestamp(ts, UTC).astimezone(ZoneInfo(zone)).utcoffset())


def fitting_zone(times: Sequence[Written]) -> str | None:
    """The zone of which the times are local times; None where no known one fits."""
    return next((zone for zone in _ZONES if _fits(ZoneInfo(zone), times)), None)


def _fits(zone: ZoneInfo, times: Sequence[Written]) -> bool:
    most = int(_TOLERATED * len(times))
    off = 0
    for written, exact in times:
        local = datetime.fromtimestamp(exact, UTC).astimezone(zone)
        stated = written - _seconds(local.utcoffset())
        off += abs(stated - exact) > _MOST_HOURS * _HOUR_S or hours_off(stated, exact) != 0
        if off > most:
            return False
    return True


def _seconds(offset: timedelta | None) -> int:
    return int((offset or timedelta()).total_seconds())


def remedy(times: Sequence[Written], map_zone: str | None) -> str:
    """What to do about times that are whole hours off; ``map_zone`` is what the user's map says."""
    zone = fitting_zone(times)
    if zone is None:
        return "State the zone that they were written in, for example --zone Europe/Paris"
    if map_zone is None:
        return f"They fit {zone}: load them with --zone {zone}"
    if zone == "UTC":
        return f"They fit UTC: remove «zone: {map_zone}» from the map"
    return f"They fit {zone}: write «zone: {zone}» in the map, in place of {map_zone}"
