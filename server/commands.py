"""The commands of the local server."""

from __future__ import annotations

from typing import Literal

import click

from ..cli.app import App, pass_app
from ..cli.groups import CommandGroup
from ..terminal import say, terminal_safe

_PORT = click.IntRange(1, 65535)


@click.group(cls=CommandGroup)
def server() -> None:
    """Start and stop a local Neo4j.

    It runs in a container where a Docker engine answers, otherwise as a Java process from the
    artifacts that Maven fetches once (about 140 MB; Java 17 or later). It listens on this machine
    only. Its graph, settings and log are in the user's data folder, or in MEUTE_SERVER_HOME.
    """


@server.command()
@click.option("--port", type=_PORT, default=7687, show_default=True, help="Port for Bolt.")
@click.option(
    "--http-port", type=_PORT, default=7474, show_default=True, help="Port for Neo4j Browser."
)
@click.option("--heap", metavar="SIZE", help="Java's heap, such as 2g.  [default: a quarter]")
@click.option(
    "--via",
    type=click.Choice(["auto", "docker", "maven"]),
    default="auto",
    show_default=True,
    help="How to run it.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=1),
    default=120,
    show_default=True,
    help="Maximum seconds to wait for its answer.",
)
@pass_app
def up(
    app: App,
    port: int,
    http_port: int,
    heap: str | None,
    via: Literal["auto", "docker", "maven"],
    timeout: float,
) -> None:
    """Start it, wait until it answers, and print its address.

    Its password is that of MEUTE_PASSWORD; without one, a password is made at the first start
    and kept in a file that only you can read.
    """
    from . import lifecycle
    from .folder import ServerFolder

    folder = ServerFolder.from_environment()
    password = app.settings.password
    options = lifecycle.StartOptions(
        bolt_port=port,
        http_port=http_port,
        heap=_checked_heap(heap),
        via=via,
        timeout_s=timeout,
        password=None if password is None else password.get_secret_value(),
    )
    with app.console.status("Starting Neo4j; the first time, it is fetched first."):
        try:
            started = lifecycle.up(folder, options)
        except lifecycle.StartFailedError as error:
            for line in error.log_tail:
                app.console.print(f"  {line}", style="dim", soft_wrap=True)
            raise
    app.console.print(f"Neo4j answers. Neo4j Browser: {started.browser} (user neo4j)")
    given = ""
    if password is None and folder.kept_password() is not None:
        app.console.print(f"Its password is kept in {folder.password_file}", soft_wrap=True)
        given = f' MEUTE_PASSWORD="$(cat {folder.password_file})"'
    app.console.print(f"Use it: export MEUTE_GRAPH={started.url}{given}", soft_wrap=True)
    say(started.url)


@server.command()
@click.option("--erase", is_flag=True, help="Then delete its graph, password and settings.")
@click.option("--yes", is_flag=True, help="Do not ask before deleting.")
@pass_app
def down(app: App, erase: bool, yes: bool) -> None:
    """Stop it, and wait until it has stopped. Its graph stays, unless it is erased."""
    from . import lifecycle
    from .folder import ServerFolder

    folder = ServerFolder.from_environment()
    if erase and not yes:
        click.confirm(
            terminal_safe(f"Delete the graph and everything else in {folder.path}?"), abort=True
        )
    stopped = lifecycle.down(folder)
    app.console.print("Neo4j has stopped." if stopped else "No server was running.")
    if erase:
        lifecycle.erase(folder)
        app.console.print(f"Deleted: {folder.path}", soft_wrap=True)


@server.command()
@pass_app
def status(app: App) -> None:
    """Print the address of the server if it runs; exit code 1 if not."""
    from . import lifecycle
    from .folder import ServerFolder

    folder = ServerFolder.from_environment()
    started = lifecycle.status(folder)
    if started is None:
        app.console.print("No server is running. Start one: meute server up")
        raise click.exceptions.Exit(1)
    how = f"as process {started.pid}" if started.engine == "maven" else "in a container"
    app.console.print(f"Neo4j runs {how}. Neo4j Browser: {started.browser}")
    if folder.kept_password() is not None:
        app.console.print(f"Its password is kept in {folder.password_file}", soft_wrap=True)
    say(started.url)


def _checked_heap(heap: str | None) -> str | None:
    """Return a size as Java takes it; anything else would become another of Java's options."""
    if heap is None:
        return None
    number, unit = heap[:-1], heap[-1:].lower()
    if not (number.isascii() and number.isdigit() and unit in {"m", "g"}):
        raise click.BadParameter("write a number and m or g, as in 512m or 2g", param_hint="--heap")
    return f"{number}{unit}"
