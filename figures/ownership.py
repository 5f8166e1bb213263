"""Which accounts in a graph are a figure's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import FigureError
from ..graph.schema import HAS_ACCOUNT, Account, Target
from ..graph.store import Row, Store
from ..graph.tables import write_rows
from .model import Figure, FigureAccount
from .rules import handle_of

_BY_HANDLE = """
MATCH (a:Account)
WHERE a.platform = $platform AND (
  toLower(coalesce(a.handle, '')) = $handle
  OR any(old IN coalesce(a.handles, []) WHERE toLower(old) = $handle))
RETURN a.id AS id, a.native_id AS native_id ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Owned:
    """The figures' accounts as graph ids, and the rows of those the graph does not know yet."""

    accounts: dict[str, int]
    missing: tuple[Row, ...]


def owned_accounts(store: Store, figures: tuple[Figure, ...]) -> Owned:
    """Find every declared account in the graph, by id or by handle.

    An account declared with an id is that account, whoever else had its handle; a node that is
    known by the handle alone (many exports mention without ids) is taken for it too.

    Raises:
        FigureError: two figures turn out to have the same account.
    """
    accounts: dict[str, int] = {}
    missing: dict[str, Row] = {}
    for index, figure in enumerate(figures):
        for account in figure.accounts:
            for key in _nodes(store, account, missing):
                if accounts.setdefault(key, index) != index:
                    raise FigureError(
                        f"The account {key} belongs to both {figures[accounts[key]].id!r} and "
                        f"{figure.id!r}: one is declared by id, the other by handle",
                        "Correct the accounts of one of them.",
                    )
    held = set(store.existing(Account, sorted(missing), [])["id"].to_pylist())
    return Owned(accounts, tuple(row for key, row in missing.items() if key not in held))


def _nodes(store: Store, account: FigureAccount, missing: dict[str, Row]) -> Iterator[str]:
    handle = None if account.handle is None else handle_of(account.handle)
    nodes = (
        store.read(_BY_HANDLE, {"platform": account.platform, "handle": handle}).rows
        if handle
        else []
    )
    if account.id is not None:
        key = f"{account.platform}/{account.id}"
        row: Row = {"id": key, "platform": account.platform, "native_id": account.id}
        missing[key] = row | {"stub": True} | ({"handle": account.handle} if handle else {})
        yield key
        yield from (node for node, native_id in nodes if native_id is None)
        return
    yield from (node for node, _ in nodes)
    if not nodes:
        key = f"{account.platform}/@{handle}"
        missing[key] = {
            "id": key, "platform": account.platform, "handle": handle, "stub": True,
        }  # fmt: skip
        yield key


def write_targets(store: Store, figures: tuple[Figure, ...], owned: Owned) -> None:
    """Write the figures as targets with their accounts, in place of earlier ones."""
    targets = [
        {"id": figure.id, "display_name": figure.name, "kind": figure.kind} for figure in figures
    ]
    write_rows(store, Target, targets)
    for figure in figures:
        store.execute(
            "MATCH (t:Target {id: $id})-[r:HAS_ACCOUNT]->(:Account) DELETE r", {"id": figure.id}
        )
    write_rows(store, Account, owned.missing)
    ties = [
        {"source": figures[index].id, "target": account}
        for account, index in sorted(owned.accounts.items())
    ]
    write_rows(store, HAS_ACCOUNT, ties)


def unseen_accounts(store: Store, figures: tuple[Figure, ...]) -> list[tuple[str, str]]:
    """Return figures with accounts of theirs that wrote no post and that none names.

    Raises:
        StoreError: the engine cannot answer.
    """
    statement = (
        "MATCH (t:Target)-[:HAS_ACCOUNT]->(a:Account) WHERE t.id IN $figures "
        "AND NOT EXISTS { (a)-[:POSTED]->() } AND NOT EXISTS { (a)<-[:MENTIONS]-() } "
        "AND NOT EXISTS { (a)<-[:REPOSTS_ACCOUNT]-() } "
        "RETURN t.id AS figure, a.id AS account ORDER BY figure, account"
    )
    rows = store.read(statement, {"figures": [owner.id for owner in figures]}).rows
    return [(str(figure), str(account)) for figure, account in rows]
