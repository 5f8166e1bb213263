from __future__ import annotations

import pytest

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

HEADER = "id,timestamp_utc,user_screen_name,text,retweeted_id"


@pytest.mark.parametrize("name", ["twitwi.csv", "twitwi.normalised.jsonl", "twitwi.index.jsonl"])
def test_each_form_gives_the_same(name: str) -> None:
    assert posts(read_fixture(name)) == posts(read_fixture("twitwi.csv"))


def test_post() -> None:
    spark = posts(read_fixture("twitwi.csv"))[0]
    assert (spark.ts, spark.created_at) == (SPARK_SECONDS, "2021-10-20T17:13:20Z")
    assert spark.account is not None
    assert spark.account.created_at == "2015-03-01T10:00:00Z", "not the naive local time"
    assert (spark.account.verified, spark.account.followers) == (False, 112)
    assert spark.links == ["https://example.org/vernon"]
    assert [m.kind for m in spark.media] == ["photo"]
    assert spark.url == f"https://x.com/Corbeau_77/status/{SPARK}"


def test_repost_words_are_the_original_s_and_it_does_not_mention_him() -> None:
    repost = posts(read_fixture("twitwi.csv"))[1]
    assert (repost.kind, repost.text, repost.hashtags, repost.counts) == ("repost", None, [], None)
    original = repost.repost_of
    assert original is not None
    assert original.stub
    assert original.text is not None
    assert original.text.startswith("La réunion de Vernon")
    assert (original.native_id, original.ts) == (SPARK, SPARK_SECONDS)
    assert original.hashtags == ["vernondehors"]
    assert [who(m) for m in original.mentions] == [("14", "paul_r")]
    assert who(original.account) == ("13", "Corbeau_77")


def test_the_quoted_words_are_taken_out() -> None:
    quote = posts(read_fixture("twitwi.csv"))[2]
    assert quote.kind == "reply"
    assert quote.text == "@camillevernon voyez #Moi"
    assert quote.hashtags == ["moi"]
    assert [who(m) for m in quote.mentions] == [("11", "camillevernon")]
    assert quote.links == []
    assert quote.quote_of is not None
    assert quote.quote_of.text == "La réunion #VernonDehors @lea_b"
    assert quote.quote_of.hashtags == ["vernondehors"]
    assert [who(m) for m in quote.quote_of.mentions] == [("12", "lea_b")]
    assert quote.reply_to is not None
    assert quote.reply_to.native_id == at(-60)


def test_columns_are_read_by_name() -> None:
    (post,) = posts(
        read(
            f"extra,text,user_screen_name,id,timestamp_utc\nx,un texte,lea_b,{SPARK},1634750000.0\n"
        )
    )
    assert (post.text, post.ts, who(post.account)) == ("un texte", SPARK_SECONDS, (None, "lea_b"))


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    data = (FIXTURES / "twitwi.csv").read_text(encoding="utf-8")
    expected = posts(read_fixture("twitwi.csv"))
    assert posts(read(b"\xef\xbb\xbf" + data.encode())) == expected
    assert posts(read(data.encode("utf-16"))) == expected


def test_broken_utf_8_is_kept_and_marked() -> None:
    items = read(
        HEADER.encode() + b"\n1,1634750000,lea_b,d\xe9j\xe0 vu,\n2,1634750001,lea_b,\xc3\xa9,\n"
    )
    broken, sound = posts(items)
    assert (broken.text, broken.damaged) == ("d�j� vu", True)
    assert (sound.text, sound.damaged) == ("é", False)


def test_line_ends_in_quotes() -> None:
    (post,) = posts(read(f'{HEADER}\r\n1,1634750000,lea_b,"un\r\ndeux",\r\n'))
    assert post.text == "un\ndeux"


def test_rows_that_do_not_fit_are_rejected_with_their_line() -> None:
    items = read(f"{HEADER}\n1,1634750000,lea_b,un,\n2,3\n,1634750000,lea_b,x,\n1.45E+18,1,l,x,\n")
    assert len(posts(items)) == 1
    assert [(r.line, r.raw) for r in rejects(items)][:2] == [
        (3, b"2,3"),
        (4, b",1634750000,lea_b,x,"),
    ]
    assert "rounded" in rejects(items)[2].reason


def test_a_quote_never_closed_costs_one_row() -> None:
    rows = "".join(f"{n},1634750000,lea_b,un texte,\n" for n in range(2, 60))
    items = read(f'{HEADER}\n1,1634750000,lea_b,"ouvert,\n{rows}')
    assert [post.native_id for post in posts(items)] == [str(n) for n in range(2, 60)]
    assert [(r.line, r.reason) for r in rejects(items)] == [(2, "a quote is never closed")]


def test_a_row_too_long_is_rejected() -> None:
    items = read(
        f"{HEADER}\n1,1634750000,lea_b,{'x' * 5000},\n2,1634750000,lea_b,y,\n",
        max_record_bytes=1000,
    )
    assert [post.native_id for post in posts(items)] == ["2"]
    assert "longer than allowed" in rejects(items)[0].reason


def test_blank_account_ids_and_hashes_of_nothing_are_no_accounts() -> None:
    header = "id,timestamp_utc,user_screen_name,text,user_id"
    rows = "1,1634750000,,x,\n2,1634750000,,x,d41d8cd98f00b204e9800998ecf8427e\n"
    assert [post.account for post in posts(read(f"{header}\n{rows}"))] == [None, None]
