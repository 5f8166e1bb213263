"""A stored query as a page of a manual, and the queries that answer a question in plain words."""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator

from .catalogue import Parameter, Query

WIDTH = 88
_STOP_WORDS = frozenset(
    """a all and any are as at been by did do does for from has have how i in is it its me of on one
    or so that the their there they this to up was were what when where which who whose why with
    would""".split()  # noqa: SIM905 - a list of words is read as words
)
_STEM = 5
"""Letters of a word that count: «reposted» finds «reposts», «accounts» finds «account»."""
_WEIGHTS = {"name": 4, "question": 4, "title": 3, "description": 2, "reading": 1, "caveats": 1}


def matching(queries: Iterable[Query], words: str) -> list[Query]:
    """Return the queries that speak of the words, those that say most of them first.

    A query must speak of at least half of the words that carry meaning.
    """
    wanted = _stems(words)
    scored = []
    for query in queries:
        scores = [_score(query, word) for word in wanted]
        if scores and 2 * sum(score > 0 for score in scores) >= len(scores):
            scored.append((-sum(score > 0 for score in scores), -sum(scores), query.name, query))
    return [query for *_, query in sorted(scored, key=lambda entry: entry[:3])]


def _score(query: Query, word: str) -> int:
    """Return the weights of the fields that hold the word."""
    return sum(
        weight for field, weight in _WEIGHTS.items() if word in _stems(getattr(query, field) or "")
    )


def _stems(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return {word[:_STEM] for word in words if word not in _STOP_WORDS}


def manual(query: Query) -> Iterator[str]:
    """Yield the lines of the query's page."""
    yield f"{query.name}: {query.title}"
    if query.question:
        yield f"{query.question}"
    yield ""
    yield from _paragraph(query.description)
    for heading, text in (
        ("How to read a row", query.reading),
        ("What it does not say", query.caveats),
        ("What it takes", query.cost),
        ("Method", query.method),
    ):
        if text:
            yield from ("", heading)
            yield from _paragraph(text, "  ")
    yield from ("", "Parameters")
    for name, parameter in query.parameters.items():
        yield f"  {name} ({parameter.type}, {domain(parameter)})"
        yield from _paragraph(parameter.description, "      ")
    if not query.parameters:
        yield "  none"
    yield from ("", "Columns")
    for name, column in query.columns.items():
        yield from _paragraph(f"{name} ({column.type}): {column.description}", "  ", "      ")
    if query.companions:
        yield from ("", "See also")
        yield from _paragraph(", ".join(query.companions), "  ")
    yield from ("", f"Run it: meute query run {query.name}{_example(query)}", "")
    yield query.statement


def domain(parameter: Parameter) -> str:
    """Return in words which values a parameter takes and where one can be found."""
    parts = ["required" if parameter.required else f"default {json.dumps(parameter.default)}"]
    if parameter.minimum is not None:
        parts.append(f"minimum {parameter.minimum:g}")
    if parameter.maximum is not None:
        parts.append(f"maximum {parameter.maximum:g}")
    if parameter.choices:
        parts.append("one of " + ", ".join(parameter.choices))
    if parameter.source:
        name, _, column = parameter.source.partition(".")
        parts.append(f"see column {column} of {name}")
    return ", ".join(parts)


def _example(query: Query) -> str:
    return "".join(f" -p {name}=…" for name, p in query.parameters.items() if p.required)


def _paragraph(text: str, first: str = "", rest: str | None = None) -> list[str]:
    indent = first if rest is None else rest
    return textwrap.wrap(
        " ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=indent
    )
