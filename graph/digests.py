"""Digests by type: whether two graphs hold the same, whatever engines hold them.

The digest of a type is the SHA-256 of its rows in the order of :mod:`.contents`, each as JSON with
sorted names, on a line of its own. It follows from what is stored and from nothing else: neither
the engine, nor the order of writing, nor the size of pages changes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from .contents import pages_by_type
from .store import Row, Store, Value
from .types import PropertyType, RowType

_ENCODER = msgspec.json.Encoder(order="sorted")


@dataclass(frozen=True, slots=True)
class TypeDigest:
    """How many nodes or relationships of a type there are, and their digest in hexadecimal."""

    count: int
    sha256: str


class GrowingDigest:
    """The digest of a type whose rows come page by page, in the order of their identity."""

    def __init__(self, row_type: RowType) -> None:
        self._declared = row_type
        self._fractions = [
            name for name, kind in row_type.columns.items() if kind is PropertyType.FLOAT
        ]
        self._hash, self._count = hashlib.sha256(), 0

    def add(self, rows: Iterable[Row]) -> None:
        """Add the next page."""
        for row in rows:
            self._hash.update(_ENCODER.encode(self._canonical(row)))
            self._hash.update(b"\n")
            self._count += 1

    def result(self) -> TypeDigest:
        """Return the digest of all rows so far."""
        return TypeDigest(self._count, self._hash.hexdigest())

    def _canonical(self, row: Row) -> Row:
        """A whole number in a column of fractions is a fraction, as one engine returns it."""
        fractions: dict[str, Value] = {
            name: float(row[name]) for name in self._fractions if name in row
        }
        return row | fractions if fractions else row


def digest_of(row_type: RowType, pages: Iterable[list[Row]]) -> TypeDigest:
    """Return the digest of a type whose rows come page by page, in their order."""
    digest = GrowingDigest(row_type)
    for page in pages:
        digest.add(page)
    return digest.result()


def digests(store: Store) -> Mapping[str, TypeDigest]:
    """Return the digest of each label and relationship type that has members, by its name.

    Raises:
        StoreError: the engine cannot answer.
    """
    return {
        row_type.type_name: digest_of(row_type, pages) for row_type, pages in pages_by_type(store)
    }
