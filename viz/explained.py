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
        "in %(share)s of what they share one of %(several)s acted first: their audience would look "
        "the same"
    ),
    marked("in %(share)s of what they share %(who)s acted first: its audience would look the same"),
    marked("one of %(several)s wrote %(share)s of what they share: their fans would look the same"),
    marked("of what they share %(who)s wrote %(share)s: its fans would look the same"),
    marked(
        "in %(share)s of what they share %(who)s acted shortly before both: its audience would "
        "look the same"
    ),
    marked("in %(share)s %(who)s came first: the other may only follow it"),
    marked(
        "on %(share)s of what they share they were there at once (within %(seconds)s s of the "
        "beginning, or of the first act): alerts for its authors would look the same"
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
        "%(share)s of them keep to the clock, as programs do that look every so many minutes: "
        "those with one source would look the same"
    ),
    marked(
        "of the times they came to these within a quarter of an hour of one another, %(share)s "
        "were within a minute, where the pace would give %(even)s"
    ),
    marked("each came with a lag of its own to all of it: readers of one list or thread do"),
    marked("of %(share)s of what they share the beginning is unknown"),
    marked("whoever is sent the same posts at the same moment does the same"),
    marked("they mostly repost one another: so does a circle of friends"),
    marked("all of it is of one day"),
    marked(
        "of %(share)s of what they share the beginning is unknown, and the first act stands for it"
    ),
    marked(
        "of %(share)s of what they share no original is named, and the reposted account and the "
        "words stand for it"
    ),
    marked("no leader, author or hour explains it"),
    marked("taken by itself it says little: with doubt allowed for, its chance is %(share)s"),
    marked(
        "of their gaps of up to %(windows)s windows %(share)s are within one (%(even)s would be no "
        "sharpness)"
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
        if found := _pattern(template).fullmatch(clause):
            values = {name: _value(value, language) for name, value in found.groupdict().items()}
            return language.say(template, **values)
    return clause


def _value(value: str, language: Language) -> str:
    if value in _WORDS:
        return language.say(value)
    return _PERCENT.sub("\N{NO-BREAK SPACE}%", value).replace(" and ", language.say(" and "))


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Return what recognises a clause; the first letter of a sentence is a capital."""
    parts = re.split(r"%\((\w+)\)s", template)
    pattern = "".join(
        f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)
    )
    return re.compile(pattern, re.IGNORECASE)
