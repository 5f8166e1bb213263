"""Files of meute's own are told from exports, whatever stands beside them in a folder."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meute.cli.commands import meute
from meute.own_files import own_file

from .figures.figures_text import FIGURES

TABLE = (
    "object_id,account_id,content_id,timestamp_share\n"
    "1450000000000000001,11,1450000000000000002,1634753444\n"
    ",12,1450000000000000003,1634753445\n"
)
MAP = "platform: x\ncolumns:\n  id: content_id\n  account_id: account_id\n"


def ran(*arguments: object) -> Result:
    return CliRunner().invoke(meute, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("folder")
    (folder / "posts.csv").write_text(TABLE)
    (folder / "figures.yml").write_text(FIGURES)
    (folder / "draft.yml").write_text(
        "## A draft of a figures file, made from counts.\n# figures:\n"
    )
    (folder / "map.yml").write_text(MAP)
    case = folder / "case.kgl"
    rejects = folder / "rejects.ndjson"
    assert ran("--graph", case, "load", folder / "posts.csv", "--rejects", rejects).exit_code == 3
    manifest, members = folder / "manifest.json", folder / "members.csv"
    report = ["report", "-o", folder / "report.html", "--manifest", manifest]
    assert ran("--graph", case, *report).exit_code == 0
    members_of = ["query", "run", "pack-members", "--format", "csv", "-o", members]
    assert ran("--graph", case, *members_of).exit_code == 0
    return folder


OWN = (
    "case.kgl", "case.kgl.lock", "manifest.json", "members.csv", "rejects.ndjson", "draft.yml",
    "figures.yml", "map.yml",
    "report.html",
)  # fmt: skip


@pytest.mark.parametrize("arguments", [["load"], ["load", "--check"]])
def test_a_folder_of_exports_may_hold_the_case(
    folder: Path, tmp_path: Path, arguments: list[str]
) -> None:
    done = ran("--graph", tmp_path / "other.kgl", *arguments, folder)
    assert done.exit_code == 3, done.stderr  # of a record of the export
    assert "posts.csv" in done.stdout
    (line,) = (line for line in done.stderr.splitlines() if "as meute's own" in line)
    assert all(name in line for name in OWN), line
    assert "export it again" not in done.stderr.lower()


def test_rejects_are_read_where_they_are_named(folder: Path, tmp_path: Path) -> None:
    done = ran("--graph", tmp_path / "other.kgl", "load", folder / "rejects.ndjson")
    assert "meute-rejects" in done.stdout


def test_tables_of_a_folder_that_a_map_does_not_fit_are_left_out(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "map.yml").write_text(MAP)
    (tmp_path / "posts.csv").write_text(TABLE)
    (tmp_path / "other.csv").write_text("a,b,c\n1,2,3\n")
    case, table_map = tmp_path / "case.kgl", tmp_path / "map.yml"
    done = ran("--graph", case, "load", tmp_path, "--map", table_map)
    assert "other.csv has no column 'account_id', 'content_id'" in done.stderr
    assert "posts.csv" in done.stdout
    named = ran("--graph", case, "load", tmp_path / "other.csv", "--map", table_map)
    assert named.exception is not None
    assert "has no column" in str(named.exception)


def test_figures_are_checked_against_such_a_folder(folder: Path) -> None:
    done = ran("figures", "check", folder / "figures.yml", "--against", folder)
    assert done.exit_code == 0, done.stderr
    assert "No words were loaded, so nothing could be judged" in done.stderr


def test_a_folder_without_an_export_is_refused(tmp_path: Path) -> None:
    (tmp_path / "figures.yml").write_text(FIGURES)
    done = ran("figures", "check", tmp_path / "figures.yml", "--against", tmp_path)
    assert "holds no export of posts" in str(done.exception)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("figures.yml", "Load it with meute figures load"),
        ("draft.yml", "Edit it as its first lines say"),
        ("map.yml", "meute load EXPORT --map"),
        ("case.kgl", "Name it with --graph"),
        ("case.kgl.lock", "Leave it where it is"),
        ("report.html", "Open it in a browser"),
    ],
)
def test_one_that_is_named_is_refused_with_what_to_do(
    folder: Path, tmp_path: Path, name: str, told: str
) -> None:
    done = ran("--graph", tmp_path / "other.kgl", "load", folder / name)
    assert done.exit_code == 1
    assert told in done.stderr


def test_a_file_in_the_place_of_another_is_told_what_it_is(folder: Path) -> None:
    figures, table_map = folder / "figures.yml", folder / "map.yml"
    assert "is a map, not a file of figures" in str(ran("figures", "load", table_map).exception)
    loaded = ran("load", folder / "posts.csv", "--map", figures)
    assert "is a file of figures, not a map" in str(loaded.exception)
    checked = ran("figures", "check", folder / "case.kgl")
    assert "is a case of meute, not a file of figures" in checked.stdout


@pytest.mark.parametrize("head", ["post,figure,decision,rule", '\ufeff"post";"figure";"decision"'])
def test_a_sample_of_decisions_is_told_whatever_saved_it(head: str) -> None:
    own = own_file("sample.csv", f"{head}\n1,2,3,4\n".encode())
    assert own is not None
    assert own.remedy.endswith("meute figures evaluate sample.csv")


@pytest.mark.parametrize(
    "export",
    [
        b"id,text\n1,figures: none\n",
        b"figures:;posts:\n1;2\n",
        b'{"figures": [], "id": "1"}\n',
        b"<!doctype html><p>a page</p>",
        b"id;text\nplatform: x\n",
        b'id\ttext\n1\t<meta name="generator" content="meute">\n',
        b'id\ttext\n1\t"format": "meute-aliases-1"\n',
        b'{"id": "1", "text": "\\"format\\": \\"meute-aliases-1\\""}\n',
        b"",
    ],
)
def test_exports_and_strangers_are_not_taken_for_them(export: bytes) -> None:
    assert own_file("posts.csv", export) is None


def test_a_draft_that_was_edited_is_a_file_of_figures() -> None:
    edited = b"## A draft of a figures file.\nfigures:\n  - id: a\n"
    own = own_file("figures.yml", edited)
    assert own is not None
    assert own.what == "a file of figures"


@pytest.mark.parametrize("name", ["report", "network", "evidence"])
def test_every_page_says_who_wrote_it(name: str) -> None:
    page = files("meute.viz").joinpath("templates", f"{name}.html.j2").read_bytes()
    own = own_file("page.html", page[page.index(b"<!doctype html>") :])
    assert own is not None
    assert own.what == "a page that meute wrote"
