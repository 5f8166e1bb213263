"""What really happened in a campaign: who, which posts, against whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from .cast import TARGETS
from .ledger import HOSTILE_THEMES, SUPPORTING_THEMES
from .population import BELKACEMI, VERNON
from .profiles import Profiles
from .timeline import Timeline

BITS = (VERNON, BELKACEMI)
PLATFORM = "x"


def truth(timeline: Timeline, profiles: Profiles) -> dict[str, Any]:
    """Return the truth of a campaign in the form of ``truth.json``; all ids as in the graph.

    A repost counts as what it reposts. An attacker attacked in a post of his own or in a repost;
    supporters are those who supported in the same sense. ``fans`` (a list for each star) and
    ``journalists`` are those whom a careless method accuses. ``spark``, ``relay`` and ``burst`` are
    null where there is no burst.
    """
    plan, population = timeline.plan, timeline.population
    hostile = plan.with_themes(HOSTILE_THEMES)
    supporting = plan.with_themes(SUPPORTING_THEMES)
    against = [hostile & ((plan.targets & bit) > 0) for bit in BITS]
    attackers = [np.unique(plan.account[mask]) for mask in against]
    present = np.unique(plan.account)

    def accounts(codes: Iterable[Any]) -> list[str]:
        return [f"{PLATFORM}/{profiles.native_id(int(code))}" for code in codes]

    outbreak = timeline.outbreak
    return {
        "pack": accounts(np.intersect1d(population.pack, present)),
        "multi_target_attackers": accounts(np.intersect1d(attackers[0], attackers[1])),
        "attackers": {
            target.id: accounts(codes) for target, codes in zip(TARGETS, attackers, strict=True)
        },
        "supporters": accounts(np.unique(plan.account[supporting])),
        "prominent": accounts(np.intersect1d(population.prominent, present)),
        "fans": [accounts(np.intersect1d(fans, present)) for fans in population.fans],
        "journalists": accounts(np.intersect1d(population.journalists, present)),
        "spark": None if outbreak is None else f"{PLATFORM}/{plan.id[outbreak.spark]}",
        "relay": None if outbreak is None else accounts([population.relay])[0],
        "burst": None if outbreak is None else {
            "hashtag": TARGETS[0].hate_tags[0].casefold(),
            "start_ts": outbreak.start // 1000,
            "end_ts": outbreak.end // 1000,
        },
        "attacks": _posts(timeline, hostile),
        "supports": _posts(timeline, supporting),
    }  # fmt: skip


def _posts(timeline: Timeline, mask: npt.NDArray[np.bool_]) -> dict[str, list[str]]:
    plan = timeline.plan
    return {
        f"{PLATFORM}/{plan.id[row]}": [
            target.id for target, bit in zip(TARGETS, BITS, strict=True) if plan.targets[row] & bit
        ]
        for row in np.flatnonzero(mask)
    }
