"""``meute detect`` run in this process on a planted graph."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from meute.cli.app import App
from meute.detect.commands import detect

from ..conftest import opened
from .planted import plant


@contextmanager
def planted_app(request: pytest.FixtureRequest, folder: Path) -> Iterator[App]:
    """Yield the app on a planted graph, closed again, on the engine of the request's parameter."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "embedded":
            url = str(folder / "case.kgl")
        else:
            url = request.getfixturevalue("neo4j_url")
            if password := request.getfixturevalue("neo4j_password"):
                patch.setenv("MEUTE_PASSWORD", password)
        with opened(request, folder) as store:
            plant(store)
        yield App(url)


def run(app: App, *arguments: str) -> Result:
    """Run the command; returns what it said."""
    result = CliRunner().invoke(detect, list(arguments), obj=app)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def read(app: App, statement: str) -> list[tuple[Any, ...]]:
    """Return the rows of a statement."""
    with app.open_graph() as store:
        return store.read(statement).rows
