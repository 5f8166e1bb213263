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
from ..errors import UsageError
from ..terminal import say
from .catalogue import CATEGORIES, catalogue, find
from .manual import manual, matching
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
@click.option("--category", type=click.Choice(CATEGORIES), help="Only those of this kind.")
@click.option("--search", metavar="WORDS", help="Only those that answer a question, best first.")
def list_queries(category: str | None, search: str | None) -> None:
    """List the stored queries: name and question, by category, or by how well they answer.

    Example: meute query list --search "who posted the same text first"
    """
    entries = [q for q in catalogue().values() if category is None or q.category == category]
    if search is not None:
        entries = matching(entries, search)
        if not entries:
            raise UsageError(
                f"No stored query speaks of {search!r}", "List all with `meute query list`."
            )
    width = max((len(entry.name) for entry in entries), default=0)
    groups = [entries] if search else [[q for q in entries if q.category == c] for c in CATEGORIES]
    for group in filter(None, groups):
        if not search:
            say(f"{group[0].category}:")
        for entry in group:
            say(f"  {entry.name:<{width}}  {entry.question}")


@query.command()
@click.argument("name")
def show(name: str) -> None:
    """Show a stored query as a page of a manual: its question, how to read it, and its text."""
    for line in manual(find(name)):
        say(line)


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
