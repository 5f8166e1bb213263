"""A Neo4j of one process that runs tests, from the first test that asks for it to the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from meute.errors import ServerError
from meute.server import ServerFolder, StartOptions, jvm, up

from . import processes

HEAP = "1g"

_QUICK = {
    # Each test fills the graph with something else: plans of former tests serve it as well.
    "dbms.cypher.min_replan_interval": "1d",
    "server.memory.query_cache.per_db_cache_num_entries": "10000",
    # Room for logs that a few thousand nodes never need.
    "db.tx_log.preallocate": "false",
}

_IN_MEMORY = Path("/dev/shm")
_ROOM_BYTES = 2 << 30
"""A server with the graphs of all tests takes a quarter of that."""


class NotStartedError(Exception):
    """What the command said that was to start the server."""


_GUARD = 'cat; "$0" -m meute server down --erase --yes; rm -rf "$1"'
"""Reads until the process that runs the tests ends, even by a signal, and stops its server."""


@contextmanager
def neo4j_server() -> Iterator[tuple[str, str]]:
    """Yield the address and the password of a server that is stopped and deleted afterwards.

    Raises:
        NotStartedError: it cannot be started here.
    """
    home = Path(tempfile.mkdtemp(prefix="meute-neo4j-", dir=_quick_folder()))
    folder = home / "server"
    settings = {**processes.without_settings(), "MEUTE_SERVER_HOME": str(folder)}
    with subprocess.Popen(
        ["sh", "-c", _GUARD, sys.executable, str(home)],
        env=settings,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # so that Ctrl-C in the terminal does not reach it
    ):
        options = StartOptions(
            bolt_port=free_port(), http_port=free_port(), heap=HEAP, timeout_s=300
        )
        # In a process that ends, so that the server is nobody's child.
        start = processes.FORKS.Process(target=_start, args=(folder, options, home / "told"))
        start.start()
        start.join()
        if start.exitcode != 0:
            raise NotStartedError((home / "told").read_text("utf-8"))
        url = f"bolt://127.0.0.1:{options.bolt_port}"
        yield url, (folder / "password").read_text().strip()


def _start(folder: Path, options: StartOptions, told: Path) -> None:
    with patch.dict(jvm.REACHES_NOTHING, _QUICK):
        try:
            up(ServerFolder(folder), options)
        except ServerError as error:
            told.write_text(str(error), "utf-8")
            sys.exit(1)


def _quick_folder() -> Path | None:
    """Return where writing waits for no disk, None where there is no such place."""
    if not os.access(_IN_MEMORY, os.W_OK):
        return None
    return _IN_MEMORY if shutil.disk_usage(_IN_MEMORY).free > _ROOM_BYTES else None


def free_port() -> int:
    """Return a port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
