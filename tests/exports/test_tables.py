"""Exports for other tools."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from meute.errors import UsageError
from meute.exports.commands import export
from meute.exports.registry import Target, targets
from meute.files import new_folder
from meute.graph import Store
from meute.graph import schema as s
from meute.graph.admin_files import ARGUMENTS, ARRAY_DELIMITER, header, write_frame
from meute.graph.contents import TypeReader, stored_properties
from meute.graph.tables import rows_of, table_of
from meute.graph.types import RowType

from ..viz.planted import FORMULA, plant


@pytest.fixture
def case(store: Store) -> Store:
    plant(store)
    return store


def test_csv_holds_every_row_and_no_formula(case: Store, tmp_path: Path) -> None:
    written = targets()["csv"].write(case, tmp_path / "tables", None)
    files = sorted(path.name for path in (tmp_path / "tables").iterdir())
    assert written == f"{len(files)} tables"
    assert files[0] == "nodes-Account.csv"
    counts = case.counts()
    for path in (tmp_path / "tables").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        kind = path.stem.partition("-")[2]
        assert len(rows) == {**counts.nodes, **counts.relationships}[kind]
        for row in rows:
            assert not any(
                str(cell).startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values()
            )
    with (tmp_path / "tables" / "nodes-Account.csv").open(encoding="utf-8", newline="") as file:
        accounts = {row["id"]: row for row in csv.DictReader(file)}
    assert accounts["x/bob"]["display_name"] == f"'{FORMULA}"
    assert json.loads(accounts["x/cy"]["handles"]) == ["cy", "old_cy"]
    assert accounts["x/cy"]["description"] == 'two\nlines "quoted", with, commas'


def test_parquet_is_exact_and_typed(case: Store, tmp_path: Path) -> None:
    targets()["parquet"].write(case, tmp_path / "tables", None)
    accounts = {
        row["id"]: row
        for row in pq.read_table(tmp_path / "tables" / "nodes-Account.parquet").to_pylist()
    }
    assert accounts["x/bob"]["display_name"] == FORMULA
    assert accounts["x/cy"]["handles"] == ["cy", "old_cy"]
    assert accounts["x/cy"]["followers"] is None
    ties = pq.read_table(tmp_path / "tables" / "relationships-CO_REPOSTS.parquet")
    assert [str(ties.schema.field(name).type) for name in ("shared", "q", "run")] == [
        "int64",
        "double",
        "string",
    ]
    assert ties.num_rows == 3


def test_admin_headers_follow_the_schema() -> None:
    assert header(s.Hashtag) == "id:ID(Hashtag),display:string"
    assert header(s.POSTED) == ":START_ID(Account),:END_ID(Post)"
    assert header(s.MEMBER_OF).startswith(
        ":START_ID(Account),:END_ID(Pack),ties:long,inside_share:double"
    )
    assert "handles:string[]" in header(s.Account)


def write_lines(file: io.BytesIO, row_type: RowType, rows: list[dict]) -> None:
    write_frame(file, row_type, pl.DataFrame(table_of(row_type, rows)))


def test_admin_lines_tell_nothing_from_the_empty_text() -> None:
    file = io.BytesIO()
    write_lines(
        file,
        s.Pack,
        [
            {"id": 'say "a,\nb"', "kind": "", "size": 3, "density": 0.25, "traces": ["p", "q"]},
            {"id": "é", "traces": [f"a{ARRAY_DELIMITER}b"]},
        ],
    )
    rows = list(csv.reader(io.StringIO(file.getvalue().decode())))
    first, second = (dict(zip(s.Pack.columns, row, strict=True)) for row in rows)
    assert first["id"] == 'say "a,\nb"'
    assert (first["size"], first["density"]) == ("3", "0.25")
    assert first["traces"] == f"p{ARRAY_DELIMITER}q"
    assert second["traces"] == "a b"
    file = io.BytesIO()
    write_lines(file, s.Hashtag, [{"id": "empty", "display": ""}, {"id": "none"}])
    assert file.getvalue() == b'"empty",""\n"none",\n'


def test_admin_lines_tell_true_from_false() -> None:
    file = io.BytesIO()
    write_lines(file, s.MENTIONS, [{"source": "p", "target": "a", "implicit": True},
                                   {"source": "q", "target": "a"}])  # fmt: skip
    assert file.getvalue().decode().replace('"', "") == "p,a,true\nq,a,\n"


def test_admin_files_hold_the_whole_graph(case: Store, tmp_path: Path) -> None:
    targets()["neo4j-admin"].write(case, tmp_path / "admin", None)
    folder = tmp_path / "admin"
    arguments = (folder / ARGUMENTS).read_text("utf-8").split()
    assert "--nodes=Account=nodes-Account-header.csv,nodes-Account.csv" in arguments
    assert not any("overwrite" in argument for argument in arguments)
    for argument in arguments:
        for name in (
            argument.rpartition("=")[2].split(",")
            if argument.startswith(("--nodes", "--rel"))
            else ()
        ):
            assert (folder / name).is_file()
    with (folder / "nodes-Account.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.reader(file))
    names = [name.partition(":")[0] for name in header(s.Account).split(",")]
    stored = [
        row
        for page in TypeReader(case, s.Account, stored_properties(case)).pages()
        for row in rows_of(page)
    ]
    assert [row[names.index("display_name")] for row in read] == [
        row.get("display_name", "") for row in stored
    ]
    ties = sum(map(len, TypeReader(case, s.CO_REPOSTS, stored_properties(case)).pages()))
    lines = (folder / "relationships-CO_REPOSTS.csv").read_text("utf-8").splitlines()
    assert len(lines) == ties


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    used, file = tmp_path / "used", tmp_path / "file"
    used.mkdir()
    (used / "notes.txt").write_text("mine")
    file.write_text("mine")
    for path in (used, file, tmp_path / "missing" / "new"):
        with pytest.raises(UsageError), new_folder(path):
            raise AssertionError("not reached")
    assert (used / "notes.txt").read_text() == "mine"


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    def fail() -> None:
        with new_folder(tmp_path / "new") as temporary:
            (temporary / "half.csv").write_text("x")
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "new").mkdir()
    with new_folder(tmp_path / "new") as temporary:
        (temporary / "whole.csv").write_text("x")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["whole.csv"]


def test_the_help_lists_every_target() -> None:
    help_text = " ".join(CliRunner().invoke(export, ["--help"]).output.split())
    for target in targets().values():
        assert f"{target.name} {target.writes}; for {target.readers}" in help_text


def test_a_second_target_of_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="two export targets are named gexf"):
        type("Second", (Target,), {"name": "gexf", "write": Target.write})
    assert type(targets()["gexf"]).__name__ == "Gexf"
