"""Observations of one node or relationship become one, by the policies of the schema.

Each policy is an expression over columns: the observations of one id, stored or new, are grouped,
and every property is aggregated by its own rule, found by its name. This is the only
implementation, used for both engines. :class:`~meute.graph.types.Merge` says what each policy
means and why whole rows, and not only single values, merge independently of their order.

Polars carries them out: see docs/loading.md for what it takes beside DuckDB and Arrow.

A row must be well-formed: a time, flag or precision that others go by (``by`` in the schema) is
there only together with one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import polars as pl

from ..graph.types import Merge, NodeType, Property, RowType

_UNKNOWN = -1
"""Stands for a time that is not known: older than any that is."""

_LONGER_THAN_ANY = 1 << 40
"""More characters than a text can have."""

_SEEN_AT = " seen at"
"""Ends the name of the column that holds when a LATEST value was seen."""


def merged(row_type: RowType, observations: pl.DataFrame) -> pl.DataFrame:
    """Return one row per node or relationship for all observations of it.

    What was observed once is passed through: most posts are, and only the others are grouped.
    """
    identity = list(row_type.identity)
    if len(observations.columns) == len(identity):
        return observations.unique(maintain_order=True)
    several = _is_repeated(row_type, observations)
    if not several.any():
        return observations
    # Most of what comes again comes just as it was: an original, and its reposts that carry it.
    repeated = observations.filter(several).unique(maintain_order=True)
    differing = _is_repeated(row_type, repeated)
    groups = (
        repeated.filter(differing)
        .with_columns(_times(row_type))
        .with_columns(_candidates(row_type))
        .group_by(identity, maintain_order=True)
    )
    values = groups.agg(_aggregates(row_type)).with_columns(_finish(row_type))
    return pl.concat(
        [
            observations.filter(~several),
            repeated.filter(~differing),
            values.select(observations.columns),
        ]
    )


def changes(row_type: NodeType, stored: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of ``now`` that differ from the stored ones, with nothing but what differs.

    A property that a row no longer has is null like one that stays; see :func:`cleared`.
    """
    both = now.join(stored, on="id", how="left", suffix=" stored", maintain_order="left")
    names = list(row_type.properties)
    differ = {name: pl.col(name).ne_missing(pl.col(f"{name} stored")) for name in names}
    return both.filter(pl.any_horizontal(differ.values())).select(
        "id", *(pl.when(differ[name]).then(name).alias(name) for name in names)
    )


def cleared(row_type: NodeType, stored: pl.DataFrame, now: pl.DataFrame) -> dict[str, list[str]]:
    """Return the ids of nodes that no longer have a property that is stored, by its name."""
    notes = [name for name, held in row_type.properties.items() if held.merge is Merge.OLDER]
    lost = {}
    for name in notes:
        noted = stored.filter(pl.col(name).is_not_null())
        if len(noted):
            left = now.filter(pl.col(name).is_null()).join(noted, on="id", how="semi")
            lost[name] = left["id"].to_list()
    return {name: ids for name, ids in lost.items() if ids}


def _is_repeated(row_type: RowType, frame: pl.DataFrame) -> pl.Series:
    key = pl.col("id") if isinstance(row_type, NodeType) else pl.struct(row_type.identity)
    return frame.select(key.is_duplicated()).to_series()


@cache
def _notes(row_type: RowType) -> dict[str, str]:
    """Which property notes the times of older values, by the time that they go by."""
    return {
        held.by: name
        for name, held in row_type.properties.items()
        if held.merge is Merge.OLDER and held.by is not None
    }


@cache
def _latest(row_type: RowType) -> dict[str, str]:
    """The properties that go by a time, each with its name."""
    return {
        name: held.by
        for name, held in row_type.properties.items()
        if held.merge is Merge.LATEST and held.by is not None
    }


@cache
def _times(row_type: RowType) -> list[pl.Expr]:
    """When each LATEST value was seen: as noted, or at the time of its row."""
    times = []
    for name, at in _latest(row_type).items():
        seen = pl.col(at).fill_null(_UNKNOWN)
        note = _notes(row_type).get(at)
        if note is not None:
            noted = pl.col(note).str.contains(rf"(?:^|, ){name}(?: |,|$)").fill_null(value=False)
            time = pl.col(note).str.extract(rf"(?:^|, ){name} (-?\d+)").cast(pl.Int64)
            seen = pl.when(noted).then(time.fill_null(_UNKNOWN)).otherwise(seen)
        times.append(pl.when(pl.col(name).is_not_null()).then(seen).alias(name + _SEEN_AT))
    return times


@cache
def _candidates(row_type: RowType) -> list[pl.Expr]:
    """Of values that go by another, those that stand first by it among their row's observations.

    Over all rows at once: an expression for each group takes four times as long.
    """
    return [
        pl.when(rank == rank.max().over(row_type.identity)).then(name).alias(name)
        for name, held in row_type.properties.items()
        if (rank := _rank(name, held)) is not None
    ]


def _rank(name: str, held: Property) -> pl.Expr | None:
    value = pl.col(name)
    match held.merge:
        case Merge.LATEST:
            return pl.col(name + _SEEN_AT)
        case Merge.FINEST:
            return pl.col(held.by or "").fill_null("")
        case Merge.LONGEST:
            whole = pl.when(pl.col(held.by or "").fill_null(value=False)).then(0).otherwise(1)
            return whole.cast(pl.Int64) * _LONGER_THAN_ANY + value.str.len_chars()
    return None


@cache
def _aggregates(row_type: RowType) -> list[pl.Expr]:
    """The aggregate of every property over the observations of one row."""
    aggregates = [
        _POLICIES[held.merge](pl.col(name))
        for name, held in row_type.properties.items()
        if name not in row_type.identity and held.merge in _POLICIES
    ]
    return aggregates + [pl.col(name + _SEEN_AT).max() for name in _latest(row_type)]


@cache
def _finish(row_type: RowType) -> list[pl.Expr]:
    """What follows from the aggregates: no empty lists, and the notes of older values."""
    lists = [
        pl.when(pl.col(name).list.len() > 0).then(name).alias(name)
        for name, held in row_type.properties.items()
        if held.merge is Merge.UNION
    ]
    return lists + [_note(row_type, at).alias(note) for at, note in _notes(row_type).items()]


def _note(row_type: RowType, time_property: str) -> pl.Expr:
    """Which values are older than the time of their row: ``property time, property time``."""
    entries = []
    for name in sorted(name for name, time in _latest(row_type).items() if time == time_property):
        seen = pl.col(name + _SEEN_AT)
        entry = pl.when(seen == _UNKNOWN).then(pl.lit(name)).otherwise(
            pl.format("{} {}", pl.lit(name), seen)
        )  # fmt: skip
        entries.append(pl.when(seen != pl.col(time_property).fill_null(_UNKNOWN)).then(entry))
    note = pl.concat_str(entries, separator=", ", ignore_nulls=True)
    return pl.when(note != "").then(note)


def _union(value: pl.Expr) -> pl.Expr:
    return value.explode().drop_nulls().unique().sort()


_POLICIES: dict[Merge, Callable[[pl.Expr], pl.Expr]] = {
    Merge.GREATEST: pl.Expr.max,
    Merge.LEAST: pl.Expr.min,
    # False is less than true, and an unseen flag is left out of the comparison.
    Merge.ANY: pl.Expr.max,
    Merge.ALL: pl.Expr.min,
    Merge.UNION: _union,
    # Of the candidates.
    Merge.FINEST: pl.Expr.min,
    Merge.LONGEST: pl.Expr.max,
    Merge.LATEST: pl.Expr.max,
}
"""The aggregate of each policy; what OLDER notes follows from those of LATEST."""
