"""Assembles the command groups of the rooms; nothing else."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module
from types import TracebackType
from typing import Any

import click

from .._version import VERSION
from ..errors import EXIT_FAILED, MeuteError, OutputError
from ..private import private
from ..terminal import say, terminal_safe
from .app import App


def command_table(*commands: tuple[str, str, str]) -> dict[str, tuple[str, str]]:
    """Return where each command is, and its help, by its name.

    Raises:
        ValueError: two commands have one name.
    """
    places: dict[str, tuple[str, str]] = {}
    for name, place, text in commands:
        if name in places:
            raise ValueError(f"two commands are named {name}")
        places[name] = (place, text)
    return places


COMMANDS = command_table(
    ("demo", "cli.demo:demo", "Plant a campaign, load, detect, query and draw it."),
    ("load", "loader.commands:load", "Load exports of posts into the graph."),
    ("formats", "loader.commands:formats", "List what can be read, and how it is recognised."),
    ("map", "loader.maps.commands:maps", "Propose a map for an unknown export."),
    ("figures", "figures.commands:figures", "Targeted figures and their attack rules."),
    ("detect", "detect.commands:detect", "Find coordinated accounts, packs and bursts."),
    ("query", "queries.commands:query", "List, show and run the stored queries."),
    ("cypher", "queries.commands:cypher", "Run a Cypher statement; read-only unless --write."),
    ("shell", "queries.shell_command:shell", "Ask question after question of an open case."),
    ("viz", "viz.commands:viz", "Draw the network as an interactive page."),
    ("report", "viz.commands:report", "Write the case report as a page."),
    ("verify", "viz.verify_command:verify", "Check what in a report still matches the case."),
    ("export", "exports.commands:export", "Export the graph for other tools."),
    ("copy", "exports.copying:copy", "Copy a local case into a server, or back."),
    ("simulate", "simulate.commands:simulate", "Make a planted campaign as an export file."),
    ("server", "server.commands:server", "Start and stop a local Neo4j."),
)
"""Command: where it is, and its help. Rooms are imported only when one of theirs runs."""


@contextmanager
def _safe_refusals() -> Iterator[None]:
    """Let click repeat what somebody typed, or a pattern matched, without steering a terminal."""
    try:
        yield
    except click.ClickException as error:
        if isinstance(error, click.NoSuchOption) and (told := _where_it_stands(error)):
            raise click.UsageError(told, error.ctx) from error
        error.message = terminal_safe(error.message)  # type: ignore[misc] # click's own to set
        raise


def _where_it_stands(error: click.NoSuchOption) -> str:
    """Say that an option stands on the other side of the command; nothing where it is of none."""
    if error.ctx is not None and error.ctx.command is meute:
        return _of_command(error.option_name, error.ctx)
    option = next((param for param in meute.params if error.option_name in param.opts), None)
    if option is None or error.ctx is None:
        return ""
    value = f" {option.metavar or '…'}" if getattr(option, "is_flag", None) is False else ""
    command = error.ctx.command_path.partition(" ")[2]
    return (
        f"{error.option_name} goes before the command: meute {error.option_name}{value} {command} …"
    )


def _of_command(name: str, ctx: click.Context) -> str:
    """Say that an option before the command is one of the command's own."""
    called = ctx.obj if isinstance(ctx.obj, list) else []
    command = next((word for word in called if word in COMMANDS), None)
    if command is None:
        return ""
    loaded = meute.get_command(ctx, command)
    if loaded is None or not any(name in param.opts for param in loaded.params):
        return ""
    return f"{name} goes after the command: meute {command} {name} …"


class Rooms(click.Group):
    """The commands of all rooms, imported one by one."""

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """Read the arguments; see :meth:`click.Command.make_context`."""
        with _safe_refusals():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; see :meth:`click.Group.invoke`."""
        with _safe_refusals():
            try:
                return super().invoke(ctx)
            except (MeuteError, click.ClickException, OSError, RuntimeError):
                raise  # click ends commands by errors of its own, RuntimeErrors among them
            except Exception as error:
                if isinstance(ctx.obj, App):
                    ctx.obj.explain(error)
                raise

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one may be meant."""
        if args[0] not in COMMANDS and (near := get_close_matches(args[0], COMMANDS, 2)):
            ctx.fail(f"No such command {args[0]!r}. Did you mean {' or '.join(near)}?")
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of a case."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command's room."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(f"..{module}", __package__), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}:{name} is not a click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing any room."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--graph", metavar="URL", help="A file ending in .kgl, or a Neo4j address.")
@click.option("--user", help="User on the server.  [default: neo4j]")
@click.option("--database", help="Database on the server.  [default: the user's own]")
@click.option("--library", metavar="DIR", help="Folder with stored queries of your own.")
@click.option("--ca", metavar="FILE", help="Certificates that the server's must be signed by.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(VERSION, prog_name="meute")
@click.pass_context
def meute(
    ctx: click.Context,
    graph: str | None,
    user: str | None,
    database: str | None,
    library: str | None,
    ca: str | None,
    debug: bool,
) -> None:
    """Find the pack behind a pile-on.

    Settings come from flags, then from the environment (MEUTE_GRAPH, MEUTE_USER, MEUTE_PASSWORD,
    MEUTE_DATABASE, MEUTE_LIBRARY, MEUTE_CA, MEUTE_RETRY_S), then from meute.toml in this folder.
    The graph is meute.kgl by default.
    """
    ctx.obj = App(graph, user, database, debug, library, ca, ctx.obj)


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; every error is one line on standard error and an exit code."""
    called = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in called
    sys.excepthook = _say_traceback
    logging.basicConfig(handlers=[_Remarks(logging.WARNING)], format="meute: %(message)s")
    try:
        with private():
            return meute.main(arguments, prog_name="meute", obj=called)
    except MeuteError as error:
        if debug:
            raise
        say(f"meute: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output has gone, as in `meute query run … | head`.
        sys.stderr.close()
        sys.exit(EXIT_FAILED)
    except Exception as error:
        if debug:
            raise
        if isinstance(error, OSError) and (full := OutputError.of(error, "The output")):
            say(f"meute: {full}", err=True)
            sys.exit(full.exit_code)
        reason = " ".join(str(error).split()) or "no reason given"
        say(
            f"meute: {type(error).__name__}: {reason}. This is a defect of meute: run it again "
            "with --debug and report what it prints.",
            err=True,
        )
        sys.exit(EXIT_FAILED)


class _Remarks(logging.Handler):
    """What the rooms log, which names files and statements of strangers."""

    def emit(self, record: logging.LogRecord) -> None:
        say(self.format(record), err=True)


def _say_traceback(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Print a traceback, which quotes strangers too."""
    say("".join(traceback.format_exception(kind, error, trace)).rstrip(), err=True)
