"""The files of Neo4j's own import from a spool, part by part, each merged in memory by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from ..graph.admin_files import AdminFiles
from ..graph.schema import LINKS_TO, MENTIONS, POSTED, REPOSTS_ACCOUNT, Account, Import
from ..graph.store import Counts
from ..graph.tables import table_of
from ..graph.types import RelationshipType, RowType
from .columns import frame_of
from .journal import row_of
from .merging import merged
from .rows import NODE_TYPES, TIE_TYPES
from .spool import Spool


def write_spooled(spool: Spool, folder: Path) -> Counts:
    """Write the files into a folder; return what they hold."""
    files = AdminFiles(folder)
    for row_type, frame in _frames(spool):
        files.add(row_type, frame)
    files.end()
    return files.counts


def _frames(spool: Spool) -> Iterator[tuple[RowType, pl.DataFrame]]:
    gone = spool.accounts.select(id="stand_in")
    for node_type in NODE_TYPES:
        for part in spool.parts:
            frame = spool.merged(node_type, part)
            if node_type is Account and len(gone):
                frame = frame.join(gone, on="id", how="anti")
            yield node_type, frame
    entries = [row_of(entry) for entry in spool.journal.entries.values()]
    if entries:
        yield Import, frame_of(Import, table_of(Import, entries))
    for tie in TIE_TYPES:
        for part in spool.parts:
            yield tie, ties_of(spool, tie, part)


def ties_of(spool: Spool, tie: RelationshipType, part: int) -> pl.DataFrame:
    """Return the ties of one part, those of handles moved to their accounts.

    The rules are those of :mod:`.resolving`: a handle does not post what an account with an id
    did, a reply to oneself mentions nobody, and a shortened link is the page that it leads to.
    """
    ties = spool.merged(tie, part)
    if tie is POSTED and len(spool.stand_ins):
        by_handle = pl.col("source").is_in(spool.stand_ins.implode())
        first = ties.filter(~by_handle).select("target")
        second = ties.filter(by_handle).join(first, on="target", how="semi")
        ties = ties.join(second, on=tie.identity, how="anti")
    if tie is LINKS_TO and spool.pages:
        ties = merged(tie, ties.with_columns(pl.col("target").replace(spool.pages)))
    end = {POSTED: "source", MENTIONS: "target", REPOSTS_ACCOUNT: "target"}.get(tie)
    if end is None or not len(spool.accounts):
        return ties
    resolved = ties.join(spool.accounts, left_on=end, right_on="stand_in", how="left")
    stays = resolved.filter(pl.col("id").is_null()).drop("id")
    moved = resolved.filter(pl.col("id").is_not_null()).with_columns(pl.col("id").alias(end))
    moved = merged(tie, moved.drop("id"))
    if tie is MENTIONS:
        authors = ties_of(spool, POSTED, part).select(source="target", target="source")
        needless = moved.filter("implicit").join(authors, on=tie.identity, how="semi")
        moved = moved.join(needless, on=tie.identity, how="anti")
    return merged(tie, pl.concat([stays, moved]))
