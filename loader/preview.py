"""Records as one line each, for people who want to see what a load would make of an export."""

from __future__ import annotations

from .records import Account, Record

_SHOWN = 60


def line_of(record: Record) -> str:
    """A record as it would be in the graph: time, kind, author, words and references."""
    if isinstance(record, Account):
        return f"account {_name(record)}"
    parts = [record.created_at or "no time", record.kind or "stub", _name(record.account)]
    parts.append(f"id {record.native_id}")
    for word, other in (("of", record.repost_of), ("quotes", record.quote_of),
                        ("answers", record.reply_to)):  # fmt: skip
        if other is not None:
            parts.append(f"{word} {other.native_id}")
    if record.repost_key == "weak":
        parts.append(f"of {_name(record.repost_of_account)} (weak: no id of the original)")
    parts += [f"#{tag}" for tag in record.hashtags]
    parts += [f"@{account.handle or account.native_id}" for account in record.mentions]
    words = record.text or (record.repost_of.text if record.repost_of else None) or ""
    return "  ".join([*parts, " ".join(words.split())[:_SHOWN]]).rstrip()


def _name(account: Account | None) -> str:
    if account is None:
        return "by nobody"
    if account.handle:
        return f"@{account.handle}"
    return (
        f"account {account.native_id}" if account.native_id else account.display_name or "unknown"
    )
