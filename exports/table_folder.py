"""What the targets that hold the graph as a folder of tables share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..files import new_folder
from ..graph.contents import pages_by_type, table_name
from ..graph.types import RowType
from ..terminal import counted
from .registry import Target

if TYPE_CHECKING:
    import pyarrow as pa

    from ..graph import Store


class TableFolder(Target):
    """A target that is a new folder with a file per type."""

    suffix: str

    def write(self, store: Store, path: Path, run: str | None) -> str:  # noqa: ARG002 - every run
        """Write the folder; returns how many tables it holds."""
        written = 0
        with new_folder(path) as folder:
            for table, pages in pages_by_type(store):
                self.write_table(folder / f"{table_name(table)}{self.suffix}", table, pages)
                written += 1
        return counted(written, "table")

    @abstractmethod
    def write_table(self, path: Path, table: RowType, pages: Iterator[pa.Table]) -> None:
        """Write the members of a type, a page at a time."""
