"""Telegram: the desktop program's ``result.json``, and messages from Telethon (also 4CAT's)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from ..lines import Oversized
from ..records import Account, Counts, Post, Record, Reject
from .cells import member, members, number, text
from .head import Head
from .json_input import decode_value, decoded
from .json_values import BrokenJsonError, JsonScanner, Path
from .registry import Format, ReadContext
from .times import any_moment, epoch_moment
from .x_common import words_marked

PLATFORM = "telegram"

Json = dict[str, Any]

_ONE_CHAT: Path = ("messages",)
_OF_CHATS: tuple[Path, ...] = (("chats", "list", "[]"), ("left_chats", "list", "[]"))
_ENTERED: frozenset[Path] = frozenset(
    {(), _ONE_CHAT}
    | {path[:end] for path in _OF_CHATS for end in (1, 2, 3)}
    | {(*path, "messages") for path in _OF_CHATS}
)
_CHAT_MEMBERS = frozenset({"name", "type", "id"})
_HANDLE_LINK = re.compile(r"(?<![\w@/.])@([A-Za-z]\w{3,31})(?!\w)", re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"]+")

_decode = msgspec.json.Decoder(Json).decode


class TelegramDesktop(Format):
    """One chat, or all of them; service messages are rejected, and so counted."""

    name = "telegram-desktop"
    title = "Telegram Desktop export, result.json"
    recognised_by = "a JSON object with messages (or chats.list), whose items have date and from_id"

    def sniff(self, head: Head) -> bool:
        """Messages of one chat, or a list of chats, in the object."""
        return any(_is_export(value) for value in head.objects)

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """One post a message, without holding the export."""
        chat: Json = {}
        count = 0
        begun = False  # the chat's messages
        scanner = JsonScanner(stream, context.max_record_bytes)
        try:
            for path, raw in scanner.walk(_ENTERED.__contains__):
                if path[-2:] == ("messages", "[]"):
                    count, begun = count + 1, True
                    yield _message(chat, raw, count)
                elif path[-1:] and path[-1] in _CHAT_MEMBERS and isinstance(raw, bytes):
                    # a chat's own members stand before its messages
                    if begun or path[-1] in chat:
                        chat, begun = {}, False
                    chat[path[-1]] = decode_value(raw)
        except BrokenJsonError as error:
            yield Reject(reason=str(error), line=count + 1, raw=error.start)


class Telethon(Format):
    """One message a line, with its chat and sender."""

    name = "telegram-telethon"
    title = "Telegram messages by Telethon, NDJSON (also 4CAT's)"
    recognised_by = "JSON lines with id, date, message and peer_id or _chat"

    def sniff(self, head: Head) -> bool:
        """A message among the first lines."""
        return any(_is_telethon(value) for value in head.objects)

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """One post a message."""
        for item in decoded(stream, context, _decode):
            if isinstance(item, Reject):
                yield item
                continue
            line, raw, value, damaged = item
            post = _telethon_post(value)
            if isinstance(post, str):
                yield Reject(reason=f"no post: {post}", line=line, raw=raw)
            else:
                post.damaged = damaged
                yield post


def _is_export(value: Json) -> bool:
    chats = [value, *members(member(value.get("chats")).get("list"))]
    chats += members(member(value.get("left_chats")).get("list"))
    return any(
        {"id", "type", "date"}.issubset(message)
        for chat in chats
        for message in members(chat.get("messages"))
    )


def _message(chat: Json, raw: bytes | Oversized, number_of: int) -> Record | Reject:
    if isinstance(raw, Oversized):
        return Reject(reason=raw.reason, line=number_of, raw=raw.start)
    value, damaged = decode_value(raw), False
    if value is None:
        value, damaged = decode_value(raw.decode("utf-8", "replace").encode()), True
    if not isinstance(value, dict):
        return Reject(reason="no JSON object", line=number_of, raw=raw)
    post = _desktop_post(chat, value)
    if isinstance(post, str):
        return Reject(reason=f"no post: {post}", line=number_of, raw=raw)
    post.damaged = damaged
    return post


def _desktop_post(chat: Json, value: Json) -> Post | str:
    chat_id, known = text(chat.get("id")), text(value.get("id"))
    if value.get("type") != "message":
        return f"a service message ({text(value.get('action')) or value.get('type')})"
    if chat_id is None or known is None:
        return "a message without id, or of a chat without id"
    created_at, ts = epoch_moment(text(value.get("date_unixtime")))
    if ts is None:  # older exports give local time alone
        created_at, ts = any_moment(text(value.get("date")))
    body, links = _spoken(value.get("text"))
    account = _account(text(value.get("from_id")), text(value.get("from")))
    if account is None and "channel" in str(chat.get("type")):
        account = _account(f"channel{chat_id}", text(chat.get("name")))
    post = _new(chat_id, known, account, body)
    post.created_at, post.ts = created_at, ts
    forwarded = text(value.get("forwarded_from"))
    if forwarded is not None or "forwarded_from" in value:
        post.kind, post.repost_key = "repost", "weak"
        post.repost_of_account = _account(text(value.get("forwarded_from_id")), forwarded)
        return post
    answered = text(value.get("reply_to_message_id"))
    if answered is not None:
        # an answer to a message of another chat names that chat
        peer = _bare(text(value.get("reply_to_peer_id"))) or chat_id
        _answer(post, f"{peer}/{answered}")
    _add_words(post, links)
    return post


def _spoken(value: Any) -> tuple[str | None, list[str]]:
    """The words, which are a text or a list of texts and marked texts; and the marked links."""
    if isinstance(value, str):
        return value or None, []
    words, links = [], []
    for part in value if isinstance(value, list) else []:
        if isinstance(part, str):
            words.append(part)
        elif isinstance(part, dict):
            words.append(text(part.get("text")) or "")
            if href := text(part.get("href")):
                links.append(href)
    return "".join(words) or None, links


def _account(known: str | None, shown: str | None) -> Account | None:
    if known is None and shown is None:
        return None
    return Account(platform=PLATFORM, native_id=known, display_name=shown)


def _bare(peer: str | None) -> str | None:
    """A chat's number without its kind: ``channel123`` and ``-100123`` are 123."""
    if peer is None:
        return None
    return re.sub(r"^(?:user|chat|channel|-100|-)(?=\d)", "", peer)


def _new(chat_id: str, known: str, account: Account | None, body: str | None) -> Post:
    return Post(
        platform=PLATFORM,
        native_id=f"{_bare(chat_id)}/{known}",
        account=account,
        kind="original",
        text=body,
        conversation_id=_bare(chat_id),
    )


def _answer(post: Post, key: str) -> None:
    post.kind = "reply"
    post.reply_to = Post(platform=PLATFORM, native_id=key, stub=True)


def _add_words(post: Post, links: list[str]) -> None:
    """Hashtags, handles and links, which both sources leave in the text."""
    post.hashtags = words_marked("#", post.text)
    named = dict.fromkeys(_HANDLE_LINK.findall(post.text or ""))
    post.mentions = [Account(platform=PLATFORM, handle=name) for name in named]
    written = [url.rstrip(".,;:!?)]»”'") for url in _URL.findall(post.text or "")]
    post.links = list(dict.fromkeys([*written, *links]))


def _is_telethon(value: Json) -> bool:
    return {"id", "date", "message"}.issubset(value) and ("peer_id" in value or "_chat" in value)


def _peer(value: Any) -> tuple[str, str] | None:
    """Kind and number of a peer, as ``channel`` and ``123``."""
    peer = member(value)
    for kind in ("channel", "chat", "user"):
        if known := text(peer.get(f"{kind}_id")):
            return kind, known
    return None


def _telethon_post(value: Json) -> Post | str:
    chat, sender = member(value.get("_chat")), member(value.get("_sender"))
    peer = _peer(value.get("peer_id"))
    chat_id = peer[1] if peer else _bare(text(chat.get("id")))
    known = text(value.get("id"))
    if member(value.get("action")) or value.get("_type") == "MessageService":
        return "a service message"
    if chat_id is None or known is None:
        return "a message without id, or of an unknown chat"
    account = _sender(value, sender) or _account(
        f"{peer[0] if peer else 'channel'}{chat_id}", text(chat.get("title"))
    )
    if account is not None and account.native_id == f"channel{chat_id}":
        account.handle = account.handle or text(chat.get("username"))
        account.display_name = account.display_name or text(chat.get("title"))
    post = _new(chat_id, known, account, text(value.get("message")))
    date = value.get("date")
    post.created_at, post.ts = any_moment(date if isinstance(date, int | float) else text(date))
    if username := text(chat.get("username")):
        post.url = f"https://t.me/{username}/{known}" if username.isalnum() else None
    post.counts = Counts(
        reposts=number(value.get("forwards")),
        replies=number(member(value.get("replies")).get("replies")),
        views=number(value.get("views")),
    )
    forwarded = member(value.get("fwd_from"))
    if forwarded:
        _make_forward(post, forwarded)
        return post
    reply = member(value.get("reply_to"))
    if answered := text(reply.get("reply_to_msg_id")):
        elsewhere = _peer(reply.get("reply_to_peer_id"))
        _answer(post, f"{elsewhere[1] if elsewhere else chat_id}/{answered}")
    links = [text(entity.get("url")) for entity in members(value.get("entities"))]
    _add_words(post, [link for link in links if link])
    return post


def _sender(value: Json, sender: Json) -> Account | None:
    peer = _peer(value.get("from_id"))
    known = f"{peer[0]}{peer[1]}" if peer else None
    if known is None and text(sender.get("id")):
        kind = "channel" if "title" in sender else "user"
        known = f"{kind}{_bare(text(sender.get('id')))}"
    names = (text(sender.get("first_name")), text(sender.get("last_name")))
    shown = " ".join(name for name in names if name) or text(sender.get("title"))
    account = _account(known, shown)
    if account is not None:
        account.handle = text(sender.get("username"))
    return account if account and (account.native_id or account.handle) else None


def _make_forward(post: Post, forwarded: Json) -> None:
    """A forward of a channel's post names it; one of a person's message does not."""
    peer = _peer(forwarded.get("from_id"))
    source, shown = f"{peer[0]}{peer[1]}" if peer else None, text(forwarded.get("from_name"))
    account, original = _account(source, shown), text(forwarded.get("channel_post"))
    post.kind, post.repost_of_account = "repost", account
    if peer is None or original is None:
        post.repost_key = "weak"
        return
    date = forwarded.get("date")
    created_at, ts = any_moment(date if isinstance(date, int | float) else text(date))
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
    _add_words(post.repost_of, [])
