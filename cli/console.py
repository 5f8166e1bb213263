"""Standard error, where all talk goes."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from ..terminal import lines_safe


class Talk(Console):
    """A console on standard error that no text can steer."""

    def __init__(self) -> None:
        super().__init__(stderr=True, highlight=False, markup=False, emoji=False)

    def print(self, *objects: Any, **options: Any) -> None:
        """Print; see :meth:`rich.console.Console.print`."""
        super().print(*(lines_safe(o) if isinstance(o, str) else o for o in objects), **options)
