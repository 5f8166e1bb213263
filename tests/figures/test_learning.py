"""Confidences learned from what people judged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.figures.declarations import read_figures
from meute.figures.learning import DECLARED_WEIGHT, Learned
from meute.figures.references import PostView
from meute.figures.rules import rule_book
from meute.figures.sample import Corrected, keep_judgements
from meute.figures.stance import Judge

FIGURES = """\
figures:
  - id: her
    name: Zoé Marchand
    names: [Marchand]
    rules:
      - {id: slur, kind: phrase, phrases: [perchée], stance: attack, confidence: 0.9}
  - id: him
    name: Paul Renard
    names: [Renard]
    rules:
      - {id: slur, kind: phrase, phrases: [perché], stance: attack, confidence: 0.9}
"""


def judged(rule: str, right: int, wrong: int, figure: str = "her") -> list[Corrected]:
    return [
        Corrected(
            f"x/{figure}{n}", figure, "attack", rule, "attack" if n < right else "concern",
            1.0, "Ana", "2024-05-06", "no insult", n + 2,
        )
        for n in range(right + wrong)
    ]  # fmt: skip


def judge_of(tmp_path: Path, rows: list[Corrected]) -> Judge:
    figures, kept = tmp_path / "figures.yml", tmp_path / "kept.yml"
    figures.write_text(FIGURES, encoding="utf-8")
    keep_judgements(rows, kept, "Ana", "2024-05-06")
    return Judge(rule_book(read_figures([figures, kept])))


def stance(judge: Judge, text: str) -> tuple[str, float]:
    [(_, [decision])] = list(judge.judge([PostView("x/new", text)]))
    return decision.stance, decision.confidence


def test_a_rule_that_people_found_wrong_accuses_nobody(tmp_path: Path) -> None:
    judge = judge_of(tmp_path, judged("slur", right=2, wrong=18))
    assert stance(judge, "Marchand est perchée")[0] == "unclear"
    assert stance(judge, "Renard est perché") == ("attack", 0.9), "another figure's rule"
    assert [(rule.declared_confidence, rule.confidence) for rule in judge.book.relearned] == [
        (0.9, 0.26)
    ]


def test_few_judgements_and_those_that_agree_change_nothing(tmp_path: Path) -> None:
    for rows in (judged("slur", right=0, wrong=4), judged("slur", right=18, wrong=2)):
        (tmp_path / "kept.yml").unlink(missing_ok=True)
        judge = judge_of(tmp_path, rows)
        assert stance(judge, "Marchand est perchée") == ("attack", 0.9)
        assert judge.book.relearned == ()


def test_a_rule_of_the_library_is_judged_over_all_figures(tmp_path: Path) -> None:
    rows = [
        *judged("fr/insults/insult", right=0, wrong=6),
        *judged("fr/insults/insult", right=0, wrong=6, figure="him"),
    ]
    judge = judge_of(tmp_path, rows)
    assert {rule.name for rule in judge.book.relearned} == {"fr/insults/insult"}
    assert stance(judge, "Renard est un connard")[0] == "unclear"


def test_judgements_are_kept_once_and_corrections_stand(tmp_path: Path) -> None:
    kept = tmp_path / "kept.yml"
    rows = judged("slur", right=3, wrong=3)
    assert keep_judgements(rows, kept, "Ana", "2024-05-06") == 3
    before = kept.read_bytes()
    assert keep_judgements(rows, kept, "Ana", "2024-05-06") == 0
    assert kept.read_bytes() == before
    assert len(read_figures([kept]).judgements) == 6


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.05, 0.99))
def test_what_is_learned_lies_between_what_was_declared_and_what_was_seen(
    right: int, wrong: int, declared: float
) -> None:
    total = right + wrong
    one = Learned(total, right)
    found = one.confidence(declared)
    seen = right / total if total else declared
    assert min(seen, declared) - 0.006 <= found <= max(seen, declared) + 0.006
    if found != declared:
        exact = (DECLARED_WEIGHT * declared + right) / (DECLARED_WEIGHT + total)
        assert found == pytest.approx(exact, abs=0.006)
