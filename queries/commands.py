"""``meute query`` and ``meute cypher``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ..cli.app import App, pass_app
from ..cli.groups import CommandGroup
from ..cli.options import named_values, parameter_option
from ..terminal import say
from .catalogue import catalogue, find
from .output import FORMATS, write
from .runner import DEFAULT_TIMEOUT_S, run_query

_Command = TypeVar("_Command", bound=Callable[..., Any])


def output_options(command: _Command) -> _Command:
    """Give a command that prints rows its --format and -o."""
    command = click.option(
        "-o", "--output", type=click.Path(path_type=Path), help="Write to this file."
    )(command)
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="How the rows are written.",
    )(command)


@click.group(cls=CommandGroup)
def query() -> None:
    """List, show and run the stored queries."""


@query.command("list")
@click.option("--tag", help="Only those with this tag.")
def list_queries(tag: str | None) -> None:
    """List the stored queries: name and title."""
    chosen = [entry for entry in catalogue().values() if tag is None or tag in entry.tags]
    width = max((len(entry.name) for entry in chosen), default=0)
    for entry in chosen:
        say(f"{entry.name:<{width}}  {entry.title}")


@query.command()
@click.argument("name")
def show(name: str) -> None:
    """Show a stored query: what it answers, its parameters, and its text."""
    entry = find(name)
    say(f"{entry.name}: {entry.title}\n\n{entry.description.strip()}\n\nParameters:")
    for key, parameter in entry.parameters.items():
        default = "required" if parameter.required else f"default {json.dumps(parameter.default)}"
        say(f"  {key} ({parameter.type}, {default}): {parameter.description}")
    say("\nColumns:")
    for key, column in entry.columns.items():
        say(f"  {key} ({column.type}): {column.description}")
    say(f"\n{entry.statement}")


@query.command()
@click.argument("name")
@parameter_option
@output_options
@pass_app
def run(app: App, name: str, parameters: tuple[str, ...], form: str, output: Path | None) -> None:
    """Run a stored query."""
    find(name)  # a wrong name is told before a server is asked
    with app.open_graph() as store:
        result = run_query(store, name, named_values(parameters))
    write(result, form, output, sys.stdout)
    app.console.print(f"{len(result.rows):,} rows")


@click.command()
@click.argument("statement")
@parameter_option
@click.option("--write", "may_write", is_flag=True, help="Let the statement change the graph.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=DEFAULT_TIMEOUT_S,
    show_default=True,
    help="Seconds a reading statement may take.",
)
@output_options
@pass_app
def cypher(
    app: App,
    statement: str,
    parameters: tuple[str, ...],
    may_write: bool,
    timeout: float,
    form: str,
    output: Path | None,
) -> None:
    """Run a Cypher STATEMENT; the engine refuses writes unless --write is given.

    A parameter's value is read as JSON where it is JSON, otherwise as text.
    """
    values = {name: _json_or_text(text) for name, text in named_values(parameters).items()}
    with app.open_graph(write=may_write) as store:
        if may_write:
            result, changes = store.execute(statement, values)
            app.console.print(
                ", ".join(f"{name}: {count:,}" for name, count in changes.items()) or "no changes"
            )
        else:
            result = store.read(statement, values, timeout_s=timeout)
    if result.columns:
        write(result, form, output, sys.stdout)
        app.console.print(f"{len(result.rows):,} rows")


def _json_or_text(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
