"""One automaton over all that belongs to figures, run over many folded texts at once.

Texts are folded and searched as one buffer, so that the work in Python is in proportion to what
is found and not to what is read: 500 phrases cost as much as five. General phrases and cues, many
of them everyday words, are looked for only in the texts that bear on a figure, by a second
automaton.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import ahocorasick
import numpy as np

from .folding import DIGIT_LETTERS, Folded, Offsets, fold
from .phrases import Form, forms, starred_forms
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

    def __init__(self, written: Iterable[tuple[Form, Term]]) -> None:
        owners: dict[str, tuple[Form, list[Term]]] = {}
        for form, term in written:
            key = _key(form)
            entry = owners.get(key)
            if entry is None:
                owners[key] = (form, [term])
            elif entry[1][-1] is not term:
                entry[1].append(term)
        self.forms = list(owners.values())
        self.lengths = np.array([len(key) for key in owners], np.int64)
        self._automaton = ahocorasick.Automaton()
        for number, key in enumerate(owners):
            self._automaton.add_word(key, number)
        if owners:
            self._automaton.make_automaton()

    def find(self, folded: str) -> tuple[Offsets, Offsets]:
        """Return where forms begin in a folded text, and their numbers."""
        if not self.forms:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        found = np.array(list(self._automaton.iter(folded)), np.int64).reshape(-1, 2)
        return found[:, 0] - self.lengths[found[:, 1]] + 1, found[:, 1]


class _Indexes:
    """The forms of some terms, those with a starred vowel apart.

    These are nine in ten, and hardly any text has one: they are made where a text has a star.
    """

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self._terms = terms
        self._plain = _Index(
            (form, term)
            for term in terms
            for phrase in term.phrases
            for form in (*forms(phrase, evasions=term.kind == "phrase"), *_as_tag(term, phrase))
        )

    @cached_property
    def _starred(self) -> _Index:
        return _Index(
            (form, term)
            for term in self._terms
            for phrase in term.phrases
            if term.kind == "phrase"
            for form in starred_forms(phrase)
        )

    @property
    def forms(self) -> list[tuple[Form, list[Term]]]:
        """The forms that are looked for in every text, with their terms."""
        return self._plain.forms

    def find(self, folded: str) -> tuple[Offsets, list[tuple[Form, list[Term]]]]:
        """Return where forms begin in a folded text, and each of these with its terms."""
        begins, numbers = self._plain.find(folded)
        found = [self._plain.forms[number] for number in numbers.tolist()]
        if "*" in folded:
            more, starred = self._starred.find(folded)
            begins = np.concatenate((begins, more))
            found += [self._starred.forms[number] for number in starred.tolist()]
        return begins, found


@lru_cache(maxsize=2)
def _indexes(terms: tuple[Term, ...]) -> _Indexes:
    """Keep those of the last rule book: the library's serve every other one as well."""
    return _Indexes(terms)


class Matcher:
    """Searches texts for all terms of a rule book."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self.of_figures = _indexes(tuple(t for t in book.terms if t.figure != GENERAL))
        self.general = _indexes(tuple(t for t in book.terms if t.figure == GENERAL))

    def search(
        self, texts: Sequence[str], answers: frozenset[int] = frozenset()
    ) -> Iterator[Searched]:
        """Yield the texts that bear on a figure, with everything found in them, in order.

        A text bears on a figure if a term of one is found in it, or if its index is in
        ``answers``: an answer to the figure need not name it.
        """
        first = size = 0
        for index, text in enumerate(texts):
            if size and size + len(text) > CHARACTERS_AT_ONCE:
                yield from self._search(texts[first:index], first, answers)
                first, size = index, 0
            size += len(text)
        if first < len(texts):
            yield from self._search(texts[first:], first, answers)

    def _search(
        self, texts: Sequence[str], offset: int, answers: frozenset[int]
    ) -> Iterator[Searched]:
        folded = fold(texts)
        begins, entries = self.of_figures.find(folded.text)
        owners = folded.texts_of(begins + 1)
        chosen = np.zeros(len(texts), bool)
        chosen[owners] = True
        if answers:
            chosen[[n - offset for n in answers if offset <= n < offset + len(texts)]] = True
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
                for starts, matched in (
                    (begins[own] - begin, [entries[n] for n in own.tolist()]),
                    self.general.find(part),
                )
                for start, form in zip(starts.tolist(), matched, strict=True)
                for hit in _hits(form, start, part, origin, text)
            ]
            if hits or index + offset in answers:
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
    match: tuple[Form, list[Term]], begin: int, folded: str, origin: Offsets, text: str
) -> Iterator[Hit]:
    form, owners = match
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
