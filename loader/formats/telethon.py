"""Telegram messages as Telethon gives them, also in 4CAT's NDJSON."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from ..records import Account, Engagement, Post, Record, Reject
from .cells import count_in, member, members, text
from .head import Head
from .json_input import Document, JsonFormat
from .telegram_posts import (
    PLATFORM,
    Marked,
    account_of,
    add_words,
    answer,
    bare_id,
    message_id,
    new_post,
)
from .times import any_moment

Json = dict[str, Any]

_USERNAME = re.compile(r"\w{4,32}", re.ASCII)


class Telethon(JsonFormat):
    """One message a line, with its chat and sender."""

    name = "telegram-telethon"
    title = "Telegram messages by Telethon, NDJSON (also 4CAT's)"
    recognised_by = "JSON lines with id, date, message and peer_id or _chat"
    reads = "reposts (forwards of channels), replies, mentions, hashtags, links, counts"
    lacks = "media, reactions, polls"
    source = (
        "LonamiWebs/Telethon: telethon/tl/custom/message.py; 4cat: "
        "datasources/telegram/search_telegram.py"
    )
    members: ClassVar = {"account": "from_id", "created_at": "date", "any_text": "message"}

    def sniff(self, head: Head) -> bool:
        """A message among the first lines."""
        return any(_is_telethon(value) for value in head.objects)

    def record(self, document: Document) -> Record | Reject:
        """The post that a message is."""
        post = _telethon_post(document.value)
        if isinstance(post, str):
            return document.reject(f"no post: {post}")
        post.damaged = document.damaged
        return post


def _is_telethon(value: Json) -> bool:
    return {"id", "date", "message"}.issubset(value) and ("peer_id" in value or "_chat" in value)


def _peer(value: Any) -> tuple[str, str] | None:
    """Kind and number of a peer, as ``channel`` and ``123``."""
    peer = member(value)
    for kind in ("channel", "chat", "user"):
        if native_id := message_id(peer.get(f"{kind}_id")):
            return kind, native_id
    return None


def _telethon_post(value: Json) -> Post | str:
    chat, sender = member(value.get("_chat")), member(value.get("_sender"))
    peer = _peer(value.get("peer_id"))
    chat_id = peer[1] if peer else bare_id(message_id(chat.get("id")))
    native_id = message_id(value.get("id"))
    if member(value.get("action")) or _type(value) == "MessageService":
        return "a service message"
    if chat_id is None or native_id is None:
        return "a message without id, or of an unknown chat"
    account = _sender(value, sender) or account_of(
        f"{peer[0] if peer else 'channel'}{chat_id}", text(chat.get("title"))
    )
    if account is not None and account.native_id == f"channel{chat_id}":
        account.handle = account.handle or text(chat.get("username"))
        account.display_name = account.display_name or text(chat.get("title"))
    post = new_post(chat_id, native_id, account, text(value.get("message")))
    date = value.get("date")
    post.created_at, post.ts = any_moment(date, "date")
    if username := text(chat.get("username")):
        post.url = f"https://t.me/{username}/{native_id}" if _USERNAME.fullmatch(username) else None
    post.counts = Engagement(
        reposts=count_in(value, "forwards"),
        replies=count_in(member(value.get("replies")), "replies"),
        views=count_in(value, "views"),
    )
    forwarded = member(value.get("fwd_from"))
    if forwarded:
        _make_forward(post, forwarded, value)
        return post
    reply = member(value.get("reply_to"))
    if answered := message_id(reply.get("reply_to_msg_id")):
        elsewhere = _peer(reply.get("reply_to_peer_id"))
        answer(post, f"{elsewhere[1] if elsewhere else chat_id}/{answered}")
    add_words(post, _marked(value, post.text))
    return post


_KINDS = {
    "MessageEntityHashtag": "hashtag", "MessageEntityMention": "mention",
    "MessageEntityMentionName": "mention_name", "MessageEntityUrl": "link",
    "MessageEntityTextUrl": "text_link",
}  # fmt: skip


def _marked(value: Json, body: str | None) -> Marked:
    """What the entities mark; their offsets count the units of UTF-16."""
    entities = members(value.get("entities"))
    units, marked = (body or "").encode("utf-16-le", "surrogatepass"), Marked()
    for entity in entities:
        start, length = (count_in(entity, name) or 0 for name in ("offset", "length"))
        words = units[max(start, 0) * 2 : (start + length) * 2].decode("utf-16-le", "ignore")
        marked.add(
            _KINDS.get(_type(entity), "text_link" if "url" in entity else ""),
            words,
            text(entity.get("url")),
            message_id(entity.get("user_id")),
        )
    return marked


def _type(value: Json) -> str:
    """The name of an object's type, which 4CAT writes under a name of its own."""
    return text(value.get("_type")) or text(value.get("_")) or ""


def _sender(value: Json, sender: Json) -> Account | None:
    peer = _peer(value.get("from_id"))
    native_id = f"{peer[0]}{peer[1]}" if peer else None
    if native_id is None and (sender_id := bare_id(message_id(sender.get("id")))):
        native_id = f"{'channel' if 'title' in sender else 'user'}{sender_id}"
    names = (text(sender.get("first_name")), text(sender.get("last_name")))
    shown = " ".join(name for name in names if name) or text(sender.get("title"))
    account = account_of(native_id, shown)
    if account is not None:
        account.handle = text(sender.get("username"))
    return account if account and (account.native_id or account.handle) else None


def _make_forward(post: Post, forwarded: Json, value: Json) -> None:
    """A forward of a channel's post names it; one of a person's message does not."""
    peer = _peer(forwarded.get("from_id"))
    source, shown = f"{peer[0]}{peer[1]}" if peer else None, text(forwarded.get("from_name"))
    account, original = account_of(source, shown), message_id(forwarded.get("channel_post"))
    post.kind, post.repost_of_account = "repost", account
    if peer is None or original is None:
        post.repost_key = "weak"
        return
    date = forwarded.get("date")
    created_at, ts = any_moment(date, "date")
    post.repost_key = "strong"
    post.repost_of = Post(
        platform=PLATFORM,
        native_id=f"{peer[1]}/{original}",
        account=account,
        text=post.text,
        created_at=created_at,
        ts=ts,
        stub=True,
    )
    post.text = None
    add_words(post.repost_of, _marked(value, post.repost_of.text))
