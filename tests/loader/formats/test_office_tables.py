from __future__ import annotations

import json

import pytest

from meute.errors import BrokenInputError, ForeignInputError
from meute.loader import unread
from meute.loader.formats.cells import number
from meute.loader.formats.marks import tags_in

from .reading import at, lines, one, posts, read, rejects

HEADER = "object_id,account_id,content_id,timestamp_share\n"
ROW = "1,2,3,1634750000\n"

_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"


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


def test_a_header_in_other_letters_is_one_all_the_same() -> None:
    (_, again) = read(HEADER + ROW + HEADER.upper())
    assert again.reason == "the header once more"


def test_empty_cells_after_the_last_column_are_left_out() -> None:
    items = read(HEADER + ROW.replace("\n", ",,\n") + "1,2,4,1634750001,x\n")
    assert [item.native_id for item in posts(items)] == ["3"]
    assert [item.reason for item in rejects(items)] == ["5 cells where the header has 4"]


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(BrokenInputError, match="two columns named 'note'"):
        read(HEADER.strip() + ",note,note\n" + ROW.strip() + ",a,b\n")


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "utf-16-le", "utf-16-be"])
def test_an_encoding_that_is_not_stated_is_guessed_and_said(encoding: str) -> None:
    unread.taken()
    table = f"id,author_id,text,referenced_tweets.retweeted.id\n{at(0)},7,déjà #Été très,\n"
    (post,) = read(table.encode(encoding))
    assert post.text == "déjà #Été très"
    assert unread.remarks(unread.taken())


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("cp1251", "привет мир"), ("shift-jis", "こんにちは世界"), ("cp1253", "καλημέρα κόσμε"),
     ("gb18030", "你好世界今天天气"), ("cp1256", "مرحبا بالعالم"), ("koi8-r", "привет мир")],
)  # fmt: skip
def test_an_encoding_of_another_script_is_refused(encoding: str, words: str) -> None:
    table = f"id,author_id,text,referenced_tweets.retweeted.id\n{at(0)},7,{words} ok,\n"
    with pytest.raises(ForeignInputError, match="encoding cannot be told") as raised:
        read(table.encode(encoding))
    assert "UTF-8" in raised.value.remedy


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_the_pairs_of_one_encoding_that_are_characters_of_utf_8_deceive_nobody(
    encoding: str,
) -> None:
    words = "l’été à Noël et d’être"
    table = f"id,author_id,text,referenced_tweets.retweeted.id\n{at(0)},7,{words},\n"
    (post,) = read(table.encode(encoding))
    assert post.text == words


def test_json_of_another_encoding_is_decoded_and_said() -> None:
    unread.taken()
    words = "déjà #Été très à «Noël»"
    line = json.dumps({"id": at(0), "author_id": "7", "text": words, "public_metrics": {}},
                      ensure_ascii=False)  # fmt: skip
    (post,) = read(line.encode("cp1252"))
    assert post.text == words
    assert unread.remarks(unread.taken())


def test_utf_8_with_a_damaged_row_is_utf_8() -> None:
    rows = f"{at(0)},7,déjà,\n".encode() + f"{at(1)},7,café,\n".encode("latin-1")
    table = b"id,author_id,text,referenced_tweets.retweeted.id\n" + rows
    assert [(post.text, post.damaged) for post in read(table)] == [("déjà", False), ("caf�", True)]


def test_what_was_encoded_twice_is_decoded_twice_and_said() -> None:
    unread.taken()
    words = "l’été #Été à 5 € 🐺"
    tags = '"[{""tag"": ""Été""}]"'
    head = "id,author_id,text,entities.hashtags,referenced_tweets.retweeted.id"
    table = f"{head}\n{at(0)},7,{words},{tags},\n"
    twice = "".join(
        chr(b) if b in _UNDEFINED else bytes([b]).decode("cp1252") for b in table.encode()
    )
    (post,) = read(twice)
    assert (post.text, post.hashtags) == (words, ["Été"])
    assert unread.remarks(unread.taken())


@pytest.mark.parametrize("words", ["Ã©", "«CAFÉ» à Â", "é à «É»"])
def test_words_that_only_look_encoded_twice_stay(words: str) -> None:
    (post,) = read(f"id,author_id,text,referenced_tweets.retweeted.id\n{at(0)},7,{words},\n")
    assert post.text == words


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
    assert tags_in(" ".join(f"#{tag}" for tag in tags) + " a#b") == tags


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
