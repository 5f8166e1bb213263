"""The whole graph as tables, a type at a time and a page of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..files import written
from ..graph.digests import rows_by_page
from ..graph.schema import NODES, RELATIONSHIPS
from ..graph.store import Row
from ..graph.types import NodeType, RelationshipType
from ..private import partial_folder, target_of

if TYPE_CHECKING:
    from ..graph import Store

Table = NodeType | RelationshipType


def tables(store: Store) -> Iterator[tuple[Table, Iterator[list[Row]]]]:
    """Yield each type that has members, with its rows a page at a time, in a fixed order."""
    counts = store.counts()
    held = {**counts.nodes, **counts.relationships}
    types: tuple[Table, ...] = (*NODES, *RELATIONSHIPS)
    for declared in types:
        if held.get(declared.type_name):
            yield declared, rows_by_page(store, declared)


def table_name(table: Table) -> str:
    """Return the stem of a table's file: ``nodes-Account``, ``relationships-POSTED``."""
    kind = "nodes" if isinstance(table, NodeType) else "relationships"
    return f"{kind}-{table.type_name}"


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Yield a temporary folder that becomes ``path`` when the block succeeds.

    Raises:
        UsageError: ``path`` is a file or a folder that is not empty, or cannot be made.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise UsageError(f"{path} is there already", "Name a new folder after -o.")
    target = target_of(path)
    with ExitStack() as stack:
        try:
            temporary = stack.enter_context(partial_folder(target.parent, target.name))
        except OSError as error:
            raise UsageError(
                f"Nothing can be written to {path.parent}: {error.strerror}",
                "Create the folder, or choose another path after -o.",
            ) from error
        with written(path):
            yield temporary
            if target.exists():
                target.rmdir()
            temporary.rename(target)
