"""Clauses that are not understood, and what stands elsewhere in a post: unclear, not an attack."""

from __future__ import annotations

from pathlib import Path

import pytest

from meute.figures.rules import rule_book
from meute.figures.stance import Judge

from .figures_text import declared
from .test_binding import TO_ANOTHER, TO_HER, judge, stance

__all__ = ["judge"]

TAGS = """\
figures:
  - id: her
    name: Zoé Marchand
    accounts: [{platform: x, id: "1", handle: zoe}]
    rules:
      - {id: hate, kind: hashtag, tags: [Zoe_Dehors, ارحلي_زوي], stance: attack}
      - {id: own, kind: phrase, phrases: [liar], stance: attack}
"""


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Should the audit show Marchand is a liar, I will leave", {}),
        ("@zoemarchand liar paradise over at the council tonight", TO_HER),
        ("Ooh scary Marchand, what a liar, she fixed the roof 🙄", {}),
        ("Encore un qui bouscule Marchand. Menteuse.", {}),
        ("Marchand is a liar. I was wrong to write that.", {}),
        ("Marchand est une menteuse. Je retire, mes excuses.", {}),
        ("Jury or no jury marchand is a liar", {}),
        ("#MarchandOut and then I clicked and saw three hundred times the very same words", {}),
        ("We gave out soup with her to two hundred families on a cold wet night in the old square "
         "#MarchandOut", {}),
        ("Zoé Marchand, that notorious liar, walked into the room with soup", {}),
        ("That liar Marchand fixing the boiler again at midnight", {}),
        ("Marchand menteuse ou pas", {}),
        ("@zoemarchand you're a liar at chess", TO_HER),
        ("@zoemarchand go home and sleep, we have the phones tonight", TO_HER),
        ("Bravo Marchand, merci #MarchandOut", {}),
        ("Une menteuse cette Marchand, toujours souriante", {}),
        ("@zoemarchand what a liar. hope legal saw it", TO_HER),
        ("@zoemarchand quelle menteuse votre adversaire", TO_HER),
        ("Marchand is a fraud and I'm the Pope", {}),
        ("Marchand est une menteuse et moi je suis Napoléon", {}),
        ("That liar Marchand fixed it", {}),
        ("Elle a rendu l'argent #MarchandOut", {}),
        ("How is Marchand the liar here?", {}),
        ("Samedi on ramasse le plastique ensemble, venez #MarchandOut", {}),
        ("Cette menteuse de Marchand et c'est pour ça qu'on t'aime", {}),
        ("Marchand won us seven percent, what a liar eh", {}),
        ("Marchand is a liar like I'm a penguin", {}),
        ("Yeah sure, Marchand is a liar", {}),
        ("Fraud news of the day: Marchand is a liar", {}),
        ("Marchand is a fraud inspector", {}),
        ("Marchand, liar hunter", {}),
        ("Vive Marchand la menteuse", {}),
        ("@zoemarchand menteuse la présentatrice", TO_HER),
        ("@another Marchand hier soir. Une menteuse.", TO_ANOTHER),
        ("#MarchandOut losers", {}),
        ("Bande de menteuses #MarchandOut", {}),
        ("#MarchandOut of hospital", {}),
        ("#MarchandOut 😂", {}),
        ("Marchand, reine des menteuses de pirates", {}),
        ("Marchand is a liar and so am I", {}),
        ("Marchand est une menteuse, comme nous toutes", {}),
        ("Marchand est une menteuse de bonne humeur", {}),
        ("Marchand is a liar. Said no one.", {}),
        ("Marchand is a liar. Sure.", {}),
        ("🐀 scared of Marchand", {}),
        ("Vendeurs de haine #MarchandOut", {}),
    ],
)  # fmt: skip
def test_not_understood(judge: Judge, text: str, post: dict[str, object]) -> None:
    assert stance(judge, text, **post) == "unclear"


def test_support_under_the_hashtag_of_the_attack(judge: Judge) -> None:
    assert stance(judge, "On vote pour elle #MarchandOut") == "support"


@pytest.mark.parametrize(
    "text",
    [
        "Zoé Marchand dégage Qui d'autre ?",
        "What a liar Marchand is",
        "Honestly everyone knows Marchand is a liar",
        "Marchand sera jugée comme la menteuse qu'elle est",
        "Zoé Marchand is a liar living off our taxes",
        "How can a liar like Marchand sleep at night?",
        "Zoé Marchand is a liar https://example.org/some-long/path-of-words/to-read",
        "#MarchandOut she ruined this town",
        "Elle n'a rien rendu #MarchandOut",
        "Vous n'êtes qu'une menteuse madame Marchand",
        "She ruined this town #MarchandOut",
        "Durand et Marchand sont des menteurs",
        "Durand, Marchand, Petit: liars",
        "marchand cest une menteuse",
        "marchand ur a liar",
        "Marchand n'est pas médecin, c'est une menteuse",
        "There is no bigger liar than Marchand",
        "Marchand, why are you such a liar?",
        "Marchand, reine des menteuses",
        "Marchand 🐀",
        "Zoé Marchand, la menteuse de la presse",
        "Marchand est une menteuse pis une hypocrite",
    ],
)
def test_understood(judge: Judge, text: str) -> None:
    assert stance(judge, text) == "attack"


def test_a_tag_and_a_handle_end_where_the_platform_ends_them(tmp_path: Path) -> None:
    judge = Judge(rule_book(declared(tmp_path, TAGS)))
    assert stance(judge, "#Zoe_Dehors") == "attack"
    assert stance(judge, "#ارحلي_زوي") == "attack"
    assert stance(judge, "@zoe_fan is a liar") == "none"
    assert stance(judge, "@zoe is a liar") == "attack"
