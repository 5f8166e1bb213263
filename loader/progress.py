"""Progress on standard error: bytes, posts per second and time left; silent without a terminal."""

from __future__ import annotations

from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from ..terminal import terminal_safe
from .reports import FileReport
from .sources import Source


class BarProgress:
    """One bar for the input that is being read. A context manager."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            DownloadColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None
        self._records = 0

    def begin(self, source: Source, number: int, of: int) -> None:
        """Show an input, which is checked before it is read."""
        name = source.name if of == 1 else f"{source.name} ({number + 1} of {of})"
        self._records = 0
        self._task = self._progress.add_task(
            terminal_safe(name), total=source.bytes or None, rate="checking"
        )

    def advance(self, source: Source, position: int, records: int) -> None:  # noqa: ARG002 - protocol
        """Show how far it is."""
        if self._task is None:
            return
        self._records += records
        seconds = self._progress.tasks[-1].elapsed or 0
        rate = f"{self._records / seconds:,.0f} posts/s" if seconds else ""
        self._progress.update(self._task, completed=position, rate=rate)

    def wait(self) -> None:
        """Say what keeps it waiting."""
        self._progress.console.print("Another process writes to this graph; waiting until it ends.")

    def end(self, report: FileReport) -> None:  # noqa: ARG002 - protocol
        """Take the bar away."""
        if self._task is not None:
            self._progress.remove_task(self._task)
            self._task = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
