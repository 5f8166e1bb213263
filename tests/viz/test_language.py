"""Pages in French and English: every message is there in both; numbers and times follow rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from itertools import product

import numpy as np
import pytest
from babel.messages.catalog import Message as Entry
from lxml import html

from meute.detect.explanations import PACK, RHYTHMS, Explanation
from meute.detect.salvoes import SALVO, Salvo
from meute.detect.sentences import pack_sentence, salvo_sentence, tie_sentences
from meute.detect.tie_explanations import TieExplanations
from meute.detect.ties import Ties
from meute.errors import UsageError
from meute.graph import Store
from meute.graph.traces import TRACES
from meute.viz.answers import Scope
from meute.viz.explained import explained
from meute.viz.gathering import gather
from meute.viz.language import ENGLISH, LANGUAGES, Language, counted_message, language_of, message
from meute.viz.marks import words_of
from meute.viz.page import network_page
from meute.viz.report import report_page
from meute.viz.report_data import read_case

from .messages import messages, translations
from .planted import HOSTILE, plant

FRENCH = Language("fr")
PLACES = re.compile(r"%\(\w+\)s|%%|(?<!%\()\{\w+\}|</?\w+[^>]*>")


def forms(entry: Entry) -> Iterator[tuple[str, str]]:
    """Each English form of a message with its translation."""
    one = isinstance(entry.id, str)
    yield from zip(
        [entry.id] if one else entry.id, [entry.string] if one else entry.string, strict=True
    )


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_every_message_has_a_translation_and_none_is_left_over(code: str) -> None:
    """`python -m tests.viz.messages` brings the file up to date."""
    used = {entry.id: {path for path, _ in entry.locations} for entry in messages() if entry.id}
    held = {
        entry.id: {path for path, _ in entry.locations} for entry in translations(code) if entry.id
    }
    assert held == used
    assert len(used) > 300


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_a_translation_has_the_placeholders_and_the_markup_of_its_message(code: str) -> None:
    for entry in translations(code):
        for english, translated in forms(entry) if entry.id else ():
            assert translated.strip() or not english.strip(), english
            assert sorted(PLACES.findall(translated)) == sorted(PLACES.findall(english)), english
            assert english[-1:].isspace() == translated[-1:].isspace(), english


def test_french_is_set_with_its_spaces_and_quotation_marks() -> None:
    for entry in translations("fr"):
        for _, french in forms(entry) if entry.id else ():
            words = re.sub(r"<[^>]*>|`[^`]*`|%%", "", french)
            assert not re.search(r"[^\u00a0\u202f][;!?»]|[^\u00a0\d][:](?!\d)|«[^\u00a0]", words), (
                words
            )
            assert "'" not in words
            assert '"' not in words


def test_numbers_times_and_plurals_follow_the_rules_of_the_language() -> None:
    assert (ENGLISH.number(12_345), FRENCH.number(12_345)) == ("12,345", "12\u202f345")
    assert (ENGLISH.number(0.25), FRENCH.number(0.25)) == ("0.25", "0,25")
    assert FRENCH.number(0.00004) == "4,0e-05"
    assert FRENCH.share(0.5) == "50\u00a0%"
    assert ENGLISH.moment("2021-10-20T18:02:11Z") == "2021-10-20 18:02:11"
    paris = language_of("fr", "Europe/Paris")
    assert paris.moment("2021-10-20T18:02:11Z") == "20/10/2021 20:02:11"
    assert paris.moment(1_700_000_000) == "14/11/2023 23:13:20"
    assert FRENCH.moment("2021-10-20") == "20/10/2021"
    assert FRENCH.moment("2021-10-20 18:02") == "20/10/2021 18:02"
    said = [FRENCH.count("%(count)s minute", "%(count)s minutes", n) for n in (0, 1, 2)]
    assert said == ["0 minute", "1 minute", "2 minutes"]
    said = [ENGLISH.count("%(count)s minute", "%(count)s minutes", n) for n in (0, 1, 2)]
    assert said == ["0 minutes", "1 minute", "2 minutes"]


def test_a_message_waits_for_its_language() -> None:
    late = counted_message("%(count)s account", "%(count)s accounts", 1_200)
    assert str(late) == "1,200 accounts"
    assert FRENCH.of(late) == "1\u202f200 comptes"
    assert str(message("%(file)s", file="100 %")) == "100 %"
    with pytest.raises(UsageError, match="no language"):
        language_of("tlh", "UTC")
    assert language_of("fr", "UTC").zone is UTC


@pytest.mark.parametrize("kind", [trace.kind for trace in TRACES.values()])
def test_a_tie_speaks_in_the_words_of_its_trace(kind: str) -> None:
    title, meaning = words_of(kind, FRENCH)
    trace = next(trace for trace in TRACES.values() if trace.kind == kind)
    assert title == trace.french.title
    assert trace.french.act in meaning


def explanations() -> Iterator[Explanation]:
    """Explanations that say each clause, alone and with others."""
    nothing = {
        "kind": PACK, "leader": 0, "led": 0.0, "author": 1, "authored": 0.0, "occasions": 9,
        "days": 4, "rhythm": RHYTHMS[0], "slots": (46_800.0,), "scheduled": 0.0, "outside": 0.9,
        "at_once": 0.0, "known_beginnings": 1.0, "weak": 0.0, "sharpness": None, "leaders": (),
        "led_in_turn": 0.0, "span": 4e5, "clocked": 0.0, "authors": (), "authored_in_turn": 0.0,
    }  # fmt: skip
    shared = {
        "led": 0.8,
        "authored": 0.6,
        "at_once": 1.0,
        "known_beginnings": 0.4,
        "sharpness": 0.35,
    }
    yield Explanation(**nothing)
    yield Explanation(**nothing | shared | {"days": 1})
    yield Explanation(**nothing | {"sharpness": 0.2})
    yield Explanation(**nothing | {"known_beginnings": 0.0, "weak": 1.0})
    yield Explanation(**nothing | {"leaders": (0, 1), "led_in_turn": 0.95, "clocked": 0.8})
    yield Explanation(**nothing | {"authors": (0, 1), "authored_in_turn": 0.95})
    for rhythm in RHYTHMS:
        for slots in ((46_800.0,), (46_800.0, 50_400.0)):
            yield Explanation(**nothing | {"scheduled": 0.7, "rhythm": rhythm, "slots": slots})


def test_every_clause_about_a_pack_is_said_in_french() -> None:
    names = {0: "@ana", 1: "site.example"}
    seen = 0
    for explanation, inside in product(explanations(), (None, 0.2, 0.9)):
        english = pack_sentence(explanation, names, inside)  # type: ignore[arg-type]
        french = explained(english, FRENCH)
        assert not re.search(r"\b(the|they|of|share|its|would|and|or|all)\b", french), french
        assert explained(english, ENGLISH) == english
        seen += english.count(";") + 1
    assert seen > 30


def test_every_clause_about_a_tie_is_said_in_french() -> None:
    names = np.array(["@ana", "@ben", "@cleo"], object)
    ties = Ties(*(np.array([value]) for value in (0, 1, 2, 2, 2, 2, 1, 9.0, 3.0, 0, 90)))
    plain = {
        "first": 0.5, "days": 4, "leader": -1, "led": 0.0, "author": -1, "authored": 0.0,
        "turn": 86_400.0, "slot": 1800.0, "begins": 3600.0, "scheduled": 0.0,
        "known_beginnings": 1.0, "weak": 0.0, "sharpness": 0.9,
    }  # fmt: skip
    weekly = {"scheduled": 0.7, "turn": 604_800.0, "days": 1}
    marks = {
        "first": 0.1,
        "leader": 2,
        "led": 0.6,
        "author": 2,
        "authored": 0.9,
        "known_beginnings": 0.0,
    }
    for values in (plain, plain | marks, plain | weekly, plain | {"scheduled": 1.0, "weak": 1.0}):
        columns = {name: np.array([value]) for name, value in values.items()}
        english = tie_sentences(ties, TieExplanations(**columns), names, np.array([0.4]))[0]
        assert "the chance of an accident is 40%" in english
        french = explained(english, FRENCH)
        assert not re.search(r"\b(the|they|of|share|its|would|and|or|all)\b", french), french


@pytest.mark.parametrize("own_lag", [None, 0.9])
def test_every_clause_about_a_salvo_is_said_in_french(own_lag: float | None) -> None:
    names = {0: "@ana", 1: "site.example"}
    for explanation in explanations():
        salvo = Salvo(
            members=((0, 4),), kind=SALVO, shared=4, days=1, first=0.0, last=600.0,
            median_gap_s=9.0, close=0.97, expected=0.08, own_lag=own_lag, max_q=0.001, traces=(0,),
            explanation=explanation,
        )  # fmt: skip
        french = explained(salvo_sentence(salvo, names), FRENCH)  # type: ignore[arg-type]
        assert not re.search(r"\b(the|they|of|share|its|would|and|or|all)\b", french), french


def test_an_unknown_clause_stays() -> None:
    assert explained("Something new.", FRENCH) == "Something new."


class Marked(Language):
    """A language that puts every message between marks, so that what is no message shows."""

    class Catalogue:
        def gettext(self, text: str) -> str:
            return f"⟦{text}⟧"

        def ngettext(self, one: str, many: str, count: int) -> str:
            return f"⟦{one if count == 1 else many}⟧"

    @property
    def catalogue(self) -> Catalogue:  # type: ignore[override]
        return self.Catalogue()


def unmarked(page: str) -> set[str]:
    """Words of a page in no message; data, commands and code stand in elements of theirs."""
    tree = html.document_fromstring(page)
    for element in tree.xpath(
        "//script|//style|//code|//bdi|//pre|//dl[@class='run']|//title|//td|//blockquote"
        "|//*[@class='table']//th[@scope]|//time|//*[@class='grid-picture']/text"
        "|//*[@class='tree-picture']/text[@class='axis end']"
    ):
        element.drop_tree()
    texts = [*tree.itertext(), *tree.xpath("//@aria-label"), *tree.xpath("//@title")]
    texts += tree.xpath("//@placeholder")
    joined = "\x00".join(texts)
    return set(re.findall(r"[^\W\d_]{2,}", re.sub(r"⟦[^⟧]*⟧", "", joined)))


def test_no_word_of_a_page_goes_past_the_messages(store: Store) -> None:
    plant(store)
    marked = Marked()
    report = report_page(read_case(store), title="t", drawn_at="d", language=marked)
    page = network_page(gather(store, Scope()), title="t", drawn_at="d", language=marked)
    assert HOSTILE in html.document_fromstring(report).text_content()
    assert unmarked(report) - {"Nov"} == set()
    assert unmarked(page) - {"CSV", "GEXF", "SVG"} == set()
