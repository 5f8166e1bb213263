from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from meute.graph.store import Store
from meute.loader.pipeline import load_files

from ..graphs import snapshot
from .reading import SPARK, lines, posts, read, rejects

HEADER = "Link,Archive status,Archive location,Hash\n"


@pytest.mark.parametrize(
    ("address", "post"),
    [
        (f"https://twitter.com/ana/status/{SPARK}?s=20", ("x", SPARK)),
        (f"https://x.com/i/web/status/{SPARK}", ("x", SPARK)),
        ("https://www.tiktok.com/@ana/video/74393300332707", ("tiktok", "74393300332707")),
        ("https://www.instagram.com/p/Cspark/", ("instagram", "Cspark")),
        ("https://youtu.be/abcdefghijk", ("youtube", "abcdefghijk")),
        ("https://www.youtube.com/watch?t=5&v=abcdefghijk", ("youtube", "abcdefghijk")),
        ("https://www.reddit.com/r/s/comments/abc/titre/def/", ("reddit", "t1_def")),
        ("https://www.reddit.com/r/s/comments/abc/titre/", ("reddit", "t3_abc")),
        ("https://bsky.app/profile/did:plc:lea/post/3kspark",
         ("bluesky", "at://did:plc:lea/app.bsky.feed.post/3kspark")),
    ],
)  # fmt: skip
def test_a_copy_belongs_to_the_post_of_its_address(address: str, post: tuple[str, str]) -> None:
    (found,) = posts(read(f"{HEADER}{address},success,https://arch.example/1,abc\n"))
    assert ((found.platform, found.native_id), found.stub) == (post, True)
    assert found.archive == "https://arch.example/1 abc"


def test_what_is_not_archived_or_no_post_is_rejected() -> None:
    rows = (
        f"https://x.com/a/status/{SPARK},failed,,\nhttps://a.example,success,https://b.example/2,\n"
    )
    reasons = [reject.reason for reject in rejects(read(HEADER + rows))]
    assert reasons == ["not archived: failed", "the id of a post does not stand in its address"]


def test_a_sheet_attaches_copies_to_posts_that_are_there(store: Store, tmp_path: Path) -> None:
    tweet = {"id": SPARK, "author_id": "1", "text": "un", "author": {"id": "1", "username": "ana"}}
    (tmp_path / "a.jsonl").write_text(lines(tweet))
    (tmp_path / "b.csv").write_text(
        f"{HEADER}https://x.com/ana/status/{SPARK},success,https://arch.example/1,abc\n"
    )
    load_files([str(tmp_path / "b.csv"), str(tmp_path / "a.jsonl")], lambda: nullcontext(store))
    post = snapshot(store)["Post"][f"x/{SPARK}"]
    assert (post["text"], post["archive"]) == ("un", "https://arch.example/1 abc")
    assert not post.get("stub")
