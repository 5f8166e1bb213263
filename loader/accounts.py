"""Accounts of a batch: every look at each, merged into one row an account.

The same account comes with nearly every post, mostly unchanged. Equal looks are told apart by
nothing but their time, of which only the latest matters; so they are collected by their content
and merged once a batch, which costs a dictionary lookup instead of a merge each.
"""

from __future__ import annotations

from ..graph import schema
from ..graph.store import Row
from . import records
from .canonical import bounded
from .merging import merge_rows

Reference = tuple[str, str, str | None, str | None]
"""Id, platform, native id and handle."""

Profile = tuple[
    str | None, str | None, str | None, int | None, int | None, int | None, bool | None
]  # fmt: skip

_PROFILE = ("display_name", "description", "created_at", "followers", "following", "posts",
            "verified")  # fmt: skip
_NOTHING: Profile = (None,) * 7
_UNKNOWN = -1
_INT64 = 1 << 63


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
        self._references: dict[Reference, int] = {}
        self._profiles: dict[tuple[Reference, Profile], int] = {}
        self._posted: dict[str, tuple[str, str]] = {}
        self._complete: set[str] = set()

    def see(self, account: records.Account, at: int | None) -> str | None:
        """Add an account as it looked at a time; return its id."""
        key = account_id(account)
        if key is None:
            return None
        if account.observed_at is not None:
            at = account.observed_at
        elif at is None:
            at = _UNKNOWN
        reference = (key, account.platform, account.native_id, account.handle)
        profile = (
            account.display_name,
            account.description,
            account.created_at,
            account.followers,
            account.following,
            account.posts,
            account.verified,
        )
        if profile == _NOTHING:
            if at > self._references.get(reference, -2):
                self._references[reference] = at
        elif at > self._profiles.get((reference, profile), -2):
            self._profiles[reference, profile] = at
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

    def rows(self) -> list[Row]:
        """Return one row an account."""
        rows: dict[str, Row] = {}
        for (reference, profile), at in self._profiles.items():
            _merge_into(rows, self._profile_row(reference, profile, at))
        for reference, at in self._references.items():
            key, _, _, handle = reference
            row = rows.get(key)
            if row is not None and row.get("handle") == handle is not None:
                # The usual case: a mention of an account whose profile is there as well.
                if at > row.get("handle_at", _UNKNOWN):
                    row["handle_at"] = at
            else:
                _merge_into(rows, self._row(reference, at))
        return list(rows.values())

    def _row(self, reference: Reference, at: int) -> Row:
        key, platform, native_id, handle = reference
        row: Row = {"id": key, "platform": platform, "stub": key not in self._complete}
        if native_id:
            row["native_id"] = native_id
        if handle:
            row["handle"] = handle
            row["handles"] = [handle]
            if at != _UNKNOWN:
                row["handle_at"] = at
        if key in self._posted:
            row["first_seen_at"], row["last_seen_at"] = self._posted[key]
        return row

    def _profile_row(self, reference: Reference, profile: Profile, at: int) -> Row:
        row = self._row(reference, at)
        for name, value in zip(_PROFILE, profile, strict=True):
            if value is None or (type(value) is int and not -_INT64 <= value < _INT64):
                continue
            row[name] = value
            if at != _UNKNOWN and name != "created_at":
                row["profile_at"] = at
        return row


def _merge_into(rows: dict[str, Row], row: Row) -> None:
    seen = rows.get(row["id"])
    rows[row["id"]] = row if seen is None else merge_rows(schema.Account, seen, row)
