"""Pages, and the browser of all tests to open them in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .browsing import Visit
from .planted_page import timed_page


@pytest.fixture(scope="session")
def timed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The network page of the made-up case, which has times."""
    return timed_page(tmp_path_factory.mktemp("timed"))


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    visited = Visit(context)
    yield visited
    assert visited.complaints == []
    assert [url for url in visited.requests if not url.startswith(("file:", "blob:"))] == []
    context.close()
