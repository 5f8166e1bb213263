"""Whether the clause around attacking words is one that is understood.

Binding says whom words are about; it knows the constructions that it names. A clause may hold words
before the figure and after the attack that turn the whole: « should the audit show X is a fraud »,
« shameful behaviour from the council ». No list of such words is ever complete. So the other side
is listed: what may stand there without changing anything, mostly closed classes. Any other word
leaves the match without a frame, and the post unclear.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import grammar as g
from .surroundings import BESIDE_WORDS, REACH, Span
from .words import NONE, Words


def framed(
    words: Words, span: Span, names: Sequence[Span], plain: frozenset[int], *, told: bool
) -> bool:
    """Whether only words that change nothing share the clause of the words ``span``.

    ``names`` are the places of the figure's names, in order, ``plain`` other words that change
    nothing. Words that are not ``told`` to the figure may stand in another clause than its name:
    then that one must be understood up to the name too.
    """
    first, last = span
    near = [name for name in names if abs(name[0] - first) <= 2 * REACH]
    own = plain.union(*(range(*name) for name in near))
    own |= {end for _, end in near if words.texts[end : end + 1] in (["who"], ["qui"])}
    if not _opened(words, first, own):
        return False
    before = [name for name in near if name[1] <= first]
    apart = before and not told and words.clause_of[before[-1][0]] != words.clause_of[first]
    if apart and not _opened(words, before[-1][0], own, g.PERCEIVED):
        return False
    spoken = words.texts[first:last]
    order = spoken[0] in g.VERBS_OF_ORDER and g.SECOND.isdisjoint(spoken)
    whole = order or not g.SECOND.isdisjoint(spoken) or any(first < at < last for at, _ in near)
    if last in words.colons and last not in own:
        return False  # « menteuse : non »
    if whole:
        following = words.texts[last] if not words.ends_clause(last) else ""
        return not order or following not in g.OBJECTS or last in own
    return _continued(words, span, own, near)


def _opened(
    words: Words, first: int, own: frozenset[int], more: frozenset[str] = frozenset()
) -> bool:
    low = max(words.clause(first)[0], first - REACH)
    for at in range(first - 1, low - 1, -1):
        word = words.texts[at]
        if word in g.TURNS:
            return True
        if at not in own and not (
            word in g.FRAME or word in more or word.startswith(("@", "#"))
        ):  # fmt: skip
            return False
    begin = words.clause(first)[0]
    if low > begin or (
        words.texts[low] in g.VERB_FIRST and low + 1 <= first and low + 1 in own and low not in own
    ):  # fmt: skip
        return False  # « is X a fraud … » asks
    return begin not in words.colons or _vouched(words, begin, own)


def _vouched(words: Words, first: int, own: frozenset[int]) -> bool:
    """Whether what stands before a colon says no more than that the author speaks.

    « Rappel : X est … », not « the trolls: X is … ».
    """
    low = max(words.clause(first - 1)[0], first - REACH)
    return all(
        words.texts[at] in g.FRAME or words.texts[at] in g.LABELS or at in own
        or words.texts[at].startswith(("@", "#"))
        for at in range(low, first)
    )  # fmt: skip


def _continued(words: Words, span: Span, own: frozenset[int], names: Sequence[Span]) -> bool:
    first, last = span
    stop = words.clause(last - 1)[1]
    following = range(last, min(last + BESIDE_WORDS, stop))
    if not following or any(at in own for at in following):
        return True
    word = words.texts[last]
    if word in g.CONTINUING or word.startswith(("@", "#", "و")) or word.endswith("ing"):
        return True
    if not g.SECOND.isdisjoint(words.texts[last : min(last + BESIDE_WORDS + 1, stop)]):
        return True  # « la remigration commence par toi »
    # « une menteuse professionnelle », « you liar mate »: one more word, and the clause is over;
    # but « X liar posters » is about the posters.
    if words.breaks[first] == NONE and any(name[1] == first for name in names):
        return False
    return words.ends_clause(last + 1) or words.texts[last + 1].startswith(("@", "#"))
