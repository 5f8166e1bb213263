"""What the commands about figures say beside their data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..terminal import counted, terminal_safe

if TYPE_CHECKING:
    from ..cli.app import App
    from .marking import Report


def tell(app: App, text: str) -> None:
    """Talk on one line, whatever a handle or a file's name may hold."""
    app.console.print(terminal_safe(text), soft_wrap=True)


def warn(app: App, report: Report) -> None:
    """Say what of the figures files had no effect, or another one than is written there."""
    for rule, (declared, confidence) in sorted(report.relearned.items()):
        tell(
            app,
            f"{rule}: confidence {confidence:.2f} learned from what people judged, "
            f"{declared:.2f} declared",
        )
    if report.dropped_overrides:
        tell(
            app,
            f"The marks before these kept {report.dropped_overrides} corrections by people, which "
            "are gone: name the file of overrides too",
        )
    if report.unused_overrides:
        unused = counted(report.unused_overrides, "override")
        tell(app, f"{unused} of posts that the graph does not hold")
    for place, count in sorted(report.timeouts.items()):
        tell(
            app, f"{place}: the pattern ran out of time on {counted(count, 'post')}, left out there"
        )
