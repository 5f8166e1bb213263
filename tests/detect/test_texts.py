"""Which texts are the same, which nearly, and which are not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.detect import near_texts
from meute.detect.near_texts import near_duplicates
from meute.detect.texts import fold, tag_sequence

TEXT = "Share this everywhere before they delete it: the mayor has sold the town hall"


@pytest.mark.parametrize(
    "other",
    [
        TEXT.upper(),
        f"@ana @bob.example {TEXT}!!!  https://example.org/x?y=1",
        TEXT.replace(" ", "\u00a0\n"),
        "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalpha() else c for c in TEXT),
    ],
)
def test_folded_alike(other):
    assert fold(other) == fold(TEXT) is not None


def test_folded_apart():
    assert fold(TEXT) != fold(TEXT.replace("mayor", "baker"))
    assert fold("#vernon must leave this town at once") != fold("must leave this town at once")


def test_little_is_no_copy():
    assert fold("Good morning!") is None
    assert fold("@ana @bob @cy https://example.org/a/long/address/that/is/no/text") is None


@given(st.text())
def test_folding_again_changes_nothing(text):
    once = fold(text)
    assert once is None or fold(once) in {once, None}


def test_hashtags_in_their_order():
    assert tag_sequence("#A then #b, #Été #c_d!") == "a b été c_d"
    assert tag_sequence("#b #a #c") != tag_sequence("#a #b #c")
    assert tag_sequence("#only #two") is None
    assert tag_sequence("no&#39;tag a#b #x #y #z") == "x y z"


def words(seed, count=25):
    source = random.Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyz"
    return ["".join(source.choices(letters, k=source.randint(3, 9))) for _ in range(count)]


def test_small_changes_are_found_among_many_texts():
    originals = [" ".join(words(seed)) for seed in range(200)]
    changed = [" ".join([*words(seed)[:-1], "other"]) for seed in range(200)]
    found = near_duplicates(originals + changed)
    pairs = zip(found[:200], found[200:], strict=True)
    assert sum(one == two for one, two in pairs) >= 195
    assert len(set(found)) <= 205


def test_different_texts_stay_apart():
    texts = [" ".join(words(seed)) for seed in range(300)]
    assert near_duplicates(texts) == texts


def test_a_chain_of_small_changes_ties_no_strangers():
    """Each text differs in one word more from the first; neighbours are near, ends are not."""
    chain, text = [], words(1)
    for position, word in enumerate(words(2)):
        chain.append(" ".join(text))
        text[position] = word
    found = near_duplicates(chain)
    for text, leader in zip(chain, found, strict=True):
        assert near_texts._similarity(text, leader) >= 0.8
    assert len(set(found)) > 3


@given(st.lists(st.one_of(st.none(), st.text("abc ", max_size=40)), max_size=30))
def test_a_leader_leads_itself_and_order_does_not_matter(texts):
    found = near_duplicates(texts)
    leads = dict(zip(texts, found, strict=True))
    assert all(leads[leader] == leader for leader in found)
    backwards = near_duplicates(texts[::-1])
    assert backwards == found[::-1]
    assert [text is None for text in texts] == [leader is None for leader in found]


def test_portions_change_nothing(monkeypatch):
    texts = [" ".join([*words(seed % 40), str(seed)]) for seed in range(120)]
    whole = near_duplicates(texts)
    monkeypatch.setattr(near_texts, "CHARACTERS_AT_ONCE", 500)
    assert near_duplicates(texts) == whole
    assert len(set(whole)) == 40
