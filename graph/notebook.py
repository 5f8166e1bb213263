"""The same graph as a py2neo ``Graph`` and object mapping, for notebooks (extra ``py2neo``).

py2neo is at its end of life upstream; it speaks Bolt 4.3, which Neo4j 5.26 still answers. It
serves reading and exploring here. Loading and detection go through the official driver.

    >>> from meute.graph.notebook import connect, mapped
    >>> graph = connect("bolt://localhost:7687", password="…")
    >>> account = mapped("Account").match(graph, "x/1450907210").first()
    >>> [post.text for post in account.posted]
"""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

from ..errors import StoreError, StoreUnreachableError
from .addresses import refuse_credentials
from .schema import NODE_BY_LABEL, RELATIONSHIPS


def _py2neo() -> Any:
    try:
        with warnings.catch_warnings():
            # Its own deprecated imports are upstream's, who no longer mends them.
            warnings.simplefilter("ignore")
            import py2neo  # an extra
            import py2neo.ogm
    except ImportError as error:
        raise StoreError(
            "py2neo is not installed", "Install it with `pip install 'meute[py2neo]'`."
        ) from error
    return py2neo


def connect(url: str, *, user: str = "neo4j", password: str | None = None) -> Any:
    """Return a ``py2neo.Graph`` on a Neo4j server.

    Raises:
        ConfigError: the url holds a user or a password.
        StoreError: py2neo is not installed.
        StoreUnreachableError: no server answers, or it refuses the password.
    """
    refuse_credentials(url)
    py2neo = _py2neo()
    auth = None if password is None else (user, password)
    try:
        return py2neo.Graph(url, auth=auth)
    except Exception as error:
        # py2neo raises half a dozen unrelated kinds here, some of them plain ValueErrors.
        raise StoreUnreachableError(
            f"py2neo cannot reach a graph at {url}: {error}",
            "Check the address and the password; only a Neo4j server will do.",
        ) from error


@cache
def mapped(label: str) -> Any:
    """Return the ``py2neo.ogm.GraphObject`` class of a node label, made from the schema.

    Its properties are the schema's; each relationship type that begins at the label is an
    attribute of its name in lower case (``account.posted``), each that ends at it one with
    ``_from`` behind (``post.posted_from``).

    Raises:
        KeyError: the schema has no such label.
    """
    ogm = _py2neo().ogm
    node_type = NODE_BY_LABEL[label]
    members: dict[str, Any] = {
        "__primarylabel__": label,
        "__primarykey__": "id",
        "id": ogm.Property(),
        "__module__": __name__,
    }
    members |= {name: ogm.Property() for name in node_type.properties}
    for tie in RELATIONSHIPS:
        # Related classes are named as text, so that py2neo looks them up only when followed.
        if tie.source is node_type:
            related = f"{__name__}.{tie.target.label}"
            members[tie.kind.lower()] = ogm.RelatedTo(related, tie.kind)
        if tie.target is node_type:
            related = f"{__name__}.{tie.source.label}"
            members[f"{tie.kind.lower()}_from"] = ogm.RelatedFrom(related, tie.kind)
    return type(label, (ogm.GraphObject,), members)


def __getattr__(name: str) -> Any:
    """Let py2neo find the mapped classes by name in this module."""
    if name in NODE_BY_LABEL:
        return mapped(name)
    raise AttributeError(name)
