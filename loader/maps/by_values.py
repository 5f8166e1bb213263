"""Which column or member is what, where its name does not say so: by what its values look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

from .values import is_nothing

Values = Mapping[str, list[Any]]
"""The first values of each column or member."""

_MARKED = re.compile(r"RT @\w{1,30}:", re.ASCII)
_DATED = re.compile(
    r"\d{4}-\d\d?-\d\d?|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}:\d\d|\b(?:19|20)\d\d\b"
)
_WORDS_OF_A_TEXT = 3
_FEWEST = 2
"""Fewer values may be ids of other rows by accident."""


def is_repost(text: Any) -> bool:
    """Whether words begin as X marks a repost."""
    return isinstance(text, str) and _MARKED.match(text) is not None


def written_time(values: Values, taken: set[str], is_time: Callable[[Any], bool]) -> str | None:
    """The first column of nothing but dates or times of day; bare numbers are neither."""
    for place, filled in _filled(values, taken).items():
        if all(_has_date(value) and is_time(value) for value in filled):
            return place
    return None


def longest_words(values: Values, taken: set[str]) -> str | None:
    """The column whose values are sentences: at least three words each on average."""
    lengths = {
        place: sum(len(value.split()) for value in filled if isinstance(value, str)) / len(filled)
        for place, filled in _filled(values, taken).items()
    }
    best = max(lengths, key=lambda place: lengths[place], default=None)
    return best if best is not None and lengths[best] >= _WORDS_OF_A_TEXT else None


def reposted_ids(values: Values, taken: set[str], ids: str, text: str) -> str | None:
    """The column with ids of other rows where the words are marked as a repost, and only there."""
    others = set(map(str, values[ids]))
    marked = [is_repost(words) for words in values[text]]
    for place in _filled(values, taken):
        several = values[place]
        if len(several) != len(marked) or not any(marked):
            continue
        named = [not is_nothing(value) for value in several]
        if named == marked and any(str(v) in others for v in several if not is_nothing(v)):
            return place
    return None


def referring(
    values: Values, taken: set[str], ids: str, text: str | None
) -> dict[str, Literal["repost_of", "reply_to"]]:
    """Columns of nothing but ids of other rows: reposts where the words are the same, or absent.

    Returns:
        What each such column is likely to be; of several of one kind the first.
    """
    rows = {str(value): place for place, value in enumerate(values[ids]) if not is_nothing(value)}
    words = [] if text is None else list(map(_plain, values[text]))
    guesses: dict[str, Literal["repost_of", "reply_to"]] = {}
    for place in _filled(values, taken):
        several = values[place]
        if place == ids or len(several) != len(values[ids]):
            continue
        pairs = [
            (row, rows.get(str(value), row))
            for row, value in enumerate(several)
            if not is_nothing(value)
        ]
        if len(pairs) < _FEWEST or any(row == other for row, other in pairs):
            continue  # an id of its own row, or of none
        same = sum(
            len(words) != len(several) or not words[row] or words[row] == words[other]
            for row, other in pairs
        )
        kind: Literal["repost_of", "reply_to"] = (
            "repost_of" if 2 * same > len(pairs) else "reply_to"
        )
        if kind not in guesses.values():
            guesses[place] = kind
    return guesses


def _plain(words: Any) -> str:
    text = words if isinstance(words, str) else ""
    return " ".join(_MARKED.sub("", text).casefold().split())


def _has_date(value: Any) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and _DATED.search(value) is not None)


def _filled(values: Values, taken: set[str]) -> dict[str, list[Any]]:
    held = {
        place: [value for value in several if not is_nothing(value)]
        for place, several in values.items()
        if place not in taken
    }
    return {place: several for place, several in held.items() if several}
