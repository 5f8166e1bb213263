"""Questions in plain words find the stored query that answers them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from meute.cli import meute
from meute.queries.catalogue import catalogue
from meute.queries.search import matching, terms

PAGE = Path(__file__).resolve().parents[2] / "docs" / "editor-questions.md"
OF_AN_EDITOR = re.findall(r"^\| (.+\?) \| `([a-z-]+)` \|$", PAGE.read_text("utf-8"), re.MULTILINE)


def test_ten_questions_of_an_editor_find_their_queries() -> None:
    assert len(OF_AN_EDITOR) == 10
    for question, name in OF_AN_EDITOR:
        told = CliRunner().invoke(meute, ["query", "list", "--search", question]).stdout
        assert name in [line.split()[0] for line in told.splitlines()[:3]], question


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("When did the hashtag explode, and who started it?", "hashtag-bursts"),
        ("Which accounts attacked more than one figure?", "multi-target-attackers"),
        ("Who posted the same text first?", "copypasta"),
        ("Which groups acted together?", "tight-amplification-clusters"),
        ("Who was renamed?", "renamed-accounts"),
        ("Did accounts go silent after the attack?", "silent-accounts"),
        ("Who was attacked next?", "second-targets"),
        ("What speaks for this account?", "account-record"),
        ("Which outlets does the pack push?", "pack-domains"),
        ("How far would it have spread without the pack?", "pack-reach"),
        ("What should we collect next?", "missing-originals"),
        ("Which posts have a copy in an archive?", "archived-posts"),
        ("Who defends the figure, and how late?", "answer-delays"),
        ("Who was the first to threaten her?", "threats"),
        ("Do the same trolls keep coming back?", "repeat-attackers"),
        ("Were the profiles set up recently?", "newly-created-attackers"),
        ("Who retweeted within a few seconds?", "fast-reposters"),
        ("Which memes went round?", "shared-pictures"),
        ("Were her replies flooded?", "reply-raids"),
        ("Is this account innocent?", "account-record"),
    ],
)
def test_a_question_finds_its_query(question: str, name: str) -> None:
    names = [query.name for query in matching(catalogue().values(), question)]
    assert name in names[:3], names[:5]


def test_words_that_no_query_speaks_of_find_none() -> None:
    assert matching(catalogue().values(), "zebra") == []
    assert matching(catalogue().values(), "") == []


def test_forms_and_synonyms_of_a_word_are_one_term() -> None:
    assert terms("The victims were harassed") == terms("a candidate was attacked")
    assert terms("Réposted reposts") == ["repost", "repost"]
    assert terms("went after") == terms("attacks")
