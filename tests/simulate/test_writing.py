"""A campaign's files: determinism, shape, and a truth that fits the posts."""

from __future__ import annotations

import io
import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import msgspec
import numpy as np
import pytest

from meute.figures.declarations import read_figures
from meute.loader.formats import ReadContext, detect_format, peek
from meute.simulate import Campaign, write_campaign

SMALL = Campaign(posts=3_000, seed=5)


def written(campaign):
    stream = io.BytesIO()
    write_campaign(campaign, stream)
    return stream.getvalue()


def test_equal_campaigns_give_equal_bytes_and_other_seeds_others():
    assert written(SMALL) == written(Campaign(posts=3_000, seed=5))
    assert written(SMALL) != written(Campaign(posts=3_000, seed=6))


@pytest.mark.parametrize("posts", [500, 1_000, 3_001, 20_000])
def test_there_are_exactly_as_many_posts_as_asked_for_in_order_of_time(posts):
    lines = [
        msgspec.json.decode(line)
        for line in written(Campaign(posts=posts, pack_size=10)).splitlines()
    ]
    assert len(lines) == posts
    assert len({line["id"] for line in lines}) == posts
    times = [line["created_at"] for line in lines]
    assert times == sorted(times)


def test_ids_carry_the_time_of_the_post(demo):
    posts = demo.posts
    for post in posts.values():
        milliseconds = (int(post["id"]) >> 22) + 1_288_834_974_657
        stated = datetime.fromisoformat(post["created_at"]).timestamp()
        assert int(milliseconds / 1000) == stated


def test_every_reference_is_embedded_and_earlier(demo):
    posts = demo.posts
    for post in posts.values():
        for reference in post.get("referenced_tweets", []):
            original = posts[reference["id"]]
            assert reference["text"] == original["text"]
            assert reference["author"]["id"] == original["author_id"]
            assert int(reference["id"]) < int(post["id"])
            if reference["type"] == "retweeted":
                start = f"RT @{original['author']['username']}: "
                assert post["text"].startswith(start)
                assert len(post["text"]) <= 140
                assert post["entities"]["mentions"][0]["id"] == original["author_id"]
                assert post["author_id"] != original["author_id"]


def test_entities_stand_where_they_say(demo):
    posts = demo.posts
    tags = 0
    for post in posts.values():
        for tag in post["entities"].get("hashtags", []):
            assert post["text"][tag["start"] : tag["end"]] == "#" + tag["tag"]
            tags += 1
        for mention in post["entities"].get("mentions", []):
            written_as = post["text"][mention["start"] : mention["end"]]
            assert written_as == "@" + mention["username"]
    assert tags > 2_000


def test_everything_in_the_truth_occurs_in_the_export(demo):
    posts, truth = demo.posts, demo.truth
    authors = {"x/" + post["author_id"] for post in posts.values()}
    ids = {"x/" + post for post in posts}
    for key in ("pack", "multi_target_attackers", "supporters", "prominent"):
        assert set(truth[key]) <= authors
        assert len(set(truth[key])) == len(truth[key])
    assert truth["relay"] in authors
    assert truth["spark"] in ids
    assert set(truth["attacks"]) | set(truth["supports"]) <= ids
    assert not set(truth["attacks"]) & set(truth["supports"])


def test_attackers_follow_from_the_attacks(demo):
    posts, truth = demo.posts, demo.truth
    attackers = {"vernon": set(), "belkacemi": set()}
    for post, targets in truth["attacks"].items():
        for target in targets:
            attackers[target].add("x/" + posts[post[2:]]["author_id"])
    assert {name: set(ids) for name, ids in truth["attackers"].items()} == attackers
    assert set(truth["multi_target_attackers"]) == attackers["vernon"] & attackers["belkacemi"]
    assert not set(truth["supporters"]) & (attackers["vernon"] | attackers["belkacemi"])
    assert attackers["vernon"] - attackers["belkacemi"]
    assert attackers["belkacemi"] - attackers["vernon"]


def test_the_burst_holds_two_thousand_posts_with_the_hashtag_within_two_hours(demo):
    posts, truth = demo.posts, demo.truth
    burst = truth["burst"]
    assert burst["end_ts"] - burst["start_ts"] <= 7_200
    inside = 0
    for post in posts.values():
        original = post
        if post["text"].startswith("RT @"):
            original = post["referenced_tweets"][0]
        tags = {tag["tag"].casefold() for tag in original["entities"].get("hashtags", [])}
        at = datetime.fromisoformat(post["created_at"]).timestamp()
        if burst["hashtag"] in tags and burst["start_ts"] <= at < burst["end_ts"]:
            inside += 1
    assert inside >= 2_000


def test_the_reader_of_the_format_takes_every_line(demo):
    with demo.posts_path.open("rb") as file:
        head, stream = peek(file, "posts.jsonl")
        known = detect_format(head)
        records = list(known.read(stream, ReadContext(head)))
    assert known.name == "x-api-v2"
    kinds = Counter(record.kind for record in records)
    planned = np.bincount(demo.timeline.plan.kind)
    assert kinds == dict(zip(("original", "repost", "quote", "reply"), planned, strict=True))
    by_id = {record.native_id: record for record in records}
    for number, post in demo.posts.items():
        if not post["text"].startswith("RT @"):
            assert by_id[number].text == post["text"]
    assert any(record.links for record in records)
    assert any(record.media for record in records)
    assert not any("t.co" in link for record in records for link in record.links)
    assert not any("twitter.com" in link for record in records for link in record.links)


def test_the_figures_file_is_valid_and_names_the_targets(demo):
    declared = read_figures([demo.figures_path])
    assert [figure.id for figure in declared.figures] == ["vernon", "belkacemi"]
    authors = {post["author_id"]: post["author"]["username"] for post in demo.posts.values()}
    for figure in declared.figures:
        assert authors[figure.accounts[0].id] == figure.accounts[0].handle


def test_nothing_is_left_behind_when_the_campaign_cannot_be_written(tmp_path: Path):
    class Full(io.BytesIO):
        def write(self, _):
            raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        write_campaign(SMALL, Full(), tmp_path / "t.json", tmp_path / "f.yml")
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_bytes)
        write_campaign(SMALL, pipe)
    assert read.result() == written(SMALL)
    assert pipe.is_fifo()
