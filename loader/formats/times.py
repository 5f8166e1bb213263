"""Points in time as exports write them, turned into ISO 8601 text and epoch seconds, in UTC."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from ..limits import LONGEST_TIME
from ..records import TimePrecision
from ..unread import note
from .cells import NOTHING
from .day_order import candidates
from .time_forms import is_plausible, number_moment, text_moment

Moment = tuple[str, int]
"""``2021-10-20T19:40:00Z`` and the same as epoch seconds."""

NO_MOMENT: tuple[None, None] = (None, None)

_ZULU_ENDS = {"Z", ".000Z", "+00:00"}
_MINUTE_TEXTS = tuple(f"T{at // 60:02}:{at % 60:02}" for at in range(24 * 60))
_SECOND_TEXTS = tuple(f":{at:02}" for at in range(60))
_MONTHS = {
    "Jan": "01", "Feb": "02", "Mar": "03", "Apr": "04", "May": "05", "Jun": "06",
    "Jul": "07", "Aug": "08", "Sep": "09", "Oct": "10", "Nov": "11", "Dec": "12",
}  # fmt: skip
_MILLISECONDS_FROM = 100_000_000_000  # epoch seconds reach this in the year 5138
_SNOWFLAKE_EPOCH_MS = 1_288_834_974_657
_FIRST_SNOWFLAKE = 29_700_859_247
_LAST_SNOWFLAKE = 1 << 63
_MOST_DIGITS = 20  # of 64 bits; Python refuses to read thousands of digits
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_S = 86_400
_NUMBER = re.compile(r"-?\d+(?:[.,]\d*)?(?:[eE]\+?\d+)?")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d{2})")
_FRACTION = re.compile(r"(?<=:\d\d)[.,](\d+)")


def iso_moment(text: str | None) -> Moment | tuple[None, None]:
    """A time in ISO 8601, with ``T`` or a space; without an offset it is taken as UTC."""
    if not text or len(text) > LONGEST_TIME:
        return NO_MOMENT
    return (_zulu_moment(text) if text[19:] in _ZULU_ENDS else None) or _any_iso_moment(text)


def _zulu_moment(text: str) -> Moment | None:
    """A time in UTC as platforms write it; others take 3 µs."""
    if text[4:17:3] != "--T::":
        return None
    try:
        since = datetime.fromisoformat(text) - _EPOCH
    except ValueError:
        return None
    return text[:19] + "Z", since.days * _DAY_S + since.seconds


@lru_cache(maxsize=1 << 15)  # profiles recur
def _any_iso_moment(text: str) -> Moment | tuple[None, None]:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _odd_iso(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return _moment(moment)


def _odd_iso(text: str) -> Moment | tuple[None, None]:
    """ISO with a fraction of more than six digits, or the word UTC after it."""
    fixed = _FRACTION.sub(lambda match: f".{match[1][:6]}", text.strip())
    fixed = fixed.removesuffix(" UTC")
    return NO_MOMENT if fixed == text else iso_moment(fixed)


def v1_moment(text: str | None) -> Moment | tuple[None, None]:
    """A time of the X API v1.1, ``Mon Nov 07 14:54:57 +0000 2022``, or in ISO 8601."""
    if not text:
        return NO_MOMENT
    month = _MONTHS.get(text[4:7])
    if month is None or len(text) != 30:  # noqa: PLR2004 - the form has a fixed length
        return iso_moment(text)
    iso = f"{text[26:]}-{month}-{text[8:10]}T{text[11:19]}{text[20:25]}"
    if text[20:25] == "+0000":
        return iso_moment(iso[:19] + "Z")
    return iso_moment(iso)


def epoch_moment(value: Any, column: str = "") -> Moment | tuple[None, None]:
    """Epoch seconds, as a number or text (``1610005273.0``), or milliseconds when so large.

    A number that is not a plausible epoch is noted as unread, if its column is given.
    """
    try:
        seconds = float(value) if value is not None and value != "" else math.nan
        if abs(seconds) >= _MILLISECONDS_FROM:
            seconds /= 1000
        moment = _moment(_EPOCH + timedelta(seconds=math.floor(seconds)))
    except (ValueError, OverflowError, TypeError):
        moment = NO_MOMENT
    if not column or (moment[1] is not None and is_plausible(moment[1])):
        return moment
    return any_moment(value, column)


def any_moment(value: Any, column: str = "") -> Moment | tuple[None, None]:
    """A time in whatever form, if it has one reading; what has none, or several, is noted.

    ISO 8601, the form of the X API v1.1, epoch seconds to nanoseconds, ``20211020194005``, the
    days of a spreadsheet, and the forms of :mod:`~meute.loader.formats.time_forms`.
    """
    if isinstance(value, str):
        if value[19:] in _ZULU_ENDS and (zulu := _zulu_moment(value)) is not None:
            return zulu
        value = value.strip()[: LONGEST_TIME + 1]
        if value in NOTHING or value == "0":
            return NO_MOMENT
        if _NUMBER.fullmatch(value):
            moment = _of(number_moment(value))
        else:
            moment = v1_moment(value)
            if moment[1] is None:
                moment = _of(text_moment(value))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if value in {0, -1} or value != value:  # noqa: PLR0124 - what is not a number differs
            return NO_MOMENT
        moment = _of(number_moment(repr(value)))
    else:
        moment = NO_MOMENT
    if moment[1] is None and column and value is not None:
        note(column, value, candidates(value))
    return moment


def _of(moment: datetime | None) -> Moment | tuple[None, None]:
    return NO_MOMENT if moment is None else _moment(moment)


def snowflake_moment(native_id: str) -> Moment | tuple[None, None]:
    """When the X post with that id was made; ids before November 2010 carry no time."""
    return epoch_moment(snowflake_seconds(native_id))


def stated_or_in_id(
    stated: Moment | tuple[None, None], native_id: str
) -> Moment | tuple[None, None]:
    """When a post of X was made: what is stated, and where nothing is, what its id says."""
    return snowflake_moment(native_id) if stated[1] is None else stated


def snowflake_seconds(native_id: str) -> int | None:
    """The same in epoch seconds."""
    if not native_id.isdecimal() or len(native_id) > _MOST_DIGITS:
        return None
    number = int(native_id)
    if not _FIRST_SNOWFLAKE < number < _LAST_SNOWFLAKE:
        return None
    return ((number >> 22) + _SNOWFLAKE_EPOCH_MS) // 1000


def _moment(moment: datetime) -> Moment | tuple[None, None]:
    try:
        since = (moment if moment.tzinfo is UTC else moment.astimezone(UTC)) - _EPOCH
    except (OverflowError, ValueError):
        return NO_MOMENT
    # `timestamp` and `isoformat` would each take as long as all of this.
    minute, second = divmod(since.seconds, 60)
    text = f"{_day_text(since.days)}{_MINUTE_TEXTS[minute]}{_SECOND_TEXTS[second]}Z"
    return text, since.days * _DAY_S + since.seconds


@lru_cache(maxsize=1 << 12)
def _day_text(number: int) -> str:
    """A day in ISO 8601 by its number since the epoch."""
    return (_EPOCH + timedelta(days=number)).date().isoformat()


def minute_moment(
    native_id: str, claimed: Any, column: str = ""
) -> tuple[Moment | tuple[None, None], TimePrecision]:
    """The time of an X post from a source that gives minutes: the seconds are in the post's id.

    The id is believed only where it agrees with the minute that the source gives.
    """
    exact, minute = snowflake_moment(native_id), any_moment(claimed, column)
    if exact[1] is None:
        return minute, "minute"
    if minute[1] is None or exact[1] // 60 == minute[1] // 60:
        return exact, "second"
    return minute, "minute"


def american_moment(text: str | None, column: str = "") -> Moment | tuple[None, None]:
    """A time like ``10/1/2017 19:58``, month first, taken as UTC."""
    match = _AMERICAN.fullmatch(text.strip()) if text else None
    if match is None:
        return any_moment(text, column)
    month, day, year, hour, minute = (int(part) for part in match.groups())
    return iso_moment(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z")
