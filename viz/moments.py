"""The time zone of a page, and when it is written."""

from __future__ import annotations

import os
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..errors import UsageError

SAME_DATE = "SOURCE_DATE_EPOCH"
"""Environment variable, as of reproducible-builds.org: epoch seconds that stand for now."""


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
            f"There is no zone {name!r}", "Name one like Europe/Paris after --timezone."
        ) from error


def zone_name(zone: tzinfo) -> str:
    """Return the name of a zone."""
    return "UTC" if zone is UTC else str(zone)


def now() -> datetime:
    """Return the time; the one in the environment makes equal pages equal bytes."""
    stated = os.environ.get(SAME_DATE, "")
    return datetime.fromtimestamp(int(stated), UTC) if stated.isdigit() else datetime.now(UTC)
