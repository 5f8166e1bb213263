"""The Store protocol: everything the rooms may ask of a graph, whatever engine holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from .types import NodeType, RelationshipType

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Value = Any
Row = dict[str, Value]
"""One node or relationship as its properties; an absent name is an unknown value, never None.

A node row carries ``id``; a relationship row ``source`` and ``target``, the ids of its ends.
"""


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a statement: column names in order, and rows of plain Python values.

    Nodes and relationships among the values are dictionaries of their stored properties, so
    that both engines answer alike.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]

    def dicts(self) -> list[Row]:
        """Return each row as a dictionary."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def frame(self) -> pd.DataFrame:
        """Return the rows as a frame of objects, one column a column."""
        import pandas as pd

        return pd.DataFrame.from_records(self.rows, columns=list(self.columns))


@dataclass(frozen=True, slots=True)
class Counts:
    """Nodes by label and relationships by type; types without members are left out."""

    nodes: Mapping[str, int]
    relationships: Mapping[str, int]

    @property
    def by_type(self) -> Mapping[str, int]:
        """Both together: no relationship type is called like a label."""
        return {**self.nodes, **self.relationships}


class Store(Protocol):
    """A graph that can be read and written. Also a context manager that closes itself.

    Every method raises a :class:`~meute.errors.StoreError` when the engine fails.
    """

    engine: str
    address: str
    command: str | None
    """The command that writes, which runs remember; None where a program does."""

    def release(self) -> str:
        """Return the engine and its version."""

    def prepare(self) -> None:
        """Create the constraints and indexes of the schema; a second time changes nothing."""

    def read(
        self,
        statement: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        timeout_s: float | None = None,
        trusted: bool = False,
        bounded: bool = False,
    ) -> Result:
        """Run a statement that the engine itself keeps from writing, and which stays in the graph.

        ``trusted``: it ships with meute. Others are stopped at their time limit even where the
        engine does not look at its clock, and at too much memory. ``bounded``: a person waits for
        the answer, which may not be larger than :mod:`.bounds` says; others' never may.

        Raises:
            StatementError: it is wrong, writes, passes a limit, or reaches out of the graph.
        """

    def read_table(
        self,
        statement: str,
        parameters: Mapping[str, Value],
        types: Mapping[str, pa.DataType],
        *,
        timeout_s: float | None,
    ) -> pa.Table:
        """Run a statement that ships with meute; return its columns, of those types by name."""

    def execute(
        self,
        statement: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        once: bool = False,
    ) -> tuple[Result, Mapping[str, int]]:
        """Run a statement that may write; also returns the engine's own change counts.

        It must come to the same when it runs twice, because it is tried again where a connection
        breaks. ``once``: it may not, as that of a user; or it divides itself by ``CALL … IN
        TRANSACTIONS``.
        """

    def exclusive(self, waiting: Callable[[], None] | None = None) -> AbstractContextManager[None]:
        """Keep other processes from merging into the graph meanwhile; within itself it is free.

        Who opened a local file for writing has it for itself already. On a server, others are
        waited for; ``waiting`` is called once if there are any.

        Raises:
            StoreLockedError: from a write, when another process has taken over.
        """

    def replacement(self) -> AbstractContextManager[None]:
        """Keep what is being replaced from being seen by halves; within itself it is free.

        A local file that was opened in bulk is not published after a failure: it stays as it was
        at the last checkpoint. On a server, and in a file with a log, what was written stays; other
        processes that replace something there are waited for.
        """

    def existing(
        self, node_type: NodeType, ids: Sequence[str], properties: Sequence[str] | None = None
    ) -> pa.Table:
        """Return those ids that are there, with all their properties or those; in any order.

        What a node does not have is null.
        """

    def write_nodes(self, node_type: NodeType, table: pa.Table) -> None:
        """Create or update nodes by ``id``; what is absent or null stays as it is.

        Raises:
            ValueError: a column is not declared.
        """

    def write_relationships(self, relationship_type: RelationshipType, table: pa.Table) -> None:
        """Create or update relationships by their ends and key; both ends must be there.

        Raises:
            ValueError: a column is not declared.
        """

    def counts(self) -> Counts:
        """Count nodes and relationships by type."""

    def checkpoint(self) -> None:
        """Make what was written in bulk survive the death of the process; may take seconds."""

    def close(self) -> None:
        """Write what is pending and let go of the file or the connections."""

    def __enter__(self) -> Self:
        """Return the store itself."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
