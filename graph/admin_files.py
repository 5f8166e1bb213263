"""Files for ``neo4j-admin database import full``: the fastest way of a large case into a server.

Headers follow the schema. Every text is quoted and exact, nothing is made safe for spreadsheets; an
unquoted empty field is an absent value, a quoted one an empty text. Columns become text, a page at
a time.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import polars as pl

from .contents import pages_by_type, table_name
from .store import Counts, Store
from .types import NodeType, PropertyType, RowType

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


class AdminFiles:
    """Headers, data and the arguments of the import in a folder, where the import is to be run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: dict[RowType, int] = {}

    def add(self, row_type: RowType, frame: pl.DataFrame) -> None:
        """Add nodes or relationships, each for the first time."""
        if not len(frame):
            return
        name = table_name(row_type)
        if row_type not in self._rows:
            text = f"{header(row_type)}\n"
            (self._folder / f"{name}-header.csv").write_text(text, encoding="utf-8")
        with (self._folder / f"{name}.csv").open("ab") as file:
            write_frame(file, row_type, frame)
        self._rows[row_type] = self._rows.get(row_type, 0) + len(frame)

    def end(self) -> None:
        """Write the arguments."""
        arguments = [*OPTIONS]
        for row_type in self._rows:
            name = table_name(row_type)
            kind, _, held = name.partition("-")
            arguments.append(f"--{kind}={held}={name}-header.csv,{name}.csv")
        text = "\n".join([*arguments, ""])
        (self._folder / ARGUMENTS).write_text(text, encoding="utf-8")

    @property
    def counts(self) -> Counts:
        """What the files hold."""
        rows = sorted(
            (row_type.type_name, row_type, count) for row_type, count in self._rows.items()
        )
        return Counts(
            {name: count for name, row_type, count in rows if isinstance(row_type, NodeType)},
            {name: count for name, row_type, count in rows if not isinstance(row_type, NodeType)},
        )


def write_admin_files(store: Store, folder: Path) -> int:
    """Write a graph as files into a folder; returns the number of types.

    Raises:
        StoreError: the engine cannot answer.
    """
    files = AdminFiles(folder)
    for row_type, pages in pages_by_type(store):
        for page in pages:
            files.add(row_type, pl.DataFrame(page))
    files.end()
    return len(files.counts.by_type)


def header(row_type: RowType) -> str:
    """Return the header line of a type: the key with its space of ids, then typed properties."""
    if isinstance(row_type, NodeType):
        keys = [f"id:ID({row_type.label})"]
    else:
        keys = [f":START_ID({row_type.source.label})", f":END_ID({row_type.target.label})"]
    typed = (f"{name}:{_KINDS[held.kind]}" for name, held in row_type.properties.items())
    return ",".join([*keys, *typed])


def write_frame(file: BinaryIO, row_type: RowType, frame: pl.DataFrame) -> None:
    """Write rows as lines in the order of the header."""
    columns = [
        _column(name, kind, present=name in frame.columns)
        for name, kind in row_type.columns.items()
    ]
    frame.select(columns).write_csv(file, include_header=False, quote_style="non_numeric")


def _column(name: str, kind: PropertyType, *, present: bool) -> pl.Expr:
    if not present:
        return pl.lit(None, pl.String).alias(name)
    if kind is PropertyType.STRINGS:
        apart = pl.element().str.replace_all(ARRAY_DELIMITER, " ", literal=True)
        return pl.col(name).list.eval(apart).list.join(ARRAY_DELIMITER)
    return pl.col(name)
