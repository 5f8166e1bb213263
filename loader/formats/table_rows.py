"""Rows of any kind of table: delimited text, Excel, Parquet."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from ...errors import BrokenInputError, UsageError
from ..records import Reject
from ..streams import Budget
from .registry import ReadContext
from .table_parts import MAKE_ANEW, Table, characters, check_columns, row, size_of
from .tables import Row, read_rows
from .workbooks import workbook_rows

_BATCH = 4096
_IN_MEMORY_BYTES = 32 << 20
_BATCH_BYTES = 16 << 20
_USUAL_RATIO = 20


@contextmanager
def table_rows(
    stream: BinaryIO, context: ReadContext, wanted: frozenset[str] = frozenset()
) -> Iterator[Table]:
    """The names of the columns, and the rows; of a workbook, those that have ``wanted`` columns.

    Raises:
        UsageError: It is not a table.
        BrokenInputError: The Excel or Parquet file cannot be opened.
    """
    layout = context.head.layout
    if layout in {"table", "text"} and context.head.header:
        yield context.head.header, read_rows(stream, context)
    elif layout in {"excel", "parquet"}:
        # both begin at their end: keep the bytes, on disk when there are many
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as kept:
            shutil.copyfileobj(stream, kept)
            kept.seek(0)
            file = cast(BinaryIO, kept)
            if layout == "excel":
                yield workbook_rows(file, context.head.name, wanted)
            else:
                yield _parquet(file, context)
    else:
        raise UsageError(
            f"{context.head.name} is neither a table nor JSON", "Load it without --map"
        )


def _parquet(file: BinaryIO, context: ReadContext) -> Table:
    import pyarrow as pa  # noqa: PLC0415 - most loads do without
    import pyarrow.parquet  # noqa: PLC0415 - likewise

    try:
        table = pa.parquet.ParquetFile(file)
    except (pa.ArrowException, OSError) as error:
        raise BrokenInputError(
            f"{context.head.name} is not a Parquet file: {error}", MAKE_ANEW
        ) from error
    names = list(table.schema_arrow.names)
    unpacked = sum(table.metadata.row_group(n).total_byte_size for n in range(table.num_row_groups))
    budget = Budget(context.head.name, size_of(file))
    budget.check(max(unpacked, 8 * table.metadata.num_rows * len(names)))
    check_columns(names, context.head.name)
    # A text stands once in a dictionary, and in every row that is read.
    small = unpacked > _USUAL_RATIO * size_of(file)
    rows = min(_BATCH, max(1, _BATCH_BYTES // max(unpacked, 1))) if small else _BATCH
    return names, _parquet_rows(table, rows, budget)


def _parquet_rows(table: Any, rows: int, budget: Budget) -> Iterator[Row | Reject]:
    number = 0
    try:
        for batch in table.iter_batches(batch_size=rows):
            for values in batch.to_pylist():
                budget.take(characters(values.values()))
                number += 1
                yield row(number, values)
    except (ValueError, OSError) as error:  # Arrow's errors are of these kinds
        yield Reject(reason=f"broken Parquet from here on: {error}", line=number + 1)
