"""Notes that people wrote on a network page: the file that the page saves, read back strictly.

A note is somebody's own words about an account, a figure, a pack or an edge. It goes through the
same way as the words of strangers before it is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ..errors import UsageError
from ..files import read_small_text
from .language import Language, counted_message
from .marks import TRACES, words_of
from .model import Note, Picture, Row
from .text import one_line, printable

NOTES_FORMAT = "meute-notes-1"
MOST_NOTES = 5000
NOTE_CHARACTERS = 4000
_ID_CHARACTERS = 500

_Text = Annotated[str, Field(min_length=1, max_length=NOTE_CHARACTERS)]
_Id = Annotated[str, Field(min_length=1, max_length=_ID_CHARACTERS)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Item(_Strict):
    kind: Literal["account", "figure", "pack", "edge"]
    id: _Id
    to: _Id | None = None
    trace: str | None = None
    shown: Annotated[str, Field(max_length=_ID_CHARACTERS)] = ""
    text: _Text
    written_at: Annotated[str, Field(max_length=40)] = ""

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if self.kind == "edge" and (self.to is None or self.trace not in TRACES):
            raise ValueError("an edge needs `to`, and `trace`, the kind of edge")
        if self.kind != "edge" and (self.to is not None or self.trace is not None):
            raise ValueError("`to` and `trace` belong to an edge")
        return self


class _File(_Strict):
    format: Literal["meute-notes-1"]
    notes: Annotated[list[_Item], Field(max_length=MOST_NOTES)]


def read_notes(path: Path) -> tuple[Note, ...]:
    """Return the notes of a file that a network page saved.

    Raises:
        UsageError: it cannot be read, or is not such a file; the first fault is named.
    """
    remedy = "Give --notes a file that «Save notes» of a network page wrote."
    try:
        file = _File.model_validate_json(read_small_text(path, pipe=True))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", remedy) from error
    except ValidationError as error:
        raise UsageError(f"{path} holds no notes: {_fault(error)}", remedy) from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} holds no notes: {error}", remedy) from error
    notes = tuple(Note(**item.model_dump()) for item in file.notes)
    twice = [key for key, count in Counter(note.key for note in notes).items() if count > 1]
    if twice:
        raise UsageError(
            f"{path} holds two notes on {one_line(twice[0][1], 80)}", "Join them into one."
        )
    return notes


def _fault(error: ValidationError) -> str:
    detail = error.errors()[0]
    place = [part for part in detail["loc"] if part != "notes"]
    number = next((part for part in place if isinstance(part, int)), None)
    field = next((part for part in reversed(place) if isinstance(part, str)), None)
    where = "" if number is None else f"note {number + 1}: "
    message = detail["msg"].removeprefix("Value error, ")
    return where + ("" if field is None else f"{one_line(field, 40)}: ") + message


def notes_of_page(notes: Sequence[Note]) -> list[Row]:
    """Return the notes as a page holds them, to be shown and saved again."""
    return [
        {
            "kind": note.kind,
            "id": one_line(note.id, _ID_CHARACTERS),
            "to": note.to and one_line(note.to, _ID_CHARACTERS),
            "trace": note.trace,
            "shown": one_line(note.shown, 200),
            "text": printable(note.text, NOTE_CHARACTERS),
            "written_at": one_line(note.written_at, 40),
        }
        for note in notes
    ]


def told_notes(notes: Sequence[Note], language: Language) -> list[Row]:
    """Return the notes as a report tells them: on what, and when."""
    return [
        row
        | {
            "about": row["shown"] or " – ".join(filter(None, (row["id"], row["to"]))),
            "what": _what(note, language),
        }
        for note, row in zip(notes, notes_of_page(notes), strict=True)
    ]


def _what(note: Note, language: Language) -> str:
    if note.kind == "edge":
        return words_of(note.trace or "", language)[0]
    return {
        "account": language.say("Account"),
        "figure": language.say("Figure"),
        "pack": language.say("Pack"),
    }[note.kind]


def with_notes(picture: Picture, notes: tuple[Note, ...]) -> Picture:
    """Return a picture with notes; it says how many are on nothing that it shows."""
    if not notes:
        return picture
    keys: set[tuple[str, str, str | None, str | None]] = {
        ("figure" if actor.figure else "account", one_line(actor.id, 200), None, None)
        for actor in picture.actors
    }
    keys |= {("pack", one_line(pack.id, 80), None, None) for pack in picture.packs}
    keys |= {
        ("edge", one_line(edge.source, 200), one_line(edge.target, 200), edge.trace)
        for edge in picture.edges
    }
    elsewhere = sum(note.key not in keys for note in notes)
    if not elsewhere:
        return replace(picture, notes=notes)
    said = counted_message(
        "%(count)s note is on nothing that is drawn; the page keeps it in the file that it saves.",
        "%(count)s notes are on nothing that is drawn; the page keeps them in the file that it "
        "saves.",
        elsewhere,
    )
    return replace(picture, notes=notes, left_out=(*picture.left_out, said))
