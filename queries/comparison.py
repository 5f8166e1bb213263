"""The rows that two cases have in common: one stored query, asked of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import QueryUsageError
from ..graph.store import Result, Store
from .catalogue import find
from .runner import run_query

ACCOUNT = "account"
ELSEWHERE = "_elsewhere"
"""Ends the names of the other case's columns."""


def compare(
    here: Store,
    elsewhere: Store,
    name: str,
    parameters: Mapping[str, Any] | None = None,
    on: str | None = None,
) -> Result:
    """Return what the stored query ``name`` answers of both cases.

    Rows belong together that have one value in the column ``on``: the account where the query has
    that column, else the first, unless another is named. Each pair is a row, in the order of
    ``here``: its columns, then the others of ``elsewhere``. Ids are those of the platforms, so that
    one account is found again in any case.

    Raises:
        QueryUsageError: no such query, parameter or column, or one of lists.
        StoreError: an engine cannot answer.
    """
    columns = find(name).columns
    on = on or (ACCOUNT if ACCOUNT in columns else next(iter(columns)))
    fit = [column for column, c in columns.items() if c.type not in ("list", "map")]
    if on not in fit:
        raise QueryUsageError(
            f"{name} has no column {on!r} to compare by", f"Name one of: {', '.join(fit)}."
        )
    place = list(columns).index(on)
    partners: dict[Any, list[tuple[Any, ...]]] = {}
    for row in run_query(elsewhere, name, parameters, bounded=True).rows:
        partners.setdefault(row[place], []).append((*row[:place], *row[place + 1 :]))
    rows = [
        (*row, *partner)
        for row in run_query(here, name, parameters, bounded=True).rows
        if row[place] is not None
        for partner in partners.get(row[place], ())
    ]
    others = [f"{column}{ELSEWHERE}" for column in columns if column != on]
    return Result((*columns, *others), rows)
