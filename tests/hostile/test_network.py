"""Nothing that reads asks the network: no connection, no look-up of a name, on either engine."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import neo4j
import psutil
import pytest

from meute.errors import MeuteError
from meute.graph import open_store

from ..queries.planted import plant
from .conftest import in_whole_suite
from .tally import judge

_STRACE = shutil.which("strace")
_URL = "http://canary.invalid/"
STATEMENTS = (
    f"LOAD CSV FROM '{_URL}' AS line RETURN line",
    f"LOAD CSV WITH HEADERS FROM '{_URL}' + 'x' AS line RETURN line",
    f"MATCH (a:Account) CALL (a) {{ LOAD CSV FROM '{_URL}' + a.handle AS l RETURN l }} RETURN l",
    f"CALL apoc.load.json('{_URL}')",
    f"RETURN apoc.util.md5(['{_URL}'])",
    f"CALL dbms.cluster.overview('{_URL}')",
    f"CALL {{ MATCH (a) RETURN a }} IN TRANSACTIONS OF 1 ROWS RETURN '{_URL}'",
    f"MATCH (p:Post) SET p.url = '{_URL}' RETURN p",
    f"RETURN '{_URL}' AS url",
    f"MATCH (l:Link {{id: '{_URL}'}}) RETURN l.id, '{_URL}' =~ 'http.*' AS f",
    f"WITH '{_URL}' AS file RETURN split(file, '/'), replace(file, 'a', 'b')",
    f"CALL db.labels() YIELD label RETURN label + '{_URL}'",
    f"SHOW FUNCTIONS YIELD name WHERE name CONTAINS '{_URL}' RETURN name",
    f"USE `{_URL}` MATCH (a) RETURN a",
    f"EXPLAIN LOAD CSV FROM '{_URL}' AS line RETURN line",
    f"PROFILE RETURN point({{x: 1, y: 2}}), date('2021-01-01'), '{_URL}'",
    f"CALL fts.load('{_URL}')", f"CALL http.get('{_URL}')", f"CALL export_csv('{_URL}')",
    f"CALL db.schema.visualization() YIELD nodes RETURN nodes, '{_URL}'",
)  # fmt: skip
_CALLS = re.compile(r"^.*\b(?:connect|sendto|sendmsg|sendmmsg)\(.*AF_INET.*$", re.MULTILINE)
_SHELL = """
import sys
from meute.cli.commands import main
for arguments in {commands!r}:
    try:
        main(["--graph", "case.kgl", *arguments])
    except SystemExit:
        pass
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    with open_store(str(tmp_path / "case.kgl"), write=True) as store:
        plant(store)
        store.execute(f"MATCH (p:Post) SET p.url = '{_URL}', p.archive = '{_URL}'")
        store.execute(f"MATCH (a:Account) SET a.description = '{_URL}'")
    return tmp_path


def calls_of(folder: Path, program: str) -> tuple[list[str], str]:
    """What a program asks the network, and what it says."""
    done = subprocess.run(
        [str(_STRACE), "-f", "-qq", "-e", "trace=network", "-o", "calls", sys.executable, "-c",
         program],
        cwd=folder, check=False, capture_output=True, text=True, timeout=500,
    )  # fmt: skip
    return _CALLS.findall((folder / "calls").read_text("utf-8", "replace")), done.stderr


@in_whole_suite()
@pytest.mark.skipif(_STRACE is None, reason="strace shows what a process asks; it is not here")
def test_no_read_asks_the_network(case: Path) -> None:
    (case / "posts.jsonl").write_text(
        '{"data": [{"id": "1", "text": "http://canary.invalid/ https://t.co/x", "author_id": "2",'
        ' "created_at": "2021-10-20T00:00:00.000Z"}]}'
    )
    commands = [
        *(["cypher", statement] for statement in STATEMENTS),
        ["load", "posts.jsonl"], ["query", "run", "shared-links"], ["query", "run", "domains"],
        ["report", "-o", "report.html"], ["viz", "network", "-o", "network.html"],
        ["verify", "report.html"], ["export", "gexf", "-o", "a.gexf"], ["detect", "--fdr", "1"],
    ]  # fmt: skip
    control = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"
    assert calls_of(case, control)[0]
    calls, said = calls_of(case, _SHELL.format(commands=commands))
    assert (case / "network.html").exists(), said
    assert "reads stay inside the graph" in said
    defects = [line for line in said.splitlines() if "defect of meute" in line]
    judge("what a read asks the network", len(commands), leaked=calls, killed=defects)


@contextmanager
def watched(pid: int, log: Path) -> Iterator[None]:
    """Write what a process and its threads ask the network to a log."""
    command = [str(_STRACE), "-f", "-e", "trace=network", "-o", str(log), "-p", str(pid)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        if "attached" not in strace.stderr.readline():
            pytest.skip("this machine lets nobody watch another process")
        yield
        strace.terminate()


def server_process(url: str) -> int:
    port = urlsplit(url).port
    listening = psutil.net_connections("tcp")
    pids = [c.pid for c in listening if c.status == psutil.CONN_LISTEN and c.laddr.port == port]
    if not pids or pids[0] is None:
        pytest.skip("the server is no process of this machine and user")
    return int(pids[0])


@in_whole_suite()
@pytest.mark.neo4j
@pytest.mark.skipif(_STRACE is None, reason="strace shows what a process asks; it is not here")
@pytest.mark.parametrize("client", ["meute", "another client"])
def test_the_server_looks_no_name_up(
    client: str, neo4j_url: str, neo4j_password: str | None, tmp_path: Path
) -> None:
    """LOAD CSV looks its host up before it sees the list of what is blocked."""
    auth = ("neo4j", neo4j_password) if neo4j_password else None
    log = tmp_path / "calls"
    with (
        open_store(neo4j_url, password=neo4j_password) as store,
        neo4j.GraphDatabase.driver(neo4j_url, auth=auth) as driver,
        watched(server_process(neo4j_url), log),
    ):
        for statement in STATEMENTS:
            with contextlib.suppress(MeuteError, neo4j.exceptions.Neo4jError):
                if client == "meute":
                    store.read(statement, timeout_s=5)
                else:
                    driver.execute_query(statement, routing_=neo4j.RoutingControl.READ)
    calls = log.read_text("utf-8", "replace")
    assert "recv" in calls or "send" in calls or "read" in calls
    judge(
        f"what Neo4j asks the network for {client}", len(STATEMENTS), leaked=_CALLS.findall(calls)
    )
