"""Whether attacking words are the author's own: denied, asked, conditional, reported, a title."""

from __future__ import annotations

from abc import ABC, abstractmethod

from . import grammar as g
from . import plain_words as p
from .matcher import Hit
from .model import CueRole
from .rules import RuleBook
from .words import CLAUSE, NONE, SENTENCE, Words

REACH = 25
"""Maximum number of words before a match that can negate, condition or report it."""
REPORT_WORDS = 3

COMPANY = frozenset({"avec", "contre", "devant", "chez", "with", "against"})

_SHAME = frozenset({"honte", "shame", "ashamed"})


class Attribution(ABC):
    """What the words around a match make of it."""

    _book: RuleBook

    @property
    @abstractmethod
    def words(self) -> Words:
        """The words in order."""

    @abstractmethod
    def cue_before(self, role: CueRole, begin: int) -> Hit | None:
        """Return the last cue of a role that ends at or before a place in the folded text."""

    def _reach(self, hit: Hit) -> tuple[int, int]:
        """The words before a hit that can govern it: back to a turn, or its sentence's start."""
        words = self.words
        first = words.span(hit)[0]
        low = max(words.sentence(first)[0], first - REACH)
        for at in range(first - 1, low - 1, -1):
            if words.texts[at] in g.TURNS and not (
                at > low and words.texts[at - 1] in ("anything", "nothing", "all")
            ):
                return at + 1, first
        return low, first

    def negated(self, hit: Hit) -> bool:
        """Whether a negation reaches the hit: from its clause, or from what it depends on."""
        low, first = self._reach(hit)
        at = self._negation(low, first)
        if at is not None:
            return not self._affirms(at)
        return self._of_nobody(low, first, self.words.span(hit)[1])

    def over(self, hit: Hit) -> bool:
        """« I used to defend her »: what is no longer so."""
        first = self.words.span(hit)[0]
        return self.words.texts[max(0, first - 2) : first] == ["used", "to"]

    def blames(self, hit: Hit) -> bool:
        """« Thanks to that crook X I walk home »: no thanks."""
        last = self.words.span(hit)[1]
        return self.words.texts[last : last + 2] in (["to", "that"], ["to", "this"])

    def denies(self, hit: Hit) -> bool:
        """Whether a negation takes the words back: a near one, or one joined by *that*, *thinks*.

        « Jury or no jury, X is … » has a negation too.
        """
        low, first = self._reach(hit)
        at = self._negation(low, first)
        if at is None:
            return True
        between = self.words.texts[at + 1 : first]
        return len(between) <= REPORT_WORDS or not g.SAYING_THAT.isdisjoint(between)

    def _negation(self, low: int, first: int) -> int | None:
        """Return the word that negates those from ``first`` on, if there is one from ``low`` on."""
        words = self.words
        listed = self._book.words.get("negation", frozenset())
        for at in range(first - 1, low - 1, -1):
            word = words.texts[at]
            # Beyond a comma only what is expressly continued: « ni …, ni … », « pense que ».
            if words.breaks[at + 1] != NONE and word not in ("que", "that", "ni", "nor"):
                return None
            if word in COMPANY:  # « on ne discute pas avec la vermine » calls somebody vermin
                return None
            if word in _SHAME and words.texts[at + 1] not in g.OF_WHAT:
                return None  # « t'as pas honte X, espèce de … »
            if word in listed or word in g.NEGATIONS:
                return at
        return None

    def _of_nobody(self, low: int, first: int, last: int) -> bool:
        """« X n'est la vendue de personne »: the negation ends after the words."""
        texts = self.words.texts
        begun = {"n", "ne"} & {*texts[max(low, first - REPORT_WORDS) : first]}
        return bool(begun) and not {"personne", "rien", "aucun"}.isdisjoint(texts[last : last + 3])

    def _affirms(self, index: int) -> bool:
        """« Nothing but a liar »: a negation that says the opposite."""
        words = self.words.texts
        if words[index : index + 2] == ["anything", "but"]:
            # « X has never been anything but a … », and not « X is anything but a … »
            return not g.NEGATIONS.isdisjoint(words[max(0, index - REPORT_WORDS) : index])
        return any(
            tuple(words[start : start + len(form)]) == form
            for form in g.RESTRICTIONS
            for start in range(max(0, index - 2), index + 1)
        )

    def denied_later(self, hit: Hit) -> bool:
        """Whether a clause after it takes the words back: « une vendue, ce n'est pas X »."""
        words = self.words
        last = words.span(hit)[1]
        stop = min(words.sentence(last - 1)[1], last + REACH)
        return any(words.breaks[at] == CLAUSE and self._denies(at) for at in range(last, stop))

    def _denies(self, index: int) -> bool:
        """« …, c'est pas X », « …, pas vous »."""
        texts = self.words.texts
        if texts[index] in ("pas", "not"):
            return not g.PERSONAL.isdisjoint(texts[index + 1 : index + 3])
        pairs = {" ".join(texts[n : n + 2]) for n in range(index, index + 4)}
        return not pairs.isdisjoint({"est pas", "is not", "it isn", "he isn", "she isn", "c faux"})

    def asked(self, hit: Hit) -> bool:
        """Whether the hit stands in a question."""
        words = self.words
        first = words.span(hit)[0]
        if not words.asks[words.sentence_of[first]]:
            return False
        # « Why are you such a liar? » asks for a reason only.
        before = words.texts[max(words.sentence(first)[0], first - REACH) : first]
        return "such" not in before[-2:] or "why" not in before

    def conditional(self, hit: Hit, *, whole: bool) -> bool:
        """Whether the hit hangs on a condition: « si X est … », « serait ».

        With ``whole`` anywhere before it in the sentence; an order hangs on none in another clause.
        """
        low, first = self._reach(hit)
        low = low if whole else max(low, self.words.clause(first)[0])
        texts = self.words.texts
        return any(
            texts[at] in g.CONDITIONS and (texts[at] != "s" or texts[at + 1 : at + 2] == ["il"])
            for at in range(low, first)
        )

    def reported(self, hit: Hit, *, firm: bool = False) -> bool:
        """Whether the words around the hit say that others use it.

        What is taken for granted (``firm``) is the author's: « nobody believes that liar X ».
        """
        cue = self.cue_before("report", hit.begin)
        words = self.words
        low, first = self._reach(hit)
        low = self._vouched(low, first)
        last = words.span(hit)[1]
        if cue is not None:
            stop = words.span(cue)[1]
            near = first - stop <= REPORT_WORDS and SENTENCE not in words.breaks[stop : first + 1]
            if near and g.SPEAKER.isdisjoint(words.texts[max(low, stop - 5) : stop]):
                return True
        clause = words.clause(first)[0]
        said = [
            at
            for at in range(low, first)
            if words.texts[at] in g.REPORTING
            and ((at >= clause and not firm) or words.texts[at] not in g.THINKING)
            and not (firm and words.texts[at] in g.KEEPING)
            and not self._said_by_you(at, first)
        ]
        stop = min(words.sentence(last - 1)[1], last + REPORT_WORDS * 2)
        after = any(
            words.texts[at] in g.REPORTING
            and CLAUSE in words.breaks[last : at + 1]
            and (
                g.SPEAKER.isdisjoint(words.texts[max(last, at - 2) : at])
                or words.texts[at + 1 : at + 2] == ["on"]  # « nous dit-on »
            )
            and at + 1 not in words.colons  # what it reports comes after it
            for at in range(last, stop)
        )
        after = after or self._handed_on(last)
        after = after or not g.WRITTEN_ON.isdisjoint(words.texts[last:stop])
        said_of = words.texts[last : min(stop, last + REPORT_WORDS)]
        after = after or tuple(words.texts[last : last + 2]) in g.IN_EYES_OF
        after = after or not g.HEARSAY.isdisjoint(said_of) or tuple(said_of) in g.IF_BELIEVED
        if (
            low < first
            and words.texts[low] in g.OVERHEARD
            and CLAUSE in words.breaks[low : first + 1]
        ):
            return True
        if self._subordinate(low, first, firm=firm) or self._for_somebody(first):
            return True
        return after or any(g.SPEAKER.isdisjoint(words.texts[max(0, at - 3) : at]) for at in said)

    def _said_by_you(self, index: int, first: int) -> bool:
        """« nobody believes a word you say, liar »: what *you* say is not these words."""
        words = self.words
        closed = CLAUSE in words.breaks[index + 1 : first + 1] and index + 1 not in words.colons
        told = words.texts[max(0, index - 1) : min(first, words.clause(index)[1])]
        return closed and not g.SECOND.isdisjoint(told)

    def _handed_on(self, last: int) -> bool:
        """« X est une menteuse, qu'ils disaient », « X is a liar, if you believe the Echo »."""
        words = self.words
        stop = min(words.clause(last - 1)[1], last + REACH)
        return (
            stop < len(words.texts)
            and words.breaks[stop] == CLAUSE
            and words.texts[stop] in p.LATER
            and (
                words.texts[stop] not in ("que", "qu") or words.texts[stop + 1 : stop + 2] != ["on"]
            )
        )

    def _vouched(self, low: int, first: int) -> int:
        """Where the author begins to speak for himself: « he says what he likes, I say that … »."""
        texts = self.words.texts
        for at in range(first - 1, low, -1):
            if texts[at] in g.VOUCHING and texts[at - 1] in g.SPEAKER:
                return at - 1
        return low

    def _for_somebody(self, first: int) -> bool:
        """« Pour trois Français sur dix, X est … »: whose view it is stands in front."""
        words = self.words
        low = words.sentence(first)[0]
        if words.texts[low] not in ("pour", "for") or first - low < REPORT_WORDS:
            return False
        whose = words.texts[low + 1]
        named = words.capital[low + 1] or whose in g.WHOSE or words.number(low + 1)
        return named and CLAUSE in words.breaks[low + 1 : first + 1]

    def _subordinate(self, low: int, first: int, *, firm: bool) -> bool:
        """« Prétendre que X est … », « it is a lie that X is … »: another clause says it."""
        words = self.words
        for at in range(first - 1, low, -1):
            word = words.texts[at]
            if word not in ("que", "qu", "that") or at + 1 >= first:
                continue
            follows = words.texts[at + 1]
            if follows in g.INDEFINITE or (
                word == "that" and not (words.capital[at + 1] or follows in g.THIRD_SUBJECT)
            ):  # fmt: skip
                continue
            matrix = words.texts[max(low, at - 6) : at]
            if not g.HEARING.isdisjoint(matrix):
                return True
            return bool(matrix) and not firm and g.AFFIRMING.isdisjoint(matrix)
        return False

    def titled(self, hit: Hit) -> bool:
        """Whether the sentence is about a film, a book or a song that may be called so."""
        low, high = self._around(hit)
        return not g.WORKS.isdisjoint(self.words.texts[low:high])

    def own_pride(self, hit: Hit, *, of_figure: bool) -> bool:
        """Whether the author takes the word on: « … et fière de l'être », « we are the … ».

        Who says it ``of_figure`` and owns up to that does not.
        """
        low, high = self._around(hit)
        texts = self.words.texts
        taken = g.PRIDE - g.OWNING_UP if of_figure else g.PRIDE
        if not taken.isdisjoint(texts[low:high]):
            return True
        first = self.words.span(hit)[0]
        return not g.SPEAKER.isdisjoint(texts[max(low, first - 4) : first]) and any(
            word in ("suis", "am", "sommes", "are", "as", "nous", "we")
            for word in texts[max(low, first - 4) : first]
        )

    def _around(self, hit: Hit) -> tuple[int, int]:
        words = self.words
        first, last = words.span(hit)
        low, high = words.sentence(first)
        return max(low, first - REACH), min(high, last + REACH)
