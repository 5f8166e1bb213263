"""The same hashtag or page is one node."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.loader.canonical import MAX_ID_BYTES, bounded, hashtag_id, link_ids, registered_host


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTPS://WWW.Exemple.FR", "https://www.exemple.fr/"),
        ("https://exemple.fr:443/a/", "https://exemple.fr/a"),
        ("https://exemple.fr:8443/a//", "https://exemple.fr:8443/a"),
        ("http://exemple.fr:80/", "http://exemple.fr/"),
        ("https://exemple.fr./a", "https://exemple.fr/a"),
        ("https://moi:secret@exemple.fr/a", "https://exemple.fr/a"),
        ("https://exemple.fr/a#commentaires", "https://exemple.fr/a"),
        ("https://exemple.fr/#!/fil/3", "https://exemple.fr/#!/fil/3"),
        (
            "https://exemple.fr/a?utm_source=x&id=3&fbclid=Zz&UTM_Medium=y",
            "https://exemple.fr/a?id=3",
        ),
        ("https://exemple.fr/a?gclid=1", "https://exemple.fr/a"),
        ("https://exemple.fr/a?b=2&a=1", "https://exemple.fr/a?b=2&a=1"),
        ("https://exemple.fr/a?s=20&utmost=1", "https://exemple.fr/a?s=20&utmost=1"),
        ("https://exemple.fr/caf%c3%a9", "https://exemple.fr/caf%C3%A9"),
        ("https://exemple.fr/café", "https://exemple.fr/caf%C3%A9"),
        ("https://café.fr/", "https://xn--caf-dma.fr/"),
        ("https://[2001:DB8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
        (" https://exemple.fr/a\n", "https://exemple.fr/a"),
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fexemple.fr%2Fa%3Fid%3D3%26fbclid%3Dx&h=AT",
            "https://exemple.fr/a?id=3",
        ),
        ("https://l.instagram.com/?u=https%3A%2F%2Fexemple.fr%2Fa&e=AT", "https://exemple.fr/a"),
        ("https://www.google.com/url?sa=D&q=https://exemple.fr/a", "https://exemple.fr/a"),
        ("https://www.youtube.com/redirect?q=https%3A%2F%2Fexemple.fr", "https://exemple.fr/"),
        ("https://www.google.com/url?q=exemple", "https://www.google.com/url?q=exemple"),
        (
            "https://www.google.com/search?q=https://exemple.fr",
            "https://www.google.com/search?q=https://exemple.fr",
        ),
    ],
)
def test_one_page_has_one_id(written: str, canonical: str) -> None:
    found = link_ids(written)
    assert found is not None
    assert found[0] == canonical
    assert link_ids(canonical) == found


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("pas une adresse", "pasuneadresse"),
        ("mailto:qui@exemple.fr", "mailto:qui@exemple.fr"),
        ("https://[::", "https://[::"),
        ("https://exemple.fr:quatre/", "https://exemple.fr:quatre/"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_what_is_no_url_is_kept_without_a_host(written: str, kept: str) -> None:
    assert link_ids(written) == (kept, None)


@pytest.mark.parametrize("empty", ["", "  ", "\n"])
def test_nothing_is_no_link(empty: str) -> None:
    assert link_ids(empty) is None


@pytest.mark.parametrize(
    ("host", "registered"),
    [
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("bbc.co.uk", "bbc.co.uk"),
        ("quelquun.github.io", "quelquun.github.io"),
        ("a.b.exemple.fr", "exemple.fr"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
        ("www.journal.example", "journal.example"),
        ("github.io", "github.io"),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_registered_hosts(host: str, registered: str) -> None:
    assert registered_host(host) == registered


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("VernonDehors", "vernondehors"),
        ("#VernonDehors", "vernondehors"),
        ("\N{FULLWIDTH NUMBER SIGN}\uff36\uff25\uff32\uff2e\uff2f\uff2e", "vernon"),
        ("straße", "strasse"),
        ("STRASSE", "strasse"),
        ("e\N{COMBINING ACUTE ACCENT}té", "été"),
        ("#", None),
        ("  ", None),
    ],
)
def test_one_hashtag_has_one_id(tag: str, expected: str | None) -> None:
    assert hashtag_id(tag) == expected


@given(st.text())
def test_canonical_ids_are_stable_and_bounded(text: str) -> None:
    for known in (hashtag_id(text), (link_ids(text) or (None,))[0], bounded(text * 300)):
        if known is not None:
            assert len(known.encode("utf-8", "surrogatepass")) <= MAX_ID_BYTES
    tag = hashtag_id(text)
    if tag is not None and not tag.startswith("#"):
        assert hashtag_id(tag) == tag


@given(st.from_regex(r"https?://[a-zé.]{1,9}(:[0-9]{1,4})?/[a-z%/é ]{0,9}(\?[a-z=&_]{0,9})?"))
def test_canonical_urls_are_stable(url: str) -> None:
    found = link_ids(url)
    assert found is not None
    assert link_ids(found[0]) == found


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("lemonde.fr/x", "https://lemonde.fr/x"), ("www.example.org", "https://www.example.org/"),
        ("rapport.xyzzy", "rapport.xyzzy"), ("a@example.org", "a@example.org"), ("été", "été"),
    ],
)  # fmt: skip
def test_a_host_without_a_scheme_is_on_the_web(written: str, canonical: str) -> None:
    assert (link_ids(written) or ("",))[0] == canonical
