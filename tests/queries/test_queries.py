"""The catalogue, parameters, and what is printed of hostile text."""

from __future__ import annotations

import csv
import io
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from meute.cli import meute
from meute.errors import MeuteError, QueryUsageError, UsageError
from meute.graph import Result, open_store
from meute.graph.schema import Account
from meute.graph.tables import write_rows
from meute.queries.catalogue import Query, defects, parse
from meute.queries.output import write
from meute.queries.runner import bind

TEXT = """// ---
// title: T
// description: D.
// parameters:
//   n: {type: integer, default: 3, description: N.}
//   who: {type: string, required: true, description: W.}
//   ids: {type: list, description: I.}
// columns:
//   id: {type: string, description: I.}
// ---
MATCH (a:Account)-[:POSTED]->(p:Post)
WHERE a.id = $who AND ($ids IS NULL OR p.id IN $ids)
RETURN p.id AS id ORDER BY id LIMIT $n
"""


def changed(old: str, new: str) -> list[str]:
    assert old in TEXT
    return list(defects(parse("t", TEXT.replace(old, new))))


def test_defects_are_found() -> None:
    assert list(defects(parse("t", TEXT))) == []
    assert changed("LIMIT $n", "LIMIT 5") == ["declares n, which it does not use"]
    assert changed("= $who", "= $whom") == [
        "uses $whom, which it does not declare",
        "declares who, which it does not use",
    ]
    assert changed("(p:Post)", "(p:Pots)") == ["names the label Pots, which the schema lacks"]
    assert changed(":POSTED", ":POSTET") == [
        "names the relationship POSTET, which the schema lacks"
    ]
    assert "no LIMIT" in changed(" LIMIT $n", " // $n")[1]


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN n",
        "// ---\n// title: T\n// ---\nRETURN 1 AS id",
        TEXT.replace("title: T", "titel: T"),
        TEXT.replace("title: T", "title: T\n// title: U"),
        TEXT.replace("title: T", "title: T\n// question: not one"),
        TEXT.replace("title: T", "title: T\n// category: other"),
        TEXT.replace("default: 3", "default: 3, required: true"),
        TEXT.replace("type: string, required: true", "type: string, minimum: 1"),
        TEXT.replace("type: list", "type: list, choices: [a]"),
        TEXT.replace("type: integer", "type: number"),
        TEXT.replace("// title: T", "// title: [T"),
    ],
)
def test_wrong_metadata_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^t: "):
        parse("t", text)


def query() -> Query:
    return parse("t", TEXT)


def test_parameters_are_typed() -> None:
    assert bind(query(), {"who": "x"}) == {"n": 3, "who": "x", "ids": None}
    assert bind(query(), {"who": "7", "n": "5", "ids": "a, b"}) == {
        "n": 5,
        "who": "7",
        "ids": ["a", "b"],
    }
    assert bind(query(), {"who": "7", "ids": '["a,b"]'})["ids"] == ["a,b"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "needs the parameter 'who'"),
        ({"who": "x", "m": "1"}, "takes no parameter 'm'"),
        ({"who": "x", "n": "many"}, "is of type integer"),
        ({"who": "x", "n": True}, "is of type integer"),
        ({"who": "x", "n": "1.5"}, "is of type integer"),
    ],
)
def test_wrong_parameters_are_told(given: dict[str, object], reason: str) -> None:
    with pytest.raises(QueryUsageError, match=reason):
        bind(query(), given)


RESULT = Result(
    ("id", "n", "many", "more"),
    [("=cmd|'/c'!A1", 1, ["-a", "b"], {"k": 1}), ("\x1b[2Jé\u202e", 0.25, [], None)],
)


def written(form: str) -> str:
    out = io.StringIO()
    write(RESULT, form, None, out)
    return out.getvalue()


def test_csv_holds_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(written("csv"))))
    assert rows == [
        ["id", "n", "many", "more"],
        ["'=cmd|'/c'!A1", "1", '["-a", "b"]', '{"k": 1}'],
        ["\x1b[2Jé\u202e", "0.25", "[]", ""],
    ]


def test_a_terminal_is_not_steered() -> None:
    assert "\x1b" not in written("table")
    assert "\u202e" not in written("table")


def test_json_and_ndjson_hold_all() -> None:
    assert json.loads(written("json")) == RESULT.dicts()
    assert [json.loads(line) for line in written("ndjson").splitlines()] == RESULT.dicts()


def test_parquet_needs_a_file_and_holds_all(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="parquet is not text"):
        write(RESULT, "parquet", None, io.StringIO())
    write(RESULT, "parquet", tmp_path / "a.parquet", io.StringIO())
    frame = pd.read_parquet(tmp_path / "a.parquet")
    assert list(frame["id"]) == [row[0] for row in RESULT.rows]
    assert [list(cell) for cell in frame["many"]] == [["-a", "b"], []]


def test_files_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write(RESULT, "csv", tmp_path / "a.csv", io.StringIO())
    assert (tmp_path / "a.csv").read_text("utf-8") == written("csv")
    for wrong in (tmp_path, tmp_path / "none" / "a.csv"):
        with pytest.raises(UsageError):
            write(RESULT, "csv", wrong, io.StringIO())
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(pipe.read_text, "utf-8")
        write(RESULT, "csv", pipe, io.StringIO())
        assert reading.result(timeout=10) == written("csv")
    assert pipe.is_fifo()


def test_the_command_line_runs_queries(tmp_path: Path) -> None:
    path = str(tmp_path / "case.kgl")
    with open_store(path, write=True) as store:
        write_rows(store, Account, [{"id": "x/1", "handle": "=a"}])
    run = CliRunner().invoke

    def ask(*arguments: str) -> str:
        done = run(meute, ["--graph", path, *arguments])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert "graph-inventory" in ask("query", "list")
    assert "How to read a row" in ask("query", "show", "pack-members")
    assert ask("query", "run", "graph-inventory", "--format", "csv") == (
        "element,kind,members\nnode,Account,1\n"
    )
    statement = "MATCH (a:Account {id: $id}) RETURN a.handle AS handle"
    assert ask("cypher", statement, "-p", "id=x/1", "--format", "csv") == "handle\n'=a\n"
    ask("cypher", "CREATE (:Account {id: 'x/2'})", "--write")
    assert ask("cypher", "MATCH (a:Account) RETURN count(*) AS n", "--format", "csv") == "n\n2\n"
    for arguments in (
        ["query", "run", "nope"],
        ["query", "run", "pack-members", "-p", "nope"],
        ["cypher", "CREATE (:Account {id: 'x/3'})"],
    ):
        assert isinstance(run(meute, ["--graph", path, *arguments]).exception, MeuteError)


def test_values_outside_of_what_is_declared_are_refused() -> None:
    text = TEXT.replace("default: 3", "default: 3, minimum: 1, maximum: 9").replace(
        "required: true", "required: true, choices: [a, b]"
    )
    bounded = parse("t", text)
    assert bind(bounded, {"who": "a", "n": "9"})["n"] == 9
    for given in ({"who": "a", "n": 0}, {"who": "a", "n": 10}, {"who": "c"}):
        with pytest.raises(QueryUsageError, match=r"cannot be .* says which values it takes"):
            bind(bounded, given)
