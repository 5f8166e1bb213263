from __future__ import annotations

import pytest

from meute.errors import BrokenInputError
from meute.loader import unread
from meute.loader.formats.cells import number
from meute.loader.formats.x_common import words_marked

from .reading import at, lines, one, posts, read, rejects

HEADER = "object_id,account_id,content_id,timestamp_share\n"
ROW = "1,2,3,1634750000\n"


@pytest.mark.parametrize(
    "written",
    [
        HEADER + ROW,
        "sep=;\n" + (HEADER + ROW).replace(",", ";"),
        '"sep=,"\r\n' + HEADER + ROW,
        "Export du 20 octobre,,,\n,,,\n" + HEADER + ROW,
        (HEADER + ROW).replace("\n", "\r"),
        HEADER.replace("account_id", "\u00a0account_id\u200b") + ROW,
    ],
)
def test_what_a_spreadsheet_puts_around_a_table_is_passed_over(written: str) -> None:
    (post,) = read(written)
    assert (post.native_id, post.ts) == ("3", 1634750000)


def test_a_header_in_the_middle_is_rejected_and_counted() -> None:
    items = read(HEADER + ROW + HEADER + "1,3,4,1634750001\n")
    assert len(posts(items)) == 2
    assert [reject.reason for reject in rejects(items)] == ["the header once more"]


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(BrokenInputError, match="two columns named 'note'"):
        read(HEADER.strip() + ",note,note\n" + ROW.strip() + ",a,b\n")


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "utf-16-le", "utf-16-be"])
def test_an_encoding_that_is_not_stated_is_guessed_and_said(encoding: str) -> None:
    unread.taken()
    table = f"id,author_id,text,referenced_tweets.retweeted.id\n{at(0)},7,déjà #Été très,\n"
    (post,) = read(table.encode(encoding))
    assert post.text == "déjà #Été très"
    assert "(encoding)" in unread.taken()


def test_quotation_marks_that_were_not_doubled_mark_the_post() -> None:
    table = f'id,author_id,text,referenced_tweets.retweeted.id\n{at(0)},7,"a "b" c",\n'
    (post,) = read(table)
    assert post.damaged


@pytest.mark.parametrize(
    ("written", "count"),
    [("12,0", 12), ("1 234", 1234), ("1\u202f234", 1234), ("1,234", 1234), ("1.2K", 1200),
     ("3M", 3_000_000), ("12.0", 12), ("-", None), ("1.234", None), ("12,5", None)],
)  # fmt: skip
def test_counts_in_every_notation(written: str, count: int | None) -> None:
    assert number(written) == count
    unread.taken()


def test_tags_keep_marks_and_joiners() -> None:
    tags = ["हिन्दी", "می‌خواهم", "E\u0301te\u0301", "ไทยนี้"]
    assert words_marked("#", " ".join(f"#{tag}" for tag in tags) + " a#b") == tags


def test_the_python_sdk_s_repost_is_the_reposter_s() -> None:
    author = {"did": "did:plc:author", "handle": "a.example", "display_name": "A"}
    view = {"uri": "at://did:plc:author/app.bsky.feed.post/3k1", "author": author,
            "record": {"text": "mots", "created_at": "2024-11-20T10:00:00Z"}, "like_count": 7,
            "indexed_at": "2024-11-20T10:00:01Z"}  # fmt: skip
    reason = {"by": {"did": "did:plc:other"}, "indexed_at": "2024-11-20T11:00:00Z",
              "py_type": "app.bsky.feed.defs#reasonRepost"}  # fmt: skip
    post = one({"post": view, "reason": reason})
    assert post.kind == "repost"
    assert post.account is not None
    assert post.account.native_id == "did:plc:other"
    assert post.repost_of is not None
    assert (post.repost_of.created_at, post.repost_of.counts.likes) == ("2024-11-20T10:00:00Z", 7)


def test_the_posts_of_a_thread_are_all_read() -> None:
    def node(key: str, *replies: dict) -> dict:
        uri = f"at://did:plc:a/app.bsky.feed.post/{key}"
        return {"post": {"uri": uri, "author": {"did": "did:plc:a"}, "record": {"text": key}},
                "replies": list(replies)}  # fmt: skip

    page = {"thread": node("1", node("2", node("3")), node("4"))}
    assert [post.text for post in posts(read(lines(page)))] == ["1", "2", "3", "4"]
