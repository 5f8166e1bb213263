"""Rows of any kind of table: delimited text, Excel, Parquet."""

from __future__ import annotations

import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, BinaryIO, cast

import msgspec

from ...errors import BrokenInputError, UsageError
from ..limits import (
    FREE_WORKBOOK_BYTES,
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_WORKBOOK_RATIO,
)
from ..lines import START_BYTES
from ..records import Reject
from ..streams import Budget
from .day_order import DayOrder, Orders, dated_columns, in_iso
from .head import column_name
from .registry import ReadContext
from .tables import Row, read_rows, refuse_twins

_BATCH = 4096
_SAMPLE = 100
_IN_MEMORY_BYTES = 32 << 20
_BATCH_BYTES = 16 << 20
_USUAL_RATIO = 20
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
    names = list(table.schema_arrow.names)
    unpacked = sum(table.metadata.row_group(n).total_byte_size for n in range(table.num_row_groups))
    budget = Budget(context.head.name, _size(file))
    budget.check(max(unpacked, 8 * table.metadata.num_rows * len(names)))
    _check_columns(names, context)
    # A text stands once in a dictionary, and in every row that is read.
    small = unpacked > _USUAL_RATIO * _size(file)
    rows = min(_BATCH, max(1, _BATCH_BYTES // max(unpacked, 1))) if small else _BATCH
    return names, _parquet_rows(table, rows, budget)


def _parquet_rows(table: Any, rows: int, budget: Budget) -> Iterator[Row | Reject]:
    number = 0
    try:
        for batch in table.iter_batches(batch_size=rows):
            for values in batch.to_pylist():
                budget.take(_characters(values.values()))
                number += 1
                yield _row(number, values)
    except (ValueError, OSError) as error:  # Arrow's errors are of these kinds
        yield Reject(reason=f"broken Parquet from here on: {error}", line=number + 1)


def _excel(file: BinaryIO, context: ReadContext) -> Table:
    import openpyxl  # noqa: PLC0415 - most loads do without

    try:
        _check_workbook(file, context)
        with warnings.catch_warnings(action="ignore"):  # of styles, which are not read
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # which it states, and which would be filled with nothing
        lines = sheet.iter_rows(values_only=True)
        names = ["" if name is None else column_name(str(name)) for name in next(lines, ())]
        _check_columns(names, context)
        columns = max(1, len(names))
        orders = _orders(names, sheet.iter_rows(min_row=2, max_col=columns, values_only=True))
        lines = sheet.iter_rows(min_row=2, max_col=columns, values_only=True)
    except BrokenInputError:
        raise
    except Exception as error:
        raise BrokenInputError(f"{context.head.name} is no Excel: {error}", _MAKE_ANEW) from error
    refuse_twins(names, context.head.name)
    return names, _excel_rows(names, lines, orders, Budget(context.head.name, _size(file)))


def _orders(names: list[str], lines: Iterator[Any]) -> Orders:
    """In which order the dates of a sheet are written that are texts."""
    sample = list(islice(lines, _SAMPLE))
    columns = dated_columns(names, sample)
    if not columns:
        return {}
    order = DayOrder(columns)
    for values in chain(sample, lines):
        order.look(dict(zip(names, values, strict=False)))
    return order.orders()


def _excel_rows(
    names: list[str], lines: Iterator[Any], orders: Orders, budget: Budget
) -> Iterator[Row | Reject]:
    number = 1
    try:
        for values in lines:
            number += 1
            budget.take(_characters(values))
            if any(value is not None for value in values):
                cells = in_iso(dict(zip(names, values, strict=False)), orders)
                yield _row(number, cells, from_excel=True)
    except BrokenInputError:
        raise
    except Exception as error:
        yield Reject(reason=f"broken Excel from here on: {error}", line=number + 1)


def _check_workbook(file: BinaryIO, context: ReadContext) -> None:
    with zipfile.ZipFile(file) as parts:
        unpacked = sum(part.file_size for part in parts.infolist())
    size = _size(file)
    if unpacked > FREE_WORKBOOK_BYTES and unpacked > MAX_WORKBOOK_RATIO * size:
        raise BrokenInputError(
            f"{context.head.name} unpacks to more than {MAX_WORKBOOK_RATIO} times its size",
            "If you trust it, save it as CSV.",
        )
    file.seek(0)


def _check_columns(names: list[str], context: ReadContext) -> None:
    if len(names) > MAX_COLUMNS:
        raise BrokenInputError(
            f"{context.head.name} has {len(names):,} columns, and {MAX_COLUMNS:,} is the maximum",
            "Save it with those that matter.",
        )


def _size(file: BinaryIO) -> int:
    place = file.tell()
    size = file.seek(0, 2)
    file.seek(place)
    return size


def _row(number: int, values: dict[str, Any], *, from_excel: bool = False) -> Row | Reject:
    for name, value in values.items():
        if isinstance(value, str) and len(value) > MAX_CELL_CHARACTERS:
            reason = f"{name} of {len(value):,} characters; {MAX_CELL_CHARACTERS:,} is the maximum"
            return Reject(reason=reason, line=number, raw=value[:START_BYTES].encode())
    raw = msgspec.json.encode(values, enc_hook=str)
    return Row(number, values, raw, damaged=False, from_excel=from_excel)


def _characters(values: Iterable[Any]) -> int:
    return sum(len(value) if isinstance(value, str) else 8 for value in values)
