"""Digests by type: whether two graphs hold the same, whatever engines hold them.

The members of a type stand in the order of :mod:`.contents`. The digest of a property is the
SHA-256 of its values in that order; that of a type the SHA-256 of the number of its members and of
the digests of its properties by name. It follows from what is stored and from nothing else: neither
the engine, nor the order of writing, nor the size of pages changes it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from .contents import pages_by_type
from .store import Store

if TYPE_CHECKING:
    import pyarrow as pa


_JSON = msgspec.json.Encoder(order="sorted")


@dataclass(frozen=True, slots=True)
class TypeDigest:
    """How many nodes or relationships of a type there are, and their digest in hexadecimal."""

    count: int
    sha256: str


class GrowingDigest:
    """The digest of a type whose members come page by page, in their order."""

    def __init__(self) -> None:
        self._columns: dict[str, _ColumnDigest] = {}
        self._count = 0

    def add(self, page: pa.Table) -> None:
        """Add the next page; all pages have the same columns."""
        for name in page.column_names:
            self._columns.setdefault(name, _ColumnDigest()).add(page[name])
        self._count += len(page)

    def result(self) -> TypeDigest:
        """Return the digest of all members so far; a property that none has does not count."""
        columns = {name: held.hexdigest() for name, held in self._columns.items() if held.values}
        text = _JSON.encode({"members": self._count, "properties": columns})
        return TypeDigest(self._count, hashlib.sha256(text).hexdigest())


class _ColumnDigest:
    """The digest of a property: of the bytes of its values, and of where each begins.

    Both are hashed apart, so that pages of any size give the same.
    """

    def __init__(self) -> None:
        self.values, self._kind = 0, ""
        self._streams: defaultdict[str, hashlib._Hash] = defaultdict(hashlib.sha256)

    def add(self, column: pa.ChunkedArray) -> None:
        self.values += len(column) - column.null_count
        self._kind = str(column.type)
        for chunk in column.chunks:
            for name, data in _streams(chunk):
                self._streams[name].update(data)

    def hexdigest(self) -> str:
        streams = {name: held.hexdigest() for name, held in self._streams.items()}
        return hashlib.sha256(_JSON.encode({"type": self._kind, **streams})).hexdigest()


def _streams(array: pa.Array) -> Iterator[tuple[str, bytes | memoryview]]:
    """Yield the bytes that an array is made of, little-endian; null has a size of -1."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_list(array.type):
        yield "lengths", _numbers(pc.fill_null(pc.list_value_length(array), -1), "<i4")
        for name, data in _streams(array.flatten()):
            yield f"item {name}", data
    elif pa.types.is_string(array.type):
        yield "sizes", _numbers(pc.fill_null(pc.binary_length(array), -1), "<i4")
        yield "texts", _texts(pc.fill_null(array, ""))
    else:
        kind = {pa.int64(): "<i8", pa.float64(): "<f8", pa.bool_(): "<u1"}[array.type]
        zero = pa.scalar(0).cast(array.type)
        yield "present", _numbers(pc.is_valid(array), "<u1")
        yield "numbers", _numbers(pc.fill_null(array, zero), kind)


def _numbers(array: pa.Array, kind: str) -> bytes:
    numbers = array.to_numpy(zero_copy_only=False).astype(kind, copy=False)
    # -0.0 equals 0.0, and an engine may keep either: their sum has one form.
    return bytes((numbers + np.zeros(1, kind)).data)


def _texts(array: pa.Array) -> bytes | memoryview:
    """Return the texts of an array one after another."""
    _, offsets, texts = array.buffers()
    if texts is None:
        return b""
    ends = np.frombuffer(offsets, np.int32)[array.offset : array.offset + len(array) + 1]
    return memoryview(texts)[ends[0] : ends[-1]]


def digest_of(pages: Iterable[pa.Table]) -> TypeDigest:
    """Return the digest of a type whose members come page by page, in their order."""
    digest = GrowingDigest()
    for page in pages:
        digest.add(page)
    return digest.result()


def digests(store: Store) -> Mapping[str, TypeDigest]:
    """Return the digest of each label and relationship type that has members, by its name.

    Two types are read at once: where the engine looks for one, the other becomes columns.

    Raises:
        StoreError: the engine cannot answer.
    """
    pages = {held.type_name: pages for held, pages in pages_by_type(store, whole=True)}
    with ThreadPoolExecutor(2) as threads:
        return dict(zip(pages, threads.map(digest_of, pages.values()), strict=True))
