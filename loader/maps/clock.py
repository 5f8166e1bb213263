"""Times as a map says they are written: their zone where they state none, and their form."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from ..formats.day_order import candidates
from ..formats.times import NO_MOMENT, Moment, any_moment, epoch_moment, iso_moment
from ..unread import note
from .values import is_nothing

_DATE = re.compile(
    r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})"
    r"(?:[ T,]+(?:à |at )?(\d{1,2})[:h.](\d{2})(?:[:.](\d{2}))?\s*([AaPp])?\.?[Mm]?\.?)?"
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d|$)")
_ZONED = re.compile(
    r"(?:Z|[A-Z]{3,5}|[+-]\d\d:?\d\d)\)?$|^\d{9,11}(?:[.,]\d*)?$|^\d{13}$|^\d{16,}$"
)
_EXCEL_EPOCH = datetime(1899, 12, 30)
_NOON = 12
_CENTURY = 100
_THIS_CENTURY = 2000

Found = Moment | tuple[None, None]


def states_zone(value: Any) -> bool:
    """Whether a time says where it is one, as epoch seconds do by themselves."""
    return _ZONED.search(str(value).strip()) is not None


class Clock:
    """Reads the times of one map."""

    def __init__(self, zone: str | None, form: str | None) -> None:
        self._zone = ZoneInfo(zone) if zone else UTC
        self._is_utc = zone is None
        self._form = form

    def moment(self, value: Any, column: str = "") -> Found:
        """The moment that a value states, in UTC; what cannot be read is noted by its column."""
        moment = self._moment(value)
        if moment[1] is None and column and not is_nothing(value):
            note(column, value, candidates(value))
        return moment

    def _moment(self, value: Any) -> Found:
        if isinstance(value, datetime):
            return self._local(value)
        if isinstance(value, date):
            return iso_moment(value.isoformat())
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return NO_MOMENT
        if self._form is not None:
            written = str(value).strip()
            moment = self._by_form(written)
            # A table's dates of one order only come as ISO 8601 already, which has one reading.
            if moment[1] is not None or not _ISO.match(written):
                return moment
        moment = any_moment(value)
        if moment[1] is None or self._is_utc or states_zone(value):
            return moment
        return self._local(datetime.fromtimestamp(moment[1], UTC).replace(tzinfo=None))

    def _by_form(self, text: str) -> Found:
        if self._form in {"day first", "month first"}:
            return self._local(_dated(text, day_first=self._form == "day first"))
        if self._form == "excel":
            return self._local(_serial(text))
        if self._form in {"seconds", "milliseconds"}:
            return _epoch(text, 1000 if self._form == "milliseconds" else 1)
        try:
            return self._local(datetime.strptime(text, self._form or ""))
        except ValueError:
            return NO_MOMENT

    def _local(self, moment: datetime | None) -> Found:
        if moment is None:
            return NO_MOMENT
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self._zone)
        try:
            return iso_moment(moment.astimezone(UTC).isoformat())
        except (OverflowError, ValueError):
            return NO_MOMENT


@lru_cache(maxsize=1 << 12)
def _dated(text: str, *, day_first: bool) -> datetime | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    first, second, year, hour, minute, seconds = (int(part or 0) for part in match.groups()[:6])
    day, month = (first, second) if day_first else (second, first)
    half = (match[7] or "").lower()
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    if year < _CENTURY:
        year += _THIS_CENTURY
    try:
        return datetime(year, month, day, hour, minute, seconds)
    except ValueError:
        return None


def _serial(text: str) -> datetime | None:
    try:
        return _EXCEL_EPOCH + timedelta(seconds=round(float(text.replace(",", ".")) * 86400))
    except (ValueError, OverflowError):
        return None


def _epoch(text: str, per_second: int) -> Found:
    try:
        return epoch_moment(float(text) / per_second)
    except ValueError:
        return NO_MOMENT
