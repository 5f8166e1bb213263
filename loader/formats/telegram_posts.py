"""What both Telegram formats share: keys, accounts, and what is marked in the words."""

from __future__ import annotations

import re

from ..records import Account, Post
from .x_common import words_marked

PLATFORM = "telegram"

_HANDLE = re.compile(r"(?<![\w@/.])@([A-Za-z]\w{3,31})(?!\w)", re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"]+")


def account_of(known: str | None, shown: str | None) -> Account | None:
    """An account by its id, or by nothing but the name that is shown."""
    if known is None and shown is None:
        return None
    return Account(platform=PLATFORM, native_id=known, display_name=shown)


def bare_id(peer: str | None) -> str | None:
    """A chat's number without its kind: ``channel123`` and ``-100123`` are 123."""
    if peer is None:
        return None
    return re.sub(r"^(?:user|chat|channel|-100|-)(?=\d)", "", peer)


def new_post(chat_id: str, known: str, account: Account | None, body: str | None) -> Post:
    """A message; ids of messages hold within their chat."""
    return Post(
        platform=PLATFORM,
        native_id=f"{bare_id(chat_id)}/{known}",
        account=account,
        kind="original",
        text=body,
        conversation_id=bare_id(chat_id),
    )


def answer(post: Post, key: str) -> None:
    """Make it an answer to the message with that key."""
    post.kind = "reply"
    post.reply_to = Post(platform=PLATFORM, native_id=key, stub=True)


def add_words(post: Post, links: list[str]) -> None:
    """Hashtags, handles and links, which both sources leave in the text."""
    post.hashtags = words_marked("#", post.text)
    named = dict.fromkeys(_HANDLE.findall(post.text or ""))
    post.mentions = [Account(platform=PLATFORM, handle=name) for name in named]
    written = [url.rstrip(".,;:!?)]»”'") for url in _URL.findall(post.text or "")]
    post.links = list(dict.fromkeys([*written, *links]))
