"""Posts that another author is already known to have written: one id, two authors.

Row numbers and rounded ids are what makes ids meet that are not the same. Within one input the
check of every record finds them; here a chunk is compared with the graph, which other inputs, other
parts of the same one and earlier loads have written. The first author stays, and nothing of the
contradicting post is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl
import pyarrow as pa

from ..graph.schema import POSTED
from ..graph.store import Store

_BY_HANDLE = "/@"
"""Stands in the ids of accounts that are known by their handle alone."""


def contradicted(store: Store, posted: pa.Table | None, held: pl.Series) -> dict[str, str]:
    """Why posts cannot be those that the graph holds, by the posts' ids.

    ``posted`` says who wrote what in the chunk, ``held`` which of its posts the graph has.
    """
    if not len(held):
        return {}
    claims = claims_of(posted).filter(pl.col("target").is_in(held.implode()))
    if not len(claims):
        return {}
    result = store.read(
        "MATCH (p:Post) WHERE p.id IN $ids MATCH (p)<-[:POSTED]-(a:Account) "
        "WHERE a.native_id IS NOT NULL RETURN p.id, a.id",
        {"ids": claims["target"].unique().to_list()},
    )
    authors = {str(post): str(author) for post, author in result.rows}
    return contradictions(claims, authors)


def claims_of(posted: pa.Table | None) -> pl.DataFrame:
    """Who wrote what, of the accounts whose ids are known: ``source`` and ``target``."""
    if posted is None:
        return pl.DataFrame(schema={"source": pl.String, "target": pl.String})
    by_handle = pl.col("source").str.contains(_BY_HANDLE, literal=True)
    return pl.DataFrame(posted).select("source", "target").filter(~by_handle)


def contradictions(claims: pl.DataFrame, authors: Mapping[str, str]) -> dict[str, str]:
    """Why posts cannot be those whose authors are known, by the posts' ids."""
    return {
        post: f"the id {post} is given to two authors, {authors[post]} and {author}: row numbers "
        "and rounded ids are not ids of posts"
        for author, post in claims.iter_rows()
        if post in authors and authors[post] != author
    }


def without(ties: dict[str, pa.Table], posts: Iterable[str]) -> dict[str, pa.Table]:
    """The relationships without those of these posts."""
    kept = {}
    for kind, table in ties.items():
        posting = pl.Series(table["target" if kind == POSTED.kind else "source"])
        kept[kind] = table.filter((~posting.is_in(list(posts))).to_arrow())
    return kept
