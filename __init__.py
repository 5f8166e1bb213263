"""meute finds the pack behind a pile-on.

Everything that is promised to programs is here; what is not is imported on first use::

    import meute

    with meute.open_case("case.kgl") as case:
        case.load("export.jsonl.gz")
        case.load_figures("figures.yml")
        case.find_coordination()
        print(case.query("pack-members"))
        case.report().save("report.html")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._version import VERSION

if TYPE_CHECKING:
    from .case import Case, open_case
    from .case import open_case as open  # noqa: A004, F401 - the name in a notebook: meute.open
    from .errors import MeuteError
    from .graph import Result, Store, open_store
    from .loader.pipeline import load_files
    from .queries.catalogue import catalogue
    from .queries.runner import run_query
    from .viz.notebook import Page

__version__ = VERSION

__all__ = [
    "Case",
    "MeuteError",
    "Page",
    "Result",
    "Store",
    "__version__",
    "catalogue",
    "load_files",
    "open_case",
    "open_store",
    "run_query",
]

_PLACES = {
    "Case": "case",
    "MeuteError": "errors",
    "Page": "viz.notebook",
    "Result": "graph",
    "Store": "graph",
    "catalogue": "queries.catalogue",
    "load_files": "loader.pipeline",
    "open": "case",
    "open_case": "case",
    "open_store": "graph",
    "run_query": "queries.runner",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    attribute = "open_case" if name == "open" else name
    return getattr(import_module(f".{_PLACES[name]}", __name__), attribute)


# `meute.open` is `open_case`; it is not in __all__, since `from meute import *` would take the
# place of Python's own.


def __dir__() -> list[str]:
    return __all__
