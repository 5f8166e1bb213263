"""Whether the clause around attacking words is one that is understood.

Binding says whom words are about; it knows the constructions that it names. A clause may hold words
before the figure and after the attack that turn the whole: « should the audit show X is a fraud »,
« shameful behaviour from the council ». No list of such words is ever complete. So the other side
is listed: what may stand there without changing anything, mostly closed classes. Any other word
leaves the match without a frame, and the post unclear.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from . import grammar as g
from . import plain_words as p
from .neighbourhood import BESIDE_WORDS, REACH, Neighbourhood, Span
from .words import DENIAL_WORDS, NONE, Words

MORE_WORDS, FORBIDDEN_WORDS, ASKED_WORDS = 1, 2, 3
"""Maximum number of words in no list that may follow attacking words, to the end of the post."""


def framed(around: Neighbourhood, span: Span, *, told: bool) -> bool:
    """Whether only words that change nothing share the clause of the words ``span``.

    Words that are not ``told`` to the figure may stand in another clause than its name: then that
    one must be understood too, up to the name and after it.
    """
    words, names = around.words, around.names
    low = bisect_left(names, (span[0] - 2 * REACH,))
    near = tuple(names[low : bisect_left(names, (span[0] + 2 * REACH + 1,))])
    own = frozenset(itertools.chain.from_iterable(range(*name) for name in near))
    own |= {end for _, end in near if words.texts[end : end + 1] in (["who"], ["qui"])}
    frame = _Frame(words, span, near, own, around.plain, around.epithets, around.strange)
    return frame.opens(told=told) and frame.goes_on() and not frame.is_taken_back()


def ends(around: Neighbourhood, last: int, *, firm: bool) -> bool:
    """Whether a post hardly says more after attacking words that end before ``last``.

    Who goes on may turn everything (« that crook X, up at five again to feed our cats »): one word
    that is in no list is read over, and only in the same clause. A question that takes the words
    for granted (« how can that crook X … ? ») may hold more.
    """
    words, strange = around.words, around.strange
    more = strange[bisect_left(strange, last) :][: ASKED_WORDS + 1]
    if firm and words.asks[words.sentence_of[last - 1]]:
        return len(more) <= ASKED_WORDS
    if _forbids(words, last) and words.texts[more[0] if more else last - 1] not in p.GIVING_IN:
        return len(more) <= FORBIDDEN_WORDS and all(at < words.sentence(last)[1] for at in more)
    return len(more) <= MORE_WORDS and all(at < words.clause(last - 1)[1] for at in more)


def whole(around: Neighbourhood, span: Span) -> bool:
    """Whether words of everyday use are all that is said: « X is useless », today.

    « X is useless at lying », « X is nowhere », « X was useless until March » say something else.
    """
    words = around.words
    first, last = span
    if not p.PAST.isdisjoint(words.texts[max(words.clause(first)[0], first - REACH) : first]):
        return False
    if last < len(words.texts) and words.texts[last] in g.AND and words.breaks[last] == NONE:
        last += 1
    if words.ends_clause(last) or last in around.epithets:
        return True
    if words.texts[last] in p.CLOSING | g.TITLES:
        return True
    named = any(first <= last < end for first, end in around.names)
    return named or words.texts[last].startswith(("@", "#"))


def headed(around: Neighbourhood, span: Span) -> bool:
    """Whether a label that is not known stands before the words: « The Mail: that traitor X »."""
    frame = _Frame(
        around.words, span, (), frozenset(), around.plain, around.epithets, around.strange
    )
    return frame.is_labelled_by_another()


def _forbids(words: Words, last: int) -> bool:
    """« vermin like X should never … »: a second half that forbids turns nothing."""
    texts = words.texts[last : min(last + REACH // 2, words.clause(last - 1)[1])]
    return not (p.MODALS.isdisjoint(texts) or p.NEVER.isdisjoint(texts))


@dataclass(frozen=True, slots=True)
class _Frame:
    """The surroundings of attacking words; those ``own`` and ``plain`` change nothing."""

    words: Words
    span: Span
    names: tuple[Span, ...]
    own: frozenset[int]
    """The figure's names near by, and « who » after them."""
    plain: frozenset[int]
    """Such words of the whole post, however many."""
    epithets: frozenset[int]
    """Those of them that attack."""
    strange: Sequence[int]
    """The words of the post that are in no list, in order."""

    def opens(self, *, told: bool) -> bool:
        """Whether what stands before the words and the name is understood."""
        words, first = self.words, self.span[0]
        # « Why are you such a liar? » asks for a reason only.
        such = "such" in words.texts[max(0, first - BESIDE_WORDS) : first]
        if not self._opened(first, frozenset({"why"} if such else ())):
            return False
        before = [name for name in self.names if name[1] <= first]
        if told:
            return True
        if not before:  # « Lopez, vendu. X, je ne sais pas » calls somebody else so
            low = max(words.sentence(first)[0], first - REACH)
            return all(self._is_plain(at, p.LABELS) for at in range(low, first))
        begin, end = before[-1]
        if words.clause_of[begin] == words.clause_of[first]:
            return True
        return self._opened(begin, p.PERCEIVED) and self._hardly_told(end)

    def _hardly_told(self, end: int) -> bool:
        """« X won us 7 percent, what a muppet »: what the author tells of the figure first.

        « X benched again. Idiot. » may call who did that to X so.
        """
        low, high = (bisect_left(self.strange, at) for at in (end, self.span[0]))
        told = self.strange[low:high]
        done_to = any(self.words.texts[at].endswith(p.PASSIVE) for at in told)
        return len(told) <= MORE_WORDS and not done_to

    def goes_on(self) -> bool:
        """Whether what stands after the words is understood."""
        words = self.words
        first, last = self.span
        if self._changes_nothing(last):
            return True
        if last in words.colons:
            return False  # « menteuse : non »
        spoken = words.texts[first:last]
        if not g.SECOND.isdisjoint(spoken) or any(first < at < last for at, _ in self.names):
            return True
        if spoken[0] in g.VERBS_OF_ORDER:  # « dégagez-moi ces … » is about others
            return words.ends_clause(last) or words.texts[last] not in p.OBJECTS
        return self._continued()

    def is_taken_back(self) -> bool:
        """« X is a liar. No. », « so corrupt that she takes the bus »."""
        words = self.words
        first, last = self.span
        if words.last_denial >= last or self._alternative(last) or self._crowned(last):
            return True
        if self._wondered(first, last) or self._acclaimed(last) or self._dared(first, last):
            return True
        before = words.texts[max(words.clause(first)[0], first - 3) : first]
        after = words.texts[last : last + 1]
        likened = words.texts[last : min(last + 2 * DENIAL_WORDS, words.sentence(last - 1)[1])]
        if not p.LIKENED.isdisjoint(likened[:BESIDE_WORDS]) and not g.FIRST.isdisjoint(likened):
            return True
        retort = words.texts[last + 1 : last + 2] if after in (["toi"], ["vous"]) else after
        if not p.RETORTS.isdisjoint(retort):
            return True
        return after in (["que"], ["qu"], ["that"]) and not p.DEGREES.isdisjoint(before)

    def _alternative(self, last: int) -> bool:
        """« X menteuse ou pas », « X, liar or saint »: not decided."""
        after = self.words.texts[last : last + 2]
        return after[:1] in (["ou"], ["or"]) and not self._changes_nothing(last + 1)

    def _acclaimed(self, last: int) -> bool:
        """« X sorcière, X présidente ! »."""
        follows = next((end for begin, end in self.names if begin == last), None)
        return follows is not None and self.words.texts[follows : follows + 1] != [] and (
            self.words.texts[follows] in g.TITLES and self.words.ends_clause(follows + 1)
        )  # fmt: skip

    def _dared(self, first: int, last: int) -> bool:
        """« virez X et on s'en va tous », « X needs to go home and rest »."""
        words = self.words
        order = words.texts[first].endswith("ez") or words.texts[first] in p.DISMISSING
        inside = any(first <= begin < last for begin, _ in self.names)
        end = max([end for begin, end in self.names if begin == last] or [last])
        if words.ends_clause(end) or words.texts[end] not in g.AND or not (inside or order):
            return False
        acts = words.texts[end + 1 : end + 2]
        return not g.ACTING.isdisjoint(acts) or bisect_left(self.strange, end + 1) < bisect_left(
            self.strange, end + 2
        )

    def _wondered(self, first: int, last: int) -> bool:
        """« So X is a liar now », « donc X est une vendue maintenant »; « X vendue, vraiment »."""
        texts, begin = self.words.texts, self.words.sentence(first)[0]
        if texts[begin] in p.CONCLUDING and texts[last : last + 1] in (["now"], ["maintenant"]):
            return True
        stop = self.words.clause(last)[1] if last < len(texts) else last
        return texts[last:stop] in (["vraiment"], ["really"], ["sure"], ["ok"], ["ouais"])

    def _crowned(self, last: int) -> bool:
        """« X is a crook and I'm the Pope »."""
        after = self.words.texts[last : last + BESIDE_WORDS + 1]
        jests = after[:1] in (["and"], ["et"], ["y"]) and tuple(after[1:]) in p.AND_I
        return jests and g.OWNING_UP.isdisjoint(self.words.texts[last : last + REACH])

    def _changes_nothing(self, index: int) -> bool:
        return index in self.own or index in self.plain

    def _is_plain(self, index: int, more: frozenset[str] = frozenset()) -> bool:
        word = self.words.texts[index]
        plain = self._changes_nothing(index) or word in p.FRAME or word in more
        return plain or word.startswith(("@", "#"))

    def _opened(self, first: int, more: frozenset[str] = frozenset()) -> bool:
        words = self.words
        begin = words.clause(first)[0]
        low = max(begin, first - REACH)
        for at in range(first - 1, low - 1, -1):
            if words.texts[at] in g.TURNS:
                return True
            if not self._is_plain(at, more):
                return False
        turned = not self._changes_nothing(low) and self._changes_nothing(low + 1)
        asks = turned and words.texts[low] in p.VERB_FIRST
        if low > begin or (asks and low < first):
            return False  # « is X a fraud … » asks
        return begin not in words.colons or self._labelled(begin)

    def is_labelled_by_another(self) -> bool:
        """« Headline: that traitor X again »."""
        begin = self.words.clause(self.span[0])[0]
        return begin in self.words.colons and not self._labelled(begin)

    def _labelled(self, begin: int) -> bool:
        """« Rappel : X est … », and not « the trolls: X is … », « fake news: X is … »."""
        low = max(self.words.clause(begin - 1)[0], begin - REACH)
        label = range(low, begin)
        attacks = self.epithets.issuperset(label)
        return all(
            self._is_plain(at, p.LABELS) and (attacks or at not in self.epithets) for at in label
        )

    def _continued(self) -> bool:
        words = self.words
        first, last = self.span
        stop = words.clause(last - 1)[1]
        following = range(last, min(last + BESIDE_WORDS, stop))
        if not following or any(map(self._changes_nothing, following)):
            return True
        word, more = words.texts[last], words.texts[last + 1 : stop][:1]
        if word in p.PARTS and not p.READ.issuperset(words.texts[last + 1 : stop][:REACH]):
            return False  # « voleuse de cœurs »
        if word in p.NARROWING and not p.READ.issuperset(more):
            return False  # « trash at darts », « sorcière bien-aimée »
        if word in p.CONTINUING or word.startswith(("@", "#", "و")) or word.endswith("ing"):
            return True
        if not g.SECOND.isdisjoint(words.texts[last : min(last + BESIDE_WORDS + 1, stop)]):
            return True  # « la remigration commence par toi »
        # « une menteuse professionnelle »: one more word, and the clause is over; but in
        # « X liar posters », « a fraud investigator » the word belongs to it.
        before = words.texts[first - 1] if first and words.breaks[first] == NONE else ""
        listed = word in p.READ or last in words.links or before in p.ADJECTIVES_FOLLOW
        closed = words.ends_clause(last + 1) or words.texts[last + 1].startswith(("@", "#"))
        return listed and closed
