"""What an author otherwise does to a figure, where a post by itself leaves it open.

Posts are read one by one, and two things are told by an author's other posts only. Who supports a
figure at least as often as he seems to attack it, jests: those posts are unclear. And who attacks
it in own words again and again, and never supports it, means an attack by words that the rules
bind to the figure and do not fully understand: these are attacks, less surely. Neither makes an
attacker of anybody who is none by posts that are understood.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from .model import Outcome
from .stance import DECISIVE

if TYPE_CHECKING:
    from ..graph.store import Row
    from .marking import Mark

LEAST_ATTACKS = 2
"""Minimum number of understood attacks in own words that make an attacker's habit."""

Author = tuple[str, str]
"""A figure, and the account that wrote the post or what it reposts."""


class Habits:
    """Holds marks back that their author's other posts may change, until all are known."""

    def __init__(self) -> None:
        self._attacks: Counter[Author] = Counter()
        self._supports: Counter[Author] = Counter()
        self._held: list[tuple[Author, Row]] = []
        self._open: list[tuple[Author, Row, Row]] = []

    def passed(self, mark: Mark) -> Iterator[tuple[Outcome, Row]]:
        """Yield a mark's stance and row, unless they wait for :meth:`settled`."""
        decision = mark.decision
        if mark.author is None or mark.override is not None:
            yield decision.stance, mark.row
            return
        author = (decision.figure, mark.author)
        own = decision.own_words and not mark.inherited
        leaning = decision.leaning
        if decision.stance == "attack":
            self._attacks[author] += own
            self._held.append((author, mark.row))
        elif leaning is not None:
            self._open.append((author, mark.row, replace(mark, decision=leaning).row))
        else:
            self._supports[author] += own and decision.stance == "support"
            yield decision.stance, mark.row

    def settled(self) -> Iterator[tuple[Outcome, Row]]:
        """Yield the stance and row of each mark that waited."""
        for author, row in self._held:
            supports = self._supports[author]
            if supports and supports >= self._attacks[author]:
                yield "unclear", _jest(row, supports)
            else:
                yield "attack", row
        for author, row, attack in self._open:
            habit = self._attacks[author] >= LEAST_ATTACKS and not self._supports[author]
            if habit:
                yield "attack", _explained(attack, f"attacks it in {self._attacks[author]}")
            else:
                yield "unclear", row


def _jest(row: Row, supports: int) -> Row:
    plain = {name: value for name, value in row.items() if name != "category"}
    return _explained(plain, f"supports it in {supports}") | {
        "unclear": True,
        "confidence": DECISIVE,
    }


def _explained(row: Row, what: str) -> Row:
    evidence = json.loads(row["evidence"])
    evidence["decision"] += f"; the author {what} other posts"
    return row | {"evidence": json.dumps(evidence, ensure_ascii=False)}
