from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.figures.folding import fold, fold_one


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Honte à VERNON !", "honte a vernon"),
        ("Œdème, cœur, straße, ﬁn", "oedeme coeur strasse fin"),
        ("V\u0435rn\u043en", "vernon"),  # Cyrillic
        ("\u0392\u0395\u039d", "ben"),  # Greek capitals
        ("\U0001d4e5\U0001d4ee\U0001d4fb\U0001d4f7\U0001d4f8\U0001d4f7", "vernon"),
        ("\U0001f170\U0001f171", "ab"),
        ("ｖｅｒｎｏｎ", "vernon"),  # noqa: RUF001 - full width
        ("v3nd00 $ale n!gaud s@le", "vendoo sale nigaud sale"),
        ("@someone 50€ stop!", "@someone so stop"),
        ("ven\u200bdue ven\u00addue", "vendue vendue"),
        ("vendue\u0301 é", "vendue e"),
        ("saaaale connnne", "sale cone"),
        ("elle", "elle"),
        ("s.a.l.e.s", "sales"),
        ("y a t il", "y a t il"),
        ("y a-t elle", "y a t elle"),
        ("p*te *gras* **", "p*te gras"),
        ("l’arabe, sous-homme", "l arabe sous homme"),
        ("Привет 日本", "пpиbet 日本"),
        ("#Tag ＃autre", "#tag #autre"),  # noqa: RUF001 - full width
        ("a\ud800b\x00c", "a bc"),
        ("", ""),
    ],
)
def test_scheme(written: str, folded: str) -> None:
    assert fold_one(written) == folded


TEXTS = st.lists(st.text(max_size=40), max_size=6)


@given(TEXTS)
def test_texts_fold_together_as_each_alone(texts: list[str]) -> None:
    together = fold(texts).text.split("\n") if texts else []
    assert [part.strip(" ") for part in together] == [fold_one(text) for text in texts]


@given(TEXTS)
def test_every_folded_character_comes_from_its_own_text(texts: list[str]) -> None:
    folded = fold(texts)
    assert len(folded.text) == len(folded.origin)
    assert all(a <= b for a, b in zip(folded.origin, folded.origin[1:], strict=False))
    joined = " " + " \n ".join(texts) + " "
    for position, letter in enumerate(folded.text):
        source = joined[folded.origin[position]]
        if letter == source:
            continue
        alone = fold_one(source)
        assert letter in (alone or " ") or letter in " *#@\n" or source in "@$!€*"


@given(st.text(alphabet=st.characters(categories=["L", "N"]), max_size=20))
def test_case_does_not_matter(text: str) -> None:
    once = unicodedata.normalize("NFKC", text)
    assert fold_one(once.casefold()) == fold_one(unicodedata.normalize("NFKC", once).casefold())
    if text.isascii():
        assert fold_one(text.upper()) == fold_one(text.lower())


def test_post_borders_hold_whatever_the_texts_hold() -> None:
    folded = fold(["a \n b", "\n", "c \x1e d"])
    assert folded.text.count("\n") == 2
    assert folded.texts_of(folded.origin * 0).tolist()[0] in (-1, 0)
