"""What else could explain a pack or a tie, in the language of the page.

Detection writes that sentence into the graph in English, by clauses (``detect/sentences.py``). A
clause is recognised by its words and said anew; one that is not known stays as it is.
"""

from __future__ import annotations

import re
from functools import cache

from .language import Language, marked

CLAUSES = (
    marked(
        "in %(share)s of what they share, %(several)s acted first: their audience would act the "
        "same way"
    ),
    marked(
        "in %(share)s of what they share, %(who)s acted first: that account's audience would "
        "act the same way"
    ),
    marked(
        "%(share)s of what they share was written by %(several)s: their fans would act the same way"
    ),
    marked(
        "%(share)s of what they share was written by %(who)s, whose fans would act the same way"
    ),
    marked(
        "in %(share)s of what they share, %(who)s acted shortly before both: that account's "
        "audience would act the same way"
    ),
    marked("in %(share)s, %(who)s came first: the other may simply follow that account"),
    marked(
        "in %(share)s of what they share, they came within %(seconds)s s of its beginning or of "
        "the first act: people with alerts for its authors do the same"
    ),
    marked(
        "%(share)s of the occasions fall in the %(minutes)s minutes after %(clocks)s UTC: so does "
        "a daily habit"
    ),
    marked(
        "%(share)s of the occasions fall on %(day)s in the %(minutes)s minutes after %(clocks)s "
        "UTC: so does a weekly habit"
    ),
    marked(
        "%(share)s of the members keep to the clock, as programs do that look every so many "
        "minutes: programs with one source do the same"
    ),
    marked(
        "of the times they came to these within a quarter of an hour of one another, %(share)s "
        "were within a minute (at their usual pace it would be %(even)s)"
    ),
    marked("each came to all of it after a delay of its own, as readers of one list or thread do"),
    marked("when %(share)s of what they share began is unknown"),
    marked("whoever is sent the same posts at the same moment does the same"),
    marked("they mostly repost one another: so does a circle of friends"),
    marked("all of it happened on one day"),
    marked("when %(share)s of what they share began is unknown, and the first act is taken for it"),
    marked(
        "for %(share)s of what they share the export names no original, and the reposted "
        "account and the words are taken for it"
    ),
    marked("no account that leads, no author and no hour explains it"),
    marked(
        "taken by itself this tie says little: with doubt allowed for, the chance of an "
        "accident is %(share)s"
    ),
    marked(
        "of the times they came within %(windows)s windows of one another, %(share)s were "
        "within one (if nothing drew them together, about %(even)s would be)"
    ),
)
"""The clauses of ``detect/sentences.py``; a test holds the two together."""
_WORDS = {
    word: word
    for word in (
        marked("Monday"), marked("Tuesday"), marked("Wednesday"), marked("Thursday"),
        marked("Friday"), marked("Saturday"), marked("Sunday"),
    )
}  # fmt: skip
_PERCENT = re.compile(r"(?<=\d)%")


def explained(sentence: str, language: Language) -> str:
    """Return the sentence of a pack, a salvo or a tie in a language."""
    if language.code == "en":
        return sentence
    clauses = [_clause(clause, language) for clause in sentence.removesuffix(".").split("; ")]
    said = language.say("; ").join(clauses)
    return f"{said[:1].upper()}{said[1:]}."


def _clause(clause: str, language: Language) -> str:
    for template in CLAUSES:
        if match := _pattern(template).fullmatch(clause):
            values = {name: _value(value, language) for name, value in match.groupdict().items()}
            return language.say(template, **values)
    return clause


def _value(value: str, language: Language) -> str:
    if value in _WORDS:
        return language.say(value)
    words = _PERCENT.sub("\N{NO-BREAK SPACE}%", value).replace(" and ", language.say(" and "))
    return words.replace(" or ", language.say(" or "))


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Return what recognises a clause; the first letter of a sentence is a capital."""
    parts = re.split(r"%\((\w+)\)s", template)
    pattern = "".join(
        f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)
    )
    return re.compile(pattern, re.IGNORECASE)
