"""Which value of a question stands for nothing in the case, and what may have been meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from ..graph.schema import NODE_BY_LABEL
from ..graph.store import Row, Store
from .catalogue import Query

_SHOWN = 5
_ACCOUNTS = """
MATCH (a:Account)
WHERE toLower(a.handle) = $handle OR a.native_id = $written
RETURN a.id AS id, a.handle AS handle
ORDER BY id
LIMIT 6
"""
_WHAT = {"Account": "display_name", "Target": "display_name", "Pack": "rank", "Salvo": "rank"}
"""The property that tells people which node it is."""


def absent_values(store: Store, query: Query, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each parameter that names a node which the case does not hold.

    A parameter is the id of a node where it is called like a label, as ``pack`` or ``account_a``.

    Raises:
        StoreError: the engine cannot answer.
    """
    for name, value in values.items():
        label = name.partition("_")[0].capitalize()
        is_id = name in query.parameters and query.parameters[name].type == "string"
        if is_id and label in NODE_BY_LABEL and isinstance(value, str):
            statement = f"MATCH (n:{label} {{id: $id}}) RETURN n.id AS id LIMIT 1"
            some = _some(store, label)  # of a type that is not there more is to be said
            if some and not store.read(statement, {"id": value}).rows:
                yield _told(store, name, label, value, some)


def _told(store: Store, name: str, label: str, value: str, some: list[Row]) -> str:
    said = f"No {label.lower()} has the id {value!r}"
    meant = [str(row["id"]) for row in _meant(store, label, value)]
    if meant:
        several = " or ".join(meant[:_SHOWN])
        by = " with that handle or number" if label == "Account" else " that may be meant"
        nouns = f"{label.lower()}{by} is" if len(meant) == 1 else f"{label.lower()}s{by} are"
        return f"{said}; the {nouns} {several}. Write -p {name}={meant[0]}."
    if label in {"Account", "Post", "Hashtag", "Link"}:
        return f"{said}. Ids look like {some[0]['id']}."
    listed = ", ".join(map(_listed, some[:_SHOWN]))
    more = ", …" if some[_SHOWN:] else ""
    return f"{said}; the case holds {listed}{more}. Write -p {name}={some[0]['id']}."


def _meant(store: Store, label: str, value: str) -> list[Row]:
    """Nodes that people call so: by handle, number, name or rank, in whatever letters."""
    written = value.strip().removeprefix("@").removeprefix("#")
    if label == "Account":
        values = {"handle": written.lower(), "written": written}
        return store.read(_ACCOUNTS, values).dicts()
    what = _WHAT.get(label, "id")
    called = "n.rank = $rank" if what == "rank" else f"toLower(n.{what}) = $plain"
    statement = (
        f"MATCH (n:{label}) WHERE toLower(n.id) = $plain OR {called} "
        f"RETURN n.id AS id ORDER BY id LIMIT {_SHOWN + 1}"
    )
    rank = int(written) if written.isascii() and written.isdecimal() else -1
    plain = unicodedata.normalize("NFKC", written).casefold()
    return store.read(statement, {"plain": plain, "rank": min(rank, 2**31)}).dicts()


def _some(store: Store, label: str) -> list[Row]:
    what = _WHAT.get(label, "id")
    order = "what, id" if what == "rank" else "id"
    statement = (
        f"MATCH (n:{label}) RETURN n.id AS id, n.{what} AS what ORDER BY {order} LIMIT {_SHOWN + 1}"
    )
    return store.read(statement).dicts()


def _listed(row: Row) -> str:
    is_name = isinstance(row["what"], str) and row["what"] != row["id"]
    return f"{row['id']} ({row['what']})" if is_name else str(row["id"])
