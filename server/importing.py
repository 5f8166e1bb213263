"""An empty local server filled at once, by Neo4j's own import tool."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from ..errors import ServerError
from ..private import environment_of_others
from . import java, jvm
from .folder import LocalServer, ServerFolder
from .lifecycle import StartOptions, down, status, up

DATABASE = "neo4j"
"""The only one that Neo4j Community has beside its own."""

_MEMORY = "1G"

_START_S = 900
"""How long the server may take to start again: it did start before, and the import is done."""


def importable_server(url: str) -> ServerFolder:
    """Return the folder of the server at an address whose files this process can write.

    Raises:
        ServerError: no server of `meute server up` runs there as a process.
    """
    folder = ServerFolder.from_environment()
    server = status(folder)
    if server is None or server.engine != "maven" or _place(url) != _place(server.url):
        raise ServerError(
            "--graph names no server that `meute server up --via maven` runs on this machine, and "
            "--bulk fills no other",
            "Load into a local file, then: meute --graph FILE.kgl export neo4j-admin -o DIR, which "
            "prints the command to run on the server; or load without --bulk.",
        )
    return folder


def import_files(folder: ServerFolder, files: Path, arguments: str, password: str | None) -> None:
    """Stop the server, replace its graph by what the files hold, and start it again.

    The caller has seen that the graph is empty.

    Args:
        folder: of the server.
        files: where the arguments and the files that they name are.
        arguments: the name of the file of arguments.
        password: of the server, None for the one that it keeps itself.

    Raises:
        ServerError: the tool refuses the files; the server runs again, as it was.
    """
    server = folder.read()
    if server is None:
        raise ServerError("The server is not running", "Start it: meute server up.")
    down(folder)
    try:
        _import(folder, files, arguments)
    finally:
        up(folder, _options_of(server, password))


def _options_of(server: LocalServer, password: str | None) -> StartOptions:
    return StartOptions(
        bolt_port=server.bolt_port,
        http_port=server.http_port,
        heap=server.heap,
        via="maven",
        password=password,
        timeout_s=_START_S,
    )


def _import(folder: ServerFolder, files: Path, arguments: str) -> None:
    done = subprocess.run(  # noqa: S603 - Java, found on the user's own PATH
        [
            *(str(java.find_java()), f"-Xmx{jvm.default_heap()}", "-Dfile.encoding=UTF-8"),
            *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in jvm.OPENED),
            *("-cp", f"{java.fetch_jars()}{os.sep}*", "org.neo4j.cli.AdminTool"),
            *("database", "import", "full", DATABASE, "--overwrite-destination=true"),
            *(f"--max-off-heap-memory={_MEMORY}", f"@{arguments}"),
        ],
        cwd=files,
        env=environment_of_others(
            NEO4J_HOME=str(folder.neo4j), NEO4J_CONF=str(folder.neo4j / "conf")
        ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        last = "; ".join(line for line in done.stdout.splitlines() if line.strip())[-400:]
        raise ServerError(
            f"Neo4j's import refuses the files: {last}",
            "Check its disk space, or load without --bulk.",
        )


def _place(url: str) -> tuple[str, str]:
    """Host and port, with the names of this machine for one another."""
    address = url.partition("://")[2].rstrip("/")
    host, _, port = address.rpartition(":")
    return ("127.0.0.1" if host == "localhost" else host), port
