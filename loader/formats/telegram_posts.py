"""What both Telegram formats share: keys, accounts, and what is marked in the words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ..records import Account, Post
from .cells import text
from .ids import post_id
from .marks import handles_in, tags_in

PLATFORM = "telegram"

_URL = re.compile(r"https?://[^\s<>\"]+")


def message_id(value: Any) -> str | None:
    """The id of a message, chat or person.

    Raises:
        IdError: it has lost digits, or cannot be an id.
    """
    return post_id(value if isinstance(value, float) else text(value), PLATFORM)


def account_of(native_id: str | None, shown: str | None) -> Account | None:
    """An account by its id, or by nothing but the name that is shown."""
    if native_id is None and shown is None:
        return None
    return Account(platform=PLATFORM, native_id=native_id, display_name=shown)


def bare_id(peer: str | None) -> str | None:
    """A chat's number without its kind: ``channel123`` and ``-100123`` are 123."""
    if peer is None:
        return None
    return re.sub(r"^(?:user|chat|channel|-100|-)(?=\d)", "", peer)


def new_post(chat_id: str, message: str, account: Account | None, body: str | None) -> Post:
    """A message; ids of messages hold within their chat."""
    return Post(
        platform=PLATFORM,
        native_id=f"{bare_id(chat_id)}/{message}",
        account=account,
        kind="original",
        text=body,
        conversation_id=bare_id(chat_id),
    )


def answer(post: Post, key: str) -> None:
    """Make it an answer to the message with that key."""
    post.kind = "reply"
    post.reply_to = Post(platform=PLATFORM, native_id=key, stub=True)


@dataclass(slots=True)
class Marked:
    """What the export itself marks in the words: tags, who is named, and links."""

    hashtags: list[str] = field(default_factory=list)
    mentions: list[Account] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    has_links: bool = False
    is_complete: bool = False

    def add(self, kind: str, words: str, target: str | None, user: str | None) -> None:
        """Add a part of the words: ``target`` is where it leads, ``user`` whom it names."""
        if kind == "hashtag":
            self.hashtags.append(words.strip().removeprefix("#"))
        elif kind == "mention":
            self.mentions.append(Account(platform=PLATFORM, handle=words.strip().removeprefix("@")))
        elif kind == "mention_name" and user:
            named = Account(platform=PLATFORM, native_id=f"user{user}", display_name=words or None)
            self.mentions.append(named)
        elif kind in {"link", "text_link"} and (address := (target or words).strip()):
            scheme = "" if "://" in address else "https://"
            self.links.append(f"{scheme}{address}")
            self.has_links |= kind == "link"


def add_words(post: Post, marked: Marked) -> None:
    """Hashtags, handles and links: those that are marked; of what none is, those in the text."""
    body = "" if marked.is_complete else post.text or ""
    tags = marked.hashtags or tags_in(body)
    post.hashtags = [tag for tag in dict.fromkeys(tags) if tag]
    handles = [] if any(m.handle for m in marked.mentions) else handles_in(body, PLATFORM)
    named = [Account(platform=PLATFORM, handle=handle) for handle in dict.fromkeys(handles)]
    post.mentions = [*marked.mentions, *named]
    urls = [] if marked.has_links else _URL.findall(body)
    written = [url.rstrip(".,;:!?)]»”'") for url in urls]
    post.links = list(dict.fromkeys([*written, *marked.links]))
