"""A value as a cell that people read."""

from __future__ import annotations

import json
from typing import Any

from ..graph.moments import iso
from ..terminal import terminal_safe

LAST_SECOND = 253_402_300_800
"""The year 10000, which ISO 8601 has no form for."""


def flat(value: Any) -> Any:
    """Return lists and maps as JSON, and others as they are."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


SECONDS = "_ts"
"""Ends the names of columns that hold epoch seconds."""


def shown_cell(value: Any, column: str = "") -> str:
    """Return a value as text on one line that cannot steer a terminal; a moment as ISO 8601."""
    if value is None:
        return ""
    if column.endswith(SECONDS) and type(value) is int and abs(value) < LAST_SECOND:
        return iso(value)
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return terminal_safe(", ".join(str(item) for item in value))
    return terminal_safe(str(flat(value)))
