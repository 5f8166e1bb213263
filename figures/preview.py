"""What a set of figures would match somewhere; nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any

from ..cli.app import App
from ..errors import InputError
from ..graph import Store, open_store
from ..graph.schema import Post
from ..graph.store import Result
from ..loader.pipeline import Options, load_files
from ..private import partial_folder
from .declarations import Declarations
from .habits import Habits
from .marking import Mark, Report, decide
from .ownership import owned_accounts

STANCES = ("attack", "support", "unclear", "concern")
COLUMNS = ("post", "figure", "stance", "confidence", "rule", "matched", "reason", "text")


@contextmanager
def graph_at(app: App, place: str, options: Options) -> Iterator[Store]:
    """Open a graph for reading; exports are loaded into one that is thrown away.

    Args:
        app: opens the graph.
        place: a graph, an export, or a folder of exports, where other files are left out.
        options: how the exports are read.

    Raises:
        InputError: an export cannot be read, or the folder holds none.
        StoreError: the graph cannot be read.
    """
    if "://" in place or place.endswith(".kgl"):
        with app.open_graph(url=place) as store:
            yield store
        return
    with partial_folder(None, "meute") as folder:
        path = str(folder / "check.kgl")
        report = load_files([place], lambda: open_store(path, write=True, create=True), options)
        refused = next((file.error for file in report.files if file.state == "refused"), None)
        if refused is not None:
            raise refused
        if all(file.state == "left out" for file in report.files):
            raise InputError(
                f"{place} holds no export of posts", "Name the folder or file that holds the posts"
            )
        with open_store(path) as store:
            yield store


@dataclass(frozen=True, slots=True)
class Preview:
    """Decisions in own words as rows, and counts of all by figure and stance."""

    rows: Result
    counts: Counter[tuple[str, str]]
    own: int
    report: Report


def preview(store: Store, declarations: Declarations, limit: int | None) -> Preview:
    """Decide on every post of a graph without storing it; ``limit`` bounds the rows."""
    report = Report()
    owned = owned_accounts(store, declarations.figures)
    marks = list(decide(store, declarations, owned.accounts, report))
    stances = _stances(marks)
    counts = Counter((figure, stance) for (_, figure), stance in stances.items())
    own = [mark for mark in marks if not mark.inherited]
    shown = own if limit is None else _in_turns(own, stances, limit)
    return Preview(Result(COLUMNS, list(_rows(store, shown, stances))), counts, len(own), report)


Stances = Mapping[tuple[str, str], str]
"""By post and figure, what a load would write."""


def _stances(marks: list[Mark]) -> Stances:
    """Return the stances, once every post of their authors is known."""
    habits = Habits()
    first = chain.from_iterable(map(habits.passed, marks))
    return {
        (str(row["source"]), str(row["target"])): str(stance)
        for stance, row in chain(first, habits.settled())
    }


def _in_turns(marks: list[Mark], stances: Stances, limit: int) -> list[Mark]:
    """Return some marks of each stance rather than many of the first."""
    share = max(1, limit // len(STANCES))
    chosen: list[Mark] = []
    for stance in STANCES:
        of_stance = [m for m in marks if stances[m.post, m.decision.figure] == stance]
        chosen += of_stance[:share]
    return chosen[:limit]


def _rows(store: Store, marks: list[Mark], stances: Stances) -> Iterator[tuple[Any, ...]]:
    posts = store.existing(Post, sorted({mark.post for mark in marks}), ["text"])
    texts = dict(zip(posts["id"].to_pylist(), posts["text"].to_pylist(), strict=True))
    for mark in marks:
        row, figure = mark.row, mark.decision.figure
        yield (
            mark.post, figure, stances[mark.post, figure], row["confidence"],
            row["rule"], row.get("matched"), mark.decision.reason, texts[mark.post],
        )  # fmt: skip
