"""Each rule's confidence, learned from what people judged.

A rule's declared confidence counts as ``DECLARED_WEIGHT`` judgements; those of people are added to
it (the mean of a Beta distribution). What is learned is used only where it would have foretold the
judgements better than what was declared: each judgement is left out in turn and foretold from the
others (leave-one-out), and the mean squared errors (Brier scores) are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .model import Judgement

DECLARED_WEIGHT = 5.0
FEWEST_JUDGED = 5
LIBRARY_MARK = "/"

RuleKey = tuple[str | None, str]
"""Figure and rule; no figure for rules of the library, which are judged over all figures."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What judgements say of one rule: how many decisions of it were judged, how many right."""

    judged: int
    right: int

    def confidence(self, declared_confidence: float) -> float:
        """Return the confidence to use, 0 to 1, to two places."""
        if not self.foretells_better(declared_confidence):
            return declared_confidence
        return round(self._mean(declared_confidence, self.judged, self.right), 2)

    def foretells_better(self, declared_confidence: float) -> bool:
        """Whether the learned confidence foretells a judgement that it has not seen better."""
        if self.judged < FEWEST_JUDGED:
            return False
        wrong = self.judged - self.right
        others = self.judged - 1
        error = self.right * (1 - self._mean(declared_confidence, others, self.right - 1)) ** 2
        error += wrong * self._mean(declared_confidence, others, self.right) ** 2
        return error < self.right * (1 - declared_confidence) ** 2 + wrong * declared_confidence**2

    @staticmethod
    def _mean(declared_confidence: float, judged: int, right: int) -> float:
        return (DECLARED_WEIGHT * declared_confidence + right) / (DECLARED_WEIGHT + judged)


def learned(judgements: Iterable[Judgement]) -> Mapping[RuleKey, Learned]:
    """Count the judgements of each rule; a decision by several rules counts for each of them."""
    counts: dict[RuleKey, list[bool]] = defaultdict(list)
    for judgement in judgements:
        for rule in judgement.rules:
            figure = None if LIBRARY_MARK in rule else judgement.figure
            counts[figure, rule].append(judgement.decision == judgement.correct)
    return {key: Learned(len(right), sum(right)) for key, right in sorted(counts.items(), key=str)}
