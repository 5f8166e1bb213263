"""The command line: what every command has at hand, and the rooms' commands put together.

``main`` and ``meute`` are imported when asked for: rooms import this one's ``app``, and none of
them should import the whole command line with it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["COMMANDS", "main", "meute"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.commands"), name)
