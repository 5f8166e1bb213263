"""Fixtures that several rooms' tests share: real data, and a graph on each engine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from meute.graph import Store, open_store

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("meute", deadline=None)  # a busy machine is no failure
settings.load_profile("meute")


BROWSER_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

SERVER = "@neo4j"
"""Ends the ids of the tests that use the one Neo4j, where several processes run the tests."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tell the scheduler which tests use the server: it knows nothing of a test but its id."""
    if hasattr(config, "workerinput"):
        for item in items:
            if item.get_closest_marker("neo4j") is not None:
                item._id = type(item.id).parse(item.nodeid + SERVER)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Divide the tests among processes: those that empty the server run in one, others by file."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return SERVER if nodeid.endswith(SERVER) else super()._split_scope(nodeid)

    return Scheduling(config, log)


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


ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Yield an empty graph, open for writing, on each engine."""
    if request.param == "neo4j" and (password := request.getfixturevalue("neo4j_password")):
        # for commands that a test runs on the same graph
        request.getfixturevalue("monkeypatch").setenv("MEUTE_PASSWORD", password)
    with opened(request, tmp_path) as graph:
        yield graph


@pytest.fixture(scope="module", params=ENGINES)
def module_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """Yield an empty graph likewise, for the tests of a module that read what was written once."""
    with opened(request, tmp_path_factory.mktemp("case")) as graph:
        yield graph


@contextmanager
def opened(request: pytest.FixtureRequest, folder: Path) -> Iterator[Store]:
    """Open an empty graph on the engine that the request's parameter names."""
    if request.param == "embedded":
        with open_store(str(folder / "case.kgl"), write=True) as graph:
            yield graph
        return
    url = request.getfixturevalue("neo4j_url")
    password = request.getfixturevalue("neo4j_password")
    with open_store(url, write=True, password=password) as graph:
        empty(graph)
        yield graph


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Yield a real browser; a process can drive one only."""
    path = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if path is None:
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=list(BROWSER_ARGUMENTS))
        yield started
        started.close()


def empty(graph: Store) -> None:
    """Delete everything in the graph."""
    graph.execute("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS", once=True)
