"""Formats of rows: tables of any kind with fixed names of columns."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, ClassVar

from ...errors import UsageError
from ..records import Post, Record, Reject
from .head import Head
from .ids import IdError, post_id
from .json_input import decode_object, decoded
from .registry import Format, ReadContext
from .table_rows import text_rows
from .tables import Row

RowReader = Callable[[Row], Record | Reject]


def _checked(row: Row, record: RowReader) -> Record | Reject:
    try:
        return record(row)
    except IdError as error:
        return row.reject(str(error))


class TableFormat(Format):
    """A format of rows with fixed names of columns: ``columns`` are those it cannot do without."""

    columns: ClassVar[tuple[str, ...]]
    reads_objects: ClassVar[bool] = False
    """Whether JSON objects with the same names of members are read as well."""

    def sniff(self, head: Head) -> bool:
        """All of the columns in the header."""
        return head.has_columns(*self.columns)

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """One record a row.

        Raises:
            UsageError: The table lacks one of the columns.
        """
        missing = [name for name in self.columns if name not in context.head.header]
        if missing:
            raise UsageError(
                f"{context.head.name} has no column {', '.join(missing)}, which {self.name} needs",
                "Load it without --format, or with another",
            )
        record = self.reader(context)
        for row in text_rows(stream, context, frozenset(self.columns)):
            yield row if isinstance(row, Reject) else _checked(row, record)

    def reader(self, context: ReadContext) -> RowReader:  # noqa: ARG002 - for those that need it
        """What makes records of the rows of one table."""
        return self.record

    @abstractmethod
    def record(self, row: Row) -> Record | Reject:
        """The record that a row holds, or why it holds none."""


class PostTable(TableFormat):
    """A table of one post a row, whose id stands in ``id_column``."""

    id_column: ClassVar[str]

    def record(self, row: Row) -> Record | Reject:
        """The post that a row holds; none without an id."""
        native_id = post_id(row.cells.get(self.id_column))
        return row.reject("a post without id") if native_id is None else self.post(row, native_id)

    @abstractmethod
    def post(self, row: Row, native_id: str) -> Post:
        """The post of that id, with all that its row says of it."""


class RowFormat(TableFormat):
    """A table, or JSON objects with the same names of members."""

    reads_objects = True

    def sniff(self, head: Head) -> bool:
        """All of the columns in the header, or as members of a JSON object."""
        return super().sniff(head) or any(
            set(self.columns).issubset(self.cells(value)) for value in head.objects
        )

    def read(self, stream: BinaryIO, context: ReadContext) -> Iterator[Record | Reject]:
        """One record a row or object."""
        if context.head.is_table:
            yield from super().read(stream, context)
            return
        for item in decoded(stream, context, decode_object):
            if isinstance(item, Reject):
                yield item
            else:
                cells = self.cells(item.value)
                row = Row(item.line, cells, item.raw, damaged=item.damaged)
                yield _checked(row, self.record)

    def cells(self, value: dict[str, Any]) -> dict[str, Any]:
        """The members of an object that are a row's cells."""
        return value
