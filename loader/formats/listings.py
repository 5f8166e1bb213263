"""Lists that stand in one cell, as programs write them.

JSON's ``["a", "b"]``, Python's ``['a', 'b']`` and ``('a', 'b')``, numpy's ``['a' 'b']``, R's
``c("a", "b")``, PostgreSQL's ``{a,b}``, and bare ``[a, b]``.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from typing import Any

from ..limits import LONGEST_PRINTED

_WRAPPED = re.compile(
    r"(?:c|list|array|set|frozenset|tuple|Index|dict_keys|dict_values)\((.*?)(?:,\s*dtype=[^()]*)?\)",
    re.DOTALL,
)
_BRACKETS = {"[]", "()", "{}"}
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_SIDE_BY_SIDE = re.compile(r"(['\"])\s+\1")
"""What Python would read as one text."""

_NAMED = re.compile(r"\w\s*:(?!//)|[{\[]")
"""An object, or a list in a list."""


def written(cell: str) -> list[Any] | dict[str, Any] | None:
    """The list or the object that a cell holds; None where it holds neither."""
    text = cell.strip()
    wrapped = _WRAPPED.fullmatch(text)
    if wrapped is not None:
        text = wrapped[1].strip()
        text = text if text[:1] + text[-1:] in _BRACKETS else f"[{text}]"
    if text[:1] + text[-1:] not in _BRACKETS:
        return None
    value = None if _SIDE_BY_SIDE.search(text) else _literal(text)
    return _loose(text[1:-1]) if value is None else value


def _literal(text: str) -> list[Any] | dict[str, Any] | None:
    for read in (json.loads, _printed_by_python):
        try:
            value = read(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
            continue
        if isinstance(value, tuple | set):
            return list(value)
        if isinstance(value, list | dict):
            return value
        return [value]
    return None


def _printed_by_python(text: str) -> Any:
    if len(text) > LONGEST_PRINTED:
        raise ValueError(f"longer than {LONGEST_PRINTED:,} characters")
    with warnings.catch_warnings(action="ignore"):  # of texts that look like programs
        return ast.literal_eval(text)


def _loose(inside: str) -> list[Any] | None:
    """The parts of a list that no language reads; None of what may be more than a list."""
    quoted = [one or other for one, other in _QUOTED.findall(inside)]
    if _NAMED.search(_QUOTED.sub("", inside)):
        return None
    return quoted or [part.strip() for part in inside.split(",") if part.strip()]
