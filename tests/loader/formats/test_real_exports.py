"""Real exports, where they are beside the project: each gives posts or is refused for what it is.

They hold real people's posts: read in place, and never shown in a failure's message.
"""

from __future__ import annotations

import gzip
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from meute.errors import BrokenInputError, UnknownFormatError
from meute.loader.records import Account, Post, Record, Reject

from .reading import posts, read

REFUSED = {
    "counts.jsonl": "counts",
    "lists.jsonl": "lists",
    "users.jsonl": "accounts",
    "tweets_compliance.jsonl": "compliance",
    "users_compliance.jsonl": "compliance",
    "api-users-v1.json": "accounts",
    "normalized-users.json": "accounts",
    "user-export.csv": "accounts",
    "bluesky-profiles.json": "profiles",
    "bluesky-partial-profiles.json": "profiles",
    "bluesky-normalized-profiles.json": "profiles",
    "bluesky-normalized-partial-profiles.json": "profiles",
    "bluesky-profiles-export.csv": "accounts",
    "bluesky-partial-profiles-export.csv": "accounts",
    # pairs of a payload and its normalised form, made for tests of that library
    "normalization.json": "its objects have normalized, source",
    "normalization-no-api-key.json": "its objects have normalized, source",
    "bluesky-normalized-posts.json": "no objects",
    "mlma_fr.csv": "--map",
    "higgs-activity_time.txt.gz": "neither JSON nor a table",
    "cnt_co_retweet_10s.csv.gz": "edges of a network",
    "cnt_co_retweet_60s.csv.gz": "edges of a network",
    "coortweet_edges_10s_mp2.csv.gz": "edges of a network",
    "coortweet_edges_60s_mp2.csv.gz": "edges of a network",
}
ROOMS = ("x-api-v2", "x-api-v1", "twitwi", "twscrape", "bluesky-jetstream", "mastodon",
         "coordination", "hate-fr")  # fmt: skip


def raw(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def everything(shared_data: Path) -> list[Path]:
    found = [path for room in ROOMS for path in sorted((shared_data / room).rglob("*.*"))]
    return [path for path in found if path.is_file() and "LICENSE" not in path.name]


def test_each_file_gives_posts_or_is_refused_for_what_it_is(shared_data: Path) -> None:
    files = everything(shared_data)
    assert len(files) > 60
    for path in files:
        data = raw(path)
        if not data:
            with pytest.raises(BrokenInputError, match="empty"):
                read(data, name=path.name)
        elif path.name in REFUSED:
            with pytest.raises(UnknownFormatError, match=REFUSED[path.name]):
                read(data, name=path.name)
        else:
            items = read(data, name=path.name)
            assert posts(items), path.name
            unexplained = [
                item.reason
                for item in items
                if isinstance(item, Reject) and not item.reason.startswith(("no post: ", "no JSON"))
            ]
            assert not unexplained, path.name


def counted(items: list[Record | Reject]) -> Counter[str]:
    found: Counter[str] = Counter()
    for item in items:
        if isinstance(item, Reject):
            found["rejected"] += 1
        elif isinstance(item, Account):
            found["accounts"] += 1
        else:
            found[str(item.kind)] += 1
    return found


def test_conservation_in_pages(shared_data: Path) -> None:
    """As many posts as the pages' data hold, counted without the readers."""
    for path in sorted((shared_data / "x-api-v2").rglob("*.jsonl")):
        if path.name in REFUSED:
            continue
        expected = 0
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                try:
                    data = json.loads(line).get("data", [None])
                except ValueError:
                    data = [None]
                expected += len(data) if isinstance(data, list) else 1
        assert sum(counted(read(path.read_bytes())).values()) == expected, path.name


def test_v1_counts(shared_data: Path) -> None:
    items = posts(read(raw(shared_data / "x-api-v1" / "merged_v11.jsonl.gz")))
    values = [
        json.loads(line)
        for line in raw(shared_data / "x-api-v1" / "merged_v11.jsonl.gz").split(b"\n")
        if line.strip()
    ]
    assert len(items) == len(values)
    for value, post in zip(values, items, strict=True):
        assert post.native_id == value["id_str"]
        assert (post.kind == "repost") == bool(value.get("retweeted_status"))
        if post.kind != "repost":
            quoted = value.get("quoted_status_id_str")
            assert (post.quote_of.native_id if post.quote_of else None) == quoted
            answered = value.get("in_reply_to_status_id_str")
            assert (post.reply_to.native_id if post.reply_to else None) == answered
            assert post.text is not None


def short(post: Post) -> dict[str, Any]:
    """What a payload and its normalised twin must agree on."""
    about = post.repost_of if post.kind == "repost" and post.repost_of else post
    return {
        "id": post.native_id,
        "ts": post.ts,
        "account": post.account.native_id if post.account else None,
        "repost": post.repost_of.native_id if post.repost_of else None,
        "quote": post.quote_of.native_id if post.quote_of else None,
        "reply": post.reply_to.native_id if post.reply_to else None,
        "tags": sorted(tag.lower() for tag in about.hashtags),
        "mentions": sorted({m.native_id or m.handle for m in about.mentions}),
    }


def twins(shared_data: Path, payload: str, normalised: str) -> list[tuple[Any, Any]]:
    room = shared_data / "twitwi"
    left = {post.native_id: short(post) for post in posts(read(raw(room / payload)))}
    right = {post.native_id: short(post) for post in posts(read(raw(room / normalised)))}
    common = sorted(left.keys() & right.keys())
    assert common
    return [(left[key], right[key]) for key in common]


@pytest.mark.parametrize(
    ("payload", "normalised"),
    [
        ("alternative-payload-v2.json", "normalized-alternative-payload.json"),
        ("payload-v2.json", "normalized-tweets-v2.json"),
        ("payload-v2-tweet-retweet.json", "normalized-tweets-v2-all.json"),
        ("bluesky-firehose-posts.json", "bluesky-normalized-firehose-posts.json"),
        ("bluesky-tap-posts.json", "bluesky-normalized-tap-posts.json"),
        ("bluesky-firehose-posts.json", "bluesky-firehose-posts-export.csv"),
        ("bluesky-posts.json", "bluesky-posts-export.csv"),
        ("tweet-export.csv", "tweet-export.jsonl"),
    ],
)
def test_payloads_and_their_normalised_twins_agree(
    shared_data: Path, payload: str, normalised: str
) -> None:
    differences: Counter[str] = Counter()
    for left, right in twins(shared_data, payload, normalised):
        for name in left:
            # the twin has a repost's lists from its cut text, and no id of what is missing
            fewer = name in {"tags", "mentions"} and set(right[name]) <= set(left[name])
            lost = name == "reply" and right[name] is None
            if left[name] != right[name] and not fewer and not lost:
                differences[name] += 1
    assert not differences


def test_pages_and_flat_posts_agree(shared_data: Path) -> None:
    room = shared_data / "x-api-v2" / "twarc-csv"
    left = posts(read((room / "noflat.jsonl").read_bytes()))
    right = posts(read((room / "flat.jsonl").read_bytes()))
    assert [short(post) for post in left] == [short(post) for post in right]
    assert [post.text for post in left] == [post.text for post in right]


def test_v1_payloads_agree_with_their_normalised_twins(shared_data: Path) -> None:
    pairs = json.loads((shared_data / "twitwi" / "normalization.json").read_bytes())
    for pair in pairs:
        (left,) = posts(read(json.dumps([pair["source"]])))
        right = posts(read(json.dumps(pair["normalized"])))[-1]
        assert short(left)["id"] == short(right)["id"]
        assert short(left)["repost"] == short(right)["repost"]
        assert short(left)["ts"] == short(right)["ts"]


def test_every_edge_of_jetstream_is_kept(shared_data: Path) -> None:
    path = shared_data / "bluesky-jetstream" / "expected_v1.jsonl"
    values = [json.loads(line) for line in io.BytesIO(path.read_bytes())]
    made = [
        value["commit"]
        for value in values
        if value["kind"] == "commit" and value["commit"]["operation"] == "create"
    ]
    found = posts(read(path.read_bytes()))
    reposts = [c for c in made if c["collection"] == "app.bsky.feed.repost"]
    replies = [
        c for c in made if c["collection"] == "app.bsky.feed.post" and "reply" in c["record"]
    ]
    assert sum(post.kind == "repost" for post in found) == len(reposts)
    assert sorted(p.reply_to.native_id for p in found if p.reply_to) == sorted(
        c["record"]["reply"]["parent"]["uri"] for c in replies
    )
