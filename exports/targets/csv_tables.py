"""CSV: every type of the graph as a table for spreadsheets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...spreadsheet import CsvWriter
from ..registry import Target
from ..tables import new_folder, table_name, tables

if TYPE_CHECKING:
    from ...graph import Store


class CsvTables(Target):
    """One CSV file per type in a new folder.

    An apostrophe goes in front of what a spreadsheet would take for a formula; lists are JSON.
    The Parquet and neo4j-admin forms hold every text as it is.
    """

    name = "csv"
    writes = "a new folder, one table per type"
    readers = "spreadsheets"

    def write(self, store: Store, path: Path, run: str | None) -> str:  # noqa: ARG002 - every run
        """Write the folder; returns how many tables it holds."""
        written = 0
        with new_folder(path) as folder:
            for table, pages in tables(store):
                name = folder / f"{table_name(table)}.csv"
                with name.open("w", encoding="utf-8", newline="") as file:
                    writer = CsvWriter(file)
                    writer.write_row(table.columns)
                    for page in pages:
                        for row in page:
                            writer.write_row(map(row.get, table.columns))
                written += 1
        return f"{written} tables"
