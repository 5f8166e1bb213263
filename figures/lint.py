"""Phrases that are too wide: those that stand in everybody's posts.

A phrase is tried in its shortest form, because optional parts may leave very little: with
``retourne (d'où tu viens)`` the bare word *retourne* matches. The lists beside this module are of
frequent words and names, and of everyday sentences about a figure, in French and English. A regular
expression is tried on these words, a ``stem*`` on their beginnings.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from . import grammar as g
from .declarations import Declarations
from .folding import fold_each
from .library import library
from .model import CombinationRule, CueRule, LibraryRule, PatternRule, PhraseRule
from .patterns import POST_SECONDS, compiled
from .phrases import NAME, forms
from .references import PostView
from .rules import rule_book
from .stance import Judge

PAIR, SHOWN = 2, 3


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
        if form.stem:
            begun = (word for word in sorted(frequent_words()) if word.startswith(form.text))
            if (word := next(begun, None)) is not None:
                return word
        elif form.text in frequent_words() or _says_nothing(form.text.split()):
            return form.text
    return None


def _says_nothing(words: list[str]) -> bool:
    """Whether two words are such as stand in every post: « il faut », « la femme », « you are »."""
    if len(words) != PAIR:
        return False
    first, last = words
    if first in g.ARTICLES:
        return last in frequent_words()
    return first in g.SUBJECTS and last in g.COPULAS | g.AUXILIARIES


def wide_pattern(pattern: str) -> list[str]:
    """Return frequent words and names in which a regular expression matches, in order."""
    expression = compiled(pattern)
    return [
        word for word in sorted(frequent_words()) if expression.search(word, timeout=POST_SECONDS)
    ]


def wide_rules(declarations: Declarations) -> Iterator[str]:
    """Yield what is too wide in the figures' own attacking rules, each with its place.

    A rule that only serves in combinations is as narrow as these.
    """
    for figure in declarations.figures:
        parts = {part for r in figure.rules if isinstance(r, CombinationRule) for part in r.all}
        for rule in figure.rules:
            place = declarations.places.get((figure.id, rule.id), figure.id)
            if rule.id in parts or isinstance(rule, CueRule) or rule.stance != "attack":
                continue
            if isinstance(rule, PhraseRule):
                for phrase in rule.phrases if rule.needs != "tie" else ():
                    if (word := wide_form(phrase)) is not None:
                        yield f"{place}: {phrase!r} stands for the frequent {word!r} alone"
            elif isinstance(rule, PatternRule) and (words := wide_pattern(rule.pattern)):
                such = ", ".join(words[:SHOWN])
                yield f"{place}: the pattern matches in {len(words)} frequent words, such as {such}"
    yield from _called_attacks(declarations)


def wide_library_phrases() -> Iterator[str]:
    """Yield the phrases of the library that ships whose shortest form is a frequent word."""
    for name, rule_set in library().items():
        for rule in rule_set.rules:
            if not isinstance(rule, LibraryRule) or rule.needs == "tie":
                continue
            for phrase in rule.phrases:
                if (word := wide_form(phrase)) is not None:
                    yield f"{name}/{rule.id}: {phrase!r} stands for {word!r} alone"


def _called_attacks(declarations: Declarations) -> Iterator[str]:
    """Yield the everyday sentences that the rules together call an attack, the first by rule."""
    judge = Judge(rule_book(declarations))
    for figure in declarations.figures:
        texts = [sentence.replace(NAME, figure.name) for sentence in everyday_sentences()]
        posts = [PostView(str(number), text) for number, text in enumerate(texts)]
        called: dict[str, list[str]] = {}
        for post, decisions in judge.judge(posts):
            for decision in decisions:
                if decision.figure == figure.id and decision.stance == "attack":
                    called.setdefault(decision.rules[0], []).append(post.text)
        for rule, harmless in called.items():
            place = declarations.places.get((figure.id, rule), rule)
            more = f" and {len(harmless) - SHOWN} more" if len(harmless) > SHOWN else ""
            shown = ", ".join(map(repr, harmless[:SHOWN]))
            yield f"{place}: calls the harmless {shown}{more} an attack"


def _lines(name: str) -> list[str]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
