"""YAML that strangers wrote: bounds checked before anything is made of it, and what words mean."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from typing import Any

import yaml

MAX_CHARACTERS = 4_000_000
MAX_DEPTH = 40
MAX_NODES = 400_000
"""Aliases written out; nested merge keys and aliases would multiply at every level."""

PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""A safe loader; libyaml's is ten times as fast."""
_TRUTHS = re.compile("(?:true|True|TRUE|false|False|FALSE)$")
_WHOLE_NUMBERS = re.compile("[-+]?(?:0|[1-9][0-9]*)$")
_DECIMALS = re.compile("[-+]?(?:0|[1-9][0-9]*)?[.][0-9]+(?:[eE][-+]?[0-9]+)?$")
_NUMERAL = re.compile(r"[-+0-9:_.a-fA-Fxo]{200}")
"""1:1:1:… is a number to base 60 in YAML, and takes the square of its length to read."""


_RESERVED = "@`%"
"""What YAML keeps for itself at the beginning of a value; handles begin so."""
_COMMENT_IN_LIST = re.compile(r"[\[,]\s*#")


class PlainWords(PARSER):  # type: ignore[misc] # of no declared type
    """A safe loader in which words are words, as in YAML 1.2.

    Older YAML reads ``no`` (a column's name, Norwegian, a word of Spanish) as false, ``2026-03-01``
    as a date, ``010`` as eight and ``20:15`` as 1,215.
    """


def _keep_words(loader: Any) -> None:
    dropped = {f"tag:yaml.org,2002:{kind}" for kind in ("bool", "int", "float", "timestamp")}
    loader.yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in forms if tag not in dropped]
        for first, forms in loader.yaml_implicit_resolvers.items()
    }
    loader.add_implicit_resolver("tag:yaml.org,2002:bool", _TRUTHS, list("tTfF"))
    loader.add_implicit_resolver("tag:yaml.org,2002:int", _WHOLE_NUMBERS, list("-+0123456789"))
    loader.add_implicit_resolver("tag:yaml.org,2002:float", _DECIMALS, list("-+.0123456789"))


_keep_words(PlainWords)


def refuse_bombs(text: str) -> None:
    """Check the bounds of a YAML text; what is not YAML at all is left to its reader.

    Raises:
        ValueError: it is longer, deeper or more than allowed, or holds a number of 200 digits.
    """
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"longer than {MAX_CHARACTERS:,} characters")
    with contextlib.suppress(yaml.YAMLError):
        _check_events(yaml.parse(text, Loader=PARSER))


def _check_events(events: Iterable[yaml.Event]) -> None:
    sizes: dict[str, int] = {}
    open_nodes: list[tuple[str | None, int]] = []
    nodes = 0
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append((event.anchor, nodes))
            if len(open_nodes) > MAX_DEPTH:
                raise ValueError(f"nested more than {MAX_DEPTH} deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_nodes.pop()
            sizes |= {anchor: nodes - before} if anchor else {}
        elif isinstance(event, yaml.AliasEvent):
            nodes += sizes.get(str(event.anchor), 1)
        elif isinstance(event, yaml.ScalarEvent):
            if event.implicit[0] and _NUMERAL.match(event.value):
                raise ValueError("a number of more than 200 digits")
            nodes += 1
        if nodes > MAX_NODES:
            raise ValueError(f"more than {MAX_NODES:,} values")


def plain_error(text: str, error: yaml.MarkedYAMLError) -> tuple[int, str, str]:
    """Return the line of what is not YAML, from 1, and in plain words what is wrong and to do."""
    mark = error.problem_mark or error.context_mark
    number = mark.line if mark else 0
    lines = text.splitlines()
    line = lines[number] if number < len(lines) else ""
    at = line[mark.column : mark.column + 1] if mark else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return number + 1, "is indented with a tab", "Indent with spaces."
    if at and at in _RESERVED:
        return number + 1, f"has a value that begins with {at}", "Write it in quotation marks."
    begin = min(error.context_mark.line, number) if error.context_mark else number
    for place in range(max(begin - 1, 0), min(number + 1, len(lines))):
        if _COMMENT_IN_LIST.search(lines[place]):
            return (
                place + 1,
                "has a # in a list, and what follows it is a comment",
                "Write a hashtag without its #, or in quotation marks.",
            )
    if "mapping values" in str(error.problem):
        return (
            number + 1,
            "has a colon within a value, or a line that is not indented like its neighbours",
            "Write a value with a colon in quotation marks.",
        )
    return (
        number + 1,
        f"is not YAML: {error.problem or error.context}",
        "Check indentation, colons and quotation marks around that line.",
    )
