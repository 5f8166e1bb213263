"""Accounts of a batch: every look at each, merged into one row an account.

The same account comes with nearly every post, mostly unchanged. Equal looks are told apart by
nothing but their time, of which only the latest matters; so they are collected by their content
and merged once a batch, which costs a dictionary lookup instead of a merge each.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import astuple

from ..graph import schema
from ..graph.store import Values
from . import records
from .canonical import bounded
from .merging import merge_values

Look = tuple[Any, ...]
"""Id in the graph, then the fields of :class:`~meute.loader.records.Account` but for the last."""

_HANDLE, _PROFILE = 3, 4
_NOTHING = (None,) * 7
_NO_PROFILE = (None,) * 6
_NO_SPAN = (None, None)
_UNKNOWN = -1
_UNSEEN = -2
_INT64_BITS = 63
_HANDLE_AT = schema.Account.columns.index("handle_at")


def account_id(account: records.Account) -> str | None:
    """Return the account's id in the graph; of a mere handle ``<platform>/@<handle>``.

    None when there is neither id nor handle.
    """
    if account.native_id:
        key = f"{account.platform}/{account.native_id}"
    elif account.handle:
        key = f"{account.platform}/@{account.handle.lower()}"
    else:
        return None
    return key if len(key) < 1000 else bounded(key)  # noqa: PLR2004 - saves a call for each


class AccountRows:
    """Collects what a batch says of accounts."""

    def __init__(self) -> None:
        self._references: dict[Look, int] = {}
        self._profiles: dict[Look, int] = {}
        self._posted: dict[str, tuple[str, str]] = {}
        self._complete: set[str] = set()
        self._same: dict[int, tuple[str, records.Account]] = {}

    def see(self, account: records.Account, at: int | None) -> str | None:
        """Add an account as it looked at a time; return its id."""
        same = self._same.get(id(account))
        if same is not None:
            return same[0]
        key = account_id(account)
        if key is None:
            return None
        if account.observed_at is not None:
            at = account.observed_at
            # The very same record, which is kept so that nothing else gets its identity, says
            # the same once more: readers hand out one for all posts that it comes with.
            self._same[id(account)] = key, account
        elif at is None:
            at = _UNKNOWN
        look = (key, *astuple(account)[:-1])
        looks = self._references if look[_PROFILE:] == _NOTHING else self._profiles
        if at > looks.get(look, _UNSEEN):
            looks[look] = at
            if not account.is_reference:
                self._complete.add(key)
        return key

    def complete(self, key: str, created_at: str | None = None) -> None:
        """Note that there is more than references to it, such as a post made at a time."""
        self._complete.add(key)
        if created_at is not None:
            span = self._posted.get(key)
            if span is None:
                self._posted[key] = (created_at, created_at)
            elif created_at < span[0]:
                self._posted[key] = (created_at, span[1])
            elif created_at > span[1]:
                self._posted[key] = (span[0], created_at)

    def is_complete(self, key: str) -> bool:
        """Whether the batch holds more than references to the account."""
        return key in self._complete

    def rows(self) -> list[Values]:
        """Return one row an account."""
        rows: dict[str, Values] = {}
        for look, at in self._profiles.items():
            key, values = look[0], self._values(look, at)
            rows[key] = merge_values(schema.Account, rows[key], values) if key in rows else values
        for look, at in self._references.items():
            key, known = look[0], rows.get(look[0])
            if known is None:
                rows[key] = self._values(look, at)
            elif known[_HANDLE] == look[_HANDLE] is not None:
                # The usual case: a mention of an account whose profile is there as well.
                if at > (known[_HANDLE_AT] or _UNKNOWN):
                    rows[key] = (*known[:_HANDLE_AT], at, *known[_HANDLE_AT + 1 :])
            elif look[_HANDLE] is not None:
                rows[key] = merge_values(schema.Account, known, self._values(look, at))
        return list(rows.values())

    def _values(self, look: Look, at: int) -> Values:
        key, platform, native_id, handle, display_name, description, created_at = look[:7]
        followers, following, posts, verified = counts = look[7:]
        if ((followers or 0) | (following or 0) | (posts or 0)) >> _INT64_BITS:
            followers, following, posts = map(_storable, counts[:3])
        time = None if at == _UNKNOWN else at
        profile = display_name, description, followers, following, posts, verified
        return (
            key,
            platform,
            native_id or None,
            handle or None,
            time if handle else None,
            [handle] if handle else None,
            display_name,
            description,
            created_at,
            followers,
            following,
            posts,
            verified,
            time if profile != _NO_PROFILE else None,
            None,
            *self._posted.get(key, _NO_SPAN),
            key not in self._complete,
        )


def _storable(count: int | None) -> int | None:
    """A count, unless it is beyond the 64 bits that the engines store."""
    return count if count is not None and -1 <= count >> _INT64_BITS <= 0 else None
