from __future__ import annotations

from .reading import SPARK, at, posts, read, read_fixture, who

MERGED = (
    "id,author_id,text,referenced_tweets.retweeted.id,public_metrics.like_count,entities.mentions"
)


def test_lists_are_json_in_cells_of_either_kind() -> None:
    spark, repost, _ = posts(read_fixture("twarc-csv.csv"))
    assert spark.hashtags == ["VernonDehors"]
    assert spark.links == ["https://example.org/vernon"]
    assert [m.key for m in spark.media] == ["3_900"]
    assert spark.text == "La réunion de Vernon & co\nc'est non"
    assert spark.counts is not None
    assert spark.counts.likes == 9
    assert spark.account is not None
    assert (spark.account.followers, spark.account.verified) == (113, False)
    assert spark.observed_at == 1634803200
    assert repost.repost_of is not None
    assert repost.repost_of.hashtags == ["VernonDehors"]
    assert repost.repost_of.links == ["https://example.org/vernon"], "without the picture"
    assert [who(m) for m in repost.repost_of.mentions] == [(None, "paul_r")]


def test_a_repost_s_row_is_about_the_original() -> None:
    repost = posts(read_fixture("twarc-csv.csv"))[1]
    assert (repost.kind, repost.text, repost.counts, repost.hashtags) == ("repost", None, None, [])
    assert repost.repost_of is not None
    assert repost.repost_of.native_id == SPARK
    assert repost.repost_of.counts is not None
    assert repost.repost_of.counts.likes == 9
    assert who(repost.repost_of_account) == ("13", "Corbeau_77")


def test_unmerged_reposts_have_cut_words() -> None:
    row = '30,12,RT @Corbeau_77: La réu…,29,0,"[""@corbeau_77"", ""@paul_r""]"'
    (repost,) = posts(read(f"{MERGED}\n{row}\n"))
    assert repost.repost_of is not None
    assert (repost.repost_of.text, repost.repost_of.text_cut) == ("La réu…", True)
    assert [who(m) for m in repost.repost_of.mentions] == [(None, "paul_r")]
    assert who(repost.repost_of.account) == (None, "Corbeau_77")


def test_quote_and_reply() -> None:
    reply = posts(read_fixture("twarc-csv.csv"))[2]
    assert reply.kind == "reply"
    assert reply.reply_to is not None
    assert reply.reply_to.native_id == at(-60)
    assert reply.quote_of is not None
    assert who(reply.quote_of.account) == ("13", "Corbeau_77")
    assert who(reply.reply_to_account) == ("11", "camillevernon")
