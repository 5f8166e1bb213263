"""What a load would write, on disk, so that a case larger than memory gets into an empty graph.

Chunks are divided by a hash of their nodes' ids, ties with the post or link that they begin at (an
authorship with its post), and appended to one file per type and part. Observations merge in any
order (:class:`~meute.graph.types.Merge`), so that a part is merged once, at the end, by itself.
What has to be known meanwhile is little: which posts and accounts are complete, and who wrote what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

from ..graph.contents import table_name
from ..graph.schema import POSTED, Account, Link, Post
from ..graph.tables import empty_table
from ..graph.types import RowType
from .columns import frame_of
from .contradictions import claims_of, contradictions, without
from .journal import Entry, Journal
from .merging import merged
from .reading import Chunk
from .resolving import ends_of
from .rows import NODE_TYPES, TIE_TYPES
from .seen import UNSEEN, Seen
from .writing import Prepared

PARTS = 32
"""A case may be so many times larger than what one part takes in memory while it is merged."""


_PACKED = pa.ipc.IpcWriteOptions(compression="lz4")
_HANDLES = ("id", "platform", "native_id", "handles")


class SpoolJournal(Journal):
    """The entries of one load into a graph that was empty."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def find(self, digest: str) -> Entry | None:
        """Return what is known of the file with that digest."""
        return self.entries.get(digest)

    def finished(self) -> dict[str, str | None]:
        """The format of every file that has been read, None of one that has in part."""
        return {
            digest: entry.format if entry.finished_at else None
            for digest, entry in self.entries.items()
        }

    def _note(self, entries: Sequence[Entry]) -> None:
        self.entries.update((entry.digest, entry) for entry in entries)


class Spool:
    """A :class:`~.open_graph.Destination` in a folder."""

    def __init__(self, folder: Path, parts: int = PARTS) -> None:
        self.journal = SpoolJournal()
        self.parts = range(parts)
        self.accounts = pl.DataFrame(schema={"stand_in": pl.String, "id": pl.String})
        """The account that each handle stands for, once handles are resolved."""
        self.stand_ins = pl.Series("id", [], pl.String)
        self.pages: dict[str, str] = {}
        """The page that each shortened link leads to, likewise."""
        self._folder = folder
        self._complete = {Account: Seen(), Post: Seen()}
        self._written_by = Seen()
        self._authors: dict[str, int] = {}
        self._names: list[str] = []

    def prepare(self, chunk: Chunk) -> Prepared:
        """Compare a chunk with what came before."""
        prepared = Prepared(ties=dict(chunk.ties))
        prepared.contradicted = self._contradicted(chunk.ties.get(POSTED.kind))
        if prepared.contradicted:
            prepared.ties = without(prepared.ties, prepared.contradicted.keys())
        for node_type in NODE_TYPES:
            table = chunk.nodes.get(node_type.label)
            if table is None:
                continue
            if node_type is Post and prepared.contradicted:
                refused = pl.Series(table["id"]).is_in(list(prepared.contradicted))
                table = table.filter((~refused).to_arrow())
            prepared.nodes.append((node_type, table))
            if node_type in self._complete:
                ids = chunk.candidates.get(node_type.label, {}).keys() - prepared.contradicted
                candidates = pl.Series("id", list(ids), pl.String)
                complete = self._complete[node_type].numbers(candidates) != UNSEEN
                prepared.complete[node_type.label] = set(candidates.filter(complete).to_list())
        return prepared

    def write(self, prepared: Prepared) -> None:
        """Append a prepared chunk, and remember what it adds."""
        for node_type, table in prepared.nodes:
            self._append(node_type, "id", table)
            if node_type in self._complete:
                frame = frame_of(node_type, table)
                ids = frame.filter(~pl.col("stub").fill_null(value=False))["id"]
                self._complete[node_type].add(ids, np.zeros(len(ids), np.int32))
        for tie in TIE_TYPES:
            if tie.kind in prepared.ties:
                end = "target" if tie is POSTED else "source"
                self._append(tie, end, prepared.ties[tie.kind])
        claims = claims_of(prepared.ties.get(POSTED.kind))
        self._written_by.add(claims["target"], self._codes(claims["source"]))

    def checkpoint_when_due(self) -> None:
        """What is on disk is only a stage: an interrupted load begins again."""

    def resolve(self) -> int:
        """Find what handles and shortened links stand for, as :mod:`.resolving` does."""
        led = pl.concat(
            self.merged(Link, part).filter(pl.col("leads_to").is_not_null()) for part in self.parts
        )
        self.pages = ends_of(dict(led.select("id", "leads_to").iter_rows()))
        everybody = [self.merged(Account, part).select(*_HANDLES) for part in self.parts]
        unknown = [accounts.filter(pl.col("native_id").is_null())["id"] for accounts in everybody]
        self.stand_ins = pl.concat(unknown)
        if not len(self.stand_ins):
            return 0
        sought = self.stand_ins.alias("stand_in").to_frame()
        handle = pl.col("platform") + "/@" + pl.col("handles").str.to_lowercase()
        carried = [
            accounts.filter(pl.col("native_id").is_not_null())
            .explode("handles")
            .select(handle.alias("stand_in"), "id")
            .join(sought, on="stand_in", how="semi")
            for accounts in everybody
        ]
        of_one = pl.concat(carried).unique().filter(pl.col("stand_in").is_unique())
        self.accounts = of_one
        return len(of_one)

    def merged(self, row_type: RowType, part: int) -> pl.DataFrame:
        """Return the nodes or ties of one part, each once."""
        path = self._path(row_type, part)
        if not path.exists():
            return frame_of(row_type, empty_table(row_type))
        tables = []
        with pa.memory_map(str(path)) as file:
            while file.tell() < file.size():
                tables.append(pa.ipc.open_stream(file).read_all())
        frame = frame_of(row_type, pa.concat_tables(tables))
        return merged(row_type, frame)

    def _path(self, row_type: RowType, part: int) -> Path:
        return self._folder / f"{table_name(row_type)}.{part}"

    def _contradicted(self, posted: pa.Table | None) -> dict[str, str]:
        """Why posts cannot be those that came before, by the posts' ids."""
        claims = claims_of(posted)
        authors_before = self._written_by.numbers(claims["target"])
        doubtful = (authors_before != UNSEEN) & (authors_before != self._codes(claims["source"]))
        if not doubtful.any():
            return {}
        posts = claims["target"].filter(doubtful).to_list()
        authors = (self._names[code] for code in authors_before[doubtful])
        return contradictions(claims, dict(zip(posts, authors, strict=True)))

    def _codes(self, accounts: pl.Series) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        """Number the accounts, new ones too."""
        for account in accounts.unique(maintain_order=True):
            if account not in self._authors:
                self._authors[account] = len(self._names)
                self._names.append(account)
        return np.fromiter(map(self._authors.__getitem__, accounts), np.int32, len(accounts))

    def _append(self, row_type: RowType, key: str, table: pa.Table) -> None:
        frame = frame_of(row_type, table)
        for part, rows in _divided(frame, key, len(self.parts)):
            arrow = rows.to_arrow()
            # A stream of its own each time: 500 open files would be more than some systems allow.
            with (
                self._path(row_type, part).open("ab") as file,
                pa.ipc.new_stream(file, arrow.schema, options=_PACKED) as writer,
            ):
                writer.write_table(arrow)


def _divided(frame: pl.DataFrame, key: str, parts: int) -> Iterator[tuple[int, pl.DataFrame]]:
    """Divide rows by the hash of their key."""
    part = frame[key].hash(3) % parts
    ordered = frame.select(pl.all().gather(part.arg_sort()))
    end = 0
    for number, size in part.value_counts().sort(part.name).iter_rows():
        start, end = end, end + size
        yield number, ordered[start:end]
