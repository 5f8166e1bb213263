"""Whom *you* and orders are said to; words of everyday use that are insults where they are tied."""

from __future__ import annotations

from pathlib import Path

import pytest

from meute.figures.rules import rule_book
from meute.figures.stance import Judge

from .figures_text import declared
from .test_binding import TO_HER, stance

FIGURES = """\
figures:
  - id: her
    name: Zoé Marchand
    names: [Marchand]
    accounts: [{platform: x, id: "1", handle: zoemarchand}]
    library: [fr, en]
    rules:
      - {id: hate, kind: hashtag, tags: [MarchandOut], stance: attack}
      - {id: own, kind: phrase, phrases: ["menteuse(s)", "liar(s)", honte, shame], stance: attack}
"""
MENTIONED = {"mentions": frozenset({"x/1"})}


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(rule_book(declared(tmp_path_factory.mktemp("addressee"), FIGURES)))


@pytest.mark.parametrize(
    ("text", "post"),
    [
        # The handle is the subject of a statement, and *you* are others.
        ("@zoemarchand is a fine woman. You are a liar.", MENTIONED),
        ("@zoemarchand did all she could. You are a pathetic liar.", MENTIONED),
        ("@zoemarchand fait le boulot. Toi t'es une ordure.", MENTIONED),
        ("@zoemarchand bosse, toi tu es une menteuse", MENTIONED),
        ("@zoemarchand is talking, shut up", MENTIONED),
        # Somebody else is called by name.
        ("@zoemarchand courage. Perrault, dégage.", MENTIONED),
        ("@zoemarchand keep going. Perkins, get lost.", MENTIONED),
        ("@zoemarchand chin up. Get lost, Perkins.", MENTIONED),
        ("@zoemarchand was superb tonight. Perkins should go, the liar.", MENTIONED),
        # Shame on those who did it.
        ("Marchand licenciée ? Honte à vous.", {}),
        ("Marchand sacked? Shame on you.", {}),
        ("Marchand dropped again. Idiot.", {}),
        ("They sacked Marchand, it's a disgrace", {}),
        ("On a viré Marchand, c'est une honte", {}),
        ("Marchand met Perkins and he is a fraud", {}),
        ("Traitors like Marchand should never apologise for feeding children", {}),
        ("Marchand was dropped again, what an idiot", {}),
        # A name that somebody is called by, and nobody says who.
        ("Marchand has proof, you have none, liar.", {}),
        ("You have nothing, liar. Marchand has proof.", {}),
        ("Marchand is back, loser", {}),
        ("Marchand never said that, liar", {}),
        ("Marchand a tout montré, menteur !", {}),
        ("Marchand t'a répondu, menteur", {}),
        ("Marchand n'a rien fait. Menteuse.", {}),
        ("Marchand est née ici, sale raciste", {}),
        ("Listen to Marchand, you idiot", {}),
        ("Écoute Marchand, idiot", {}),
        ("Laissez parler Marchand, taisez-vous", {}),
        ("Perkins went for Marchand again. Vile man.", {}),
        # An order that goes on is a statement.
        ("Zoé M. Marchand ferme la fenêtre", {}),
        ("Marchand, ferme la fenêtre s'il te plaît", {}),
        ("They come for Marchand again. Go to hell, filth.", {}),
    ],
)
def test_what_is_said_to_others_is_no_attack(
    judge: Judge, text: str, post: dict[str, object]
) -> None:
    assert stance(judge, text, **post) != "attack"


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("@zoemarchand You are a liar.", MENTIONED),
        ("@zoemarchand vous êtes une menteuse", MENTIONED),
        ("Marchand, shame on you", {}),
        ("Marchand, ferme-la", {}),
        ("@zoemarchand dégage, menteuse", MENTIONED),
        ("Marchand, a liar, as everybody knows", {}),  # no « Marchand a … »
        ("Vermin like Marchand", {}),
        ("Une menteuse, voilà ce qu'est Marchand", {}),
        ("A liar, that's what Marchand is", {}),
        ("Jpp de Marchand cette menteuse", {}),
        ("Vivement qu'on vire cette menteuse de Marchand", {}),
        ("Marchand est complètement corrompue", {}),
        ("Marchand est une menteuse et je l'assume", {}),
        ("marchand cest une grosse menteuse mdr", {}),
        ("@zoemarchand t une menteuse", MENTIONED),
        ("@zoemarchand tg", MENTIONED),
        ("marchand stfu", {}),
        ("@zoemarchand Personne ne t'écoute, menteuse", MENTIONED),
        ("Hey Marchand: you are a liar", {}),
        ("Marchand, what a liar", {}),
        ("Marchand tu es une menteuse", {}),
        ("@zoemarchand Retire-toi, menteuse", MENTIONED),
        ("Go home Marchand, liar", {}),
        ("Our mayor is Marchand, and she is a fraud.", {}),
        ("Marchand has never been anything but a liar", {}),
        ("Somebody break Marchand's legs", {}),
        ("Vermin like Marchand should never hold a pen", {}),
    ],
)
def test_what_is_said_to_or_of_the_figure_is(
    judge: Judge, text: str, post: dict[str, object]
) -> None:
    assert stance(judge, text, **post) == "attack"


@pytest.mark.parametrize(
    "text",
    [
        "Marchand is a fraud", "Marchand is a rat", "Marchand is so pathetic", "Marchand is trash",
        "ngl marchand is useless", "Get that lazy rat Marchand off the stage",
        "Marchand est une honte", "Marchand est une sorcière", "Marchand est une bonne à rien",
        "Cette sorcière de Marchand", "VOUS ÊTES UNE HONTE MADAME MARCHAND",
    ],
)  # fmt: skip
def test_words_of_everyday_use_are_insults_where_somebody_is_called_so(
    judge: Judge, text: str
) -> None:
    assert stance(judge, text) == "attack"


@pytest.mark.parametrize(
    "text",
    [
        "Marchand is a joke a minute", "Marchand is useless at lying", "Marchand told a joke",
        "Marchand is a fraud investigator", "Marchand was useless until March",
        "Marchand is dumb with grief", "Marchand is toxic for crooks",
        "Marchand is disgusting what a goal",
        "Marchand est nulle part", "Marchand, merde pour ce soir !", "Marchand est bête de scène",
        "Marchand est ignoble avec les menteurs", "Marchand et son chien",
        "Merde, Marchand est partie",
        "Ridicule. Marchand n'y est pour rien", "Vile. Marchand gets this every day",
        "#MarchandOut is vile", "#MarchandOut. Pathetic.", "Vile #MarchandOut",
        "Immonde. #MarchandOut", "Marchand among the clowns",
        "Marchand, the clowns are afraid of you",
    ],
)  # fmt: skip
def test_they_are_not_where_they_say_something_else(judge: Judge, text: str) -> None:
    assert stance(judge, text) != "attack"


@pytest.mark.parametrize("text", ["Raciste !", "Quel clown", "criminal", "Pathetic."])
def test_called_out_in_an_answer_they_may_be_about_a_third(judge: Judge, text: str) -> None:
    assert stance(judge, text, **TO_HER) != "attack"


HANDLES = """\
figures:
  - id: her
    name: Zoé Marchand
    accounts:
      - {platform: x, id: "1", handle: Zoe_Marchand}
      - {platform: bluesky, id: "did:plc:1", handle: zoe.marchand.example}
    library: [fr, en]
"""


@pytest.mark.parametrize("handle", ["@Zoe_Marchand", "@zoe.marchand.example"])
def test_the_parts_of_a_handle_are_no_words(tmp_path: Path, handle: str) -> None:
    handled = Judge(rule_book(declared(tmp_path, HANDLES)))
    assert stance(handled, f"{handle} nobody wants to hear it, liar") == "attack"
    assert stance(handled, f"{handle} well done, that @Jean_Menteuse can go") != "attack"


GROUP = """\
figures:
  - id: them
    name: Les Relais
    names: [Relais]
    kind: group
    accounts: [{platform: x, id: "1", handle: lesrelais}]
    library: [fr, en]
    rules: [{id: own, kind: phrase, phrases: ["menteur(s)", "liars", "crooks"], stance: attack}]
"""


@pytest.mark.parametrize(
    ("text", "attacks"),
    [
        ("Les Relais are a bunch of crooks", True),
        ("Ces parasites des Relais", True),
        ("Never give a penny to those crooks at les Relais", True),
        ("@lesrelais you people are scum", True),
        ("Crooks broke into les Relais", False),
        ("Les menteurs ont peur des Relais", False),
        ("You people are scum, les Relais are fine", False),
    ],
)
def test_a_group_is_called_names_as_one_and_as_many(
    tmp_path: Path, text: str, *, attacks: bool
) -> None:
    group = Judge(rule_book(declared(tmp_path, GROUP)))
    assert (stance(group, text, "them", **MENTIONED if "@" in text else {}) == "attack") is attacks


@pytest.mark.parametrize(
    "text",
    [
        "I love that liar Marchand", "J'adore cette sorcière de Marchand",
        "Vive la menteuse Marchand",
        "That witch Marchand has my vote", "That liar Marchand for mayor!",
        "Marchand menteuse, vraiment",
        "Cette menteuse de Marchand avait raison", "That liar Marchand turned out to be right",
        "That clown Marchand just won us the cup", "More liars like Marchand please",
        "Marchand est une sorcière, moi aussi", "Ah bon, Marchand est une menteuse maintenant",
        "So Marchand is a liar now", "Breaking: Marchand is a witch",
        "Marchand is a liar and pigs fly",
        "Marchand est une menteuse. Preuve ? Aucune.", "Marchand is a liar. Evidence please.",
        "Marchand sorcière, Marchand présidente", "Marchand vendue, c'est ça",
    ],
)  # fmt: skip
def test_fondness_and_disbelief_are_no_attack(judge: Judge, text: str) -> None:
    assert stance(judge, text) != "attack"


@pytest.mark.parametrize(
    "text",
    [
        "#MarchandOut → #MarchandStays", "#MarchandOut nah", "Not today #MarchandOut",
        "#MarchandOut mais surtout #HaineDehors", "J'ai bloqué 200 comptes #MarchandOut",
        "#MarchandOut 😂😂 dream on",
    ],
)  # fmt: skip
def test_a_hashtag_that_is_answered_is_no_attack(judge: Judge, text: str) -> None:
    assert stance(judge, text) != "attack"


def test_another_hashtag_beside_the_attack_takes_nothing_back(judge: Judge) -> None:
    assert stance(judge, "#MarchandOut #Election") == "attack"


@pytest.mark.parametrize(
    "text",
    [
        "Marchand nous ment", "Marchand me dégoûte", "Marchand est un danger public",
        "Marchand pue",
        "Marchand doit dégager", "Dehors Marchand", "Je hais Marchand", "Marre de Marchand",
        "@zoemarchand tu devrais avoir honte", "@zoemarchand espèce de folle", "Marchand lies",
        "Marchand must go", "Fuck Marchand", "Shame on Marchand", "I hate Marchand",
        "Marchand is a danger to this country", "Get rid of Marchand", "Somebody shoot Marchand",
        "J'espère que Marchand va mourir",
    ],
)  # fmt: skip
def test_plain_words_with_the_name_are_attacks(judge: Judge, text: str) -> None:
    assert stance(judge, text) == "attack"


@pytest.mark.parametrize(
    "text",
    [
        "Marchand lies awake", "Here lies Marchand", "Marchand must go on",
        "I hate Marchand haters",
        "Marchand needs to go home and rest", "Marchand crève l'écran", "Marchand pue la classe",
        "Dehors, Marchand attend", "Virez Marchand et on s'en va tous", "Marre de Marchand bashing",
        "Marchand is a danger to liars", "Marchand beat cancer", "Rot in hell Marchand haters",
        "Never fire Marchand", "Marchand doit dégager du temps pour ses enfants",
        "Marchand devrait avoir honte ? De quoi ?", "The Mail: that traitor Marchand strikes again",
        "The Mail wants you to hate that traitor Marchand", "I doubt Marchand is a liar",
        "Marchand est une menteuse aux yeux des menteurs", "Marchand voleuse : fake news",
    ],
)  # fmt: skip
def test_they_are_not_where_they_go_on_or_are_others(judge: Judge, text: str) -> None:
    assert stance(judge, text) != "attack"
