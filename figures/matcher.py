"""One automaton over all phrases, names, handles and tags, run over many folded texts at once.

Texts are folded and searched as one buffer, so that the work in Python is in proportion to what
is found and not to what is read: 500 phrases cost as much as five.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ahocorasick
import numpy as np

from .folding import DIGIT_LETTERS, Folded, Offsets, fold
from .phrases import Form, forms
from .rules import RuleBook, Term

CHARACTERS_AT_ONCE = 2_000_000
"""Bounds the memory of one buffer to about 60 MB; larger ones are no faster."""

_ONES = frozenset("1Il|!íìî")
_DIGITS = frozenset(DIGIT_LETTERS)


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a text.

    ``start`` and ``end`` are offsets of characters in the original text, ``begin`` and ``stop``
    the same place in the folded text.
    """

    term: Term
    start: int
    end: int
    begin: int
    stop: int


@dataclass(frozen=True, slots=True)
class Searched:
    """A text in which terms were found: the original, its folded form, and the hits in order."""

    index: int
    text: str
    folded: str
    origin: Offsets
    hits: tuple[Hit, ...]


class Matcher:
    """Searches texts for all terms of a rule book."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._forms: list[tuple[Form, tuple[Term, ...]]] = []
        self._automaton = self._build()

    def _build(self) -> ahocorasick.Automaton:
        terms: dict[str, tuple[Form, dict[int, Term]]] = {}
        for term in self.book.terms:
            evasive = term.kind == "phrase"
            for phrase in term.phrases:
                for form in forms(phrase, evasions=evasive) + _as_tag(term, phrase):
                    key = _key(form)
                    terms.setdefault(key, (form, {}))[1][id(term)] = term
        automaton = ahocorasick.Automaton()
        for number, (key, (form, owners)) in enumerate(terms.items()):
            automaton.add_word(key, number)
            self._forms.append((form, tuple(owners.values())))
        automaton.make_automaton()
        lengths = [len(key) for key in terms]
        self._lengths = np.array(lengths, np.int64)
        self._about_figure = np.array(
            [any(term.figure >= 0 for term in owners) for _, owners in self._forms], bool
        )
        return automaton

    @property
    def form_count(self) -> int:
        """How many folded forms the automaton holds."""
        return len(self._forms)

    def search(
        self, texts: Sequence[str], wanted: frozenset[int] | None = frozenset()
    ) -> Iterator[Searched]:
        """Yield the texts that bear on a figure, with everything found in them, in order.

        A text bears on a figure if a term of one is found in it, or if its index is in
        ``wanted`` (a reply to the figure need not name it). With ``wanted=None`` every text with
        a hit is yielded.
        """
        first = size = 0
        for index, text in enumerate(texts):
            if size and size + len(text) > CHARACTERS_AT_ONCE:
                yield from self._search(texts[first:index], first, wanted)
                first, size = index, 0
            size += len(text)
        if first < len(texts):
            yield from self._search(texts[first:], first, wanted)

    def _search(
        self, texts: Sequence[str], offset: int, wanted: frozenset[int] | None
    ) -> Iterator[Searched]:
        folded = fold(texts)
        found = np.array(list(self._automaton.iter(folded.text)), np.int64).reshape(-1, 2)
        lasts, numbers = found[:, 0], found[:, 1]
        begins = lasts - self._lengths[numbers] + 1
        owners = folded.texts_of(begins + 1)
        chosen = np.zeros(len(texts), bool)
        chosen[owners if wanted is None else owners[self._about_figure[numbers]]] = True
        if wanted:
            chosen[[n - offset for n in wanted if offset <= n < offset + len(texts)]] = True
        kept = np.flatnonzero(chosen[owners])
        order = kept[np.lexsort((begins[kept], owners[kept]))]
        bounds = np.searchsorted(owners[order], np.arange(len(texts) + 1))
        indices = np.flatnonzero(chosen)
        for index, (begin, stop) in zip(
            indices.tolist(), self._edges(folded, indices), strict=True
        ):
            text = texts[index]
            part = folded.text[begin:stop]
            origin = folded.origin[begin:stop] - folded.starts[index]
            hits = [
                hit
                for n in order[bounds[index] : bounds[index + 1]].tolist()
                for hit in self._hits(int(numbers[n]), int(begins[n]) - begin, part, origin, text)
            ]
            if hits or (wanted and index + offset in wanted):
                yield Searched(index + offset, text, part, origin, tuple(hits))

    @staticmethod
    def _edges(folded: Folded, indices: Offsets) -> Iterator[tuple[int, int]]:
        """Yield where folded texts begin and end, the spaces around them included."""
        # Behind a text stand a space, a line feed and a space; behind the last one a space only.
        ends = np.append(folded.starts[1:] - 2, folded.origin[-1] + 1)
        begins = np.searchsorted(folded.origin, folded.starts[indices] - 1)
        stops = np.searchsorted(folded.origin, ends[indices])
        yield from zip(begins.tolist(), stops.tolist(), strict=True)

    def _hits(
        self, number: int, begin: int, folded: str, origin: Offsets, text: str
    ) -> Iterator[Hit]:
        form, owners = self._forms[number]
        begin += 1 if folded[begin] == " " else 0
        stop = begin + len(form.text)
        if form.stem:
            stop = folded.find(" ", stop)
        start, end = int(origin[begin]), int(origin[stop - 1]) + 1
        if any(text[int(origin[begin + at])] not in _ONES for at in form.ones):
            return
        written = text[start:end]
        if not _DIGITS.isdisjoint(written) and not _is_word(written, form.text):
            return
        for term in owners:
            yield Hit(term, start, end, begin, stop)


def _as_tag(term: Term, phrase: str) -> list[Form]:
    """Names and cues as hashtags of their words; phrases have that form already."""
    if term.kind not in ("name", "cue"):
        return []
    return [
        Form("#" + form.text.replace(" ", ""), form.stem) for form in forms(phrase, evasions=False)
    ]


def _key(form: Form) -> str:
    return f" {form.text}" if form.stem else f" {form.text} "


def _is_word(written: str, form: str) -> bool:
    """Whether digits may be read as letters: 455 is a number, 7r4170r a word, #lyon2021 itself."""
    digits = sum(letter in _DIGITS for letter in written)
    letters = sum(letter.isalpha() for letter in written)
    return 0 < digits <= letters * 3 or (digits > 0 and form.startswith(("#", "@")))
