from __future__ import annotations

import pytest

from meute.figures.library import library, parse_set
from meute.figures.model import CueRule, LibraryRule
from meute.figures.phrases import forms
from meute.figures.source import FigureFileError

SETS = ("deportation", "dehumanising", "dogpile", "insults", "slurs", "threats")


def test_every_kind_is_there_in_both_languages() -> None:
    assert set(library()) == {
        f"{language}/{name}" for language in ("fr", "en") for name in (*SETS, "cues")
    } | {f"{language}/{name}" for language in ("es", "ar") for name in ("insults", "cues")}


@pytest.mark.parametrize("name", library())
def test_each_set_says_where_it_comes_from_and_how_it_is_misused(name: str) -> None:
    one = library()[name]
    assert one.sources
    assert len(one.misuse.split()) > 15
    assert one.language == name.partition("/")[0]
    assert "hurtlex" not in " ".join(one.sources).casefold()
    for rule in one.rules:
        if isinstance(rule, LibraryRule):
            assert rule.stance == "attack"
            assert rule.needs in ("near", "tie"), "a general rule alone says nothing of a figure"


def test_size_and_no_phrase_twice() -> None:
    hostile = [
        (form.text, rule.id)
        for one in library().values()
        for rule in one.rules
        if isinstance(rule, LibraryRule)
        for phrase in rule.phrases
        for form in forms(phrase, evasions=False)
        if one.language == "fr"
    ]
    assert (
        sum(
            len(rule.phrases)
            for one in library().values()
            for rule in one.rules
            if isinstance(rule, LibraryRule)
        )
        > 400
    )
    texts = [text for text, _ in hostile]
    twice = {text for text in texts if texts.count(text) > 1}
    assert len(twice) < 60, sorted(twice)


def test_every_role_that_is_read_has_words() -> None:
    roles = {
        (one.language, rule.role)
        for one in library().values()
        for rule in one.rules
        if isinstance(rule, CueRule)
    }
    for language in ("fr", "en"):
        assert {role for spoken, role in roles if spoken == language} == {
            "negation", "clause", "report", "denounce", "solidarity", "praise", "mock", "endorse",
            "neutral", "rally", "before-tag", "after-tag", "affection", "irony", "hijack",
            "retraction",
            "deed",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id: fr/x\n", "is missing"),
        ("id: fr/x\nlanguage: fr\nabout: a\nsources: [s]\nmisuse: none\nrules: []\n", "misuse"),
    ],
)
def test_a_wrong_set_is_refused(text: str, words: str) -> None:
    with pytest.raises(FigureFileError, match=words):
        parse_set("x.yml", text.encode())
