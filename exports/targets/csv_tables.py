"""CSV: every type of the graph as a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...graph.store import Row
from ...graph.types import RowType
from ...spreadsheet import CsvWriter
from ..table_folder import TableFolder


class CsvTables(TableFolder):
    """One CSV file per type in a new folder.

    An apostrophe goes in front of what a spreadsheet would take for a formula; lists are JSON.
    The Parquet and neo4j-admin forms hold every text as it is.
    """

    name = "csv"
    writes = "a new folder, one table per type"
    readers = "spreadsheets"
    suffix = ".csv"

    def write_table(self, path: Path, table: RowType, pages: Iterator[list[Row]]) -> None:
        """Write the header and all rows."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = CsvWriter(file)
            writer.write_row(table.columns)
            for page in pages:
                for row in page:
                    writer.write_row(map(row.get, table.columns))
