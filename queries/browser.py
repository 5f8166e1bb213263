"""The stored queries for Neo4j Browser: scripts with their parameters, and a style file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..graph.schema import NODE_BY_LABEL
from .catalogue import CATEGORIES, Parameter, catalogue

_CAPTIONS = {
    "Account": "handle", "Post": "text", "Target": "display_name", "Hashtag": "id", "Link": "id",
    "Domain": "id", "Media": "kind", "Pack": "rank", "Burst": "hashtag", "Import": "file",
    "Salvo": "rank",
    "Run": "method",
}  # fmt: skip
_COLOURS = {
    "Account": "#4c78a8", "Post": "#8a8f98", "Target": "#b3003c", "Hashtag": "#7a5195",
    "Link": "#b07d2b", "Domain": "#8f6a3a", "Media": "#5b6ee1", "Pack": "#e69f00",
    "Burst": "#d55e00", "Salvo": "#cc79a7", "Import": "#bab0ac", "Run": "#9d755d",
}  # fmt: skip
_EXAMPLES: dict[str, Any] = {"string": "", "integer": 0, "float": 0.0, "boolean": False}


def write_browser_library(folder: Path) -> int:
    """Write a new folder with a script per query and a style file; returns how many scripts.

    Raises:
        UsageError: the folder is not empty, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(f"{folder} is not empty", "Name a new folder after -o.")
        for category in CATEGORIES:
            (folder / category).mkdir()
        for query in catalogue().values():
            path = folder / (query.category or CATEGORIES[0]) / f"{query.name}.cypher"
            path.write_text(script(query.name), "utf-8")
        (folder / "style.grass").write_text(style(), "utf-8")
    except OSError as error:
        raise UsageError(
            f"Nothing can be written to {folder}: {error.strerror}", "Choose another folder."
        ) from error
    return len(catalogue())


def script(name: str) -> str:
    """Return a query as Neo4j Browser saves one: its title first, then parameters and statement."""
    query = catalogue()[name]
    lines = [f"// {query.title}"]
    for text in (query.question, query.reading, query.caveats):
        lines.append(f"// {' '.join((text or '').split())}")
    lines += [f":param {key} => {_literal(p)};" for key, p in query.parameters.items()]
    return "\n".join([*lines, query.statement, ""])


def _literal(parameter: Parameter) -> str:
    value = _EXAMPLES.get(parameter.type, "") if parameter.required else parameter.default
    return json.dumps(value, ensure_ascii=False)


def style() -> str:
    """Return colours and captions as Neo4j Browser reads them: drop the file on it."""
    blocks = [
        f"node.{label} {{\n  color: {_COLOURS[label]};\n  border-color: {_COLOURS[label]};\n"
        f'  text-color-internal: #FFFFFF;\n  caption: "{{{_CAPTIONS[label]}}}";\n}}'
        for label in NODE_BY_LABEL
    ]
    return "\n".join([*blocks, ""])
