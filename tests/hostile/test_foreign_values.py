"""A case in which somebody put values of other types ends a command in one clear line."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import kglite
import pytest
from click.testing import CliRunner

from meute.cli.commands import meute
from meute.errors import MeuteError
from meute.graph import open_store
from meute.graph.foreign import foreign_value
from meute.graph.schema import NODES, RELATIONSHIPS

from ..queries.planted import plant
from .conftest import WHOLE

VALUES = (
    "'text'", "-1", "1e308", "true", "[]", "['a', 1]", "[1]", "''", "'2021'",
    "9223372036854775807", "0.5", "datetime('2021-01-01T00:00:00Z')",
)  # fmt: skip
COMMANDS = (
    "query run runs", "query run pack-members", "query run graph-inventory", "figures list",
    "report -o r.html", "viz network -o n.html", "export gexf -o a.gexf", "export csv -o csv",
    "export graphml -o a.graphml", "export parquet -o parquet", "detect --fdr 1",
)  # fmt: skip
TRIALS = 5_000 if WHOLE else 60


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "case.kgl"
    with open_store(str(path), write=True) as store:
        plant(store)
        assert foreign_value(store) is None
    return path


def tamper(path: Path, choice: random.Random) -> str:
    declared = choice.choice([*NODES, *(tie for tie in RELATIONSHIPS if tie.properties)])
    label = getattr(declared, "label", None)
    name = choice.choice(sorted({*declared.columns} - {"source", "target"}))
    pattern = f"(n:{label})" if label else f"()-[n:{declared.kind}]->()"
    statement = f"MATCH {pattern} SET n.{name} = {choice.choice(VALUES)}"
    graph = kglite.open(str(path), durable="off")
    try:
        graph.cypher(statement)
    except kglite.KgError:
        return "refused"
    finally:
        graph.close()
    return statement


def test_odd_values_end_in_one_clear_line(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    choice = random.Random(4711)
    for trial in range(TRIALS):
        folder = tmp_path / str(trial)
        folder.mkdir()
        monkeypatch.chdir(folder)
        shutil.copy(whole, "case.kgl")
        statement = tamper(Path("case.kgl"), choice)
        command = choice.choice(COMMANDS)
        done = CliRunner().invoke(meute, ["--graph", "case.kgl", *command.split()])
        error = done.exception
        assert error is None or isinstance(error, SystemExit | MeuteError), (statement, command)
        shutil.rmtree(folder)


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


@pytest.mark.parametrize("place", range(0, 4000, 4000 if not WHOLE else 10))
def test_a_case_with_changed_bytes_is_refused_in_one_line(
    whole: Path, tmp_path: Path, place: int
) -> None:
    data = whole.read_bytes()
    choice = random.Random(place)
    for trial in range(40 if not WHOLE else 12):
        where = choice.randrange(len(data))
        end = choice.choice([len(data), where])
        path = tmp_path / f"{trial}.kgl"
        path.write_bytes(data[:where] + choice.randbytes(choice.choice([1, 8])) + data[where:end])
        done = CliRunner().invoke(meute, ["--graph", str(path), "query", "run", "runs"])
        assert isinstance(done.exception, MeuteError | SystemExit | None), (where, end)
