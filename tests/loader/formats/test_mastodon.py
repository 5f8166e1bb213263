from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.loader.formats import mastodon
from meute.loader.formats.html_text import HtmlText

from .reading import lines, posts, read, read_fixture, who

LEA = "https://piaf.example/users/lea"


def by_id() -> dict[str, Any]:
    return {
        post.native_id.rpartition("/statuses/")[2]: post
        for post in posts(read_fixture("mastodon.json"))
    }


def test_status() -> None:
    spark = by_id()["1000"]
    assert spark.native_id == "https://nid.example/users/corbeau/statuses/1000"
    assert (
        spark.text
        == "Politique\n\nLa réunion & #VernonDehors\nvoir https://example.org/vernon\n\nfin"
    )
    assert spark.hashtags == ["VernonDehors"]
    assert spark.links == ["https://example.org/vernon"]
    assert [(m.key, m.kind) for m in spark.media] == [("https://files.example/5.jpg", "photo")]
    assert (spark.lang, spark.app) == ("fr", "Web")
    assert spark.account is not None
    assert (spark.account.followers, spark.account.description) == (7, "compte")


def test_handles_have_a_domain_always() -> None:
    found = by_id()
    assert found["1000"].account.handle == "corbeau@nid.example"
    assert found["1030"].account.handle == "vernon@piaf.example"
    assert found["1040"].mentions[0].handle == "vernon@piaf.example"


def test_repost() -> None:
    repost = by_id()["101/activity"]
    assert (repost.kind, repost.text, repost.url) == ("repost", None, None)
    assert repost.repost_of.native_id.endswith("/1000")
    assert repost.repost_of_account.handle == "corbeau@nid.example"


def test_a_reply_finds_a_status_that_comes_later() -> None:
    reply = by_id()["1040"]
    assert reply.kind == "reply"
    assert reply.reply_to.native_id == "https://piaf.example/users/vernon/statuses/1030"
    assert who(reply.reply_to_account) == (None, "vernon@piaf.example")


def test_a_reply_to_a_status_that_is_missing_keeps_the_edge() -> None:
    reply = by_id()["1050"]
    assert (reply.reply_to.native_id, reply.reply_to.stub) == ("piaf.example/77", True)
    assert who(reply.reply_to_account) == (LEA, "lea@piaf.example")


def test_quote() -> None:
    quote = by_id()["1060"]
    assert (quote.kind, quote.text) == ("quote", "voyez"), "without the repeated address"
    assert quote.quote_of.native_id.endswith("/1000")


def test_each_status_comes_once_however_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mastodon, "_MOST_WAITING", 3)
    monkeypatch.setattr(mastodon, "_MOST_REMEMBERED", 5)
    account = {"acct": "lea", "username": "lea", "uri": LEA, "url": "https://piaf.example/@lea"}
    values = [
        {"id": str(n), "uri": f"{LEA}/statuses/{n}", "content": "<p>x</p>", "visibility": "public",
         "account": account, "in_reply_to_id": str(n + 7) if n % 2 else None}
        for n in range(60)
    ]  # fmt: skip
    found = posts(read(lines(*values)))
    assert sorted(post.native_id for post in found) == sorted(v["uri"] for v in values)
    assert all(post.reply_to is not None for post in found if post.kind == "reply")


@given(st.text(max_size=80) | st.text(alphabet='<>/pabr ="&;!-[]', max_size=60))
def test_any_html_has_words(html: str) -> None:
    parsed = HtmlText(html)
    assert isinstance(parsed.text, str)
    assert all(link.startswith("http") for link in parsed.links)
