"""One automaton over all that belongs to figures, run over many folded texts at once.

Texts are folded and searched as one buffer, so that the work in Python is in proportion to what
is found and not to what is read: 500 phrases cost as much as five. General phrases and cues, many
of them everyday words, are looked for only in the texts that bear on a figure, by a second
automaton.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick
import numpy as np

from .folding import DIGIT_LETTERS, Folded, Offsets, fold
from .phrases import Form, forms
from .rules import GENERAL, RuleBook, Term

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


class _Index:
    """An automaton over the forms of some terms."""

    def __init__(self, terms: Iterable[Term]) -> None:
        found: dict[str, tuple[Form, dict[int, Term]]] = {}
        for term in terms:
            for phrase in term.phrases:
                evasive = term.kind == "phrase"
                for form in (*forms(phrase, evasions=evasive), *_as_tag(term, phrase)):
                    found.setdefault(_key(form), (form, {}))[1][id(term)] = term
        self.forms = [(form, tuple(owners.values())) for form, owners in found.values()]
        self.lengths = np.array([len(key) for key in found], np.int64)
        self._automaton = ahocorasick.Automaton()
        for number, key in enumerate(found):
            self._automaton.add_word(key, number)
        if found:
            self._automaton.make_automaton()

    def find(self, folded: str) -> tuple[Offsets, Offsets]:
        """Return where forms begin in a folded text, and their numbers."""
        if not self.forms:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        found = np.array(list(self._automaton.iter(folded)), np.int64).reshape(-1, 2)
        return found[:, 0] - self.lengths[found[:, 1]] + 1, found[:, 1]


@lru_cache(maxsize=2)
def _index(terms: tuple[Term, ...]) -> _Index:
    """Keep the two indexes of the last rule book: the library's serves every other one as well."""
    return _Index(terms)


class Matcher:
    """Searches texts for all terms of a rule book."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self.of_figures = _index(tuple(t for t in book.terms if t.figure != GENERAL))
        self.general = _index(tuple(t for t in book.terms if t.figure == GENERAL))

    def search(
        self, texts: Sequence[str], wanted: frozenset[int] = frozenset()
    ) -> Iterator[Searched]:
        """Yield the texts that bear on a figure, with everything found in them, in order.

        A text bears on a figure if a term of one is found in it, or if its index is in
        ``wanted``: an answer to the figure need not name it.
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
        self, texts: Sequence[str], offset: int, wanted: frozenset[int]
    ) -> Iterator[Searched]:
        folded = fold(texts)
        begins, numbers = self.of_figures.find(folded.text)
        owners = folded.texts_of(begins + 1)
        chosen = np.zeros(len(texts), bool)
        chosen[owners] = True
        if wanted:
            chosen[[n - offset for n in wanted if offset <= n < offset + len(texts)]] = True
        order = np.argsort(owners, kind="stable")
        bounds = np.searchsorted(owners[order], np.arange(len(texts) + 1))
        indices = np.flatnonzero(chosen)
        for index, (begin, stop) in zip(
            indices.tolist(), self._edges(folded, indices), strict=True
        ):
            text = texts[index]
            part = folded.text[begin:stop]
            origin = folded.origin[begin:stop] - folded.starts[index]
            own = order[bounds[index] : bounds[index + 1]]
            hits = [
                hit
                for found, (starts, found_numbers) in (
                    (self.of_figures, (begins[own] - begin, numbers[own])),
                    (self.general, self.general.find(part)),
                )
                for start, number in zip(starts.tolist(), found_numbers.tolist(), strict=True)
                for hit in _hits(found.forms[number], start, part, origin, text)
            ]
            if hits or index + offset in wanted:
                hits.sort(key=_place)
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
    found: tuple[Form, tuple[Term, ...]], begin: int, folded: str, origin: Offsets, text: str
) -> Iterator[Hit]:
    form, owners = found
    begin += 1 if folded[begin] == " " else 0
    stop = begin + len(form.text)
    if form.stem:
        stop = folded.find(" ", stop)
    start, end = int(origin[begin]), int(origin[stop - 1]) + 1
    if any(text[int(origin[begin + at])] not in _ONES for at in form.ones):
        return
    written = text[start:end]
    if text[end : end + 1] == "_" and written.startswith("@"):
        return  # another account's handle
    if not _DIGITS.isdisjoint(written) and not _is_word(written, form.text):
        return
    for term in owners:
        yield Hit(term, start, end, begin, stop)


def _place(hit: Hit) -> tuple[int, int]:
    return hit.begin, hit.stop


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
