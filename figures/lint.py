"""Phrases that are too wide: those that stand in everybody's posts.

A phrase is tried in its shortest form, because optional parts may leave very little: with
``retourne (d'où tu viens)`` the bare word *retourne* matches. The lists beside this module are of
frequent words and names, and of everyday sentences about a figure, in French and English.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from .declarations import Declarations
from .folding import fold_each
from .library import library
from .model import CombinationRule, LibraryRule, PhraseRule
from .phrases import NAME, forms
from .references import PostView
from .rules import rule_book
from .stance import Judge


@cache
def frequent_words() -> frozenset[str]:
    """Return words and names in everybody's posts, folded."""
    return frozenset(" ".join(fold_each(_lines("frequent_words.txt"))).split())


@cache
def everyday_sentences() -> tuple[str, ...]:
    """Return sentences that attack nobody; ``{name}`` stands for the figure."""
    return tuple(_lines("everyday.txt"))


def wide_form(phrase: str) -> str | None:
    """Return a form of a phrase that is a frequent word or name, or None.

    Raises:
        ValueError: the phrase cannot be read.
    """
    for form in forms(phrase, evasions=False):
        if not form.stem and form.text in frequent_words():
            return form.text
    return None


def wide_rules(declared: Declarations) -> Iterator[str]:
    """Yield what is too wide in the figures' own attacking rules, each with its place.

    A rule that only serves in combinations is as narrow as these.
    """
    for figure in declared.figures:
        parts = {one for r in figure.rules if isinstance(r, CombinationRule) for one in r.all}
        for rule in figure.rules:
            if isinstance(rule, PhraseRule) and rule.stance == "attack" and rule.id not in parts:
                place = declared.places.get((figure.id, rule.id), figure.id)
                for phrase in rule.phrases:
                    if (word := wide_form(phrase)) is not None:
                        yield f"{place}: {phrase!r} stands for the frequent word {word!r} alone"
    yield from _called_attacks(declared)


def wide_library_phrases() -> Iterator[str]:
    """Yield the phrases of the library that ships whose shortest form is a frequent word."""
    for name, one in library().items():
        for rule in one.rules:
            for phrase in rule.phrases if isinstance(rule, LibraryRule) else ():
                if (word := wide_form(phrase)) is not None:
                    yield f"{name}/{rule.id}: {phrase!r} stands for the word {word!r} alone"


def _called_attacks(declared: Declarations) -> Iterator[str]:
    """Yield the everyday sentences that the rules together call an attack."""
    judge = Judge(rule_book(declared))
    for figure in declared.figures:
        texts = [sentence.replace(NAME, figure.name) for sentence in everyday_sentences()]
        posts = [PostView(str(number), text) for number, text in enumerate(texts)]
        for post, decisions in judge.judge(posts):
            for one in decisions:
                if one.figure == figure.id and one.stance == "attack":
                    place = declared.places.get((figure.id, one.rules[0]), one.rules[0])
                    yield f"{place}: the harmless {post.text!r} is called an attack"


def _lines(name: str) -> list[str]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
