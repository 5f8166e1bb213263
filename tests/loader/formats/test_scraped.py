from __future__ import annotations

import pytest

from .reading import (
    FIXTURES,
    SPARK,
    SPARK_SECONDS,
    at,
    posts,
    read,
    read_fixture,
    who,
)

BOTH = pytest.mark.parametrize("name", ["snscrape.jsonl", "twscrape.jsonl"])


@BOTH
def test_post(name: str) -> None:
    spark = posts(read_fixture(name))[0]
    assert (spark.native_id, spark.ts) == (SPARK, SPARK_SECONDS)
    assert spark.text == "La réunion de Vernon & co #VernonDehors"
    assert (spark.hashtags, spark.links) == (["VernonDehors"], ["https://example.org/vernon"])
    assert [(m.key, m.kind) for m in spark.media] == [("https://pbs.example.org/900.jpg", "photo")]
    assert spark.account is not None
    assert (spark.account.native_id, spark.account.followers) == ("13", 113)
    assert spark.account.created_at == "2015-03-01T10:00:00Z"


@BOTH
def test_repost_and_quote(name: str) -> None:
    _, repost, quote, _ = posts(read_fixture(name))[:4]
    assert (repost.kind, repost.text) == ("repost", None)
    assert repost.repost_of is not None
    assert not repost.repost_of.stub
    assert quote.kind == "quote"
    assert quote.quote_of is not None
    assert quote.quote_of.text is not None


@BOTH
def test_an_unknown_user_is_not_of_1970_and_has_no_zeros(name: str) -> None:
    reply = posts(read_fixture(name))[3]
    assert reply.kind == "reply"
    assert reply.reply_to is not None
    assert reply.reply_to.native_id == at(-60)
    assert who(reply.reply_to_account) == ("11", "camillevernon")
    if name.startswith("snscrape"):
        quoting = posts(read_fixture(name))[5].account
        assert quoting is not None
        assert (quoting.created_at, quoting.followers) == (None, None)


def test_references_and_tombstones() -> None:
    tombstone, reference = posts(read_fixture("snscrape.jsonl"))[4:]
    assert tombstone.quote_of is not None
    assert (tombstone.quote_of.native_id, tombstone.quote_of.stub) == (at(-900), True)
    assert reference.quote_of is not None
    assert (reference.quote_of.native_id, reference.quote_of.stub) == (at(-901), True)


def test_ids_keep_their_digits() -> None:
    data = (FIXTURES / "twscrape.jsonl").read_text(encoding="utf-8")
    without = data.replace('"id_str"', '"other_str"').replace("conversationIdStr", "other")
    assert [p.native_id for p in posts(read(without))] == [p.native_id for p in posts(read(data))]
