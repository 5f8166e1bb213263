"""Stable aliases for people: a page that names nobody but the figures.

Whatever a page is made of passes through here before it is drawn, value by value: ids, handles and
names of accounts become ``A1``, ``A2`` …, ids of posts ``P1`` …; in texts, mentions of anybody,
addresses and long numbers go too. Who is who stands in a key, which is kept apart.
"""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import ahocorasick

from ..queries.runner import every_row
from .language import Message
from .model import Row, values_of

if TYPE_CHECKING:
    from ..graph import Store

Content = TypeVar("Content")

SOMEBODY, ADDRESS = "[…]", "[↗]"
"""What stands for somebody who has no alias, or shares a name, and for an address."""
KEY_FORMAT = "meute-aliases-1"
_INSIDE = 6
"""A name of so many characters is looked for inside of words too, such as hashtags."""
_SHORTEST = 2
_TEXTS = frozenset({"text", "matched"})
_WORDS_OF_OURS = frozenset(
    {"stance", "trace", "kind", "head", "method", "methods", "run", "version"}
)
"""What these hold are words of this program, whatever an account calls itself."""
_JSON = frozenset({"parameters", "summary"})
_YEAR = 4
_ADDRESS = re.compile(r"""(?:https?|ftp|at|did):[^\s<>"'«»]+|\bwww\.[^\s<>"'«»]+""", re.IGNORECASE)
_MENTION = re.compile(
    r"[@\uff20][\w.\-]*\w(?:@[\w.\-]*\w)?|(?<![\w.+\-])[\w.+\-]++@[\w\-]+(?:\.[\w\-]+)+"
)
_NUMBER = re.compile(r"\+?\d(?:[\d .\-]{6,}\d)")
_SPECIAL = f"{_ADDRESS.pattern}|{_MENTION.pattern}"
_DIGEST = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")


class Aliases:
    """Who gets which alias; the same account and post always the same one.

    Args:
        key: aliases that were given before, as :meth:`key` returned them; they hold.
    """

    def __init__(self, store: Store, key: Mapping[str, Any] | None = None) -> None:
        held = (key or {}).get("aliases", {})
        self._alias: dict[str, str] = {entry["id"]: alias for alias, entry in held.items()}
        self._told: dict[str, Row] = dict(held)
        self._given_out = Counter(alias[:1] for alias in held)
        figures = every_row(store, "picture-figures")
        own = {account for row in figures for account in row["accounts"]}
        self._accounts: dict[str, Row] = {}
        self._owners: dict[str, set[str | None]] = {}
        for row in figures:
            for text in (row["target"], row["display_name"]):
                self._add(text, None)
        for row in every_row(store, "account-names"):
            owner = None if row["account"] in own else row["account"]
            if owner is not None:
                self._accounts[owner] = row
            for text in _names(row):
                self._add(text, owner)
        self._platforms = {account.partition("/")[0] for account in (*self._accounts, *own)}
        self._figures = own
        ids = "|".join(re.escape(platform) for platform in sorted(self._platforms)) or "(?!)"
        self._special_parts = re.compile(
            rf"""\b(?:{ids})/[^\s"'<>,;()\[\]]+|{_SPECIAL}""", re.IGNORECASE
        )
        self._words = ahocorasick.Automaton()
        for folded, owners in self._owners.items():
            self._words.add_word(folded, (len(folded), owners))
        if self._owners:
            self._words.make_automaton()

    def _add(self, text: str | None, owner: str | None) -> None:
        folded = _folded((text or "").strip())
        spaceless = "".join(folded.split())
        for form in {folded, spaceless if len(spaceless) >= _INSIDE else folded}:
            if len(form) >= _SHORTEST and any(sign.isalnum() for sign in form):
                self._owners.setdefault(form, set()).add(owner)

    def key(self) -> Row:
        """Return who is who, for the file that is kept apart."""
        return {"format": KEY_FORMAT, "aliases": self._told}

    def of_content(self, content: Content) -> Content:
        """Return what a page is made of, a dataclass, with aliases in place of people."""
        replaced: Content = self._replaced(content, "")
        return replaced

    def _replaced(self, value: Any, name: str) -> Any:
        if isinstance(value, str):
            return self._of_value(value, name)
        if isinstance(value, Message):  # its words are ours
            return dataclasses.replace(value, values=self._replaced(value.values, ""))
        if isinstance(value, Mapping):
            inside = {self._of_key(key): self._replaced(v, key) for key, v in value.items()}
            return _without_birthday(inside)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = {
                field.name: self._replaced(getattr(value, field.name), field.name)
                for field in dataclasses.fields(value)
            }
            return dataclasses.replace(value, **_without_birthday(fields))
        if isinstance(value, list | tuple | set | frozenset):
            return type(value)(self._replaced(item, name) for item in value)
        return value

    def _of_value(self, value: str, name: str) -> str:
        if name in _WORDS_OF_OURS:
            return value
        if name in _JSON and (values := values_of(value, {})):
            return json.dumps(self._replaced(values, ""), ensure_ascii=False)
        return self.of_text(value, free=name in _TEXTS)

    def _of_key(self, key: Any) -> Any:
        """Return the key of a mapping: an id, or else the name of a column."""
        return self._of_id(key) if isinstance(key, str) and self._is_id(key) else key

    def of_text(self, text: str, *, free: bool = True) -> str:
        """Return a value or a text without people.

        Args:
            text: an id, a handle, a name, or words.
            free: somebody wrote it freely, so that long numbers may be telephones or ids.
        """
        if _DIGEST.fullmatch(text):
            return text
        if self._is_id(text):
            return self._of_id(text)
        owners = self._owners.get(_folded(text.strip()))
        if owners is not None:
            return text if None in owners else self._one_of(owners)
        shown = "".join(self._pieces(unicodedata.normalize("NFC", text)))
        return _NUMBER.sub(SOMEBODY, shown) if free else shown

    def _is_id(self, text: str) -> bool:
        platform, separator, _ = text.partition("/")
        return bool(separator) and platform in self._platforms

    def _of_id(self, identity: str) -> str:
        """Return the alias of an account or of a post; a figure's account keeps its id."""
        if identity in self._figures:
            return identity
        return self._account(identity) if identity in self._accounts else self._given(identity, "P")

    def _pieces(self, text: str) -> Iterator[str]:
        place = 0
        for special in self._special_parts.finditer(text):
            yield self._without_names(text[place : special.start()])
            yield self._special(special[0])
            place = special.end()
        yield self._without_names(text[place:])

    def _special(self, text: str) -> str:
        """Return an address, a mention or an e-mail address without whom it leads to."""
        if self._is_id(text):
            return self._of_id(text)
        if text[0] not in "@\uff20":
            return ADDRESS if ":" in text or text.lower().startswith("www.") else SOMEBODY
        handle = text[1:]
        for written in (handle, handle.partition("@")[0]):
            owners = self._owners.get(_folded(written))
            if owners:
                return text if None in owners else f"@{self._one_of(owners)}"
        return f"@{SOMEBODY}"

    def _without_names(self, text: str) -> str:
        folded = _folded(text)
        if not self._owners or not text:
            return text
        handles = [
            (end + 1 - length, -length, owners)
            for end, (length, owners) in self._words.iter(folded)
            if length >= _INSIDE or _alone(folded, end + 1 - length, end + 1)
        ]
        pieces, place = [], 0
        for start, length, owners in sorted(handles, key=lambda hit: hit[:2]):
            if start >= place:
                kept = text[start : start - length]
                pieces += [text[place:start], kept if None in owners else self._one_of(owners)]
                place = start - length
        return "".join([*pieces, text[place:]])

    def _one_of(self, owners: set[str | None]) -> str:
        """Return the alias of a name's owner; nobody's where several have it."""
        return self._account(next(iter(owners)) or "") if len(owners) == 1 else SOMEBODY

    def _account(self, account: str) -> str:
        row = self._accounts[account]
        details = {"handle": row["handle"], "display_name": row["display_name"]}
        return self._given(account, "A", **details)

    def _given(self, identity: str, letter: str, **details: Any) -> str:
        if identity not in self._alias:
            self._given_out[letter] += 1
            alias = f"{letter}{self._given_out[letter]}"
            self._alias[identity] = alias
            self._told[alias] = {"id": identity} | {k: v for k, v in details.items() if v}
        return self._alias[identity]


def _names(row: Row) -> Iterator[str | None]:
    """Yield everything an account is or was called."""
    yield from (row["account"], row["native_id"], row["handle"], row["display_name"])
    yield from row["handles"] or ()


def _folded(text: str) -> str:
    """Return text without case and accents, character by character, so that places stay."""
    return "".join(
        (unicodedata.normalize("NFKD", sign).casefold() or sign)[0]
        for sign in unicodedata.normalize("NFC", text)
    )


def _alone(text: str, start: int, end: int) -> bool:
    """Whether what stands there is not part of a longer word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")


def _without_birthday(values: Row) -> Row:
    """Return what is known of an account with no more than the year in which it was made."""
    made = values.get("created_at")
    if "followers" in values and isinstance(made, str):
        return values | {"created_at": made[:_YEAR]}
    return values
