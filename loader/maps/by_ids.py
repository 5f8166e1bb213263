"""What ids of X tell of the times that stand beside them: their form, and the zone they are of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..formats.times import snowflake_seconds
from ..zones import fitting_zone
from .clock import Clock

_ID = re.compile(r"(?:.*/)?(\d{18,20})/?", re.ASCII)
"""An id since 2011, or the address of a post that ends in one."""

_FEWEST = 2
"""One time may agree with an id by accident."""


def form_and_zone(
    ids: Sequence[Any], times: Sequence[Any], forms: Sequence[str]
) -> tuple[str, str] | None:
    """The form and the zone by which the times are those in the ids; None where none fits.

    Args:
        ids: of posts, or addresses that end in them.
        times: as they are written.
        forms: those of a map that could be meant; empty for what needs none.
    """
    exact = [_exact(value) for value in ids]
    for form in forms:
        clock = Clock(None, form or None)
        pairs = [
            (stated, second)
            for second, stated in zip(
                exact, (clock.moment(value)[1] for value in times), strict=False
            )
            if second is not None and stated is not None
        ]
        if len(pairs) < max(_FEWEST, len(exact)):
            continue
        zone = fitting_zone(pairs)
        if zone is not None:
            return form, zone
    return None


def _exact(value: Any) -> int | None:
    match = _ID.fullmatch(str(value))
    return None if match is None else snowflake_seconds(match[1])
