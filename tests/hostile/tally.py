"""What the hostile suite tried and what became of it, printed as a table at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sized

HARMS = {
    "executed": "a script ran, or a spreadsheet took a cell for a formula",
    "leaked": "something left: a request, a look-up of a name, a file outside the case",
    "stalled": "more than ten times the time of something harmless of the same size",
    "killed": "a traceback, a defect, a process that died or took too much memory",
}

_rows: dict[str, Counter[str]] = {}


def judge(room: str, tried: int, **harms: Sized) -> None:
    """Count what was tried in a room, and fail if anything did harm.

    Args:
        room: where, as the table names it.
        tried: texts, inputs or statements.
        harms: what did harm, by the kinds of :data:`HARMS`.

    Raises:
        AssertionError: something did.
    """
    assert harms.keys() <= HARMS.keys()
    row = _rows.setdefault(room, Counter())
    row["tried"] += tried
    row.update({kind: len(what) for kind, what in harms.items()})
    assert not any(map(len, harms.values())), {kind: what for kind, what in harms.items() if what}


def table() -> Iterator[str]:
    """Yield the lines of the table: a row for each room, and what its columns count."""
    if not _rows:
        return
    width = max(map(len, _rows))
    columns = ("tried", *HARMS)
    yield f"{'':<{width}}  " + _line(columns)
    for room, row in sorted(_rows.items()):
        yield f"{room:<{width}}  " + _line(f"{row[column]:,}" for column in columns)
    total = sum(_rows.values(), Counter[str]())
    yield f"{'in all':<{width}}  " + _line(f"{total[column]:,}" for column in columns)
    yield from (f"{kind}: {what}" for kind, what in HARMS.items())


def _line(cells: Iterable[str]) -> str:
    return "  ".join(f"{cell:>11}" for cell in cells)
