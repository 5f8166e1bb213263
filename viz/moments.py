"""Times for people: in one time zone on a page, and when the page is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..errors import UsageError
from .text import one_line

SAME_DATE = "SOURCE_DATE_EPOCH"
"""Environment variable, as of reproducible-builds.org: epoch seconds that stand for now."""
_DAY = len("2023-11-14")


def time_zone(name: str) -> tzinfo:
    """Return a zone of the IANA database, as ``Europe/Paris``.

    Raises:
        UsageError: there is no such zone.
    """
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            f"There is no time zone {name!r}", "Name one like Europe/Paris after --timezone."
        ) from error


def zone_name(zone: tzinfo) -> str:
    """Return the name of a zone."""
    return "UTC" if zone is UTC else str(zone)


def written_now(zone: tzinfo = UTC) -> str:
    """Return the time, for people; the one in the environment makes equal pages equal bytes."""
    stated = os.environ.get(SAME_DATE, "")
    now = datetime.fromtimestamp(int(stated), UTC) if stated.isdigit() else datetime.now(UTC)
    return f"{now.astimezone(zone):%Y-%m-%d %H:%M} {zone_name(zone)}"


def moment_filter(zone: tzinfo) -> Callable[[str | int | None], str]:
    """Return what writes a time of the graph, ISO 8601 or epoch seconds, in a zone."""

    def moment(value: str | int | None) -> str:
        if value is None or value == "":
            return "–"
        if isinstance(value, int):
            return f"{datetime.fromtimestamp(value, zone):%Y-%m-%d %H:%M:%S}"
        shown = one_line(value, 40)
        try:
            parsed = datetime.fromisoformat(shown)
        except ValueError:
            return shown
        if len(shown) <= _DAY or parsed.tzinfo is None:
            return shown.replace("T", " ")
        return f"{parsed.astimezone(zone):%Y-%m-%d %H:%M:%S}"

    return moment
