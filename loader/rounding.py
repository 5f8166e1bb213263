"""Ids that a program has rounded, which only many of them together show.

A spreadsheet keeps fifteen digits of a number and fills up with zeros: ``1450909705302960000``. One
id may end like that by chance, and so may one that somebody made up; a column in which most long
ids do has been rounded. So has one in which several accounts share such an id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .records import Account, Post

_EXACT_DIGITS = 15
_LONG_DIGITS = 17
_SUSPECT = 0.5


def _native_id(record: Post | Account | None) -> str | None:
    return None if record is None else record.native_id


AUTHOR = "its author"
FIELDS: dict[str, Callable[[Post], str | None]] = {
    "the post": lambda post: post.native_id,
    AUTHOR: lambda post: _native_id(post.account),
    "the reposted post": lambda post: _native_id(post.repost_of),
    "the reposted author": lambda post: _native_id(post.repost_of_account),
    "the quoted post": lambda post: _native_id(post.quote_of),
    "the answered post": lambda post: _native_id(post.reply_to),
    "the answered author": lambda post: _native_id(post.reply_to_account),
    "its thread": lambda post: post.conversation_id,
}
"""Every field with an id, by what it is the id of."""


class Rounding:
    """Which fields of an input hold rounded ids, as far as its first posts show."""

    def __init__(self, posts: Iterable[Post] = ()) -> None:
        seen: dict[str, set[tuple[str, str | None]]] = {what: set() for what in FIELDS}
        for post in posts:
            for what, field in FIELDS.items():
                native_id = field(post)
                if native_id is not None and _is_long(native_id):
                    named = post.account.handle if what == AUTHOR and post.account else None
                    seen[what].add((native_id, named))
        self._rounded = []
        for what, ids in seen.items():
            zeros = sum(_ends_in_zeros(native_id) for native_id, _ in ids)
            if zeros > max(1, _SUSPECT * len(ids)):
                self._rounded.append(what)

    def of(self, post: Post) -> str | None:
        """Why the post cannot be used; None when all its ids can be right."""
        for what in self._rounded:
            native_id = FIELDS[what](post)
            if native_id is not None and _ends_in_zeros(native_id):
                return f"the id of {what}, {native_id}, was rounded like most: export ids as text"
        return None


def _is_long(native_id: str) -> bool:
    return len(native_id) >= _LONG_DIGITS and native_id.isdecimal()


def _ends_in_zeros(native_id: str) -> bool:
    return _is_long(native_id) and not native_id[_EXACT_DIGITS:].strip("0")
