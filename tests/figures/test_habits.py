"""What an author's other posts say of one that is open by itself."""

from __future__ import annotations

import json

import pytest

from meute.figures.habits import Habits
from meute.figures.marking import Mark
from meute.figures.references import PostView
from meute.figures.rules import rule_book
from meute.figures.stance import Judge

from .figures_text import declared

PLAIN = ("Vernon est une vendue", "Cette vendue de Vernon")
OPEN = "Vernon est une vendue, demandez donc au boulanger du village"


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(rule_book(declared(tmp_path_factory.mktemp("habits"))))


def last_stance(judge: Judge, *texts: str, reposted: bool = False) -> tuple[str, dict[str, object]]:
    habits = Habits()
    views = [PostView(f"x/{n}", text, account="x/ana") for n, text in enumerate(texts)]
    marks = [
        Mark(view.id, decision, author=view.account)
        for view, decisions in judge.judge(views)
        for decision in decisions
    ]
    if reposted:
        marks.append(Mark("x/repost", marks[-1].decision, inherited=True, author="x/ana"))
    rows = [one for mark in marks for one in habits.passed(mark)] + list(habits.settled())
    wanted = "x/repost" if reposted else f"x/{len(texts) - 1}"
    ((stance, row),) = [(stance, row) for stance, row in rows if row["source"] == wanted]
    return stance, row


def test_who_attacks_again_and_again(judge: Judge) -> None:
    assert last_stance(judge, OPEN)[0] == "unclear"
    assert last_stance(judge, PLAIN[0], OPEN)[0] == "unclear"
    stance, row = last_stance(judge, *PLAIN, OPEN)
    assert stance == "attack"
    assert row["confidence"] == 0.6
    assert row["matched"] == "vendue"
    assert "unclear" not in row
    decision = json.loads(str(row["evidence"]))["decision"]
    assert decision.endswith("; the author attacks it in 2 other posts")


def test_a_repost_follows_what_it_reposts(judge: Judge) -> None:
    stance, row = last_stance(judge, *PLAIN, OPEN, reposted=True)
    assert stance == "attack"
    assert row["own_words"] is False


def test_whoever_supports_too_is_left_unclear(judge: Judge) -> None:
    support = "Tout mon soutien à Vernon"
    assert last_stance(judge, *PLAIN, support, OPEN)[0] == "unclear"
    stance, row = last_stance(judge, support, PLAIN[0])
    assert stance == "unclear"
    assert row["unclear"] is True
    assert row["confidence"] == 0.5
    assert last_stance(judge, support, *PLAIN)[0] == "attack"


@pytest.mark.parametrize(
    "text",
    ["Vernon est-elle vendue ?", "Si Vernon est une vendue, prouvez-le", "Vernon, la vendue 😘"],
)
def test_what_is_asked_or_a_jest_stays_open(judge: Judge, text: str) -> None:
    assert last_stance(judge, *PLAIN, text)[0] == "unclear"
