"""When a page is written."""

from __future__ import annotations

import os
from datetime import UTC, datetime

SAME_DATE = "SOURCE_DATE_EPOCH"
"""Environment variable, as of reproducible-builds.org: epoch seconds that stand for now."""


def written_now() -> str:
    """Return the time, for people; the one in the environment makes equal pages equal bytes."""
    stated = os.environ.get(SAME_DATE, "")
    now = datetime.fromtimestamp(int(stated), UTC) if stated.isdigit() else datetime.now(UTC)
    return now.strftime("%Y-%m-%d %H:%M UTC")
