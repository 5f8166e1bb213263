"""What the graph is, and where it lives."""

from __future__ import annotations

from pathlib import Path

from .addresses import is_server
from .store import Counts, Result, Row, Store

__all__ = ["Counts", "Result", "Row", "Store", "open_store"]

RETRY_S = 120.0
"""A server of a cluster is replaced within 20 s; one that was killed takes as long to recover."""


def open_store(
    url: str,
    *,
    write: bool = False,
    create: bool = True,
    bulk: bool = False,
    user: str = "neo4j",
    password: str | None = None,
    database: str | None = None,
    retry_s: float = RETRY_S,
    ca: Path | None = None,
) -> Store:
    """Open the graph at a server's address or a local path.

    Args:
        url: ``neo4j://…``, ``bolt://…`` and their ``+s`` forms, or a path that ends in ``.kgl``.
        write: take a local file's write lease and prepare the schema; a server needs no lease.
        create: whether writing may begin a new local file.
        bulk: write twice as fast into a local file, but let it survive only at each
            :meth:`~meute.graph.store.Store.checkpoint` and at the end; a server is the same.
        user: on a server.
        password: on a server; None connects without authentication.
        database: on a server; None is the user's home database.
        retry_s: how long a server that did answer is waited for when it goes away.
        ca: the certificates (PEM) that a server's own must be signed by, for ``…+s://`` addresses;
            None takes those of the system.

    Raises:
        ConfigError: the url is neither, or holds a user or a password.
        StoreError: it cannot be opened.
    """
    if is_server(url):
        from .neo4j_store import Neo4jStore

        store: Store = Neo4jStore(
            url, user=user, password=password, database=database, retry_s=retry_s, ca=ca
        )
    else:
        from .embedded_store import EmbeddedStore

        store = EmbeddedStore(Path(url), write=write, create=create, bulk=bulk)
    if write:
        try:
            store.prepare()
        except BaseException:
            store.close()
            raise
    return store
