"""The information-operations archives and FiveThirtyEight's table."""

from __future__ import annotations

import pytest

from meute.loader.formats import cells

from .reading import SPARK, SPARK_SECONDS, at, posts, read_fixture, who

HASH = "kx7Vq2hash0aGm1SuOqWfTfSoStCbq3dW8Wm1AAbbCc="


def test_seconds_come_from_the_id() -> None:
    spark, _, _, old = posts(read_fixture("information-operations.csv"))
    assert (spark.ts, spark.ts_precision) == (SPARK_SECONDS, "second")
    assert (old.ts, old.ts_precision) == (SPARK_SECONDS - 20, "minute")
    assert old.created_at == "2021-10-20T17:13:00Z"


def test_hashed_accounts_have_no_handle() -> None:
    spark, _, _, known = posts(read_fixture("information-operations.csv"))
    assert who(spark.account) == (HASH, None)
    assert spark.account is not None
    assert spark.account.display_name is None
    assert (spark.account.followers, spark.account.created_at) == (12, "2013-08-03T00:00:00Z")
    assert who(known.account) == ("14", "paul_r")


def test_lists_and_counts() -> None:
    spark = posts(read_fixture("information-operations.csv"))[0]
    assert (spark.hashtags, spark.mentions) == (["VernonDehors", "Vernon"], [])
    assert spark.links == ["https://example.org/vernon"]
    assert spark.counts is not None
    assert (spark.counts.replies, spark.counts.reposts) == (1, 3)


def test_strong_and_weak_reposts() -> None:
    _, strong, weak, _ = posts(read_fixture("information-operations.csv"))
    assert (strong.repost_key, strong.text) == ("strong", None)
    assert strong.repost_of is not None
    assert strong.repost_of.native_id == at(-5)
    assert strong.repost_of.text == "La réunion #VernonDehors"
    assert (strong.repost_of.hashtags, strong.repost_of.mentions) == (["VernonDehors"], [])
    assert who(strong.repost_of_account) == ("13", "Corbeau_77")
    assert (weak.repost_key, weak.repost_of) == ("weak", None)
    assert who(weak.repost_of_account) == (None, "Corbeau_77")
    assert weak.text == "La réunion #VernonDehors"


def test_reply_and_quote() -> None:
    reply = posts(read_fixture("information-operations.csv"))[3]
    assert reply.kind == "reply"
    assert reply.quote_of is not None
    assert reply.quote_of.native_id == SPARK
    assert who(reply.reply_to_account) == ("11", None)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("['a', 'b']", ["a", "b"]), ("[a, b]", ["a", "b"]), ("a, b", ["a", "b"]), ("[]", []),
        ("", []), ("None", []), ("absent", []), ("[123, 456]", ["123", "456"]), ("['a'", ["a"]),
        ("[" * 5000, []),
    ],
)  # fmt: skip
def test_lists_as_python_prints_them(cell: str, found: list[str]) -> None:
    assert cells.bracketed(cell) == found


@pytest.mark.parametrize(
    ("cell", "count"),
    [("0.0", 0), ("12", 12), ("1,234", 1234), ("", None), ("nan", None), ("inf", None), ("x", None),
     (True, None), ("9" * 5000, None)],
)  # fmt: skip
def test_counts(cell: str, count: int | None) -> None:
    assert cells.number(cell) == count


def test_ira_ids_are_not_those_in_float_notation() -> None:
    post, weak, quote = posts(read_fixture("ira-538.csv"))
    assert who(post.account) == ("905874659358453760", "CORBEAU_77")
    assert post.account is not None
    assert (post.account.followers, post.account.posts) == (9636, 253)
    assert (post.ts, post.ts_precision) == (SPARK_SECONDS, "second")
    assert post.lang == "fr"
    assert post.hashtags == ["VernonDehors"]
    assert [who(m) for m in post.mentions] == [(None, "camillevernon")]
    assert (weak.kind, weak.repost_key, weak.hashtags) == ("repost", "weak", [])
    assert weak.text == "Celui d'un autre #VernonDehors"
    assert (quote.kind, quote.ts_precision) == ("quote", "minute")
    assert post.observed_at == SPARK_SECONDS - 20 + 60
