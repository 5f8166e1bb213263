"""``meute viz network``, ``meute report`` and ``meute export`` from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from meute.cli import meute
from meute.errors import MeuteError, UsageError
from meute.graph import open_store
from meute.graph import schema as s
from meute.graph.runs import replace_run
from meute.graph.tables import write_rows

from .planted import plant


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("case") / "case.kgl")
    with open_store(path, write=True) as store:
        plant(store)
    return path


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("case") / "empty.kgl")
    with open_store(path, write=True) as store:
        store.prepare()
    return path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(meute, list(arguments), catch_exceptions=True)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    return " ".join(result.stderr.split())


def test_network_and_report_are_written(case: str, tmp_path: Path) -> None:
    page, report = tmp_path / "n.html", tmp_path / "r.html"
    said = run("--graph", case, "viz", "network", "-o", str(page))
    assert said.endswith("4 accounts, 2 figures, 1 pack, 12 edges")
    assert page.read_bytes().startswith(b"<!doctype html>")
    assert "2 attackers of several figures, 1 supporter" in run(
        "--graph", case, "report", "-o", str(report)
    )
    assert report.read_bytes().rstrip().endswith(b"</html>")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["n.html", "r.html"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "No words were loaded, so nothing could be judged."),
     ("fr", "Aucun mot n’a été chargé\u00a0: rien n’a pu être jugé.")],
)  # fmt: skip
def test_a_report_says_that_there_were_no_words_to_judge(
    tmp_path: Path, lang: str, said: str
) -> None:
    path, report = str(tmp_path / "case.kgl"), tmp_path / "r.html"
    with open_store(path, write=True) as store:
        write_rows(store, s.Account, [{"id": "x/1", "platform": "x", "stub": False}])
        posts = [{"id": "x/2", "platform": "x", "kind": "original", "ts": 1_700_000_000}]
        write_rows(store, s.Post, [post | {"stub": False} for post in posts])
        write_rows(store, s.POSTED, [{"source": "x/1", "target": "x/2"}])
        replace_run(store, method="stance", parameters={}, summary={"posts": 0})
    told = run("--graph", path, "report", "--lang", lang, "-o", str(report))
    assert "no words to judge: nobody is known to attack or support" in told
    page = report.read_text("utf-8")
    assert said in page
    assert "No post attacks" not in page
    assert "found no attack" not in page


def test_queries_parameters_and_limits(case: str, tmp_path: Path) -> None:
    page = str(tmp_path / "n.html")
    said = run(
        "--graph", case, "viz", "network", "--query", "co-repost-pairs", "-p", "limit=1", "-o", page
    )
    assert "2 accounts" in said
    assert "1 of 3 accounts are left out" in run(
        "--graph", case, "viz", "network", "--max-nodes", "2", "-o", page
    )


@pytest.mark.parametrize("form", ["gexf", "graphml", "csv", "parquet", "neo4j-admin"])
def test_exports_are_written(case: str, tmp_path: Path, form: str) -> None:
    path = tmp_path / "out"
    run("--graph", case, "export", form, "-o", str(path))
    assert path.is_file() if form in ("gexf", "graphml") else len(list(path.iterdir())) > 10
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("viz", "network", "-o", "FOLDER"),
        ("report", "-o", "FOLDER"),
        ("export", "gexf", "-o", "FOLDER"),
        ("export", "csv", "-o", "FULL"),
        ("viz", "network", "-o", "MISSING/n.html"),
        ("export", "parquet", "-o", "MISSING/n"),
        ("viz", "network", "--run", "nope", "-o", "n.html"),
        ("report", "--run", "nope", "-o", "n.html"),
        ("export", "csv", "--run", "x", "-o", "n"),
        ("viz", "network", "--query", "runs", "-o", "n.html"),
        ("viz", "network", "--query", "pack-members", "-p", "oops", "-o", "n.html"),
        ("viz", "network", "--query", "pack-members", "-p", "pack=none", "-o", "n.html"),
    ],
)
def test_wrong_usage_is_one_error_and_writes_nothing(
    case: str, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    places = {"FOLDER": tmp_path / "folder", "FULL": tmp_path / "full"}
    for path in places.values():
        path.mkdir()
    (places["FULL"] / "notes").write_text("mine")
    given = [str(tmp_path / word.replace("FOLDER", "folder").replace("FULL", "full"))
             if at and arguments[at - 1] == "-o" else word
             for at, word in enumerate(arguments)]  # fmt: skip
    with pytest.raises(UsageError):
        run("--graph", case, *given)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "full"]
    assert list(places["FOLDER"].iterdir()) == []


def test_an_empty_graph_says_what_to_do_first(empty: str, tmp_path: Path) -> None:
    for arguments, first in ((("viz", "network"), "detect"), (("export", "gexf"), "load")):
        with pytest.raises(MeuteError, match=f"meute {first}"):
            run("--graph", empty, *arguments, "-o", str(tmp_path / "n"))
    said = run("--graph", empty, "report", "-o", str(tmp_path / "r.html"))
    assert "bursts and packs not looked for: run `meute detect`" in said
    assert "attacks and support not looked for: run `meute figures load FILE.yml`" in said


def test_a_failed_drawing_keeps_the_page_before(case: str, tmp_path: Path) -> None:
    page = tmp_path / "n.html"
    page.write_text("the page before")
    with pytest.raises(UsageError):
        run("--graph", case, "viz", "network", "--run", "nope", "-o", str(page))
    assert page.read_text() == "the page before"
