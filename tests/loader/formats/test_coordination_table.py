"""Coordination tables whose platform is said by a map, and with columns beside the four."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meute.cli.commands import meute
from meute.graph import open_store
from meute.loader import reading, unread
from meute.loader.reading import Chunk, Job, Reading
from meute.loader.sources import Source

HEADER = "object_id,account_id,content_id,timestamp_share"
BEGIN_S, EPOCH_MS = 1_634_752_800, 1_288_834_974_657


def at(seconds: float) -> str:
    """The id of a post of X that was made then."""
    return str((int((BEGIN_S + seconds) * 1000) - EPOCH_MS) << 22)


def ran(*arguments: object) -> Result:
    return CliRunner().invoke(meute, [str(argument) for argument in arguments])


@pytest.fixture
def platform_x(tmp_path: Path) -> Path:
    path = tmp_path / "x.yml"
    path.write_text("platform: x\n")
    return path


def always_first(path: Path) -> Path:
    """Seven accounts who come first, within seconds, to posts that were made long before."""
    dice = random.Random(7)
    rows = []
    for number in range(40):
        made = number * 3_600.0
        first = made + dice.uniform(600, 3_000) if number % 2 else made
        acts = [(f"8{dice.randrange(200):03}", first + 60 + dice.expovariate(1 / 4_000))
                for _ in range(12)]  # fmt: skip
        if number % 2:
            acts += [(f"900{member}", first + dice.uniform(0, 30)) for member in range(7)]
        rows += [(at(made), account, at(when), int(BEGIN_S + when)) for account, when in acts]
    lines = (",".join(map(str, row)) for row in rows)
    path.write_text("\n".join([HEADER, *lines]) + "\n")
    return path


def test_a_pack_that_always_comes_first_is_found_once_the_platform_is_said(
    tmp_path: Path, platform_x: Path
) -> None:
    table = always_first(tmp_path / "table.csv")
    unsaid, said = tmp_path / "unsaid.kgl", tmp_path / "said.kgl"
    loaded = ran("--graph", unsaid, "load", table)
    assert loaded.exit_code == 0
    assert "«platform: x»" in loaded.stderr
    missed = ran("--graph", unsaid, "detect").stderr
    assert "For 40 of 40 posts it is unknown when they were made" in missed
    assert "a map that says «platform: x»" in missed
    assert "No pack" in missed
    loaded = ran("--graph", said, "load", table, "--map", platform_x)
    assert (loaded.exit_code, loaded.stderr) == (0, "")
    found = ran("--graph", said, "detect").stderr
    assert "pack 1: 7 accounts" in found
    assert "unknown when" not in found
    with open_store(str(said)) as store:
        (row,) = store.read("MATCH (p:Post) WHERE p.kind = 'repost' RETURN min(p.id) AS id").rows
    assert row[0].startswith("x/")


def content(path: Path, *maps: Path) -> list[tuple[object, ...]]:
    """All that reading a table gives."""
    size = path.stat().st_size
    job = Job(
        Source(path.name, path, plain_bytes=size, bytes=size), table_map=next(iter(maps), None)
    )
    chunks = [chunk for chunk in Reading(job).messages() if isinstance(chunk, Chunk)]
    return [
        (
            c.read,
            c.rejects,
            sorted(c.unread.items()),
            {k: sorted(map(str, t.to_pylist())) for k, t in c.nodes.items()},
        )
        for c in chunks
    ]


def test_columns_and_rows_are_the_same_of_a_platform_that_is_said(
    tmp_path: Path, platform_x: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"{at(0)},{n % 9 + 1},{at(n)},{BEGIN_S + n},{'' if n % 3 else n}" for n in range(400)]
    # Pseudonyms are accounts of X, but posts of X are numbers.
    rows[350] = f"{at(0)},a7,c{at(5)},{BEGIN_S},"
    path = tmp_path / "table.csv"
    path.write_text("\n".join([f"{HEADER},shares", *rows]) + "\n")
    monkeypatch.setattr(reading, "CHUNK_WEIGHT", 10**9)
    monkeypatch.setattr("meute.loader.formats.coordination_table.RUN_BYTES", 2_000)
    monkeypatch.setattr("meute.loader.checking.SAMPLE", 10)
    (in_columns,) = content(path, platform_x)
    monkeypatch.setattr(
        "meute.loader.formats.coordination_table.rows_stand_alone", lambda head: False
    )
    (row_by_row,) = content(path, platform_x)
    assert in_columns == row_by_row
    assert in_columns[0] == 400
    assert len(in_columns[1]) == 1
    assert [(name, noted.count) for name, noted in in_columns[2]] == [("shares", 134)]


def test_what_stands_beside_the_four_columns_is_read_or_counted(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        f"{HEADER},username,account_name,text,mood\n"
        f'{at(0)},11,{at(5)},{BEGIN_S + 5},@Ana,Ana Martin,"RT @zoe: Out with @eve #Dehors",grim\n'
        f"{at(0)},12,{at(6)},{BEGIN_S + 6},bob,,,\n"
        f"https://e.example/a,13,{at(7)},{BEGIN_S + 7},cy,,read this,\n"
    )
    case = tmp_path / "case.kgl"
    loaded = ran("--graph", case, "load", table)
    assert loaded.exit_code == 3
    assert "mood in 1 record (such as grim)" in loaded.stderr
    assert "text in 1 record (such as read this, shared with an address" in loaded.stderr
    with open_store(str(case)) as store:
        accounts = store.read(
            "MATCH (a:Account) WHERE a.native_id IN ['11', '12'] "
            "RETURN a.handle AS handle, a.display_name AS name ORDER BY handle"
        ).rows
        (original,) = store.read(
            "MATCH (w:Account)-[:POSTED]->(o:Post {id: $id})-[:TAGGED]->(h:Hashtag) "
            "MATCH (o)-[:MENTIONS]->(m:Account) "
            "RETURN w.handle AS by, o.text AS text, h.id AS tag, m.handle AS named",
            {"id": f"coordination/{at(0)}"},
        ).rows
    assert accounts == [("Ana", "Ana Martin"), ("bob", None)]
    assert original == ("zoe", "Out with @eve #Dehors", "dehors", "eve")


def test_an_export_that_knows_its_platform_takes_none(tmp_path: Path, platform_x: Path) -> None:
    export = tmp_path / "posts.jsonl"
    export.write_text('{"data": [{"id": "1", "text": "a", "author_id": "2"}]}\n')
    done = ran("--graph", tmp_path / "case.kgl", "load", export, "--map", platform_x)
    assert "which knows its own" in str(done.exception)


def test_ids_that_carry_no_time_are_not_asked_about(tmp_path: Path) -> None:
    unread.taken()
    table = tmp_path / "table.csv"
    table.write_text(f"{HEADER}\no1,a1,c1,{BEGIN_S}\n")
    assert ran("--graph", tmp_path / "case.kgl", "load", table).stderr == ""


@pytest.mark.parametrize("name", ["", "X", "...1", "Unnamed: 0"])
@pytest.mark.parametrize("more", ["", ",username"])
def test_row_numbers_of_r_and_pandas_are_no_loss(tmp_path: Path, name: str, more: str) -> None:
    table = tmp_path / "table.csv"
    rows = [f"{n + 1},{at(0)},1{n},{at(n)},{BEGIN_S + n}{',ana' if more else ''}" for n in range(9)]
    table.write_text("\n".join([f"{name},{HEADER}{more}", *rows]) + "\n")
    loaded = ran("--graph", tmp_path / "case.kgl", "load", table)
    assert loaded.exit_code == 0
    assert "Not understood" not in loaded.stderr
