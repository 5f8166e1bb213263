"""Lists of names in which a figure stands: « X, Y et Z sont des menteurs » says it of each."""

from __future__ import annotations

from functools import cached_property

from . import grammar as g
from .neighbourhood import REACH, Neighbourhood, Span
from .words import CLAUSE, NONE, SENTENCE

NAME_WORDS = 3
"""Maximum number of words of another's name."""


class Enumeration(Neighbourhood):
    """Finds lists of names with which a sentence begins, and what is said of all of them."""

    @cached_property
    def _lists(self) -> list[Span]:
        """The lists that hold a name of the figure and another's, in order."""
        lists: list[Span] = []
        for name in self._names:
            if lists and name[0] < lists[-1][1]:
                continue
            first, last = self._to_the_left(name[0]), self._to_the_right(name[1])
            if (first, last) != name and self._w.breaks[first] == SENTENCE:
                lists.append((first, last))
        return lists

    @cached_property
    def plain(self) -> frozenset[int]:
        """Words that change nothing: those of such lists too."""
        return super().plain.union(*(range(*span) for span in self._lists))

    def _to_the_left(self, first: int) -> int:
        w = self._w
        low = max(0, first - REACH)
        while first > low:
            joined = w.breaks[first] == NONE and w.texts[first - 1] in g.AND
            stop = first - 1 if joined else first
            if not joined and not self._comma(first):
                break
            start = stop
            while start > max(low, stop - NAME_WORDS) and self._names_somebody(start - 1):
                start -= 1
                if w.breaks[start] != NONE:
                    break
            if start == stop:
                break
            first = start
        return first

    def _to_the_right(self, last: int) -> int:
        w = self._w
        high = min(len(w.texts), last + REACH)
        while last < high:
            joined = w.breaks[last] == NONE and w.texts[last] in g.AND
            start = last + 1 if joined else last
            if not joined and not self._comma(last):
                break
            stop = start
            while stop < min(high, start + NAME_WORDS) and self._names_somebody(stop):
                stop += 1
                if stop < high and w.breaks[stop] != NONE:
                    break
            if stop == start:
                break
            last = stop
        return last

    def _comma(self, index: int) -> bool:
        return self._w.breaks[index] == CLAUSE and index not in self._w.colons

    def _names_somebody(self, index: int) -> bool:
        w = self._w
        named = w.capital[index] and w.texts[index] not in g.STARTERS | g.INSTITUTIONS
        return self._in_name(index) or (named and index not in self._epithets)

    def _list_before(self, first: int) -> Span | None:
        """The list of the same sentence that ends at or before a word."""
        w = self._w
        before = [names for names in self._lists if names[1] <= first]
        if not before or w.sentence_of[before[-1][0]] != w.sentence_of[first]:
            return None
        return before[-1]

    def _said_of_each(self, span: Span) -> bool:
        """« X et Y sont des menteurs », « X, Y : tous des menteurs »."""
        w = self._w
        first, last = span
        names = self._list_before(first)
        if names is None or first - names[1] > REACH:
            return False
        between = w.texts[names[1] : first]
        if any(mark != NONE for mark in w.breaks[names[1] + 1 : first + 1]):
            return False
        if w.breaks[names[1]] == NONE:
            copulas = g.PLURAL_COPULAS.intersection(between)
            return bool(copulas) and g.OF_EACH.issuperset(between)
        closed = w.breaks[names[1]] == CLAUSE and w.ends_clause(last)
        return closed and g.OF_EACH.issuperset(between)

    def _told_to_each(self, span: Span) -> bool:
        """« X et Y dehors ! »."""
        names = self._list_before(span[0])
        return names is not None and names[1] == span[0] and self._w.ends_clause(span[1])
