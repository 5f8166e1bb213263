"""Ids of a map's records: whole numbers of a spreadsheet, and ids made from content."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from ..formats.ids import rounded
from ..records import Account

MADE = "made:"
BLUESKY = "bluesky"

_AT, _DID = "at://", "did:"

_EXCEL_DIGITS = 15  # numbers of Excel hold no more
_DIGEST_CHARACTERS = 24


def of_spreadsheet(value: Any, *, from_excel: bool) -> Any:
    """The value of an id, unless a cell of Excel has lost its digits.

    Raises:
        IdError: it has.
    """
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if from_excel and is_number and value >= 10**_EXCEL_DIGITS:
        raise rounded(str(value))
    return value


def content_id(values: Sequence[str | None]) -> str | None:
    """An id made from a record's content: the same content is the same post."""
    if not any(values):
        return None
    joined = "\x1f".join(value or "" for value in values)
    digest = hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{MADE}{digest[:_DIGEST_CHARACTERS]}"


def of_bluesky(native: str, account: Account | None) -> tuple[str, Account | None]:
    """The address of a post of Bluesky and its author, each by the DID that the other holds.

    People copy addresses with handles, which change; a post's own address has its author's DID.
    """
    holder, slash, rest = native.removeprefix(_AT).partition("/")
    if not (native.startswith(_AT) and slash):
        return native, account
    did = account.native_id if account else None
    if holder.startswith(_DID):
        # Where a handle is given it stays alone: a table of a feed may name who reposted.
        return native, account or Account(platform=BLUESKY, native_id=holder)
    return (f"{_AT}{did}/{rest}", account) if did and did.startswith(_DID) else (native, account)
