"""A load through Neo4j's own import equals any other."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from meute.graph import open_store
from meute.graph.digests import digests
from meute.queries.runner import run_query
from meute.server import ServerFolder
from meute.simulate import Campaign, write_campaign

from .. import processes
from ..neo4j_server import free_port
from ..server.test_life import needs_neo4j

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Call the command line with a local server of its own, which ends with the test."""
    home = tmp_path / "server"

    def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        settings = processes.without_settings() | {"MEUTE_SERVER_HOME": str(home)}
        password = ServerFolder(home).password_file
        if password.exists():
            settings["MEUTE_PASSWORD"] = password.read_text().strip()
        return processes.run(*arguments, environment=settings)

    yield call
    call("server", "down", "--erase", "--yes")


def test_without_such_a_server_it_says_what_else_to_do(run: Run, tmp_path: Path) -> None:
    posts = tmp_path / "posts.jsonl"
    write_campaign(Campaign(posts=500, seed=1), posts)
    for graph in (str(tmp_path / "case.kgl"), "bolt://127.0.0.1:1"):
        done = run("--graph", graph, "load", "--bulk", posts)
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert "export neo4j-admin" in line
    assert not (tmp_path / "case.kgl").exists()


@pytest.mark.neo4j
@pytest.mark.slow
def test_a_bulk_load_equals_a_load(run: Run, tmp_path: Path) -> None:
    needs_neo4j()
    posts = tmp_path / "posts.jsonl"
    write_campaign(Campaign(posts=600, seed=2), posts)
    record = json.loads(posts.read_text("utf-8").splitlines()[0])
    hostile = 'tab\t "quoted", l\'apostrophe;\r\n a \\ , « é » \U0001f43a \x1f =1+1'
    with posts.open("a") as file:
        print(json.dumps(record | {"id": "1698456068264239999", "text": hostile}), file=file)
        print("{broken", file=file)
    local = str(tmp_path / "case.kgl")
    expected = run("--graph", local, "load", posts)
    assert expected.returncode == 3, expected.stderr
    up = run("server", "up", "--via", "maven", "--heap", "600m", "--port", str(free_port()),
             "--http-port", str(free_port()))  # fmt: skip
    assert up.returncode == 0, up.stderr
    url = up.stdout.strip()
    done = run("--graph", url, "load", "--bulk", posts)
    assert done.returncode == 3, done.stderr
    assert done.stdout == expected.stdout
    again = run("--graph", url, "load", posts)
    assert "loaded already" in again.stderr
    second = run("--graph", url, "load", "--bulk", posts)
    assert second.returncode == 2
    assert "is not empty" in second.stderr
    password = ServerFolder(tmp_path / "server").password_file.read_text().strip()
    with open_store(url, password=password) as imported, open_store(local) as loaded:
        held = {k: v for k, v in digests(loaded).items() if k != "Import"}
        assert {k: v for k, v in digests(imported).items() if k != "Import"} == held
        constraints = imported.read("SHOW CONSTRAINTS YIELD name RETURN name").rows
        assert ("post_id",) in constraints
        for name in ("hashtag-origins", "domains"):
            assert run_query(imported, name, {}).rows == run_query(loaded, name, {}).rows
