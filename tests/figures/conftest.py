"""Rule books that the tests use in turn, each compiled once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from meute.figures import matcher


@pytest.fixture(scope="session", autouse=True)
def kept_indexes() -> Iterator[None]:
    """Keep more than the last rule book: every figure has all phrases of the library.

    A command has one book, and tests go back and forth between a few.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matcher, "_indexes", lru_cache(maxsize=8)(matcher._Indexes))
        yield


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test in its folder, so that files are called alike in all."""
    monkeypatch.chdir(tmp_path)
