"""What a rule found in a post, and why it does not count if it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .binding import Unbound
from .matcher import Hit
from .rules import MarkingRule

Aside = (
    Unbound
    | Literal[
        "quoted", "negated", "denied", "reported", "undirected", "spoken of", "no reference",
        "mere praise",
        "asked", "conditional", "a title", "the author's own", "banter", "irony", "unframed",
        "elaborated",
    ]
)  # fmt: skip
OPEN: frozenset[str] = frozenset(
    {
        "unbound",
        "undirected",
        "many",
        "asked",
        "conditional",
        "the author's own",
        "banter",
        "irony",
        "unframed",
        "elaborated",
    }
)
"""Reasons that leave open whether the words attack the figure: the post is unclear."""
NOT_UNDERSTOOD: frozenset[str] = frozenset({"unframed", "elaborated"})
"""Of these, those of words that are the figure's, in a post that is not understood."""
TURNED: frozenset[str] = frozenset(
    {
        "negated", "denied", "reported", "asked", "quoted", "conditional", "banter", "irony",
        "the author's own",
    }
)  # fmt: skip
"""Reasons that say what the author does with words instead of attacking."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that found something, where, and why it does not count (``aside``) if it does not."""

    rule: MarkingRule
    text: str
    hit: Hit | None = None
    aside: Aside | None = None
    tag: bool = False
    strength: float = 1.0

    @property
    def span(self) -> tuple[int, int] | None:
        """Offsets in the text; None for what stands beside it, such as an answer."""
        return None if self.hit is None else (self.hit.start, self.hit.end)
