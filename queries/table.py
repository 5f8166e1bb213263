"""Rows as a table: as wide as the terminal, and with what was left out said under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from ..graph.store import Result
from ..terminal import terminal_safe
from .cells import shown_cell

GAP = 2
NARROW = 12
"""A column is cut to no less."""
PAGE = 160
"""Characters of a line that can still be read in a pipe or a file."""


def write_table(result: Result, file: TextIO, *, wide: bool | None = None) -> None:
    """Write a table. On a terminal it fits the width, unless it may be ``wide``.

    What is wider becomes blocks with a line for each column: on a terminal where it would fill two
    lines, in a pipe or file where it is wider than a page. There ``wide`` makes it one table.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(file=file, markup=False, highlight=False, emoji=False)
    fits = console.is_terminal and not wide
    if not console.is_terminal:
        console = Console(file=file, markup=False, highlight=False, emoji=False, width=10_000)
    cells = [list(map(shown_cell, row, result.columns)) for row in result.rows]
    natural = [
        max(len(name), *(len(row[place]) for row in cells), 0)
        for place, name in enumerate(result.columns)
    ]
    most = None if fits else PAGE
    if wide:
        most = 2 * console.width if console.is_terminal else None
    if most is not None and sum(natural) + GAP * len(natural) > most:
        _write_blocks(result.columns, cells, file)
        return
    widths = fitted(natural, console.width) if fits else dict(enumerate(natural))
    # Two characters between columns, and none at the edges: what the widths were fitted for.
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    for place in widths:
        numeric = any(isinstance(row[place], int | float) for row in result.rows)
        table.add_column(
            terminal_safe(_cut(result.columns[place], widths[place])),
            justify="right" if numeric else "left",
            overflow="fold",
        )
    for row in cells:
        table.add_row(
            *(_cut(row[place], width) if fits else row[place] for place, width in widths.items())
        )
    if not console.is_terminal:
        with console.capture() as captured:
            console.print("", table, "", sep="\n")
        file.write("\n".join(line.rstrip() for line in captured.get().split("\n")))
        return
    console.print("", table, "", sep="\n")
    if told := _left_out(result.columns, natural, widths, wide is not None) if fits else "":
        console.print(told, soft_wrap=False)


def _write_blocks(columns: Sequence[str], cells: Sequence[Sequence[str]], file: TextIO) -> None:
    """Write each row as lines of names and values, with an empty line between two rows."""
    names = [terminal_safe(name) for name in columns]
    longest = max(map(len, names), default=0)
    for number, row in enumerate(cells):
        if number:
            file.write("\n")
        for name, value in zip(names, row, strict=True):
            file.write(f"{name:<{longest + GAP}}{value}".rstrip() + "\n")


def fitted(natural: Sequence[int], width: int) -> dict[int, int]:
    """Return the places of the columns that fit a width, in order, and how wide each may be.

    The first columns come first, since they say what a row is about; one that does not fit even
    when it is cut makes place for a narrower one after it. Room that is left goes to cut columns.
    The first one, often an id to ask on with, is whole if it takes half of the width at most.
    """
    most = max(NARROW, width // 3)
    widths: dict[int, int] = {}
    room = width
    for place, length in enumerate(natural):
        is_whole = place == 0 and length <= width // 2
        wanted = length if is_whole else min(length, most)
        if not widths or wanted + GAP <= room:
            widths[place] = min(wanted, width)
            room -= wanted + GAP
    for place, width_before in list(widths.items()):
        more = max(0, min(natural[place] - width_before, room))
        widths[place] = width_before + more
        room -= more
    return widths


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: max(0, width - 1)]}…"


def _left_out(
    columns: Sequence[str], natural: Sequence[int], widths: dict[int, int], widens: bool
) -> str:
    missing = [name for place, name in enumerate(columns) if place not in widths]
    cut = [columns[place] for place, width in widths.items() if natural[place] > width]
    parts = [f"left out: {', '.join(missing)}"] if missing else []
    parts += [f"cut: {', '.join(cut)}"] if cut else []
    if not parts:
        return ""
    sentence = "; ".join(parts)
    remedy = "--wide, or :wide in the shell, shows all" if widens else "--format csv holds all"
    return terminal_safe(f"{sentence[0].upper()}{sentence[1:]}. {remedy}.")
