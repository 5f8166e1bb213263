"""Parquet: every type of the graph as a typed table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...graph.types import RowType
from ..table_folder import TableFolder

if TYPE_CHECKING:
    import pyarrow as pa


class ParquetTables(TableFolder):
    """One Parquet file per type in a new folder, typed by the schema."""

    name = "parquet"
    writes = "a new folder, one table per type, typed"
    readers = "pandas, DuckDB, R"
    suffix = ".parquet"

    def write_table(self, path: Path, table: RowType, pages: Iterator[pa.Table]) -> None:
        """Write all rows with the declared types."""
        import pyarrow.parquet as pq

        from ...graph.tables import empty_table

        schema = empty_table(table).schema
        with pq.ParquetWriter(path, schema) as writer:
            for page in pages:
                writer.write_table(page.select(schema.names))
