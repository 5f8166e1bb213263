"""A real Neo4j, started and stopped by the command line."""

from __future__ import annotations

import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from meute.errors import ServerError, StoreAuthError
from meute.graph import open_store
from meute.server import ServerFolder, status
from meute.server.java import find_java, jars_folder

from .. import processes
from ..neo4j_server import free_port

# Letters, quotes and signs that a shell, Java's tool or a file of arguments might take as its own.
PASSWORD = '@"#\\ -\'é$(x)%20"'

Meute = Callable[..., subprocess.CompletedProcess[str]]


def needs_neo4j() -> None:
    """Skip where Neo4j cannot be started as a process, and say why."""
    try:
        find_java()
    except ServerError as error:
        pytest.skip(str(error))
    if not jars_folder().is_dir() and shutil.which("mvn") is None:
        pytest.skip("Maven, which fetches Neo4j, is not on this machine")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "a folder" / "server"


@pytest.fixture
def meute(home: Path) -> Iterator[Meute]:
    """Return a caller of the command line, for a server of its own that is stopped in the end."""

    def call(*arguments: str, password: str | None = None) -> subprocess.CompletedProcess[str]:
        environment = processes.without_settings() | {"MEUTE_SERVER_HOME": str(home)}
        if password is not None:
            environment["MEUTE_PASSWORD"] = password
        return processes.run(
            "server", *arguments, folder=home.parent.parent, environment=environment
        )

    yield call
    call("down")


def process_of(home: Path) -> psutil.Process:
    started = status(ServerFolder(home))
    assert started is not None
    assert started.pid is not None
    return psutil.Process(started.pid)


def holds(path: Path, text: str) -> bool:
    """Whether a file holds a text, also one of the logs and stores of hundreds of megabytes."""
    if not path.is_file() or not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return content.find(text.encode()) >= 0


@pytest.mark.neo4j
@pytest.mark.slow
def test_a_server_lives_survives_a_crash_and_stops(meute: Meute, home: Path) -> None:
    """A life, told in order, as a start takes longest of all."""
    needs_neo4j()
    port, http_port = free_port(), free_port()
    start = ["up", "--via", "maven", "--heap", "512m"]
    start += ["--port", str(port), "--http-port", str(http_port)]

    up = meute(*start, password=PASSWORD)
    assert up.returncode == 0, up.stderr
    url = f"bolt://127.0.0.1:{port}"
    assert up.stdout == f"{url}\n"
    assert PASSWORD not in up.stderr
    assert not (home / "password").exists()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    with open_store(url, write=True, password=PASSWORD) as graph:
        graph.execute("CREATE (:Account {id: 'x/1'})")
    with pytest.raises(StoreAuthError):
        open_store(url, password="wrong password")
    process = process_of(home)
    only_what_was_asked_for_listens(process, port, http_port)
    assert meute("status").stdout == f"{url}\n"
    what_does_not_fit_a_running_server_is_refused(meute, start, url)
    assert process.is_running()

    process.kill()
    psutil.wait_procs([process], timeout=30)
    gone = meute("status")
    assert (gone.returncode, gone.stdout) == (1, "")
    unknown = meute(*start)
    assert unknown.returncode == 2
    assert "MEUTE_PASSWORD" in unknown.stderr
    assert meute(*start, password=PASSWORD).returncode == 0
    with open_store(url, password=PASSWORD) as graph:
        assert graph.read("MATCH (a:Account) RETURN a.id AS id").rows == [("x/1",)]
    it_stops_and_is_erased(meute, home)


def only_what_was_asked_for_listens(process: psutil.Process, port: int, http_port: int) -> None:
    assert not any(PASSWORD in argument for argument in process.cmdline())
    assert PASSWORD not in process.environ().values()
    listening = {c.laddr for c in process.net_connections() if c.status == psutil.CONN_LISTEN}
    assert {address.port for address in listening} == {port, http_port}
    assert {address.ip.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}
    with urlopen(f"http://127.0.0.1:{http_port}/browser/") as page:
        assert b"Neo4j Browser" in page.read()


def what_does_not_fit_a_running_server_is_refused(meute: Meute, start: list[str], url: str) -> None:
    again = meute(*start, password=PASSWORD)
    assert (again.returncode, again.stdout) == (0, f"{url}\n")
    wrong = meute(*start, password="another password")
    assert wrong.returncode == 1
    assert "a different password" in wrong.stderr
    assert len(wrong.stderr.splitlines()) == 1
    elsewhere = meute("up", "--port", str(free_port()), password=PASSWORD)
    assert elsewhere.returncode == 1
    assert "already running" in elsewhere.stderr
    erasing = meute("down", "--erase")
    assert erasing.returncode == 1  # nobody is there to say yes


def it_stops_and_is_erased(meute: Meute, home: Path) -> None:
    process = process_of(home)
    stopped = meute("down")
    assert stopped.returncode == 0
    # Where the first process of a container reaps nobody, an ended one stays in the table.
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    assert meute("status").returncode == 1
    assert meute("down").returncode == 0
    assert [path for path in home.rglob("*") if holds(path, PASSWORD)] == []
    assert meute("down", "--erase", "--yes").returncode == 0
    assert not home.exists()


@pytest.mark.neo4j
@pytest.mark.slow
def test_a_failed_start_says_why_and_leaves_nothing_running(meute: Meute, home: Path) -> None:
    needs_neo4j()
    ports = ["--port", str(free_port()), "--http-port", str(free_port())]
    failed = meute("up", "--via", "maven", "--heap", "1m", *ports)
    assert failed.returncode == 1
    assert failed.stdout == ""
    *tail, last = failed.stderr.splitlines()
    assert any("Too small maximum heap" in line for line in tail)
    assert last.startswith("meute: Neo4j ended while it started")
    assert meute("status").returncode == 1
    kept = home / "password"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(kept.read_text().strip()) >= 20
    assert kept.read_text().strip() not in failed.stderr


@pytest.mark.parametrize(
    ("arguments", "password", "code", "words"),
    [
        (("up",), "short", 2, "fewer than 8 characters"),
        (("up",), "two\nlines of it", 2, "cannot be typed"),
        (("up", "--heap", "-Xlog"), None, 2, "write a number and m or g"),
        (("up", "--port", "70000"), None, 2, "70000"),
        (("status",), None, 1, "No server is running"),
        (("down",), None, 0, "No server was running"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(
    meute: Meute, home: Path, arguments: tuple[str, ...], password: str, code: int, words: str
) -> None:
    done = meute(*arguments, password=password)
    assert done.returncode == code
    assert done.stdout == ""
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not home.exists()  # looking is not making
