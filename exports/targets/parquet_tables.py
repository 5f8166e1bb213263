"""Parquet: every type of the graph as a typed table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...graph.types import PropertyType
from ..registry import Target
from ..tables import Table, new_folder, table_name, tables

if TYPE_CHECKING:
    import pyarrow as pa

    from ...graph import Store


class ParquetTables(Target):
    """One Parquet file per type in a new folder, typed by the schema."""

    name = "parquet"
    writes = "a new folder, one table per type, typed"
    readers = "pandas, DuckDB, R"

    def write(self, store: Store, path: Path, run: str | None) -> str:  # noqa: ARG002 - every run
        """Write the folder; returns how many tables it holds."""
        import pyarrow as pa  # noqa: PLC0415 - 0.2 s that `--help` need not pay
        import pyarrow.parquet as pq  # noqa: PLC0415 - likewise

        written = 0
        with new_folder(path) as folder:
            for table, pages in tables(store):
                schema = _schema(table)
                with pq.ParquetWriter(folder / f"{table_name(table)}.parquet", schema) as writer:
                    for page in pages:
                        writer.write_table(pa.Table.from_pylist(page, schema=schema))
                written += 1
        return f"{written} tables"


def _schema(table: Table) -> pa.Schema:
    import pyarrow as pa  # noqa: PLC0415 - likewise

    types = {
        PropertyType.STRING: pa.string(),
        PropertyType.INTEGER: pa.int64(),
        PropertyType.FLOAT: pa.float64(),
        PropertyType.BOOLEAN: pa.bool_(),
        PropertyType.STRINGS: pa.list_(pa.string()),
    }
    return pa.schema(
        (name, types[table.properties[name].kind] if name in table.properties else pa.string())
        for name in table.columns
    )
