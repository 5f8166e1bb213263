"""The whole campaign as columns: every part entered, filled up with everyday talk, sorted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..errors import UsageError
from . import organic, pack
from .assault import Assault, Outbreak, burst_episode, smaller_episodes
from .campaign import Campaign
from .ledger import Form, Kind, Ledger, Plan, Theme, in_time_order
from .population import BELKACEMI, VERNON, Population, populate
from .rhythm import Rhythm

Ints = npt.NDArray[np.int64]


class CampaignReposts(NamedTuple):
    """Reposts as aligned columns, and the codes of the accounts in the pack."""

    object_ids: Ints
    account_ids: Ints
    seconds: Ints
    truth: Ints


@dataclass(frozen=True, slots=True)
class Timeline:
    """A planned campaign: who there is, what is posted, how the burst began (row numbers)."""

    campaign: Campaign
    population: Population
    plan: Plan
    outbreak: Outbreak | None


def plan_campaign(campaign: Campaign) -> Timeline:
    """Plan all posts of a campaign; no text yet.

    Every part has a random stream of its own, so that a campaign without its pack has the same
    stars, waves and supporters.

    Raises:
        UsageError: what is to be planted leaves too little room for everyday talk.
    """
    streams = [
        np.random.default_rng(seed) for seed in np.random.SeedSequence(campaign.seed).spawn(10)
    ]
    population = populate(campaign, streams[0])
    ledger = Ledger(Rhythm(campaign))
    organic.fandoms(ledger, campaign, population, streams[1])
    organic.waves(ledger, campaign, population, streams[2])
    organic.match(ledger, campaign, population, streams[9])
    _figures_own(ledger, campaign, population, streams[3])
    pack.background(ledger, campaign, population, streams[4])
    outbreak = None
    if campaign.burst:
        burst = Assault(ledger, campaign, population, streams[5], burst_episode(campaign))
        outbreak = burst.run(with_spark=True)
    if campaign.episodes:
        for episode in smaller_episodes(campaign):
            Assault(ledger, campaign, population, streams[6], episode).run(with_spark=False)
    left = campaign.posts - len(ledger)
    if left < campaign.posts // 5:
        raise UsageError(
            f"{len(ledger):,} planted posts leave too little everyday talk in {campaign.posts:,}",
            "Ask for more posts, or for a smaller or less busy pack.",
        )
    organic.everyday(ledger, campaign, population, streams[7], left)
    plan, row = in_time_order(ledger, population.english, streams[8])
    if outbreak is not None:
        outbreak = Outbreak(
            int(row[outbreak.spark]), int(row[outbreak.repost]), outbreak.start, outbreak.end
        )
    return Timeline(campaign, population, plan, outbreak)


def campaign_reposts(campaign: Campaign) -> CampaignReposts:
    """Return only who reposted what when (epoch seconds), and the pack, all as integer codes."""
    timeline = plan_campaign(campaign)
    plan = timeline.plan
    reposts = plan.kind == Kind.REPOST
    return CampaignReposts(
        plan.ref[reposts].astype(np.int64),
        plan.account[reposts].astype(np.int64),
        plan.ms[reposts] // 1000,
        timeline.population.pack,
    )


def _figures_own(
    ledger: Ledger, campaign: Campaign, population: Population, rng: np.random.Generator
) -> None:
    """Enter the two targets' own posts, their readers, and the replies that attack them."""
    for target, bit in zip(population.targets, (VERNON, BELKACEMI), strict=True):
        ms = ledger.rhythm.sample(rng, campaign.sized(24, least=3))
        own = ledger.add(ms, int(target), theme=Theme.OWN, targets=bit)
        hostile = population.hostile[(population.against[population.hostile] & bit) > 0]
        for accounts, theme, form, kind, count in (
            (hostile, Theme.ATTACK, Form.MENTIONING, Kind.REPLY, campaign.sized(110)),
            (population.supporters, Theme.SUPPORT, Form.MENTIONING, Kind.REPLY, campaign.sized(50)),
            (population.supporters, Theme.OWN, Form.NAMED, Kind.REPOST, campaign.sized(160)),
        ):
            ref = rng.choice(own, count)
            who = population.draw(rng, accounts, count, power=0.6)
            delay = organic.reaction(population, rng, who, 30 * 60_000, 1.3)
            at = ledger.rhythm.later(ledger.column("ms", ref), delay)
            if kind == Kind.REPOST:
                ledger.repost(ref, who, at)
                continue
            kept = (at < ledger.rhythm.end) & (delay > 20_000)  # noqa: PLR2004
            ledger.add(
                at[kept], who[kept], kind=kind, ref=ref[kept], theme=theme, targets=bit, form=form
            )
