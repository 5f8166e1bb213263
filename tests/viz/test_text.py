"""Text and addresses of strangers."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.viz.text import one_line, printable, profile_address, web_address

from .hostile import ADDRESSES, LONG, PILED, SEPARATORS, TURNED


def test_what_turns_or_hides_text_is_seen() -> None:
    assert printable(TURNED) == "\ufffdgnp.exe\ufffd"
    assert "\x00" not in printable(SEPARATORS)
    assert "\ud800" not in printable(SEPARATORS)
    assert len(printable(PILED)) == 3


def test_joiners_and_accents_stay() -> None:
    family, persian, french = "👩\u200d👧", "\u0645\u06cc\u200c\u062e", "déjà vu"
    assert [printable(text) for text in (family, persian, french)] == [family, persian, french]


def test_long_text_is_cut_and_says_so() -> None:
    assert printable(LONG, 50) == "<b>" + "x" * 46 + "…"
    assert printable("x" * 50, 50) == "x" * 50
    assert printable(None) == ""


def test_lines_are_folded_into_one() -> None:
    assert one_line("a\n\n  b\tc ", 20) == "a b c"


@given(st.text(max_size=300), st.integers(2, 60))
def test_shown_text_is_bounded_and_calm(text: str, limit: int) -> None:
    shown = printable(text, limit)
    assert len(shown) <= limit
    assert not any(unicodedata.bidirectional(c) in {"RLO", "LRO", "RLE", "LRE"} for c in shown)
    assert not any(unicodedata.category(c) == "Cs" for c in shown)
    assert printable(shown, limit) == shown


@pytest.mark.parametrize(
    "address", [*ADDRESSES, "", None, "https://", "http:///x", "https://[", "x" * 3000]
)
def test_addresses_in_disguise_are_refused(address: str | None) -> None:
    assert web_address(address) is None


@pytest.mark.parametrize("address", ["https://x.com/i/status/1", "HTTP://a.example/é?q=1#top"])
def test_plain_addresses_are_kept(address: str) -> None:
    assert web_address(address) == address


@given(st.text(max_size=60))
def test_kept_addresses_lead_where_they_say(text: str) -> None:
    kept = web_address(f"https://{text}")
    if kept is not None:
        parts = urlsplit(kept)
        assert parts.scheme == "https"
        assert parts.username is None
        assert not set(kept) & set('<>"`\\ \t\r\n')


@pytest.mark.parametrize(
    ("account", "address"),
    [
        ("x/123", "https://x.com/i/user/123"),
        ("bluesky/did:plc:abc", "https://bsky.app/profile/did:plc:abc"),
        ("mastodon/https://m.example/users/a", "https://m.example/users/a"),
        ("mastodon/javascript:alert(1)", None),
        ("mastodon/https://a.example@b.example/", None),
        ("x/12/../evil", None),
        ("x/\uff11\uff12", None),
        ("telegram/5", None),
    ],
)  # fmt: skip
def test_profiles(account: str, address: str | None) -> None:
    assert profile_address(account) == address
