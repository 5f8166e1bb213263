"""Rows of any kind of table: delimited text, Excel, Parquet."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, BinaryIO, cast

from ...errors import BrokenInputError, UsageError
from ..limits import MAX_VALUES
from ..records import Reject
from ..streams import Budget
from .head import Head, head_of
from .registry import ReadContext
from .table_parts import (
    MAKE_ANEW,
    Table,
    as_text,
    characters,
    check_columns,
    row,
    size_of,
    values_in,
)
from .tables import Row, read_rows
from .workbooks import beginning_of, workbook_rows

_BATCH, _SAMPLE, _SAMPLE_CHARACTERS = 4096, 100, 400_000
_IN_MEMORY_BYTES = 32 << 20
_BATCH_BYTES = 16 << 20
_USUAL_RATIO = 20


@contextmanager
def table_rows(
    stream: BinaryIO, context: ReadContext, columns: frozenset[str] = frozenset()
) -> Iterator[Table]:
    """The names of the columns, and the rows; of a workbook, those that have ``columns`` columns.

    Raises:
        UsageError: It is not a table.
        BrokenInputError: The Excel or Parquet file cannot be opened.
    """
    layout = context.head.layout
    if layout in {"table", "text"} and context.head.header:
        yield context.head.header, read_rows(stream, context)
    elif layout == "excel":
        with stream:
            yield workbook_rows(stream, context.head.name, columns)
    elif layout == "parquet":
        with stream:
            yield _parquet(stream, context)
    else:
        raise UsageError(
            f"{context.head.name} is neither a table nor JSON", "Load it without --map"
        )


def peek(stream: BinaryIO, name: str) -> tuple[Head, BinaryIO]:
    """Look at the head of ``stream``; the stream to read on from begins at the start again.

    Workbooks and Parquet begin at their end: their bytes are kept, on disk when there are many.

    Raises:
        ForeignInputError: It is empty or binary, which no format is.
        BrokenInputError: It is a workbook or Parquet that cannot be opened.
    """
    head, stream = head_of(stream, name)
    if head.layout not in {"excel", "parquet"}:
        return head, stream
    kept = _kept(stream)
    if head.layout == "excel":
        head.header, rows = beginning_of(kept, head.name)
        head.rows = [[as_text(cell) for cell in row] for row in rows]
    else:
        head.header, parquet_rows = _parquet(kept, ReadContext(head))
        head.rows = _sample(parquet_rows)
    kept.seek(0)
    return head, kept


def _sample(rows: Iterator[Row | Reject]) -> list[list[str]]:
    """The first rows as texts; fewer where they are long."""
    texts: list[list[str]] = []
    length = 0
    for line in islice(rows, _SAMPLE):
        if isinstance(line, Row):
            texts.append([as_text(cell) for cell in line.cells.values()])
            length += sum(map(len, texts[-1]))
        if length > _SAMPLE_CHARACTERS:
            break
    return texts


def _kept(stream: BinaryIO) -> BinaryIO:
    start = stream.read(_IN_MEMORY_BYTES)
    if len(start) < _IN_MEMORY_BYTES:
        return io.BytesIO(start)
    file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - its reader closes it
    file.write(start)
    shutil.copyfileobj(stream, file)
    file.seek(0)
    return file


def text_rows(
    stream: BinaryIO, context: ReadContext, columns: frozenset[str]
) -> Iterator[Row | Reject]:
    """Each row of any kind of table, its cells as texts."""
    if context.head.layout not in {"excel", "parquet"}:
        yield from read_rows(stream, context)
        return
    with table_rows(stream, context, columns) as (_, rows):
        for row in rows:
            if isinstance(row, Row):
                exact = not row.from_excel
                cells = {name: as_text(cell, exact=exact) for name, cell in row.cells.items()}
                yield row._replace(cells=cells)
            else:
                yield row


def _parquet(file: BinaryIO, context: ReadContext) -> Table:
    import pyarrow as pa
    import pyarrow.parquet

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
    rows = min(
        rows, max(1, MAX_VALUES * table.metadata.num_rows // max(1, _values(table.metadata)))
    )
    return names, _parquet_rows(table, rows, budget)


def _values(metadata: Any) -> int:
    """How many values the columns hold, those in lists one by one."""
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    return sum(g.column(place).num_values for g in groups for place in range(g.num_columns))


def _parquet_rows(table: Any, rows: int, budget: Budget) -> Iterator[Row | Reject]:
    number = 0
    try:
        for batch in table.iter_batches(batch_size=rows):
            step = len(batch) if values_in(batch) <= MAX_VALUES else 1
            for place in range(0, len(batch), step):
                part = batch.slice(place, step)
                if step == 1 and values_in(part) > MAX_VALUES:
                    number += 1
                    yield Reject(reason=f"more than {MAX_VALUES:,} values in lists", line=number)
                    continue
                for values in part.to_pylist():
                    budget.take(characters(values.values()))
                    number += 1
                    yield row(number, values)
    except (ValueError, OSError) as error:  # Arrow's errors are of these kinds
        yield Reject(reason=f"broken Parquet from here on: {error}", line=number + 1)
