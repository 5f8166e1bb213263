"""Options of every command that reads an export: the map of its columns, and its times' zone."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import UsageError

map_option = click.option(
    "--map",
    "map_name",
    metavar="MAP.yml|preset:NAME",
    help="Which column of a table, or member of JSON, holds what; or a shipped map (see meute "
    "formats).",
)

zone_option = click.option(
    "--zone",
    metavar="NAME",
    help="The posts' times are local times in this zone, such as Europe/Paris, whatever they say.",
)


def map_named(map_name: str | None, format_name: str | None) -> tuple[str | None, Path | None]:
    """The format and the map's file: a shipped map is a format of its own.

    Raises:
        UsageError: there is no such preset or file.
    """
    from .maps import PRESET, preset_path

    if map_name is None:
        return format_name, None
    if map_name.startswith(PRESET):
        return preset_path(map_name.removeprefix(PRESET)).stem, None
    path = Path(map_name)
    if not path.is_file():
        raise UsageError(
            f"The map {map_name} is not a file",
            "Give the path of a YAML file, or preset:NAME (meute formats lists the presets)",
        )
    return format_name, path


def zone_named(name: str | None) -> str | None:
    """The name of a zone.

    Raises:
        UsageError: there is none of that name.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name).key if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        from .zones import zones_meant

        raise UsageError(
            f"There is no zone {name!r}",
            f"Write {zones_meant(name or '')} after --zone.",
        ) from error
