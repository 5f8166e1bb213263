"""``meute map``: maps for exports that no format recognises."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...cli.app import App, pass_app
from ...cli.groups import CommandGroup
from ...errors import UnknownFormatError, UsageError
from ...terminal import say_data, terminal_safe

if TYPE_CHECKING:
    from ..formats.head import Head
    from .suggestion import Suggestion

_PREVIEWED = 5
_NAMED = 12


@click.group(cls=CommandGroup)
def maps() -> None:
    """Maps say which column of a table, or member of JSON, holds what."""


@maps.command()
@click.argument("file", type=click.Path(path_type=Path))
@pass_app
def suggest(app: App, file: Path) -> None:
    """Propose a map for a table or JSON, from its names and values.

    The map goes to standard output, and what it would read of the first records to standard
    error. Look at both before loading with it: names can mislead.

    Example: meute map suggest posts.csv > map.yml
    """
    import yaml

    from ...yaml_bounds import PlainWords
    from ..formats import ReadContext, peek
    from ..formats.foreign import describe
    from ..sources import sources_of
    from ..streams import opened
    from . import Map
    from .mapped import records_of
    from .suggest import suggested

    with sources_of([str(file)]) as sources:
        if len(sources) != 1:
            raise UsageError(f"{file} holds {len(sources)} files", "Name one of them")
        with opened(sources[0]) as one:
            head, stream = peek(one.stream, sources[0].name)
            suggestion = suggested(stream, head)
        for line in _recognition(head):
            app.console.print(terminal_safe(line), soft_wrap=True)
        if head.layout == "text" and suggestion.columns.keys() <= set(suggestion.by_values):
            raise UsageError(*describe(head))
        if not suggestion.columns:
            raise UsageError(
                f"None of the names in {file} is known as a field: "
                f"{', '.join(suggestion.unused[:_NAMED])}",
                "Write the map by hand: docs/formats.md lists the fields",
            )
        written = suggestion.written()
        say_data(written.rstrip("\n"))
        for doubt in _doubts(suggestion):
            app.console.print(doubt, soft_wrap=not app.console.is_terminal)
        table_map = Map.model_validate(yaml.load(written, PlainWords))  # noqa: S506 - safe
        with opened(sources[0]) as one:
            head, stream = peek(one.stream, sources[0].name)
            _show_preview(
                app, list(islice(records_of(stream, ReadContext(head), table_map), _PREVIEWED))
            )


def _recognition(head: Head) -> Iterator[str]:
    """Yield what is known of an input: its format, or the preset that it is nearest to."""
    from ..formats import detect_format
    from .nearest import nearest_preset

    try:
        fmt = detect_format(head)
    except UnknownFormatError:
        if near := nearest_preset(head):
            yield f"{near}."
        return
    if fmt.takes_platform:
        yield (
            f"`meute load` recognises {head.name} as {fmt.name} ({fmt.title}), which does not say "
            "its platform: a map of one line, «platform: x», does."
        )
        return
    yield (
        f"{head.name} needs no map: `meute load` recognises it as {fmt.name} ({fmt.title}), and "
        "reads more of it than a map would."
    )


def _doubts(proposal: Suggestion) -> Iterator[str]:
    """Yield what somebody should look at before loading with a map."""
    if not (proposal.columns.get("account_id") or proposal.columns.get("account_handle")):
        yield "No author was recognised: without one, packs cannot be found."
    if "text" not in proposal.columns:
        yield "No text was recognised: without it, no rule can read the posts."
    if "created_at" not in proposal.columns:
        yield "No time was recognised: without one, bursts cannot be found."
    if proposal.counted:
        yield (
            "The ids count 1, 2, 3: if they are the numbers of rows, other tables have them too; "
            "«id made from» makes others."
        )
    if proposal.by_values:
        names = ", ".join(
            f"{name} ({proposal.columns.get(name, proposal.platform)})"
            for name in proposal.by_values
        )
        yield f"Guessed from values alone, so check it: {terminal_safe(names)}."
    if proposal.time_form and len(proposal.time_forms) > 1:
        yield (
            f"Times such as {terminal_safe(proposal.examples['created_at'])} are read with the "
            f"{proposal.time_form}; if that is wrong, write «time form: {proposal.time_forms[1]}»."
        )
    if proposal.without_zone:
        yield (
            "The times state no zone and are taken for UTC: if they are local times, write a line "
            "such as «zone: Europe/Paris»."
        )
    if not proposal.platform and "platform" not in proposal.columns:
        yield (
            "No platform was recognised: write it in place of «unknown». Where it is X, the ids "
            "hold the times of posts, and detection needs those."
        )
    if proposal.unused:
        names = ", ".join(proposal.unused[:_NAMED])
        more = f" and {len(proposal.unused) - _NAMED:,} more" if proposal.unused[_NAMED:] else ""
        yield f"Not used: {terminal_safe(names)}{more}. docs/formats.md lists the fields of a map."
    if proposal.made_from:
        yield "No ids were recognised: rows that are alike in all of it are one post."


def _show_preview(app: App, records: list[object]) -> None:
    from ..preview import line_of
    from ..records import Reject

    app.console.print("It would read:")
    for record in records:
        line = f"rejected: {record.reason}" if isinstance(record, Reject) else line_of(record)  # type: ignore[arg-type]
        app.console.print(f"  {terminal_safe(line)}", soft_wrap=True)
