"""What merging means, said slowly and obviously: the reference for the columns' expressions."""

from __future__ import annotations

from typing import Any

from meute.graph.tables import rows_of, table_of
from meute.graph.types import Merge, NodeType, RelationshipType
from meute.loader.columns import frame_of
from meute.loader.merging import merged

Row = dict[str, Any]


def fold(declared: NodeType | RelationshipType, *rows: Row) -> Row:
    """Merge observations of one thing as a load does."""
    frame = merged(declared, frame_of(declared, table_of(declared, rows)))
    (row,) = rows_of(frame.to_arrow())
    return row


def reference(declared: NodeType | RelationshipType, *rows: Row) -> Row:
    """Merge observations of one thing value by value."""
    row = {name: rows[0][name] for name in declared.identity}
    for name, held in declared.properties.items():
        seen = [one for one in rows if one.get(name) is not None]
        if seen and name not in row and held.merge is not Merge.OLDER:
            row[name] = _value(declared, name, seen, rows)
    for name, held in declared.properties.items():
        if held.merge is Merge.OLDER and (note := _note(declared, held.by, row, rows)):
            row[name] = note
    return row


def _value(declared, name: str, seen: list[Row], rows: tuple[Row, ...]) -> Any:
    held = declared.properties[name]
    values = [row[name] for row in seen]
    if held.merge is Merge.LONGEST:
        return max((not row.get(held.by), len(row[name]), row[name]) for row in seen)[-1]
    if held.merge is Merge.FINEST:
        finest = max(row.get(held.by) or "" for row in rows)
        return min(row[name] for row in seen if (row.get(held.by) or "") == finest)
    if held.merge is Merge.LATEST:
        return max((_time(declared, name, row), row[name]) for row in seen)[1]
    return {
        Merge.GREATEST: max,
        Merge.LEAST: min,
        Merge.ANY: any,
        Merge.ALL: all,
        Merge.UNION: lambda lists: sorted(set().union(*lists)),
    }[held.merge](values)


def _time(declared, name: str, row: Row) -> int:
    """When the row says that its value was seen; -1 when it does not say."""
    at = declared.properties[name].by
    for note, held in declared.properties.items():
        if held.merge is Merge.OLDER and held.by == at and note in row:
            times = dict(entry.partition(" ")[::2] for entry in row[note].split(", "))
            if name in times:
                return int(times[name] or -1)
    return row.get(at, -1)


def _note(declared, at: str | None, merged_row: Row, rows: tuple[Row, ...]) -> str:
    last = merged_row.get(at, -1)
    notes = []
    for name, held in declared.properties.items():
        if held.merge is Merge.LATEST and held.by == at and name in merged_row:
            time = max(_time(declared, name, row) for row in rows if row.get(name) is not None)
            if time != last:
                notes.append(name if time == -1 else f"{name} {time}")
    return ", ".join(sorted(notes))
