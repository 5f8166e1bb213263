"""Fixtures that several rooms' tests share: real data, and a graph on each engine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from meute.graph import Store, open_store

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real exports beside the project; they hold real people's posts and are never copied."""
    path = ROOT.parent / "shared" / "data"
    if not path.is_dir():
        pytest.skip("the real exports are not beside the project")
    return path


@pytest.fixture(scope="session")
def neo4j_url() -> str:
    """Return the address of a Neo4j server that tests may empty; `make test` starts one."""
    url = os.environ.get("MEUTE_TEST_NEO4J")
    if not url:
        pytest.skip("MEUTE_TEST_NEO4J names no Neo4j server; `make test` starts one")
    return url


@pytest.fixture(scope="session")
def neo4j_password() -> str | None:
    """Return the test server's password, None where it asks for none."""
    return os.environ.get("MEUTE_TEST_NEO4J_PASSWORD")


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Yield an empty graph, open for writing, on each engine."""
    if request.param == "embedded":
        with open_store(str(tmp_path / "case.kgl"), write=True) as graph:
            yield graph
        return
    url = request.getfixturevalue("neo4j_url")
    password = request.getfixturevalue("neo4j_password")
    if password is not None:  # for commands that a test runs on the same graph
        request.getfixturevalue("monkeypatch").setenv("MEUTE_PASSWORD", password)
    with open_store(url, write=True, password=password) as graph:
        empty(graph)
        yield graph


def empty(graph: Store) -> None:
    """Delete everything in the graph."""
    graph.execute("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS", once=True)
