"""What it means that a stored query has no rows, and what to run first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ..graph.schema import TIES
from ..graph.store import Store
from ..terminal import counted
from .absent import absent_values
from .catalogue import Query

NO_VALUES: Mapping[str, Any] = MappingProxyType({})
_DETECT = "`meute detect`"
_FIGURES = "`meute figures load FIGURES.yml`"
_LOAD = "`meute load EXPORT`"
_MAKERS = {
    "Post": (_LOAD, None), "Account": (_LOAD, None), "Target": (_FIGURES, None),
    "ATTACKS": (_FIGURES, "stance"), "SUPPORTS": (_FIGURES, "stance"),
    "Pack": (_DETECT, "coordination"), "Burst": (_DETECT, "bursts"),
    "Salvo": (_DETECT, "coordination"),
    "AMPLIFIES": (_DETECT, "amplification"), "MEMBER_OF": (_DETECT, "coordination"),
    **dict.fromkeys((tie.kind for tie in TIES.values()), (_DETECT, None)),
}  # fmt: skip
"""What writes the nodes and relationships that queries look for, in the order to run it, and the
method of its run: where such a run stands, they were looked for."""
_WORDS = {
    "ATTACKS": "attacks", "SUPPORTS": "support", "Pack": "packs", "Burst": "bursts",
    "Salvo": "salvoes", "AMPLIFIES": "who amplifies whom", "MEMBER_OF": "packs",
}  # fmt: skip
_RUNS = "MATCH (r:Run) RETURN DISTINCT r.method AS method ORDER BY method"


def why_empty(store: Store, query: Query, values: Mapping[str, Any] = NO_VALUES) -> str:
    """Return a sentence on an answer without rows to a question with these values.

    Raises:
        StoreError: the engine cannot count.
    """
    if absent := list(absent_values(store, query, values)):
        return f"No rows. {' '.join(absent)}"
    there = store.counts().by_type
    figures, fewest = there.get("Target", 0), query.parameters.get("min_targets")
    if fewest is not None and 0 < figures < int(values.get("min_targets", fewest.default) or 0):
        return (
            f"No rows: the case holds {counted(figures, 'figure')}, and this looks for accounts "
            "that attack several. See `meute query list --category targets` for what to ask of one."
        )
    named = set(re.findall(r":([A-Z]\w+)", query.statement))
    for kind, (command, method) in _MAKERS.items():
        # Of many kinds of ties one is enough.
        if kind in named and kind not in there:
            if method in {row["method"] for row in store.read(_RUNS).dicts()}:
                return f"No rows: {command} looked for {_WORDS.get(kind, kind)} and found none."
            return f"No rows: the case holds no {kind} yet. Run {command} first."
    narrowing = [name for name in query.parameters if name.startswith("min_")]
    lower = f" Lower -p {narrowing[0]}, or see" if narrowing else " See"
    return (
        f"No rows: nothing in the case answers “{query.question or query.title}”"
        f" with these parameters.{lower} `meute query show {query.name}`."
    )
