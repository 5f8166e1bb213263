"""A case that somebody changed by hand, or damaged, ends a command in one clear line."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import kglite
import pytest
from click.testing import CliRunner

from meute.cli.commands import meute
from meute.errors import MeuteError
from meute.graph import open_store
from meute.graph.foreign import foreign_value
from meute.graph.schema import NODES, RELATIONSHIPS

from ..figures.figures_text import FIGURES
from ..queries.planted import plant
from .conftest import WHOLE
from .tally import judge

VALUES = (
    "'text'", "-1", "1e308", "true", "[]", "['a', 1]", "[1]", "''", "'2021'", "null", "1e999",
    "9223372036854775807", "0.5", "datetime('2021-01-01T00:00:00Z')", "[[1]]", "'{}'", "'[]'",
    "-9223372036854775808", "'9999-12-31T23:59:59Z'", "{a: 1}", "['x']", "0", "'\\u0000'",
    "'{\"a\": NaN}'", "'{\"figures\": 1}'", "date('2021-01-01')", "253402300800",
)  # fmt: skip
COMMANDS = (
    "query run runs", "query run pack-members", "query run graph-inventory", "figures list",
    "report -o r.html", "viz network -o n.html", "export gexf -o a.gexf", "export csv -o csv",
    "export graphml -o a.graphml", "export parquet -o parquet", "detect --fdr 1",
    "export json-graph -o a.json", "export neo4j-admin -o admin", "report --lang fr -o r.html",
    "query run multi-target-attackers", "query run hashtag-bursts", "load posts.jsonl",
    "figures load figures.yml", "query run graph-inventory --format csv",
    "report --pseudonymise -o r.html", "query run target-dossier --format xlsx -o a.xlsx",
)  # fmt: skip
TRIALS = 2_500 if WHOLE else 40
POST = (
    '{"data": [{"id": "1", "text": "x", "author_id": "2", "created_at": "2021-10-20T00:00:00Z"}]}'
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "case.kgl"
    with open_store(str(path), write=True) as store:
        plant(store)
        assert foreign_value(store) is None
    return path


def odd_value(choice: random.Random) -> str:
    declared = choice.choice([*NODES, *(tie for tie in RELATIONSHIPS if tie.properties)])
    label = getattr(declared, "label", None)
    name = choice.choice(sorted({*declared.columns} - {"source", "target"}))
    pattern = f"(n:{label})" if label else f"()-[n:{declared.kind}]->()"
    return f"MATCH {pattern} SET n.{name} = {choice.choice(VALUES)}"


def odd_shape(choice: random.Random) -> str:
    """Nodes and relationships where none belong, or none where one does."""
    label, other = (choice.choice(NODES).label for _ in range(2))
    kind = choice.choice(RELATIONSHIPS).kind
    return choice.choice([
        f"MATCH (n:{label}) DETACH DELETE n",
        f"MATCH ()-[r:{kind}]->() DELETE r",
        f"CREATE (n:{label})",
        f"CREATE (n:{label} {{id: 'x/1'}})-[:{kind}]->(m:{other} {{id: 'x/1'}})",
        f"MATCH (n:{label}) CREATE (n)-[:{kind}]->(n)",
        f"MATCH (n:{label}), (m:{other}) CREATE (n)-[:{kind}]->(m)",
        f"MATCH (n:{label}) SET n.nonsense = 1",
        f"CREATE (n:Nonsense {{id: 'x'}})-[:{kind}]->(m:{label} {{id: 'y'}})",
    ])  # fmt: skip


def tamper(path: Path, choice: random.Random) -> list[str]:
    statements = [choice.choice([odd_value, odd_value, odd_shape])(choice)]
    statements += [odd_value(choice)] if choice.random() < 0.3 else []
    graph = kglite.open(str(path), durable="off")
    for statement in statements:
        try:
            graph.cypher(statement)
        except (kglite.KgError, ValueError, TypeError):
            continue
    graph.close()
    return statements


def crashes(
    folder: Path, seeds: range, change: Callable[[Path, random.Random], object], source: Path
) -> list[object]:
    """Change a copy of the case for each seed, run a command on it, and return what crashed."""
    found: list[object] = []
    for seed in seeds:
        choice = random.Random(seed)
        path = folder / "case.kgl"
        shutil.copy(source, path)
        changes = change(path, choice)
        command = choice.choice(COMMANDS)
        (folder / "posts.jsonl").write_text(POST)
        (folder / "figures.yml").write_text(FIGURES)
        done = CliRunner().invoke(meute, ["--graph", "case.kgl", *command.split()])
        error = done.exception
        if not (error is None or isinstance(error, SystemExit | MeuteError)):
            found.append((seed, changes, command, repr(error)[:200]))
        for left in folder.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    return found


def test_odd_values_end_in_one_clear_line(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = crashes(tmp_path, range(TRIALS), tamper, whole)
    judge("cases with odd values", TRIALS, killed=found)


def damage(path: Path, choice: random.Random) -> str:
    """Flip bits, put bytes in others' place, cut the end off, or double a part."""
    data = bytearray(path.read_bytes())
    for _ in range(choice.choice([1, 1, 3])):
        where, kind = choice.randrange(len(data)), choice.randrange(4)
        size = choice.choice([1, 4, 8, 64, 4096])
        if kind == 0:
            data[where] ^= 1 << choice.randrange(8)
        elif kind == 1:
            data[where : where + size] = choice.randbytes(size)
        elif kind == 2:
            del data[max(1, where) :]
        else:
            data[where:where] = data[where : where + size]
    path.write_bytes(data)
    return f"{len(data)} bytes"


def test_a_case_with_changed_bytes_is_refused_in_one_line(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = crashes(tmp_path, range(TRIALS), damage, whole)
    judge("cases with changed bytes", TRIALS, killed=found)


def test_the_value_is_named(whole: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(whole, tmp_path / "case.kgl"))
    graph = kglite.open(str(path), durable="off")
    graph.cypher("MATCH (n:Hashtag) SET n.display = [1]")
    graph.close()
    out = tmp_path / "out"
    done = CliRunner().invoke(meute, ["--graph", str(path), "export", "parquet", "-o", str(out)])
    assert isinstance(done.exception, MeuteError)
    assert "Hashtag.display is [1], where a string belongs" in str(done.exception)
    assert not out.exists()
