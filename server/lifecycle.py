"""Start, stop and look after one local Neo4j, in a container or as a process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..errors import ServerError
from . import jvm
from .compose import Compose
from .folder import LocalServer, ServerFolder, checked_password
from .ports import wait_for_bolt

Via = Literal["auto", "docker", "maven"]

_LOG_LINES = 15


class StartFailedError(ServerError):
    """Neo4j ended, or never answered; ``log_tail`` is what it wrote last."""

    def __init__(self, message: str, remedy: str, log_tail: list[str]) -> None:
        super().__init__(message, remedy)
        self.log_tail = log_tail


@dataclass(frozen=True, kw_only=True)
class StartOptions:
    """How the server is to be started."""

    bolt_port: int = 7687
    http_port: int = 7474
    heap: str | None = None
    via: Via = "auto"
    timeout_s: float = 120
    password: str | None = None


def up(folder: ServerFolder, options: StartOptions) -> LocalServer:
    """Start the server and wait until it answers; one that runs already stays as it is.

    Raises:
        ServerError: it cannot be started, and nothing of it is left running; or it runs already,
            at another port than asked for.
        ConfigError: the password is too short, or nobody knows it.
        StoreAuthError: its data have another password.
    """
    if options.password is not None:
        checked_password(options.password)
    with folder.locked():
        running = _running(folder)
        if running is not None:
            if running.bolt_port != options.bolt_port:
                raise ServerError(
                    f"This server is already running at {running.url}",
                    "Use it there, or stop it first: meute server down.",
                )
            _require_answer(folder, running, options)
            return running
        compose = _compose(options.via)
        return (
            _up_in_container(folder, compose, options)
            if compose
            else _up_as_process(folder, options)
        )


def down(folder: ServerFolder) -> bool:
    """Stop the server and wait until it has stopped; False when none ran.

    Raises:
        ServerError: it does not stop.
    """
    if not folder.path.is_dir():
        return False
    with folder.locked():
        running = _running(folder)
        if running is None:
            folder.clear()
            return False
        if running.engine == "docker":
            _need_compose().stop(folder, running)
        else:
            jvm.stop(folder, running)
        return True


def status(folder: ServerFolder) -> LocalServer | None:
    """Return the server if it runs."""
    return _running(folder) if folder.path.is_dir() else None


def erase(folder: ServerFolder) -> None:
    """Delete the stopped server with its graph, its password and its settings.

    Raises:
        ServerError: it runs.
    """
    if not folder.path.is_dir():
        return
    with folder.locked():
        if _running(folder) is not None:
            raise ServerError("The server is still running", "Stop it first: meute server down.")
        compose = Compose.find()
        if compose is not None and compose.has_data(folder):
            compose.erase(folder)
        folder.erase()


def _up_as_process(folder: ServerFolder, options: StartOptions) -> LocalServer:
    password = folder.password(options.password, has_data=jvm.has_data(folder))
    server, process = jvm.start(
        folder,
        bolt_port=options.bolt_port,
        http_port=options.http_port,
        heap=options.heap or jvm.default_heap(),
        password=password,
    )
    ready = False
    try:
        ready = wait_for_bolt(
            server.url,
            password,
            timeout_s=options.timeout_s,
            still_starting=lambda: process.poll() is None,
        )
    finally:
        ended = process.poll()
        if not ready:
            jvm.stop(folder, server)
    if not ready:
        tail = folder.log.read_text("utf-8", "replace").splitlines()[-_LOG_LINES:]
        raise StartFailedError(*_why(ended, options.timeout_s, str(folder.log)), tail)
    return server


def _up_in_container(folder: ServerFolder, compose: Compose, options: StartOptions) -> LocalServer:
    password = folder.password(options.password, has_data=compose.has_data(folder))
    server = compose.start(
        folder,
        bolt_port=options.bolt_port,
        http_port=options.http_port,
        heap=options.heap or jvm.default_heap(),
        password=password,
    )
    ready, tail = False, []
    try:
        ready = wait_for_bolt(
            server.url,
            password,
            timeout_s=options.timeout_s,
            still_starting=lambda: compose.is_alive(folder, server),
        )
    finally:
        if not ready:
            tail = compose.log(folder, server).splitlines()[-_LOG_LINES:]
            compose.stop(folder, server)
    if not ready:
        raise StartFailedError(*_why(None, options.timeout_s, "the container's log above"), tail)
    return server


def _require_answer(folder: ServerFolder, running: LocalServer, options: StartOptions) -> None:
    """Check that the server which runs takes the password that its user is about to use."""
    password = folder.password(options.password, has_data=True)
    if not wait_for_bolt(
        running.url, password, timeout_s=options.timeout_s, still_starting=lambda: True
    ):
        raise ServerError(
            f"A server is running but does not answer at {running.url}",
            "Stop it and start it again: meute server down.",
        )


def _why(exit_code: int | None, timeout_s: float, log: str) -> tuple[str, str]:
    if exit_code is None:
        return (
            f"Neo4j did not answer within {timeout_s:g} s and was stopped",
            f"Give it longer (--timeout), or read {log}.",
        )
    return f"Neo4j ended while it started (exit code {exit_code})", f"Read {log}."


def _running(folder: ServerFolder) -> LocalServer | None:
    server = folder.read()
    if server is None:
        return None
    if server.engine == "maven":
        return server if jvm.is_alive(server) else None
    compose = Compose.find()
    return server if compose is not None and compose.is_alive(folder, server) else None


def _compose(via: Via) -> Compose | None:
    if via == "maven":
        return None
    return _need_compose() if via == "docker" else Compose.find()


def _need_compose() -> Compose:
    compose = Compose.find()
    if compose is None:
        raise ServerError(
            "No Docker engine with Compose answers on this machine",
            "Start Docker, or start Neo4j without it: meute server up --via maven.",
        )
    return compose
