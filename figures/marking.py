"""Marks posts of a graph with their stance towards each figure: one run, replaced when repeated."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..errors import FigureError
from ..graph.runs import delete_matches, delete_run, replace_run
from ..graph.schema import ATTACKS, CONCERNS, SUPPORTS
from ..graph.store import Row, Store
from ..graph.types import RelationshipType
from ..memory import without_collections
from ..queries.runner import run_query
from ..queries.tables import time_spans
from .changes import Changes, compare, earlier_marks
from .decisions import Decision
from .declarations import Declarations
from .habits import Habits
from .model import Outcome, Override
from .ownership import owned_accounts, write_targets
from .references import PostView
from .rules import rule_book
from .stance import Judge

METHOD = "stance"
PAGE = 10_000
REPOSTS_AT_ONCE = 5_000
MOST_TIMEOUTS = 100

RELATIONSHIPS: dict[Outcome, RelationshipType] = {
    "attack": ATTACKS,
    "support": SUPPORTS,
    "concern": CONCERNS,
    "unclear": CONCERNS,
}

MARKS = tuple(sorted({kind.kind for kind in RELATIONSHIPS.values()}))
"""The types of all marks."""
_ANY_MARK = "|".join(MARKS)  # as a pattern of Cypher names them

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Mark:
    """A decision about one post of the graph; ``inherited`` by a repost.

    ``author`` wrote the post, or what it reposts.
    """

    post: str
    decision: Decision
    inherited: bool = False
    override: Override | None = None
    author: str | None = None

    @property
    def row(self) -> Row:
        """The relationship's row; unknown values are left out."""
        decision = self.decision
        if self.override is not None:
            row: Row = {"rule": "override", "confidence": 1.0, "evidence": _correction(self)}
        else:
            first = decision.decisive[0]
            row = {
                "rule": " + ".join(decision.rules),
                "matched": first.text,
                "confidence": decision.confidence,
                "evidence": decision.evidence,
            }
            if decision.categories:
                row["category"] = " + ".join(decision.categories)
            if first.span is not None:
                row["start"], row["end"] = first.span
        if decision.stance == "unclear":
            row["unclear"] = True
        own = decision.own_words and not self.inherited
        return {"source": self.post, "target": decision.figure, "own_words": own} | row


@dataclass(slots=True)
class Report:
    """What a run did: counts by figure and stance, own words and inherited, and what changed."""

    run: str = ""
    posts: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    changes: dict[str, Changes] = field(default_factory=dict)
    overrides: int = 0
    unused_overrides: int = 0
    dropped_overrides: int = 0
    timeouts: dict[str, int] = field(default_factory=dict)
    relearned: dict[str, tuple[float, float]] = field(default_factory=dict)  # declared, learned

    @property
    def summary(self) -> dict[str, Any]:
        """The same for the Run node."""
        return {
            "posts": self.posts,
            "marks": {figure: dict(sorted(n.items())) for figure, n in self.counts.items()},
            "changes": {figure: changed.as_dict() for figure, changed in self.changes.items()},
            "overrides": self.overrides,
            "unused_overrides": self.unused_overrides,
            "pattern_timeouts": self.timeouts,
            "confidences_learned": {rule: new for rule, (_, new) in self.relearned.items()},
        }


@without_collections()
def load_figures(
    store: Store, declarations: Declarations, progress: Progress | None = None
) -> Report:
    """Write the figures as targets and mark every post's stance towards them.

    Figures that earlier loads declared keep their marks; those declared again get new ones, and
    the report says what changed.

    Raises:
        FigureError: two figures turn out to share an account, or a pattern is too slow.
        StoreError: the graph cannot be read or written.
    """
    owned = owned_accounts(store, declarations.figures)
    before = {figure.id: earlier_marks(store, figure.id) for figure in declarations.figures}
    report = Report()
    rows: dict[RelationshipType, list[Row]] = {kind: [] for kind in RELATIONSHIPS.values()}
    after: dict[str, dict[str, str]] = {figure.id: {} for figure in declarations.figures}
    habits = Habits()
    # Rows alone are kept: a decision holds all that its post was read by.
    marks = decide(store, declarations, owned.accounts, report, progress)
    decided = itertools.chain.from_iterable(map(habits.passed, marks))
    for stance, row in itertools.chain(decided, habits.settled()):
        rows[RELATIONSHIPS[stance]].append(row)
        after[row["target"]][row["source"]] = stance
        counts = report.counts.setdefault(row["target"], Counter())
        counts[f"{stance}{'' if row['own_words'] else '_inherited'}"] += 1
    report.changes = {figure: compare(before[figure], after[figure]) for figure in after}
    if not declarations.overrides:
        report.dropped_overrides = _earlier_overrides(store, list(after))
    with store.replacement():
        write_targets(store, declarations.figures, owned)
        report.run = replace_run(
            store,
            method=METHOD,
            parameters={"figures": sorted(after)},
            summary={"rules": declarations.digest} | report.summary,
            relationships=rows,
            inputs=declarations.files,
            clear=lambda store, run: _forget(store, list(after), but=run),
        )
    return report


def decide(
    store: Store,
    declarations: Declarations,
    accounts: dict[str, int],
    report: Report,
    progress: Progress | None = None,
) -> Iterator[Mark]:
    """Yield the mark of every post that bears on a figure, reposts after their originals."""
    book = rule_book(declarations)
    judge = Judge(book, accounts)
    report.relearned = {
        rule.name: (rule.declared_confidence or 0.0, rule.confidence) for rule in book.relearned
    }
    corrections = {
        (override.post, override.figure): override for override in declarations.overrides
    }
    used: set[tuple[str, str]] = set()
    for views in pages(store, accounts):
        report.posts += len(views)
        marks = [
            Mark(view.id, decision, inherited=view.kind == "repost", author=view.account)
            for view, decisions in judge.judge(views)
            for decision in decisions
        ]
        _refuse_slow(judge)
        marks = list(_corrected(marks, views, corrections, used))
        yield from marks
        yield from _inherited(
            store, marks, accounts, [figure.id for figure in declarations.figures]
        )
        if progress is not None:
            progress(len(views))
    report.overrides = len(used)
    report.unused_overrides = len(corrections) - len(used)
    report.timeouts = judge.slow


def pages(store: Store, accounts: Iterable[str]) -> Iterator[list[PostView]]:
    """Yield all posts with words of their own, a page at a time."""
    own = sorted(accounts)
    # By id: a page of what stands after another would look through and sort all posts each time.
    parts = [
        pa.array(row["posts"], pa.string())
        for first, last in time_spans(store)
        for row in run_query(store, "stance-post-ids", {"first": first, "last": last}).dicts()
    ]
    ids = pa.chunked_array(parts, pa.string()).combine_chunks()
    ids = ids.take(pc.sort_indices(ids))
    for first in range(0, len(ids), PAGE):
        parameters = {"posts": ids.slice(first, PAGE).to_pylist(), "accounts": own}
        yield [_view(row) for row in run_query(store, "stance-posts", parameters).dicts()]


def _view(row: Row) -> PostView:
    return PostView(
        row["post"],
        row["text"],
        row["kind"] or "original",
        row["account"],
        tuple(sorted(row["hashtags"])),
        frozenset(row["mentions"]),
        row["replied_account"] or max(row["implicit"], default=None),
        row["quoted"],
        row["quoted_account"],
        row["quoted_text"],
    )


def _inherited(
    store: Store, marks: Sequence[Mark], accounts: dict[str, int], figures: list[str]
) -> Iterator[Mark]:
    """Yield the marks of reposts: their original's, but not in own words.

    A figure that reposts an attack on itself shows it and does not attack itself.
    """
    by_post: dict[str, list[Mark]] = {}
    for mark in marks:
        by_post.setdefault(mark.post, []).append(mark)
    ids = sorted(by_post)
    for first in range(0, len(ids), REPOSTS_AT_ONCE):
        chunk = ids[first : first + REPOSTS_AT_ONCE]
        for repost, original, account in run_query(store, "stance-reposts", {"posts": chunk}).rows:
            owner = figures[accounts[account]] if account in accounts else None
            for mark in by_post[original]:
                if mark.decision.figure != owner:
                    yield replace(mark, post=repost, inherited=True)


def _corrected(
    marks: Iterable[Mark],
    views: Sequence[PostView],
    corrections: dict[tuple[str, str], Override],
    used: set[tuple[str, str]],
) -> Iterator[Mark]:
    """Put people's corrections in place of the rules' decisions."""
    if not corrections:
        yield from marks
        return
    here = {view.id for view in views}
    corrected = {key: correction for key, correction in corrections.items() if key[0] in here}
    used.update(corrected)
    decided = {}
    for mark in marks:
        key = (mark.post, mark.decision.figure)
        if key in corrected:
            decided[key] = mark.decision
        else:
            yield mark
    for (post, figure), correction in corrected.items():
        if correction.stance != "none":
            was = decided.get((post, figure))
            matches = was.matches if was else ()
            reason = was.stance if was else "none"
            yield Mark(
                post, Decision(figure, correction.stance, reason, 1.0, matches), override=correction
            )


def _correction(mark: Mark) -> str:
    one = mark.override
    assert one is not None  # noqa: S101 - asked for corrections only
    content = {"decision": "override", "by": one.by, "at": one.at, "why": one.why}
    return json.dumps(content | {"was": mark.decision.reason}, ensure_ascii=False)


def _refuse_slow(judge: Judge) -> None:
    for place, count in judge.slow.items():
        if count > MOST_TIMEOUTS:
            raise FigureError(
                f"{place}: the pattern ran out of time on {count} posts",
                "Simplify it: no repetition within a repetition; or use a phrase rule.",
            )


def _forget(store: Store, figures: list[str], but: str | None = None) -> None:
    """Delete the marks that any run made for the figures, and runs ``but`` one without others."""
    for figure in figures:
        for kind in MARKS:
            pattern = f"MATCH (t:Target {{id: $id}})<-[r:{kind}]-(:Post)"
            delete_matches(store, f"{pattern} WITH r LIMIT $limit DELETE r", id=figure)
    runs = store.read(
        "MATCH (r:Run) WHERE r.method = $method RETURN r.id AS id, r.parameters AS parameters",
        {"method": METHOD},
    ).rows
    for run, parameters in runs:
        marked = _figures_of(parameters)
        others = _has_marks(store, run) if marked is None else marked - set(figures)
        if run != but and not others:
            delete_run(store, run)


def _figures_of(parameters: str | None) -> set[str] | None:
    """Return the figures that a run marked posts for; None where its parameters do not say."""
    try:
        return set(json.loads(parameters or "null")["figures"])
    except (ValueError, TypeError, LookupError):
        return None


def _has_marks(store: Store, run: str) -> bool:
    statement = f"MATCH (:Post)-[r:{_ANY_MARK}]->(:Target) WHERE r.run = $run RETURN r.run LIMIT 1"
    return bool(store.read(statement, {"run": run}).rows)


def _earlier_overrides(store: Store, figures: list[str]) -> int:
    statement = (
        f"MATCH (t:Target)<-[r:{_ANY_MARK}]-(:Post) "
        "WHERE t.id IN $figures AND r.rule = 'override' AND r.own_words RETURN count(r) AS n"
    )
    return int(store.read(statement, {"figures": figures}).rows[0][0])


def remove_figures(store: Store, figures: list[str]) -> None:
    """Delete figures with their marks; their accounts and the posts stay.

    Raises:
        FigureError: there is no such figure.
    """
    held = {row[0] for row in store.read("MATCH (t:Target) RETURN t.id AS id").rows}
    if unknown := sorted(set(figures) - held):
        raise FigureError(
            f"The graph has no figure {unknown[0]!r}", "List them with `meute figures list`."
        )
    with store.replacement():
        _forget(store, figures)
        for figure in figures:
            store.execute("MATCH (t:Target {id: $id}) DETACH DELETE t", {"id": figure})
