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
from ..errors import EXIT_FAILED, UsageError
from ..terminal import counted, say, terminal_safe
from .browser import write_browser_library
from .catalogue import CATEGORIES, NAME, SUFFIX, catalogue, find, use_library
from .comparison import compare
from .empty import why_empty
from .library import TEMPLATE, problems, read_library
from .manual import manual
from .output import FORMATS, write
from .runner import DEFAULT_TIMEOUT_S, run_query
from .search import matching

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)
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


wide_option = click.option("--wide", is_flag=True, help="Show all columns of a table.")
"""For commands whose tables may have more columns than a terminal shows."""


@click.group(cls=CommandGroup)
@pass_app
def query(app: App) -> None:
    """List, show, run, check and export the stored queries, and those of your own."""
    # `check` and `edit` are for a library that cannot be read.
    if click.get_current_context().invoked_subcommand not in ("check", "edit"):
        own_queries(app)


def own_queries(app: App) -> None:
    """Put the library that the settings name beside the stored queries.

    Raises:
        QueryUsageError: it holds a file that is not a sound query.
    """
    folder = app.settings.library
    use_library(read_library(folder) if folder else {})


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
                f"No stored query matches {search!r}", "List all with `meute query list`."
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
@wide_option
@pass_app
def run(
    app: App,
    name: str,
    parameters: tuple[str, ...],
    form: str,
    output: Path | None,
    wide: bool,
) -> None:
    """Run a stored query. On a terminal a table shows the columns that fit; --wide shows all.

    In a pipe or file, rows that are wider than a page are blocks of lines, and a table with --wide.
    """
    find(name)  # a wrong name is told before a server is asked
    with app.open_graph() as store:
        values = named_values(parameters)
        result = run_query(store, name, values, bounded=True)
        rows = counted(len(result.rows), "row")
        told = rows if result.rows else why_empty(store, find(name), values)
    if result.rows or form != "table":
        write(result, form, output, sys.stdout, wide=wide)
    app.console.print(terminal_safe(told), soft_wrap=True)


@query.command("compare")
@click.argument("name")
@click.option("--with", "other", metavar="URL", required=True, help="The other case.")
@click.option(
    "--on", metavar="COLUMN", help="Column to compare by.  [default: account, or the first]"
)
@parameter_option
@output_options
@wide_option
@pass_app
def compare_cases(
    app: App,
    name: str,
    other: str,
    on: str | None,
    parameters: tuple[str, ...],
    form: str,
    output: Path | None,
    wide: bool,
) -> None:
    """Ask a stored query of two cases, and show the rows that both have, matched by account.

    Example: meute query compare multi-target-attackers --with last-year.kgl
    """
    find(name)  # a wrong name is told before a server is asked
    with app.open_graph() as here, app.open_graph(url=other) as elsewhere:
        result = compare(here, elsewhere, name, named_values(parameters), on)
    write(result, form, output, sys.stdout, wide=wide)
    app.console.print(f"{counted(len(result.rows), 'row')} in both cases", soft_wrap=True)


@query.command()
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE.cypher…")
def check(files: tuple[Path, ...]) -> None:
    """Check stored queries of your own by the rules that ours keep; ends with 1 if one breaks them.

    Example: meute query check my-queries/late-joiners.cypher
    """
    told = [str(problem) for path in files for problem in problems(path)]
    for line in told:
        say(line)
    if told:
        raise click.exceptions.Exit(EXIT_FAILED)


@query.command()
@click.argument("name")
@click.option("-o", "--output", type=_FOLDER, default=Path(), help="Folder to write it to.")
@pass_app
def new(app: App, name: str, output: Path) -> None:
    """Begin a stored query of your own, from a template that can be run as it is.

    Example: meute query new late-joiners -o my-queries
    """
    if not NAME.fullmatch(name):
        raise UsageError(f"{name!r} is not a name", "Write small letters, digits and hyphens.")
    path = output / f"{name}{SUFFIX}"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}", "Choose another name or folder.") from error
    app.console.print(f"{path}: run it with `meute --library {output} query run {name}`")


@query.command()
@click.argument("name")
@pass_app
def edit(app: App, name: str) -> None:
    """Open a query of your own library in the editor that EDITOR names, and check it afterwards.

    Example: meute --library my-queries query edit late-joiners
    """
    folder = app.settings.library
    path = None if folder is None or not NAME.fullmatch(name) else folder / f"{name}{SUFFIX}"
    if path is None or not path.is_file():
        raise UsageError(
            f"There is no query {name!r} of your own",
            "Begin one with `meute query new NAME -o FOLDER`, and name the folder with --library.",
        )
    click.edit(filename=str(path))
    told = [str(problem) for problem in problems(path)]
    for line in told:
        say(line)
    if told:
        raise click.exceptions.Exit(EXIT_FAILED)


@query.command("export")
@click.option("--browser", is_flag=True, required=True, help="As Neo4j Browser takes scripts.")
@click.option("-o", "--output", type=_FOLDER, required=True, help="New folder to write to.")
@pass_app
def export_queries(app: App, browser: bool, output: Path) -> None:  # noqa: ARG001 - the only form
    """Export the stored queries as scripts with their parameters, and a style file.

    Drop a script on the page of Neo4j Browser: save it to favorites, or paste it in the editor.
    Drop style.grass there for colours and captions.

    Example: meute query export --browser -o browser
    """
    written = write_browser_library(output)
    app.console.print(f"{output}: {written} scripts, style.grass", soft_wrap=True)


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
@wide_option
@pass_app
def cypher(
    app: App,
    statement: str,
    parameters: tuple[str, ...],
    may_write: bool,
    timeout: float,
    form: str,
    output: Path | None,
    wide: bool,
) -> None:
    """Run a Cypher STATEMENT; the engine refuses writes unless --write is given.

    A parameter's value is read as JSON where it is JSON, otherwise as text.
    """
    values = {name: _json_or_text(text) for name, text in named_values(parameters).items()}
    with app.open_graph(write=may_write) as store:
        if may_write:
            result, changes = store.execute(statement, values, once=True)
            app.console.print(
                ", ".join(f"{name}: {count:,}" for name, count in changes.items()) or "no changes"
            )
        else:
            result = store.read(statement, values, timeout_s=timeout)
    if result.columns:
        write(result, form, output, sys.stdout, wide=wide)
        app.console.print(counted(len(result.rows), "row"))


def _json_or_text(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
