"""``meute load`` and ``meute formats``."""

from __future__ import annotations

import json
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..cli.app import App, pass_app
from ..errors import EXIT_FAILED, EXIT_SOME_REJECTED, UsageError
from ..terminal import counted, say, say_data, terminal_safe
from .options import map_named, map_option, zone_named, zone_option
from .unread import losses, remarks

if TYPE_CHECKING:
    from .pipeline import Options
    from .reports import FileReport, LoadReport
    from .unread import Notes

_COUNTS = ("read", "loaded", "merged", "rejected")
_MOST_LINES = 20  # of files alike; a folder of thousands is shown by format


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILES…")
@click.option(
    "--format", "format_name", metavar="NAME", help="Read as this format instead of recognising it."
)
@map_option
@click.option(
    "--rejects",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Keep rejected records there, to repair and load.",
)
@zone_option
@click.option("--strict", is_flag=True, help="Stop at the first reject.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("--again", is_flag=True, help="Read finished files once more.")
@click.option(
    "--check", is_flag=True, help="Read everything and write nothing; show first records."
)
@click.option("--bulk", is_flag=True, help="Fill an empty local server by Neo4j's own import.")
@pass_app
def load(
    app: App,
    files: tuple[str, ...],
    format_name: str | None,
    map_name: str | None,
    rejects: Path | None,
    zone: str | None,
    strict: bool,
    as_json: bool,
    again: bool,
    check: bool,
    bulk: bool,
) -> None:
    """Load exports of posts: files, folders, patterns, archives, and - for standard input.

    Loading is idempotent: a file that has been loaded is recognised by its digest, and a load
    that was interrupted goes on where it stopped. Ends with 3 when some records were rejected or
    some fields could not be read, and with 1 when a file was refused or the load failed.

    --bulk writes the files of Neo4j's own import, stops the local server, imports and starts it
    again: several times as fast for a large case. It needs an empty graph in a server that `meute
    server up` runs as a process.

    Example: meute load export.jsonl.gz more/ --rejects rejects.ndjson
    """
    from .bulk import load_in_bulk
    from .pipeline import Options, load_files
    from .progress import BarProgress
    from .trial_command import check_load

    _check_rejects(rejects, files)
    format_name, table_map = map_named(map_name, format_name)
    options = Options(format_name, table_map, rejects, strict, again, zone_named(zone))
    if check:
        check_load(app, files, options, as_json=as_json)
        return

    open_graph = partial(app.open_graph, write=True, create=True, bulk=True)
    with BarProgress(app.console) as progress:
        if bulk:
            report = load_in_bulk(files, app.settings, open_graph, options, progress)
        else:
            report = load_files(files, open_graph, options, progress)
    _tell(app, report, options, as_json=as_json)
    if code := _exit_code(report):
        raise click.exceptions.Exit(code)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@pass_app
def formats(app: App, as_json: bool) -> None:
    """List the formats that can be read, and how each is recognised."""
    from .maps import FORMATS

    fmts = sorted(FORMATS.values(), key=lambda fmt: fmt.name)
    if as_json:
        rows = [{"name": f.name, "title": f.title, "recognised_by": f.recognised_by} for f in fmts]
        say_data(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for fmt in fmts:
        say(f"{fmt.name}\n    {fmt.title}\n    recognised by: {fmt.recognised_by}")
    app.console.print(
        "\nPacked as gzip, bzip2, zstd, xz or zip, or plain; recognised by content, not by name."
    )


def _tell(app: App, report: LoadReport, options: Options, *, as_json: bool) -> None:
    """Print what became of the records."""
    if as_json:
        say_data(json.dumps(_summary(report), ensure_ascii=False, indent=2))
    else:
        _show(app, report, options.rejects)
        _show_made_ids(app, options)


def _exit_code(report: LoadReport) -> int:
    """1 when nothing could be read or a file was refused, 3 when something was rejected."""
    states = {file.state for file in report.files}
    if "refused" in states or not states & {"loaded", "resumed", "known"}:
        return EXIT_FAILED
    return EXIT_SOME_REJECTED if report.counts.rejected or report.unread else 0


def _show_made_ids(app: App, options: Options) -> None:
    """Say that ids are not the platform's own."""
    from .maps import FORMATS, Preset, load_map

    fmt = FORMATS.get(options.format or "")
    preset = fmt.map if isinstance(fmt, Preset) else None
    table_map = load_map(options.table_map) if options.table_map else preset
    if table_map is not None and table_map.id_made_from and not table_map.columns.id:
        names = ", ".join(table_map.id_made_from)
        app.console.print(f"Ids were made from {names}: records alike in these are one post.")


def _check_rejects(rejects: Path | None, files: tuple[str, ...]) -> None:
    if rejects and any(Path(name).resolve() == rejects.resolve() for name in files):
        raise UsageError(
            f"{rejects} would be both read and written", "Name another file after --rejects."
        )


def _summary(report: LoadReport) -> dict[str, Any]:
    return {
        "files": [
            {
                "file": file.file,
                "state": file.state,
                "format": file.format or None,
                "sha256": file.digest or None,
                **{name: getattr(file.counts, name) for name in _COUNTS},
                "error": str(file.error) if file.error else None,
                "first_rejects": [
                    {"record": r.record, "line": r.reject.line, "reason": r.reject.reason}
                    for r in file.samples
                ],
                "not_understood": _not_understood(losses(file.unread)),
                "remarks": remarks(file.unread),
            }
            for file in report.files
        ],
        **{name: getattr(report.counts, name) for name in _COUNTS},
        "not_understood": _not_understood(report.unread),
        "handles_resolved": report.resolved,
    }


def _show(app: App, report: LoadReport, rejects: Path | None) -> None:
    """The counts as a table on standard output, all talk on standard error."""
    for line in _lines(report):
        app.console.print(terminal_safe(line), soft_wrap=True)
    if report.resolved:
        app.console.print(f"{counted(report.resolved, 'handle')} resolved to accounts")
    table = _table(report)
    if len(table) > 1:
        _print_table([[terminal_safe(cell) for cell in line] for line in table])
    if report.counts.rejected and not rejects:
        app.console.print("To repair what was rejected: load again with --again --rejects FILE")
    for line in _closing(report):
        app.console.print(terminal_safe(line), soft_wrap=True)


def _table(report: LoadReport) -> list[list[str]]:
    """A line per file that was read, or per format where there are many files."""
    read = [file for file in report.files if file.state in {"loaded", "resumed"}]
    lines = [["file", "format", *_COUNTS]]
    if len(read) <= _MOST_LINES:
        lines += [[file.file, file.format, *_figures(file.counts)] for file in read]
    else:
        for name in sorted({file.format for file in read}):
            same = [file for file in read if file.format == name]
            sums = [sum(getattr(f.counts, count) for f in same) for count in _COUNTS]
            lines.append([f"{len(same):,} files", name, *(f"{total:,}" for total in sums)])
    if len(lines) > 2:  # noqa: PLR2004 - the header and one line
        lines.append(["all files", "", *_figures(report.counts)])
    return lines


def _lines(report: LoadReport) -> list[str]:
    """What there is to say of single files; of many alike, the first and how many more."""
    from .reports import own_files_line

    own = [file.file for file in report.files if file.is_own]
    others = [file for file in report.files if not file.is_own]
    said = [(file.state, line) for file in others for line in _remarks(file)]
    shown, counts = [], Counter[str]()
    for state, line in said:
        counts[state] += 1
        if counts[state] <= _MOST_LINES:
            shown.append(line)
    shown += [
        f"{count - _MOST_LINES:,} more lines like these ({state})"
        for state, count in counts.items()
        if count > _MOST_LINES
    ]
    return [*shown, *own_files_line(own)]


def _closing(report: LoadReport) -> list[str]:
    """What was not understood: records, and fields by their column with an example."""
    states = Counter(file.state for file in report.files)
    lines = []
    if states["left out"]:
        files = counted(states["left out"], "file")
        lines.append(f"{files} left out: not exports of posts")
    if not report.files or not states.keys() & {"loaded", "resumed", "known", "refused"}:
        lines.append("Nothing was read. See meute formats for what can be.")
    fields = [
        f"{column} in {counted(unread.count, 'record')} (such as {unread.example})"
        for column, unread in sorted(report.unread.items(), key=lambda item: -item[1].count)
        if not unread.is_remark
    ]
    rejected = report.counts.rejected
    if rejected:
        fields.insert(0, f"{counted(rejected, 'whole record')}, rejected")
    if fields:
        lines.append(f"Not understood: {'; '.join(fields)}")
    return lines


def _figures(counts: Any) -> list[str]:
    return [f"{getattr(counts, name):,}" for name in _COUNTS]


def _print_table(lines: list[list[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [
            cell.ljust(width) if number < 2 else cell.rjust(width)  # noqa: PLR2004 - two of text
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        say("  ".join(cells).rstrip())


def _remarks(file: FileReport) -> list[str]:
    from .reports import place_of

    if file.state == "known":
        return [f"{file.file}: loaded already (--again reads it once more)"]
    if file.error is not None:
        return [f"{file.state}: {file.error}"]
    told = [f"{file.file}: went on where the last load stopped"] * (file.state == "resumed")
    told += [f"{file.file}: {sentence}." for sentence in remarks(file.unread)]
    told += [f"{file.file}, {place_of(r)}: {r.reject.reason}" for r in file.samples]
    more = file.counts.rejected - len(file.samples)
    return told + [f"{file.file}: {more:,} more rejects"] * (more > 0)


def _not_understood(notes: Notes) -> list[dict[str, Any]]:
    """The fields that could not be read, the most frequent first."""
    ordered = sorted(notes.items(), key=lambda item: -item[1].count)
    return [
        {"column": column, "count": unread.count, "example": unread.example}
        for column, unread in ordered
    ]
