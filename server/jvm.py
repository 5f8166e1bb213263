"""Neo4j as a process of its own on this machine, from Maven's jars."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

import psutil

from ..errors import ServerError
from ..private import environment_of_others
from . import java
from .folder import LocalServer, ServerFolder
from .ports import require_free

STOP_S = 120
"""Longest wait for a stop: a checkpoint of a large graph takes its time."""
_LOOK_EVERY_S = 0.1

OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
"""Packages of the JDK that Neo4j's storage reaches into."""

REACHES_NOTHING = {
    "dbms.usage_report.enabled": "false",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    # LOAD CSV would send what is in a case to any address that a statement puts together.
    "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
}
"""Settings in both ways of starting a server: no statement of a stranger leaves it."""

HOSTS = "127.0.0.1 localhost\n::1 localhost\n"
"""All names that the server knows: LOAD CSV looks its host up before it sees that it is blocked,
and a look-up leaves the machine as a request does."""

_START_TOLERANCE_S = 2.0
"""A process's start is counted in ticks since boot, and the clock may be set between two looks."""


def start(
    folder: ServerFolder, *, bolt_port: int, http_port: int, heap: str, password: str
) -> tuple[LocalServer, subprocess.Popen[bytes]]:
    """Start Neo4j and return at once; it does not answer yet.

    Raises:
        ServerError: no Java, no jars, a port is taken, or the password cannot be set.
    """
    program = java.find_java()
    require_free(bolt_port, flag="--port")
    require_free(http_port, flag="--http-port")
    jars = java.fetch_jars()
    first = not has_data(folder)
    _configure(folder, bolt_port=bolt_port, http_port=http_port, heap=heap)
    if first:
        _set_first_password(folder, program, jars, password)
    command = [str(program), f"-Xmx{heap}", f"-Djdk.net.hosts.file={_hosts(folder)}"]
    command += [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    command += ["-cp", f"{jars}{os.sep}*", "org.neo4j.server.CommunityEntryPoint"]
    command += [f"--home-dir={folder.neo4j}", f"--config-dir={folder.neo4j / 'conf'}"]
    command += ["--console-mode"]
    with folder.log.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - Java, found on the user's own PATH
            command,
            cwd=folder.neo4j,
            env=environment_of_others(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that Ctrl-C in the terminal does not reach it
        )
    server = LocalServer(
        engine="maven",
        bolt_port=bolt_port,
        http_port=http_port,
        pid=process.pid,
        process_started=_process_start(process.pid),
        heap=heap,
    )
    folder.write(server)
    return server, process


def has_data(folder: ServerFolder) -> bool:
    """Whether the server was started before, and so has a password."""
    return (folder.neo4j / "data" / "databases").is_dir()


def is_alive(server: LocalServer) -> bool:
    """Whether this very process still runs."""
    return _process(server) is not None


def stop(folder: ServerFolder, server: LocalServer) -> None:
    """Ask Neo4j to stop, and wait until it has.

    Raises:
        ServerError: it still runs after :data:`STOP_S`.
    """
    process = _process(server)
    if process is not None:
        try:
            process.terminate()
        except psutil.NoSuchProcess:
            pass
        except psutil.AccessDenied as error:
            raise ServerError(
                f"Neo4j (process {server.pid}) belongs to somebody else",
                "Stop it as the user who started it.",
            ) from error
    # Not the process's own `wait`: what a container's first process never reaps would be waited
    # for in vain.
    last = time.monotonic() + STOP_S
    while is_alive(server):
        if time.monotonic() > last:
            raise ServerError(
                f"Neo4j (process {server.pid}) is still running {STOP_S} s after it was asked to "
                "stop",
                f"Check {folder.log}; then try again, or end the process yourself.",
            )
        time.sleep(_LOOK_EVERY_S)
    folder.clear()


def default_heap() -> str:
    """Return a quarter of the memory, at least 512 MB and at most 4 GB, as Java writes it."""
    quarter = psutil.virtual_memory().total // 4 // 2**20
    return f"{min(max(quarter, 512), 4096)}m"


def transaction_memory(heap: str) -> str:
    """Return half of a heap: a statement that takes more is stopped, and the server lives.

    >>> transaction_memory("1g")
    '512m'
    """
    number, unit = int(heap[:-1]), heap[-1:].lower()
    return f"{(number * 1024 if unit == 'g' else number) // 2}m"


def _process(server: LocalServer) -> psutil.Process | None:
    if server.pid is None or server.process_started is None:
        return None
    try:
        process = psutil.Process(server.pid)
        same = abs(process.create_time() - server.process_started) < _START_TOLERANCE_S
        return process if same and process.status() != psutil.STATUS_ZOMBIE else None
    except psutil.NoSuchProcess:
        return None


def _process_start(pid: int) -> float:
    try:
        return psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return time.time()  # it is gone already; whoever waits for it will say why


def _configure(folder: ServerFolder, *, bolt_port: int, http_port: int, heap: str) -> None:
    """Write the server's settings anew: loopback only, nothing sent home, no files read."""
    conf = folder.neo4j / "conf"
    conf.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings = {
        **REACHES_NOTHING,
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{bolt_port}",
        "server.bolt.advertised_address": f"127.0.0.1:{bolt_port}",
        "server.http.listen_address": f"127.0.0.1:{http_port}",
        "server.http.advertised_address": f"127.0.0.1:{http_port}",
        "server.https.enabled": "false",
        "server.memory.pagecache.size": "512m",
        "db.memory.transaction.max": transaction_memory(heap),
    }
    text = "".join(f"{name}={value}\n" for name, value in settings.items())
    (conf / "neo4j.conf").write_text(text, "utf-8")
    _hosts(folder).write_text(HOSTS, "utf-8")


def _hosts(folder: ServerFolder) -> Path:
    return folder.neo4j / "conf" / "hosts"


def _set_first_password(folder: ServerFolder, program: Path, jars: Path, password: str) -> None:
    """Let Neo4j's own tool write the password, so that no default one is ever open.

    The tool reads it from a file: a command line can be read by everybody on the machine.
    """
    escaped = password.replace("\\", "\\\\").replace('"', '\\"')
    if escaped.startswith("@"):
        escaped = f"@{escaped}"  # the tool would read another file
    arguments = f'dbms\nset-initial-password\n--\n"{escaped}"\n'
    with tempfile.TemporaryDirectory(dir=folder.path) as private:
        file = Path(private) / "arguments"
        file.write_text(arguments, "utf-8")
        done = subprocess.run(  # noqa: S603 - likewise
            [
                str(program),
                "-Dfile.encoding=UTF-8",
                "-cp",
                f"{jars}{os.sep}*",
                "org.neo4j.cli.AdminTool",
                f"@{file}",
            ],
            env=environment_of_others(
                NEO4J_HOME=str(folder.neo4j), NEO4J_CONF=str(folder.neo4j / "conf")
            ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=STOP_S,
            check=False,
        )
    if done.returncode != 0:
        # Its output may repeat its arguments, the password among them: it is not shown.
        raise ServerError(
            "Neo4j's own tool refuses to set the password",
            "Choose another MEUTE_PASSWORD, of letters and digits.",
        )
