"""Options that commands of several rooms have."""

from __future__ import annotations

from collections.abc import Iterable

import click

from ..errors import UsageError

parameter_option = click.option(
    "-p",
    "--parameter",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the query; may be repeated.",
)


def named_values(texts: Iterable[str]) -> dict[str, str]:
    """Return what was given with ``-p NAME=VALUE``, by name.

    Raises:
        UsageError: a text is not of that form, or a name is given twice.
    """
    values: dict[str, str] = {}
    for text in texts:
        name, separator, value = text.partition("=")
        if not separator or not name:
            raise UsageError(f"{text!r} is not a parameter", "Write -p NAME=VALUE.")
        if name in values:
            raise UsageError(f"The parameter {name!r} is given twice", "Give it once.")
        values[name] = value
    return values
