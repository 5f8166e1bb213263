"""A page as a notebook shows it."""

from __future__ import annotations

import html
from pathlib import Path

from ..files import replacing


class Page(str):
    """A page as HTML. A notebook shows it in a frame of its own, where strangers' text is inert."""

    __slots__ = ()

    def save(self, path: str | Path) -> Path:
        """Write the page; returns where it is.

        Raises:
            UsageError: nothing can be written there.
        """
        with replacing(Path(path)) as temporary:
            temporary.write_text(self, encoding="utf-8")
        return Path(path)

    def _repr_html_(self) -> str:
        return (
            '<iframe sandbox="allow-scripts" style="width: 100%; height: 45rem; border: 0" '
            f'srcdoc="{html.escape(self)}"></iframe>'
        )
