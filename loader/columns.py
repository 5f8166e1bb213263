"""Columns of what a batch says, growing block by block while records come in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import polars as pl
import pyarrow as pa
from msgspec import Struct
from msgspec.structs import astuple

from ..graph.tables import declared_table
from ..graph.types import PropertyType, RelationshipType, RowType

BLOCK = 500
"""Records turned into columns at once: their values are still in the processor's cache, which
takes half the time that a whole chunk takes at its end, and the records need not be kept."""

_DTYPES: dict[PropertyType, pl.DataType] = {
    PropertyType.STRING: pl.String(),
    PropertyType.INTEGER: pl.Int64(),
    PropertyType.FLOAT: pl.Float64(),
    PropertyType.BOOLEAN: pl.Boolean(),
    PropertyType.STRINGS: pl.List(pl.String()),
}


@cache
def dtypes_of(row_type: RowType) -> Mapping[str, pl.DataType]:
    """Return the type of each declared column, by its name."""
    return {name: _DTYPES[kind] for name, kind in row_type.columns.items()}


def frame_of(row_type: RowType, table: pa.Table) -> pl.DataFrame:
    """Return a table as a frame that has every declared column."""
    return whole(row_type, pl.DataFrame(table))


def table_of_frame(row_type: RowType, frame: pl.DataFrame) -> pa.Table:
    """Return a frame as a table of the declared types, without columns that hold nothing."""
    return declared_table(row_type, frame.to_arrow())


def whole(row_type: RowType, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with every declared column, those that it lacks without values."""
    missing = [name for name in row_type.columns if name not in frame.columns]
    if missing:
        dtypes = dtypes_of(row_type)
        frame = frame.with_columns(pl.lit(None, dtypes[name]).alias(name) for name in missing)
    return frame.select(*row_type.columns)


class Columns:
    """Named columns of one label or type that grow by values and by blocks of values."""

    def __init__(self, row_type: RowType, *names: str) -> None:
        dtypes = dtypes_of(row_type)
        self._dtypes = {name: dtypes[name] for name in names or row_type.columns}
        self._values: dict[str, list[Any]] = {name: [] for name in self._dtypes}
        self._blocks: list[pl.DataFrame] = []

    def __bool__(self) -> bool:
        """Whether anything was said."""
        return bool(self._blocks) or any(self._values.values())

    def add(self, **values: Any) -> None:
        """Add one observation; it has a value, or None, for every column."""
        for name, column in self._values.items():
            column.append(values[name])

    def extend(self, columns: Mapping[str, Sequence[Any] | pl.Series]) -> None:
        """Add a block: a value, or None, of each observation for every column."""
        self._blocks.append(
            pl.DataFrame(
                [_series(name, columns[name], dtype) for name, dtype in self._dtypes.items()]
            )
        )

    def append(self, frame: pl.DataFrame) -> None:
        """Add a block as a frame; what it lacks is null."""
        present = set(frame.columns)
        self._blocks.append(
            frame.select(
                pl.col(name).cast(dtype) if name in present else pl.lit(None, dtype).alias(name)
                for name, dtype in self._dtypes.items()
            )
        )

    def frame(self) -> pl.DataFrame:
        """Return all observations."""
        if any(self._values.values()) or not self._blocks:
            self.extend(self._values)
        return pl.concat(self._blocks, rechunk=True)


class Pairs:
    """Relationships of one type, by their ends: most say nothing else."""

    def __init__(self, row_type: RelationshipType) -> None:
        self._declared = row_type
        self._ends: list[tuple[str, str]] = []

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self._ends)

    def add(self, source: str, target: str) -> None:
        """Add one."""
        self._ends.append((source, target))

    def extend(self, sources: Iterable[str], targets: Iterable[str]) -> None:
        """Add some."""
        self._ends.extend(zip(sources, targets, strict=True))

    def frame(self, **properties: Any) -> pl.DataFrame:
        """Return all, each with these properties."""
        dtypes = dtypes_of(self._declared)
        sources, targets = zip(*self._ends, strict=True) if self._ends else ((), ())
        ends = {"source": sources, "target": targets}
        frame = pl.DataFrame([_series(name, values, dtypes[name]) for name, values in ends.items()])
        if not properties:
            return frame
        return frame.with_columns(
            pl.lit(value, dtypes[name]).alias(name) for name, value in properties.items()
        )


def attributes(records: Sequence[Struct], names: Iterable[str]) -> dict[str, list[Any]]:
    """Return columns of the fields of those names; the records are of one type."""
    # Taking all fields of a record at once takes two thirds of the time of one after another.
    columns = zip(*map(astuple, records), strict=True)
    by_name = dict(zip(records[0].__struct_fields__, columns, strict=True))
    return {name: list(by_name[name]) for name in names}


def integers(name: str, values: list[int | None], least: int) -> tuple[pl.Series, list[int]]:
    """Return the numbers that the engines store, in 64 bits and not below the least.

    Also returns the places of those that are left out.
    """
    try:
        series = pl.Series(name, values, pl.Int64)
    except (OverflowError, TypeError):
        pass
    else:
        lowest = series.min()
        if not isinstance(lowest, int) or lowest >= least:
            return series, []
    lost = [
        place
        for place, number in enumerate(values)
        if number is not None and not least <= number < 1 << 63
    ]
    for place in lost:
        values[place] = None
    return pl.Series(name, values, pl.Int64), lost


def _series(name: str, values: Sequence[Any] | pl.Series, dtype: pl.DataType) -> pl.Series:
    if isinstance(values, pl.Series):
        return values
    if values and values[0] == values[-1] and values.count(values[0]) == len(values):
        # As a platform, and most of what a stub lacks: half of the columns of a block.
        return pl.Series(name, values[:1], dtype).new_from_index(0, len(values))
    try:
        return pl.Series(name, values, dtype)
    except UnicodeEncodeError:
        # Half a surrogate pair, which no reader should let through: no engine can store it.
        return pl.Series(name, [_storable(value) for value in values], dtype)


def _storable(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
