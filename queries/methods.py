"""The stored queries as methods, so that a notebook completes their names and parameters."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any

from ..errors import QueryUsageError
from .catalogue import Query, catalogue, find
from .manual import manual

if TYPE_CHECKING:
    import pandas as pd


class Queries:
    """The stored queries of a case: ``queries.pack_members(limit=9)``, ``queries["pack-members"]``.

    Each is a function with the query's parameters; its docstring is the page of the manual.
    """

    def __init__(self, ask: Callable[..., pd.DataFrame]) -> None:
        """Take what answers a query by its name and parameters."""
        self._ask = ask

    def __getitem__(self, name: str) -> Callable[..., pd.DataFrame]:
        """Return the function that asks the stored query ``name``.

        Raises:
            QueryUsageError: there is no such query.
        """
        return _function(find(name), self._ask)

    def __getattr__(self, name: str) -> Callable[..., pd.DataFrame]:
        """Return the same, with underscores for the hyphens of the name."""
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name.replace("_", "-")]
        except QueryUsageError as error:
            raise AttributeError(str(error)) from None

    def __dir__(self) -> list[str]:
        """Return the names that can be asked for."""
        return [name.replace("-", "_") for name in catalogue()]

    def _ipython_key_completions_(self) -> list[str]:
        return list(catalogue())


def _function(query: Query, ask: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    def asked(**parameters: Any) -> pd.DataFrame:
        return ask(query.name, **parameters)

    asked.__name__ = query.name.replace("-", "_")
    asked.__doc__ = "\n".join(manual(query))
    named = [
        Parameter(
            name,
            Parameter.KEYWORD_ONLY,
            default=Parameter.empty if parameter.required else parameter.default,
        )
        for name, parameter in query.parameters.items()
    ]
    vars(asked)["__signature__"] = Signature(named)
    return asked
