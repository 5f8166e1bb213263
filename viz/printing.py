"""A page as PDF, printed by the system's Chromium, which needs no connection for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ..errors import MeuteError, UsageError
from ..private import environment_of_others

BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "brave-browser",
)  # fmt: skip
_SECONDS = 180


def system_browser() -> str | None:
    """Return the path of a Chromium of the system; None where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def print_page(page: str, path: Path) -> None:
    """Print a page of ours to a PDF file.

    Raises:
        UsageError: there is no Chromium.
        MeuteError: it does not print.
    """
    browser = system_browser()
    if browser is None:
        raise UsageError(
            "There is no Chromium to print with",
            "Install chromium or Chrome, or write the page without --pdf and print it yourself.",
        )
    with tempfile.TemporaryDirectory(prefix="meute-print-") as name:
        folder = Path(name)
        source, printed = folder / "page.html", folder / "page.pdf"
        source.write_text(page, encoding="utf-8")
        command = [
            browser, "--headless", "--disable-gpu", "--no-pdf-header-footer", "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={printed}", source.as_uri(),
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium refuses to run as root with it
        try:
            subprocess.run(  # noqa: S603 - our own arguments
                command,
                env=environment_of_others(),
                capture_output=True,
                timeout=_SECONDS,
                check=True,
            )
            path.write_bytes(printed.read_bytes())
        except (OSError, subprocess.SubprocessError) as error:
            raise MeuteError(
                f"{browser} did not print the page", "Write it without --pdf and print it yourself."
            ) from error
