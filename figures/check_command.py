"""``meute figures check``: mistakes in figures files, and what they would match somewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..cli.app import App, pass_app
from ..errors import EXIT_USAGE
from ..loader.options import map_named, map_option, zone_named, zone_option
from ..queries.commands import output_options, wide_option
from ..terminal import counted, say
from .talk import tell, warn

if TYPE_CHECKING:
    from ..graph import Store
    from .declarations import Declarations

_FILES = click.Path(path_type=Path, dir_okay=False)
_SHOWN = 50


@click.command()
@click.argument("files", nargs=-1, required=True, type=_FILES, metavar="FILE.yml…")
@click.option("--against", metavar="EXPORT|GRAPH", help="Show what would match there.")
@map_option
@zone_option
@click.option("--limit", type=click.IntRange(min=1), default=_SHOWN, show_default=True,
              help="Maximum number of posts shown per stance; a file gets all.")  # fmt: skip
@output_options
@wide_option
@pass_app
def check(
    app: App,
    files: tuple[Path, ...],
    against: str | None,
    map_name: str | None,
    zone: str | None,
    limit: int,
    form: str,
    output: Path | None,
    wide: bool,
) -> None:
    """Check figures files, and show what they would match; nothing is stored.

    Every mistake is reported with its line, and so is what is too wide: phrases that are a frequent
    word or name, rules that call an everyday sentence an attack. EXPORT is any file or folder that
    `meute load` reads; --map and --zone are those of `meute load`.

    Example: meute figures check figures.yml --against export.jsonl
    """
    from .declarations import read_figures
    from .lint import wide_rules
    from .source import FigureFileError

    try:
        declarations = read_figures(files)
    except FigureFileError as error:
        for problem in error.problems:
            say(f"{problem}. {problem.remedy}")
        raise click.exceptions.Exit(EXIT_USAGE) from None
    rules = sum(len(figure.rules) for figure in declarations.figures)
    tell(
        app,
        f"No mistakes: {counted(len(declarations.figures), 'figure')}, {counted(rules, 'rule')}, "
        f"{counted(len(declarations.overrides), 'override')}",
    )
    for words in wide_rules(declarations):
        tell(app, f"{words}. Write more of what attackers say, or name the word in a combination")
    if against is not None:
        most = None if output is not None else limit
        with _opened(app, against, map_name, zone) as store:
            _preview(app, store, declarations, most, form, output, wide=wide)


@contextmanager
def _opened(app: App, place: str, map_name: str | None, zone: str | None) -> Iterator[Store]:
    """Open a graph, or what an export would give, to look into it."""
    from ..loader.pipeline import Options
    from .preview import graph_at

    format_name, table_map = map_named(map_name, None)
    options = Options(format_name, table_map, zone=zone_named(zone))
    with graph_at(app, place, options) as store:
        yield store


def _preview(
    app: App,
    store: Store,
    declarations: Declarations,
    limit: int | None,
    form: str,
    output: Path | None,
    *,
    wide: bool,
) -> None:
    from ..queries.output import write
    from .preview import preview
    from .wordless import why_nothing

    decisions = preview(store, declarations, limit)
    for (figure, stance), count in sorted(decisions.counts.items()):
        tell(app, f"{figure}: {counted(count, 'post')} {stance}, reposts included")
    if decisions.rows.rows or form != "table" or output is not None:
        write(decisions.rows, form, output, sys.stdout, wide=wide)
    tell(
        app,
        f"{counted(decisions.report.posts, 'post')} read, {decisions.own:,} about the figures in "
        "own words",
    )
    if not decisions.report.posts and (nothing := why_nothing(store)):
        tell(app, ". ".join(nothing))
    warn(app, decisions.report)
