"""What presets say of themselves, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import meute
from meute.errors import UnknownFormatError, UsageError
from meute.loader.maps import FORMATS, Preset, load_map, preset_names

from ..formats.reading import SPARK, lines, posts, read, who

PRESETS = [known for known in FORMATS.values() if isinstance(known, Preset)]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_says_what_it_is_and_where_its_form_is_public(preset: Preset) -> None:
    assert preset.map.title
    assert preset.map.source
    assert preset.recognised_by
    assert set(preset.map.needs) <= set(type(preset.map.columns).model_fields)


def test_every_preset_is_a_format() -> None:
    assert {preset.name for preset in PRESETS} == set(preset_names())


def test_comments_without_authors_are_refused_because_packs_need_them() -> None:
    comment = {"id": 1, "video_id": 2, "text": "x", "parent_comment_id": 2, "create_time": 3}
    for data in (lines(comment), json.dumps({"data": {"comments": [comment]}, "error": {}})):
        with pytest.raises(UnknownFormatError, match=r"packs cannot be found.*Zeeschuimer"):
            read(data)


def test_an_archive_needs_to_be_told_whose_it_is(tmp_path: Path) -> None:
    tweet = {"id_str": SPARK, "full_text": "x", "created_at": "", "entities": {}}
    data = b"window.YTD.tweets.part0 = " + json.dumps([{"tweet": tweet}]).encode()
    with pytest.raises(UsageError, match=r"whose posts.*account_handle"):
        read(data)
    file = tmp_path / "m.yml"
    file.write_text("base: preset:x-archive\nvalues: {account_handle: ana, account_id: '7'}\n")
    (post,) = posts(read(data, table_map=load_map(file)))
    assert post.account is not None
    assert (post.account.native_id, post.account.handle) == ("7", "ana")


def test_a_page_of_twitterapi_io() -> None:
    tweet = {"id": SPARK, "author": {"id": "1", "userName": "ana"}, "createdAt": "", "text": "x"}
    assert len(posts(read(lines({"tweets": [tweet, tweet], "has_next_page": True})))) == 2


def test_a_deleted_author_of_reddit_is_nobody() -> None:
    comment = {
        "id": "a", "author": "[deleted]", "body": "x", "created_utc": 1634750000,
        "link_id": "t3_p", "parent_id": "t3_p", "subreddit": "s", "permalink": "/r/s/a/",
    }  # fmt: skip
    (post,) = posts(read(lines(comment)))
    assert (post.account, post.native_id, post.url) == (
        None,
        "t1_a",
        "https://www.reddit.com/r/s/a/",
    )


def test_a_retweet_without_its_original_is_weak_in_the_csv_of_twarc_1() -> None:
    (post,) = posts(
        read(
            "id,tweet_type,retweet_or_quote_id,user_id,user_screen_name,text\n"
            f"{SPARK},retweet,,1,bob,RT @ana: oui\n"
        )
    )
    assert (post.kind, post.repost_key, post.text) == ("repost", "weak", "oui")


OUTBOX = "https://p.example/users/ana"


def activity(number: int, kind: str, thing: object) -> dict[str, object]:
    return {"id": f"{OUTBOX}/statuses/{number}/activity", "type": kind, "actor": OUTBOX,
            "published": "2021-10-20T19:40:05Z", "object": thing}  # fmt: skip


def test_an_outbox_keeps_quotes_and_what_is_no_post_is_none() -> None:
    theirs = "https://q.example/users/eve/statuses/5"
    own = {"id": f"{OUTBOX}/statuses/7", "type": "Note", "content": "<p>a</p>",
           "attributedTo": OUTBOX}  # fmt: skip
    items = [
        activity(1, "Create", own | {"id": f"{OUTBOX}/statuses/1", "quoteUri": theirs}),
        activity(2, "Announce", theirs),
        activity(4, "Delete", f"{OUTBOX}/statuses/9"),
        activity(5, "Like", theirs),
    ]
    quote, repost, *others = read(json.dumps({"orderedItems": items}))
    assert (quote.kind, quote.quote_of.native_id) == ("quote", theirs)
    assert (repost.kind, repost.repost_of.native_id) == ("repost", theirs)
    assert ["not a post" in other.reason for other in others] == [True, True]


def test_times_that_are_estimates_are_days() -> None:
    comment = {"id": "Ug1", "parent": "root", "text": "oui", "author_id": "UCana",
               "timestamp": 1634688000}  # fmt: skip
    (post,) = posts(read(json.dumps({"id": "v1", "comments": [comment]})))
    assert (post.ts, post.ts_precision) == (1634688000, "day")


@pytest.mark.parametrize(
    "table",
    [
        "tweet_id,user_username,author_id,text,sourcetweet_type,sourcetweet_id,sourcetweet_text\n"
        f"1450870083886080001,bob,2,RT @ana: une…,retweeted,{SPARK},une #bête\n",
        "status_id,screen_name,user_id,text,is_retweet,retweet_status_id,created_at,retweet_text\n"
        f"x1450870083886080001,bob,x2,RT @ana: une…,TRUE,x{SPARK},2021-10-20 17:13:40,une #bête\n",
    ],
)
def test_the_whole_words_of_a_reposted_post_are_read_where_they_stand_apart(table: str) -> None:
    (post,) = posts(read(table))
    assert post.repost_of is not None
    assert (post.repost_of.text, post.repost_of.hashtags) == ("une #bête", ["bête"])
    assert not post.repost_of.text_cut


def test_a_boost_of_ones_own_post_in_an_outbox_does_not_make_the_post_a_boost() -> None:
    home = "https://m.example/users/ana"
    note = {"id": f"{home}/statuses/1", "type": "Note", "attributedTo": home, "content": "<p>x</p>",
            "published": "2024-10-20T19:40:05Z"}  # fmt: skip
    shared = {"actor": home, "published": "2024-10-20T19:42:05Z"}
    made = {"id": f"{home}/statuses/1/activity", "type": "Create", "object": note} | shared
    boost = {"id": f"{home}/statuses/2/activity", "type": "Announce", "object": note} | shared
    outbox = {"type": "OrderedCollection", "orderedItems": [made, boost]}
    first, second = posts(read(json.dumps(outbox)))
    assert (first.kind, first.native_id, first.text) == ("original", note["id"], "x")
    assert (second.kind, second.native_id) == ("repost", boost["id"])
    assert second.repost_of is not None
    assert (second.repost_of.native_id, second.url) == (note["id"], boost["id"])
    assert who(first.account) == (home, "ana@m.example")


def test_comments_of_youtube_may_be_html() -> None:
    header = "id,isReplyTo,authorName,authorChannelId,text,publishedAt\n"
    rows = (
        'U1,,@ana,UC1,"<a href=""https://a.example/?x=1&amp;y=2"">a</a><br>#x &amp; z",2024-10-20\n'
        'U2,,@ana,UC1,"1 < 2, https://a.example/?x=1&y=2 <3",2024-10-20\n'
    )
    html, plain = posts(read(header + rows))
    assert (html.text, html.links) == ("a\n#x & z", ["https://a.example/?x=1&y=2"])
    assert plain.text == "1 < 2, https://a.example/?x=1&y=2 <3"
    assert plain.links == html.links


def test_marks_in_html_are_no_links_where_their_classes_are_lost() -> None:
    content = (
        '<p><a href="https://truthsocial.com/tags/x">#<span>x</span></a> '
        '<a href="https://truthsocial.com/@eve">@eve</a> <a href="https://a.example/">a</a></p>'
    )
    status = {"id": "1", "content": content, "url": "https://truthsocial.com/@ana/1",
              "account": {"id": "7", "username": "ana"}}  # fmt: skip
    (post,) = posts(read(lines(status)))
    assert post.links == ["https://a.example/"]


def test_hidden_likes_are_none_and_a_program_is_its_name() -> None:
    item = {"code": "C1", "user": {"pk": "9", "username": "ana"}, "taken_at": 1634750000,
            "media_type": 1, "like_count": -1, "comment_count": 2}  # fmt: skip
    (picture,) = posts(read(lines(item)))
    assert picture.counts is not None
    assert (picture.counts.likes, picture.counts.replies) == (None, 2)
    header = "id_str,from_user,text,created_at,from_user_id_str,entities_str,source\n"
    row = f'{SPARK},ana,x,Wed Oct 20 17:13:20 +0000 2021,9,,"<a href=""https://x.com"">Web</a>"\n'
    (tweet,) = posts(read(header + row))
    assert tweet.app == "Web"


def test_a_program_names_a_preset_and_a_zone_as_the_command_line_does(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("id,username,date,text\n5,ana,2024-11-20 12:00:00,oui\n")
    with meute.open_case(tmp_path / "case.kgl") as case:
        report = case.load(table, table_map="preset:communalytic-bluesky", zone="Europe/Paris")
        (row,) = case.cypher("MATCH (p:Post) RETURN p.created_at AS at").to_dict("records")
        with pytest.raises(UsageError, match="no zone 'Nowhere'"):
            case.load(table, zone="Nowhere")
    assert [file.format for file in report.files] == ["communalytic-bluesky"]
    assert row["at"] == "2024-11-20T11:00:00Z"
