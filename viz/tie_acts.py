"""The acts behind the ties of a picture, read through stored queries, by the type of the tie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..graph.traces import TRACE_BY_KIND, Reading, Trace
from ..queries.catalogue import find
from ..queries.runner import every_row
from ..queries.tables import time_spans
from .model import Edge, Row
from .tie_evidence import Act

if TYPE_CHECKING:
    from ..graph import Store

REPOSTS = "CO_REPOSTS"


def repost_rows(store: Store, edges: Iterable[Edge], accounts: Sequence[str]) -> list[Row]:
    """Return what the accounts reposted; nothing where no edge stands for reposts.

    Raises:
        StoreError: the engine cannot answer.
    """
    if not any(edge.trace in (REPOSTS, "AMPLIFIES") for edge in edges):
        return []
    return every_row(store, "picture-reposts", accounts=list(accounts))


def reposts_behind(reposts: Iterable[Row]) -> dict[tuple[str, str], list[str]]:
    """Return the reposts of each account of each other, in order of time."""
    behind: dict[tuple[str, str], list[str]] = {}
    for row in reposts:
        if row["author"] is not None:
            behind.setdefault((row["account"], row["author"]), []).append(row["repost"])
    return behind


def acts_behind(
    store: Store, edges: Iterable[Edge], accounts: Sequence[str], reposts: Iterable[Row]
) -> dict[str, list[Act]]:
    """Return the acts of the accounts for each kind of tie among the edges.

    ``reposts`` are the rows of :func:`repost_rows` for them.

    Texts that are nearly the same are told among these accounts alone; detection tells them among
    all, and may group some otherwise.

    Raises:
        StoreError: the engine cannot answer.
    """
    kinds = {edge.trace for edge in edges} & TRACE_BY_KIND.keys()
    acts = {}
    if REPOSTS in kinds:
        acts[REPOSTS] = [
            Act(row["account"], row["post"], row["ts"], row["repost"]) for row in reposts
        ]
    traces = [TRACE_BY_KIND[kind] for kind in sorted(kinds - {REPOSTS})]
    if traces:
        queries = sorted({trace.query for trace in traces})
        by_query: dict[str, list[Row]] = {name: [] for name in queries}
        for name, row in shared_by(store, queries, accounts):
            by_query[name].append(row)
        acts |= {trace.kind: _acts(trace, by_query[trace.query]) for trace in traces}
    return acts


def shared_by(
    store: Store, queries: Sequence[str], accounts: Sequence[str]
) -> Iterator[tuple[str, Row]]:
    """Yield what the accounts shared, with the query of its trace.

    A trace of which ``picture-shared`` does not know is read whole, and the accounts chosen here.
    """
    statement = find("picture-shared").statement
    together = [name for name in queries if f"'{name}'" in statement]
    for row in every_row(store, "picture-shared", accounts=list(accounts), traces=together):
        yield row["trace"], row
    members = frozenset(accounts)
    for name in sorted(set(queries) - set(together)):
        for first, last in time_spans(store):
            for row in every_row(store, name, first=first, last=last):
                if row["account"] in members:
                    yield name, row


def _acts(trace: Trace, rows: Sequence[Row]) -> list[Act]:
    """Return the acts of rows; what is shared of a text is made as detection makes it."""
    texts = [row["object"] for row in rows]
    keys = texts if trace.reading is Reading.OBJECT else _keys(trace)(texts)
    return [
        Act(row["account"], key, row["ts"], row["post"])
        for row, key in zip(rows, keys, strict=True)
        if key is not None
    ]


def _keys(trace: Trace) -> Callable[[Sequence[str]], list[str | None]]:
    from ..detect.traces import KEYS

    return KEYS[trace.reading]
