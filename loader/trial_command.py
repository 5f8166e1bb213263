"""``meute load --check``: what a load would do, without doing it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ..errors import EXIT_FAILED, EXIT_SOME_REJECTED, UsageError
from ..terminal import counted, say, say_data, terminal_safe
from .reports import own_files_line
from .trial import CheckReport, check_files
from .unread import losses, remarks

if TYPE_CHECKING:
    from ..cli.app import App
    from .pipeline import Options


def check_load(app: App, files: tuple[str, ...], options: Options, *, as_json: bool) -> None:
    """Print what a load would do, and end with its exit code.

    Raises:
        UsageError: an option speaks of writing.
    """
    if options.rejects or options.again or options.strict:
        raise UsageError(
            "--check writes nothing", "Give it without --rejects, --again and --strict"
        )
    reports = check_files(files, options.format, options.table_map, options.zone)
    if as_json:
        say_data(json.dumps({"files": [r.as_row() for r in reports]}, ensure_ascii=False, indent=2))
    else:
        for report in reports:
            if report.error is None:
                say(_counted(report))
        own = [report.file for report in reports if report.is_own]
        remarks = (line for report in reports if not report.is_own for line in _remarks(report))
        for line in (*remarks, *own_files_line(own)):
            app.console.print(terminal_safe(line), soft_wrap=True)
        app.console.print("Nothing was written.")
    if any(report.error is not None and not report.left_out for report in reports):
        raise click.exceptions.Exit(EXIT_FAILED)
    if any(report.rejected or losses(report.unread) for report in reports):
        raise click.exceptions.Exit(EXIT_SOME_REJECTED)


def _counted(report: CheckReport) -> str:
    return (
        f"{report.file}  {report.format}  {report.read:,} read, {report.usable:,} usable, "
        f"{report.repeated:,} repeated, {report.rejected:,} rejected"
    )


def _remarks(report: CheckReport) -> Iterator[str]:
    if report.error is not None:
        yield f"{'left out' if report.left_out else 'refused'}: {report.error}"
    if report.first:
        yield f"{report.file} would give:"
    yield from (f"  {line}" for line in report.first)
    yield from (f"{report.file}, {reason}" for reason in report.reasons)
    yield from (f"{report.file}: {sentence}." for sentence in remarks(report.unread))
    for column, unread in losses(report.unread).items():
        if unread.is_remark:
            continue
        records = counted(unread.count, "record")
        yield f"{report.file}: {column} not understood in {records}, such as {unread.example}"
