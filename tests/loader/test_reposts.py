"""Reposts that are read as columns come to the same as reposts that are read row by row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meute.errors import InputError
from meute.graph.tables import rows_of
from meute.loader import checking, reading, unread
from meute.loader.formats import coordination_columns, coordination_table
from meute.loader.formats.coordination_table import CoordinationTable
from meute.loader.formats.ids import account_id, own_id
from meute.loader.formats.registry import Format
from meute.loader.reading import Chunk, Job, Reading
from meute.loader.reposts import Reposts
from meute.loader.sources import Source

HEADER = "object_id,account_id,content_id,timestamp_share"
TIMED, TIME = "1450907210123456789", 1634758210
"""The id of a post of X, and the epoch seconds that it carries."""

ODD_CELLS = ["", "0", " 7", "'7", "n0", "x1", "yes", "1.45E+18", "é", "7.0", TIMED, "a b", "d4"]
ODD_ROWS = [
    "", "1,2", "1,2,3,4,5", HEADER, '"1","2","3","1634750000"', 'a"b,2,c1,1634750000',
    "1,2,c2,1634750000\r", f"1,2,{TIMED},{TIME}", f"1,2,{TIMED},{TIME + 3600}", "5,1,5,1634750000",
    '"1"2,2,c6,1634750000', '"1"2"3",2,c7,1634750000', '"1,\n2",2,c8,1634750000',
    "1,2,c3,2021-10-20", "1,2,c4,1634750000.5", "1,2,c5,1999999999", "1,2,145090970530296000,7",
]  # fmt: skip


def rows() -> st.SearchStrategy[str]:
    ordinary = st.builds(
        "{},a{},c{},{}".format,
        st.integers(1, 9),
        st.integers(0, 5),
        st.integers(0, 60),
        st.integers(1_634_750_000, 1_634_750_009),
    )
    odd = st.builds(
        lambda row, place, cell: ",".join([*row[:place], cell, *row[place + 1 :]]),
        ordinary.map(lambda row: row.split(",")),
        st.integers(0, 3),
        st.sampled_from(ODD_CELLS),
    )
    return st.one_of(ordinary, ordinary, ordinary, odd, st.sampled_from(ODD_ROWS))


def quoted(row: str) -> str:
    """A row as R writes it: every cell in quotation marks, but for numbers."""
    return ",".join(cell if cell.isdecimal() else f'"{cell}"' for cell in row.split(","))


def content(path: Path) -> list[Any]:
    """All that reading an input gives: counts, rejects, notes and rows; or why it is refused."""
    unread.taken()  # what an input noted that was refused before
    try:
        messages = [*Reading(Job(Source(path.name, path))).messages()]
    except InputError as error:
        return [str(error)]
    chunks = [message for message in messages if isinstance(message, Chunk)]
    return [
        (
            chunk.read,
            chunk.merged,
            chunk.candidates,
            [(r.record, r.reject) for r in chunk.rejects],
            chunk.unread,
            {
                name: sorted(rows_of(table), key=lambda row: sorted(map(str, row.items())))
                for name, table in {**chunk.nodes, **chunk.ties}.items()
            },
        )
        for chunk in chunks
    ]


def differences(path: Path, table: str) -> list[Any]:
    path.write_text(table, encoding="utf-8", newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coordination_table, "RUN_BYTES", 100)
        patch.setattr(checking, "SAMPLE", 3)
        patch.setattr(reading, "TABLE_SEGMENT_BYTES", 500)
        in_columns = content(path)
        patch.setattr(CoordinationTable, "read_in_columns", Format.read_in_columns)
        return [pair for pair in zip(in_columns, content(path), strict=True) if pair[0] != pair[1]]


@pytest.mark.parametrize("odd", [*ODD_ROWS, "1,2,c11,1634750000", "1,a,c1,1634750000", "1,a,c,"])
def test_a_row_out_of_the_ordinary_changes_nothing(tmp_path: Path, odd: str) -> None:
    lines = [f"{n % 3 + 1},a{n % 5},c{n},{1_634_750_000 + n}" for n in range(40)]
    lines.insert(12, odd)
    assert differences(tmp_path / "a.csv", "\n".join([HEADER, *lines, ""])) == []


def test_a_cell_too_few_is_missed_where_it_is_none_of_the_four(tmp_path: Path) -> None:
    lines = [f"{n % 3 + 1},a{n % 5},c{n},{1_634_750_000 + n}{',' * (n != 12)}" for n in range(40)]
    assert differences(tmp_path / "a.csv", "\n".join([HEADER + ",more", *lines, ""])) == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(rows(), max_size=40), st.booleans(), st.booleans())
def test_columns_say_what_rows_say(
    tmp_path: Path, lines: list[str], is_ended: bool, is_quoted: bool
) -> None:
    lines = [HEADER, "1,a1,c99,1634750000", *lines]
    table = "\n".join([*(map(quoted, lines) if is_quoted else lines), ""])
    assert differences(tmp_path / "a.csv", table if is_ended else table[:-1]) == []


@pytest.mark.parametrize("written", [str, quoted])
def test_ordinary_rows_come_as_columns(tmp_path: Path, written: Callable[[str], str]) -> None:
    path = tmp_path / "a.csv"
    ordinary = [f"{n % 7 + 1},a{n % 13},{n + 100},{1_634_750_000 + n}" for n in range(20_000)]
    path.write_text("\n".join([*map(written, [HEADER, *ordinary]), '"', ""]))
    with path.open("rb") as raw:
        head, stream = reading.peek(raw, path.name)
        items = [*CoordinationTable().read_in_columns(stream, reading.ReadContext(head))]
    columns = [item for item in items if isinstance(item, Reposts)]
    assert sum(map(len, columns)) > 10_000
    assert sum(map(reading._size, items)) == 20_001


@given(st.from_regex(coordination_columns.ORDINARY_ID, fullmatch=True))
def test_ordinary_ids_stay_as_they_are(text: str) -> None:
    assert account_id(text, "coordination") == own_id(text, "coordination") == text


def test_the_pairs_that_a_detection_found_are_no_posts(tmp_path: Path) -> None:
    path = tmp_path / "result.csv"
    path.write_text(
        "object_id,content_id,content_id_y,account_id,account_id_y,time_delta\n1,2,3,4,5,6\n"
    )
    assert content(path) == [
        f"{path.name} holds the edges of a network (result of a detection), not posts. Load the "
        "export that holds the posts themselves."
    ]
