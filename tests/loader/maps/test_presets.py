"""What presets say of themselves, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from meute.errors import UnknownFormatError, UsageError
from meute.loader.maps import FORMATS, Preset, load_map, preset_names

from ..formats.reading import SPARK, lines, posts, read

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
