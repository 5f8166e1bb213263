"""Telegram Desktop's ``result.json``: one chat, or all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, ClassVar

from ..lines import Oversized
from ..records import Post, Record, Reject
from .cells import member, members, text
from .head import Head
from .ids import IdError
from .json_input import decode_value
from .json_values import BrokenJsonError, JsonScanner, Path
from .registry import Format, ReadContext
from .telegram_posts import Marked, account_of, add_words, answer, bare_id, message_id, new_post
from .times import any_moment, epoch_moment

Json = dict[str, Any]

_ONE_CHAT: Path = ("messages",)
_OF_CHATS: tuple[Path, ...] = (("chats", "list", "[]"), ("left_chats", "list", "[]"))
_ENTERED: frozenset[Path] = frozenset(
    {(), _ONE_CHAT}
    | {path[:end] for path in _OF_CHATS for end in (1, 2, 3)}
    | {(*path, "messages") for path in _OF_CHATS}
)
_CHAT_MEMBERS = frozenset({"name", "type", "id"})


class TelegramDesktop(Format):
    """One chat, or all of them; service messages are rejected, and so counted."""

    name = "telegram-desktop"
    title = "Telegram Desktop export, result.json"
    recognised_by = "a JSON object with messages (or chats.list), whose items have date and from_id"
    reads = "weak reposts (forwards), replies, mentions, hashtags, links"
    lacks = (
        "media, reactions, polls; ids of forwarded messages, which it lacks; service "
        "messages are rejected and so counted"
    )
    source = "telegramdesktop/tdesktop: Telegram/SourceFiles/export/output/export_output_json.cpp"
    members: ClassVar = {"account": "from_id", "created_at": "date_unixtime", "any_text": "text"}

    def sniff(self, head: Head) -> bool:
        """Messages of one chat, or a list of chats, in the object."""
        return any(_is_export(value) for value in head.objects)

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """One post a message, without holding the export."""
        count = 0
        scanner = JsonScanner(stream, context.max_record_bytes)
        try:
            while scanner.has_more():  # exports may stand one behind the other
                for item in _read_export(scanner):
                    count += 1
                    yield item if isinstance(item, Reject) else _message(*item, count)
        except BrokenJsonError as error:
            yield Reject(reason=str(error), line=count + 1, raw=error.start)


def _read_export(scanner: JsonScanner) -> Iterator[tuple[Json, bytes | Oversized] | Reject]:
    """Each message with its chat, whose own members stand before its messages."""
    chat: Json = {}
    begun = False  # the chat's messages
    for path, raw in scanner.walk(_ENTERED.__contains__):
        if path[-2:] == ("messages", "[]"):
            begun = True
            yield chat, raw
        elif not path:
            yield Reject(reason="no export of Telegram", raw=raw if isinstance(raw, bytes) else b"")
        elif path[-1] in _CHAT_MEMBERS and isinstance(raw, bytes):
            if begun or path[-1] in chat:
                chat, begun = {}, False
            chat[path[-1]] = decode_value(raw)[0]


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
    value, damaged = decode_value(raw)
    if not isinstance(value, dict):
        return Reject(reason="no JSON object", line=number_of, raw=raw)
    try:
        post = _desktop_post(chat, value)
    except IdError as error:
        return Reject(reason=str(error), line=number_of, raw=raw)
    if isinstance(post, str):
        return Reject(reason=f"no post: {post}", line=number_of, raw=raw)
    post.damaged = damaged
    return post


def _desktop_post(chat: Json, value: Json) -> Post | str:
    chat_id, message = message_id(chat.get("id")), message_id(value.get("id"))
    if value.get("type") != "message":
        return f"a service message ({text(value.get('action')) or value.get('type')})"
    if chat_id is None or message is None:
        return "a message without id, or of a chat without id"
    created_at, ts = epoch_moment(value.get("date_unixtime"), "date_unixtime")
    if ts is None:  # older exports give local time alone
        created_at, ts = any_moment(value.get("date"), "date")
    body, marked = _spoken(value)
    account = account_of(message_id(value.get("from_id")), text(value.get("from")))
    if account is None and "channel" in str(chat.get("type")):
        account = account_of(f"channel{chat_id}", text(chat.get("name")))
    post = new_post(chat_id, message, account, body)
    post.created_at, post.ts = created_at, ts
    forwarded = text(value.get("forwarded_from"))
    if forwarded is not None or "forwarded_from" in value:
        post.kind, post.repost_key = "repost", "weak"
        post.repost_of_account = account_of(message_id(value.get("forwarded_from_id")), forwarded)
        return post
    answered = message_id(value.get("reply_to_message_id"))
    if answered is not None:
        # an answer to a message of another chat names that chat
        peer = bare_id(message_id(value.get("reply_to_peer_id"))) or chat_id
        answer(post, f"{peer}/{answered}")
    add_words(post, marked)
    return post


def _spoken(value: Json) -> tuple[str | None, Marked]:
    """The words, which are a text or a list of texts and marked texts; and what is marked."""
    parts = value.get("text")
    entities = members(value.get("text_entities"))
    if isinstance(parts, str):
        return parts or None, _marked(entities)
    listed = parts if isinstance(parts, list) else []
    words = [part if isinstance(part, str) else text(member(part).get("text")) for part in listed]
    return "".join(word or "" for word in words) or None, _marked(entities or members(listed))


def _marked(entities: list[Json]) -> Marked:
    """What is marked: all there is, where the plain words between are listed as well."""
    marked = Marked(is_complete=any(entity.get("type") == "plain" for entity in entities))
    for entity in entities:
        words, user = text(entity.get("text")) or "", message_id(entity.get("user_id"))
        marked.add(str(entity.get("type")), words, text(entity.get("href")), user)
    return marked
