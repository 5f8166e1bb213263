"""A stored query as a page of a manual."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from .catalogue import Parameter, Query

WIDTH = 88


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
