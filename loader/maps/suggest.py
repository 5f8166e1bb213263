"""Proposes a map for an export that no format recognises, from names and values."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any, BinaryIO

from ..formats import cells
from ..formats.head import Head
from ..formats.registry import ReadContext
from ..formats.table_rows import table_rows
from ..records import Reject
from .by_values import is_repost, longest_words, reposted_ids, written_time
from .clock import Clock
from .field_names import NAMES
from .paths import path
from .values import is_nothing

_COUNTS = frozenset({"reposts", "replies", "likes", "views", "followers", "following"})
_HOSTS = {
    "x": r"(?:twitter|x)\.com/", "tiktok": r"tiktok\.com/", "instagram": r"instagram\.com/",
    "facebook": r"facebook\.com/", "youtube": r"youtube\.com/|youtu\.be/|youtube#",
    "reddit": r"reddit\.com/|\"subreddit",
    "threads": r"threads\.(?:net|com)/", "bluesky": r"bsky\.app/|did:plc:", "telegram": r"//t\.me/",
    "truthsocial": r"truthsocial\.com/", "gab": r"//gab\.com/", "vk": r"vk\.com/",
}  # fmt: skip
_MEMBERS = {"hashtags": ("text", "tag", "name"), "mentions": ("screen_name", "username", "handle"),
            "links": ("expanded_url", "url")}  # fmt: skip
_FORMS = (None, "day first", "month first", "excel")
_DEEPEST = 3
_SHOWN = 40
_COUNTED = re.compile(r"\d{1,9}", re.ASCII)
_REDDIT_ID = re.compile(r"t\d_\w+", re.ASCII)
_WORDS = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class Suggestion:
    """A proposed map: where the records stand, the platform, fields with example values."""

    platform: str = ""
    records: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    time_form: str = ""
    time_forms: list[str] = field(default_factory=list)
    made_from: list[str] = field(default_factory=list)
    counted: bool = False
    by_values: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def written(self) -> str:
        """The map as YAML, with an example beside each field."""
        lines = [f"platform: {self.platform or 'unknown  # write which: x, tiktok, facebook, …'}"]
        if self.records:
            lines.append(f"records: {_quoted(self.records)}")
        lines.append("columns:")
        for name, where in self.columns.items():
            lines.append(
                f"  {name}: {_quoted(where)}  # {self.examples.get(name, '')}".rstrip(" #")
            )
        if self.made_from:
            lines.append(f"id made from: [{', '.join(map(_quoted, self.made_from))}]")
        if self.time_form:
            others = [f for f in self.time_forms if f != self.time_form]
            doubt = f"  # or {' or '.join(others)}: both fit" if others else ""
            lines.append(f"time form: {self.time_form}{doubt}")
        return "\n".join(lines) + "\n"


def suggested(stream: BinaryIO, head: Head) -> Suggestion:
    """A map for the first rows or objects of an input.

    Raises:
        UsageError: it is neither a table nor JSON.
        BrokenInputError: the Excel or Parquet file cannot be opened.
    """
    suggestion = Suggestion()
    is_json = head.layout in {"json", "json-lines"}
    records = _objects(head, suggestion) if is_json else _rows(stream, head)
    values = _values(records[:_SHOWN])
    suggestion.platform = _platform(records)
    taken: set[str] = set()
    for name, names in NAMES.items():
        place = _best(name, names, values, taken)
        if place is not None:
            suggestion.columns[name] = place
            column = place.partition("[]")[0]
            suggestion.examples[name] = _example(values[column])
            if name != "url":
                taken.add(column)
    _add_by_values(suggestion, values, taken)
    used = {place.partition("[]")[0] for place in suggestion.columns.values()}
    suggestion.unused = [
        place
        for place, several in values.items()
        if place not in used and not all(map(is_nothing, several))
    ]
    _settle(suggestion, values)
    return suggestion


def _add_by_values(suggestion: Suggestion, values: dict[str, list[Any]], taken: set[str]) -> None:
    """Add what no name says: the time, the words, whose posts are passed on."""

    def add(name: str, place: str | None) -> None:
        if place is not None and name not in suggestion.columns:
            suggestion.columns[name] = place
            suggestion.examples[name] = _example(values[place])
            suggestion.by_values.append(name)
            taken.add(place)

    add("created_at", written_time(values, taken, _is_time))
    if "text" not in suggestion.columns:
        add("text", longest_words(values, taken))
    if {"id", "text"} <= suggestion.columns.keys() and "repost_of" not in suggestion.columns:
        ids, text = suggestion.columns["id"], suggestion.columns["text"]
        if ids in values and text in values:
            add("repost_of", reposted_ids(values, taken, ids, text))


def _rows(stream: BinaryIO, head: Head) -> list[dict[str, Any]]:
    with table_rows(stream, ReadContext(head)) as (_, rows):
        return [row.cells for row in islice(rows, _SHOWN) if not isinstance(row, Reject)]


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
    name: str, names: tuple[str, ...], values: dict[str, list[Any]], taken: set[str]
) -> str | None:
    """The likeliest place of a field: by its name, if its values can be of the field."""
    fits = _FITS.get(name, _is_word)
    ranked = []
    for place, several in values.items():
        rank = _rank(place, names)
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


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name)
    return "".join(c for c in apart if not unicodedata.combining(c)).lower()


def _of_objects(place: str, several: list[Any], members: tuple[str, ...]) -> str:
    first = next((v[0] for v in several if isinstance(v, list) and v), None)
    if isinstance(first, dict):
        return next((f"{place}[].{m}" for m in members if m in first), place)
    return place


def _is_word(value: Any) -> bool:
    return not isinstance(value, dict | list)


def _is_list(value: Any) -> bool:
    return not isinstance(value, dict | bool)


def _is_number(value: Any) -> bool:
    return cells.number(value) is not None


def _is_id(value: Any) -> bool:
    return _is_word(value) and not isinstance(value, float) and " " not in str(value).strip()


def _is_time(value: Any) -> bool:
    return any(Clock(None, form).moment(value)[1] is not None for form in _FORMS)


def _is_name(value: Any) -> bool:
    return _is_word(value) and _REDDIT_ID.fullmatch(str(value)) is None


_FITS: dict[str, Callable[[Any], bool]] = {
    "id": _is_id, "account_id": _is_id, "account_handle": _is_id, "account_name": _is_name,
    "created_at": _is_time,
    "observed_at": _is_time, "hashtags": _is_list, "mentions": _is_list, "links": _is_list,
    "media": _is_list, **dict.fromkeys(_COUNTS, _is_number),
}  # fmt: skip


def _platform(records: list[dict[str, Any]]) -> str:
    """The platform whose addresses are the most frequent, or whose mark of a repost is there."""
    text = json.dumps(records[:_SHOWN], ensure_ascii=False, default=str)
    counts = {name: len(re.findall(form, text)) for name, form in _HOSTS.items()}
    best = max(counts, key=lambda name: counts[name])
    if counts[best]:
        return best
    marked = any(is_repost(value) for record in records for _, value in _walk(record, "", 0))
    return "x" if marked else ""


def _settle(suggestion: Suggestion, values: dict[str, list[Any]]) -> None:
    """The form of times, and what to make ids from where there are none."""
    when = suggestion.columns.get("created_at")
    if when is not None:
        several = [value for value in values[when] if not is_nothing(value)]
        fitting = [
            form or "" for form in _FORMS if all(Clock(None, form).moment(v)[1] for v in several)
        ]
        suggestion.time_forms = [form for form in fitting if form]
        suggestion.time_form = "" if "" in fitting or not fitting else fitting[0]
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
                name for name, cells_ in values.items() if any(map(_is_word, cells_))
            ]


def _example(several: list[Any]) -> str:
    value = next((v for v in several if not is_nothing(v)), "")
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return " ".join(shown.split())[:_SHOWN]


def _quoted(where: str) -> str:
    """A path as YAML; quoted where YAML would read something else."""
    plain = re.fullmatch(r"[^\W\d_][\w .-]*", where) and where.lower() not in _YAML_WORDS
    return (
        where
        if plain and path(where) and not where.endswith(" ")
        else json.dumps(where, ensure_ascii=False)
    )


_YAML_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
