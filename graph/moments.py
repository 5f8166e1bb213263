"""Times as the graph keeps them: ISO 8601 in UTC for people, epoch seconds for computation."""

from __future__ import annotations

import time
from datetime import UTC, datetime

FORM = "%Y-%m-%dT%H:%M:%SZ"


def iso(seconds: float) -> str:
    """Return epoch seconds as ISO 8601 in UTC, ``2021-10-20T19:40:00Z``."""
    # A fifth of the time of `strftime`.
    return datetime.fromtimestamp(int(seconds), UTC).replace(tzinfo=None).isoformat() + "Z"


def iso_or_none(seconds: float | None) -> str | None:
    """Return them likewise, where they are known."""
    return None if seconds is None else iso(seconds)


def iso_now() -> str:
    """Return the present."""
    return iso(time.time())


def epoch(moment: str) -> int:
    """Return ISO 8601 as epoch seconds.

    Raises:
        ValueError: it is not a time.
    """
    return int(datetime.fromisoformat(moment).timestamp())
