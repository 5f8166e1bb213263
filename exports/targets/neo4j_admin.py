"""Files for ``neo4j-admin database import full``: the fastest way of a large case into a server.

Headers follow the schema. Every text is quoted and exact, nothing is made safe for spreadsheets; an
unquoted empty field is an absent value, a quoted one an empty text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...graph.store import Row
from ...graph.types import NodeType, Property, PropertyType
from ..registry import Target
from ..tables import Table, new_folder, table_name, tables

if TYPE_CHECKING:
    from ...graph import Store

ARRAY_DELIMITER = "\x1f"
"""Unit separator: no handle or trace holds it."""
ARGUMENTS = "import.args"

_KINDS = {
    PropertyType.STRING: "string",
    PropertyType.INTEGER: "long",
    PropertyType.FLOAT: "double",
    PropertyType.BOOLEAN: "boolean",
    PropertyType.STRINGS: "string[]",
}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class AdminFiles(Target):
    """Headers, data and the arguments of the import in a new folder.

    The arguments file names the others relative to itself: run the import from the folder.
    """

    name = "neo4j-admin"
    writes = f"a new folder: headers, data, `{ARGUMENTS}`"
    readers = "a large case into a server"

    def write(self, store: Store, path: Path, run: str | None) -> str:  # noqa: ARG002 - every run
        """Write the folder; returns how many types it holds, and the command of the import."""
        arguments = []
        with new_folder(path) as folder:
            for table, pages in tables(store):
                name = table_name(table)
                (folder / f"{name}-header.csv").write_text(f"{header(table)}\n", encoding="utf-8")
                with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                    for page in pages:
                        file.writelines(line(row, table.columns) for row in page)
                arguments.append(_argument(table, name))
            text = "\n".join([*_OPTIONS, *arguments, ""])
            (folder / ARGUMENTS).write_text(text, encoding="utf-8")
        return (
            f"{len(arguments)} types. On the server, in this folder: "
            f"neo4j-admin database import full neo4j @{ARGUMENTS}"
        )


_OPTIONS = ("--multiline-fields=true", "--array-delimiter=U+001F")


def _argument(table: Table, name: str) -> str:
    if isinstance(table, NodeType):
        return f"--nodes={table.label}={name}-header.csv,{name}.csv"
    return f"--relationships={table.kind}={name}-header.csv,{name}.csv"


def header(table: Table) -> str:
    """Return the header line of a type: the key with its space of ids, then typed properties."""
    if isinstance(table, NodeType):
        keys = [f"id:ID({table.label})"]
    else:
        keys = [f":START_ID({table.source.label})", f":END_ID({table.target.label})"]
    return ",".join([*keys, *_typed(table.properties.items())])


def _typed(properties: Iterable[tuple[str, Property]]) -> Iterable[str]:
    return (f"{name}:{_KINDS[declared.kind]}" for name, declared in properties)


def line(row: Row, columns: Iterable[str]) -> str:
    """Return a row as a line of the file, with its line end."""
    return ",".join(_field(row.get(column)) for column in columns) + "\n"


def _field(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        value = ARRAY_DELIMITER.join(str(item).replace(ARRAY_DELIMITER, " ") for item in value)
    text = _LONE_SURROGATE.sub("\ufffd", str(value)).replace('"', '""')
    return f'"{text}"'
