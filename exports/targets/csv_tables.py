"""CSV: every type of the graph as a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...graph.types import RowType
from ...spreadsheet import CsvWriter
from ..table_folder import TableFolder

if TYPE_CHECKING:
    import pyarrow as pa


class CsvTables(TableFolder):
    """One CSV file per type in a new folder.

    An apostrophe goes in front of what a spreadsheet would take for a formula; lists are JSON.
    The Parquet and neo4j-admin forms hold every text as it is.
    """

    name = "csv"
    writes = "a new folder, one table per type"
    readers = "spreadsheets"
    suffix = ".csv"

    def write_table(self, path: Path, table: RowType, pages: Iterator[pa.Table]) -> None:
        """Write the header and all rows."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = CsvWriter(file)
            writer.write_row(table.columns)
            for page in pages:
                columns = [page[name].to_pylist() for name in table.columns]
                for row in zip(*columns, strict=True):
                    writer.write_row(row)
