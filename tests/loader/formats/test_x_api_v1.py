from __future__ import annotations

from typing import Any

import pytest

from .reading import (
    SPARK,
    SPARK_SECONDS,
    at,
    lines,
    one,
    posts,
    read,
    read_fixture,
    rejects,
    who,
)


def status(**more: Any) -> dict[str, Any]:
    user = {"id_str": "13", "screen_name": "Corbeau_77"}
    return {"id_str": SPARK, "text": "un texte", "user": user, **more}


def test_status() -> None:
    spark, repost, *_ = posts(read_fixture("x-api-v1.jsonl"))
    assert spark.text == "La réunion de Vernon & co, c'est non #VernonDehors https://t.co/aaa"
    assert (spark.created_at, spark.ts) == ("2021-10-20T17:14:20Z", SPARK_SECONDS + 60)
    assert spark.app == "Twitter Web App"
    assert spark.links == ["https://example.org/vernon"]
    assert [m.key for m in spark.media] == ["3_900", "3_901"], "all stand in extended_entities"
    assert spark.counts is not None
    assert (spark.counts.likes, spark.counts.reposts, spark.counts.views) == (9, 3, None)
    assert spark.account is not None
    assert (spark.account.followers, spark.account.following) == (113, 50)
    assert repost.kind == "repost"


def test_a_repost_has_the_original_s_words() -> None:
    repost = posts(read_fixture("x-api-v1.jsonl"))[1]
    assert (repost.text, repost.mentions, repost.counts) == (None, [], None)
    assert repost.repost_of is not None
    assert repost.repost_of.text is not None
    assert repost.repost_of.text.endswith("https://t.co/aaa")
    assert who(repost.repost_of_account) == ("13", "Corbeau_77")


def test_a_repost_of_a_quote_does_not_quote() -> None:
    repost = posts(read_fixture("x-api-v1.jsonl"))[2]
    assert (repost.kind, repost.quote_of) == ("repost", None)
    assert repost.repost_of is not None
    assert repost.repost_of.kind == "quote"
    assert repost.repost_of.quote_of is not None
    assert repost.repost_of.quote_of.native_id == SPARK


def test_a_quote_whose_quoted_post_is_missing() -> None:
    quote = posts(read_fixture("x-api-v1.jsonl"))[4]
    assert quote.kind == "quote"
    assert quote.quote_of is not None
    assert (quote.quote_of.native_id, quote.quote_of.stub) == (at(-900), True)
    assert who(quote.quote_of.account) == (None, "absent_compte")


def test_reply() -> None:
    reply = posts(read_fixture("x-api-v1.jsonl"))[5]
    assert reply.kind == "reply"
    assert reply.reply_to is not None
    assert reply.reply_to.native_id == at(-60)
    assert who(reply.reply_to_account) == who(reply.mentions[0]) == ("11", "camillevernon")


def test_streams_have_the_whole_text_in_extended_tweet() -> None:
    long = posts(read_fixture("x-api-v1.jsonl"))[6]
    assert (long.text, long.text_cut) == ("un début coupé et la suite #AvecVernon", False)
    assert long.hashtags == ["AvecVernon"]
    cut = one(status(truncated=True, text="un début…"))
    assert cut.text_cut


def test_notices_of_the_stream_are_counted() -> None:
    delete, limit = rejects(read_fixture("x-api-v1.jsonl"))
    assert (delete.line, limit.line) == (8, 9)
    assert "delete" in delete.reason
    assert "limit" in limit.reason


def test_ids_keep_their_digits() -> None:
    post = one({**status(), "id_str": None, "id": int(SPARK)})
    assert post.native_id == SPARK


def test_quote_and_reply_at_once() -> None:
    post = one(
        status(
            in_reply_to_status_id_str="5",
            in_reply_to_screen_name="lea_b",
            is_quote_status=True,
            quoted_status=status(id_str="6"),
        )
    )
    assert post.kind == "reply"
    assert post.quote_of is not None
    assert post.reply_to is not None


@pytest.mark.parametrize("empty", [{}, [], None])
def test_empties_in_every_form(empty: object) -> None:
    names = ("entities", "extended_entities", "retweeted_status", "quoted_status")
    post = one(status(**dict.fromkeys(names, empty)))
    assert (post.kind, post.text) == ("original", "un texte")


def test_a_page_of_the_search() -> None:
    items = read(lines({"statuses": [status(), status(id_str="5"), {}], "search_metadata": {}}))
    assert [post.native_id for post in posts(items)] == [SPARK, "5"]
    assert len(rejects(items)) == 1


def test_references_end() -> None:
    value = status(id_str="1")
    for depth in range(40):
        value = status(id_str=str(depth), quoted_status=value)
    post, depth = one(value), 0
    while post.quote_of is not None:
        post, depth = post.quote_of, depth + 1
    assert 2 <= depth < 10
    assert post.stub


def test_handles_cannot_write_addresses() -> None:
    user = {"id_str": "13", "screen_name": "x/../../evil?<b>"}
    assert one(status(user=user)).url == f"https://x.com/i/status/{SPARK}"
