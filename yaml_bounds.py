"""Bounds on YAML that strangers wrote, checked on its events before anything is built from it."""

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

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMERAL = re.compile(r"[-+0-9:_.a-fA-Fxo]{200}")
"""1:1:1:… is a number to base 60 in YAML, and takes the square of its length to read."""


def refuse_bombs(text: str) -> None:
    """Check the bounds of a YAML text; what is not YAML at all is left to its reader.

    Raises:
        ValueError: it is longer, deeper or more than allowed, or holds a number of 200 digits.
    """
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"longer than {MAX_CHARACTERS:,} characters")
    with contextlib.suppress(yaml.YAMLError):
        _check_events(yaml.parse(text, Loader=_PARSER))


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
