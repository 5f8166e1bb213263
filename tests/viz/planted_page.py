"""The network page of the made-up case."""

from __future__ import annotations

from pathlib import Path

from meute.graph import open_store
from meute.viz.answers import Scope
from meute.viz.gathering import gather
from meute.viz.page import network_page

from .planted import plant


def timed_page(folder: Path) -> str:
    """Return the page of the case, which has times."""
    with open_store(str(folder / "case.kgl"), write=True) as store:
        plant(store)
        return network_page(gather(store, Scope()), title="Case", drawn_at="today")
