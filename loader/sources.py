"""What to load: files, folders, patterns, archives and standard input become single inputs."""

from __future__ import annotations

import glob
import os
import shutil
import stat
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path
from typing import BinaryIO

from ..errors import (
    ColumnsError,
    ForeignInputError,
    InputError,
    MeuteError,
    UnknownFormatError,
)
from ..private import partial_folder
from .archives import Archive, too_much
from .limits import SPARE_DISK_BYTES
from .lines import CHUNK_BYTES

STDIN = "-"
BROKEN_ARCHIVE = ""
"""Stands for the member of an archive that has none, or too much; reading it is refused."""
_PACKED = (b"PK", b"\x1f\x8b", b"BZh", b"\x28\xb5\x2f\xfd", b"\xfd7zXZ"[:4], b"PAR1")
_PACKED_NAMES = (".gz", ".bz2", ".zst", ".xz", ".xlsx", ".parquet", ".zip")
_ENDLESS = frozenset({"zero", "random", "urandom", "full", "kmsg"})


@dataclass(frozen=True, slots=True)
class Source:
    """One input: a file, or a member of a zip archive.

    ``unnamed`` marks what stands in a folder or archive beside other things, and was not named.
    ``plain_bytes`` are those that it has unpacked, 0 where that is not known.
    """

    name: str
    path: Path
    member: str | None = None
    unnamed: bool = False
    bytes: int = 0
    plain_bytes: int = 0

    def leaves_out(self, error: MeuteError) -> bool:
        """Whether an error says that this is not an export, of which nobody has said that it is."""
        others = UnknownFormatError | ForeignInputError | ColumnsError
        return self.unnamed and isinstance(error, others)


@contextmanager
def sources_of(arguments: Sequence[str]) -> Iterator[list[Source]]:
    """Yield the inputs that the arguments name, in order; ``-`` is standard input.

    Pipes are copied to a temporary file first: so they have a digest, a load of them can be
    resumed, and one that breaks off leaves nothing in the graph.

    Raises:
        InputError: there is no such file.
    """
    with ExitStack() as copies:
        yield [source for argument in arguments for source in _expand(argument, copies)]


def _expand(argument: str, copies: ExitStack) -> Iterator[Source]:
    if argument == STDIN:
        yield from _spooled("standard input", sys.stdin.buffer, copies)
        return
    path = Path(argument)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        matches = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 - absolute patterns
        if not matches:
            raise InputError(
                f"{argument} cannot be read: {getattr(error, 'strerror', None) or error}",
                "Check the path.",
            ) from error
        for match in matches:
            yield from _expand(match, copies)
        return
    if stat.S_ISDIR(mode):
        yield from _inside(path)
    elif stat.S_ISREG(mode):
        yield from _file(argument, path)
    elif stat.S_ISBLK(mode) or (stat.S_ISCHR(mode) and path.resolve().name in _ENDLESS):
        raise InputError(f"{argument} is a device", "Name a file, a folder or a pipe.")
    else:
        with path.open("rb") as pipe:
            yield from _spooled(argument, pipe, copies)


def _inside(folder: Path) -> Iterator[Source]:
    """All files below a folder, by name; hidden ones are not exports."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place) / name
            if not name.startswith(".") and path.is_file():
                yield from _file(str(path), path, unnamed=True)


def _spooled(name: str, pipe: BinaryIO, copies: ExitStack) -> Iterator[Source]:
    try:
        copy, path = _private_copy(copies)
        while chunk := pipe.read(CHUNK_BYTES):
            if shutil.disk_usage(tempfile.gettempdir()).free < SPARE_DISK_BYTES:
                raise OSError(ENOSPC, os.strerror(ENOSPC))  # noqa: TRY301 - told below
            copy.write(chunk)
        copy.flush()
    except OSError as error:
        raise InputError(
            f"{name} cannot be copied to a temporary file: {error.strerror}",
            "Make room, or set TMPDIR to a folder on another disk.",
        ) from error
    yield from _file(name, path)


def _private_copy(copies: ExitStack) -> tuple[BinaryIO, Path]:
    """Open a temporary file that is gone with this process, and say where others of ours read it.

    On Linux it has no name from the beginning, so that a kill leaves nothing; elsewhere the next
    load removes what a killed one left.
    """
    copy = copies.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - kept open
    path = Path(f"/proc/{os.getpid()}/fd/{copy.fileno()}")
    if path.exists():
        return copy, path
    folder = copies.enter_context(partial_folder(None, "meute"))
    path = folder / "copy"
    return copies.enter_context(path.open("wb")), path


def _file(name: str, path: Path, *, unnamed: bool = False) -> Iterator[Source]:
    """The file itself, or the members of an archive."""
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
        size = path.stat().st_size
        members = _members(path) if head in {b"PK\x03\x04", b"PK\x05\x06"} else None
    except OSError as error:
        raise InputError(
            f"{name} cannot be read: {error.strerror or error}", "Check that you may read it."
        ) from error
    except zipfile.BadZipFile:
        members = []
    if members is None:
        plain = 0 if head.startswith(_PACKED) else size
        yield Source(name, path, unnamed=unnamed, bytes=size, plain_bytes=plain)
        return
    if not members:
        yield Source(name, path, BROKEN_ARCHIVE, unnamed=unnamed, bytes=size)
    for info in members:
        yield Source(
            f"{name}:{info.filename}",
            path,
            info.filename,
            unnamed=unnamed or len(members) > 1,
            bytes=info.compress_size,
            plain_bytes=0 if info.filename.lower().endswith(_PACKED_NAMES) else info.file_size,
        )


def _members(path: Path) -> list[zipfile.ZipInfo] | None:
    """The files in an archive; None if it is an office program's file, which is one inside."""
    with Archive(path) as archive:
        if too_much(archive):
            return []
        infos = archive.infolist()
    if any(info.filename == "[Content_Types].xml" for info in infos):
        return None
    if infos and infos[0].filename == "mimetype":
        return None
    return [
        info
        for info in infos
        if not info.is_dir() and not info.filename.startswith("__MACOSX/") and _visible(info)
    ]


def _visible(info: zipfile.ZipInfo) -> bool:
    return not info.filename.rpartition("/")[2].startswith(".")
