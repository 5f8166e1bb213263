"""The language of a page: its messages, numbers, times and plurals.

Messages are written in English where they are used, marked for gettext; ``locale/LANGUAGE.po``
holds their translations. A message that something else than a template makes is kept as a
:class:`Message` until the page is written, so that what is read from a graph has no language.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import cache
from importlib.resources import files
from typing import Any

from ..errors import UsageError
from ..graph.traces import Trace, Words
from .moments import now, time_zone, zone_name
from .text import one_line

LANGUAGES = ("en", "fr")
_MOMENTS = {"en": "%Y-%m-%d %H:%M:%S", "fr": "%d/%m/%Y %H:%M:%S"}
_DAYS = {"en": "%Y-%m-%d", "fr": "%d/%m/%Y"}
_DAY = len("2023-11-14")
_EXACT = 1000
"""Numbers from here on are told without a fraction."""
_SMALL = 0.001
"""Numbers below are told with a power of ten."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in no language yet; ``str`` gives the English.

    Args:
        text: the English, with ``%(name)s`` for values.
        many: the English where ``count`` is not one; ``%(count)s`` is that number.
    """

    text: str
    many: str | None = None
    count: int = 1
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return ENGLISH.of(self)


def message(text: str, **values: Any) -> Message:
    """Return a message, marked for translation."""
    return Message(text, values=values)


def counted_message(singular: str, plural: str, count: int, **values: Any) -> Message:
    """Return a message about a number of things, marked for translation."""
    return Message(singular, plural, count, values)


def marked(text: str) -> str:
    """Return the text as it is, marked for translation where it is declared once for all pages."""
    return text


@dataclass(frozen=True, slots=True)
class Language:
    """How a page speaks; ``zone`` is that of all times."""

    code: str = "en"
    zone: tzinfo = UTC

    @property
    def catalogue(self) -> gettext.NullTranslations:
        """What gettext asks."""
        return _catalogue(self.code)

    @property
    def zone_name(self) -> str:
        """Name of the zone."""
        return zone_name(self.zone)

    def say(self, text: str, **values: Any) -> str:
        """Return a message; values that are numbers are written as such."""
        return self.catalogue.gettext(text) % self._written(values)

    def count(self, singular: str, plural: str, count: int, **values: Any) -> str:
        """Return a message about a number of things, which it holds as ``%(count)s``."""
        written = self._written({"count": count, **values})
        return self.catalogue.ngettext(singular, plural, count) % written

    def of(self, message: Message) -> str:
        """Return a message."""
        if message.many is None:
            return self.say(message.text, **message.values)
        return self.count(message.text, message.many, message.count, **message.values)

    def _written(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: self.number(value) if isinstance(value, int | float) else value
            for name, value in values.items()
        }

    def words(self, trace: Trace) -> Words:
        """Return the words of a trace."""
        return trace.french if self.code == "fr" else trace.english

    def number(self, value: float | None) -> str:
        """Return a number; a dash where nothing is known."""
        if value is None:
            return "–"
        if isinstance(value, int):
            shown = f"{value:,}"
        elif value != 0 and abs(value) < _SMALL:
            shown = f"{value:.1e}"
        else:
            shown = f"{value:,.3g}" if abs(value) < _EXACT else f"{value:,.0f}"
        return shown.translate(_separators(self.code))

    def share(self, value: float | None) -> str:
        """Return a share of one as a percentage; a dash where nothing is known."""
        return "–" if value is None else f"{100 * value:.0f}\N{NO-BREAK SPACE}%"

    def moment(self, value: str | int | None) -> str:
        """Return a time of the graph, ISO 8601 or epoch seconds, in the zone."""
        if value is None or value == "":
            return "–"
        if isinstance(value, int):
            return f"{datetime.fromtimestamp(value, self.zone):{_MOMENTS[self.code]}}"
        shown = one_line(value, 40)
        try:
            parsed = datetime.fromisoformat(shown)
        except ValueError:
            return shown
        if len(shown) <= _DAY or parsed.tzinfo is None:  # no more is known of it
            return f"{parsed:{_DAYS[self.code]}}{shown[_DAY:].replace('T', ' ')}"
        return f"{parsed.astimezone(self.zone):{_MOMENTS[self.code]}}"

    def now(self) -> str:
        """Return when the page is written, to the minute, with the zone."""
        shown = f"{now().astimezone(self.zone):{_MOMENTS[self.code]}}"
        return f"{shown[: -len(':00')]} {self.zone_name}"

    def day(self, value: str | None) -> str:
        """Return the day of an ISO 8601 time as it is written there; a dash where there is none."""
        return self.moment((value or "")[:_DAY])

    def month_day(self, when: datetime) -> str:
        """Return a short day and month."""
        from babel.dates import format_date

        return format_date(when, "d MMM", locale=self.code)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo

    compiled = io.BytesIO()
    write_mo(compiled, read_messages(code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def read_messages(code: str) -> Any:
    """Return the messages of a language with their places, a catalogue of Babel's."""
    from babel.messages.pofile import read_po

    with (files(__package__) / "locale" / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code)


@cache
def _separators(code: str) -> dict[int, str]:
    if code == "en":
        return {}
    from babel.numbers import (
        get_decimal_symbol,
        get_group_symbol,
    )

    return {ord(","): get_group_symbol(code), ord("."): get_decimal_symbol(code)}


def page_messages(code: str, suffix: str) -> dict[str, list[str]]:
    """Return translations by English message, of those used in files with a suffix."""
    if code == "en":
        return {}
    return {
        (entry.id if isinstance(entry.id, str) else entry.id[0]): (
            [entry.string] if isinstance(entry.string, str) else list(entry.string)
        )
        for entry in read_messages(code)
        if entry.id and any(path.endswith(suffix) for path, _ in entry.locations)
    }


ENGLISH = Language()


def language_of(code: str, zone: str) -> Language:
    """Return a language by its code, with a time zone by its name.

    Raises:
        UsageError: there is no such language or zone.
    """
    if code not in LANGUAGES:
        raise UsageError(f"There is no language {code!r}", f"Choose {' or '.join(LANGUAGES)}.")
    return Language(code, time_zone(zone))
