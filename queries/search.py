"""The stored queries that answer a question in plain words.

Words are reduced to their stems (Porter's method, by Snowball), and those that mean the same in
a question about a case to one, by the list in ``synonyms.txt``. A word counts by how few queries
say it (inverse document frequency: K. Spärck Jones, Journal of Documentation 28, 1972) and by
where they say it, less with every time.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from .catalogue import Query

_STOP_WORDS = frozenset(
    """a about all an and any are as at be been by can could did do does during each for from had
    has have he her here him his how i if in into is it its me of off on one or our out over
    she should so some that the their them there these they this those to told up us was we
    were what when where which who whom whose will with would you your""".split()  # noqa: SIM905 - a list of words
)
_WEIGHTS: Mapping[str, float] = {
    "name": 4, "question": 6, "title": 4, "description": 2, "reading": 1, "caveats": 0.5,
}  # fmt: skip
_HALF = 4.0
"""Weight at which a word has half of its worth."""
_COVERED = 1 / 3
"""Share of a question's meaning that an answer must speak of."""


def matching(queries: Iterable[Query], words: str) -> list[Query]:
    """Return the queries that speak of the words, the best first."""
    by_name = {query.name: query for query in queries}
    weights = {name: _weights(query) for name, query in by_name.items()}
    needles = set(terms(words))
    spoken = Counter(term for terms_of in weights.values() for term in terms_of)
    worth = {term: math.log(1 + len(weights) / (1 + spoken[term])) for term in needles}
    # A word that no query says may be small talk, or what is really asked.
    least = _COVERED * sum(worth[term] * (1 if spoken[term] else 0.5) for term in needles)
    scored = []
    for name, said in weights.items():
        covered = sum(worth[term] for term in needles if term in said)
        if covered and covered >= least:
            score = sum(
                worth[term] * said[term] / (said[term] + _HALF) for term in needles & said.keys()
            )
            scored.append((-score, name))
    return [by_name[name] for _, name in sorted(scored)]


def _weights(query: Query) -> dict[str, float]:
    """Return how much weight the query gives to each term, over the fields that hold it."""
    weights: dict[str, float] = defaultdict(float)
    for field, weight in _WEIGHTS.items():
        for term in set(terms(getattr(query, field) or "")):
            weights[term] += weight
    return weights


def terms(text: str) -> list[str]:
    """Return what a text speaks of: stems, or the first of a group where several mean the same."""
    stems = _stems(text)
    words, place = [], 0
    groups, longest = _groups()
    while place < len(stems):
        for size in range(longest, 0, -1):
            phrase = tuple(stems[place : place + size])
            if phrase in groups:
                words.append(groups[phrase])
                place += len(phrase)
                break
        else:
            if stems[place] not in _stop_stems():
                words.append(stems[place])
            place += 1
    return words


def _stems(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return list(_stemmer().stemWords(words))


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@cache
def _stop_stems() -> frozenset[str]:
    return frozenset(_stemmer().stemWords(sorted(_STOP_WORDS)))


@cache
def _groups() -> tuple[Mapping[tuple[str, ...], str], int]:
    """Return the group of each stemmed word or phrase, and the words of the longest phrase."""
    lines = (files(__package__) / "synonyms.txt").read_text("utf-8").splitlines()
    groups: dict[tuple[str, ...], str] = {}
    for line in lines:
        if line and not line.startswith("#"):
            phrases = [tuple(_stems(part)) for part in line.split(",")]
            groups |= dict.fromkeys(phrases, " ".join(phrases[0]))
    return groups, max(map(len, groups))
