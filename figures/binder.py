"""Whom attacking words are said of or to: a few rules on word order, each by itself small.

For a match and a figure the first that applies decides:

1. *Beside the name*: « cette vendue de X », « traitor X », « X, espèce de … », « X the liar ».
2. *Copula*: « S est une menteuse »: about S, which may be the name, a pronoun, or somebody else.
3. *Order or address* (« casse-toi », « go home », words with *tu* or *you*): to whom is spoken to.
4. *Pronoun* (« renvoyez-la », « deport him »): about the name before it, if nobody else is named.
5. *A clause without a verb* (« Quelle menteuse ! »): likewise.

Otherwise nothing ties the words to the figure and the match is *unbound*: that is not an attack.
"""

from __future__ import annotations

from dataclasses import replace

from . import grammar as g
from .addressee import Addressee
from .apposition import CALLED_WORDS
from .binding import (
    BESIDE,
    CALLED_OUT,
    ELSEWHERE,
    MANY,
    NEXT_TO,
    OTHER_SENSE,
    SAID_OF,
    SAID_TO,
    UNBOUND,
    Binding,
)
from .neighbourhood import BESIDE_WORDS, REACH, Span
from .words import CLAUSE, NONE, SENTENCE

_THAT_SHE_IS = {
    ("qu", "elle", "est"), ("qu", "il", "est"), ("that", "she", "is"), ("that", "he", "is"),
}  # fmt: skip
_HAVING = frozenset(
    ["a", "as", "ai", "ont", "avons", "avez", "avait", "avaient", "has", "have", "had"]
)


class Binder(Addressee):
    """Ties matches to one figure in one post."""

    def bind(self, span: Span, *, plural: bool) -> Binding:
        """Tie the words ``span`` to the figure; ``plural``: they call several people something."""
        span, plural = self._crowned(span, plural=plural)
        first, last = span
        if any(a < last and first < b for a, b in self._near(span)):
            return self._naming(first, last)
        spoken = frozenset(self._w.texts[first:last])
        if self._to.tagged and spoken & g.THINGS:
            return UNBOUND  # « #XOut is vile » may be said of the hashtag
        order = bool(spoken & g.SECOND) or self._w.texts[first] in g.VERBS_OF_ORDER
        return (
            self._of_others(span, spoken, plural=plural, order=order)
            or self._beside(span, spoken)
            or self._in_clause(span, spoken, order=order)
        )

    def _crowned(self, span: Span, *, plural: bool) -> tuple[Span, bool]:
        """« reine des menteuses »: several people's name for one."""
        first, last = span
        before = self._w.texts[max(0, first - BESIDE_WORDS) : first]
        crowned = plural and before[:1] and before[0] in g.CROWNS and before[-1] in g.OF_WHAT
        crowned = crowned and self._w.ends_clause(last)
        return ((first - BESIDE_WORDS, last), False) if crowned else (span, plural)

    def _naming(self, first: int, last: int) -> Binding:
        """« Honte à X », « deport X »: the phrase names the figure, and may be another's wish."""
        before = self._w.texts[first - 1] if first and self._w.breaks[first] == NONE else ""
        goes_on = not self._w.ends_clause(last) and self._in_name(last - 1)
        if goes_on and (last in self._unlisted or self._w.texts[last] in g.INDEFINITE):
            return UNBOUND  # « rot in hell X haters », « somebody shoot X a message »
        if self._starts_clause(first):
            return SAID_OF
        return UNBOUND if before in g.PURPOSE or self._rivals((first, last)) else NEXT_TO

    def _of_others(
        self, span: Span, spoken: frozenset[str], *, plural: bool, order: bool
    ) -> Binding | None:
        """What is said of many, means something else, or is a predicate of some subject."""
        first, last = span
        w = self._w
        if plural and not self._to.group and not spoken & g.SECOND:
            return self._of_many(span)
        if self._unequalled(span):
            return BESIDE
        pity = w.texts[max(0, first - 1) : last] == ["a", "shame"]
        if pity or self._had(first) or self._in_title(span) or self._fond(last):
            return OTHER_SENSE
        sold = w.texts[last : min(last + 3, w.clause(last - 1)[1])]
        if not g.SOLD.isdisjoint(sold) and g.PERSONAL.isdisjoint(sold):
            return UNBOUND  # « X vendue gagnante par … », « vendu 12 millions »
        follows = w.texts[last : last + 2]
        if follows[:1] in (["comme"], ["as"]) and not w.ends_clause(last) and not (
            follows[1:] == ["toi"] or self._in_name(last + 1)
        ):  # fmt: skip
            return UNBOUND  # « X vendue comme favorite »
        copula = self._copula(first)
        if copula is None and g.SECOND.isdisjoint(spoken) and self._at_others(span):
            return ELSEWHERE
        if copula is None and spoken & g.MASSES and not self._touches_name(span):
            return SAID_OF if self._one_of_many(span) else UNBOUND
        if not order and self._of_what_follows(last):
            return UNBOUND
        if copula is None:
            return None
        if w.texts[first] in g.VERBS_OF_ORDER:
            return UNBOUND  # « X est dehors avec nous »
        return self._predicate(copula, span)

    def _of_many(self, span: Span) -> Binding:
        """« X et sa bande de menteurs », « X, Y: liars », « liars like X »; else of all of them."""
        if self._with_band(span[0]):
            return BESIDE
        if self._said_of_each(span) or self._one_of_many(span):
            return SAID_OF
        return ELSEWHERE if self._w.texts[span[1] : span[1] + 1] in (["qui"], ["who"]) else MANY

    def _in_clause(self, span: Span, spoken: frozenset[str], *, order: bool) -> Binding:
        """What is said to somebody, of a pronoun, or called out without a verb."""
        first, last = span
        if self._half_an_order(span):
            return OTHER_SENSE
        if order and self._told_to_each(span):
            return SAID_TO
        if self._shames_you(span):
            return self._spoken_to(span, g.SECOND)
        if order:
            return UNBOUND if self._told_of(span, spoken) else self._spoken_to(span, spoken)
        if spoken & g.THIRD or self._clitic(span):
            return self._antecedent(span)
        if self._likened(last):
            return self._spoken_to(span, g.SECOND)
        if tuple(self._w.texts[last : last + 3]) in _THAT_SHE_IS:
            binding = self._antecedent(span)
            return replace(binding, firm=binding.aside is None)
        if self._identified(last) or self._compound(last):
            return UNBOUND
        if self._exclaimed(first) and self._closes(last) and self._called_out(span):
            return self._call(span)
        return self._vocative_you(span)

    def _call(self, span: Span) -> Binding:
        """« What a liar! », and not « X has proof, you have none, liar », « X is back, loser »."""
        if self._of_a_deed(span):
            return UNBOUND
        rivals, bare = self._rivals(span), self._bare(span)
        if (self._to.figure or self._to.alone) and not (rivals or self._another_called(span)):
            # « espèce de … » is always said to somebody's face
            before = self._w.texts[max(0, span[0] - BESIDE_WORDS) : span[0]]
            return replace(CALLED_OUT, calls="espece" in before)
        if bare and rivals:
            return UNBOUND
        calls = bare or self._tells(span)
        return self._spoken_to(span, g.SECOND) if calls else self._antecedent(span)

    def _exclaimed(self, first: int) -> bool:
        """Whether a clause without a verb calls out; « X une traîtresse » alone is incredulous."""
        w = self._w
        named = first > 1 and w.texts[first - 1] in g.INDEFINITE and self._in_name(first - 2)
        return self._starts_clause(first) and not (named and w.breaks[first - 1] == NONE)

    def _at_others(self, span: Span) -> bool:
        """« Honte à eux », « shame on the paper »: the words say at whom."""
        w = self._w
        first, last = span
        if w.ends_clause(last) or w.texts[last] not in ("a", "to", "on", "au", "aux"):
            return False
        whom = w.texts[last + 1 : last + 2]
        if not g.OTHERS.isdisjoint(whom):
            return True
        told = not g.PERSONAL.isdisjoint(whom) or self._in_name(last + 1)
        shamed = not g.THINGS.isdisjoint(w.texts[first:last])
        return not told and shamed and w.texts[last - 1] != "disgrace"

    def _identified(self, last: int) -> bool:
        """« La honte, c'est vous », « the liar is him »: another than who was named before."""
        w = self._w
        at = last + 1 if w.texts[last : last + 1] == ["c"] else last
        named = self._after(at + 1)
        return w.texts[at : at + 1] in (["est"], ["is"], ["s"]) and not (
            named is not None and named[0] == at + 1
        )

    def _of_what_follows(self, last: int) -> bool:
        """« quel connard ce type », « what a disgrace the way … »: about what comes after it."""
        w = self._w
        if w.ends_clause(last) or w.texts[last] not in g.AT_ANOTHER:
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

    def _fond(self, last: int) -> bool:
        """« folle de joie », « mad about jazz »."""
        w = self._w
        if w.texts[last - 1] not in g.FOND or w.ends_clause(last) or self._in_name(last + 1):
            return False
        return w.texts[last] in g.OF_WHAT | {"about"}

    def _with_band(self, first: int) -> bool:
        """« X et sa bande de … »."""
        texts = self._w.texts[max(0, first - CALLED_WORDS) : first]
        return (
            len(texts) == CALLED_WORDS
            and texts[0] in ("et", "and")
            and texts[1] in g.POSSESSIVES
            and texts[3] in ("de", "d", "of")
            and self._in_name(first - CALLED_WORDS - 1)
        )

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
            if word in g.COPULAS or self._contracted(at, first):
                return at
            of_band = self._to.group and word in g.BANDS
            if word in g.MODIFIERS or at in self._epithets or word in g.NEGATIONS or of_band:
                at -= 1
                continue
            return None
        return None

    def _contracted(self, index: int, first: int) -> bool:
        """« cest une … », « cé une … », « ur a … », « t'es » without its sign."""
        word = self._w.texts[index]
        if word not in g.YOU_ARE | g.IT_IS:
            return False
        follows = self._w.texts[index + 1]
        if word == "t":  # « t une menteuse », not « il t'a … »
            return follows in g.AFTER_BE - g.ARTICLES | {"un", "une"}
        return follows in g.AFTER_BE or (word == "cest" and index + 1 == first)

    def _predicate(self, copula: int, span: Span) -> Binding:
        """Say whom a predicate is about, by what stands before its copula."""
        w = self._w
        if w.texts[copula] in g.YOU_ARE:
            return self._spoken_to(span, g.SECOND)
        at = self._subject_end(copula)
        crossed = at + 1 <= copula and w.breaks[at + 1] != NONE
        if at < 0 or w.breaks[at + 1] == SENTENCE:
            return self._she_is(span) if w.texts[copula] in ("es", "est") else UNBOUND
        name = self._before(at + 1)
        if name and name[1] == at + 1 and self._free(name):
            whole = not crossed or self._alone(name) or w.breaks[name[0]] != NONE
            return SAID_OF if whole and not self._object(name) else ELSEWHERE
        beside = name is not None and name[1] == at and self._free(name)
        if beside and crossed and w.texts[at] in g.THIRD and w.breaks[at] == CLAUSE:
            return SAID_OF  # « X, elle, est une … »
        if w.texts[copula] in g.IT_IS:
            return self._she_is(span)
        if crossed:
            return UNBOUND
        if beside and w.texts[at] in ("qui", "who") and w.breaks[at] == CLAUSE:
            return SAID_OF  # « X, who is a liar, … »
        return self._of_pronoun(at, name, span)

    def _subject_end(self, copula: int) -> int:
        """Return the last word of the subject: before adverbs and « has been »."""
        w = self._w
        at = copula - 1
        while at >= 0 and w.breaks[at + 1] == NONE and w.texts[at] in g.ADVERBIAL:
            at -= 1
        if w.texts[copula] in ("ete", "been") and at >= 0 and w.texts[at] in _HAVING:
            at -= 1
        elif tuple(w.texts[max(0, at - 2) : at + 1]) == ("turned", "out", "to"):
            at -= 3
        while at >= 0 and w.breaks[at + 1] == NONE and w.texts[at] in g.ADVERBIAL:
            at -= 1
        return at

    def _of_pronoun(self, index: int, name: Span | None, span: Span) -> Binding:
        """Say whom a predicate is about whose subject ends with the word at ``index``."""
        word = self._w.texts[index]
        beside = name is not None and name[1] == index
        thing = not g.THINGS.isdisjoint(self._w.texts[slice(*span)])
        if thing and word in g.IMPERSONAL and not (
            beside and name and word in ("c", "ce", "ca") and self._heads(name)
        ):  # fmt: skip
            return UNBOUND  # « X insultée, c'est une honte »: what is done to X is
        people = (
            self._to.group and word in g.PEOPLE and self._w.texts[index - 1] in g.SECOND_SUBJECT
        )
        if word in g.SECOND_SUBJECT or people:
            return self._spoken_to(span, frozenset({"you"}))
        if word in g.THIRD_SUBJECT or (word in g.PLURAL_SUBJECT and self._to.group):
            return self._she_is(span)
        if name is not None and beside and word in g.RELATIVE and self._free(name):
            return SAID_OF
        return ELSEWHERE

    def _heads(self, name: Span) -> bool:
        """Whether a clause begins with a name: « X, c'est une honte »."""
        titled = name[0] and self._w.texts[name[0] - 1] in g.TITLES | {"la", "le", "cette", "ce"}
        return self._w.breaks[name[0] - bool(titled)] != NONE

    def _object(self, name: Span) -> bool:
        """Whether a name before a copula is not its subject: « the way they treat X is … »."""
        w = self._w
        clause = max(w.clause(name[0])[0], name[0] - REACH)
        before = w.texts[clause : name[0]]
        if before and before[-1] in g.TITLES:
            before.pop()
        turns = [at for at, word in enumerate(before) if word in g.PARTING]
        before = before[turns[-1] + 1 :] if turns else before
        if self._to.group and before[-1:] in (["of"], ["de"], ["du"], ["d"]):
            return False  # the members of a group
        if not before or before[-1] in g.THAT or before[-1] in g.CERTAIN:
            return False
        return not g.NOT_SUBJECTS.isdisjoint(before)

    def _clitic(self, span: Span) -> bool:
        return span[1] - span[0] > 1 and self._w.texts[span[1] - 1] in ("la", "le")

    def _antecedent(self, span: Span) -> Binding:
        """Tie what a pronoun or nothing stands for to the name before it, if it alone can be.

        In an answer to somebody else that may be whom the post answers, or whom he wrote of.
        """
        w = self._w
        if self._to.other or self._rivals(span):
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

    def _she_is(self, span: Span) -> Binding:
        """« she is a liar »: what a pronoun stands for is called so."""
        binding = self._antecedent(span)
        return replace(binding, calls=binding.aside is None)

    def _dislocated(self, name: Span) -> bool:
        """« Deport him, that X », « c'est une menteuse, cette X »."""
        w = self._w
        if w.texts[name[0] - 1] in ("cette", "cet") and w.breaks[name[0]] == NONE:
            return True
        return w.ends_clause(name[1]) and w.breaks[name[0] - 1] != NONE

    def _had(self, first: int) -> bool:
        """« X a vendu … », « elle l'a vendue »: a verb's participle."""
        w = self._w
        if first < BESIDE_WORDS or w.texts[first - 1] not in _HAVING:
            return False
        if w.breaks[first] != NONE or w.breaks[first - 1] != NONE:
            return False  # « X, a liar, … »
        before = w.texts[first - 2]
        if before == "m" and w.texts[first - 1] == "a":
            return False  # « I'm a liar »
        return self._in_name(first - 2) or before in g.THIRD_SUBJECT | g.FIRST or before == "l"
