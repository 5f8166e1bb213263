"""Mapped tables of every kind, and the four-column coordination table."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from meute.errors import BrokenInputError, ConfigError, UsageError
from meute.loader import unread
from meute.loader.maps import Columns, Map, load_map

from .reading import (
    FIXTURES,
    SPARK,
    SPARK_SECONDS,
    at,
    posts,
    read,
    read_fixture,
    rejects,
    who,
)

MAP = Map(
    platform="bluesky",
    columns=Columns(id="id", account_id="who", created_at="when", text="text", hashtags="tags"),
)


def excel(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parquet(**columns: Any) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


def test_tsv() -> None:
    spark, repost = posts(read_fixture("table.tsv", table_map=load_map(FIXTURES / "table.map.yml")))
    assert (spark.native_id, spark.ts) == (SPARK, SPARK_SECONDS)
    assert who(spark.account) == (None, "Corbeau_77")
    assert spark.hashtags == ["VernonDehors", "Vernon"]
    assert spark.url == f"https://x.com/Corbeau_77/status/{SPARK}"
    assert (repost.kind, repost.repost_key, repost.text) == ("repost", "strong", None)
    assert repost.repost_of is not None
    assert repost.repost_of.text == "La réunion"
    assert (repost.native_id, repost.ts) == (at(30), SPARK_SECONDS + 30)


def test_excel() -> None:
    data = excel(
        ["id", "who", "when", "text", "tags"],
        ["a1", "w1", datetime(2021, 10, 20, 17, 13, 20), "=1+1 #Vernon", "Vernon|Nid"],
        [None, None, None, None, None],
        [12, "w1", SPARK_SECONDS, "x", None],
    )
    first, second = posts(read(data, table_map=MAP))
    assert (first.native_id, first.ts) == ("a1", SPARK_SECONDS)
    assert first.hashtags == ["Vernon", "Nid"]
    assert (second.native_id, second.ts) == ("12", SPARK_SECONDS)


def test_numbers_of_excel_hold_fifteen_digits() -> None:
    ids = [int(SPARK), 1234567890123456, 123456789012345]
    data = excel(["id", "who", "when", "text", "tags"], *[[n, "w", None, "x", None] for n in ids])
    items = read(data, table_map=MAP)
    assert [post.native_id for post in posts(items)] == ["123456789012345"]
    assert all("rounded" in reject.reason for reject in rejects(items))


def test_parquet() -> None:
    data = parquet(
        id=[int(SPARK), 5],
        who=["w1", None],
        when=pa.array([datetime(2021, 10, 20, 17, 13, 20), None], pa.timestamp("ms")),
        text=["x", "y"],
        tags=[["Vernon"], None],
    )
    first, second = posts(read(data, table_map=MAP))
    assert (first.native_id, first.ts, first.hashtags) == (SPARK, SPARK_SECONDS, ["Vernon"])
    assert (second.native_id, second.account, second.ts) == ("5", None, None)


def test_floats_lose_digits_of_ids() -> None:
    data = parquet(id=[float(SPARK), 5.0, float("nan"), 5.5], who=["w"] * 4, when=[1, 2, 3, 4],
                   text=["x"] * 4, tags=["", "", "", ""])  # fmt: skip
    items = read(data, table_map=MAP)
    assert [post.native_id for post in posts(items)] == ["5"]
    assert "rounded" in rejects(items)[0].reason


def test_rounded_ids_in_text_are_refused() -> None:
    items = read("id,who,when,text,tags\n1.45E+18,w,1,x,\n7,w,1,x,\n", table_map=MAP)
    assert [post.native_id for post in posts(items)] == ["7"]
    assert "rounded" in rejects(items)[0].reason


@pytest.mark.parametrize(
    "data", [b"PAR1 and nothing", b"PK\x03\x04[Content_Types].xml and nothing"]
)
def test_broken_containers(data: bytes) -> None:
    with pytest.raises(BrokenInputError):
        read(data, table_map=MAP)


def test_a_container_cut_off() -> None:
    data = excel(
        ["id", "who", "when", "text", "tags"], *[[str(n), "w", 1, "x", ""] for n in range(500)]
    )
    with pytest.raises(BrokenInputError):
        read(data[: len(data) // 2], table_map=MAP)


def test_columns_that_are_not_there() -> None:
    with pytest.raises(UsageError, match="no column 'tags', 'text'"):
        read("id,who,when\n1,w,1\n", table_map=MAP)


def test_a_table_needs_a_map() -> None:
    with pytest.raises(UsageError, match="needs a map"):
        read("id,who\n1,w\n", format="mapped")


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("platform: x\nzone: UTC\n", "columns"),
        ("platform: x\ncolumns: {id: a, nope: b}\n", "nope"),
        ("platform: 'X/../'\ncolumns: {id: a}\n", "platform"),
        ("[", "not YAML"),
        ("!!python/object:os.system x", "not YAML"),
        ("", "is not a map"),
    ],
)
def test_maps_that_are_wrong(tmp_path: Path, yaml: str, message: str) -> None:
    path = tmp_path / "map.yml"
    path.write_text(yaml, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        load_map(path)


def test_no_such_map(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        load_map(tmp_path / "none.yml")


def test_weak_reposts_and_references_of_a_map() -> None:
    table_map = Map(
        platform="x",
        columns=Columns(
            id="id", text="t", repost_of_account_handle="rt", quote_of="q", reply_to="r",
            reply_to_account_handle="ra", mentions="m", links="l", likes="n",
        ),
    )  # fmt: skip
    weak, reply = posts(
        read(
            "id,t,rt,q,r,ra,m,l,n\n1,RT @lea_b: x,lea_b,,,,,,\n"
            "2,y,,8,9,@paul_r,@a;b,https://example.org/a,5\n",
            table_map=table_map,
        )
    )
    assert (weak.repost_key, weak.text, who(weak.repost_of_account)) == (
        "weak",
        "x",
        (None, "lea_b"),
    )
    assert reply.kind == "reply"
    assert reply.quote_of is not None
    assert reply.reply_to is not None
    assert who(reply.reply_to_account) == (None, "paul_r")
    assert [who(m) for m in reply.mentions] == [(None, "a"), (None, "b")]
    assert reply.counts is not None
    assert reply.counts.likes == 5


def test_coordination_table() -> None:
    items = read_fixture("coordination-table.csv")
    first, second = posts(items)
    assert first.kind == "repost"
    assert first.repost_of is not None
    assert second.repost_of is not None
    assert first.repost_of.native_id == second.repost_of.native_id == "o1"
    assert (first.ts, who(first.account)) == (SPARK_SECONDS, ("a1", None))
    assert [reject.reason for reject in rejects(items)] == ["no object_id", "no account_id"]


def test_lists_that_python_prints_and_addresses_with_commas() -> None:
    header = "id,author_id,text,referenced_tweets.retweeted.id,entities.hashtags,entities.urls\n"
    row = f"{SPARK},9,x,,\"[{{'tag': 'Été'}}]\",\"[{{'expanded_url': 'https://e.example/a,b'}}]\"\n"
    (post,) = posts(read(header + row))
    assert (post.hashtags, post.links) == (["Été"], ["https://e.example/a,b"])
    unread.taken()
    read(f'{header}{SPARK},9,x,,"[{{broken",\n')
    assert set(unread.taken()) == {"entities.hashtags"}
    header = "tweetid,userid,tweet_text,tweet_time,retweet_tweetid,urls\n"
    (post,) = posts(read(f'{header}{SPARK},9,x,,,"[https://e.example/a,b, https://e.example/c]"\n'))
    assert post.links == ["https://e.example/a,b", "https://e.example/c"]


def test_a_coordination_table_without_times_has_those_in_its_ids() -> None:
    items = read(
        f"object_id,account_id,content_id\n{SPARK},a1,{at(5)}\n{SPARK},a2,77\n0,a3,{at(6)}\n"
    )
    (first,) = posts(items)
    assert first.ts == SPARK_SECONDS + 5
    assert [reject.reason for reject in rejects(items)] == ["no timestamp_share", "no object_id"]


@pytest.mark.parametrize(
    ("written", "precision"),
    [("2021-10-20 19:40", "minute"), ("44489.82", "day"), ("2021-10-20", "day"),
     ("1634758805", "second"), ("", "second")],
)  # fmt: skip
def test_a_coordination_table_is_as_exact_as_its_times(written: str, precision: str) -> None:
    (post,) = posts(
        read(f"object_id,account_id,content_id,timestamp_share\no,a,{SPARK},{written}\n")
    )
    assert post.ts_precision == precision
