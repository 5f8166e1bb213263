"""Fields of records that could not be read: counted per column, each with an example.

A record whose time or count is written in a way that nobody foresaw is loaded without it. So that
this is never silent, whoever meets such a value notes it here; the load takes the notes with each
chunk and shows them at its end. One process reads one input at a time, so there is one ledger.
"""

from __future__ import annotations

from copy import copy
from typing import Any

import msgspec

_SHOWN_CHARACTERS = 60
_MOST_COLUMNS = 200
_OTHER = "(other columns)"


class Unread(msgspec.Struct):
    """How many values of a column could not be read, and the first of them.

    ``is_remark`` says that ``example`` is a full sentence about the input; ``is_loss`` that
    something of it was not read.
    """

    count: int
    example: str
    is_remark: bool = False
    is_loss: bool = True

    def add(self, more: Unread) -> None:
        """Count those of another part of the input as well."""
        self.count += more.count


Notes = dict[str, Unread]

_ledger: Notes = {}


def note(column: str, value: Any, remark: str = "", count: int = 1) -> None:
    """Note a value of a column that could not be read; ``remark`` says what else there is to it.

    ``count`` is how many values it stands for.
    """
    noted = _ledger.get(column)
    if noted is not None:
        noted.count += count
        return
    shown = " ".join(str(value).split())
    if len(shown) > _SHOWN_CHARACTERS:
        shown = f"{shown[:_SHOWN_CHARACTERS]}…"
    shown += f", {remark}" if remark else ""
    if len(_ledger) >= _MOST_COLUMNS:
        column, shown = _OTHER, f"{column}: {shown}"
    _ledger.setdefault(column, Unread(0, shown)).count += count


def remark(about: str, sentence: str) -> None:
    """Note what a user should know of an input that was read: what was guessed, or mended."""
    noted = Unread(0, sentence, is_remark=True, is_loss=False)
    _ledger.setdefault(f"({about})", noted).count += 1


def lost(about: str, sentence: str, count: int) -> None:
    """Note in a full sentence that so many parts of an input were not read."""
    _ledger.setdefault(f"({about})", Unread(0, sentence, is_remark=True)).count += count


def losses(notes: Notes) -> Notes:
    """What could not be read."""
    return {column: unread for column, unread in notes.items() if unread.is_loss}


def remarks(notes: Notes) -> list[str]:
    """What there is to say of what was read, in full sentences."""
    return [unread.example for unread in notes.values() if unread.is_remark]


def taken() -> Notes:
    """What has been noted since the last time, which then is forgotten."""
    notes = dict(_ledger)
    _ledger.clear()
    return notes


def together(notes: Notes, more: Notes) -> None:
    """Add the notes of a further part of the input."""
    for column, unread in more.items():
        if column in notes:
            notes[column].add(unread)
        else:
            notes[column] = copy(unread)
