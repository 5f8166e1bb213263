"""Rows of any kind of table: delimited text, Excel, Parquet."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, BinaryIO, cast

import msgspec

from ...errors import BrokenInputError, UsageError
from ..records import Reject
from .day_order import DayOrder, Orders, dated_columns, in_iso
from .head import column_name
from .registry import ReadContext
from .tables import Row, read_rows, refuse_twins

_BATCH = 4096
_SAMPLE = 100
_IN_MEMORY_BYTES = 32 << 20
_MAKE_ANEW = "Save it again, or as CSV"


Table = tuple[list[str], Iterator[Row | Reject]]


@contextmanager
def table_rows(stream: BinaryIO, context: ReadContext) -> Iterator[Table]:
    """The names of the columns, and the rows.

    Raises:
        UsageError: It is no table.
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
            read = _excel if layout == "excel" else _parquet
            yield read(cast(BinaryIO, kept), context)
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
        raise BrokenInputError(f"{context.head.name} is no Parquet: {error}", _MAKE_ANEW) from error
    return list(table.schema_arrow.names), _parquet_rows(table)


def _parquet_rows(table: Any) -> Iterator[Row | Reject]:
    number = 0
    try:
        for batch in table.iter_batches(batch_size=_BATCH):
            for values in batch.to_pylist():
                number += 1
                yield _row(number, values)
    except (ValueError, OSError) as error:  # Arrow's errors are of these kinds
        yield Reject(reason=f"broken Parquet from here on: {error}", line=number + 1)


def _excel(file: BinaryIO, context: ReadContext) -> Table:
    import openpyxl  # noqa: PLC0415 - most loads do without

    try:
        with warnings.catch_warnings(action="ignore"):  # of styles, which are not read
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = sheet.iter_rows(values_only=True)
        names = ["" if name is None else column_name(str(name)) for name in next(lines, ())]
        orders = _orders(names, sheet)
    except Exception as error:
        raise BrokenInputError(f"{context.head.name} is no Excel: {error}", _MAKE_ANEW) from error
    refuse_twins(names, context.head.name)
    return names, _excel_rows(names, lines, orders)


def _orders(names: list[str], sheet: Any) -> Orders:
    """In which order the dates of a sheet are written that are texts."""
    lines = sheet.iter_rows(min_row=2, values_only=True)
    sample = list(islice(lines, _SAMPLE))
    columns = dated_columns(names, sample)
    if not columns:
        return {}
    order = DayOrder(columns)
    for values in chain(sample, lines):
        order.look(dict(zip(names, values, strict=False)))
    return order.orders()


def _excel_rows(names: list[str], lines: Iterator[Any], orders: Orders) -> Iterator[Row | Reject]:
    number = 1
    try:
        for values in lines:
            number += 1
            if any(value is not None for value in values):
                cells = in_iso(dict(zip(names, values, strict=False)), orders)
                yield _row(number, cells, from_excel=True)
    except Exception as error:
        yield Reject(reason=f"broken Excel from here on: {error}", line=number + 1)


def _row(number: int, values: dict[str, Any], *, from_excel: bool = False) -> Row:
    raw = msgspec.json.encode(values, enc_hook=str)
    return Row(number, values, raw, damaged=False, from_excel=from_excel)
