"""The pack: a few dozen accounts that repost one another on call, for weeks.

A salvo is one call: somebody shows a member's post to the others, right after it or hours later,
and about half of them repost it within seconds to minutes. What gives a pack away is therefore
not its speed behind the post (fans are as fast) but its closeness whatever the delay, again and
again. Between salvoes its members live like everybody else.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .campaign import MINUTE, Campaign
from .ledger import PICTURES, Form, Ledger, Theme
from .population import BELKACEMI, BOTH, VERNON, Population

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

ANSWER, ANSWER_SIGMA = 25_000.0, 0.9
"""Delay after the call, milliseconds."""

SALVOES, COPIED_TEXTS, LINK_ROUNDS = 60, 6, 6
ATTACKING = 0.3
FIRST_PAGE, FIRST_MONTAGE = 900_000, PICTURES + 1_000
"""Pages of the relay's site, and pictures made for the attacks."""

MONTAGES = 5
SYMPATHISERS = 2.0
"""Hostile accounts outside the pack that happen to be there at once, a salvo."""


def calls(rng: np.random.Generator, posted: Floats) -> Floats:
    """Draw when a post is shown to the pack: half at once, half later."""
    count = len(posted)
    soon = rng.exponential(MINUTE, count)
    late = rng.lognormal(np.log(15 * MINUTE), 1.2, count)
    return np.asarray(posted + np.where(rng.random(count) < 0.5, soon, late))  # noqa: PLR2004


def salvoes(
    ledger: Ledger, campaign: Campaign, population: Population, rng: np.random.Generator,
    posts: Ints, called: Floats,
) -> None:  # fmt: skip
    """Enter one salvo on each post, at its call."""
    turnout = np.clip(rng.normal(campaign.pack_turnout, 0.12, len(posts)), 0.1, 1.0)
    there = rng.random((len(posts), len(population.pack))) < turnout[:, None]
    post, member = np.nonzero(there)
    extra = np.repeat(np.arange(len(posts)), rng.poisson(SYMPATHISERS, len(posts)))
    willing = population.draw(rng, population.hostile, len(extra), power=0.5)
    post, accounts = (
        np.concatenate((post, extra)),
        np.concatenate((population.pack[member], willing)),
    )
    agrees = (ledger.column("targets", posts[post]) & ~population.against[accounts]) == 0
    post, accounts = post[agrees], accounts[agrees]
    answer = rng.lognormal(np.log(ANSWER), ANSWER_SIGMA, len(post)) + 1_500
    ledger.repost(posts[post], accounts, called[post] + answer)


def background(
    ledger: Ledger, campaign: Campaign, population: Population, rng: np.random.Generator
) -> None:
    """Enter the pack's salvoes and copied texts over the weeks."""
    if not len(population.pack):
        return
    count = campaign.sized(SALVOES * campaign.pack_intensity)
    authors = rng.choice(population.pack, count)
    targets = np.where(rng.random(count) < ATTACKING, _one_target(rng, population, authors), 0)
    form = rng.choice([Form.NAMED, Form.TAGGED, Form.MENTIONING], count, p=[0.3, 0.5, 0.2])
    theme = np.where(targets > 0, Theme.ATTACK, Theme.CHATTER)
    ms = ledger.rhythm.sample(rng, count)
    posts = ledger.add(ms, authors, theme=theme, targets=targets, form=form)
    salvoes(ledger, campaign, population, rng, posts, calls(rng, ledger.column("ms", posts)))
    for number in range(campaign.sized(COPIED_TEXTS * campaign.pack_intensity)):
        _round(ledger, population, rng, number, copy=number)
    for number in range(campaign.sized(LINK_ROUNDS * campaign.pack_intensity)):
        _round(ledger, population, rng, number, shown=FIRST_PAGE + number)


def _one_target(rng: np.random.Generator, population: Population, authors: Ints) -> Ints:
    against = population.against[authors]
    either = rng.choice([VERNON, BELKACEMI], len(authors))
    return np.where(against == BOTH, either, against)


def _round(
    ledger: Ledger, population: Population, rng: np.random.Generator, number: int,
    *, copy: int = -1, shown: int = -1,
) -> None:  # fmt: skip
    """Enter one round: a third of the pack posts the same text, or the same page, in minutes.

    Every second round is an attack, the others are about anything.
    """
    members = population.pack[rng.random(len(population.pack)) < 1 / 3]
    members = members[(population.against[members] & VERNON) > 0]
    at = ledger.rhythm.sample(rng, 1)[0] + rng.exponential(1.2 * MINUTE, len(members))
    attack = number % 2 == 0
    ledger.add(
        np.minimum(at, ledger.rhythm.end - 1), members,
        theme=Theme.ATTACK if attack else Theme.CHATTER, targets=VERNON if attack else 0,
        form=Form.TAGGED, copy=copy, shown=shown,
    )  # fmt: skip
