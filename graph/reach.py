"""What a reading statement may not do although it writes nothing: reach out of the graph.

A read-only transaction keeps a statement from writing, not from sending: ``LOAD CSV FROM 'http://…'
+ a.handle`` tells another machine who is in the case, and a procedure of a plugin can do the same.
The statement is cut into tokens, so that text in strings, comments and quoted names neither hides a
clause nor looks like one. Where engines could read a statement in several ways, it is cut in each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..errors import StatementError

PROCEDURES = frozenset(
    {
        # of both engines, and of Neo4j
        "db.labels", "db.relationshiptypes", "db.propertykeys", "db.indexes", "db.constraints",
        "db.info", "db.ping", "db.schema", "db.schema.visualization",
        "db.schema.nodetypeproperties", "db.schema.reltypeproperties",
        "db.index.fulltext.querynodes", "db.index.fulltext.queryrelationships",
        "db.index.vector.querynodes", "db.index.vector.queryrelationships",
        "dbms.components", "dbms.procedures", "dbms.functions",
        # of the embedded engine
        "list_procedures", "pagerank", "betweenness", "closeness", "degree", "louvain", "leiden",
        "label_propagation", "connected_components", "k_core", "clustering_coefficient",
        "triangle_count", "eccentricity", "diameter", "orphan_node", "self_loop",
    }
)  # fmt: skip
"""Procedures that only look at the graph, in lower case."""

FUNCTION_NAMESPACES = frozenset(
    {"date", "datetime", "duration", "localdatetime", "localtime", "point", "time", "vector"}
)
"""Of Neo4j itself; ``apoc.cypher.runFirstColumnSingle`` would run any statement given as text."""

_WORD = r"[^\W\d][\w$]*"
_LINE_ENDS = ("\n", "\n\r", "\n\r\x0b\x0c\x85\u2028\u2029")
"""Where a comment may end: engines differ, and each is tried."""
_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")


def refuse_reach(statement: str) -> None:
    """Refuse a reading statement that reaches out of the graph, or may.

    Raises:
        StatementError: it loads a file or an address, ends transactions of others, or calls a
            procedure or function that is not in the lists above.
    """
    reach = _reach(statement)
    if reach:
        raise StatementError(
            f"The statement {reach}, and reads stay inside the graph",
            "Leave it out, or run it with the tools of the server if you trust who wrote it.",
        )


@lru_cache(maxsize=1024)
def _reach(statement: str) -> str | None:
    # Neo4j reads \u004c as L anywhere, before it looks at quotes.
    forms = {statement, _ESCAPE.sub(lambda match: chr(int(match[1], 16)), statement)}
    for form in sorted(forms):
        for ends in _LINE_ENDS:
            reach = next(_reaches(_tokens(form, ends)), None)
            if reach:
                return reach
    return None


def _tokens(statement: str, line_ends: str) -> list[str]:
    """Names as they are, quoted ones without their quotes, strings as ``''``, and signs."""
    pattern = re.compile(
        rf"//[^{re.escape(line_ends)}]*|/\*.*?(?:\*/|\Z)|\s+"
        r"|'(?:[^'\\]|\\.)*+(?:'|\Z)" r'|"(?:[^"\\]|\\.)*+(?:"|\Z)'
        rf"|(?P<quoted>`(?:[^`]|``)*+(?:`|\Z))|(?P<word>{_WORD})|(?P<sign>.)",
        re.DOTALL,
    )  # fmt: skip
    tokens = []
    for match in pattern.finditer(statement):
        if match["quoted"]:
            tokens.append(f"`{match['quoted'].strip('`').replace('``', '`')}")
        elif match["word"] or (match["sign"] and unicodedata.category(match[0])[0] not in "ZC"):
            tokens.append(match[0])
        elif match[0][0] in "'\"":
            tokens.append("''")
    return tokens


def _reaches(tokens: Sequence[str]) -> Iterator[str]:
    """Say in words what reaches out."""
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else ""
        after = tokens[place + 1].upper() if place + 1 < len(tokens) else ""
        keyword = token.upper()
        if keyword == "LOAD" and after == "CSV":
            yield "loads a file or an address (LOAD CSV)"
        elif keyword == "TERMINATE" and after.startswith("TRANSACTION"):
            yield "ends other transactions"
        elif (
            keyword == "CALL" and before not in {".", ":"} and after[:1] not in {"", "(", "{", ":"}
        ):
            name, _ = _dotted(tokens, place + 1)
            if name not in PROCEDURES and name.partition(".")[0] not in _NOT_A_PROCEDURE:
                yield f"calls the procedure {name}"
        elif _is_name(token) and before != ".":
            name, end = _dotted(tokens, place)
            is_call = "." in name and tokens[end : end + 1] == ["("]
            allowed = name.partition(".")[0] in FUNCTION_NAMESPACES or name in PROCEDURES
            if is_call and not allowed:
                yield f"calls the function {name}"


_NOT_A_PROCEDURE = frozenset({"return", "as", "where", "order", "limit", "skip", "in", "is", "and"})
"""What may follow a variable that somebody has called « call »."""


def _is_name(token: str) -> bool:
    return token[:1] == "`" or re.fullmatch(_WORD, token) is not None


def _dotted(tokens: Sequence[str], place: int) -> tuple[str, int]:
    """The dotted name that begins there, in lower case, and the place after it."""
    parts = [tokens[place].removeprefix("`")]
    place += 1
    while tokens[place : place + 1] == ["."] and place + 1 < len(tokens):
        parts.append(tokens[place + 1].removeprefix("`"))
        place += 2
    return ".".join(parts).lower(), place
