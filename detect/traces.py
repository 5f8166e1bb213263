"""From the rows of a trace's stored query to acts: who shared what, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import DetectError, UsageError
from ..graph.traces import TRACES, Reading, Trace
from .acts import EARLIEST, LATEST, Acts, Codes, Floats, Mask, Names, check_acts, distinct
from .explanations import Track
from .id_times import times_of_ids
from .near_texts import near_duplicates
from .texts import fold, tag_sequence

PRECISION_S = {"second": 1, "minute": 60, "day": 86_400}
LEFT_OUT_SHARE = 0.1
"""Maximum share of acts that may be left out for their times; with more there is no answer."""


Keys = Callable[[Sequence[str]], list[str | None]]
"""Texts to what of them is shared; None where there is nothing."""


def _exact(texts: Sequence[str]) -> list[str | None]:
    return [fold(text) for text in texts]


def _nearly(texts: Sequence[str]) -> list[str | None]:
    return near_duplicates(_exact(texts))


def _sequences(texts: Sequence[str]) -> list[str | None]:
    return [tag_sequence(text) for text in texts]


KEYS: Mapping[Reading, Keys] = {
    Reading.SAME_TEXT: _exact,
    Reading.NEAR_TEXT: _nearly,
    Reading.TAG_SEQUENCE: _sequences,
}
"""How what is shared is made of texts; an object is shared as it is."""


def chosen(names: Sequence[str]) -> list[Trace]:
    """Return the traces of those names, each once, in the order of :data:`TRACES`.

    Raises:
        UsageError: no such trace.
    """
    if unknown := [name for name in names if name not in TRACES]:
        raise UsageError(f"there is no trace {unknown[0]!r}", f"Choose among {', '.join(TRACES)}.")
    return [trace for trace in TRACES.values() if trace.name in names]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The acts of one trace."""

    trace: Trace
    acts: Acts
    began: Floats
    """When each object came into the world, seconds; NaN where unknown."""
    author: Codes
    """Whose each object is, an account or a site; -1 where unknown."""
    left_out: int
    """Acts not looked at, because their times are damaged or coarser than the window."""
    weak: Mask | None = None
    """Objects whose reposts name no original; None where all do."""
    undated: Mapping[str, int] = field(default_factory=dict)
    """Posts among the objects of which nothing says when they were made, by platform."""

    def track(self, window: float) -> Track:
        """Return what the measures of packs need."""
        return Track(self.acts, float(window), self.began, self.author, self.weak)


def account_names(frames: Iterable[pd.DataFrame]) -> Names:
    """Return the ids of all accounts and authors, sorted; a code is a place in here."""
    ids: set[str] = set()
    for frame in frames:
        for name in frame.columns.intersection(["account", "author"]):
            ids.update(coded(frame[name])[1])
    return np.array(sorted(ids), dtype=object)


def coded(column: pd.Series[Any]) -> tuple[Codes, Names]:
    """Return a column as codes, -1 where it is unknown, and the values that these stand for.

    Of a categorical column this costs nothing; values that no row has may be among its own.
    """
    codes, values = (
        (column.cat.codes, column.cat.categories)
        if isinstance(column.dtype, pd.CategoricalDtype)
        else pd.factorize(column)
    )
    return np.asarray(codes, np.int32), np.asarray(values, object)


def codes_of(ids: pd.Series[Any], names: Names) -> Codes:
    """Return the place of each id among the sorted names, -1 where it is none of them."""
    codes, values = coded(ids)
    return _recoded(codes, pd.Index(names).get_indexer(pd.Index(values)))


def _recoded(codes: Codes, places: npt.NDArray[np.integer[Any]]) -> Codes:
    """Return the place of each code, -1 where there is none."""
    return np.append(places, -1).astype(np.int32)[codes]


def gather(
    trace: Trace,
    rows: pd.DataFrame,
    accounts: Names,
    window: float,
    now: float | None = None,
) -> Evidence:
    """Turn the rows of a trace's stored query into checked acts.

    A few acts with damaged times, or with times coarser than the window, are left out and
    counted; many are refused.

    Args:
        trace: what the rows are of.
        rows: columns account, object, ts, precision and, where objects are posts, began.
        accounts: every account of the rows, sorted.
        window: seconds.
        now: seconds since 1970, after which a time is in the future.

    Raises:
        DetectError: more than a tenth of the times are damaged or coarser than the window.
    """
    codes, precisions = coded(rows["precision"])
    fine = np.array([*(PRECISION_S.get(name, 1) for name in precisions), 1])[codes] <= window
    _refuse_coarse(rows, fine, window)
    seconds = rows["ts"].to_numpy(np.int64)
    possible = (seconds >= EARLIEST) & (seconds <= (LATEST if now is None else now))
    if np.count_nonzero(~possible) <= LEFT_OUT_SHARE * len(rows):
        fine &= possible
    left_out = int(np.count_nonzero(~fine))
    rows = rows[fine]
    codes, names = _objects(trace, rows)
    rows, codes = rows[codes >= 0], codes[codes >= 0]
    times = rows["ts"].to_numpy(np.int64)
    acts = check_acts(codes, codes_of(rows["account"], accounts), times, now=now)
    began = np.full(len(names), np.nan)
    if "began" in rows:
        began = times_of_ids(names)
        told = pd.to_numeric(rows["began"]).to_numpy(np.float64)
        began[codes[~np.isnan(told)]] = told[~np.isnan(told)]
    weak = None
    if "weak" in rows:
        weak = np.zeros(len(names), bool)
        weak[codes[rows["weak"].to_numpy(bool)]] = True
    author = _authors(trace, rows, acts, accounts)
    undated = _undated(names, began, weak) if "began" in rows else {}
    return Evidence(trace, acts, began, author, left_out, weak, undated)


def _undated(names: Names, began: Floats, weak: Mask | None) -> Mapping[str, int]:
    """Count the posts whose beginning is unknown by platform, which their ids begin with."""
    unknown = np.isnan(began) if weak is None else np.isnan(began) & ~weak
    return Counter(str(name).partition("/")[0] for name in names[unknown])


def first_authors(acts: Acts) -> Codes:
    """Return for each object the account that acted first, of several the one named first."""
    author = np.full(acts.objects, -1, np.int32)
    latest_first = np.lexsort((-acts.account, -acts.time))
    author[acts.object[latest_first]] = acts.account[latest_first]
    return author


def _authors(trace: Trace, rows: pd.DataFrame, acts: Acts, accounts: Names) -> Codes:
    """Return whose each object is, as a code; -1 where unknown.

    Words have no author whom all could follow but the first who wrote them, unless they go with a
    page: then its site.
    """
    author = np.full(acts.objects, -1, np.int32)
    if trace.reading is not Reading.OBJECT:
        author = first_authors(acts)
    if "author" in rows:
        told = np.full(acts.objects, -1, np.int32)
        np.maximum.at(told, acts.object, codes_of(rows["author"], accounts))
        author = np.where(told >= 0, told, author)
    return author


def with_weak_reposts(reposts: pd.DataFrame, weak: pd.DataFrame) -> pd.DataFrame:
    """Return reposts and, behind them, those whose original has no id.

    What these share is the reposted account and the folded words; when that began is unknown.

    Args:
        reposts: rows of ``trace-reposts``.
        weak: rows of ``trace-weak-reposts``; those of an unknown account, or of too few words to
            tell an original by, are left out.
    """
    if weak.empty:
        return reposts
    texts = weak["object"].astype(object)
    words = pd.Series(_exact(list(texts.where(texts.notna(), ""))), weak.index, object)
    objects = "weak:" + weak["author"].astype(object) + ":" + words
    named = weak.assign(object=objects, began=np.nan, weak=True)[objects.notna()]
    both = pd.concat([reposts.assign(weak=False), named], ignore_index=True)
    return both.astype(dict.fromkeys(("account", "object", "author"), "category"))


def _refuse_coarse(rows: pd.DataFrame, fine: Mask, window: float) -> None:
    if np.count_nonzero(~fine) > LEFT_OUT_SHARE * len(rows):
        worst = rows["precision"][~fine].mode()[0]
        raise DetectError(
            f"{np.count_nonzero(~fine):,} of {len(rows):,} times are exact to the {worst} only, "
            f"so that a window of {window:g} s would mean nothing",
            f"Ask for --window {PRECISION_S[worst]} or more.",
        )


def _objects(trace: Trace, rows: pd.DataFrame) -> tuple[Codes, Names]:
    """Return what each row shares as codes of sorted names; -1 where there is nothing to share."""
    codes, values = coded(rows["object"])
    used = distinct(codes[codes >= 0])
    used = used[np.argsort(values[used], kind="stable")]
    places = np.full(len(values), -1)
    places[used] = np.arange(len(used))
    codes, names = _recoded(codes, places), values[used]
    if trace.reading is Reading.OBJECT or not len(names):
        return codes, names
    shared: Names = np.array([*KEYS[trace.reading](list(names)), None], object)[:-1]
    keys, names = pd.factorize(shared, sort=True)
    return _recoded(codes, keys), names
