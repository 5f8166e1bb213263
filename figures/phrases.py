"""The notation of phrases, and the forms of each that are looked for.

``vendu(e)(s)`` stands for *vendu, vendue, vendus, vendues*; ``[sale|maudit(e)] traître`` for one
of the words between the bars; ``remigr*`` for every word that begins so; ``deport {name}`` for the
words with each name and handle of the figure. What folding makes equal (accents, case, look-alikes)
need not be written. Besides, each form is looked for

- as a hashtag of its words (``#honteavernon`` for *honte à Vernon*),
- with a vowel starred out (``p*te``) and with i for l (``saIope``, ``sa1ope``), for words of four
  letters or more,
- with double letters halved in words of six letters or more (``conasse``), because a letter
  repeated many times is folded to one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .folding import fold_each

NAME = "{name}"
"""Stands in a phrase for each name and handle of the figure."""
MOST_FORMS = 256
LEAST_STEM = 4

_GROUP = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")
_STARRED = 4
_HALVED = 6
_STARRABLE = re.compile(rf"[^ ]{{{_STARRED},}}")
_INNER_VOWEL = re.compile("(?<=.)[aeiouy](?=.)")


@dataclass(frozen=True, slots=True)
class Form:
    """A folded text to look for, between word boundaries.

    With ``stem`` the last word may go on. ``ones`` are the positions where the form has an i for
    an l, which counts only where the text really has a sign that looks like both.
    """

    text: str
    stem: bool = False
    ones: tuple[int, ...] = ()


def named(phrases: Iterable[str], names: Sequence[str]) -> tuple[str, ...]:
    """Return the phrases with each of the names in place of ``{name}``; others as they are."""
    return tuple(
        dict.fromkeys(
            phrase.replace(NAME, name)
            for phrase in phrases
            for name in (names if NAME in phrase else ("",))
        )
    )


@cache
def forms(phrase: str, *, evasions: bool = True) -> tuple[Form, ...]:
    """Return every form of a phrase but the starred ones.

    Raises:
        ValueError: the notation is wrong, or nothing is left after folding; says what to write.
    """
    stem = phrase.rstrip().endswith("*")
    spellings = _spellings(phrase.rstrip().removesuffix("*") if stem else phrase)
    by_text: dict[str, Form] = {}
    for text in fold_each(spellings):
        if not any(letter.isalnum() for letter in text):
            raise ValueError(f"{phrase!r} has no letters; write it as a rule of kind pattern")
        if stem and len(text.rsplit(" ", 1)[-1]) < LEAST_STEM:
            raise ValueError(f"{phrase!r}: put at least {LEAST_STEM} letters before the *")
        by_text.setdefault(text, Form(text, stem))
        if evasions:
            for form in _evasions(text, stem):
                by_text.setdefault(form.text, form)
    return tuple(by_text.values())


def starred_forms(phrase: str) -> Iterator[Form]:
    """Yield the forms of a phrase with a vowel starred out: most of all, and seldom written."""
    for form in forms(phrase, evasions=False):
        if form.text.startswith(("#", "@")):
            continue
        for word in _STARRABLE.finditer(form.text):
            for vowel in _INNER_VOWEL.finditer(word.group()):
                at = word.start() + vowel.start()
                yield Form(f"{form.text[:at]}*{form.text[at + 1 :]}", form.stem)


def _spellings(phrase: str) -> list[str]:
    """Write out optional endings and alternatives, the innermost first."""
    spellings = {phrase: None}  # a set in order
    while any(_GROUP.search(text) for text in spellings):
        spellings = dict.fromkeys(result for text in spellings for result in _one_group(text))
        if len(spellings) > MOST_FORMS:
            raise ValueError(f"{phrase!r} stands for over {MOST_FORMS} phrases; split it")
    if any(set(text) & set("()[]*") for text in spellings):
        raise ValueError(f"{phrase!r}: close every bracket, and put * only at the end")
    return list(spellings)


def _one_group(text: str) -> list[str]:
    group = _GROUP.search(text)
    if group is None:
        return [text]
    optional, choice = group.groups()
    options = choice.split("|") if optional is None else ["", *optional.split("|")]
    return [text[: group.start()] + option + text[group.end() :] for option in options]


def _evasions(text: str, stem: bool) -> list[Form]:
    if text.startswith(("#", "@")):
        return []
    evasions = [Form("#" + text.replace(" ", ""), stem)]
    doubles = [
        match.start() + double.start()
        for match in re.finditer(rf"[^ ]{{{_HALVED},}}", text)
        for double in re.finditer(r"([a-z])\1", match.group())
    ]
    for count in range(1, len(doubles[:3]) + 1):
        for dropped in itertools.combinations(doubles[:3], count):
            halved = "".join(letter for at, letter in enumerate(text) if at not in dropped)
            evasions.append(Form(halved, stem))
    ones = tuple(at for at, letter in enumerate(text) if letter == "l")
    if ones and len(text) >= _STARRED:
        evasions.append(Form(text.replace("l", "i"), stem, ones))
    return [form for form in evasions if form.text != text]
