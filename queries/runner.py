"""Run a stored query: parameters by their declared types, rows with the declared columns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import QueryUsageError, StatementError
from ..graph.store import Result, Row, Store
from .catalogue import Parameter, Query, find, is_shipped

DEFAULT_TIMEOUT_S = 300.0
EVERY_ROW = 2**53
"""A limit that no graph reaches, so that the number of rows is a count and never a limit."""

_PYTHON_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "float": (float, int),
    "boolean": (bool,),
    "list": (list, tuple),
    "map": (dict,),
}


def run_query(
    store: Store,
    name: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    timeout_s: float = DEFAULT_TIMEOUT_S,
    bounded: bool = False,
    watched: bool = False,
) -> Result:
    """Run the stored query ``name`` and return its rows.

    Parameters may be of their declared type or text, as a command line gives them. ``bounded``
    refuses an answer that is larger than :mod:`meute.graph.bounds` says; ``watched`` runs the query
    as one of a stranger, so that Ctrl-C ends it and not this process.

    Raises:
        QueryUsageError: no such query, or a parameter it does not take.
        StoreError: the engine cannot answer.
    """
    query = find(name)
    values = bind(query, parameters or {})
    trusted = not watched and is_shipped(query)
    result = store.read(
        query.statement, values, timeout_s=timeout_s, trusted=trusted, bounded=bounded
    )
    check_columns(query, result.columns)
    return result


def check_columns(query: Query, columns: Sequence[str]) -> None:
    """Refuse an answer with other columns than its query declares.

    Raises:
        StatementError: it has.
    """
    if tuple(columns) != tuple(query.columns):
        raise StatementError(
            f"The stored query {query.name} returns {', '.join(columns)} but declares "
            f"{', '.join(query.columns)}",
            "Correct the metadata at its top.",
        )


def every_row(store: Store, name: str, **parameters: Any) -> list[Row]:
    """Return all rows of a stored query as dictionaries, whatever its default limit.

    For whoever counts rows or looks for one among them. A ``limit`` that is given holds.

    Raises:
        QueryUsageError: no such query, or a parameter it does not take.
        StoreError: the engine cannot answer.
    """
    limit = {"limit": EVERY_ROW} if "limit" in find(name).parameters else {}
    return run_query(store, name, limit | parameters).dicts()


def bind(query: Query, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return every parameter's value: the given one, or its default.

    Raises:
        QueryUsageError: an unknown parameter, a missing one, or a value of the wrong type.
    """
    if unknown := sorted(given.keys() - query.parameters.keys()):
        takes = ", ".join(query.parameters) or "none"
        raise QueryUsageError(
            f"{query.name} takes no parameter {unknown[0]!r}", f"Its parameters are: {takes}."
        )
    values = {}
    for name, parameter in query.parameters.items():
        if name in given:
            values[name] = _typed(query.name, name, parameter, given[name])
        elif parameter.required:
            raise QueryUsageError(
                f"{query.name} needs the parameter {name!r}", f"Add -p {name}=… to the command."
            )
        else:
            values[name] = parameter.default
    return values


def _typed(query: str, name: str, parameter: Parameter, value: Any) -> Any:
    if isinstance(value, str) and parameter.type != "string":
        value = _from_text(parameter.type, value)
    kinds = _PYTHON_TYPES[parameter.type]
    wrong_boolean = isinstance(value, bool) and parameter.type != "boolean"
    if value is not None and (wrong_boolean or not isinstance(value, kinds)):
        raise QueryUsageError(
            f"{query}: the parameter {name!r} is of type {parameter.type}, not {value!r}",
            f"Write -p {name}=VALUE of type {parameter.type}; lists and maps as JSON.",
        )
    if value is not None and not parameter.admits(value):
        raise QueryUsageError(
            f"{query}: the parameter {name!r} cannot be {value!r}",
            f"`meute query show {query}` says which values it takes.",
        )
    return value


def _from_text(kind: str, text: str) -> Any:
    """Read JSON; a list may also be written with commas. Returns the text if it is neither."""
    try:
        return json.loads(text)
    except ValueError:
        return [part.strip() for part in text.split(",")] if kind == "list" else text
