"""The registry of export formats: one class a format, registered where it is defined."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from ...errors import UnknownFormatError, UsageError
from ..limits import MAX_RECORD_BYTES
from ..records import Record, Reject
from ..rejects import FORMAT as REJECTS
from ..reposts import Item
from .foreign import describe

if TYPE_CHECKING:
    from .head import Head

FORMATS: dict[str, Format] = {}
_PACKAGES = frozenset(
    {"csv", "tsv", "xlsx", "xls", "excel", "ods", "parquet", "json", "jsonl", "ndjson", "table"}
)
"""What people may take for a format."""


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What a reader needs besides the bytes: the head that was looked at, and the user's map.

    ``platform`` is what the user says of an export that does not say it. ``is_alone`` says that the
    input is what a rejects file kept: a record without the document that it stood in.
    """

    head: Head
    table_map: object | None = None
    max_record_bytes: int = MAX_RECORD_BYTES
    platform: str | None = None
    is_alone: bool = False


class Format(ABC):
    """One export format. A subclass with a ``name`` registers one instance of itself."""

    name: str = ""
    title: str
    recognised_by: str
    reads: str = ""
    """What is read besides ids, authors, times and words."""

    lacks: str = ""
    """What is not read, or not there."""

    source: str = ""
    """Where its form is written down."""

    members: ClassVar[Mapping[str, str]] = {}
    """What is in every record: the members that give a post's account, handle, text and time.

    ``any_text`` instead of ``text`` is for exports of which many posts have no words.
    """

    takes_platform: ClassVar[bool] = False
    """Whether it does not say which platform its posts are of, so that its user may."""

    lines_stand_alone: ClassVar[bool] = False
    """Whether lines mean the same without those before them: several processes read them."""

    def __init_subclass__(cls) -> None:
        if cls.name in FORMATS:
            raise ValueError(f"two formats are named {cls.name}")
        if cls.name:
            FORMATS[cls.name] = cls()

    @abstractmethod
    def sniff(self, head: Head) -> bool:
        """Whether the content (never the file's name alone) is of this format."""

    @abstractmethod
    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """One top-level record or one reject for each source record, in the file's order."""

    def read_in_columns(self, stream: BinaryIO, context: ReadContext) -> Iterator[Item]:
        """The same, where runs of reposts may come as columns."""
        return self.read(stream, context)


def detect_format(head: Head, *, mapped: bool = False) -> Format:
    """The one format that recognises the head; ``mapped`` tables are read by the user's map.

    A rejects file is one with a map as well: it holds the records of such a table.

    Raises:
        UnknownFormatError: No format recognises it, or several do.
    """
    if mapped:
        return FORMATS[REJECTS if FORMATS[REJECTS].sniff(head) else "mapped"]
    fits = [fmt for fmt in FORMATS.values() if fmt.sniff(head)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        names = ", ".join(fmt.name for fmt in fits)
        raise UnknownFormatError(
            f"{head.name} could be any of these formats: {names}",
            "Say which it is with --format",
        )
    raise UnknownFormatError(*describe(head))


def format_named(name: str) -> Format:
    """The format of that name, as given to ``--format``.

    Raises:
        UsageError: There is none.
    """
    if name in FORMATS:
        return FORMATS[name]
    if name.lower() in _PACKAGES:
        raise UsageError(
            f"{name} is not a format of posts, but what many are written in",
            "Leave --format out, or say what its columns are with --map (meute map suggest FILE)",
        )
    near = get_close_matches(name, FORMATS, 3)
    meant = f"Did you mean {' or '.join(near)}? " if near else ""
    raise UsageError(
        f"There is no format {name!r}",
        f"{meant}Use one of: {', '.join(FORMATS)} (see meute formats)",
    )
