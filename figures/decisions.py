"""What was decided of a post and a figure, and its evidence."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from .matches import NOT_UNDERSTOOD, TURNED, Match
from .model import Outcome

MOST_EVIDENCE = 12
LEANING = 0.6
"""How sure an attack is that the author's other attacks decide."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a post is towards a figure, and by what."""

    figure: str
    stance: Outcome
    reason: str
    confidence: float
    matches: tuple[Match, ...]
    own_words: bool = True
    quoted: str | None = None

    @property
    def decisive(self) -> tuple[Match, ...]:
        """The matches that speak for the stance, the surest first; of concern all that count."""
        counted = [match for match in self.matches if match.aside is None]
        chosen = [match for match in counted if match.rule.stance == self.stance]
        return tuple(sorted(chosen or counted or self.matches, key=_weight))

    @property
    def leaning(self) -> Decision | None:
        """The attack that an unclear post is if its author is one who attacks; None if it is none.

        Its words are the figure's; nothing supports the figure, and nothing says that the words are
        asked, another's, or a jest. Who asks about the attack's hashtag uses it too.
        """
        attacks = [match for match in self.matches if match.rule.stance == "attack"]
        counted = [match for match in self.matches if match.aside is None]
        supported = any(m.rule.stance == "support" and m.rule.name != "praise" for m in counted)
        meant = any(
            not match.tag and (match.aside is None or match.aside in NOT_UNDERSTOOD)
            for match in attacks
        )
        turned = any(match.aside in TURNED for match in attacks)
        if self.stance != "unclear" or not self.own_words or supported or turned or not meant:
            return None
        matches = tuple(
            replace(match, aside=None)
            if match.rule.stance == "attack" and match.aside in NOT_UNDERSTOOD
            else match
            for match in self.matches
        )
        return replace(self, stance="attack", confidence=LEANING, matches=matches)

    @property
    def rules(self) -> tuple[str, ...]:
        """Names of the rules that decided, each once, sorted."""
        return tuple(sorted({match.rule.name for match in self.decisive}))

    @property
    def categories(self) -> tuple[str, ...]:
        """Kinds of attack among them, sorted."""
        return tuple(sorted({m.rule.category for m in self.decisive if m.rule.category}))

    @property
    def evidence(self) -> str:
        """Everything found and how it was read, as JSON."""
        content = {
            "decision": self.reason,
            "matches": [
                {
                    "rule": match.rule.name,
                    "stance": match.rule.stance,
                    "category": match.rule.category,
                    "confidence": match.rule.confidence,
                    "matched": match.text,
                    "span": match.span,
                    "set_aside": match.aside,
                }
                for match in sorted(self.matches, key=lambda m: (m.aside is not None, *_weight(m)))
            ][:MOST_EVIDENCE],
            "quoted": self.quoted,
        }
        return json.dumps(_without_none(content), ensure_ascii=False)


def _weight(match: Match) -> tuple[float, int, int, str]:
    start, end = match.span or (10**9, 10**9)
    return (-match.rule.confidence, start - end, start, match.rule.name)


def _without_none(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_none(item) for item in value]
    return value
