"""The figures file that somebody who investigates this campaign would write."""

from __future__ import annotations

from typing import Any

import yaml

from .cast import TARGETS, TargetName
from .population import Population
from .profiles import Profiles

HOSTILE_PHRASES = (
    "vendu(e)", "traîtresse", "parasite", "dégage", "dehors", "menteuse", "vermine", "racaille",
    "collabo", "rentre chez", "valise", "remigr*", "expuls*", "marionnette", "ordure", "honte",
    "tais-toi", "ferme-la", "folle", "ennemie", "trahison",
    "sellout", "traitor", "vermin", "liar", "go home", "go back", "get out", "deport", "disgrace",
)  # fmt: skip
HEADING = """\
# Figures of a simulated campaign: all names, accounts and hashtags are made up.
"""


def figures_yaml(population: Population, profiles: Profiles) -> str:
    """Return the file's text: names, accounts, hashtags, and a few hostile words for each."""
    figures = [
        _figure(target, profiles.native_id(int(code)))
        for target, code in zip(TARGETS, population.targets, strict=True)
    ]
    return HEADING + yaml.safe_dump(
        {"figures": figures}, allow_unicode=True, sort_keys=False, width=100
    )


def _figure(target: TargetName, native_id: str) -> dict[str, Any]:
    return {
        "id": target.id,
        "name": target.name,
        "kind": "person",
        "names": [target.short],
        "accounts": [{"platform": "x", "id": native_id, "handle": target.handle}],
        "rules": [
            {
                "id": "hate-tag", "kind": "hashtag", "tags": list(target.hate_tags),
                "stance": "attack", "confidence": 0.8,
            },
            {
                "id": "own-tag", "kind": "hashtag", "tags": list(target.own_tags),
                "stance": "support", "confidence": 0.8,
            },
            {"id": "at", "kind": "mention", "stance": "concern", "confidence": 0.5},
            {
                "id": "hostile-words", "kind": "phrase",
                "phrases": list(HOSTILE_PHRASES),
                "stance": "attack", "confidence": 0.8,
            },
            {
                "id": "solidarity", "kind": "phrase",
                "phrases": ["soutien à", "soutien total", "solidarité", "force à", "courage",
                            "standing with", "solidarity with", "not alone"],
                "stance": "support", "confidence": 0.7,
            },
        ],
    }  # fmt: skip
