"""Whom attacking words are said of or to: each kind by itself, in both languages."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from meute.figures.references import PostView
from meute.figures.rules import rule_book
from meute.figures.stance import Judge

from .figures_text import declared

FIGURES = """\
figures:
  - id: her
    name: Zoé Marchand
    names: [Marchand]
    homonyms: [Villa Marchand]
    accounts: [{platform: x, id: "1", handle: zoemarchand}]
    rules:
      - {id: hate, kind: hashtag, tags: [MarchandOut], stance: attack}
      - {id: own, kind: phrase, phrases: ["menteuse(s)", vendue, "liar(s)", fraud], stance: attack}
  - id: them
    name: Les Relais
    kind: group
    rules:
      - {id: own, kind: phrase, phrases: ["menteur(s)", "liar(s)"], stance: attack}
"""
TO_HER = {"kind": "reply", "replied_account": "x/1", "mentions": frozenset({"x/1"})}
TO_ANOTHER = {"kind": "reply", "replied_account": "x/9"}


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(rule_book(declared(tmp_path_factory.mktemp("binding"), FIGURES)))


def stance(judge: Judge, text: str, figure: str = "her", **post: object) -> str:
    found = judge.judge([PostView("x/1", text, **post)])  # type: ignore[arg-type]
    return {one.figure: one.stance for _, some in found for one in some}.get(figure, "none")


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Marchand est une menteuse", {}),
        ("Le maire travaille, mais Marchand est une menteuse", {}),
        ("Marchand is a liar and a fraud", {}),
        ("Cette menteuse de Marchand", {}),
        ("That liar Marchand", {}),
        ("Pourquoi cette menteuse de Marchand parle-t-elle encore ?", {}),
        ("On ne veut plus de cette menteuse de Marchand", {}),
        ("Marchand is nothing but a liar", {}),
        ("Marchand, casse-toi", {}),
        ("Get lost, Marchand", {}),
        ("@zoemarchand you are a liar", TO_HER),
        ("@zoemarchand menteuse !", TO_HER),
        ("@another vrai, Marchand est une menteuse", TO_ANOTHER),
        ("Je le répète : Marchand est une menteuse", {}),
        ("J'ai vu Marchand hier. Quelle menteuse.", {}),
        ("#MarchandOut", {}),
        ("#MarchandOut she has to go", {}),
        ("Deport Marchand now", {}),
        ("Somebody should shut Marchand up for good", {}),
        ("Il faut expulser Marchand", {}),
        ("Never trust a liar like Marchand", {}),
        ("Ras le bol de Marchand, cette menteuse", {}),
        ("Madame Marchand, vous êtes une menteuse", {}),
        ("Nobody believes that liar Marchand anymore", {}),
        ("Marchand has always been a fraud", {}),
        ("Marchand turned out to be a massive fraud", {}),
        ("La candidate Marchand est une menteuse", {}),
        ("C'était une menteuse cette Marchand", {}),
        ("Marchand is a f.r.a.u.d", {}),
        ("@zoemarchand you sold us, liar", TO_HER),
    ],
)
def test_attacks(judge: Judge, text: str, post: dict[str, object]) -> None:
    assert stance(judge, text, **post) == "attack"


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Le type qui a frappé Marchand est une menteuse", {}),
        ("The way they treat Marchand is a fraud", {}),
        ("Le menteur, la menteuse, c'est lui, pas Marchand", {}),
        ("Je ne supporte plus d'entendre que Marchand est une menteuse", {}),
        ("Marchand démonte, et la menteuse s'enfuit", {}),
        ("Marchand n'est la menteuse de personne", {}),
        ("Marchand vendue gagnante par les bookmakers", {}),
        ("Marchand, vendue 4 euros le kilo", {}),
        ("Pour trois Français sur dix, Marchand est une menteuse", {}),
        ("Marchand fraud case dismissed", {}),
        ("They want to deport Marchand, who was born here", {}),
        ("Marchand rentre chez elle après trois semaines d'hôpital", {}),
        ("you type #MarchandOut all day", {}),
        ("@zoemarchand pauvre Durand, quelle menteuse", TO_HER),
        ("@zoemarchand what a liar he made of himself", TO_HER),
        ("@zoemarchand that liar had it coming", TO_HER),
        ("@zoemarchand liar after liar on that panel", TO_HER),
        ("@zoemarchand une menteuse pareille face à vous", TO_HER),
        ("Ce juge est un connard et Marchand l'a dit", {}),  # somebody else
        ("That judge is a liar, says everyone who knows Marchand", {}),
        ("Les détracteurs de Marchand sont des menteurs, elle n'est pas menteuse", {}),
        ("Marchand's critic is a liar", {}),
        ("I am a liar, says a character of Marchand", {}),
        ("Marchand est-elle une menteuse ?", {}),  # question
        ("Is Marchand a liar?", {}),
        ("Marchand is no liar", {}),  # negation
        ("Marchand is anything but a liar", {}),
        ("Personne ne pense que Marchand est une menteuse", {}),
        ("Si Marchand est une menteuse, prouvez-le", {}),  # condition
        ("Unless Marchand is a liar, we win", {}),
        ("Selon lui, Marchand est une menteuse", {}),  # report
        ("They say Marchand is a liar", {}),
        ("Marchand is a liar apparently", {}),
        ("Marchand is a liar if you believe the Mail", {}),
        ("Marchand est une menteuse, nous dit-on", {}),
        ("Not #MarchandOut", {}),
        ("No bigger liar than Marchand's landlord", {}),
        ("What a shame Marchand left", {}),
        ("Marchand est une menteuse, dixit le préfet", {}),
        ("Marchand a vendue sa voiture", {}),  # another sense
        ("Marchand wrote about tax fraud", {}),
        ("Maison vendue rue Marchand", {}),  # a place
        ("Villa Marchand vendue hier", {}),
        ("Marchand Street is a fraud of a street", {}),
        ("Paul Marchand est une ordure", {}),  # another person
        ("Le boucher Marchand est une ordure", {}),
        ("Marchand a aimé le film Menteuse", {}),  # title
        ("Menteuse et fière de l'être, avec Marchand", {}),  # reclaimed
        ("Marchand, menteuse, à demain ma belle ❤️", {}),  # banter
        ("@another dégage, menteuse. Marchand passe demain", TO_ANOTHER),  # another addressee
        ("Bande de menteuses, lâchez Marchand", {}),  # those who attack
        ("You liars, leave Marchand alone", {}),
        ("#MarchandOut of the box thinking as ever", {}),  # hashtag turned
    ],
)
def test_what_is_said_of_others_or_not_meant_is_no_attack(
    judge: Judge, text: str, post: dict[str, object]
) -> None:
    assert stance(judge, text, **post) != "attack"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marchand n'est pas une menteuse", "support"),
        ("Marchand is no liar", "support"),
        ("Marchand n'est pas une menteuse ?", "concern"),
        ("Je ne sais pas si Marchand est une menteuse", "concern"),
        ("Ce juge n'est pas un menteur, et Marchand l'a dit", "concern"),
    ],
)
def test_who_denies_the_words_stands_by_the_figure(judge: Judge, text: str, expected: str) -> None:
    assert stance(judge, text) == expected


def test_a_group_may_be_called_names_in_the_plural(judge: Judge) -> None:
    assert stance(judge, "Les Relais sont des menteurs", "them") == "attack"
    assert stance(judge, "Marchand sont des menteuses") != "attack"


@pytest.mark.parametrize("text", ["Marchand 🐒🍌", "@zoemarchand 🐀", "Marchand = 🐍"])
def test_a_sign_says_enough_where_no_words_do(judge: Judge, text: str) -> None:
    assert stance(judge, text) == "attack"


@pytest.mark.parametrize(
    "text",
    ["Marchand au zoo avec ses enfants 🐒", "Marchand 🐍 ?", "Marchand 🐷❤️", "« 🐒 » Marchand"],
)
def test_a_sign_beside_words_hearts_or_a_question_says_nothing(judge: Judge, text: str) -> None:
    assert stance(judge, text) != "attack"


OTHERS = """\
figures:
  - id: her
    name: Elena Marchand
    names: [Marchand, مارشان]
    accounts: [{platform: x, id: "1", handle: elenam}]
    library: [es, ar]
"""


@pytest.mark.parametrize(
    ("text", "attacks"),
    [
        ("Marchand es una mentirosa", True),
        ("@elenam vuelve a tu país", True),
        ("Marchand no es una mentirosa", False),
        ("Dicen que Marchand es una vendida", False),
        ("El alcalde es un mentiroso y Marchand lo dijo", False),
        ("@elenam يا خائنة", True),
        ("مارشان خائنة", True),
        ("مارشان ليست خائنة", False),
        ("يقولون إن مارشان خائنة", False),
    ],
)
def test_spanish_and_arabic(
    tmp_path_factory: pytest.TempPathFactory, text: str, attacks: bool
) -> None:
    judge = Judge(rule_book(declared(tmp_path_factory.mktemp("others"), OTHERS)))
    reply = {"kind": "reply", "replied_account": "x/1"} if text.startswith("@") else {}
    assert (stance(judge, text, **reply) == "attack") is attacks


def test_what_cannot_be_told_is_unclear_and_says_why(judge: Judge) -> None:
    ((_, (decision,)),) = judge.judge([PostView("x/1", "Marchand serait une menteuse")])
    assert decision.stance == "unclear"
    assert "condition" in decision.reason


def steps(run: Callable[[], object]) -> int:
    """Count the lines of Python that a call runs: work without a clock."""
    count = 0

    def trace(*_: object) -> object:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "part",
    [
        "Marchand est une menteuse et une vendue, liar #MarchandOut ",
        "menteuse ",
        "@zoemarchand #MarchandOut stop #MarchandOut ? ",
        "ils disent que « Marchand » n'est pas, menteuse. ",
        "on ne lâche rien bravo merci soutien à Marchand ",
    ],
)
def test_the_work_is_linear_in_length_and_in_hits(judge: Judge, part: str) -> None:
    def work(times: int) -> int:
        post = PostView("x/1", part * times)
        return steps(lambda: list(judge.judge([post])))

    work(2)  # fills caches
    small, large = work(8), work(64)
    assert large < 9.5 * small, (small, large)


def test_the_names_of_a_post_are_not_gone_through_for_each_hit(judge: Judge) -> None:
    def work(times: int) -> int:
        post = PostView("x/1", "Marchand est une menteuse. " * times)
        return steps(lambda: list(judge.judge([post])))

    work(2)  # fills caches
    small, large = work(100), work(800)
    assert large < 9.5 * small, (small, large)
