"""Handles become accounts: whom a post names by handle is found once the accounts are known.

Many exports name whom a post mentions, answers or reposts only by handle. Until an account with
that handle is at hand, the handle stands as an account of its own (``x/@bob``). After the last
file of a load, every such account is looked up among the handles, current or former, of all
accounts of its platform; when exactly one carries it, the relationships move there and the
stand-in goes. So the order of files does not matter. A handle that several accounts have carried
stays a stand-in: which of them was meant cannot be known. Links of shorteners become the pages
that they lead to in the same way.
"""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from ..graph.schema import HAS_ACCOUNT, LINKS_TO, MENTIONS, POSTED, REPOSTS_ACCOUNT, Account
from ..graph.store import Row, Store
from ..graph.tables import table_of
from ..graph.types import RelationshipType
from .columns import frame_of, table_of_frame
from .merging import merged
from .writing import explicit_mentions

MOVED = (POSTED, MENTIONS, REPOSTS_ACCOUNT, HAS_ACCOUNT)
"""Facts. Findings about a stand-in go with it: detect again after loading."""

_PAGE = 5_000


def resolve_handles(store: Store) -> int:
    """Move the relationships of stand-ins to the accounts they stand for; return how many went.

    Interrupted and run again, it ends in the same graph.
    """
    result = store.read("MATCH (a:Account) WHERE a.native_id IS NULL RETURN a.id AS id ORDER BY id")
    ids = [str(row[0]) for row in result.rows]
    resolved = 0
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        _drop_second_authors(store, page)
        accounts = {
            stand_in: carriers.pop()
            for stand_in, carriers in _carriers(store, page).items()
            if len(carriers) == 1
        }
        if accounts:
            for row_type in MOVED:
                _move(store, row_type, accounts)
            store.execute(
                "UNWIND $ids AS id MATCH (a:Account {id: id}) DETACH DELETE a",
                {"ids": sorted(accounts)},
            )
        resolved += len(accounts)
    return resolved


def resolve_links(store: Store) -> int:
    """Move the posts of shortened links to the pages that they lead to; return how many moved.

    One page is one link, whichever of its addresses a post has: an export that says where a
    shortened one leads says so for the posts of all. The shortened link stays, without posts, for
    those that come later. Interrupted and run again, it ends in the same graph.
    """
    result = store.read("MATCH (l:Link) WHERE l.leads_to IS NOT NULL RETURN l.id, l.leads_to")
    pages = ends_of({str(link): str(page) for link, page in result.rows})
    links = sorted(pages)
    count = 0
    for start in range(0, len(links), _PAGE):
        part = {"ids": links[start : start + _PAGE]}
        held = store.read(
            "MATCH (l:Link) WHERE l.id IN $ids MATCH (l)<-[:LINKS_TO]-(p:Post) RETURN p.id, l.id",
            part,
        )
        if not held.rows:
            continue
        rows: list[Row] = [{"source": post, "target": pages[str(link)]} for post, link in held.rows]
        moved = merged(LINKS_TO, frame_of(LINKS_TO, table_of(LINKS_TO, rows)))
        store.write_relationships(LINKS_TO, table_of_frame(LINKS_TO, moved))
        store.execute(
            "UNWIND $ids AS id MATCH (l:Link {id: id})<-[led:LINKS_TO]-(:Post) DELETE led", part
        )
        count += len(rows)
    return count


def ends_of(pages: dict[str, str]) -> dict[str, str]:
    """By shortened link the page at the end, without those that are such an end themselves."""
    ends = {link: _end_of(link, pages) for link in pages}
    return {link: end for link, end in ends.items() if end != link}


def _end_of(link: str, pages: dict[str, str]) -> str:
    """The page at the end of a chain of shortened links; of a circle, the first of its links."""
    passed = [link]
    while (page := pages.get(passed[-1])) is not None:
        if page in passed:
            return min(passed[passed.index(page) :])
        passed.append(page)
    return passed[-1]


def _carriers(store: Store, stand_ins: list[str]) -> dict[str, set[str]]:
    """The accounts that have ever carried each handle."""
    result = store.read(
        "MATCH (a:Account) WHERE a.native_id IS NOT NULL AND a.handles IS NOT NULL "
        "UNWIND a.handles AS handle "
        "WITH a.id AS id, a.platform + '/@' + toLower(handle) AS stand_in "
        "WHERE stand_in IN $stand_ins RETURN stand_in, id",
        {"stand_ins": stand_ins},
    )
    carriers: dict[str, set[str]] = defaultdict(set)
    for stand_in, account in result.rows:
        carriers[stand_in].add(account)
    return carriers


def _drop_second_authors(store: Store, stand_ins: list[str]) -> None:
    """Forget that a handle posted what an account with an id is known to have posted."""
    store.execute(
        "UNWIND $ids AS id MATCH (s:Account {id: id}) MATCH (s)-[second:POSTED]->(p:Post) "
        "WHERE EXISTS { MATCH (p)<-[:POSTED]-(a:Account) WHERE a.native_id IS NOT NULL } "
        "DELETE second",
        {"ids": stand_ins},
    )


def _move(store: Store, row_type: RelationshipType, accounts: dict[str, str]) -> None:
    """Write the stand-ins' relationships of a type to the accounts as well."""
    outgoing = row_type.source is Account
    here, there = ("source", "target") if outgoing else ("target", "source")
    arrow = "(s)-[r:{}]->(o)" if outgoing else "(s)<-[r:{}]-(o)"
    result = store.read(
        f"MATCH (s:Account) WHERE s.id IN $ids MATCH {arrow.format(row_type.kind)} "
        "RETURN s.id AS stand_in, o.id AS other, properties(r) AS held",
        {"ids": sorted(accounts)},
    )
    rows: list[Row] = [
        (held or {}) | {here: accounts[stand_in], there: other}
        for stand_in, other, held in result.rows
    ]
    if not rows:
        return
    moved = merged(row_type, frame_of(row_type, table_of(row_type, rows)))
    if row_type is MENTIONS:
        moved = _without_needless(store, moved)
    store.write_relationships(row_type, table_of_frame(row_type, moved))


def _without_needless(store: Store, mentions: pl.DataFrame) -> pl.DataFrame:
    """Leave out implicit mentions of whom the post names, or who wrote it."""
    posts = mentions.filter("implicit")["source"].to_list()
    if not posts:
        return mentions
    needless = pl.concat([explicit_mentions(store, posts), _authors(store, posts)])
    implicit = mentions.join(needless, on=["source", "target"], how="anti").filter("implicit")
    return pl.concat([mentions.filter(~pl.col("implicit").fill_null(value=False)), implicit])


def _authors(store: Store, posts: list[str]) -> pl.DataFrame:
    """The posts and their own authors: a reply to oneself mentions nobody."""
    result = store.read(
        "MATCH (p:Post) WHERE p.id IN $ids MATCH (p)<-[:POSTED]-(a:Account) "
        "RETURN p.id AS source, a.id AS target",
        {"ids": sorted(set(posts))},
    )
    return pl.DataFrame(table_of(MENTIONS, result.dicts()))
