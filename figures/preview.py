"""What a set of figures would match somewhere; nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ..cli.app import App
from ..errors import InputError
from ..graph import Store, open_store
from ..graph.schema import Post
from ..graph.store import Result
from ..loader.pipeline import Options, load_files
from ..private import partial_folder
from .declarations import Declarations
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
    counts = Counter((mark.decision.figure, str(mark.decision.stance)) for mark in marks)
    own = [mark for mark in marks if not mark.inherited]
    shown = own if limit is None else _in_turns(own, limit)
    return Preview(Result(COLUMNS, list(_rows(store, shown))), counts, len(own), report)


def _in_turns(marks: list[Mark], limit: int) -> list[Mark]:
    """Return some marks of each stance rather than many of the first."""
    share = max(1, limit // len(STANCES))
    chosen: list[Mark] = []
    for stance in STANCES:
        chosen += [mark for mark in marks if mark.decision.stance == stance][:share]
    return chosen[:limit]


def _rows(store: Store, marks: list[Mark]) -> Iterator[tuple[Any, ...]]:
    posts = store.existing(Post, sorted({mark.post for mark in marks}), ["text"])
    texts = dict(zip(posts["id"].to_pylist(), posts["text"].to_pylist(), strict=True))
    for mark in marks:
        row = mark.row
        yield (
            mark.post, mark.decision.figure, mark.decision.stance, row["confidence"],
            row["rule"], row.get("matched"), mark.decision.reason, texts[mark.post],
        )  # fmt: skip
