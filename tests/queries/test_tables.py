"""Tables in a pipe: whole, and to be read."""

from __future__ import annotations

import io

import pytest

from meute.graph.store import Result
from meute.queries.table import PAGE, write_table

NARROW = Result(("account", "posts"), [("x/1", 2), ("x/22", 30)])
WIDE = Result(
    ("post", "text", "first_ts", "reposters"),
    [("x/1", "a" * PAGE, 1_634_752_800, ["ana", "bob"]), ("x/2", None, None, [])],
)


def written(result: Result, *, wide: bool | None = None) -> list[str]:
    file = io.StringIO()
    write_table(result, file, wide=wide)
    return file.getvalue().split("\n")


def test_a_narrow_table_has_columns_and_no_blanks_at_the_ends_of_lines() -> None:
    _, head, rule, *rows, last, end = written(NARROW)
    assert head.split() == ["account", "posts"]
    assert set(rule.strip()) == {"─"}
    assert [row.split() for row in rows] == [["x/1", "2"], ["x/22", "30"]]
    assert last == end == ""
    assert all(line == line.rstrip() for line in rows)


def test_rows_wider_than_a_page_are_blocks_of_lines() -> None:
    assert written(WIDE) == [
        "post       x/1",
        f"text       {'a' * PAGE}",
        "first_ts   2021-10-20T18:00:00Z",
        "reposters  ana, bob",
        "",
        "post       x/2",
        "text",
        "first_ts",
        "reposters",
        "",
    ]


def test_they_are_one_table_where_that_is_wanted() -> None:
    _, head, _, row, *_ = written(WIDE, wide=True)
    assert head.split() == ["post", "text", "first_ts", "reposters"]
    assert row.split() == ["x/1", "a" * PAGE, "2021-10-20T18:00:00Z", "ana,", "bob"]


def test_what_steers_a_terminal_is_in_neither() -> None:
    steering = Result(("te\x1bxt",), [("\x1b[2J" + "a" * PAGE,)])
    assert not any("\x1b" in line for line in written(steering))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(result: Result, monkeypatch: pytest.MonkeyPatch, *, wide: bool | None) -> list[str]:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    file = Terminal()
    write_table(result, file, wide=wide)
    return file.getvalue().split("\n")


PACKS = Result(
    ("pack", "account", "handle", "display_name", "ties", "note"),
    [(f"coordination-06cf1aae3b/pack-{n}", f"facebook/@adler_{n}", f"adler_{n}", f"Name adler_{n}",
      9, "x" * 30) for n in range(3)],
)  # fmt: skip


def test_a_row_is_one_line_on_a_terminal_and_its_id_is_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = shown(PACKS, monkeypatch, wide=False)
    rows = [line for line in lines if "pack-" in line]
    assert [row.split()[0] for row in rows] == [row[0] for row in PACKS.rows]
    assert len(rows) == len(PACKS.rows)
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("Left out: note") for line in lines)


def test_a_wide_table_on_a_terminal_is_blocks_where_it_would_fill_lines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert shown(WIDE, monkeypatch, wide=True) == written(WIDE)
    assert len([line for line in shown(PACKS, monkeypatch, wide=True) if "pack" in line]) > 1
