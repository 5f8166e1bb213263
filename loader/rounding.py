"""Ids that a program has rounded, which only many of them together show.

A spreadsheet keeps fifteen digits of a number and fills up with zeros: ``1450909705302960000``. One
id may end like that by chance, and so may one that somebody made up; several among few have been
rounded. A program whose numbers are doubles (JavaScript, jq, a data frame) leaves ids that are all
multiples of 128 or more. Of TikTok's own ids hardly any are; of X's a third (of 11,838), and where
each thousandth of a second has one post, all: there it shows nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from .records import Account, Post

_EXACT_DIGITS = 15
_LONG_DIGITS = range(17, 21)  # to 64 bits: what is longer is no number of a platform's
_FEWEST, _MOST_TERMS = 2, 100
_ZEROS_BY_CHANCE, _DOUBLES_BY_CHANCE = 1e-3, 1e-4
_EXACT_INTEGER_BITS = 53
_MADE_UP = 1 << 22
"""Of no platform are all ids multiples of this: they count what was made in a thousandth of a
second, and where."""

_COUNTING = frozenset({"x", "discord", "coordination", "mastodon", "truthsocial", "gab"})
"""Platforms whose ids end in a count that begins at zero."""

_MULTIPLES = 1 / 128


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


_Shown = tuple[str, str | None]


class Rounding:
    """Which fields of an input hold rounded ids, as far as its first posts show.

    Where others of its ids show by themselves that they were rounded (``1.45E+18``), each that ends
    in zeros is taken for one.
    """

    def __init__(self, posts: Iterable[Post] = (), *, is_spoilt: bool = False) -> None:
        seen: dict[str, set[_Shown]] = {what: set() for what in FIELDS}
        platform = ""
        for post in posts:
            platform = post.platform
            for what, field in FIELDS.items():
                native_id = field(post)
                if native_id is not None and _is_long(native_id):
                    # Accounts of several names that share an id are several accounts.
                    named = post.account.handle if what == AUTHOR and post.account else None
                    seen[what].add((native_id, named))
        self._zeros = is_spoilt or _are_zeros_suspect(set().union(*seen.values()))
        self._doubles = [what for what, ids in seen.items() if _are_doubles(ids, platform)]
        self.is_suspect = self._zeros or bool(self._doubles)

    def of(self, post: Post) -> str | None:
        """Why the post cannot be used; None when all its ids can be right."""
        if not self.is_suspect:
            return None
        for what, field in FIELDS.items():
            native_id = field(post)
            if native_id is None:
                continue
            if (self._zeros and _ends_in_zeros(native_id)) or (
                what in self._doubles and _is_long(native_id)
            ):
                return f"the id of {what}, {native_id}, was rounded: export ids as text"
        return None


def _are_zeros_suspect(ids: set[_Shown]) -> bool:
    """Whether more of the ids end in zeros than chance allows.

    Where a count that is mostly zero ends an id, the id is a multiple of a power of two, and one in
    five, not one in ten, goes on with one more zero: all are taken for such.
    """
    zeros = sum(_ends_in_zeros(native_id) for native_id, _ in ids)
    expected = sum(5.0 ** (_EXACT_DIGITS - len(native_id)) for native_id, _ in ids)
    fewer = sum(expected**n / math.factorial(n) for n in range(min(zeros, _MOST_TERMS)))
    return zeros >= _FEWEST and 1 - math.exp(-expected) * fewer < _ZEROS_BY_CHANCE


def _are_doubles(ids: set[_Shown], platform: str) -> bool:
    """Whether all of the ids are numbers that a double can hold, though few are by nature."""
    if platform in _COUNTING:
        return False
    numbers = {int(native_id) for native_id, _ in ids}
    if not all(n % (1 << (n.bit_length() - _EXACT_INTEGER_BITS)) == 0 for n in numbers):
        return False
    return _MULTIPLES ** len(numbers) < _DOUBLES_BY_CHANCE and any(n % _MADE_UP for n in numbers)


def _is_long(native_id: str) -> bool:
    return len(native_id) in _LONG_DIGITS and native_id.isdecimal()


def _ends_in_zeros(native_id: str) -> bool:
    return _is_long(native_id) and not native_id[_EXACT_DIGITS:].strip("0")
