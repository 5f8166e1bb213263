"""Who is there: interest groups, activity, reach, speed, and the parts that some will play.

Parts are dealt by lot within the groups; nothing that an export shows of an account (id, handle,
dates, description, program) depends on its part, except that stars, media, prominent accounts
and the two targets have many followers.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from .campaign import HOUR, Campaign

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

VERNON, BELKACEMI, BOTH = 1, 2, 3
"""Targets as bits."""

HOSTILE_SHARE, SUPPORTER_SHARE = 0.10, 0.08
FANS = 1.1
"""Fans of a star, times the square root of the population."""
PROMINENT, JOURNALISTS = 6, 14


@dataclass(frozen=True, slots=True)
class Population:
    """Columns over all accounts, then the codes of those who play a part."""

    group: Ints
    activity: Floats
    followers: Ints
    speed: Floats
    shift_ms: Ints
    english: Mask
    pack: Ints
    hostile: Ints
    against: npt.NDArray[np.int8]
    supporters: Ints
    prominent: Ints
    relay: int
    journalists: Ints
    targets: Ints
    fans: tuple[Ints, ...]
    stars: Ints

    def __len__(self) -> int:
        return len(self.group)

    @property
    def public(self) -> Mask:
        """Those who take part in everyday talk: all but media, stars and the targets."""
        mask = np.ones(len(self), dtype=bool)
        mask[self.targets] = mask[self.stars] = False
        mask[self.relay] = False
        return mask

    def draw(self, rng: np.random.Generator, among: Ints, count: int, power: float = 1.0) -> Ints:
        """Draw accounts with repetition, by their activity to a power."""
        if not len(among):
            return np.empty(0, dtype=np.int64)
        reach = np.cumsum(self.activity[among] ** power)
        return np.asarray(
            among[np.searchsorted(reach, rng.random(count) * reach[-1], side="right")]
        )


def populate(campaign: Campaign, rng: np.random.Generator) -> Population:
    """Draw the accounts of a campaign."""
    n = campaign.population
    sizes = 1.0 / np.arange(1, campaign.groups + 1) ** 0.35
    group = rng.choice(campaign.groups, size=n, p=sizes / sizes.sum()).astype(np.int64)
    activity = rng.lognormal(0.0, 1.3, n)
    followers = np.minimum(rng.lognormal(5.4, 1.5, n) + 3 * activity, 60_000).astype(np.int64)
    speed = rng.lognormal(0.0, campaign.speeds_sigma, n)
    shift = (rng.normal(0.0, 1.2, n) * HOUR).astype(np.int64)
    abroad = rng.random(n) < 0.04  # noqa: PLR2004 - French speakers in other time zones
    shift = shift + np.where(abroad, rng.integers(3, 8, n) * HOUR, 0)
    english = rng.random(n) < campaign.english

    lot = _Lot(group, rng)
    targets = lot.take(2, 1)
    relay = int(lot.take(1, 0)[0])
    prominent = lot.take(PROMINENT, 0)
    stars = lot.take(campaign.fan_communities, 2)
    journalists = lot.take(JOURNALISTS, 3 % campaign.groups)
    followers[targets] = [84_000, 41_000]
    followers[relay] = 230_000
    followers[prominent] = rng.integers(60_000, 400_000, len(prominent))
    followers[stars] = rng.integers(150_000, 900_000, len(stars))
    followers[journalists] = rng.integers(4_000, 90_000, len(journalists))
    hostile = np.sort(lot.take(round(HOSTILE_SHARE * n), 0, spill=0.15))
    supporters = np.sort(lot.take(round(SUPPORTER_SHARE * n), 1, spill=0.15))
    fans = tuple(
        np.sort(lot.take(max(6, round(FANS * sqrt(n))), 2 + star % (campaign.groups - 2)))
        for star in range(campaign.fan_communities)
    )
    # Last of all, so that everybody else plays the same part whether there is a pack or not.
    pack = np.sort(lot.take(campaign.pack_size, 0))
    against = np.zeros(n, dtype=np.int8)
    against[hostile] = rng.choice([VERNON, BELKACEMI, BOTH], len(hostile), p=[0.55, 0.2, 0.25])
    against[pack] = rng.choice([VERNON, BOTH], len(pack), p=[0.1, 0.9])
    against[prominent] = BOTH
    against[relay] = VERNON
    return Population(
        group, activity, followers, speed, shift, english, pack, hostile, against, supporters,
        prominent, relay, journalists, targets, fans, stars,
    )  # fmt: skip


class _Lot:
    """Deals accounts to parts, each at most once."""

    def __init__(self, group: Ints, rng: np.random.Generator) -> None:
        self._group = group
        self._free = rng.permutation(len(group))
        self._rng = rng

    def take(self, count: int, group: int, spill: float = 0.0) -> Ints:
        """Take accounts of a group, and of others for the rest and for a share of ``spill``."""
        inside = np.flatnonzero(self._group[self._free] == group)
        inside = inside[: min(round(count * (1 - spill)), len(inside))]
        outside = np.setdiff1d(np.flatnonzero(self._group[self._free] != group), inside)
        chosen = np.concatenate((inside, outside[: count - len(inside)]))
        taken = self._free[chosen]
        self._free = np.delete(self._free, chosen)
        return taken
