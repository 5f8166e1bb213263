from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meute.figures import matcher as matcher_module
from meute.figures.folding import fold_one
from meute.figures.matcher import Matcher, Searched
from meute.figures.rules import rule_book

from .figures_text import declared


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return Matcher(rule_book(declared(tmp_path_factory.mktemp("figures"))))


def own(found: Searched) -> set[tuple[str, str]]:
    """Kind and matched text of what belongs to a figure."""
    return {
        (hit.term.kind, found.text[hit.start : hit.end])
        for hit in found.hits
        if hit.term.figure >= 0
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Camille Vernon !", {("name", "Camille Vernon"), ("name", "Vernon")}),
        ("#VernonDehors", {("tag", "#VernonDehors")}),
        ("#V\u0435rnonD\u0435hors", {("tag", "#V\u0435rnonD\u0435hors")}),
        ("v3ndue", {("phrase", "v3ndue")}),
        ("V E N D U E", {("phrase", "V E N D U E")}),
        ("veeeendue", {("phrase", "veeeendue")}),
        ("ven\u200bdue", {("phrase", "ven\u200bdue")}),
        ("v*ndue", {("phrase", "v*ndue")}),
        ("#HonteÀVernon", {("phrase", "#HonteÀVernon")}),
        ("hello @CamilleVernon", {("handle", "@CamilleVernon")}),
        ("vendueX invendue Vernonien @camillevernon2 #VernonDehors2", set()),
        ("mail@camillevernon", set()),
        ("48 455", set()),
    ],
)
def test_hits_have_exact_offsets(
    matcher: Matcher, text: str, expected: set[tuple[str, str]]
) -> None:
    found = list(matcher.search([text]))
    assert (own(found[0]) if found else set()) == expected


def test_texts_that_bear_on_no_figure_are_left_out(matcher: Matcher) -> None:
    texts = ["rien", "quelle connasse", "Vernon", "rien"]
    assert [one.index for one in matcher.search(texts)] == [2]
    assert [one.index for one in matcher.search(texts, frozenset({1}))] == [1, 2]
    assert [one.index for one in matcher.search(texts, frozenset({0}))] == [0, 2]


PIECES = st.sampled_from(
    ["Vernon", "vendue", "honte", "à", " ", " ", "  ", "\n", "#VernonDehors", "@camillevernon",
     "v3ndu", "é", ".", "x", "\u200b", "vendueé", "œ", "🐀", "C.", "#", "@", "Nadia Belkacemi"]
)  # fmt: skip
POSTS = st.lists(st.lists(PIECES, max_size=8).map("".join), min_size=1, max_size=6)


def naive(matcher: Matcher, text: str) -> set[tuple[str, str]]:
    """What a slow search finds: every form, one after the other, in the folded text."""
    folded = f" {fold_one(text)} "
    return {
        (term.kind, form.text)
        for form, terms in matcher.of_figures.forms
        for term in terms
        if term.figure >= 0 and not form.ones and "*" not in form.text
        and f" {form.text}{'' if form.stem else ' '}" in folded
    }  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(POSTS)
def test_finds_what_a_slow_search_finds(matcher: Matcher, texts: list[str]) -> None:
    found = {one.index: one for one in matcher.search(texts, frozenset(range(len(texts))))}
    for index, text in enumerate(texts):
        hits = found[index].hits if index in found else ()
        assert {
            (hit.term.kind, found[index].folded[hit.begin : hit.stop])
            for hit in hits
            if hit.term.figure >= 0
        } == naive(matcher, text)
        for hit in hits:
            assert fold_one(text[hit.start : hit.end]) == found[index].folded[hit.begin : hit.stop]


def test_batches_do_not_matter(matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = ["Vernon", "rien", "vendue", "", "#VernonDehors", "é" * 50]
    rng = random.Random(1)
    texts = [" ".join(rng.choices(pieces, k=4)) for _ in range(60)]
    whole = [(one.index, own(one)) for one in matcher.search(texts)]
    monkeypatch.setattr(matcher_module, "CHARACTERS_AT_ONCE", 100)
    assert [(one.index, own(one)) for one in matcher.search(texts)] == whole


def test_i_for_l_needs_a_sign_that_looks_like_both(tmp_path: Path) -> None:
    text = (
        "figures:\n  - id: a\n    name: Anna\n    rules:\n"
        "      - {id: r, kind: phrase, phrases: [salope], stance: attack}\n"
    )
    matcher = Matcher(rule_book(declared(tmp_path, text)))
    found = {one.index for one in matcher.search(["saIope", "sa1ope", "saiope", "salope"])}
    assert found == {0, 1, 3}
