"""Loads into a store of each engine."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from meute.graph import Store
from meute.loader import unread
from meute.loader.pipeline import Options, load_files
from meute.loader.reports import LoadReport

Loading = Callable[..., LoadReport]


@pytest.fixture(autouse=True)
def nothing_noted() -> None:
    """Notes of fields not understood are kept per process: those of other tests go."""
    unread.taken()


@pytest.fixture
def load(store: Store) -> Loading:
    """Load files into the store, which stays open."""

    def run(*files: Path, **options: object) -> LoadReport:
        return load_files([str(f) for f in files], lambda: kept(store), Options(**options))

    return run


def kept(store: Store) -> AbstractContextManager[Store]:
    return nullcontext(store)
