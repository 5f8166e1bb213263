from __future__ import annotations

from typing import Any

import pytest

from meute.loader.formats.bluesky_posts import repost_key

from .reading import lines, one, posts, read, read_fixture, rejects, who

DID = {
    name: f"did:plc:{name}aaaaaaaaaaaaaaaaaaaa"[:32]
    for name in ("corbeau", "lea", "paul", "vernon")
}
SPARK = f"at://{DID['corbeau']}/app.bsky.feed.post/3lkia"


def event(record: dict[str, Any], **more: Any) -> dict[str, Any]:
    commit = {
        "operation": "create",
        "collection": "app.bsky.feed.post",
        "rkey": "3k",
        "record": record,
    }
    return {"did": DID["lea"], "time_us": 1742117000000000, "kind": "commit",
            "commit": {**commit, **more}}  # fmt: skip


def test_post() -> None:
    spark = posts(read_fixture("bluesky.feed.json"))[0]
    assert spark.native_id == SPARK
    assert who(spark.account) == (DID["corbeau"], "corbeau.example")
    assert (spark.lang, spark.created_at) == ("fr", "2025-03-16T09:22:08Z")
    assert spark.hashtags == ["VernonDehors", "Vernon"]
    assert spark.links == ["https://example.org/vernon"]
    assert [m.kind for m in spark.media] == ["photo"]
    assert spark.url == "https://bsky.app/profile/corbeau.example/post/3lkia"
    assert spark.counts is not None
    assert spark.counts.reposts == 3


def test_facets_count_bytes() -> None:
    """An accented letter stands before the mention."""
    spark = posts(read_fixture("bluesky.feed.json"))[0]
    assert [who(m) for m in spark.mentions] == [(DID["vernon"], "vernon.example")]


@pytest.mark.parametrize("end", [-1, 0, 10**9, 2**70, "x", None])
def test_facets_that_lie(end: object) -> None:
    feature = {"$type": "app.bsky.richtext.facet#mention", "did": DID["vernon"]}
    facet = {"index": {"byteStart": 0, "byteEnd": end}, "features": [feature]}
    post = one(event({"text": "@vernon.example", "facets": [facet]}))
    assert [who(m) for m in post.mentions] == [(DID["vernon"], None)]


@pytest.mark.parametrize(
    ("feature", "tags"),
    [
        ({"$type": "app.bsky.richtext.facet#Tag", "tag": " #Vernon "}, ["Vernon"]),
        ({"$type": "app.bsky.richtext.facet#hashtag", "hashtag": "Vernon"}, ["Vernon"]),
        ({"$type": "app.bsky.richtext.facet#tag", "text": "#a #b"}, ["a", "b"]),
        ({"$type": "app.bsky.richtext.tag#tag"}, ["Nid"]),
        ({"$type": "app.bsky.richtext.facet#tag", "tag": ""}, ["Nid"]),
        ({"$type": 5, "tag": ["x"]}, []),
        ({}, []),
    ],
)
def test_features_that_clients_misspell(feature: dict[str, Any], tags: list[str]) -> None:
    facet = {"index": {"byteStart": 2, "byteEnd": 6}, "features": [feature]}
    record = {"text": "É#Nid", "facets": [facet, 5, {"features": 1}]}
    assert one(event(record)).hashtags == tags


def test_keys_and_handles_cannot_write_addresses() -> None:
    assert not posts(read(lines(event({"text": "x"}), event({"text": "x"}, rkey="../?<b>"))))[1:]
    view = {
        "uri": SPARK,
        "author": {"did": DID["corbeau"], "handle": "x/../<b>"},
        "record": {"a": 1},
    }
    post = one(view)
    assert post.url == f"https://bsky.app/profile/{DID['corbeau']}/post/3lkia"


def test_a_repost_is_keyed_by_who_and_what_in_every_source() -> None:
    fed = posts(read_fixture("bluesky.feed.json"))[1]
    streamed = posts(read_fixture("bluesky-jetstream.jsonl"))[1]
    tabled = posts(read_fixture("twitwi-bluesky.csv"))[1]
    for repost in (fed, streamed, tabled):
        assert repost.kind == "repost"
        assert repost.native_id == repost_key(DID["lea"], SPARK)
        assert repost.repost_of is not None
        assert repost.repost_of.native_id == SPARK
        assert repost.text is None
    assert (fed.ts, tabled.ts) == (1742117400, 1742117400)
    assert streamed.ts == 1742117000, "never later than the network saw it"


def test_quote_with_media_and_reply() -> None:
    quote = posts(read_fixture("bluesky.feed.json"))[2]
    assert quote.kind == "reply"
    assert quote.quote_of is not None
    assert quote.quote_of.text is not None
    assert quote.quote_of.counts is not None
    assert quote.reply_to is not None
    assert quote.reply_to.text == "Belle réunion"
    assert quote.conversation_id is not None
    assert quote.conversation_id.endswith("3lkroot")
    assert quote.links == ["https://example.org/card"]


def test_an_embedded_list_is_no_quote_and_a_claim_from_the_future_is_not_believed() -> None:
    listed = posts(read_fixture("bluesky.feed.json"))[3]
    assert (listed.kind, listed.quote_of) == ("original", None)
    assert listed.created_at == "2025-03-16T09:22:12Z"
    assert who(listed.account) == (DID["lea"], None), "handle.invalid is not a handle"


def test_each_form_gives_the_same() -> None:
    feed = posts(read_fixture("bluesky.feed.json"))
    for name in ("bluesky.search.jsonl", "bluesky.views.jsonl"):
        spark, quote = posts(read_fixture(name))
        assert spark == feed[0]
        assert quote.quote_of == feed[2].quote_of
    tap = posts(read_fixture("bluesky-jetstream.tap.json"))[0]
    stream = posts(read_fixture("bluesky-jetstream.jsonl"))[0]
    for other in (tap, stream):
        assert (other.native_id, other.text, other.media) == (SPARK, feed[0].text, feed[0].media)
        assert (other.hashtags, other.mentions) == (feed[0].hashtags, feed[0].mentions)


def test_all_but_posts_and_reposts_is_counted() -> None:
    found = [reject.reason for reject in rejects(read_fixture("bluesky-jetstream.jsonl"))]
    assert found == [
        "no post: a deletion",
        "no post: a like",
        "no post: an event of the kind identity",
        "no post: an event of the kind account",
    ]


def test_what_is_damaged_in_the_stream() -> None:
    good = event({"text": "x"})
    bad = [event({}), event({"text": "x"}, rkey=None), {**good, "did": 5}, {**good, "commit": None}]
    items = read(lines(good, *bad))
    assert [len(posts(items)), len(rejects(items))] == [1, 4]


def test_minet_s_table() -> None:
    spark, repost, quote = posts(read_fixture("twitwi-bluesky.csv"))
    fed = posts(read_fixture("bluesky.feed.json"))
    assert (spark.native_id, spark.text, spark.ts) == (fed[0].native_id, fed[0].text, fed[0].ts)
    assert [m.key for m in spark.media] == [m.key for m in fed[0].media], "the picture's own hash"
    assert [who(m) for m in spark.mentions] == [who(m) for m in fed[0].mentions]
    assert repost.repost_of == spark
    assert quote.kind == "reply"
    assert quote.quote_of is not None
    assert who(quote.quote_of.account) == (DID["corbeau"], "corbeau.example")
    assert quote.conversation_id == fed[2].conversation_id
