"""Files for ``neo4j-admin database import full``: the fastest way of a large case into a server.

Headers follow the schema. Every text is quoted and exact, nothing is made safe for spreadsheets; an
unquoted empty field is an absent value, a quoted one an empty text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..graph.types import NodeType, Property, PropertyType
from ..viz.model import Row
from .tables import Table, new_folder, table_name, tables

if TYPE_CHECKING:
    from ..graph import Store

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


def write_admin_files(store: Store, folder: Path) -> int:
    """Write headers, data and the arguments of the import into a new folder; returns the types.

    The arguments file names the others relative to itself: run the import from the folder.
    """
    arguments = []
    with new_folder(folder) as temporary:
        for table, pages in tables(store):
            name = table_name(table)
            (temporary / f"{name}-header.csv").write_text(f"{header(table)}\n", encoding="utf-8")
            with (temporary / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                for page in pages:
                    file.writelines(line(row, table.columns) for row in page)
            arguments.append(_argument(table, name))
        (temporary / ARGUMENTS).write_text("\n".join([*_OPTIONS, *arguments, ""]), encoding="utf-8")
    return len(arguments)


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
