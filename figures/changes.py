"""What a run changed against the marks that were there before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..graph.store import Store

_EXAMPLES = 5
_EARLIER = """
MATCH (t:Target {id: $figure})<-[r:ATTACKS|SUPPORTS|CONCERNS]-(p:Post)
RETURN p.id AS post, CASE WHEN r.unclear THEN 'UNCLEAR' ELSE type(r) END AS kind
"""
_STANCES = {
    "ATTACKS": "attack", "SUPPORTS": "support", "UNCLEAR": "unclear", "CONCERNS": "concern",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changes:
    """How many posts went from one stance to another (``none`` is not a mark), with examples."""

    counts: Mapping[tuple[str, str], int]
    examples: Mapping[tuple[str, str], tuple[str, ...]]

    @property
    def total(self) -> int:
        """Posts whose mark changed."""
        return sum(self.counts.values())

    def as_dict(self) -> dict[str, Any]:
        """Return the counts, keyed ``from -> to``."""
        return {f"{a} -> {b}": count for (a, b), count in sorted(self.counts.items())}


def earlier_marks(store: Store, figure: str) -> dict[str, str]:
    """Return each marked post's stance towards a figure."""
    rows = store.read(_EARLIER, {"figure": figure}).rows
    return {post: _STANCES[kind] for post, kind in rows}


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
    """Compare two sets of marks."""
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], list[str]] = {}
    for post in sorted(before.keys() | after.keys()):
        change = (before.get(post, "none"), after.get(post, "none"))
        if change[0] != change[1]:
            counts[change] += 1
            if len(examples.setdefault(change, [])) < _EXAMPLES:
                examples[change].append(post)
    return Changes(counts, {change: tuple(posts) for change, posts in examples.items()})
