"""Records held against the bounds of :mod:`.limits`."""

from __future__ import annotations

from .limits import MAX_REFERENCES, MAX_TEXT_CHARACTERS
from .records import Account, Post, Record


def over_bounds(record: Record) -> str | None:
    """Return why a record is more than its reader may be made to handle, or None."""
    if isinstance(record, Account):
        return _text_over_bounds("description", record.description)
    reason = _post_over_bounds(record)
    for post in (record.repost_of, record.quote_of, record.reply_to):
        if post is not None and not post.is_checked:
            reason = reason or _post_over_bounds(post)
    return reason


def _post_over_bounds(post: Post) -> str | None:
    references = len(post.mentions) + len(post.hashtags) + len(post.links) + len(post.media)
    if references > MAX_REFERENCES:
        return (
            f"{references:,} mentions, hashtags, links and media; {MAX_REFERENCES:,} is the maximum"
        )
    account = post.account
    return _text_over_bounds("text", post.text) or (
        None if account is None else _text_over_bounds("description", account.description)
    )


def _text_over_bounds(name: str, text: str | None) -> str | None:
    if text is not None and len(text) > MAX_TEXT_CHARACTERS:
        return f"a {name} of {len(text):,} characters; {MAX_TEXT_CHARACTERS:,} is the maximum"
    return None
