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
