"""Pages of platforms' own interfaces: threads, searches, notifications; what they refer to."""

from __future__ import annotations

from typing import Any

import pytest

from meute.errors import UnknownFormatError
from meute.loader import unread
from meute.loader.checking import Checks

from .reading import lines, one, posts, read, rejects, who

HOST = "https://piaf.example"
LEA, BOB = (f"did:plc:{name}aaaaaaaaaaaaaaaaaaaaa" for name in ("lea", "bob"))
SUBJECT = f"at://{LEA}/app.bsky.feed.post/3kaaaaaaaaa2a"


def status(key: str, name: str = "lea", **more: Any) -> dict[str, Any]:
    return {
        "id": key, "uri": f"{HOST}/users/{name}/statuses/{key}", "content": "<p>un</p>",
        "created_at": "2024-11-20T10:00:00.000Z", "visibility": "public",
        "account": {"id": f"1{name}", "acct": name, "url": f"{HOST}/@{name}",
                    "uri": f"{HOST}/users/{name}"},
    } | more  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        {"ancestors": [status("1")], "descendants": [status("2", "bob", in_reply_to_id="1")]},
        {"accounts": [], "hashtags": [],
         "statuses": [status("1"), status("2", "bob", in_reply_to_id="1")]},
    ],
)  # fmt: skip
def test_a_page_of_mastodon_holds_statuses(page: dict[str, Any]) -> None:
    spark, reply = posts(read(lines(page)))
    assert (spark.native_id, reply.kind) == (f"{HOST}/users/lea/statuses/1", "reply")
    assert reply.reply_to is not None
    assert reply.reply_to.native_id == spark.native_id


def test_a_notification_of_mastodon_holds_a_status() -> None:
    notified = {"id": "5", "type": "mention", "account": {}, "status": status("1")}
    follow = {"id": "6", "type": "follow", "account": {}}
    items = read(lines(notified, follow))
    assert [post.native_id for post in posts(items)] == [f"{HOST}/users/lea/statuses/1"]
    assert len(rejects(items)) == 1


@pytest.mark.parametrize("nothing", ["0", "-1", "None", "", 0, False, None])
def test_words_for_nothing_are_no_answered_status(nothing: object) -> None:
    post = one(status("1", in_reply_to_id=nothing, quote_id=nothing))
    assert (post.kind, post.reply_to, post.quote_of) == ("original", None, None)


def test_a_rounded_reference_on_mastodon_is_rejected() -> None:
    (reject,) = rejects(read(lines(status("1", in_reply_to_id=1.135e17))))
    assert "rounded" in reject.reason


def message(number: int, **more: Any) -> dict[str, Any]:
    return {
        "_": "Message", "id": number, "date": "2024-11-20T10:00:00+00:00",
        "message": "un #हिन्दी t.me/x", "peer_id": {"_": "PeerChannel", "channel_id": 12},
    } | more  # fmt: skip


def test_telethon_names_types_in_two_ways() -> None:
    spans = (("MessageEntityHashtag", 3, 7), ("MessageEntityUrl", 11, 6))
    for name in ("_", "_type"):
        entities = [{name: kind, "offset": at, "length": size} for kind, at, size in spans]
        post = one(message(1, entities=entities))
        assert (post.hashtags, post.links) == (["हिन्दी"], ["https://t.me/x"])
    (reject,) = rejects(read(lines(message(1) | {"_": "MessageService"})))
    assert "service" in reject.reason


def test_telegram_answers_to_nothing_are_no_answers() -> None:
    assert one(message(1, reply_to={"reply_to_msg_id": 0})).kind == "original"
    (reject,) = rejects(read(lines(message(1), message(2, reply_to={"reply_to_msg_id": 1e17}))))
    assert "rounded" in reject.reason


def repost_record(**record: Any) -> dict[str, Any]:
    uri = f"at://{BOB}/app.bsky.feed.repost/3kbbbbbbbbb2b"
    return {"uri": uri, "cid": "x", "value": {"subject": {"uri": SUBJECT, "cid": "y"}} | record}


def test_records_as_the_sdk_of_bluesky_lists_them() -> None:
    page = {"records": [repost_record(created_at="2024-11-20T11:00:00Z", py_type="x")]}
    post = one(page)
    assert (post.kind, post.created_at) == ("repost", "2024-11-20T11:00:00Z")


def test_a_repost_without_time_has_not_that_of_its_subject() -> None:
    (post,) = Checks("export").checked([one({"records": [repost_record()]})])
    assert posts([post])[0].ts is None


def test_notifications_of_bluesky() -> None:
    author = {"did": LEA, "handle": "lea.example"}
    record = {"text": "@vernon.example", "createdAt": "2024-11-20T10:00:00Z"}
    mention = {"uri": SUBJECT, "author": author, "reason": "mention", "record": record}
    repost = repost_record(createdAt="2024-11-20T11:00:00Z")
    repost = {"uri": repost["uri"], "author": {"did": BOB, "handle": "bob.example"},
              "reason": "repost", "record": repost["value"]}  # fmt: skip
    like = {"uri": f"at://{BOB}/app.bsky.feed.like/3k", "author": author, "record": {"subject": {}}}
    items = read(lines({"notifications": [mention, repost, like]}))
    spoken, passed_on = posts(items)
    assert (spoken.kind, who(spoken.account)) == ("original", (LEA, "lea.example"))
    assert (passed_on.kind, who(passed_on.account)) == ("repost", (BOB, "bob.example"))
    assert len(rejects(items)) == 1


def test_a_count_that_cannot_be_read_is_noted_under_its_name() -> None:
    unread.taken()
    one(status("1", favourites_count="1.234"))
    assert set(unread.taken()) == {"favourites_count"}


def test_a_type_that_is_no_word_is_no_event() -> None:
    with pytest.raises(UnknownFormatError):
        read(lines({"did": LEA, "time_us": 1, "type": {}}))
