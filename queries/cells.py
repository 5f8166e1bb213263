"""A value as a cell that people read."""

from __future__ import annotations

import json
from typing import Any

from ..terminal import terminal_safe


def flat(value: Any) -> Any:
    """Return lists and maps as JSON, and others as they are."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def shown_cell(value: Any) -> str:
    """Return a value as text on one line that cannot steer a terminal."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return terminal_safe(", ".join(str(item) for item in value))
    return terminal_safe(str(flat(value)))
