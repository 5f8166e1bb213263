"""A network as a pyvis object for notebooks, which shows and writes itself as our own page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pyvis.network import Network

from .language import Language
from .model import Picture
from .network import build_network
from .notebook import Page
from .page import drawn_page


class Drawing(Network):  # type: ignore[misc] # pyvis declares no types
    """A pyvis network: ``nodes``, ``edges``, ``get_adj_list`` and the like read it.

    pyvis's page loads scripts from elsewhere and turns what strangers wrote into markup; every way
    to show or write this one gives the page of ``meute viz network`` instead, whatever the other
    arguments are.
    """

    page: Page

    def generate_html(self, *_: Any, **__: Any) -> Page:
        """Return the page."""
        return self.page

    def save(self, path: str | Path) -> Path:
        """Write the page; returns where it is.

        Raises:
            UsageError: nothing can be written there.
        """
        return self.page.save(path)

    def show(self, name: str, *_: Any, **__: Any) -> None:
        """Write the page; see :meth:`save`."""
        self.save(name)

    write_html = save_graph = show

    def _repr_html_(self) -> str:
        return self.page._repr_html_()


def draw(picture: Picture, *, title: str, language: Language) -> Drawing:
    """Return the network of a picture, with its page."""
    network, halos = build_network(picture)
    drawing = Drawing(directed=True)
    drawing.__dict__.update(network.__dict__)
    drawing.page = Page(drawn_page(picture, network, halos, title=title, language=language))
    return drawing
