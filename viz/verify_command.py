"""``meute verify``: what of a report or manifest still matches the case."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import click

from ..cli.app import App, pass_app
from ..errors import MeuteError, UsageError
from ..queries.commands import output_options

COLUMNS = ("kind", "what", "state", "detail")


@click.command()
@click.argument("file", metavar="REPORT|MANIFEST", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--input",
    "inputs",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file that was loaded: is it the one that the report rests on?  May be repeated.",
)
@output_options
@pass_app
def verify(app: App, file: Path, inputs: tuple[Path, ...], form: str, output: Path | None) -> None:
    """Check what in a report, or its manifest, still matches the case; exit code 1 where not all.

    Compared are the page with its own digest, loaded files, runs, every type of the graph, the
    stored queries, and versions.

    Example: meute --graph case.kgl verify report.html
    """
    from ..graph.store import Result
    from ..queries.output import write
    from .manifest import SAME, compared, manifest_of, read_manifest
    from .report_data import read_provenance

    then, page = read_manifest(file)
    rows = [] if page is None else [("page", file.name, page, "the page's own digest")]
    rows += [_input(path, then["files"]) for path in inputs]
    with app.open_graph() as store:
        rows += compared(then, manifest_of(store, read_provenance(store)))
    write(Result(COLUMNS, list(rows)), form, output, sys.stdout)
    if other := sum(state != SAME for _, _, state, _ in rows):
        raise MeuteError(
            f"{other:,} of {len(rows):,} checks do not match",
            "The rows say which; write a new report, or look for the case as it was.",
        )
    app.console.print(f"All {len(rows):,} checks match.")


def _input(path: Path, files: list[dict[str, str]]) -> tuple[str, str, str, str]:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "Check the path.") from error
    held = digest in {row["sha256"] for row in files}
    return "input", path.name, "same" if held else "different", digest
