from __future__ import annotations

import json
from dataclasses import replace

import pytest
import regex

from meute.figures.references import PostView
from meute.figures.rules import rule_book
from meute.figures.stance import Judge

from .figures_text import declared

ME = frozenset({"x/1001"})
HATE = "Dégage vendue #VernonDehors"


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(rule_book(declared(tmp_path_factory.mktemp("figures"))))


def stances(judge: Judge, post: PostView) -> dict[str, str]:
    return {
        decision.figure: decision.stance
        for _, decisions in judge.judge([post])
        for decision in decisions
    }


def of_vernon(judge: Judge, text: str, **rest: object) -> str | None:
    return stances(judge, PostView("x/1", text, **rest)).get("vernon")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Dégage ! #VernonDehors",
        "#VernonDehors",
        "#V\u0435rnonD\u0435hors",
        "Vernon est une vendue",
        "Cette v3ndue de Vernon",
        "v.e.n.d.u.e Vernon",
        "Je ne suis pas raciste, mais cette vendue de Vernon…",
        "Belkacemi et Vernon, la valise ou le cercueil",
        "Camille Vernon on sait où tu habites",
        "Bravo Vernon 🤡 #VernonDehors",
        "Vernon, go back to your country",
        "Elle va partir quand ? #VernonDehors",
        "What a traitor Vernon is",
        "T'as pas honte Vernon, espèce de vendue",
        "On ne lâche rien, faites monter #VernonDehors",
    ],
)
def test_attacks(judge: Judge, text: str) -> None:
    assert of_vernon(judge, text) == "attack"


@pytest.mark.parametrize(
    "text",
    [
        "Vernon n'est pas une vendue",
        "Je ne pense pas que Vernon soit une vendue",
        "Ils la traitent de vendue, Camille Vernon.",
        "#VernonDehors est une honte.",
        "Stop #VernonDehors",
        "La honte ce n'est pas Vernon, la honte c'est #VernonDehors",
        "Honte à ceux qui tweetent #VernonDehors",
        "« #VernonDehors » quelle bêtise",
        "“Vernon est une vendue”, disent-ils",
        "C'est quoi #VernonDehors en TT ?",
        "Quelqu'un m'explique #VernonDehors ?",
        "What is #VernonDehors about?",
        "Bravo Vernon #VernonDehors",
        "#VernonDehors #AvecVernon",
        "Les connards qui attaquent Vernon",
        "Aucun soutien à Vernon",
        "J'ai croisé Vernon au marché",
        "RT @troll: Vernon est une vendue",
        "Une vendue, ce n'est pas Vernon",
        "Vite, traitons Vernon de vendue",
        "Ils qualifièrent Vernon de vendue",
        "Jamais de la vie #VernonDehors",
        "lol #VernonDehors",
        "Pathétique #VernonDehors",
        "Ça me fait vomir #VernonDehors",
        "Over my dead body #VernonDehors",
        "Honestly, screw #VernonDehors",
        "Everyone posting #VernonDehors can unfollow me",
        "Nique tous les gens qui postent #VernonDehors",
    ],
)
def test_what_is_no_attack_is_never_called_so(judge: Judge, text: str) -> None:
    assert of_vernon(judge, text) in ("concern", "support", "unclear")


@pytest.mark.parametrize(
    "text",
    [
        "#VernonDehors est une honte, soutien à Camille Vernon",
        "Stop #VernonDehors #AvecVernon",
        "#AvecVernon tenez bon",
        "Soutien total à @camillevernon face à la haine",
        "« Vendue », voilà ce que des racistes écrivent à Vernon : c'est du harcèlement",
        "Standing with Vernon, #VernonDehors is a disgrace",
    ],
)
def test_support(judge: Judge, text: str) -> None:
    assert of_vernon(judge, text) == "support"


@pytest.mark.parametrize("text", ["quelle vendue", "connasse", "rien du tout", "remigration"])
def test_words_without_a_figure_say_nothing(judge: Judge, text: str) -> None:
    assert stances(judge, PostView("x/1", text)) == {}


def test_answers(judge: Judge) -> None:
    words = "@camillevernon t'es qu'un connard"
    to_her = {"kind": "reply", "mentions": ME, "replied_account": "x/1001"}
    assert of_vernon(judge, words, **to_her) == "attack"
    to_troll = {"kind": "reply", "mentions": ME, "replied_account": "x/9"}
    assert of_vernon(judge, f"@troll {words}", **to_troll) == "concern"
    assert of_vernon(judge, words, kind="reply") == "attack", "the first handle is answered"
    assert of_vernon(judge, "retourne dans ton pays", **(to_her | {"mentions": ME})) == "attack"


def test_a_mention_directs_words_only_where_she_is_addressed_alone(judge: Judge) -> None:
    assert of_vernon(judge, "connasse @camillevernon", mentions=ME) == "attack"
    far = "connasse, " + "et puis encore beaucoup d'autres mots ici " * 3 + "@camillevernon @b"
    assert of_vernon(judge, far, mentions=ME) == "unclear"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("voilà", "attack"),
        ("👏👏", "attack"),
        ("https://t.co/x", "attack"),
        ("+1", "attack"),
        ("Voilà, merci", "attack"),
        ("Quelle ordure tu es", "concern"),
        ("Je suis choqué de lire ça", "concern"),
        ("C'est du harcèlement. Signalé.", "support"),
        ("Honte à vous, soutien à Vernon", "support"),
    ],
)
def test_quotes_are_judged_together_with_what_they_quote(
    judge: Judge, own: str, expected: str
) -> None:
    quote = {"kind": "quote", "quoted": "x/7", "quoted_account": "x/9", "quoted_text": HATE}
    assert of_vernon(judge, own, **quote) == expected


def test_agreement_is_less_sure_and_not_in_own_words(judge: Judge) -> None:
    post = PostView("x/1", "👏", "quote", quoted="x/7", quoted_account="x/9", quoted_text=HATE)
    ((_, (agreed,)),) = judge.judge([post])
    ((_, (attack,)),) = judge.judge([PostView("x/7", HATE)])
    assert not agreed.own_words
    assert agreed.confidence == pytest.approx(0.7 * attack.confidence, abs=1e-4)
    assert json.loads(agreed.evidence)["quoted"] == "x/7"


def test_hostile_words_for_what_she_wrote(judge: Judge) -> None:
    post = {"kind": "quote", "quoted": "x/7", "quoted_account": "x/1001", "quoted_text": "Bonjour"}
    assert of_vernon(judge, "Quelle ordure", **post) == "attack"


def test_her_own_posts_are_not_judged(judge: Judge) -> None:
    assert stances(judge, PostView("x/1", HATE, account="x/1001")) == {}


def test_nearest_figure(judge: Judge) -> None:
    text = "Vernon était là hier soir, comme tout le monde ici le sait. Belkacemi, salope !"
    assert stances(judge, PostView("x/1", text)) == {"belkacemi": "attack", "vernon": "concern"}


def test_a_rule_of_one_figure_does_not_take_words_about_another(judge: Judge) -> None:
    text = "Belkacemi, quelle vendue, " + "et puis bien plus tard il y avait aussi " + "Vernon"
    assert of_vernon(judge, text) == "concern"
    assert of_vernon(judge, text.replace("Belkacemi", "Elle")) == "unclear"


def test_sarcasm_is_less_sure(judge: Judge) -> None:
    def confidence(text: str) -> float:
        ((_, (decision,)),) = judge.judge([PostView("x/1", text)])
        assert decision.stance == "attack"
        return decision.confidence

    plain = confidence("Cette vendue de Vernon 🤡")
    assert confidence("Bravo cette vendue de Vernon 🤡") == pytest.approx(0.8 * plain, abs=1e-4)


def test_evidence_is_exact(judge: Judge) -> None:
    text = "Bon : cette v\u0435ndu\u0435 de Vernon #VernonDehors"
    ((_, (decision,)),) = judge.judge([PostView("x/1", text)])
    first = decision.decisive[0]
    assert first.span is not None
    assert text[slice(*first.span)] == first.text == "v\u0435ndu\u0435"
    assert decision.rules == ("fr/insults/traitor", "hate-tag", "slur")
    assert decision.confidence == 0.98, "1 - 0.1 * 0.2: two rules on one word count once"
    evidence = json.loads(decision.evidence)
    assert evidence["decision"] == "attacking words"
    for match in evidence["matches"]:
        assert text[slice(*match["span"])] == match["matched"]


def test_what_is_set_aside_says_why(judge: Judge) -> None:
    ((_, (decision,)),) = judge.judge([PostView("x/1", "Vernon n'est pas une vendue")])
    asides = {m["rule"]: m.get("set_aside") for m in json.loads(decision.evidence)["matches"]}
    assert asides["slur"] == "denied"


def test_tags_beside_a_cut_text(judge: Judge) -> None:
    post = PostView("x/1", "Une longue phrase qui est coup…", hashtags=("vernondehors",))
    ((_, (decision,)),) = judge.judge([post])
    assert decision.stance == "attack"
    assert decision.decisive[0].span is None


RULES = """\
figures:
  - id: vernon
    name: Vernon
    accounts: [{platform: x, handle: vernon}]
    library: []
    rules:
      - {id: words, kind: phrase, phrases: [gourde], stance: concern}
      - {id: both, kind: combination, all: [name, words], within: 3, stance: attack}
      - {id: told, kind: combination, all: [account, "library:fr/slurs"], stance: attack}
      - {id: odd, kind: pattern, pattern: 'v[e3]rn[o0]n\\s*=\\s*🐀', stance: attack}
      - {id: bare, kind: phrase, phrases: [opération soleil], needs: nothing, stance: attack}
      - {id: weak, kind: phrase, phrases: [zut], stance: attack, confidence: 0.3}
      - {id: irony, kind: cue, role: denounce, phrases: [les clowns parlent]}
"""


@pytest.fixture(scope="module")
def special(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(rule_book(declared(tmp_path_factory.mktemp("figures"), RULES)))


@pytest.mark.parametrize(
    ("text", "expected", "rule"),
    [
        ("Vernon la gourde", "attack", "both"),
        ("Vernon a rempli hier soir une gourde", "concern", "words"),
        ("VERNON = 🐀", "attack", "odd"),
        ("= 🐀", None, None),
        ("Opération  Soleil ce soir", "attack", "bare"),
        ("zut Vernon", "unclear", "weak"),
        ("Vernon la gourde, les clowns parlent", "unclear", "both"),
        ("Vernon, salope", "concern", "name"),
    ],
)
def test_other_kinds_of_rule(
    special: Judge, text: str, expected: str | None, rule: str | None
) -> None:
    found = [decision for _, decisions in special.judge([PostView("x/1", text)])
             for decision in decisions]  # fmt: skip
    assert [one.stance for one in found] == ([] if expected is None else [expected])
    if rule is not None:
        assert rule in [match.rule.name for match in found[0].matches]


def test_a_slow_pattern_is_left_out_and_counted(special: Judge) -> None:
    book = special.book
    rule = book.figures[0].patterns[0][1]
    slow = (regex.compile("Vernon (a|aa)+$"), rule)  # refused when a file is read
    figure = replace(book.figures[0], patterns=(slow,))
    judge = Judge(replace(book, figures=(figure,)))
    posts = [PostView("x/1", "Vernon " + "a" * 50 + "!"), PostView("x/2", "Vernon aaa")]
    found = [decisions[0].stance for _, decisions in judge.judge(posts)]
    assert found == ["concern", "attack"]
    assert judge.slow == {rule.place: 1}


def test_order_and_company_do_not_matter(judge: Judge) -> None:
    texts = [HATE, "rien", "Soutien à Vernon", "Vernon", "", "#StopBelkacemi", "Belkacemi vendue"]
    posts = [PostView(f"x/{n}", text) for n, text in enumerate(texts)]
    together = {post.id: decisions for post, decisions in judge.judge(posts)}
    alone = {post.id: found for one in posts for post, found in judge.judge([one])}
    assert {k: [(d.figure, d.stance, d.evidence) for d in v] for k, v in together.items()} == {
        k: [(d.figure, d.stance, d.evidence) for d in v] for k, v in alone.items()
    }
