"""Lists in a cell, and what is marked in words."""

from __future__ import annotations

import pytest

from meute.loader.formats.listings import written
from meute.loader.formats.marks import handles_in, tags_in

from .reading import SPARK, lines, posts, read


@pytest.mark.parametrize(
    "cell",
    ['["a", "b"]', "['a', 'b']", "('a', 'b')", "['a' 'b']", "['a'\n 'b']", 'c("a", "b")',
     "{a,b}", "[a, b]", "array(['a', 'b'], dtype=object)", "dict_keys(['a', 'b'])",
     "set(['a', 'b'])", '{"a","b"}'],
)  # fmt: skip
def test_a_list_is_read_in_every_notation(cell: str) -> None:
    assert sorted(written(cell) or ()) == ["a", "b"]


@pytest.mark.parametrize(
    "cell", ["a, b", "", "[", "[{'tag': 'a'", "{tag: a}", "[{'a': 'b' 'c': 1}]", "f(a)", "[a] b"]
)
def test_what_is_no_list_is_none(cell: str) -> None:
    assert written(cell) is None


def test_objects_and_lists_of_them_stay_what_they_are() -> None:
    assert written('{"text": "a"}') == {"text": "a"}
    assert written("[{'text': 'a'}, None]") == [{"text": "a"}, None]
    assert written("{https://exemple.fr/a}") == ["https://exemple.fr/a"]


@pytest.mark.parametrize(
    ("platform", "text", "handles"),
    [
        ("x", ".@ana (@bob) @eve.b moi@exemple.fr @un_nom_bien_trop_long", ["ana", "bob", "eve"]),
        ("instagram", "oui @eve.b_c. @ana", ["eve.b_c", "ana"]),
        ("tiktok", "@eve.b", ["eve.b"]),
        ("threads", "@eve.b,", ["eve.b"]),
        ("youtube", "@eve-b.c @ça", ["eve-b.c", "ça"]),
        ("bluesky", "@ana.bsky.social, @ana", ["ana.bsky.social", "ana"]),
        ("mastodon", "@ana @eve@pouet.example.", ["ana", "eve@pouet.example"]),
        ("telegram", "@canal_1 @ab", ["canal_1"]),
        ("reddit", "u/eve et /u/dan, r/sub, https://www.reddit.com/u/x", ["eve", "dan"]),
        ("forum", "@eve_b.", ["eve_b"]),
    ],
)
def test_a_handle_is_read_whole_on_each_platform(
    platform: str, text: str, handles: list[str]
) -> None:
    assert handles_in(text, platform) == handles


def test_a_tag_is_what_people_mark() -> None:
    assert tags_in("#Été &#39; https://exemple.fr/#a (#b) a#c #2021 #Été") == ["Été", "b"]


WORDS = "une #bête, @eve"
BARE = {
    "x-api-v2": lines({"id": SPARK, "author_id": "7", "text": WORDS, "public_metrics": {}}),
    "twarc-csv": "id,author_id,text,referenced_tweets.retweeted.id\n" f'{SPARK},7,"{WORDS}",\n',
    "information-operations": "tweetid,userid,tweet_text,tweet_time,retweet_tweetid\n"
    f'{SPARK},7,"{WORDS}",2021-10-20 17:13,\n',
    "4cat-csv": "id,thread_id,body,author,is_retweet,retweeted_user\n"
    f'{SPARK},{SPARK},"{WORDS}",ana,no,\n',
    "twitwi": f'id,timestamp_utc,user_screen_name,text\n{SPARK},1634750000,ana,"{WORDS}"\n',
    "tiktok-videos": lines({"id": "7021234567890123777", "desc": WORDS, "createTime": 1634750000,
                            "author": {"id": "7", "uniqueId": "ana"}, "stats": {}, "video": {}}),
    "apify-x": lines({"id": SPARK, "text": WORDS, "author": {"id": "7", "userName": "ana"},
                      "createdAt": "Wed Oct 20 17:13:20 +0000 2021", "entities": {}}),
}  # fmt: skip


@pytest.mark.parametrize("name", BARE)
def test_where_an_export_has_no_lists_the_words_tell(name: str) -> None:
    (post,) = posts(read(BARE[name]))
    assert post.hashtags == ["bête"]
    assert [account.handle for account in post.mentions] == ["eve"]


def test_an_empty_list_is_one() -> None:
    tweet = {"id": SPARK, "author_id": "7", "text": WORDS, "public_metrics": {},
             "entities": {"hashtags": []}}  # fmt: skip
    (post,) = posts(read(lines(tweet)))
    assert post.hashtags == post.mentions == []
