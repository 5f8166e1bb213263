from __future__ import annotations

import json
from typing import Any

import pytest

from meute.errors import UnknownFormatError
from meute.loader.formats import x_api_v2_posts
from meute.loader.records import Account, Post

from .reading import SPARK, SPARK_SECONDS, at, lines, one, posts, read, read_fixture, rejects, who


def tweet(native_id: str = SPARK, **more: Any) -> dict[str, Any]:
    return {"id": native_id, "text": "un texte", "author_id": "13", **more}


def test_page() -> None:
    spark, repost, lost, reply, courage = posts(read_fixture("x-api-v2.pages.jsonl"))
    assert (spark.native_id, spark.kind, spark.lang) == (SPARK, "original", "fr")
    assert spark.text is not None
    assert "Vernon & co" in spark.text
    assert (spark.created_at, spark.ts) == ("2021-10-20T17:14:20Z", SPARK_SECONDS + 60)
    assert spark.hashtags == ["VernonDehors"]
    assert spark.links == ["https://example.org/vernon?utm=1"], " without the post's own picture"
    assert [(m.key, m.kind) for m in spark.media] == [("3_900", "photo")]
    assert spark.url == f"https://x.com/Corbeau_77/status/{SPARK}"
    assert spark.app == "Twitter Web App"
    assert spark.counts is not None
    assert (spark.counts.reposts, spark.counts.likes, spark.counts.views) == (3, 9, None)
    assert spark.account is not None
    assert spark.account.followers == 113
    assert spark.account.created_at == "2015-03-01T10:00:00Z"
    assert spark.observed_at == spark.account.observed_at == 1634803200
    assert (repost.kind, lost.kind, reply.kind, courage.kind) == (
        "repost",
        "repost",
        "reply",
        "reply",
    )


def test_a_repost_has_the_original_s_words() -> None:
    """Its own are cut, its like count is 0 and its repost count is the original's."""
    repost = posts(read_fixture("x-api-v2.pages.jsonl"))[1]
    assert (repost.text, repost.hashtags, repost.mentions, repost.counts) == (None, [], [], None)
    original = repost.repost_of
    assert original is not None
    assert not original.stub
    assert original.native_id == SPARK
    assert original.text is not None
    assert original.text.startswith("La réunion")
    assert who(repost.repost_of_account) == ("13", "Corbeau_77")
    assert repost.repost_key == "strong"


def test_a_missing_original_is_a_stub_with_what_is_known() -> None:
    original = posts(read_fixture("x-api-v2.pages.jsonl"))[2].repost_of
    assert original is not None
    assert original.stub
    assert original.native_id == at(-500)
    assert (original.text, original.text_cut) == ("Un texte que l'on n'a plus #Perdu…", True)
    assert original.hashtags == ["Perdu"]
    assert original.mentions == [], "the leading RT @x is not a mention"
    assert who(original.account) == (None, "absent_compte")


@pytest.mark.parametrize("known_first", [False, True])
def test_the_author_of_a_missing_post_is_known_once_a_reference_names_it(
    known_first: bool,
) -> None:
    named = tweet("21", referenced_tweets=[{"type": "quoted", "id": "9", "author_id": "77"}])
    unnamed = tweet("22", referenced_tweets=[{"type": "quoted", "id": "9"}])
    both = [named, unnamed] if known_first else [unnamed, named]
    quoted = [post.quote_of for post in posts(read(lines(*both)))]
    assert {post.account.native_id for post in quoted if post and post.account} == {"77"}


def test_a_post_that_quotes_and_replies() -> None:
    reply = posts(read_fixture("x-api-v2.pages.jsonl"))[3]
    assert reply.quote_of is not None
    assert reply.quote_of.native_id == SPARK
    assert reply.reply_to is not None
    assert (reply.reply_to.native_id, reply.reply_to.text) == (at(-60), "Belle réunion ce soir")
    assert who(reply.reply_to_account) == ("11", "camillevernon")
    assert reply.links == [], "the link to the quoted post is not a link"


def test_mentions_without_ids_are_found_by_handle_whatever_the_case() -> None:
    reply = posts(read_fixture("x-api-v2.pages.jsonl"))[3]
    assert [who(m) for m in reply.mentions] == [("11", "camillevernon"), ("12", "lea_b")]


def test_an_answered_account_without_an_answered_post() -> None:
    courage = posts(read_fixture("x-api-v2.pages.jsonl"))[4]
    assert courage.kind == "reply"
    assert courage.reply_to is None
    assert who(courage.reply_to_account) == ("11", "camillevernon")


def test_long_posts_have_their_words_in_note_tweet() -> None:
    courage = posts(read_fixture("x-api-v2.pages.jsonl"))[4]
    assert courage.text is not None
    assert courage.text.endswith("#AvecVernon")
    assert courage.hashtags == ["AvecVernon"]


@pytest.mark.parametrize("empty", [{}, [], None])
def test_empties_in_every_form(empty: object) -> None:
    names = ("entities", "attachments", "referenced_tweets", "public_metrics", "note_tweet")
    post = one(tweet(lang="fr", conversation_id="1", **dict.fromkeys(names, empty)))
    assert (post.kind, post.hashtags, post.text) == ("original", [], "un texte")
    inner = one(tweet(conversation_id="1", entities=dict.fromkeys(("hashtags", "urls"), empty)))
    assert inner.links == []


def test_stream_lines_and_their_errors() -> None:
    items = read_fixture("x-api-v2.stream.jsonl")
    assert [post.kind for post in posts(items)] == ["original", "repost"]
    (reject,) = rejects(items)
    assert reject.line == 2
    assert "operational-disconnect" in reject.reason
    assert json.loads(reject.raw)["errors"]


def test_flat_posts_say_the_same_as_pages() -> None:
    paged = posts(read_fixture("x-api-v2.pages.jsonl"))
    flat = posts(read_fixture("x-api-v2.flat.jsonl"))
    assert flat[0] == paged[0]
    assert flat[1] == paged[1]
    assert flat[2].quote_of is not None
    assert who(flat[2].reply_to_account) == ("11", "camillevernon")
    assert flat[2].reply_to is not None
    assert flat[2].reply_to.text == "Belle réunion ce soir"


def test_an_author_who_comes_again_is_the_same_record_until_too_much_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    author = {"id": "13", "username": "Corbeau_77", "name": "Corbeau"}
    flat = [tweet(str(int(SPARK) + n), author=author) for n in range(3)]
    kept = posts(read(lines(*flat)))
    assert kept[0].account is kept[1].account is kept[2].account
    monkeypatch.setattr(x_api_v2_posts, "_KEPT_BYTES", len(json.dumps(flat[0])) * 2 + 2)
    left = posts(read(lines(*flat)))
    assert left[0].account is left[1].account
    assert left[2].account is not left[0].account
    assert left == kept


def test_a_pretty_printed_page() -> None:
    assert [post.kind for post in posts(read_fixture("x-api-v2.pretty.json"))] == [
        "original",
        "repost",
    ]


def test_both_halves_of_a_pair() -> None:
    data = posts(read_fixture("x-api-v2.data_1.json"))
    assert [post.kind for post in data] == ["original", "repost", "repost"]
    assert data[1].repost_of is not None
    assert data[1].repost_of.stub
    half = read_fixture("x-api-v2.users_1.json")
    accounts = [item for item in half if isinstance(item, Account)]
    assert [who(account) for account in accounts][:2] == [("11", "camillevernon"), ("12", "lea_b")]
    (spark,) = posts(half)
    assert spark.text is not None
    assert spark.account is not None
    assert spark.account.followers == 113


def test_a_wrong_type_costs_one_post_not_the_page() -> None:
    page = {
        "data": [tweet(), tweet("2", entities={"hashtags": [{"tag": 5}]}), "junk", tweet("3")],
        "includes": {"users": [{"id": "13", "username": "c"}, {"id": "14", "username": {}}, 7]},
    }
    items = read(lines(page))
    assert [post.native_id for post in posts(items)] == [SPARK, "3"]
    assert [who(post.account) for post in posts(items)] == [("13", "c"), ("13", "c")]
    assert [json.loads(reject.raw) for reject in rejects(items)] == [page["data"][1], "junk"]


def test_times_come_from_the_id_when_there_is_none() -> None:
    assert one(tweet(lang="fr", conversation_id="1")).ts == SPARK_SECONDS
    assert one(tweet("12", conversation_id="1")).ts is None


def test_a_repost_of_a_quote_does_not_quote() -> None:
    kinds = ("quoted", "replied_to", "retweeted")
    references = [{"type": kind, "id": str(n)} for n, kind in enumerate(kinds)]
    post = one(tweet(referenced_tweets=references, in_reply_to_user_id="5"))
    assert (post.kind, post.quote_of, post.reply_to, post.reply_to_account) == (
        "repost",
        None,
        None,
        None,
    )


def test_references_in_a_circle_end() -> None:
    first = tweet("1", referenced_tweets=[{"type": "quoted", "id": "2"}])
    second = tweet("2", referenced_tweets=[{"type": "quoted", "id": "1"}])
    (post,) = posts(read(lines({"data": [first], "includes": {"tweets": [first, second]}})))
    assert post.quote_of is not None
    assert post.quote_of.quote_of is not None
    assert post.quote_of.quote_of.stub


def test_numbers_as_ids_and_texts_as_numbers() -> None:
    post = one({**tweet(), "id": int(SPARK), "public_metrics": {"like_count": "4"}})
    assert post.native_id == SPARK
    assert post.counts is not None
    assert post.counts.likes == 4


def test_half_a_character_is_kept_and_marked() -> None:
    raw = lines(tweet(conversation_id="1")).replace("un texte", r"un \ud83d texte")
    (post,) = posts(read(raw))
    assert (post.text, post.damaged) == ("un � texte", True)
    (post,) = posts(read(lines(tweet(conversation_id="1")).encode().replace(b"un t", b"un \xff")))
    assert (post.text, post.damaged) == ("un �exte", True)


def test_broken_lines_are_rejected_alone() -> None:
    good = lines(tweet(conversation_id="1"))
    items = read(good + '{"id": "2", "te\n' + "[" * 5000 + "\n\n" + "null\n" + good)
    assert [type(item) is Post for item in items] == [True, False, False, False, True]
    assert [reject.line for reject in rejects(items)] == [2, 3, 5]


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ({"data": [{"start": "a", "end": "b", "tweet_count": 4}]}, "counts"),
        ({"data": [{"id": "1", "name": "liste", "member_count": 4}]}, "lists"),
        ({"data": [{"id": "1", "name": "Léa", "username": "lea_b"}]}, "accounts"),
        ({"id": "1", "name": "Léa", "username": "lea_b", "public_metrics": {}}, "accounts"),
        ({"id": "1", "action": "delete", "created_at": "x", "reason": "protected"}, "compliance"),
    ],
)
def test_files_that_hold_no_posts_are_refused_for_what_they_are(value: Any, what: str) -> None:
    with pytest.raises(UnknownFormatError, match=what):
        read(lines(value, value))


def test_what_is_no_post_among_posts_is_rejected() -> None:
    items = read(
        lines(tweet(lang="fr", conversation_id="1"), {"id": "5", "name": "x"}, {"data": []})
    )
    assert len(posts(items)) == 1
    assert [reject.reason for reject in rejects(items)] == ["no post: neither text nor author"]


def test_a_repost_without_the_id_of_its_original_is_weak() -> None:
    post = one({"id": at(9), "author_id": "1", "text": "RT @corbeau: dehors…",
                "referenced_tweets": [{"type": "retweeted", "id": ""}]})  # fmt: skip
    assert (post.kind, post.repost_key, post.text, post.text_cut) == (
        "repost", "weak", "dehors…", True
    )  # fmt: skip
    assert who(post.repost_of_account) == (None, "corbeau")


def test_nothing_refers_to_itself() -> None:
    references = [{"type": kind, "id": SPARK} for kind in ("retweeted", "quoted", "replied_to")]
    post = one({"data": tweet(referenced_tweets=references), "includes": {}})
    assert (post.kind, post.text) == ("original", "un texte")
    assert (post.repost_of, post.quote_of, post.reply_to) == (None, None, None)
