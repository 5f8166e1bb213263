"""Statements that differ from a query in one place: a clause removed, inverted or off by one.

Whoever changes a query so should see a test fail; :mod:`.mutate` says where that is not so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"//[^\n]*|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\d+\.\d+|\$?\w+|<>|<=|>=|=~|\.\.|<-|->|\S"
)
_OPPOSITES = {"=": ("<>",), "<>": ("=",), "<": (">=", "<="), "<=": (">", "<"), ">": ("<=", ">="),
              ">=": ("<", ">")}  # fmt: skip
_OTHER_FUNCTIONS = {"min": "max", "max": "min", "sum": "max", "head": "last", "any": "all",
                    "all": "any", "none": "any", "toLower": "toUpper"}  # fmt: skip
_OTHER_SIGNS = {"+": "-", "-": "+", "*": "/", "/": "*", "%": "+"}
_CLAUSES = frozenset(
    "MATCH OPTIONAL WHERE WITH RETURN ORDER LIMIT SKIP UNWIND UNION CALL".split()  # noqa: SIM905
)
_OPEN, _CLOSE = {"(", "[", "{", "CASE"}, {")", "]", "}", "END"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A statement and what was changed in it; ``line`` counts from 1 in the original."""

    kind: str
    line: int
    change: str
    statement: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.kind}: {self.change}"


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    depth: int


def mutants(statement: str) -> list[Mutant]:
    """Return all mutants of a statement, each text once."""
    tokens = _tokens(statement)
    once: dict[str, Mutant] = {}
    for kind, start, end, text in _changes(statement, tokens):
        changed = statement[:start] + text + statement[end:]
        before = " ".join(statement[start:end].split())
        line = statement.count("\n", 0, start) + 1
        mutant = Mutant(kind, line, f"`{before}` → `{text.strip()}`", changed)
        if changed != statement:
            once.setdefault(changed, mutant)
    return list(once.values())


_Change = tuple[str, int, int, str]
"""Kind, span, and what stands there instead."""


def _tokens(statement: str) -> list[_Token]:
    depth, tokens = 0, []
    for match in _TOKEN.finditer(statement):
        text = match[0]
        if text.startswith("//"):
            continue
        depth -= text in _CLOSE
        tokens.append(_Token(text, match.start(), match.end(), depth))
        depth += text in _OPEN
    return tokens


def _changes(statement: str, tokens: list[_Token]) -> Iterator[_Change]:
    for place, token in enumerate(tokens):
        after = tokens[place + 1].text if place + 1 < len(tokens) else ""
        yield from _of_operators(tokens, place)
        yield from _of_functions(token, after, tokens, place)
        if re.fullmatch(r"\d+(\.\d+)?", token.text):
            yield "number", token.start, token.end, _more(token.text)
        elif token.text in ("true", "false"):
            other = "false" if token.text == "true" else "true"
            yield "constant", token.start, token.end, other
        elif token.text == "DISTINCT":
            yield "DISTINCT", token.start, token.end, ""
        elif token.text == "OPTIONAL":
            yield "OPTIONAL", token.start, token.end, ""
        elif token.text == "NOT" and after != "NULL":
            yield "NOT", token.start, token.end, ""
        elif token.text == "IS" and after in ("NULL", "NOT"):
            end = tokens[place + (1 if after == "NULL" else 2)].end
            yield "NULL", token.start, end, "IS NOT NULL" if after == "NULL" else "IS NULL"
        elif token.text == "LIMIT":
            yield "LIMIT", token.start, tokens[place + 1].end, ""
        elif token.text == "ORDER":
            yield from _of_order(statement, tokens, place)
        elif token.text == "WHERE":
            span = _span(tokens, place + 1, _CLAUSES | {"|"})
            yield "WHERE", token.start, span[1], ""
            yield from _inverted("WHERE", statement, span)
        elif token.text in ("AND", "OR"):
            yield from _of_connective(statement, tokens, place)


def _more(number: str) -> str:
    return str(float(number) * 1.5 + 0.5) if "." in number else str(int(number) + 1)


def _of_operators(tokens: list[_Token], place: int) -> Iterator[_Change]:
    token = tokens[place]
    for other in _OPPOSITES.get(token.text, ()):
        yield "comparison", token.start, token.end, other
    before, after = (tokens[n].text if 0 <= n < len(tokens) else "" for n in (place - 1, place + 1))
    in_pattern = before in (")", "]") and after in ("[", "(") and token.text in "-"
    starred = token.text == "*" and before == "("
    if token.text in _OTHER_SIGNS and not in_pattern and not starred and before != "[":
        yield "arithmetic", token.start, token.end, _OTHER_SIGNS[token.text]
    if token.text == "|" and re.fullmatch(r"[A-Z_]+", before) and re.fullmatch("[A-Z_]+", after):
        first = tokens[place - 2].text == ":"
        if first:
            yield "type", tokens[place - 1].start, token.end, ""
        yield "type", token.start, tokens[place + 1].end, ""


def _of_functions(token: _Token, after: str, tokens: list[_Token], place: int) -> Iterator[_Change]:
    if after != "(":
        return
    if token.text in _OTHER_FUNCTIONS:
        yield "aggregate", token.start, token.end, _OTHER_FUNCTIONS[token.text]
    elif token.text == "coalesce":
        end = _span(tokens, place + 2, {","})[1]
        yield (
            "coalesce",
            token.start,
            tokens[_closing(tokens, place + 1)].end,
            (tokens_text(tokens, place + 2, end)),
        )


def tokens_text(tokens: list[_Token], first: int, end: int) -> str:
    """Return the tokens from one place to a position in the text, with spaces where they were."""
    text, at = "", tokens[first].start
    for token in tokens[first:]:
        if token.start >= end:
            break
        text += " " * (token.start - at) + token.text
        at = token.end
    return f"({text})"


def _closing(tokens: list[_Token], place: int) -> int:
    depth = tokens[place].depth
    return next(
        n for n in range(place + 1, len(tokens))
        if tokens[n].depth == depth and tokens[n].text in _CLOSE
    )  # fmt: skip


def _span(tokens: list[_Token], first: int, ends: Iterable[str]) -> tuple[int, int]:
    """Return where an expression begins and ends: before a clause, or the bracket around it."""
    depth, last = tokens[first].depth, tokens[first]
    for token in tokens[first:]:
        if token.depth < depth or (token.depth == depth and token.text in ends):
            break
        last = token
    return tokens[first].start, last.end


_EDGES = _CLAUSES | {"AND", "OR", "WHEN", "THEN", "ELSE", ",", "|", "AS"}


def _of_connective(statement: str, tokens: list[_Token], place: int) -> Iterator[_Change]:
    """Leave out either side, and turn it into its opposite."""
    token = tokens[place]
    first = place
    while (
        first > 0
        and tokens[first - 1].depth >= token.depth
        and not (tokens[first - 1].depth == token.depth and tokens[first - 1].text in _EDGES)
    ):
        first -= 1
        if tokens[first].depth == token.depth and tokens[first].text in _OPEN:
            pass
    neutral = "true" if token.text == "AND" else "false"
    for span in (
        (tokens[first].start, tokens[place - 1].end),
        _span(tokens, place + 1, _EDGES),
    ):
        yield token.text, *span, neutral
        yield from _inverted(token.text, statement, span)


def _inverted(kind: str, statement: str, span: tuple[int, int]) -> Iterator[_Change]:
    yield kind, *span, f"NOT ({statement[span[0] : span[1]]})"


def _of_order(statement: str, tokens: list[_Token], place: int) -> Iterator[_Change]:
    """Turn each key round, and leave it out."""
    start, end = _span(tokens, place + 2, _CLAUSES)
    depth = tokens[place].depth
    commas = [
        token.start for token in tokens
        if start <= token.start < end and token.depth == depth and token.text == ","
    ]  # fmt: skip
    keys = [
        statement[a:b].strip(" ,\n")
        for a, b in zip([start, *commas], [*commas, end], strict=True)
    ]  # fmt: skip
    for n, key in enumerate(keys):
        turned = key.removesuffix(" DESC") if key.endswith(" DESC") else f"{key} DESC"
        yield "ORDER BY", start, end, ", ".join([*keys[:n], turned, *keys[n + 1 :]])
        if len(keys) > 1:
            yield "ORDER BY", start, end, ", ".join([*keys[:n], *keys[n + 1 :]])
    if len(keys) == 1:
        yield "ORDER BY", tokens[place].start, end, ""
