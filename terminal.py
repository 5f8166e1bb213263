"""What is shown on a terminal: everything passes here, because strangers wrote parts of it.

A terminal obeys what it shows: ESC moves the cursor, sets the title and answers to standard input,
BEL rings, and U+202E turns the line around, so that an address reads as another one. Data that a
program reads (``meute query run … --format json > rows.json``) stay exact.
"""

from __future__ import annotations

import sys
from functools import cache
from io import TextIOBase
from typing import TYPE_CHECKING, TextIO, cast

import click

if TYPE_CHECKING:
    from regex import Pattern


def terminal_safe(text: str) -> str:
    """Return text on one line, with a space for each character that controls or turns a line."""
    return lines_safe(text).replace("\n", " ")


def lines_safe(text: str) -> str:
    """Return text likewise, with its lines."""
    if text.replace("\n", "").isprintable():
        return text  # most of it, and `regex` takes 0.05 s to import
    return str(_steering().sub(" ", text))


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun: *1 row*, *2,000 rows*; ``plural`` where it is not noun + s."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def say(text: str, *, err: bool = False) -> None:
    """Print text for people, and a line end."""
    click.echo(lines_safe(text), err=err)


def say_data(text: str) -> None:
    """Print data, and a line end: exact for programs, safe on a terminal."""
    output = shown(sys.stdout)
    output.write(f"{text}\n")
    output.flush()


def shown(output: TextIO) -> TextIO:
    """Return the output, or what makes data safe on their way to it if it is a terminal."""
    return cast(TextIO, _Shown(output)) if output.isatty() else output


class _Shown(TextIOBase):
    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    def write(self, text: str) -> int:
        self._terminal.write(lines_safe(text))
        return len(text)

    def flush(self) -> None:
        self._terminal.flush()


@cache
def _steering() -> Pattern[str]:
    import regex

    return regex.compile(r"[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]--\n]", regex.V1)
