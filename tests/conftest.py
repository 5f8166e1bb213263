"""Fixtures that several rooms' tests share: real data, and a graph on each engine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from meute.graph import Store, open_store
from meute.viz.printing import BROWSERS, system_browser

from .neo4j_server import NotStartedError, neo4j_server

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("meute", deadline=None)  # a busy machine is no failure
settings.load_profile("meute")


BROWSER_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


ON_A_SERVER = (
    "tests/faults/test_connections.py", "tests/faults/test_secrets.py",
    "tests/graph/test_notebook.py::test_the_mapping_reads",
    "tests/graph/test_runs.py::test_two_replacements_on_a_server",
    "tests/graph/test_store.py::test_a_wrong_password",
    "tests/hostile/test_network.py", "tests/hostile/test_reads.py::test_the_server_itself",
    "tests/queries/test_explain.py", "tests/test_journey.py",
)  # fmt: skip
"""Tests of a Neo4j whose names do not say so, as those do that run on each engine."""

ASKING = (
    "tests/detect/", "tests/figures/", "tests/queries/", "tests/test_journey.py", "tests/viz/",
)  # fmt: skip
"""Tests that ask the same stored queries, which a server plans once; others mostly write."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process waits for it in the end.

    A test of a server that does not say so would start one more.
    """
    for item in items:
        if "neo4j_address" in getattr(item, "fixturenames", ()) and not is_on_a_server(item.nodeid):
            raise pytest.UsageError(f"{item.nodeid} works on a server: name it in ON_A_SERVER")
    marks = ("slow", "browser")
    slow = {item.path for item in items if any(map(item.get_closest_marker, marks))}
    items.sort(key=lambda item: (not is_on_a_server(item.nodeid), item.path not in slow))


def is_on_a_server(nodeid: str) -> bool:
    """Whether a test works on the Neo4j that others use too, as far as its name says."""
    return "[neo4j" in nodeid or nodeid.startswith(ON_A_SERVER)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Divide the tests by file, and those of a server between two of the processes.

    A server starts, and compiles what every query needs, for half a minute of the processor. A
    process that gets one of its tests all the same starts one more.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByServerAndFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            if not is_on_a_server(nodeid):
                return nodeid.partition("::")[0]
            servers = min(2, (self.numnodes + 1) // 2)
            return f"neo4j {nodeid.startswith(ASKING) % servers}"

    return ByServerAndFile(config, log)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real exports beside the project; they hold real people's posts and are never copied."""
    path = ROOT.parent / "shared" / "data"
    if not path.is_dir():
        pytest.skip("the real exports are not beside the project")
    return path


START = "start"
"""The value of MEUTE_TEST_NEO4J with which every process that runs tests starts a server itself."""


@pytest.fixture(scope="session")
def neo4j_address() -> Iterator[tuple[str, str | None]]:
    """Yield address and password of a Neo4j that tests of this process, and no others, may empty.

    It is the one that MEUTE_TEST_NEO4J and MEUTE_TEST_NEO4J_PASSWORD name, for a single process.
    """
    url = os.environ.get("MEUTE_TEST_NEO4J")
    if url == START:
        with ExitStack() as ends:
            try:
                server = ends.enter_context(neo4j_server())
            except NotStartedError as error:
                if os.environ.get("MEUTE_REQUIRE_NEO4J"):
                    raise
                pytest.skip(f"Neo4j cannot be started: {error}")
            yield server
    elif not url:
        pytest.skip("MEUTE_TEST_NEO4J names no Neo4j server; `make test` starts one")
    elif "PYTEST_XDIST_WORKER" in os.environ:
        pytest.fail("MEUTE_TEST_NEO4J names one server: use it in one process (WORKERS=0)")
    else:
        yield url, os.environ.get("MEUTE_TEST_NEO4J_PASSWORD")


@pytest.fixture(scope="session")
def neo4j_url(neo4j_address: tuple[str, str | None]) -> str:
    """Return the address of that server."""
    return neo4j_address[0]


@pytest.fixture(scope="session")
def neo4j_password(neo4j_address: tuple[str, str | None]) -> str | None:
    """Return its password, None where it asks for none."""
    return neo4j_address[1]


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
    path = system_browser()
    if path is None:
        pytest.skip(f"no Chromium on this machine; install one of {', '.join(BROWSERS)}")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=list(BROWSER_ARGUMENTS))
        yield started
        started.close()


def empty(graph: Store) -> None:
    """Delete everything in the graph."""
    graph.execute("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS", once=True)
