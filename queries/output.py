"""Rows as a table, CSV, JSON, NDJSON, Markdown, Parquet or Excel; attackers wrote parts of them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

from ..errors import UsageError
from ..files import replacing
from ..graph.store import Result
from ..spreadsheet import CsvWriter
from ..terminal import shown
from .cells import flat, shown_cell
from .table import write_table


def write(
    result: Result, form: str, path: Path | None, stdout: TextIO, *, wide: bool | None = None
) -> None:
    """Write rows in a format to a file, whole or not at all, or to standard output.

    On a terminal a table fits the width; ``wide`` shows all columns and folds long
    cells, and is None where a command has no such option.

    Raises:
        UsageError: Parquet or Excel without a file, or a file that cannot be written.
    """
    if form in FILE_WRITERS:
        if path is None:
            raise UsageError(f"{form} is not text", "Name a file after -o.")
        with replacing(path) as temporary:
            FILE_WRITERS[form](result, temporary)
        return
    if form == "table" and path is None:
        write_table(result, stdout, wide=wide)
        return
    writer = WRITERS[form]
    if path is None:
        writer(result, shown(stdout))
        return
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer(result, file)


def _write_csv(result: Result, file: TextIO) -> None:
    writer = CsvWriter(file)
    writer.write_row(result.columns)
    for row in result.rows:
        writer.write_row(row)


def _write_json(result: Result, file: TextIO) -> None:
    json.dump(result.dicts(), file, ensure_ascii=False, indent=2, default=str)
    file.write("\n")


def _write_ndjson(result: Result, file: TextIO) -> None:
    for row in result.dicts():
        file.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")


def _write_markdown(result: Result, file: TextIO) -> None:
    for cells in (result.columns, ("---",) * len(result.columns), *result.rows):
        shown = map(_markdown_cell, cells, result.columns)
        file.write("| " + " | ".join(shown) + " |\n")


def _markdown_cell(value: Any, column: str) -> str:
    """Return a cell in which nothing is markup: strangers' text must not become links or HTML."""
    return re.sub(r"([\\`*_{}\[\]<>#|!~&@])", r"\\\1", shown_cell(value, column))


def _write_parquet(result: Result, path: Path) -> None:
    frame = result.frame()
    for column in frame:
        if any(isinstance(value, dict) for value in frame[column]):
            frame[column] = [flat(value) for value in frame[column]]
    frame.to_parquet(path, index=False)


def _write_workbook(result: Result, path: Path) -> None:
    """Write a sheet as it streams; text is text whatever it begins with, never a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    if len(result.rows) >= SHEET_ROWS:
        raise UsageError(
            f"A sheet holds {SHEET_ROWS - 1:,} rows and the answer has {len(result.rows):,}",
            "Choose --format csv or parquet, or a lower limit.",
        )
    book = Workbook(write_only=True)
    sheet = book.create_sheet("rows")
    sheet.freeze_panes = "A2"
    links = 0
    for row in (result.columns, *result.rows):
        cells = []
        for value in row:
            plain = value is None or _is_exact(value)
            cell = WriteOnlyCell(sheet, value if plain else _sheet_text(value))
            if not plain:
                cell.data_type = "s"
            if links < SHEET_LINKS and isinstance(value, str) and _ADDRESS.fullmatch(value):
                cell.hyperlink = value
                cell.style = "Hyperlink"
                links += 1
            # After the style, which would undo it: text stays text when somebody edits the cell.
            cell.quotePrefix = not plain
            cells.append(cell)
        sheet.append(cells)
    book.save(path)


def _is_exact(value: Any) -> bool:
    """Whether a cell holds the number as it is; spreadsheets count in doubles."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and abs(value) <= EXACT_INTEGERS


def _sheet_text(value: Any) -> str:
    """Return text that a cell can hold; what is cut says so."""
    text = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", shown_cell(value))
    if len(text) <= CELL_CHARACTERS:
        return text
    return text[: CELL_CHARACTERS - len(CUT_MARK)] + CUT_MARK


SHEET_ROWS = 1_048_576
CELL_CHARACTERS = 32_767
SHEET_LINKS = 65_530
"""What a sheet and a cell hold; addresses after those links stay text."""
_ADDRESS = re.compile(r"https?://[!-~]{1,2000}")
EXACT_INTEGERS = 2**53
CUT_MARK = " … (cut here: a cell holds 32,767 characters; --format csv holds all)"
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that the XML of a sheet may not hold."""

WRITERS: Mapping[str, Callable[[Result, TextIO], None]] = {
    "table": write_table,
    "csv": _write_csv,
    "json": _write_json,
    "ndjson": _write_ndjson,
    "markdown": _write_markdown,
}
FILE_WRITERS: Mapping[str, Callable[[Result, Path], None]] = {
    "parquet": _write_parquet,
    "xlsx": _write_workbook,
}
FORMATS = (*WRITERS, *FILE_WRITERS)
