"""Tables in a pipe: whole, and to be read."""

from __future__ import annotations

import io

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
