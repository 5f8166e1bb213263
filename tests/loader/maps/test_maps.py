"""Maps: paths, conditions, times, ids, and the errors of a map that is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meute.errors import UsageError
from meute.loader import unread
from meute.loader.maps import Map
from meute.loader.maps.conditions import condition
from meute.loader.maps.paths import path
from meute.loader.records import Post

from ..formats.reading import SPARK, at, lines, one, posts, read, rejects, who

TWEET: dict[str, Any] = {
    "id": SPARK,
    "createdAt": "Wed Oct 20 17:13:20 +0000 2021",
    "text": "une bête #Été @lea_b",
    "author": {"id": "9001", "userName": "Corbeau_77", "name": "C", "followers": 3},
    "entities": {
        "hashtags": [{"text": "Été"}, {"text": "Vernon"}],
        "user_mentions": [{"id_str": "77", "screen_name": "lea_b"}, {"screen_name": "ivo"}],
        "urls": [{"expanded_url": "https://example.org/a,b"}],
    },
}
COLUMNS: dict[str, Any] = {
    "id": "id", "created_at": "createdAt", "text": "text", "account_id": "author.id",
    "account_handle": "author.userName", "followers": "author.followers",
    "hashtags": "entities.hashtags[].text", "mentions": "entities.user_mentions[].screen_name",
    "mentioned_ids": "entities.user_mentions[].id_str", "links": "entities.urls[].expanded_url",
    "repost_of": "retweeted_tweet", "quote_of": "quoted_tweet", "reply_to": "inReplyToId",
    "reply_to_account_handle": "inReplyToUsername",
}  # fmt: skip


def mapped(**settings: Any) -> Map:
    columns = settings.pop("columns", COLUMNS)
    return Map.model_validate({"platform": "x", "columns": columns} | settings)


def test_json_with_dotted_paths_and_lists() -> None:
    post = one(TWEET, table_map=mapped())
    assert (post.native_id, post.ts) == (SPARK, 1634750000)
    assert who(post.account) == ("9001", "Corbeau_77")
    assert post.hashtags == ["Été", "Vernon"]
    assert [who(account) for account in post.mentions] == [("77", "lea_b"), (None, "ivo")]
    assert post.links == ["https://example.org/a,b"]


@pytest.mark.parametrize("id_", [SPARK, "October"])
def test_a_record_with_nothing_but_an_id_is_not_a_post(id_: str) -> None:
    with_author, answer = {"id": at(5), "author": {"id": "7"}}, {"id": at(6), "inReplyToId": at(5)}
    items = read(lines({"id": id_}, TWEET, with_author, answer), table_map=mapped(platform="chat"))
    assert [reject.reason for reject in rejects(items)] == ["nothing but an id"]
    assert [post.native_id for post in posts(items)] == [SPARK, at(5), at(6)]


def test_an_array_and_a_pretty_object_read_alike() -> None:
    expected = read(lines(TWEET, TWEET), table_map=mapped())
    assert read(json.dumps([TWEET, TWEET], indent=1), table_map=mapped()) == expected


def test_a_whole_post_as_reference_is_read_by_the_same_map() -> None:
    repost = {"id": at(5), "createdAt": "", "text": "RT @Corbeau_77: une", "author": {"id": "2"}}
    post = one(repost | {"retweeted_tweet": TWEET}, table_map=mapped())
    assert (post.kind, post.repost_key, post.text, post.hashtags) == ("repost", "strong", None, [])
    assert post.repost_of == one(TWEET, table_map=mapped())


def test_records_within_a_document_and_values_of_its_top() -> None:
    document = {"chat": {"id": 5}, "messages": [{"id": 1, "who": "a"}, {"id": 2, "who": "b"}, 3]}
    columns = {"id": "id", "account_handle": "who", "conversation_id": "/chat.id"}
    declared = mapped(platform="chat", columns=columns, records="messages[]")
    for data in (json.dumps(document), json.dumps(document, indent=1), lines(document, document)):
        items = read(data, table_map=declared)
        assert {post.conversation_id for post in posts(items)} == {"5"}
        assert [reject.reason for reject in rejects(items)] == [
            "not a JSON object with members"
        ] * (len(items) // 3)


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("type", True),
        ("not type", False),
        ("type = Retweet", True),
        ("type != retweet", False),
        ("type in a, retweet", True),
        ("flag", False),
        ("not flag", True),
        ("zero", False),
        ("gone", False),
        ("text starts with RT @", True),
        ("in.ner = 5", True),
        ("list[] = a", False),
    ],
)
def test_conditions(written: str, holds: bool) -> None:
    record = {
        "type": "retweet", "flag": "False", "zero": 0, "text": "rt @x", "in": {"ner": 5},
        "list": ["a", "b"],
    }  # fmt: skip
    assert condition(written).holds(record) is holds


def test_kinds_by_condition() -> None:
    columns = {"id": "id", "account_handle": "who", "text": "t", "repost_of_account_handle": "of"}
    declared = mapped(
        platform="chat",
        columns=columns,
        **{"repost when": "kind = share", "reply when": "kind = answer", "reject when": "ad"},
    )
    share, plain, answer, ad = read(
        "id,who,t,of,kind,ad\n1,a,x,b,share,\n2,a,x,b,,0\n3,a,x,,answer,\n4,a,x,,,1\n",
        table_map=declared,
    )
    assert isinstance(share, Post)
    assert (share.kind, share.repost_key, who(share.repost_of_account)) == (
        "repost", "weak", (None, "b"),
    )  # fmt: skip
    assert isinstance(plain, Post)
    assert isinstance(answer, Post)
    assert (plain.kind, answer.kind) == ("original", "reply")
    assert rejects([ad])[0].reason == "not a post: ad"


def test_a_column_for_the_platform() -> None:
    declared = Map.model_validate(
        {
            "columns": {"id": "id", "platform": "net", "account_handle": "who"},
            "platforms": {"IG": "instagram"},
        }
    )
    items = read("id,net,who\n1,Twitter,a\n2,IG,a\n3,TikTok,a\n4,,a\n", table_map=declared)
    assert [post.platform for post in posts(items)] == ["x", "instagram", "tiktok"]
    assert rejects(items)[0].reason == "the platform is missing"


def test_ids_made_from_content() -> None:
    declared = mapped(
        platform="chat",
        columns={"account_handle": "who", "text": "t"},
        **{"id made from": ["who", "t"]},
    )
    first, second, third, nothing = read(
        "who,t\nana,oui\nana,non\nana,oui\n,\n".replace("\n,\n", '\n"",""\n'), table_map=declared
    )
    assert isinstance(first, Post)
    assert first.native_id.startswith("made:")
    assert first == third
    assert first != second
    assert rejects([nothing])[0].reason == "a post without id"


@pytest.mark.parametrize("nothing", ["0", "-", "-1", "False", "\\N", "#N/A", "None", "nan", "0.0"])
def test_what_says_nothing_refers_to_nothing(nothing: str) -> None:
    columns = {"id": "i", "repost_of": "r", "reply_to": "a", "quote_of": "q", "text": "t"}
    post, itself = posts(
        read(
            f"i,r,a,q,t\n7,{nothing},{nothing},{nothing},x\n8,8,8,8,x\n",
            table_map=mapped(columns=columns),
        )
    )
    for own in (post, itself):
        assert (own.kind, own.text, own.repost_of, own.reply_to, own.quote_of) == (
            "original", "x", None, None, None,
        )  # fmt: skip


def test_tags_mentions_and_reposts_out_of_the_text_where_there_are_no_columns() -> None:
    own, repost = posts(
        read(
            f'id,u,t\n{at(1)},ana,"oui #Vernon @lea_b https://example.org/a."\n'
            f'{at(2)},bob,"RT @ana: oui #Vern…"\n',
            table_map=mapped(columns={"id": "id", "account_handle": "u", "text": "t"}),
        )
    )
    assert own.hashtags == ["Vernon"]
    assert [who(account) for account in own.mentions] == [(None, "lea_b")]
    assert own.links == ["https://example.org/a"]
    assert (repost.kind, repost.repost_key, repost.text) == ("repost", "weak", "oui #Vern…")
    assert who(repost.repost_of_account) == (None, "ana")


def test_a_cut_word_is_no_hashtag() -> None:
    columns = {"id": "id", "text": "t", "repost_of": "of"}
    (repost,) = posts(
        read(
            f'id,t,of\n{at(2)},"RT @ana: #oui #Vern…",{at(1)}\n', table_map=mapped(columns=columns)
        )
    )
    assert repost.repost_of is not None
    assert (repost.repost_of.hashtags, repost.repost_of.mentions) == (["oui"], [])


def test_lists_as_python_prints_them_in_cells() -> None:
    columns = {"id": "id", "mentions": "m", "hashtags": "h", "links": "l"}
    (post,) = posts(
        read(
            "id\tm\th\tl\n7\t[{'screen_name': 'lea_b', 'name': 'L', 'id': '77'}]\t['été']\t"
            "['https://example.org/x']\n",
            table_map=mapped(columns=columns),
        )
    )
    assert [who(account) for account in post.mentions] == [("77", "lea_b")]
    assert (post.hashtags, post.links) == (["été"], ["https://example.org/x"])


def test_lists_joined_by_spaces() -> None:
    columns = {"id": "id", "hashtags": "h", "mentions": "m", "links": "l"}
    (post,) = posts(
        read(
            "id,h,m,l\n7,VernonDehors honte,@ana @bob,https://e.org/a,1 https://e.org/b\n".replace(
                "https://e.org/a,1 https://e.org/b", '"https://e.org/a,1 https://e.org/b"'
            ),
            table_map=mapped(columns=columns),
        )
    )
    assert post.hashtags == ["VernonDehors", "honte"]
    assert [account.handle for account in post.mentions] == ["ana", "bob"]
    assert post.links == ["https://e.org/a,1", "https://e.org/b"]


def test_members_that_are_not_there() -> None:
    with pytest.raises(UsageError, match=r"nothing at ident.*Did you mean id"):
        read(lines({"id": 1, "a": 2}), table_map=mapped(columns={"id": "ident"}))


@settings(max_examples=40)
@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner)
       | st.dictionaries(st.sampled_from(["a", "b", "a.b"]), inner)))  # fmt: skip
def test_a_path_finds_something_or_nothing_in_any_value(value: Any) -> None:
    for written in ("a", "a.b", "a[].b", "a[0].b[]", "/a"):
        path(written).value(value, value)


@pytest.mark.parametrize(
    "address", ["https://twitter.com/ana/status/{}", "http://x.com/i/status/{}?s=20"]
)
def test_an_address_gives_the_id(address: str) -> None:
    columns = {"id": "u", "reply_to": "r"}
    data = f"u,r\n{address.format(at(1))},{address.format(at(2))}\n"
    (post,) = posts(read(data, table_map=mapped(columns=columns)))
    assert post.native_id == at(1)
    assert post.reply_to is not None
    assert post.reply_to.native_id == at(2)


def test_an_empty_list_among_json_lines_is_rejected_not_lost() -> None:
    data = '{"id": 1, "text": "a"}\n[]\n{"id": 2, "text": "b"}\n'
    items = read(data, table_map=mapped(columns={"id": "id", "text": "text"}))
    assert [reject.line for reject in rejects(items)] == [2]
    assert len(items) == 3


def test_of_several_columns_one_is_enough() -> None:
    declared = mapped(columns={"id": "id", "text": ["body", "text"]})
    (post,) = posts(read("id,text\n1,oui\n", table_map=declared))
    assert post.text == "oui"
    with pytest.raises(UsageError, match="no column 'body', 'text'"):
        read("id,words\n1,oui\n", table_map=declared)


def test_a_page_of_the_meta_content_library() -> None:
    item = {"id": "1", "text": "oui", "creation_time": "2021-10-20T19:40:05Z",
            "post_owner": {"id": "9", "name": "p"}, "surface": {"id": "9"}}  # fmt: skip
    (post,) = posts(read(json.dumps({"data": [item]})))
    assert (post.platform, who(post.account)) == ("facebook", ("9", None))


DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
PAGE = "https://bsky.app/profile/{}/post/3lbdq2222222a"


@pytest.mark.parametrize(
    ("record", "native", "account"),
    [
        ({"link": PAGE.format("ana.example"), "did": DID}, f"{DID}/", (DID, None)),
        ({"link": PAGE.format(DID), "who": "-"}, f"{DID}/", (DID, None)),
        ({"link": PAGE.format(DID), "who": "bob.example"}, f"{DID}/", (None, "bob.example")),
        ({"link": PAGE.format("ana.example"), "who": "ana.example"}, "ana.example/",
         (None, "ana.example")),
    ],
)  # fmt: skip
def test_a_post_of_bluesky_is_named_by_the_did_of_its_author(
    record: dict[str, Any], native: str, account: tuple[str | None, str | None]
) -> None:
    columns = {"id": "link", "account_id": "did", "account_handle": "who"}
    record = {"did": None, "who": None} | record
    post = one(record, table_map=mapped(platform="bluesky", columns=columns))
    assert post.native_id == f"at://{native}app.bsky.feed.post/3lbdq2222222a"
    assert who(post.account) == account


@pytest.mark.parametrize(
    ("written", "handle"),
    [("@ana (Ana Martin)", "ana"), ("Ana Martin (@ana)", "ana"), ("@ana", "ana"),
     ("https://x.com/ana?lang=fr", "ana"), ("x.com/ana", "ana")],
)  # fmt: skip
def test_a_handle_may_have_a_name_beside_it(written: str, handle: str) -> None:
    post = one({"id": SPARK, "who": written}, table_map=mapped(columns=WHO))
    assert who(post.account) == (None, handle)


@pytest.mark.parametrize("name", ["Ana Martin", "Ána", "a@b.example", "ana!"])
def test_a_name_in_place_of_a_handle_makes_no_account(name: str) -> None:
    (item,) = read(lines({"id": SPARK, "who": name}), table_map=mapped(columns=WHO))
    assert not isinstance(item, Post)
    unread.taken()
    post = one(
        {"id": SPARK, "who": name, "uid": "7", "to": ["Ana M"]}, table_map=mapped(columns=WHO)
    )
    assert who(post.account) == ("7", None)
    assert not post.mentions
    assert set(unread.taken()) == {"account_handle", "mentions"}
    (person,) = posts(
        read(lines({"id": "1", "who": name}), table_map=mapped(columns=WHO, platform="forum"))
    )
    assert who(person.account) == (None, name)


WHO = {"id": "id", "account_handle": "who", "account_id": "uid", "mentions": "to"}
