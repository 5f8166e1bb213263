"""Files for ``neo4j-admin database import full``: the fastest way of a large case into a server.

Headers follow the schema. Every text is quoted and exact, nothing is made safe for spreadsheets; an
unquoted empty field is an absent value, a quoted one an empty text. Rows become columns, and
columns text, a page at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import polars as pl

from .contents import Declared, pages_by_type, table_name
from .store import Row, Store
from .tables import table_of
from .types import NodeType, PropertyType

ARRAY_DELIMITER = "\x1f"
"""Unit separator: no handle or trace holds it."""
ARGUMENTS = "import.args"
OPTIONS = ("--multiline-fields=true", "--array-delimiter=U+001F")

_KINDS = {
    PropertyType.STRING: "string",
    PropertyType.INTEGER: "long",
    PropertyType.FLOAT: "double",
    PropertyType.BOOLEAN: "boolean",
    PropertyType.STRINGS: "string[]",
}


def write_admin_files(store: Store, folder: Path) -> int:
    """Write headers, data and the arguments of the import; returns the number of types.

    The arguments name the files relative to the folder, where the import is to be run.

    Raises:
        StoreError: the engine cannot answer.
    """
    arguments: list[str] = []
    for declared, pages in pages_by_type(store):
        name = table_name(declared)
        (folder / f"{name}-header.csv").write_text(f"{header(declared)}\n", encoding="utf-8")
        with (folder / f"{name}.csv").open("wb") as file:
            for page in pages:
                write_lines(file, declared, page)
        kind, _, held = name.partition("-")
        arguments.append(f"--{kind}={held}={name}-header.csv,{name}.csv")
    (folder / ARGUMENTS).write_text("\n".join([*OPTIONS, *arguments, ""]), encoding="utf-8")
    return len(arguments)


def header(declared: Declared) -> str:
    """Return the header line of a type: the key with its space of ids, then typed properties."""
    if isinstance(declared, NodeType):
        keys = [f"id:ID({declared.label})"]
    else:
        keys = [f":START_ID({declared.source.label})", f":END_ID({declared.target.label})"]
    typed = (f"{name}:{_KINDS[held.kind]}" for name, held in declared.properties.items())
    return ",".join([*keys, *typed])


def write_lines(file: BinaryIO, declared: Declared, rows: Iterable[Row]) -> None:
    """Write rows as lines in the order of the header."""
    names = declared.columns.keys()
    table = table_of(declared, [{name: row[name] for name in row.keys() & names} for row in rows])
    frame = pl.DataFrame(table)
    columns = [
        _column(name, kind, present=name in frame.columns)
        for name, kind in declared.columns.items()
    ]
    frame.select(columns).write_csv(file, include_header=False, quote_style="non_numeric")


def _column(name: str, kind: PropertyType, *, present: bool) -> pl.Expr:
    if not present:
        return pl.lit(None, pl.String).alias(name)
    if kind is PropertyType.STRINGS:
        apart = pl.element().str.replace_all(ARRAY_DELIMITER, " ", literal=True)
        return pl.col(name).list.eval(apart).list.join(ARRAY_DELIMITER)
    return pl.col(name)
