"""What an input is: recognised by content, refused with a reason."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import pytest

from meute.errors import BrokenInputError, UnknownFormatError, UsageError
from meute.loader.formats import (
    FORMATS,
    Format,
    ReadContext,
    detect_format,
    format_named,
    look_at,
    peek,
)
from meute.loader.formats.head import HEAD_BYTES
from meute.loader.maps import Preset
from meute.loader.records import Post

from ..scenes import SCENES
from .reading import FIXTURES, SPARK, lines, posts, read, read_fixture

NAMES = sorted(path.name for path in FIXTURES.iterdir() if not path.name.startswith("table."))


@pytest.mark.parametrize("name", NAMES)
def test_each_format_knows_its_own_alone(name: str) -> None:
    head = look_at("no name", (FIXTURES / name).read_bytes())
    assert [known.name for known in FORMATS.values() if known.sniff(head)] == [
        name.split(".", maxsplit=1)[0]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_each_format_is_known_by_a_head_that_is_cut_anywhere_later(name: str) -> None:
    """Of a file that is one line of many megabytes, the head is a piece."""
    data = (FIXTURES / name).read_bytes()
    head = look_at("no name", data[: int(len(data) * 0.9)], whole=False)
    assert detect_format(head).name == name.split(".", maxsplit=1)[0]


def test_every_format_has_a_fixture_and_says_what_it_is() -> None:
    refused = {n for n, f in FORMATS.items() if isinstance(f, Preset) and f.map.refused}
    examples = (
        {name.split(".")[0] for name in NAMES}
        | {name.partition(":")[0] for name in SCENES}
        | refused
    )
    assert examples == set(FORMATS) - {"mapped", "meute-rejects"}
    for known in FORMATS.values():
        assert known.title
        assert known.recognised_by
        assert known.__class__.__doc__


@pytest.mark.parametrize("name", NAMES)
def test_read_is_the_same_however_the_bytes_arrive(name: str) -> None:
    class Dripping(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 1, random.Random(self.tell()).randint(1, 700)))

    head, stream = peek(Dripping((FIXTURES / name).read_bytes()), name)
    found = detect_format(head)
    assert list(found.read(stream, ReadContext(head=head))) == read_fixture(name)


@pytest.mark.parametrize("name", NAMES)
def test_posts_are_whole(name: str) -> None:
    """No empty text, no empty id, no post that refers to itself."""

    def check(post: Post) -> None:
        assert post.native_id
        assert post.text != ""
        assert (post.ts is None) == (post.created_at is None)
        assert post.stub or post.kind is not None
        for account in [
            post.account,
            post.repost_of_account,
            post.reply_to_account,
            *post.mentions,
        ]:
            if account is not None:
                assert account.native_id != ""
                assert account.handle is None or not account.handle.startswith("@")
        if post.kind == "repost":
            assert (post.repost_of is None) == (post.repost_key == "weak")
            assert post.text is None or post.repost_key == "weak"
            assert post.hashtags == post.links == post.mentions == post.media == []
        for inner in (post.repost_of, post.quote_of, post.reply_to):
            if inner is not None:
                assert inner.native_id != post.native_id
                check(inner)

    for post in posts(read_fixture(name)):
        check(post)


def test_a_line_longer_than_the_head() -> None:
    tweets = [{"id": str(n), "text": "x" * 200, "author_id": "1"} for n in range(1, 3000)]
    data = lines({"data": tweets, "includes": {}}, {"data": tweets[:1]})
    assert len(data) > 2 * HEAD_BYTES
    assert len(posts(read(data))) == 3000


def test_a_large_array() -> None:
    tweets = [{"id": str(n), "text": "x" * 200, "author_id": "1"} for n in range(1, 3000)]
    assert len(posts(read(json.dumps(tweets)))) == 2999
    assert len(posts(read(json.dumps(tweets, indent=1)))) == 2999


def test_the_first_line_may_be_broken() -> None:
    good = lines({"id": SPARK, "text": "x", "author_id": "1"})
    items = read('{"id": "1", "te\n' + good)
    assert [type(item).__name__ for item in items] == ["Reject", "Post"]


def test_a_tie_names_the_candidates() -> None:
    v1 = {"id_str": "1", "text": "x", "user": {"screen_name": "a"}}
    v2 = {"id": "1", "text": "x", "author_id": "2"}
    with pytest.raises(UnknownFormatError, match=r"x-api-v1, x-api-v2.*--format"):
        read(lines(v1, v2))
    assert len(posts(read(lines(v1, v2), format="x-api-v1"))) == 1


@pytest.mark.parametrize(
    ("data", "error", "what"),
    [
        (b"", BrokenInputError, "empty"),
        (b" \n\n ", BrokenInputError, "empty"),
        (bytes(range(256)) * 20, BrokenInputError, "binary"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 99, BrokenInputError, "old kind"),
        (b"PAR1xx", BrokenInputError, "not a Parquet file"),
        (b"<!DOCTYPE html><p>x", UnknownFormatError, "web page"),
        (b"1450872774456246272\n1450872774456246273\n", UnknownFormatError, "ids alone"),
        (b"window.YTD.like.part0 = [{}]", UnknownFormatError, "like.part0 .* archive"),
        (b"once upon a time", UnknownFormatError, "neither JSON nor a table"),
        (b"a,b\n1,2\n", UnknownFormatError, "columns of export: a, b"),
        (b"source,target,weight\na,b,3\n", UnknownFormatError, "edges of a network"),
        (b'{"a": 1}\n', UnknownFormatError, "its objects have a"),
        (b"[1, 2, 3]", UnknownFormatError, "no objects"),
        (b"[]", UnknownFormatError, "no objects"),
        (b"{", UnknownFormatError, "no objects"),
        (b"{}\n{}\n", UnknownFormatError, "no objects"),
        (b"[" * 300_000, UnknownFormatError, "no objects"),
        (b'{"a":' * 60_000, UnknownFormatError, "export"),
        (b'{"delete": {"status": {"id_str": "1"}}}\n', UnknownFormatError, "delete notices"),
        (b'{"errors": [{"title": "x"}]}\n', UnknownFormatError, "errors"),
        (b'{"screen_name": "", "id_str": "", "followers_count": 3}\n', UnknownFormatError, "X a"),
        (b'{"acct": "", "username": "", "followers_count": 3}\n', UnknownFormatError, "Mastodon"),
        (b'{"did": "", "handle": "a", "displayName": "A"}\n', UnknownFormatError, "Bluesky"),
    ],
)  # fmt: skip
def test_refusals_fit_what_the_file_is(data: bytes, error: type[Exception], what: str) -> None:
    with pytest.raises(error, match=what):
        read(data)


def test_a_table_without_a_format_asks_for_a_map() -> None:
    with pytest.raises(UnknownFormatError, match="--map"):
        read_fixture("table.tsv")


def test_formats_have_names() -> None:
    assert format_named("x-api-v2").name == "x-api-v2"
    with pytest.raises(UsageError, match="x-api-v1"):
        format_named("nope")


def test_the_name_of_a_file_decides_nothing(tmp_path: Path) -> None:
    data = (FIXTURES / "x-api-v1.jsonl").read_bytes()
    assert posts(read(data, name="x-api-v2.csv")) == posts(read(data))


def test_a_second_format_of_a_name_is_refused() -> None:
    first = FORMATS["mastodon"]
    with pytest.raises(ValueError, match="two formats are named mastodon"):
        type("Second", (Format,), {"name": "mastodon"})
    assert FORMATS["mastodon"] is first
