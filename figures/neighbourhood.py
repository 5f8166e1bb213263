"""What stands around words in a post: the figure's names, others' names, the edges of clauses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from . import grammar as g
from .words import NONE, SENTENCE, Words

Span = tuple[int, int]
"""First word, and the one after the last."""

REACH = 12
"""Maximum number of words read on either side of a match: what makes judging linear."""
BESIDE_WORDS = 2


@dataclass(frozen=True, slots=True)
class Address:
    """Whom a post answers: the figure, somebody else, or nobody known."""

    figure: bool = False
    other: bool = False
    alone: bool = False  # the figure's handle is the only one in the text
    group: bool = False  # the figure is several people
    replied: bool = False  # it answers the figure, so that the figure is *you*
    tagged: bool = False  # nothing but the attack's hashtag names the figure
    leading: int = 0  # how many handles a platform puts in front, as words


class Neighbourhood:
    """The names of one figure in one post, and what is near them."""

    def __init__(
        self, words: Words, names: Sequence[Span], others: Sequence[Span], address: Address,
        epithets: frozenset[int] = frozenset(), company: Sequence[Span] = (),
        common: frozenset[int] = frozenset(),
    ) -> None:  # fmt: skip
        self._w = words
        self._names = sorted(set(names))
        self._firsts = [first for first, _ in self._names]
        self._others = sorted(first for first, _ in others)
        self._to = address
        self._epithets = epithets
        self._company = company
        self._common = common

    @property
    def words(self) -> Words:
        """The post's words."""
        return self._w

    @property
    def epithets(self) -> frozenset[int]:
        """The words that attacking phrases cover."""
        return self._epithets

    @property
    def names(self) -> list[Span]:
        """Where the figure is named, in order."""
        return self._names

    @cached_property
    def plain(self) -> frozenset[int]:
        """Words that change nothing: of attacking phrases, and « Y » of « X et Y »."""
        return self._epithets.union(*(range(*place) for place in self._company))

    @cached_property
    def _unlisted(self) -> frozenset[int]:
        return frozenset(self.strange)

    @cached_property
    def strange(self) -> list[int]:
        """Words of the post that are in no list and name nobody, in order.

        Words of everyday use that are insults in places are among them: « … and pigs fly ».
        """
        read = self.plain - self._common
        return [at for at in self._w.unlisted if at not in read and not self._in_name(at)]

    def _near(self, span: Span) -> list[Span]:
        low = bisect_left(self._firsts, span[0] - 2 * REACH)
        return self._names[low : bisect_right(self._firsts, span[1] + REACH)][:40]

    def _before(self, index: int) -> Span | None:
        """The last name that ends at or before a word."""
        at = bisect_right(self._firsts, index) - 1
        while at >= 0 and self._names[at][1] > index:
            at -= 1
        return self._names[at] if at >= 0 else None

    def _after(self, index: int) -> Span | None:
        at = bisect_left(self._firsts, index)
        return self._names[at] if at < len(self._names) else None

    def _free(self, name: Span) -> bool:
        """Whether nothing governs a name: « le livre de X » and « X's book » are other things."""
        first, last = name
        w = self._w
        if self._is_tag(name):
            return True
        before = w.texts[first - 1] if first and w.breaks[first] == NONE else ""
        if before in ("pas", "not", "jamais", "never"):
            return False  # « le menteur, c'est lui, pas X »
        if before in g.GOVERNING and not self._shamed(first):
            member = self._to.group and before in ("of", "de", "du", "d")
            return member and first > 1 and w.texts[first - 2] in g.MEMBERS
        owner = last + 1 < len(w.texts) and w.texts[last] == "s" and w.breaks[last] == NONE
        return not (owner and w.texts[last + 1] not in g.MODIFIERS)

    def _shamed(self, first: int) -> bool:
        """« cette vendue de X », « marre de X », « the likes of X »: it is X whom that is about."""
        if first < BESIDE_WORDS or self._w.texts[first - 1] not in ("de", "d", "of"):
            return False
        return first - 2 in self._epithets or self._w.texts[first - 2] in g.FED_UP

    def _is_tag(self, name: Span) -> bool:
        return self._w.texts[name[0]].startswith("#")

    def _alone(self, name: Span) -> bool:
        """Whether a name fills its clause, as somebody who is spoken to does."""
        first, last = name
        hailed = g.TITLES | g.HAILS
        titled = first and self._w.breaks[first] == NONE and self._w.texts[first - 1] in hailed
        return self._w.breaks[first - titled] != NONE and self._w.ends_clause(last)

    def _starts_clause(self, first: int) -> bool:
        """Whether only openers, other epithets, handles and names stand before it in its clause."""
        w = self._w
        for at in range(first, max(-1, first - REACH), -1):
            if w.breaks[at] != NONE:
                return True
            word = w.texts[at - 1]
            opens = word in g.OPENERS or word.startswith("@") or word in g.VERBS_OF_ORDER
            if not opens and at - 1 not in self._epithets and not self._in_name(at - 1):
                return False
        return False

    def _in_name(self, index: int) -> bool:
        at = bisect_right(self._firsts, index) - 1
        return at >= 0 and self._names[at][0] <= index < self._names[at][1]

    def _closes(self, last: int) -> bool:
        """Whether hardly anything of the clause follows."""
        w = self._w
        for at in range(last, last + 4):
            if w.ends_clause(at) or w.texts[at].startswith(("#", "@")) or at in self._epithets:
                return True
        return False

    def _called_out(self, span: Span) -> bool:
        """Whether words are called out, and not the subject or a part of what follows.

        « Liar! », « what a liar », « disgrace of a man »; not « what a clown he is » in an answer
        to the figure, « the liar left », « liar after liar », « what a disgrace of a newspaper ».
        """
        w = self._w
        first, last = span
        stop = w.clause(last - 1)[1]
        if tuple(w.texts[stop : stop + 2]) in g.THAT_ONE and w.breaks[stop] != SENTENCE:
            return False  # « a snake, that one »
        if w.ends_clause(last):
            return True
        after = w.texts[last]
        if after in g.THIRD_SUBJECT and self._to.replied:
            return False
        if first and w.texts[first - 1] in ("the", "le", "la", "l"):
            return False
        rest = w.texts[last : min(last + REACH, w.clause(last - 1)[1])]
        if rest[:2] in (["of", "a"], ["of", "an"], ["d", "un"], ["d", "une"]):
            return not g.PERSONS.isdisjoint(rest) or "human" in rest
        return "after" not in rest and rest[0] not in g.GOING_ON

    def _touches_name(self, span: Span) -> bool:
        """Whether words stand right beside the name, and no sign between them."""
        before, after = self._before(span[0]), self._after(span[1])
        marks = self._w.breaks
        return bool(
            (before and before[1] == span[0] and marks[span[0]] == NONE)
            or (after and after[0] == span[1] and marks[span[1]] == NONE)
        )

    def _rivals(self, span: Span) -> bool:
        """Whether somebody else is named near: a person's noun, another figure, another handle."""
        w = self._w
        first = w.sentence(max(0, w.sentence(span[0])[0] - 1))[0]
        first = max(first, span[0] - 2 * REACH)
        stop = min(span[0] + REACH, w.sentence(span[1] - 1)[1])
        at = bisect_left(self._others, first)
        if at < len(self._others) and self._others[at] < stop:
            return True
        return any(
            index not in range(*span) and not self._in_name(index)
            and (w.texts[index] in g.PLURAL_SUBJECT
                 or (w.texts[index] in g.PERSONS and not self._predicated(index))
                 or (w.texts[index].startswith("@") and index >= self._to.leading)
                 or (index < span[0] and (self._proper(index) or self._another_subject(index))))
            for index in range(first, stop)
        )  # fmt: skip

    def _another_subject(self, index: int) -> bool:
        """« Hollis should go, the … »: a name that is not the figure's begins a sentence."""
        w = self._w
        if not w.capital[index] or w.breaks[index] == NONE or index not in self._unlisted:
            return False
        verb = w.texts[index + 1 : index + 2]
        return not w.ends_clause(index + 1) and not g.VERBS_AFTER_NAMES.isdisjoint(verb)

    def _predicated(self, index: int) -> bool:
        """« X n'est pas journaliste »: what the figure is said to be is nobody else."""
        w = self._w
        if w.texts[index + 1 : index + 2] in (["is"], ["est"]) and self._in_name(index + 2):
            return True  # « our mayor is X »
        low = max(0, index - REACH)
        while index > low and w.breaks[index] == NONE and w.texts[index - 1] in g.PREDICATING:
            index -= 1
        return index > 0 and w.breaks[index] == NONE and self._in_name(index - 1)

    def _proper(self, index: int) -> bool:
        """Whether a word is written as a name within a sentence: « pauvre Durand, quel … »."""
        w = self._w
        inside = index > 0 and w.breaks[index] == NONE and w.capital[index]
        if inside and w.texts[index - 1].startswith("@"):  # « @x Personne … » begins a sentence
            told = not w.ends_clause(index + 1) and w.texts[index + 1] in g.SECOND
            if told or index not in self._unlisted:
                return False
        return (
            inside
            and not w.capital[index - 1]
            and w.texts[index] not in g.INSTITUTIONS
            and not w.shouted(index)
            and index not in self._epithets
        )
