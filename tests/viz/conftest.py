"""A page in the browser of all tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .browsing import Visit


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    visited = Visit(context)
    yield visited
    assert visited.complaints == []
    assert [url for url in visited.requests if not url.startswith(("file:", "blob:"))] == []
    context.close()
