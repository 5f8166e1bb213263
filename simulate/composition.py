"""What a campaign is made of, as a table."""

from __future__ import annotations

import numpy as np

from .ledger import Kind, Theme
from .population import BELKACEMI, BOTH, VERNON
from .timeline import Timeline

_ATTACKS = (Theme.ATTACK, Theme.PUSH, Theme.ENDORSE)
_PARTS: tuple[tuple[str, tuple[Theme, ...], int | None], ...] = (
    ("everyday talk", (Theme.CHATTER, Theme.TALK), None),
    ("stars and their fans", (Theme.STAR, Theme.FAN), None),
    ("a football match", (Theme.MATCH,), None),
    ("attacks on the candidate alone", _ATTACKS, VERNON),
    ("attacks on the activist alone", _ATTACKS, BELKACEMI),
    ("attacks on both", _ATTACKS, BOTH),
    ("the supporters' answer", (Theme.SUPPORT, Theme.DENOUNCE), None),
    ("reports on the hashtag", (Theme.REPORT,), None),
    ("onlookers who ask about it", (Theme.BYSTANDER,), None),
    ("disagreement without attack", (Theme.DISSENT,), None),
    ("the targets' own posts", (Theme.OWN,), None),
    ("the town of the same name", (Theme.HOMONYM,), None),
)


def composition(timeline: Timeline) -> list[tuple[str, int, int, int]]:
    """Return, for each part, its name, posts, how many of them are reposts, and accounts."""
    plan = timeline.plan
    rows = []
    for name, themes, targets in _PARTS:
        mask = plan.with_themes(themes)
        if targets is not None:
            mask &= plan.targets == targets
        reposts = int(np.count_nonzero(mask & (plan.kind == Kind.REPOST)))
        rows.append(
            (name, int(np.count_nonzero(mask)), reposts, len(np.unique(plan.account[mask])))
        )
    return rows
