"""Tables that were joined from several files, with a header in front of each part."""

from __future__ import annotations

import pytest

from meute.loader import unread
from meute.loader.maps import Columns, Map

from .reading import SPARK, at, posts, read, rejects, who
from .test_workbooks import HEADER, MAP, workbook

NAMES = "id,author_id,text,created_at,referenced_tweets.retweeted.id"
FIRST = f"{NAMES}\n{SPARK},9001,un,2021-10-20T17:13:20Z,\n"


@pytest.mark.parametrize(
    "second",
    [
        f"author_id,id,text,created_at,referenced_tweets.retweeted.id\n"
        f"9002,{at(9)},deux,2021-10-20T17:13:29Z,{SPARK}\n",
        f"Text,ID,author_id,created_at,referenced_tweets.retweeted.id,lang,source\n"
        f"deux,{at(9)},9002,2021-10-20T17:13:29Z,{SPARK},fr,Web\n",
    ],
)
def test_rows_below_another_header_are_read_by_it(second: str) -> None:
    items = read(FIRST + second)
    assert [(post.native_id, who(post.account)[0]) for post in posts(items)] == [
        (SPARK, "9001"), (at(9), "9002"),
    ]  # fmt: skip
    assert posts(items)[1].repost_of.native_id == SPARK  # type: ignore[union-attr]
    assert [(one.line, one.reason) for one in rejects(items)] == [(3, "the header once more")]


def test_what_the_second_header_lacks_is_empty() -> None:
    second = f"id,author_id,text,created_at\n{at(9)},9002,deux,2021-10-20T17:13:29Z\n"
    (_, post) = posts(read(FIRST + second))
    assert (post.kind, post.text) == ("original", "deux")


def test_a_part_that_has_few_of_the_columns_is_read_by_its_header() -> None:
    second = f"text,id\ndeux,{at(9)}\n"
    items = read(FIRST + second)
    assert [(post.native_id, post.text) for post in posts(items)][1:] == [(at(9), "deux")]
    assert len(rejects(items)) == 1


def test_a_post_that_names_columns_is_no_header() -> None:
    row = f'{at(9)},9002,"id,author_id,text,created_at",2021-10-20T17:13:29Z,\n'
    assert len(posts(read(FIRST + row))) == 2
    one_word = f"{at(10)},9002,text,2021-10-20T17:13:29Z,\n"
    assert len(posts(read(FIRST + one_word))) == 2


def test_a_sheet_with_its_columns_in_another_order_goes_on_with_the_table() -> None:
    unread.taken()
    turned = [HEADER[::-1], ["b", "bob", "2"], HEADER, ["3", "cleo", "c"]]
    items = read(workbook(Un=[HEADER, ["1", "ana", "a"]], Deux=turned), table_map=MAP)
    assert [(post.native_id, post.text) for post in posts(items)] == [
        ("1", "a"), ("2", "b"), ("3", "c"),
    ]  # fmt: skip
    assert [one.reason for one in rejects(items)] == ["the header once more"]
    assert not unread.taken()


def test_dates_of_turned_sheets_are_looked_at_by_column() -> None:
    declared = Map(platform="forum", columns=Columns(id="id", created_at="d", text="t"))
    data = workbook(
        Un=[["id", "d", "t"], ["1", "05/10/2021 21:40", "a"]],
        Deux=[["d", "t", "id"], ["20/10/2021 21:40", "b", "2"]],
    )
    assert [post.created_at for post in posts(read(data, table_map=declared))] == [
        "2021-10-05T21:40:00Z", "2021-10-20T21:40:00Z",
    ]  # fmt: skip
