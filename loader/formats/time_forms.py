"""Times as people and office programs write them, where only one reading is possible.

A date such as ``05/10/2021`` has two readings, and is left alone here; a whole column of them often
has one, see :mod:`~meute.loader.formats.day_order`.
"""

from __future__ import annotations

import math
import re
import time
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..limits import LONGEST_TIME
from ..records import TimePrecision

EARLIEST = 788_918_400
"""1 January 1995, before the first post of any platform."""

_DAY_S = 86_400
_CENTURY, _THIS_CENTURY = 100, 2000
_NOON = 12
_LAST_MONTH = 12
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
_SERIALS = range(34_700, 73_050)  # 1995 to 2100 as days of a spreadsheet
_PER_SECOND = (1, 1_000, 1_000_000, 1_000_000_000)
_COMPACT = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_NUMERIC = re.compile(r"\d+(?:[.,]\d*)?")
_EXPONENT = re.compile(r"\d(?:[.,](\d+))?[eE]\+?(\d+)")
_MINUTE_DIGITS, _DIGITS_OF_A_DAY = 4, 8
_COARSENESS: tuple[TimePrecision, ...] = ("second", "minute", "day")
_COMPACT_PRECISION: dict[int, TimePrecision] = {8: "day", 12: "minute"}
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60,
    "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "EST": -300, "EDT": -240, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
    "BRT": -180, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip
"""Minutes east of Greenwich of names that mean one zone only: not CST, IST or BST."""

_MONTHS = (
    ("jan", "ene", "gen"), ("feb", "fev", "fév"), ("mar", "mär", "maa", "mrt"),
    ("apr", "avr", "abr"), ("may", "mai", "mag", "mei", "maj"), ("jun", "juin", "giu"),
    ("jul", "juil", "lug"), ("aug", "aou", "aoû", "ago"), ("sep", "set"),
    ("oct", "okt", "ott", "out"), ("nov",), ("dec", "déc", "dez", "dic"),
)  # fmt: skip
_HOURS = r"(\d{1,2})[:h](\d{2})?(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([ap])\.?\s?m\.?)?"
_HOUR = re.compile(rf"(?<!\d){_HOURS}(?![\d:])", re.IGNORECASE)
_ZONE = re.compile(r"\s*\(?\b([A-Z]{1,5})\)?$|\s*(?:UTC|GMT)\s?([+-])(\d{1,2})(?::?(\d{2}))?$|"
                   r"(?<=\d)\s*([+-])(\d{2}):?(\d{2})$")  # fmt: skip
_PLACE = re.compile(r"\s*[\[(]?\b([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+)+)[\])]?$")
_SPELT_ZONE = re.compile(r"(?<=[+-]\d{4}) \([^()]{3,60}\)$")
"""What JavaScript adds: ``GMT+0200 (Central European Summer Time)``."""

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=\D|$)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|(?<!-)\d{2})(?=\D|$)")
"""``21-10-20`` may begin with the year."""

_NAMED = re.compile(r"(\d{1,2})?(?:er|st|nd|rd|th)?\.?\s*(?:de )?([^\W\d_]{3,12})\.?,?\s*(?:de )?"
                    r"(\d{1,2}(?=\D))?(?:st|nd|rd|th)?,?\s*(\d{4})(?=\D|$)")  # fmt: skip
_FILLING = re.compile(
    r"[\s,·–-]*(?:\b(?:à|at|um|kl|ore|alle|a las|às)\b\.?)?[\s,·–-]*", re.IGNORECASE
)
_WEEKDAY = re.compile(r"\s*[^\W\d_]{2,10}\.?,?\s*")


def is_plausible(seconds: float) -> bool:
    """Whether somebody can have posted then: after 1995, and not after tomorrow."""
    return EARLIEST <= seconds <= latest()


def latest() -> float:
    """Tomorrow's end, wherever it is now."""
    return time.time() + 2 * _DAY_S


def number_moment(text: str) -> datetime | None:
    """The moment that a number stands for, if one reading of it is plausible.

    Epoch seconds, milli-, micro- and nanoseconds; ``20211020``, ``202110201940``,
    ``20211020194005``; the days of a spreadsheet, ``44489.82``.
    """
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    for per_second in _PER_SECOND:
        if is_plausible(value / per_second):
            whole = timedelta(seconds=int(value // per_second))
            return None if _is_rounded(text, per_second) else _EPOCH + whole
    if text.isdecimal() and len(text) in _COMPACT:
        return _compact(text)
    if _SERIALS.start <= value < _SERIALS.stop:
        return _plausible(_EXCEL_EPOCH + timedelta(seconds=round(value * _DAY_S)))
    return None


def _is_rounded(text: str, per_second: int) -> bool:
    """Whether an epoch such as ``1.63476E+12`` has lost the digits of its seconds."""
    match = None if text.isdecimal() else _EXPONENT.fullmatch(text)
    return match is not None and int(match[2]) - len(match[1] or "") > math.log10(per_second)


def precision_of(written: Any) -> TimePrecision:
    """How exact a time is, by how it is written: to the second, to the minute or to the day.

    Of the days of a spreadsheet, four digits after the point are nine seconds, three 86.
    """
    if isinstance(written, date) and not isinstance(written, datetime):
        return "day"
    text = written.strip()[:LONGEST_TIME] if isinstance(written, str) else repr(written)
    if text[13:14] == ":" and text[16:17] == ":":
        return "second"
    if _NUMERIC.fullmatch(text):
        digits, _, fraction = text.replace(",", ".").partition(".")
        if digits.isdecimal() and int(digits) in _SERIALS:
            return "day" if len(fraction) < _MINUTE_DIGITS else "minute"
        return _COMPACT_PRECISION.get(len(text), "second") if _compact(text) else "second"
    hour = _HOUR.search(_ZONE.sub("", text)) if isinstance(written, str) else None
    if hour is not None:
        return "second" if hour[3] else "minute"
    return "day" if 0 < sum(map(str.isdecimal, text)) <= _DIGITS_OF_A_DAY else "second"


def coarser(first: TimePrecision, second: TimePrecision) -> TimePrecision:
    """The less exact of two precisions."""
    return first if _COARSENESS.index(first) > _COARSENESS.index(second) else second


def _compact(text: str) -> datetime | None:
    """The moment that ``20211020``, ``202110201940`` or ``20211020194005`` is."""
    try:
        return _plausible(datetime.strptime(text, _COMPACT[len(text)]).replace(tzinfo=UTC))
    except (KeyError, ValueError):
        return None


@lru_cache(maxsize=1 << 12)
def text_moment(text: str) -> datetime | None:
    """The moment that a text stands for, if it has one reading only; without a zone it is UTC."""
    text = " ".join(text[: LONGEST_TIME + 1].split())
    if len(text) > LONGEST_TIME:
        return None
    if "," in text[:5]:
        try:
            moment = parsedate_to_datetime(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            pass
    text, there = _zone(_SPELT_ZONE.sub("", text))
    parted = None if there is None else _date(text)
    if parted is None:
        return None
    (year, month, day), rest = parted
    clock = _clock(rest)
    if clock is None:
        return None
    try:
        return datetime(year, month, day, *clock, tzinfo=there)
    except (ValueError, OverflowError):
        return None


def _zone(text: str) -> tuple[str, tzinfo | None]:
    """The text without its zone, and the zone; None of a name that means several, or none."""
    place = _PLACE.search(text)
    if place is not None:
        text = text[: place.start()]
    zone = _ZONE.search(text) if ":" in text else None
    if zone is None and place is not None:
        try:
            return text, ZoneInfo(place[1])
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return text, None
    offset = _offset(zone) if zone else 0
    if zone and zone[1] not in {"AM", "PM", "A", "P"}:
        text = text[: zone.start()]
    return text, None if offset is None else timezone(timedelta(minutes=offset))


def _plausible(moment: datetime) -> datetime | None:
    return moment if is_plausible(moment.timestamp()) else None


def _offset(zone: re.Match[str]) -> int | None:
    """Minutes east of Greenwich; None of a name that means several zones or none, and of a day."""
    sign, hours, minutes = (zone[2], zone[3], zone[4]) if zone[2] else (zone[5], zone[6], zone[7])
    if sign:
        offset = int(f"{sign}1") * (int(hours) * 60 + int(minutes or 0))
        return offset if abs(offset) * 60 < _DAY_S else None
    return 0 if zone[1] in {"AM", "PM", "A", "P"} else _ZONES.get(zone[1])


def _date(text: str) -> tuple[tuple[int, int, int], str] | None:
    """Year, month and day, and the text without them."""
    if match := _YEAR_FIRST.search(text):
        parts = int(match[1]), int(match[2]), int(match[3])
    elif match := _YEAR_LAST.search(text):
        ordered = in_order(int(match[1]), int(match[3]))
        if ordered is None:
            return None
        parts = full_year(match[4]), *ordered
    elif (match := _NAMED.search(text)) and (month := _month(match[2])):
        day = match[1] or match[3]
        if day is None or (match[1] and match[3]):
            return None
        parts = int(match[4]), month, int(day)
    else:
        return None
    before = text[: match.start()]
    before = "" if _WEEKDAY.fullmatch(before) else before
    return parts, f"{before} {text[match.end() :]}"


def in_order(first: int, second: int) -> tuple[int, int] | None:
    """Month and day, where one of the two cannot be a month or both are the same."""
    if first > _LAST_MONTH or first == second:
        return second, first
    return (first, second) if second > _LAST_MONTH else None


def full_year(digits: str) -> int:
    """The year, also of two digits."""
    year = int(digits)
    return year + _THIS_CENTURY if year < _CENTURY else year


def _month(word: str) -> int | None:
    word = word.lower()
    return next(
        (number for number, starts in enumerate(_MONTHS, 1) if word.startswith(starts)), None
    )


def _clock(rest: str) -> tuple[int, int, int] | None:
    """Hour, minute and second in what a date leaves of a text; nothing else may be there."""
    rest = re.sub(r"^\s*T", " ", rest)
    match = _HOUR.search(rest)
    if match is None:
        return None if _FILLING.sub("", rest) else (0, 0, 0)
    if _FILLING.sub("", f"{rest[: match.start()]} {rest[match.end() :]}"):
        return None
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match[4]:
        hour = hour % _NOON + (_NOON if match[4].lower() == "p" else 0)
    return hour, minute, second
