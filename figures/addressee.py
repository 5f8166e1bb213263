"""To whom orders and words with *you* are said: « casse-toi », « you are … », « shame on you »."""

from __future__ import annotations

import itertools

from . import grammar as g
from .apposition import Apposition
from .binding import ELSEWHERE, SAID_TO, UNBOUND, Binding
from .neighbourhood import BESIDE_WORDS, REACH, Span
from .words import CLAUSE, NONE

CALLING_WORDS = 2
"""Maximum number of words of a name by which somebody is called: « Jean Garnier, dégage »."""


class Addressee(Apposition):
    """Tells whether the figure is spoken to, or somebody else."""

    def _spoken_to(self, span: Span, spoken: frozenset[str]) -> Binding:
        first, last = span
        name = self._before(first)
        w = self._w
        if self._another_called(span):
            return ELSEWHERE
        if name and w.sentence_of[name[0]] >= w.sentence_of[first] - 1 and (
            self._alone(name) or self._to.alone or self._addressed_after(name[1])
            or (self._speaks_to(name[1], first) and self._called_first(name))
        ) and self._free(name) and not self._is_tag(name):  # fmt: skip
            return SAID_TO if not self._called_by(name[1], first) else UNBOUND
        name = self._after(last)
        if name and name[0] - last <= REACH and self._free(name) and (
            self._is_tag(name) or self._alone(name)
            or (w.ends_clause(name[1]) and w.texts[name[0]].startswith("@"))
            or (w.ends_clause(name[1]) and w.texts[name[0] - 1] in g.TITLES)
        ) and w.sentence_of[name[0]] - w.sentence_of[first] <= 1:  # fmt: skip
            return SAID_TO if self._starts_order(first, spoken) else UNBOUND
        if self._to.other:
            return ELSEWHERE
        if self._to.figure and self._starts_order(first, spoken):
            return SAID_TO
        return UNBOUND

    def _speaks_to(self, start: int, stop: int) -> bool:
        """« X on sait où tu … »: hardly anything stands between a name and words with *you*."""
        return stop - start <= BESIDE_WORDS and g.FILLING.issuperset(self._w.texts[start:stop])

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
            word in ("comme", "like", "as") and following in g.SECOND for word, following in pairs
        )

    def _vocative_you(self, span: Span) -> Binding:
        """« you liar », « are you such a liar », « espèce de folle » in an answer to the figure."""
        w = self._w
        first = span[0]
        while first and w.breaks[first] == NONE and w.texts[first - 1] in g.CALLING:
            first -= 1
        before = w.texts[first - 1] if first and w.breaks[first] == NONE else ""
        if before in g.SECOND_SUBJECT - {"t"}:
            return self._spoken_to(span, frozenset({before}))
        return UNBOUND

    def _told_of(self, span: Span, spoken: frozenset[str]) -> bool:
        """« X ferme la porte »: the name before it is the subject of a statement."""
        name = self._before(span[0])
        if name is None or name[1] != span[0] or self._w.breaks[span[0]] != NONE:
            return False
        handle = self._w.texts[name[0]].startswith(("@", "#"))
        orders = self._w.texts[span[0]] in g.BASE_VERBS and self._w.breaks[name[0]] != NONE
        if orders and not self._to.group:
            return False
        return not handle and self._indicative(span, spoken)

    def _another_called(self, span: Span) -> bool:
        """« @x courage. Garnier, dégage », « resign, Hollis »: another is called by name."""
        w = self._w
        first, last = span
        begin, stop = w.clause(first)[0], w.clause(last - 1)[1]
        before = begin > 0 and w.breaks[begin] == CLAUSE and self._calls(begin - 1)
        after = stop < len(w.texts) and w.breaks[stop] == CLAUSE and self._calls(stop)
        return bool(before or after)

    def _tells(self, span: Span) -> bool:
        """Whether the sentence speaks to somebody."""
        low, high = self._w.sentence(span[0])
        around = range(max(low, span[0] - REACH), min(high, span[1] + REACH))
        return any(self._w.texts[at] in g.SECOND and at not in range(*span) for at in around)

    def _bare(self, span: Span) -> bool:
        """Whether an insult stands as somebody's name does: « …, liar », not « …, what a liar »."""
        w = self._w
        low = w.clause(span[0])[0]
        return g.DETERMINERS.isdisjoint(w.texts[max(low, span[0] - REACH) : span[1]])

    def _addressed_after(self, index: int) -> bool:
        """« X tu mens », « X you are …», and not « X t'a répondu », « X vous dérange »."""
        w = self._w
        if index >= len(w.texts) or w.breaks[index] != NONE or w.texts[index] not in g.SECOND:
            return False
        after = w.texts[index + 1 : index + 2]
        if w.texts[index] in ("t", "te", "toi"):
            return w.texts[index] == "t" and not g.AFTER_T.isdisjoint(after)
        if w.texts[index] == "vous":
            return bool(after) and (after[0].endswith("ez") or after[0] in g.AFTER_VOUS)
        return True

    def _calls(self, index: int) -> bool:
        """Whether the clause of a word is nothing but another's name."""
        first, last = self._w.clause(index)
        return last - first <= CALLING_WORDS and all(
            (self._w.capital[at] and at in self._unlisted) or self._w.texts[at] in g.OTHERS
            for at in range(first, last)
        )

    def _shames_you(self, span: Span) -> bool:
        """« honte à vous », « shame on you »."""
        w = self._w
        first, last = span
        on = not w.ends_clause(last) and w.texts[last] in ("a", "on", "to")
        whom = w.texts[last + 1 : last + 2] if on else []
        return not (g.THINGS.isdisjoint(w.texts[first:last]) or g.SECOND.isdisjoint(whom))

    def _half_an_order(self, span: Span) -> bool:
        """« ferme la porte » holds « ferme la », which is an order where the clause ends."""
        w = self._w
        first, last = span
        clitic = last - first > 1 and w.texts[last - 1] in ("la", "le")
        if not clitic or w.texts[first] not in g.VERBS_OF_ORDER or w.ends_clause(last):
            return False
        return not (
            self._in_name(last) or last in self._epithets or w.texts[last] in g.AFTER_CLITIC
        )
