"""Neo4j in a container, by way of Docker Compose and the file that meute ships."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ..errors import ServerError
from ..private import environment_of_others
from .folder import LocalServer, ServerFolder
from .jvm import transaction_memory
from .ports import require_free

COMPOSE_FILE = Path(__file__).parent.parent / "docker-compose.yml"

_ASK_S = 20
_PULL_S = 1800


@dataclass(frozen=True)
class Compose:
    """Docker and the command that runs Compose on this machine."""

    docker: str
    command: tuple[str, ...]

    @classmethod
    def find(cls) -> Compose | None:
        """Return it, or None where no engine answers or Compose is not there.

        Compose 1, which still comes with some systems as ``docker-compose``, does not count: it
        has been at its end of life since 2023 and refuses the file.
        """
        docker = shutil.which("docker")
        if docker is None or not _succeeds(docker, "info"):
            return None
        if _succeeds(docker, "compose", "version"):
            return cls(docker, (docker, "compose"))
        standalone = shutil.which("docker-compose")
        if standalone is None:
            return None
        version = _output(standalone, "version", "--short")
        usable = version is not None and not version.startswith("1.")
        return cls(docker, (standalone,)) if usable else None

    def start(
        self, folder: ServerFolder, *, bolt_port: int, http_port: int, heap: str, password: str
    ) -> LocalServer:
        """Start the container; it may not answer yet.

        Raises:
            ServerError: a port is taken, or Docker refuses.
        """
        require_free(bolt_port, flag="--port")
        require_free(http_port, flag="--http-port")
        server = LocalServer(engine="docker", bolt_port=bolt_port, http_port=http_port)
        self._run(folder, server, "up", "--detach", password=password, heap=heap)
        folder.write(server)
        return server

    def has_data(self, folder: ServerFolder) -> bool:
        """Whether the container's volume is there, and with it a password."""
        return _succeeds(self.docker, "volume", "inspect", f"{project(folder)}_data")

    def is_alive(self, folder: ServerFolder, server: LocalServer) -> bool:
        """Whether the container runs."""
        return bool(self._run(folder, server, "ps", "--quiet", "neo4j").strip())

    def log(self, folder: ServerFolder, server: LocalServer) -> str:
        """Return the end of what the container wrote."""
        return self._run(folder, server, "logs", "--no-color", "--tail", "40", "neo4j")

    def stop(self, folder: ServerFolder, server: LocalServer) -> None:
        """Stop and remove the container; its data stay in their volumes."""
        self._run(folder, server, "down")
        folder.clear()

    def erase(self, folder: ServerFolder) -> None:
        """Delete the volumes."""
        self._run(
            folder, LocalServer(engine="docker", bolt_port=0, http_port=0), "down", "--volumes"
        )

    def _run(
        self,
        folder: ServerFolder,
        server: LocalServer,
        *arguments: str,
        password: str = "not-used-here",  # noqa: S107 - Compose wants one for every command
        heap: str = "1g",
    ) -> str:
        command = [*self.command, "--file", str(COMPOSE_FILE), "--project-name", project(folder)]
        environment = {
            **os.environ,
            "MEUTE_PASSWORD": password,  # never on the command line, which everybody can read
            "MEUTE_BOLT_PORT": str(server.bolt_port),
            "MEUTE_HTTP_PORT": str(server.http_port),
            "MEUTE_HEAP": heap,
            "MEUTE_TRANSACTION_MEMORY": transaction_memory(heap),
        }
        try:
            done = subprocess.run(  # noqa: S603 - Docker, found on the user's own PATH
                [*command, *arguments],
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_PULL_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ServerError(
                f"Docker Compose cannot be run: {error}", "Check it with: docker compose version"
            ) from error
        if done.returncode != 0:
            said = done.stderr.strip().splitlines() or ["it said nothing"]
            raise ServerError(
                f"Docker Compose failed: {said[-1]}",
                "Check Docker with: docker info; or start without it: meute server up --via maven.",
            )
        return done.stdout


def project(folder: ServerFolder) -> str:
    """Return Compose's name for this server; servers in different folders do not mix."""
    if folder.is_default:
        return "meute"
    return f"meute-{hashlib.sha256(str(folder.path).encode()).hexdigest()[:8]}"


def _succeeds(*command: str) -> bool:
    return _output(*command) is not None


def _output(*command: str) -> str | None:
    """Return what a program answers, or None where it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - likewise
            command,
            env=environment_of_others(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_ASK_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
