"""Regular expressions from a file: compiled, tried for catastrophes, and bounded in time."""

from __future__ import annotations

import re
from functools import cache

import regex

LONGEST = 1000
PROBE_SECONDS = 0.25
POST_SECONDS = 0.1

_PROBE_LENGTH = 3000
_RECURSION = re.compile(r"\(\?(?:R|P>|&|[-+]?\d)")


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """Return the pattern, compiled without regard to case.

    Raises:
        ValueError: it is wrong, matches an empty text, or takes too long on texts made to slow it.
    """
    if len(pattern) > LONGEST:
        raise ValueError(f"is longer than {LONGEST} characters")
    if _RECURSION.search(pattern):
        raise ValueError("calls itself or a part of itself, which no limit of time holds")
    try:
        expression = regex.compile(pattern, regex.IGNORECASE)
    except (regex.error, RecursionError, OverflowError) as error:
        raise ValueError(f"is not a regular expression: {error}") from error
    if expression.search("", timeout=PROBE_SECONDS) is not None:
        raise ValueError("matches an empty text, and so every post")
    for probe in _probes(pattern):
        try:
            expression.search(probe, timeout=PROBE_SECONDS)
        except TimeoutError:
            raise ValueError(
                f"is catastrophic: over {PROBE_SECONDS} s on {probe[:12]!r}… ({len(probe)} "
                "characters)"
            ) from None
    return expression


def _probes(pattern: str) -> list[str]:
    """Return texts that almost match, many times over: what makes backtracking explode.

    Runs of each of the pattern's own characters, of pairs of them, of its words and of all its
    literal text. Behind the run stands what breaks the match, then the literals once more: some
    engines do not even begin while a letter that the pattern needs is missing.
    """
    literals = re.sub(r"\\.|[^\w\s@#'-]", "", pattern)
    characters = list(dict.fromkeys(literals.lower()))[:12]
    characters += [extra for extra in "a0 -" if extra not in characters]
    words = list(dict.fromkeys(literals.split()))[:6]
    pairs = [first + second for first in characters[:6] for second in " a"]
    units = [*characters, *words, *(f"{word} " for word in words), *pairs, literals]
    runs = [(unit * _PROBE_LENGTH)[:_PROBE_LENGTH] for unit in units if unit]
    return [run + end for run in runs for end in (f"\x00!{literals}", "")]
