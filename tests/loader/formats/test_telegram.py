from __future__ import annotations

import json

from .reading import FIXTURES, SPARK_SECONDS, lines, posts, read, read_fixture, rejects, who


def test_desktop() -> None:
    items = read_fixture("telegram-desktop.json")
    spark, reply, forward = posts(items)
    assert spark.native_id == "1234567890/2"
    assert spark.text == "La réunion #VernonDehors ici @camillevernon"
    assert spark.ts == SPARK_SECONDS, "not the local time"
    assert who(spark.account) == ("user13", None)
    assert spark.account is not None
    assert spark.account.display_name == "Corbeau"
    assert (spark.hashtags, spark.links) == (["VernonDehors"], ["https://example.org/vernon"])
    assert [who(m) for m in spark.mentions] == [(None, "camillevernon")]
    assert reply.kind == "reply"
    assert reply.reply_to is not None
    assert reply.reply_to.native_id == spark.native_id
    assert (forward.kind, forward.repost_key, forward.repost_of) == ("repost", "weak", None)
    assert forward.repost_of_account is not None
    assert forward.repost_of_account.display_name == "Un autre"
    assert forward.text == "à relayer #VernonDehors"
    (service,) = rejects(items)
    assert "service" in service.reason


def test_all_chats() -> None:
    first, second = posts(read_fixture("telegram-desktop.chats.json"))
    assert (first.native_id, second.native_id) == ("55/2", "56/2")


def test_a_broken_message_costs_only_itself() -> None:
    whole = json.loads((FIXTURES / "telegram-desktop.json").read_text(encoding="utf-8"))
    messages = whole["messages"]
    whole["messages"] = [messages[1], "MARK", {"id": 9, "type": "message"}, 7, messages[2]]
    raw = json.dumps(whole).replace('"MARK"', '{"id": tru}')
    items = read(raw)
    assert [post.native_id for post in posts(items)] == [
        "1234567890/2",
        "1234567890/9",
        "1234567890/3",
    ]
    assert [reject.raw for reject in rejects(items)] == [b'{"id": tru}', b"7"]


def test_an_export_cut_off_keeps_what_came() -> None:
    raw = (FIXTURES / "telegram-desktop.json").read_bytes()
    items = read(raw[: raw.index(b"reply_to_message_id")])
    assert [post.native_id for post in posts(items)] == ["1234567890/2"]
    assert "middle" in rejects(items)[-1].reason


def test_broken_utf_8_is_kept_and_marked() -> None:
    raw = (FIXTURES / "telegram-desktop.json").read_bytes().replace(b"d'accord", b"d'\xffaccord")
    reply = posts(read(raw))[1]
    assert (reply.text, reply.damaged) == ("d'�accord", True)


def test_telethon() -> None:
    items = read_fixture("telegram-telethon.ndjson")
    spark, reply, strong, weak = posts(items)
    assert spark.native_id == "1234567890/2", "the same key as in the desktop's export"
    assert who(spark.account) == ("channel1234567890", "lenid")
    assert spark.url == "https://t.me/lenid/2"
    assert spark.links == ["https://example.org/vernon", "https://example.org/autre"]
    assert spark.counts is not None
    assert (spark.counts.views, spark.counts.reposts) == (77, 3)
    assert who(reply.account) == ("user12", "lea_b")
    assert reply.reply_to is not None
    assert reply.reply_to.native_id == "1234567890/2"
    assert strong.repost_of is not None
    assert (strong.repost_of.native_id, strong.repost_key) == ("999/41", "strong")
    assert strong.repost_of.text == "à relayer #VernonDehors"
    assert strong.text is None
    assert (weak.repost_key, weak.repost_of, weak.text) == ("weak", None, "à relayer")
    assert "service" in rejects(items)[0].reason


def test_dates_as_numbers() -> None:
    value = {"id": 1, "date": 1634750000, "message": "x", "peer_id": {"user_id": 5}}
    assert posts(read(lines(value)))[0].ts == SPARK_SECONDS
