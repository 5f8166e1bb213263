"""Proposes a map for an export that no format recognises, from names and values."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any, BinaryIO

from ...errors import UsageError
from ..formats.head import Head
from ..formats.registry import ReadContext
from ..formats.table_rows import table_rows
from ..records import Reject
from .by_ids import form_and_zone
from .by_values import (
    is_repost,
    longest_words,
    referring,
    reposted_ids,
    written_time,
)
from .clock import Clock, states_zone
from .field_names import NAMES
from .fits import FITS, FORMS, is_address, is_reference, is_time, is_word
from .name_words import field_named
from .suggestion import Suggestion
from .values import is_nothing

_HOSTS = {
    "x": r"(?:twitter|x)\.com/", "tiktok": r"tiktok\.com/", "instagram": r"instagram\.com/",
    "facebook": r"facebook\.com/", "youtube": r"youtube\.com/|youtu\.be/|youtube#",
    "reddit": r"reddit\.com/|\"subreddit",
    "threads": r"threads\.(?:net|com)/", "bluesky": r"bsky\.app/|did:plc:", "telegram": r"//t\.me/",
    "truthsocial": r"truthsocial\.com/", "gab": r"//gab\.com/", "vk": r"vk\.com/",
}  # fmt: skip
_MEMBERS = {"hashtags": ("text", "tag", "name"), "mentions": ("screen_name", "username", "handle"),
            "links": ("expanded_url", "url")}  # fmt: skip
_DEEPEST = 3
_SHOWN = 40
_COMPARED = 2_000
"""Records in which ids of others are looked for; a post and its repost may stand far apart."""
_BY_WORDS = 12
"""Rank of a name of which only the words are known."""
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}")
_REFERENCES = frozenset({"repost_of", "reply_to", "quote_of"})
_COUNTED = re.compile(r"\d{1,9}", re.ASCII)
_WORDS = re.compile(r"[^\W_]+")


def suggested(stream: BinaryIO, head: Head) -> Suggestion:
    """A map for the first rows or objects of an input.

    Raises:
        UsageError: it is neither a table nor JSON, or holds nothing.
        BrokenInputError: the Excel or Parquet file cannot be opened.
    """
    suggestion = Suggestion()
    is_json = head.layout in {"json", "json-lines"}
    records = _objects(head, suggestion) if is_json else _rows(stream, head)
    if not records:
        raise UsageError(f"{head.name} holds no rows or objects", "Export it again")
    values = _values(records[:_SHOWN])
    words = {place: field_named(_name_of(place)) for place in values}
    suggestion.platform = _platform(records)
    taken: set[str] = set()
    for name, names in NAMES.items():
        place = _best(name, names, values, words, taken)
        if name == "url" and is_address(suggestion.examples.get("id")):
            name = "links"  # noqa: PLW2901 - the id is the address; another leads elsewhere
        if place is not None and name not in suggestion.columns:
            suggestion.columns[name] = place
            column = place.partition("[]")[0]
            suggestion.examples[name] = _example(values[column])
            if name != "url":
                taken.add(column)
    _add_by_values(suggestion, values, taken)
    _add_references(suggestion, _values(records[:_COMPARED]), taken)
    _add_platform(suggestion, records)
    used = {place.partition("[]")[0] for place in suggestion.columns.values()}
    suggestion.unused = [
        place
        for place, several in values.items()
        if place not in used and not all(map(is_nothing, several))
    ]
    _settle(suggestion, values, _values(records[:_COMPARED]))
    return suggestion


def _add_by_values(suggestion: Suggestion, values: dict[str, list[Any]], taken: set[str]) -> None:
    """Add what no name says: the time, the words, whose posts are passed on."""

    def add(name: str, place: str | None) -> None:
        if place is not None and name not in suggestion.columns:
            suggestion.columns[name] = place
            suggestion.examples[name] = _example(values[place])
            suggestion.by_values.append(name)
            taken.add(place)

    add("created_at", written_time(values, taken, is_time))
    if "text" not in suggestion.columns:
        add("text", longest_words(values, taken))
    if {"id", "text"} <= suggestion.columns.keys() and "repost_of" not in suggestion.columns:
        ids, text = suggestion.columns["id"], suggestion.columns["text"]
        if ids in values and text in values:
            add("repost_of", reposted_ids(values, taken, ids, text))


def _add_references(suggestion: Suggestion, values: dict[str, list[Any]], taken: set[str]) -> None:
    """Add columns of nothing but ids of other records."""
    ids = suggestion.columns.get("id")
    if ids not in values:
        return
    text = suggestion.columns.get("text")
    numbers_of_rows = _are_counted(values[ids])
    for place, name in {} if numbers_of_rows else referring(values, taken, ids, text).items():
        if name not in suggestion.columns:
            suggestion.columns[name] = place
            suggestion.examples[name] = _example(values[place])
            suggestion.by_values.append(name)
            taken.add(place)


def _rows(stream: BinaryIO, head: Head) -> list[dict[str, Any]]:
    with table_rows(stream, ReadContext(head)) as (_, rows):
        return [row.cells for row in islice(rows, _COMPARED) if not isinstance(row, Reject)]


def _objects(head: Head, suggestion: Suggestion) -> list[dict[str, Any]]:
    """The records of JSON, also where they stand in a list of one document."""
    if len(head.objects) == 1:
        lists = list(_lists(head.objects[0], "", 0))
        name, items = max(lists, key=lambda pair: len(pair[1]), default=("", []))
        if items and not {"id", "text", "body"} & set(head.objects[0]):
            suggestion.records = f"{name}[]"
            return items
    return head.objects


def _lists(
    value: dict[str, Any], above: str, depth: int
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The lists of objects in a document, with the paths to them."""
    for name, inner in value.items():
        if isinstance(inner, list):
            yield f"{above}{name}", [item for item in inner if isinstance(item, dict)]
        elif isinstance(inner, dict) and depth < _DEEPEST and name and "[" not in name:
            yield from _lists(inner, f"{above}{name}.", depth + 1)


def _values(records: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """The values at each path that the records have."""
    several: dict[str, list[Any]] = {}
    for record in records:
        for place, value in _walk(record, "", 0):
            several.setdefault(place, []).append(value)
    return several


def _walk(value: dict[str, Any], above: str, depth: int) -> Iterator[tuple[str, Any]]:
    for name, inner in value.items():
        if not name or "[" in name:
            continue
        if isinstance(inner, dict) and depth < _DEEPEST:
            yield from _walk(inner, f"{above}{name}.", depth + 1)
        else:
            yield f"{above}{name}", inner


def _best(
    name: str,
    names: tuple[str, ...],
    values: dict[str, list[Any]],
    words: dict[str, str | None],
    taken: set[str],
) -> str | None:
    """The likeliest place of a field: by its name, if its values can be of the field."""
    ranked = []
    for place, several in values.items():
        rank, fits = _rank(place, names), FITS.get(name, is_word)
        if rank is None and words[place] == name:
            rank, fits = _BY_WORDS, is_reference if name in _REFERENCES else fits
        filled = [value for value in several if not is_nothing(value)]
        if rank is None or place in taken or not filled or not all(map(fits, filled[:20])):
            continue
        if name == "id" and len(set(map(str, filled))) < len(filled):
            continue
        ranked.append((rank, place.count("."), place))
    if not ranked:
        return None
    likeliest = min(ranked)[2]
    return _of_objects(likeliest, values[likeliest], _MEMBERS.get(name, ()))


def _are_counted(several: list[Any]) -> bool:
    """Whether ids are 1, 2, 3: perhaps the numbers of rows, which other tables have as well."""
    numbers = [int(str(value)) for value in several if _COUNTED.fullmatch(str(value))]
    return 2 < len(numbers) == len(several) and all(  # noqa: PLR2004 - two may be so by chance
        after == before + 1 for before, after in pairwise(numbers)
    )


def _rank(place: str, names: tuple[str, ...]) -> int | None:
    """How likely a place is: its whole path, then its last name, as far as they are known."""
    parts = ["".join(_WORDS.findall(_plain(part))) for part in place.split(".")]
    for number, candidate in enumerate(("".join(parts), "".join(parts[-2:]), parts[-1])):
        if candidate in names:
            return names.index(candidate) + number
    return None


def _name_of(place: str) -> str:
    """The last name of a path; a column's name may hold dots itself, as «Beitrags-Nr.»."""
    return place if " " in place else place.rstrip(".").rpartition(".")[2]


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name)
    return "".join(c for c in apart if not unicodedata.combining(c)).lower()


def _of_objects(place: str, several: list[Any], members: tuple[str, ...]) -> str:
    first = next((v[0] for v in several if isinstance(v, list) and v), None)
    if isinstance(first, dict):
        return next((f"{place}[].{m}" for m in members if m in first), place)
    return place


def _platform(records: list[dict[str, Any]]) -> str:
    """The platform whose addresses are the most frequent."""
    text = json.dumps(records[:_SHOWN], ensure_ascii=False, default=str)
    counts = {name: len(re.findall(form, text)) for name, form in _HOSTS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def _add_platform(suggestion: Suggestion, records: list[dict[str, Any]]) -> None:
    """Guess X by its mark of a repost, where neither addresses nor a column name a platform."""
    if suggestion.platform or "platform" in suggestion.columns:
        return
    if any(is_repost(value) for record in records for _, value in _walk(record, "", 0)):
        suggestion.platform = "x"
        suggestion.by_values.append("platform")


def _settle(
    suggestion: Suggestion, values: dict[str, list[Any]], more: dict[str, list[Any]]
) -> None:
    """The form of times, of ``more`` values, and what to make ids from where there are none."""
    when = suggestion.columns.get("created_at")
    if when is not None:
        several = [value for value in more[when] if not is_nothing(value)]
        # Nobody writes months first with dots.
        dotted = all(_DOTTED.match(str(value)) for value in several)
        fitting = [
            form or ""
            for form in FORMS
            if not (dotted and form == "month first")
            and all(Clock(None, form).moment(v)[1] for v in several)
        ]
        suggestion.without_zone = not all(map(states_zone, several))
        suggestion.time_forms = [form for form in fitting if form]
        suggestion.time_form = "" if "" in fitting or not fitting else fitting[0]
        _settle_by_ids(suggestion, more, fitting)
    suggestion.counted = "id" in suggestion.columns and _are_counted(
        values.get(suggestion.columns["id"], [])
    )
    if "id" not in suggestion.columns:
        names = ("account_id", "account_handle", "created_at", "text")
        suggestion.made_from = [
            suggestion.columns[name] for name in names if name in suggestion.columns
        ]
        rows = zip(*(map(str, values[name]) for name in suggestion.made_from), strict=False)
        if len(set(rows)) < max(map(len, values.values()), default=0):
            # Rows that differ elsewhere would be one post.
            suggestion.made_from = [
                name for name, cells_ in values.items() if any(map(is_word, cells_))
            ]


def _settle_by_ids(suggestion: Suggestion, values: dict[str, list[Any]], forms: list[str]) -> None:
    """Platform, form and zone of times, where the ids carry those that stand beside them."""
    ids = values.get(suggestion.columns.get("id", ""), [])
    told = None
    if suggestion.platform in {"", "x"} and "platform" not in suggestion.columns:
        told = form_and_zone(ids, values[suggestion.columns["created_at"]], forms)
    if told is None:
        return
    form, zone = told
    if not suggestion.platform:
        suggestion.platform = "x"
        suggestion.by_values.append("platform")
    suggestion.time_form, suggestion.time_forms = form, [form] if form else []
    suggestion.zone, suggestion.without_zone = "" if zone == "UTC" else zone, False


def _example(several: list[Any]) -> str:
    value = next((v for v in several if not is_nothing(v)), "")
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return " ".join(shown.split())[:_SHOWN]
