"""The words of a post in order, and what ends clauses and sentences between them.

Everything is computed in one pass over the text; what a rule asks of a place afterwards is a look
into a list or a bisection, so that judging stays linear in the post's length and in its hits.
"""

# ruff: noqa: RUF001 - quotation marks and dashes as people type them

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from . import grammar as g
from . import plain_words as p
from .folding import Offsets
from .matcher import Hit

_HANDLE = re.compile(r"(?<!\w)[@#]\w+(?:[._@-]+\w+)+")
_LINK = re.compile(r"https?://\S+")
DENIAL_WORDS = 3
NONE, CLAUSE, SENTENCE = 0, 1, 2
"""What stands before a word: nothing, a sign that ends a clause, one that ends a sentence."""

_PLAIN = frozenset(" \t\u00a0'’ʼ`-‐‑=*_~&+%\u200b\u200d\ufe0f")  # joins words or says nothing
_ENDING = frozenset("!?…\n;¡¿؟")


class Words:
    """Folded words with their places.

    ``texts[i]`` is the folded word, ``starts[i]`` and ``ends[i]`` its offsets in the original,
    ``breaks[i]`` what stands before it; ``sentence_of[i]`` and ``clause_of[i]`` number the
    sentence and the stretch between signs. ``capital`` tells of each word whether it begins
    with a capital, ``asks`` of each sentence whether it ends with a question mark; ``colons`` are
    the words before which a colon stands.
    """

    def __init__(self, text: str, folded: str, origin: Offsets) -> None:
        self.texts = folded.split()
        self._begins: list[int] = []
        position = 0
        for word in self.texts:
            position = folded.index(word, position)
            self._begins.append(position)
            position += len(word)
        stops = [begin + len(word) for begin, word in zip(self._begins, self.texts, strict=True)]
        self.starts: list[int] = origin[self._begins].tolist() if self.texts else []
        self.ends: list[int] = [
            end + 1 for end in (origin[[s - 1 for s in stops]].tolist() if stops else [])
        ]
        self.capital = [text[start].isupper() for start in self.starts]
        self._join_handles(text)
        self._text = text
        edges = zip(self.ends, [*self.starts[1:], len(text)][: len(self.ends)], strict=True)
        between = [text[end:start] for end, start in edges]
        self.breaks = [SENTENCE, *map(_break, between[:-1])] if self.texts else []
        for at, large in enumerate(self.capital):
            if large and self.breaks[at] == NONE and self._begins_anew(at):
                self.breaks[at] = SENTENCE
        self.colons = frozenset(at + 1 for at, signs in enumerate(between[:-1]) if ":" in signs)
        self.sentence_of = _numbers(self.breaks, SENTENCE)
        self.clause_of = _numbers(self.breaks, CLAUSE)
        self.asks = [False] * (self.sentence_of[-1] + 1 if self.texts else 0)
        for index, signs in enumerate(between):
            last = index + 1 == len(self.texts) or self.breaks[index + 1] == SENTENCE
            if last and "?" in signs.replace("؟", "?"):
                self.asks[self.sentence_of[index]] = True

    def _join_handles(self, text: str) -> None:
        """Mark the further words of « @Jean_Dupont » and « #Jean_Dehors »: they are no words."""
        for handle in _HANDLE.finditer(text):
            for at in range(self.after(handle.start() + 1), self.after(handle.end())):
                self.texts[at] = handle.group()[0] + self.texts[at].lstrip("@#")
                self.capital[at] = False

    def _begins_anew(self, index: int) -> bool:
        """« dégage Qui d'autre ? »: many leave the full stop out, and not the capital after it."""
        before = self.texts[index - 1]
        return (
            self.texts[index] in g.STARTERS
            and before.isalpha()
            and not self.capital[index - 1]
            and len(before) > 1
        )

    @cached_property
    def last_denial(self) -> int:
        """Where the last clause begins that says hardly more than *no*; -1 if there is none."""
        edges = [at for at, kind in enumerate(self.breaks) if kind != NONE]
        ends = [*edges[1:], len(self.texts)]
        return max(
            (
                at
                for at, stop in zip(edges, ends, strict=True)
                if stop - at <= DENIAL_WORDS and self.texts[at] in g.DENIALS
            ),
            default=-1,
        )

    @cached_property
    def links(self) -> frozenset[int]:
        """The words that are parts of links."""
        return frozenset(
            at
            for link in _LINK.finditer(self._text)
            for at in range(self.after(link.start()), self.after(link.end()))
        )

    @cached_property
    def unlisted(self) -> list[int]:
        """The words that are in no list of what says nothing, and no tag, handle or link."""
        return [
            at
            for at, text in enumerate(self.texts)
            if text not in p.READ and not text.startswith(("@", "#")) and at not in self.links
        ]

    def span(self, hit: Hit) -> tuple[int, int]:
        """Return the first word of a hit and the one after its last."""
        first = max(0, bisect_right(self._begins, hit.begin) - 1)
        return first, max(first + 1, bisect_left(self._begins, hit.stop))

    def after(self, offset: int) -> int:
        """Return the first word that begins at or after an offset of the original text."""
        return bisect_left(self.starts, offset)

    def sentence(self, index: int) -> tuple[int, int]:
        """Return the bounds of the sentence of a word."""
        return _bounds(self.sentence_of, index)

    def clause(self, index: int) -> tuple[int, int]:
        """Return the bounds of the stretch between signs in which a word stands."""
        return _bounds(self.clause_of, index)

    def shouted(self, index: int) -> bool:
        """Whether a word is written in capitals throughout: *MENTEUSE*, *BBC*."""
        return self._text[self.starts[index] : self.ends[index]].isupper()

    def number(self, index: int) -> bool:
        """Whether a word is written in digits."""
        return self._text[self.starts[index]].isdigit()

    def ends_clause(self, index: int) -> bool:
        """Whether a sign or the end of the text stands before the word at ``index``."""
        return index >= len(self.texts) or self.breaks[index] != NONE


def _bounds(numbers: list[int], index: int) -> tuple[int, int]:
    number = numbers[index]
    return bisect_left(numbers, number), bisect_right(numbers, number)


def _numbers(breaks: list[int], least: int) -> list[int]:
    numbers, number = [], -1
    for kind in breaks:
        number += kind >= least
        numbers.append(number)
    return numbers


def _break(signs: str) -> int:
    if _PLAIN.issuperset(signs):
        # « word - word » and « word -- word » are dashes, « mot-mot » is a hyphen.
        return CLAUSE if "-" in signs and " " in signs else NONE
    if not _ENDING.isdisjoint(signs) or ("." in signs and len(signs) > 1):
        return SENTENCE
    return NONE if signs == "." else CLAUSE
