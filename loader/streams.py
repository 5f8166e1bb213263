"""Inputs as plain bytes: whatever they are packed with, wherever they come from.

Packed data are recognised by their first bytes, never by the file's name, and unpacked in
bounded memory. A stream that ends too early, does not match its checksum, or unpacks to more than
:data:`~.limits.MAX_RATIO` times its size (beyond :data:`~.limits.FREE_BYTES`) is refused.
"""

from __future__ import annotations

import bz2
import hashlib
import io
import lzma
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, cast

from ..errors import BrokenInputError, ForeignInputError, InputError
from .archives import Archive, too_much
from .limits import FREE_BYTES, MAX_LAYERS, MAX_RATIO
from .lines import CHUNK_BYTES

if TYPE_CHECKING:
    from .sources import Source

_MAX_XZ_MEMORY, _MAX_SMALL_XZ_MEMORY = 1 << 28, 80 << 20
_MAX_ZSTD_WINDOW, _MAX_SMALL_ZSTD_WINDOW = 1 << 31, 1 << 26
"""Archives of Reddit are packed with the first; `xz -9` takes 65 MB, `zstd -19` 8 MB."""
_SMALL_BYTES = 16 << 20
_ZSTD_FEED_BYTES = 512
"""Zstandard's decoder takes no output limit; so little cannot unpack to more than 16 MB."""

_FOREIGN = (
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
)
_OFFICE = (
    b"[Content_Types]",
    b"_rels/",
    b"docProps/",
    b"xl/",
    b"word/",
    b"mimetype",
)
_HEAD_BYTES = 512
_FIRST_PIECE_BYTES = 512


class _Decompressor(Protocol):
    """What the decompressors of bz2, lzma and isal have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


class _ZstdDecompressor:
    """Zstandard's decompressor with the same members."""

    needs_input = True

    def __init__(self, size: int) -> None:
        import zstandard

        self._one_frame = zstandard.ZstdDecompressor(
            max_window_size=_MAX_SMALL_ZSTD_WINDOW if size < _SMALL_BYTES else _MAX_ZSTD_WINDOW
        ).decompressobj()

    @property
    def eof(self) -> bool:
        return self._one_frame.eof

    @property
    def unused_data(self) -> bytes:
        return self._one_frame.unused_data

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:  # noqa: ARG002 - unlimited
        return self._one_frame.decompress(data)


def _xz(size: int) -> _Decompressor:
    most = _MAX_SMALL_XZ_MEMORY if size < _SMALL_BYTES else _MAX_XZ_MEMORY
    return lzma.LZMADecompressor(memlimit=most)


def _gzip(_: int) -> _Decompressor:
    from isal import igzip_lib

    # Three times as fast as zlib, which matters beside a reader at 200 MB/s.
    return cast(_Decompressor, igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP))


_PACKINGS: tuple[tuple[bytes, str, Callable[[int], _Decompressor], int], ...] = (
    (b"\x1f\x8b", "gzip", _gzip, CHUNK_BYTES),
    (b"BZh", "bzip2", lambda _: bz2.BZ2Decompressor(), CHUNK_BYTES),
    (b"\x28\xb5\x2f\xfd", "zstd", cast(Any, _ZstdDecompressor), _ZSTD_FEED_BYTES),
    (b"\xfd7zXZ\x00", "xz", _xz, CHUNK_BYTES),
)
"""First bytes, name, what unpacks an input of a size, and how much of it at a time."""


class _Unpacked(io.RawIOBase):
    """The bytes inside a packed stream; several packed parts in a row count as one."""

    def __init__(
        self, packed: BinaryIO, name: str, kind: str, begin: Callable[[], _Decompressor], feed: int
    ) -> None:
        self._packed, self._name, self._kind, self._begin = packed, name, kind, begin
        self._feed = feed
        self._chunk, self._place, self._piece = b"", 0, _FIRST_PIECE_BYTES
        self._part: _Decompressor | None = begin()
        self._out = memoryview(b"")
        self._bytes_in = self._bytes_out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._out:
            following = self._unpack()
            if following is None:
                return 0
            self._out = memoryview(following)
        count = min(len(buffer), len(self._out))
        buffer[:count] = self._out[:count]
        self._out = self._out[count:]
        return count

    def _unpack(self) -> bytes | None:
        """The next piece, empty while there is none yet; None at the end."""
        if self._part is None:
            return None
        data = b""
        if self._part.needs_input:
            data = self._next_piece()
            if not data:
                raise _broken(self._name, f"its {self._kind} data end in the middle")
        try:
            out = self._part.decompress(data, CHUNK_BYTES)
        except _damages() as error:
            raise _broken(self._name, f"its {self._kind} data are damaged ({error})") from error
        self._bytes_out += len(out)
        _check_ratio(self._name, self._bytes_in, self._bytes_out)
        if self._part.eof:
            self._place -= len(self._part.unused_data)
            self._begin_next()
        return out

    def _next_piece(self) -> bytes:
        """Small at a part's beginning, so that a million tiny parts are each looked at once."""
        if self._place == len(self._chunk):
            self._chunk, self._place = self._packed.read(self._feed), 0
            self._bytes_in += len(self._chunk)
        piece = self._chunk[self._place : self._place + self._piece]
        self._place += len(piece)
        self._piece = min(4 * self._piece, self._feed)
        return piece

    def _begin_next(self) -> None:
        """Go on with what follows a finished part; zeros there are padding."""
        self._piece = _FIRST_PIECE_BYTES
        while piece := self._next_piece():
            padding = len(piece) - len(piece.lstrip(b"\0"))
            if padding < len(piece):
                self._place -= len(piece) - padding
                self._piece = _FIRST_PIECE_BYTES
                self._part = self._begin()
                return
        self._part = None


class _Again:
    """A stream with some bytes put back in front."""

    def __init__(self, front: bytes, rest: BinaryIO) -> None:
        self._front, self._rest = front, rest

    def read(self, size: int) -> bytes:
        if not self._front:
            return self._rest.read(size)
        data, self._front = self._front[:size], self._front[size:]
        return data


class Opened:
    """An open input: ``stream`` yields plain bytes, ``position`` tells how far the file is read."""

    def __init__(self, stream: BinaryIO, position: Callable[[], int]) -> None:
        self.stream = stream
        self.position = position


@contextmanager
def opened(source: Source, tap: Callable[[bytes], object] | None = None) -> Iterator[Opened]:
    """Open an input for reading its plain bytes; ``tap`` sees the bytes as they are stored.

    Raises:
        InputError: it cannot be opened.
        BrokenInputError: while it is read, what is packed turns out to be damaged or a bomb.
    """
    with ExitStack() as stack:
        with _translated(source.name):
            raw = stack.enter_context(source.path.open("rb", buffering=1 << 16))
            stored: BinaryIO = raw
            packed = None
            if source.member is not None:
                folder = stack.enter_context(Archive(stored))
                if not source.member:
                    raise _unusable(source.name, folder)
                info = folder.getinfo(source.member)
                stored = cast(BinaryIO, stack.enter_context(folder.open(info)))
                packed = info.compress_size
        watched = cast(BinaryIO, _Watched(stored, source.name, packed, tap))
        size = os.fstat(raw.fileno()).st_size
        yield Opened(_unwrapped(watched, source.name, size), raw.tell)


class _Watched:
    """A stream that names its file when it fails, and is held to the ratio if it unpacks."""

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        packed: int | None,
        tap: Callable[[bytes], object] | None,
    ) -> None:
        self._stream, self._name, self._packed, self._tap = stream, name, packed, tap
        self._bytes_out = 0

    def read(self, size: int) -> bytes:
        with _translated(self._name):
            data = self._stream.read(size)
        if self._packed is not None:
            self._bytes_out += len(data)
            _check_ratio(self._name, self._packed, self._bytes_out)
        if self._tap is not None:
            self._tap(data)
        return data


@contextmanager
def _translated(name: str) -> Iterator[None]:
    """Name the file in what opening or reading it raises."""
    try:
        yield
    except OSError as error:
        raise InputError(
            f"{name} cannot be read: {error.strerror or error}", "Check the file and its disk."
        ) from error
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, KeyError) as error:
        raise _broken(name, f"the archive is damaged ({error})") from error
    except (NotImplementedError, RuntimeError) as error:
        # zipfile says so of encrypted members and of unknown methods.
        raise BrokenInputError(
            f"{name} cannot be unpacked here: {error}", "Unpack the archive and load the folder."
        ) from error


def _unwrapped(stream: BinaryIO, name: str, size: int) -> BinaryIO:
    """Take off the layers of packing."""
    for _ in range(MAX_LAYERS):
        head = b""
        while len(head) < _HEAD_BYTES and (more := stream.read(_HEAD_BYTES - len(head))):
            head += more
        _refuse_foreign(head, name)
        stream = cast(BinaryIO, _Again(head, stream))
        packing = next((p for p in _PACKINGS if head.startswith(p[0])), None)
        if packing is None:
            return stream
        _, kind, begin, feed = packing
        unpacked = io.BufferedReader(
            _Unpacked(stream, name, kind, partial(begin, size), feed), CHUNK_BYTES
        )
        stream = cast(BinaryIO, unpacked)
    raise _broken(name, f"it is packed more than {MAX_LAYERS} times over")


def _refuse_foreign(head: bytes, name: str) -> None:
    for at, mark, what in _FOREIGN:
        if head.startswith(mark, at):
            raise BrokenInputError(f"{name} is {what}", "Unpack it and load the folder.")
    if head.startswith(b"PK\x03\x04") and not head.startswith(_OFFICE, 30):
        raise ForeignInputError(
            f"{name} is an archive inside an archive", "Unpack the outer one first."
        )


def digest_of(source: Source) -> str:
    """Return the SHA-256 of an input, having unpacked it to its very end.

    Of a file the bytes as they are stored, as ``sha256sum`` shows it; of an archive's member the
    bytes that unpacking gives. So nothing of an input that breaks off later is ever written.

    Raises:
        BrokenInputError: what is packed is damaged or a bomb.
    """
    digest = hashlib.sha256()
    with opened(source, digest.update) as opened_source:
        while opened_source.stream.read(CHUNK_BYTES):
            pass
    return digest.hexdigest()


class Budget:
    """What a packed input may unpack to, in bytes, in all."""

    def __init__(self, name: str, packed: int) -> None:
        self._name, self._packed, self._taken = name, packed, 0

    def take(self, size: int) -> None:
        """Count what was unpacked.

        Raises:
            BrokenInputError: it is too much in all.
        """
        self._taken += size
        self.check(self._taken)

    def check(self, unpacked: int) -> None:
        """Compare what all of it unpacks to; raises likewise."""
        _check_ratio(self._name, self._packed, unpacked)


def _check_ratio(name: str, packed: int, unpacked: int) -> None:
    if unpacked > FREE_BYTES and unpacked > MAX_RATIO * packed:
        raise BrokenInputError(
            f"{name} unpacks to more than {MAX_RATIO} times its size, as only bombs do",
            "If you trust it, unpack it yourself and load what comes out.",
        )


def _unusable(name: str, archive: Archive) -> BrokenInputError:
    reason = too_much(archive)
    if reason:
        return BrokenInputError(
            f"{name} {reason}", "If you trust it, unpack it yourself and load the folder."
        )
    return BrokenInputError(f"{name} holds no files", "Export it again.")


def _broken(name: str, reason: str) -> BrokenInputError:
    return BrokenInputError(f"{name} is broken: {reason}", "Copy or export it again.")


def _damages() -> tuple[type[Exception], ...]:
    """What the decompressors raise on damaged data; looked up only after one has."""
    import zstandard
    from isal import igzip_lib

    errors = (OSError, EOFError, ValueError, lzma.LZMAError, zstandard.ZstdError)
    return (*errors, cast(type[Exception], igzip_lib.error))
