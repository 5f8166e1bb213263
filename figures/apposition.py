"""Words that stand beside a figure's name: « cette vendue de X », « traitor X », « X the liar »."""

from __future__ import annotations

from dataclasses import replace

from . import grammar as g
from . import plain_words as p
from .binding import BESIDE, CALLED_OUT, NEXT_TO, SAID_OF, SAID_TO, Binding
from .enumeration import Enumeration
from .neighbourhood import BESIDE_WORDS, REACH, Span
from .words import CLAUSE, NONE, SENTENCE

CALLED_WORDS = 4
"""Maximum number of words between a name and what stands beside it: « X, espèce de sale … »."""


class Apposition(Enumeration):
    """Tells whether words stand beside a name so that they are said of its bearer."""

    def _beside(self, span: Span, spoken: frozenset[str]) -> Binding | None:
        name = self._before(span[0])
        if name is not None:
            binding = self._apposed(span, name) or self._after_name(span, spoken, name)
            if binding is not None:
                return binding
        return SAID_OF if self._defined(span) else self._before_name(span)

    def _after_name(self, span: Span, spoken: frozenset[str], name: Span) -> Binding | None:
        """« X, espèce de … », « X the liar »."""
        w = self._w
        first, last = span
        if first - name[1] > CALLED_WORDS or w.sentence_of[name[0]] != w.sentence_of[first]:
            return None
        between = w.texts[name[1] : first]
        if between[:1] in (["de"], ["d"]):
            return None  # « traitons X de menteuse »: what somebody calls her
        linked = all(
            w.texts[at] in g.LINKS_BEFORE or at in self._epithets for at in range(name[1], first)
        )
        if not linked or not (self._free(name) or self._is_tag(name)):
            return None
        if not between and w.breaks[first] == NONE and self._indicative(span, spoken):
            return None
        parted = CLAUSE in w.breaks[name[1] : first + 1]
        if self._compound(last) or (between and self._acts(span, parted=parted)):
            return None
        if not between and parted and not self._called_first(name):
            return None
        if not {"tu", "you", "t", "es", "re"}.isdisjoint(between):
            return SAID_TO
        if name[1] <= self._to.leading:
            called = g.DEICTIC.isdisjoint(between) and self._called_out(span)
            called = called and not self._of_a_deed(span)
            # « espèce de … » is always said to somebody's face
            return replace(CALLED_OUT, calls="espece" in between) if called else None
        if between and not parted and between[0] in g.INDEFINITE:
            return SAID_OF if "whole" in between else None  # « X a whole liar »
        if between and between[-1] in g.INDEFINITE:
            return SAID_OF
        first_name = name[0]
        if first_name and not w.breaks[first_name] and w.texts[first_name - 1] in p.VERB_FIRST:
            return SAID_OF  # « how is X the liar here ? »
        # « X the liar » takes it for granted; but « vive X la sorcière » is somebody's pride.
        return BESIDE if between and between[-1] not in g.ARTICLES else SAID_OF

    def _called_first(self, name: Span) -> bool:
        """« X, liar », « go home X, liar », and not « listen to X, liar »: who shall listen is."""
        w = self._w
        low = w.clause(name[0])[0]
        return all(
            w.texts[at] in g.BEFORE_CALLED or at in self._epithets or w.texts[at].startswith("@")
            for at in range(max(low, name[0] - REACH), name[0])
        )

    def _of_a_deed(self, span: Span) -> bool:
        """« Pathetic. », « quelle honte ! », « what a traitor, she fixed the roof ».

        By itself that is as often said of what was done to the figure, or not in earnest.
        """
        w = self._w
        first, last = span
        said = {*w.texts[w.clause(first)[0] : w.clause(first)[1]]}
        if not g.THINGS.isdisjoint(w.texts[first:last]):
            called = w.texts[last - 1 : last + 1] == ["disgrace", "to"]
            return not called and g.SECOND.isdisjoint(said) and g.PERSONS.isdisjoint(said)
        goes_on = last < len(w.texts) and w.breaks[last] == CLAUSE
        exclaims = not g.EXCLAIMED.isdisjoint(said) or "what" in said
        return goes_on and exclaims and w.texts[last] in g.THIRD_SUBJECT

    def _acts(self, span: Span, *, parted: bool) -> bool:
        """« …, et le menteur s'enfuit », « X, la honte au front »: no name for who stands before.

        What a deed may be as well as a person needs its end, or *of* and the like, behind it.
        """
        w = self._w
        first, last = span
        if w.ends_clause(last) or not parted:
            return False
        after = w.texts[last]
        if not g.THINGS.isdisjoint(w.texts[first:last]):
            return after not in g.OF_WHAT
        return w.texts[first - 1] in ("the", "le", "la", "l") and after not in g.OF_WHAT

    def _before_name(self, span: Span) -> Binding | None:
        """« cette vendue de X », « traitor X », « never trust a liar like X »."""
        w = self._w
        first, last = span
        name = self._after(last)
        if not name or name[0] - last > BESIDE_WORDS or SENTENCE in w.breaks[last : name[0] + 1]:
            return self._tag_after(span)
        between = w.texts[last : name[0]]
        asks_what = first and w.texts[first - 1] in g.EXCLAIMED
        if asks_what and between in (["es"], ["est"], ["is"]) and w.ends_clause(name[1]):
            return SAID_OF  # « qué mentirosa es X »
        if not between and w.texts[name[1] : name[1] + 1] == ["is"] and self._what_a(first):
            return SAID_OF if w.ends_clause(name[1] + 1) else None
        if between in (["like"], ["comme"]) and first and w.texts[first - 1] in g.INDEFINITE:
            return None if self._governs_more(name) else BESIDE
        if between in (["de"], ["d"], ["of"]) or (self._to.group and between in g.AMONG):
            # « la démission de X » is a thing; « cette vendue de X » calls somebody so.
            scorned = g.SCORNFUL | g.SCORNED_BAND if self._to.group else g.SCORNFUL
            called = {w.texts[first], w.texts[first - 1]} & scorned if first else ()
            return BESIDE if called and not self._governs_more(name) else None
        if between in (["pour"], ["for"], ["a"], ["to"]) and self._starts_clause(first):
            return NEXT_TO if self._closes(name[1]) else None
        if not g.LINKS_AFTER.issuperset(between):
            return None
        if CLAUSE in w.breaks[last : name[0] + 1]:
            closed = self._alone(name) or self._is_tag(name) or bool(between)
            return SAID_TO if closed and self._starts_clause(first) else None
        return self._called(span, name)

    def _what_a(self, first: int) -> bool:
        """« what a liar X is », and not « show me what a liar X is »."""
        w = self._w
        what = w.texts[max(0, first - BESIDE_WORDS) : first]
        return what in (["what", "a"], ["what", "an"]) and w.breaks[first - BESIDE_WORDS] != NONE

    def _defined(self, span: Span) -> bool:
        """« Une menteuse, voilà ce qu'est X », « a liar, that's what X is », and no more."""
        w = self._w
        name = self._after(span[1])
        if name is None or name[0] - span[1] > CALLED_WORDS + 1 or not self._starts_clause(span[0]):
            return False
        end = name[1] + (w.texts[name[1] : name[1] + 1] == ["is"])
        said = w.texts[span[1] : name[0]] in g.THAT_IS_WHAT and w.breaks[span[1]] == CLAUSE
        return said and (w.ends_clause(end) or (w.capital[end] and w.texts[end] in g.STARTERS))

    def _one_of_many(self, span: Span) -> bool:
        """« vermin like X », « sick of liars like X »."""
        w = self._w
        last = span[1]
        like = not w.ends_clause(last) and w.texts[last] in ("like", "comme")
        name = self._after(last)
        listed = not p.MORE.isdisjoint(w.texts[max(0, span[0] - BESIDE_WORDS) : span[0]])
        beside = like and not listed and name is not None and name[0] == last + 1
        return bool(beside and name and w.breaks[name[0]] == NONE and not self._governs_more(name))

    def _unequalled(self, span: Span) -> bool:
        """« There is no bigger liar than X », « jamais vu une élue aussi corrompue que X »."""
        w = self._w
        first, last = span
        name = self._after(last)
        if not name or w.texts[last : name[0]] not in (["than"], ["que"], ["qu"]):
            return False
        if not w.ends_clause(name[1]):
            return False  # « no bigger liar than X's landlord »
        texts = w.texts[w.clause(first)[0] : first]
        compared = not g.COMPARED.isdisjoint(texts[-BESIDE_WORDS:])
        return compared and (not g.NEGATIONS.isdisjoint(texts) or texts[:2] == ["is", "there"])

    def _apposed(self, span: Span, name: Span) -> Binding | None:
        """« Ras le bol de X, cette menteuse. »: what follows a name between signs is said of it."""
        w = self._w
        first, last = span
        between = w.texts[name[1] : first]
        if not between or len(between) > BESIDE_WORDS or between[0] not in g.DEMONSTRATIVES:
            return None
        parted = w.breaks[name[1]] == CLAUSE and max(w.breaks[name[1] + 1 : first + 1]) == NONE
        return SAID_OF if parted and w.ends_clause(last) else None

    def _called(self, span: Span, name: Span) -> Binding | None:
        """« that traitor X », and not « the liar X exposed », « mes connards X »."""
        w = self._w
        first = span[0]
        while first and w.breaks[first] == NONE and w.texts[first - 1] in g.PLAIN_MODIFIERS:
            first -= 1
        before = w.texts[first - 1] if first and w.breaks[first] == NONE else ""
        if before.startswith("@") or before in g.MANY or before in g.POSSESSIVES:
            return None
        closed = w.ends_clause(name[1])
        if before in g.EXCLAIMED or w.texts[max(0, first - 2) : first] == ["what", "a"]:
            copula = w.texts[name[1] : name[1] + 1]
            if copula in (["is"], ["est"]) and w.ends_clause(name[1] + 1):
                return SAID_OF  # « what a liar X is »
        if name[0] > span[1] and w.texts[span[1]] == "that" and not closed:
            return None  # « what a disgrace that X was … »
        if before in ("la", "le", "l") or (name[0] > span[1] and before == "the"):
            return BESIDE
        if name[0] > span[1] and before in g.ARTICLES:
            return SAID_OF
        if before in g.ARTICLES and not closed:
            return None
        if before in g.DEMONSTRATIVES:
            return BESIDE
        called_out = w.texts[span[0]] in g.VERBS_OF_ORDER | g.THINGS
        if called_out and not closed and w.texts[name[1]] not in g.GOVERNING:
            return None  # « dehors X fait le marché », « shame X isn't standing »
        return NEXT_TO if self._starts_clause(first) or self._is_tag(name) else None

    def _tag_after(self, span: Span) -> Binding | None:
        """« Dégage vendue ! #XDehors »: a hashtag after the sentence says whom it is about."""
        w = self._w
        name = self._after(span[1])
        if not name or not self._is_tag(name) or name[0] - span[1] > REACH:
            return None
        ends = w.sentence_of[name[0]] - w.sentence_of[span[0]] <= 1
        return NEXT_TO if ends and self._starts_clause(span[0]) and self._closes(span[1]) else None

    def _indicative(self, span: Span, spoken: frozenset[str]) -> bool:
        """« X retourne au Sénat » tells what X does; « X, retourne … ! », « X dégage ! » order."""
        order = self._w.texts[span[0]] in g.VERBS_OF_ORDER
        if not order or spoken & g.SECOND or self._w.ends_clause(span[1]):
            return False
        return g.SECOND.isdisjoint(
            self._w.texts[span[1] : min(span[1] + REACH, self._w.clause(span[1])[1])]
        )

    def _compound(self, last: int) -> bool:
        """« X liar claim »: the word belongs to the noun after it."""
        w = self._w
        return not w.ends_clause(last) and w.texts[last] in g.COMPOUNDS

    def _governs_more(self, name: Span) -> bool:
        w = self._w
        return name[1] < len(w.texts) and w.texts[name[1]] == "s" and w.breaks[name[1]] == NONE
