"""Whom attacking words are said of or to: a few rules on word order, each by itself small.

For a match and a figure the first that applies decides:

1. *Beside the name*: « cette vendue de X », « traitor X », « X, espèce de … », « X the liar ».
2. *Copula*: « S est une menteuse »: about S, which may be the name, a pronoun, or somebody else.
3. *Order or address* (« casse-toi », « go home », words with *tu* or *you*): to whom is spoken to.
4. *Pronoun* (« renvoyez-la », « deport him »): about the name before it, if nobody else is named.
5. *A clause without a verb* (« Quelle menteuse ! »): likewise.

Otherwise nothing ties the words to the figure and the match is *unbound*: that is no attack.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Literal

from . import grammar as g
from .surroundings import BESIDE_WORDS, REACH, Span, Surroundings
from .words import CLAUSE, NONE, SENTENCE

Unbound = Literal["unbound", "somebody else", "many", "another sense"]

CALLED_WORDS = 4
"""Most words between a name and what stands beside it: « X, espèce de sale … »."""


@dataclass(frozen=True, slots=True)
class Binding:
    """What ties a match to a figure.

    ``strength`` is how sure that is, 0 to 1; ``firm`` that the words are taken for granted
    (« pourquoi cette vendue de X … »), so that no question and no negation takes them back;
    ``order`` that they speak to the figure.
    ``aside`` says why nothing ties them.
    """

    strength: float = 0.0
    firm: bool = False
    order: bool = False
    aside: Unbound | None = None


BESIDE = Binding(1.0, firm=True)
SAID_OF = Binding(1.0)
SAID_TO = Binding(1.0, order=True)
NEXT_TO = Binding(0.8)
UNBOUND = Binding(aside="unbound")
ELSEWHERE = Binding(aside="somebody else")
MANY = Binding(aside="many")
OTHER_SENSE = Binding(aside="another sense")
_THAT_SHE_IS = {
    ("qu", "elle", "est"), ("qu", "il", "est"), ("that", "she", "is"), ("that", "he", "is"),
}  # fmt: skip
_HAVING = frozenset(
    ["a", "as", "ai", "ont", "avons", "avez", "avait", "avaient", "has", "have", "had"]
)


class Binder(Surroundings):
    """Ties matches to one figure in one post."""

    def bind(self, span: Span, *, plural: bool) -> Binding:
        """Tie the words ``span`` to the figure; ``plural``: they call several people something."""
        first, last = span
        if any(a < last and first < b for a, b in self._near(span)):
            return BESIDE  # the phrase names the figure itself
        spoken = frozenset(self._w.texts[first:last])
        order = bool(spoken & g.SECOND) or self._w.texts[first] in g.VERBS_OF_ORDER
        return (
            self._of_others(span, spoken, plural=plural, order=order)
            or self._beside(span, spoken)
            or self._in_clause(span, spoken, order=order)
        )

    def _of_others(
        self, span: Span, spoken: frozenset[str], *, plural: bool, order: bool
    ) -> Binding | None:
        """What is said of many, means something else, or is a predicate of some subject."""
        first, last = span
        if plural and not self._to.group and not spoken & g.SECOND:
            if self._with_band(first):
                return BESIDE
            return ELSEWHERE if self._w.texts[last : last + 1] in (["qui"], ["who"]) else MANY
        if self._had(first) or self._in_title(span):
            return OTHER_SENSE
        if not order and self._of_what_follows(last):
            return UNBOUND
        copula = self._copula(first)
        if copula is None:
            return None
        if self._w.texts[first] in g.VERBS_OF_ORDER:
            return UNBOUND  # « X est dehors avec nous »
        return self._predicate(copula, span)

    def _in_clause(self, span: Span, spoken: frozenset[str], *, order: bool) -> Binding:
        """What is said to somebody, of a pronoun, or called out without a verb."""
        first, last = span
        if order:
            return UNBOUND if self._told_of(span, spoken) else self._spoken_to(span, spoken)
        if spoken & g.THIRD or self._clitic(span):
            return self._antecedent(span)
        if self._likened(last):
            return self._spoken_to(span, g.SECOND)
        if tuple(self._w.texts[last : last + 3]) in _THAT_SHE_IS:
            return self._antecedent(span)
        if self._exclaimed(first) and self._closes(last):
            direct = self._to.figure or self._to.alone
            return SAID_TO if direct and not self._rivals(span) else self._antecedent(span)
        return self._vocative_you(span)

    def _beside(self, span: Span, spoken: frozenset[str]) -> Binding | None:
        first, last = span
        w = self._w
        name = self._before(first)
        if (
            name
            and first - name[1] <= CALLED_WORDS
            and w.sentence_of[name[0]] == w.sentence_of[first]
        ):
            between = w.texts[name[1] : first]
            if g.LINKS_BEFORE.issuperset(between) and (self._free(name) or self._is_tag(name)):
                if not between and w.breaks[first] == NONE and self._indicative(span, spoken):
                    return None
                if self._compound(last):
                    return None
                if {"tu", "you", "t", "es", "re"} & {*between}:
                    return SAID_TO
                parted = CLAUSE in w.breaks[name[1] : first + 1]
                if between and between[-1] in g.INDEFINITE:
                    return SAID_OF if parted else None
                return BESIDE if between else SAID_OF
        name = self._after(last)
        if not name or name[0] - last > BESIDE_WORDS or SENTENCE in w.breaks[last : name[0] + 1]:
            return self._tag_after(span)
        between = w.texts[last : name[0]]
        if between in (["de"], ["d"], ["of"]):
            called = {w.texts[first], w.texts[first - 1]} & g.DEMONSTRATIVES if first else ()
            return BESIDE if called and not self._governs_more(name) else None
        if between in (["pour"], ["for"], ["a"], ["to"]) and self._starts_clause(first):
            return NEXT_TO if self._closes(name[1]) else None
        if not g.LINKS_AFTER.issuperset(between):
            return None
        if CLAUSE in w.breaks[last : name[0] + 1]:
            closed = self._alone(name) or self._is_tag(name) or bool(between)
            return SAID_TO if closed and self._starts_clause(first) else None
        return self._called(span, name)

    def _called(self, span: Span, name: Span) -> Binding | None:
        """« that traitor X », and not « the liar X exposed », « mes connards X »."""
        w = self._w
        first = span[0]
        before = w.texts[first - 1] if first and w.breaks[first] == NONE else ""
        if before.startswith("@") or before in g.MANY or before in g.POSSESSIVES:
            return None
        closed = w.ends_clause(name[1])
        if name[0] > span[1] and w.texts[span[1]] == "that" and not closed:
            return None  # « what a disgrace that X was … »
        if name[0] > span[1] and before in g.ARTICLES:
            return BESIDE
        if before in ("la", "le", "l"):
            return BESIDE
        if before in g.ARTICLES and not closed:
            return None
        if before in g.DEMONSTRATIVES:
            return BESIDE
        return NEXT_TO if self._starts_clause(first) or self._is_tag(name) else None

    def _tag_after(self, span: Span) -> Binding | None:
        """« Dégage vendue ! #XDehors »: a hashtag behind the sentence says whom it is about."""
        w = self._w
        name = self._after(span[1])
        if not name or not self._is_tag(name) or name[0] - span[1] > REACH:
            return None
        ends = w.sentence_of[name[0]] - w.sentence_of[span[0]] <= 1
        return NEXT_TO if ends and self._starts_clause(span[0]) and self._closes(span[1]) else None

    def _indicative(self, span: Span, spoken: frozenset[str]) -> bool:
        """« X retourne au Sénat » tells what X does; « X, retourne … ! », « X dégage ! » order."""
        order = self._w.texts[span[0]] in g.VERBS_OF_ORDER
        return order and not spoken & g.SECOND and not self._w.ends_clause(span[1])

    def _exclaimed(self, first: int) -> bool:
        """Whether a clause without a verb calls out; « X une traîtresse » alone is incredulous."""
        w = self._w
        named = first > 1 and w.texts[first - 1] in g.INDEFINITE and self._in_name(first - 2)
        return self._starts_clause(first) and not (named and w.breaks[first - 1] == NONE)

    def _of_what_follows(self, last: int) -> bool:
        """« quel connard ce type », « what a disgrace the way … »: about what comes after it."""
        w = self._w
        if w.ends_clause(last) or w.texts[last] not in g.POINTING:
            return False
        return not (last + 1 < len(w.texts) and self._in_name(last + 1))

    def _in_title(self, span: Span) -> bool:
        """« X Clown Academy »: a word with a capital before another is a part of a name."""
        w = self._w
        first, last = span
        if last - first > 1 or w.ends_clause(last) or w.breaks[first] != NONE:
            return False
        shouted = all(w.capital[slice(*w.clause(first))])
        return w.capital[first] and w.capital[last] and not (self._in_name(last) or shouted)

    def _with_band(self, first: int) -> bool:
        """« X et sa bande de … »."""
        texts = self._w.texts[max(0, first - CALLED_WORDS) : first]
        return (
            len(texts) == CALLED_WORDS
            and texts[0] in ("et", "and")
            and texts[1] in g.POSSESSIVES
            and texts[3] in ("de", "of")
            and self._in_name(first - CALLED_WORDS - 1)
        )

    def _told_of(self, span: Span, spoken: frozenset[str]) -> bool:
        """« X ferme la porte »: the name before it is the subject of a statement."""
        name = self._before(span[0])
        if name is None or name[1] != span[0] or self._w.breaks[span[0]] != NONE:
            return False
        handle = self._w.texts[name[0]].startswith(("@", "#"))
        return not handle and self._indicative(span, spoken)

    def _compound(self, last: int) -> bool:
        """« X liar claim »: the word belongs to the noun behind it."""
        w = self._w
        return last < len(w.texts) and w.breaks[last] == NONE and w.texts[last] in (
            "claim", "claims", "graffiti", "accusation", "accusations", "slogan", "label", "slur",
            "remark", "remarks", "chant", "chants", "sign", "jibe", "paradox",
        )  # fmt: skip

    def _governs_more(self, name: Span) -> bool:
        w = self._w
        return name[1] < len(w.texts) and w.texts[name[1]] == "s" and w.breaks[name[1]] == NONE

    def _copula(self, first: int) -> int | None:
        """Return the copula before a predicate, if there is one."""
        w = self._w
        at = first - 1
        for _ in range(REACH):
            if at < 0 or w.breaks[at + 1] == SENTENCE:
                return None
            if w.breaks[at + 1] == CLAUSE and at not in self._epithets:
                return None
            word = w.texts[at]
            if word in g.SHORT_COPULA and (at + 1 == first or w.texts[at + 1] not in g.MODIFIERS):
                return None
            if word in g.COPULAS:
                return at
            if word in g.MODIFIERS or at in self._epithets or word in g.NEGATIONS:
                at -= 1
                continue
            return None
        return None

    def _predicate(self, copula: int, span: Span) -> Binding:
        """Say whom a predicate is about, by what stands before its copula."""
        w = self._w
        at = copula - 1
        if w.texts[copula] in ("ete", "been") and at >= 0 and w.texts[at] in _HAVING:
            at -= 1
        while at >= 0 and w.breaks[at + 1] == NONE and w.texts[at] in g.ADVERBS | g.NEGATIONS:
            at -= 1
        crossed = at + 1 <= copula and w.breaks[at + 1] != NONE
        if at < 0 or w.breaks[at + 1] == SENTENCE:
            return self._antecedent(span) if w.texts[copula] in ("es", "est") else UNBOUND
        name = self._before(at + 1)
        if name and name[1] == at + 1 and self._free(name):
            whole = not crossed or self._alone(name) or w.breaks[name[0]] != NONE
            return SAID_OF if whole else ELSEWHERE
        if crossed:
            return UNBOUND
        word = w.texts[at]
        if word in g.SECOND_SUBJECT:
            return self._spoken_to(span, frozenset({word}))
        if word in g.THIRD_SUBJECT or (word in g.PLURAL_SUBJECT and self._to.group):
            return self._antecedent(span)
        if word in g.RELATIVE and name and name[1] == at and self._free(name):
            return SAID_OF
        return ELSEWHERE

    def _spoken_to(self, span: Span, spoken: frozenset[str]) -> Binding:
        first, last = span
        name = self._before(first)
        w = self._w
        if name and w.sentence_of[name[0]] >= w.sentence_of[first] - 1 and (
            self._alone(name) or self._speaks_to(name[1], first) or self._to.alone
            or (w.texts[name[1]] in g.SECOND and w.breaks[name[1]] == NONE)
        ) and self._free(name) and not self._is_tag(name):  # fmt: skip
            return SAID_TO if not self._called_by(name[1], first) else UNBOUND
        name = self._after(last)
        if name and name[0] - last <= REACH and self._free(name) and (
            self._is_tag(name) or self._alone(name)
            or (w.ends_clause(name[1]) and w.texts[name[0]].startswith("@"))
        ) and w.sentence_of[name[0]] - w.sentence_of[first] <= 1:  # fmt: skip
            return SAID_TO if self._starts_order(first, spoken) else UNBOUND
        if self._to.other:
            return ELSEWHERE
        if self._to.figure and self._starts_order(first, spoken):
            return SAID_TO
        return UNBOUND

    def _speaks_to(self, start: int, stop: int) -> bool:
        """« X on sait où tu … »: hardly anything stands between a name and words with *you*."""
        return stop - start <= BESIDE_WORDS and (g.FIRST | g.ADVERBS).issuperset(
            self._w.texts[start:stop]
        )

    def _called_by(self, start: int, stop: int) -> bool:
        """Whether others are spoken to in between: another handle, « bande de », a plural."""
        between = range(max(start, self._to.leading), stop)[:REACH]
        return any(self._w.texts[at].startswith("@") for at in between)

    def _starts_order(self, first: int, spoken: frozenset[str]) -> bool:
        """Whether words with *you* stand anywhere, or an order where an order stands."""
        return bool(spoken & g.SECOND) or self._starts_clause(first)

    def _likened(self, last: int) -> bool:
        """« une menteuse comme toi », « la remigration commence par toi »."""
        texts = self._w.texts[last : min(last + 4, self._w.clause(last - 1)[1])]
        pairs = itertools.pairwise(texts)
        return "toi" in texts or any(
            one in ("comme", "like", "as") and other in g.SECOND for one, other in pairs
        )

    def _clitic(self, span: Span) -> bool:
        return span[1] - span[0] > 1 and self._w.texts[span[1] - 1] in ("la", "le")

    def _antecedent(self, span: Span) -> Binding:
        """Tie what a pronoun or nothing stands for to the name before it, if it alone can be."""
        w = self._w
        if self._rivals(span):
            return UNBOUND
        name = self._before(span[0])
        if self._to.replied and (name is None or name[0] < self._to.leading):
            return UNBOUND  # in an answer to the figure « he is … » is about another
        if name and w.sentence_of[span[0]] - w.sentence_of[name[0]] <= 1 and self._free(name):
            return NEXT_TO
        name = self._after(span[1])
        if name and name[0] - span[1] <= REACH and self._free(name) and (
            self._alone(name) or self._is_tag(name) or self._dislocated(name)
        ):  # fmt: skip
            return NEXT_TO
        return NEXT_TO if self._to.figure and not self._names else UNBOUND

    def _dislocated(self, name: Span) -> bool:
        """« Deport him, that X »."""
        return self._w.ends_clause(name[1]) and self._w.breaks[name[0] - 1] != NONE

    def _vocative_you(self, span: Span) -> Binding:
        """« you liar », « espèce de folle » in an answer to the figure."""
        w = self._w
        before = w.texts[span[0] - 1] if span[0] and w.breaks[span[0]] == NONE else ""
        if before in g.SECOND_SUBJECT - {"t"}:
            return self._spoken_to(span, frozenset({before}))
        return UNBOUND

    def _had(self, first: int) -> bool:
        """« X a vendu … », « elle l'a vendue »: a verb's participle."""
        w = self._w
        if first < BESIDE_WORDS or w.breaks[first] != NONE or w.texts[first - 1] not in _HAVING:
            return False
        before = w.texts[first - 2]
        return self._in_name(first - 2) or before in g.THIRD_SUBJECT | g.FIRST or before == "l"
