from __future__ import annotations

from pathlib import Path

import pytest

from meute.figures.lint import (
    everyday_sentences,
    frequent_words,
    wide_form,
    wide_library_phrases,
    wide_rules,
)

from .figures_text import FIGURES, declared


def test_no_phrase_of_the_library_is_a_frequent_word() -> None:
    assert list(wide_library_phrases()) == []


def test_no_everyday_sentence_is_an_attack_by_the_library(tmp_path: Path) -> None:
    assert len(everyday_sentences()) >= 40
    assert list(wide_rules(declared(tmp_path))) == []


@pytest.mark.parametrize(
    ("phrase", "word"),
    [
        ("retourne (d'où tu viens)", "retourne"),
        ("[rentre|casse-toi]", "rentre"),
        ("Rose", "rose"),
        ("vendu(e)(s)", None),
        ("retourne d'où tu viens", None),
        ("remigr*", None),
        ("vend*", "vend"),
        ("c'est", "c est"),
        ("[la|une] (belle )femme", "la femme"),
        ("Élu(e)", "elu"),
        ("Nguyen", "nguyen"),
        ("go home", None),
    ],
)
def test_the_shortest_form_decides(phrase: str, word: str | None) -> None:
    assert wide_form(phrase) == word


def test_wide_rules_of_a_file_are_told_with_their_place(tmp_path: Path) -> None:
    wide = FIGURES.replace('["vendu(e)(s)", "honte à Vernon"]', '["dehors", "est passée"]')
    told = list(wide_rules(declared(tmp_path, wide)))
    assert len(told) >= 2
    assert "figures.yml:" in told[0]
    assert "frequent 'dehors'" in told[0]
    assert any("est passée à la radio" in words for words in told)


def test_patterns_are_tried_on_frequent_words(tmp_path: Path) -> None:
    rule = "      - {id: bad, kind: pattern, pattern: 'ment', stance: attack}"
    wide = FIGURES.replace("    rules:\n", f"    rules:\n{rule}\n", 1)
    told = list(wide_rules(declared(tmp_path, wide)))
    assert any("the pattern matches in" in one and "comment" in one for one in told)


def test_the_lists_are_folded() -> None:
    assert "francaise" in frequent_words()
    assert all(word == word.lower() for word in frequent_words())
