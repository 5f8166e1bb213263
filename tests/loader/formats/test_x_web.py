"""Zeeschuimer and 4CAT: what x.com sends to its own pages."""

from __future__ import annotations

from typing import Any

import pytest

from meute.errors import UnknownFormatError

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


def item(**more: Any) -> dict[str, Any]:
    user = {"rest_id": "13", "legacy": {"screen_name": "Corbeau_77", "name": "Corbeau"}}
    legacy = {
        "created_at": "Wed Oct 20 17:13:20 +0000 2021",
        "full_text": "un texte",
        "user_id_str": "13",
        "id_str": SPARK,
        "conversation_id_str": SPARK,
    }
    tweet = {"rest_id": SPARK, "core": {"user_results": {"result": user}}, "legacy": legacy}
    return {"source_platform": "twitter.com", "timestamp_collected": 1634760000000,
            "data": {**tweet, **more}}  # fmt: skip


def test_post() -> None:
    spark = posts(read_fixture("zeeschuimer.ndjson"))[0]
    assert spark.native_id == SPARK, "rest_id; the other id is rounded"
    assert spark.text is not None
    assert "en plus long" in spark.text, "note_tweet holds the whole text"
    assert spark.hashtags == ["VernonDehors"]
    assert spark.ts == SPARK_SECONDS + 60
    assert spark.observed_at == 1634760000
    assert spark.counts is not None
    assert (spark.counts.views, spark.counts.likes) == (77, 9)
    assert spark.conversation_id == SPARK
    assert who(spark.account) == ("13", "Corbeau_77")
    assert [m.key for m in spark.media] == ["3_900", "3_901"]


def test_old_and_new_places_of_the_same_fields() -> None:
    _, old, new, *_ = posts(read_fixture("zeeschuimer.ndjson"))
    for repost in (old, new):
        assert repost.kind == "repost"
        assert repost.repost_of is not None
        assert repost.repost_of.native_id == SPARK
        assert who(repost.repost_of_account) == ("13", "Corbeau_77")
        original = repost.repost_of.account
        assert original is not None
        assert (original.followers, original.following, original.verified) == (113, 50, False)
        assert original.description == "compte de Corbeau"
        assert original.created_at == "2015-03-01T10:00:00Z"


def test_a_quoted_stub_has_only_its_id() -> None:
    reply = posts(read_fixture("zeeschuimer.ndjson"))[3]
    assert reply.kind == "reply"
    assert reply.quote_of is not None
    assert (reply.quote_of.native_id, reply.quote_of.stub) == (SPARK, True)
    assert reply.reply_to is not None
    assert reply.reply_to.native_id == at(-60)


def test_advertisements_and_bare_stubs_are_counted() -> None:
    items = read_fixture("zeeschuimer.ndjson")
    promoted, bare = rejects(items)
    assert "advertisement" in promoted.reason
    assert "bare" in bare.reason
    assert len(posts(items)) == 5, "the same post comes once for each page it was seen on"


def test_legacy_null_and_the_fields_at_the_top() -> None:
    value = item()
    value["data"].update(value["data"].pop("legacy"), legacy=None)
    assert one(value) == one(item())


def test_visibility_results_wrap() -> None:
    wrapped = item()
    wrapped["data"] = {"__typename": "TweetWithVisibilityResults", "tweet": wrapped["data"]}
    assert one(wrapped) == one(item())


def test_a_tombstone_is_no_quoted_post() -> None:
    post = one(item(quoted_status_result={"result": {"__typename": "TweetTombstone"}}))
    assert post.quote_of is None


def test_other_platforms() -> None:
    other = {**item(), "source_platform": "tiktok.com", "data": {"id": "1"}}
    assert [type(x).__name__ for x in read(lines(item(), other))] == ["Post", "Reject"]
    with pytest.raises(UnknownFormatError, match=r"tiktok\.com"):
        read(lines(other))


def test_wrong_types_are_rejected() -> None:
    items = read(lines(item(), item(lang=5), {**item(), "data": []}))
    assert [type(x).__name__ for x in items] == ["Post", "Reject", "Reject"]


def test_4cat_ndjson() -> None:
    assert posts(read_fixture("4cat.ndjson"))[0] == posts(read_fixture("zeeschuimer.ndjson"))[0]


@pytest.mark.parametrize("name", ["4cat-csv.csv", "4cat-csv.zeeschuimer.csv"])
def test_4cat_csv_has_weak_reposts(name: str) -> None:
    spark, repost, reply = posts(read_fixture(name))
    assert (spark.ts, spark.hashtags) == (SPARK_SECONDS, ["VernonDehors"])
    assert [m.key for m in spark.media] == ["https://pbs.example.org/900.jpg"]
    assert (repost.kind, repost.repost_key, repost.repost_of) == ("repost", "weak", None)
    assert who(repost.repost_of_account) == (None, "Corbeau_77")
    assert repost.text == "La réunion de Vernon & co #VernonDehors"
    assert (repost.hashtags, repost.mentions) == ([], [])
    assert (reply.kind, reply.reply_to, reply.quote_of) == ("reply", None, None)
    assert who(reply.reply_to_account) == (None, "camillevernon")
