"""What a long command is busy with, on standard error; silent without a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..terminal import terminal_safe

if TYPE_CHECKING:
    from rich.console import Console

Stage = Callable[[str], None]
"""Is told, in a phrase, what comes next."""


@contextmanager
def stages(console: Console) -> Iterator[Stage]:
    """Show the present stage of a command and how long it has taken so far."""
    from rich.progress import (
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False)
    )  # fmt: skip
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task("Opening the graph")

        def tell(stage: str) -> None:
            # At once: what follows may keep the interpreter from drawing until it ends.
            progress.update(task, description=terminal_safe(stage), refresh=True)

        yield tell
