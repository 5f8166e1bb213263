"""Everyday talk: cascades with homophily and rhythm, broadcast waves, and fans of a star."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .campaign import HOUR, MINUTE, Campaign
from .ledger import NOTHING, OWN_PICTURE, PICTURES, Kind, Ledger, Theme
from .population import Population

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

REPOSTS, REPLIES, QUOTES = 0.52, 0.11, 0.05
"""Shares of everyday posts; the rest is original."""

CASCADE_DELAY, CASCADE_SIGMA = 35 * MINUTE, 1.4
FAN_DELAY, FAN_SIGMA = 3.5 * MINUTE, 1.0
WAVE_SPREAD = 35_000
WAVE_HOMOPHILY = 0.5
"""A broadcast is seen beyond the author's own group."""

NEWS_GROUP, SPORT_GROUP = 3, 4
PAGES, MEMES = 120, 40
"""Pages that each interest group links to, and pictures that go round."""


class Crowd:
    """Draws accounts by interest group and activity, and the pace at which they react."""

    def __init__(
        self, population: Population, campaign: Campaign, among: Ints, homophily: float
    ) -> None:
        self._population = population
        self._homophily = homophily
        self._all = among
        groups = population.group[among]
        self._groups = [among[groups == group] for group in range(campaign.groups)]

    def anyone(self, rng: np.random.Generator, count: int, power: float = 1.0) -> Ints:
        """Draw accounts by activity."""
        return self._population.draw(rng, self._all, count, power)

    def like(self, rng: np.random.Generator, authors: Ints, power: float = 1.0) -> Ints:
        """Draw one account for each author: of the same group as a rule, of any otherwise."""
        drawn = self.anyone(rng, len(authors), power)
        inside = rng.random(len(authors)) < self._homophily
        group = self._population.group[authors]
        for number, members in enumerate(self._groups):
            chosen = np.flatnonzero(inside & (group == number))
            if len(members):
                drawn[chosen] = self._population.draw(rng, members, len(chosen), power)
        return drawn


def reaction(
    population: Population, rng: np.random.Generator, accounts: Ints, median: float, sigma: float
) -> Floats:
    """Draw delays in milliseconds: log-normal around the median, times each account's speed."""
    noise = rng.lognormal(0.0, sigma, len(accounts))
    return np.asarray(median * population.speed[accounts] * noise)


def everyday(
    ledger: Ledger, campaign: Campaign, population: Population, rng: np.random.Generator, posts: int
) -> None:
    """Enter exactly ``posts`` posts of everyday talk."""
    public = np.flatnonzero(population.public)
    crowd = Crowd(population, campaign, public, campaign.homophily)
    reposts, replies, quotes = (round(posts * share) for share in (REPOSTS, REPLIES, QUOTES))
    before = len(ledger)
    originals = _originals(ledger, population, crowd, rng, posts - reposts - replies - quotes)
    if len(originals):
        authors = ledger.column("account", originals)
        pull = (rng.pareto(1.15, len(originals)) + 0.02) * (
            population.followers[authors] + 50.0
        ) ** 0.35
        for kind, count, flat in (
            (Kind.REPOST, reposts, 1.0), (Kind.REPLY, replies, 0.7), (Kind.QUOTE, quotes, 0.8),
        ):  # fmt: skip
            _reactions(ledger, population, crowd, rng, originals, pull**flat, kind, count)
    missing = posts - (len(ledger) - before)
    _originals(ledger, population, crowd, rng, missing)


def _originals(
    ledger: Ledger, population: Population, crowd: Crowd, rng: np.random.Generator, count: int
) -> Ints:
    authors = crowd.anyone(rng, count)
    rhythm = ledger.rhythm
    ms = rhythm.sample(rng, count) + population.shift_ms[authors]
    ms = np.where((ms < rhythm.start) | (ms >= rhythm.end), rhythm.sample(rng, count), ms)
    # A town has the name of a target: people of the region talk of it without any target.
    town = (population.group[authors] == NEWS_GROUP) & (rng.random(count) < 0.04)  # noqa: PLR2004
    dissent = ~town & (rng.random(count) < 0.004)  # noqa: PLR2004
    theme = np.where(town, Theme.HOMONYM, np.where(dissent, Theme.DISSENT, Theme.CHATTER))
    targets = np.where(dissent, rng.integers(1, 3, count), 0)
    shown = _shown(rng, population.group[authors])
    return ledger.add(ms, authors, theme=theme, targets=targets, shown=shown)


def _shown(rng: np.random.Generator, groups: Ints) -> Ints:
    """Draw what everyday posts show: mostly nothing, else a page, an own picture or a meme."""
    count = len(groups)
    page = groups * PAGES + np.minimum(rng.zipf(1.6, count), PAGES) - 1
    meme = PICTURES + np.minimum(rng.zipf(1.5, count), MEMES) - 1
    what = rng.random(count)
    return np.select(
        [what < 0.07, what < 0.16, what < 0.165],  # noqa: PLR2004
        [page, np.full(count, OWN_PICTURE), meme],
        NOTHING,
    )


def _reactions(
    ledger: Ledger, population: Population, crowd: Crowd, rng: np.random.Generator,
    originals: Ints, pull: Floats, kind: Kind, count: int,
) -> None:  # fmt: skip
    most = max(3, len(population) // 12)
    share = rng.multinomial(count, pull / pull.sum())
    ref = np.repeat(originals, np.minimum(share, most))
    accounts = crowd.like(rng, ledger.column("account", ref))
    delays = reaction(population, rng, accounts, CASCADE_DELAY, CASCADE_SIGMA)
    ms = ledger.rhythm.later(ledger.column("ms", ref), delays)
    if kind == Kind.REPOST:
        ledger.repost(ref, accounts, ms)
        return
    kept = (ms < ledger.rhythm.end) & (delays > MINUTE / 4)
    ledger.add(
        ms[kept], accounts[kept], kind=kind, ref=ref[kept],
        theme=Theme.TALK if kind == Kind.REPLY else Theme.CHATTER,
    )  # fmt: skip


def waves(
    ledger: Ledger, campaign: Campaign, population: Population, rng: np.random.Generator
) -> None:
    """Enter broadcast waves: one relay shows a post, and many react within a minute, once."""
    count = campaign.sized(10) if campaign.waves is None else campaign.waves
    public = np.flatnonzero(population.public)
    crowd = Crowd(population, campaign, public, campaign.homophily * WAVE_HOMOPHILY)
    popular = public[np.argsort(-population.followers[public], kind="stable")[:200]]
    for _ in range(count):
        author = crowd.anyone(rng, 1)
        at = ledger.rhythm.sample(rng, 1)
        post = ledger.add(at, author)
        relay = rng.choice(popular, 1)
        shown = at + reaction(population, rng, author, 40 * MINUTE, 1.0)
        size = min(int(rng.integers(40, 120)), len(population) // 20)
        many = crowd.like(rng, np.repeat(author, size), power=0.5)
        ms = np.concatenate((shown, shown + 3_000 + rng.exponential(WAVE_SPREAD, size)))
        accounts = np.concatenate((relay, many))
        ledger.repost(np.repeat(post, size + 1), accounts, ms)


def match(
    ledger: Ledger, campaign: Campaign, population: Population, rng: np.random.Generator
) -> None:
    """Enter a football match: a hashtag that bursts for two hours by itself."""
    count = campaign.sized(520)
    public = np.flatnonzero(population.public)
    lovers = Crowd(population, campaign, public, 0.7)
    kick_off = campaign.moment(23, 21, 0)
    any_fan = public[population.group[public] == SPORT_GROUP % campaign.groups]
    own = round(count * 0.6)
    authors = population.draw(rng, any_fan if len(any_fan) else public, own, power=0.5)
    goals = rng.uniform(0, 110, 5) * MINUTE
    after = np.where(
        rng.random(own) < 0.4,  # noqa: PLR2004 - the others post whenever something happens
        rng.choice(goals, own) + rng.exponential(2 * MINUTE, own),
        rng.uniform(0, 120 * MINUTE, own),
    )
    posts = ledger.add(kick_off + after, authors, theme=Theme.MATCH)
    ref = rng.choice(posts, count - own)
    accounts = lovers.like(rng, ledger.column("account", ref), power=0.7)
    delay = reaction(population, rng, accounts, 6 * MINUTE, 1.2)
    ledger.repost(ref, accounts, ledger.column("ms", ref) + delay)


def fandoms(
    ledger: Ledger, campaign: Campaign, population: Population, rng: np.random.Generator
) -> None:
    """Enter stars whose fans repost nearly everything fast, each at his own speed.

    Fans meet again and again within minutes, because they watch the same star: closeness in time
    that is explained by each one's own delay behind the star's post.
    """
    for star, fans in zip(population.stars, population.fans, strict=True):
        posts = _star_posts(ledger, campaign, rng, int(star))
        turnout = rng.uniform(0.2, 0.6, len(posts))
        takes_part = rng.random((len(posts), len(fans))) < turnout[:, None]
        post, fan = np.nonzero(takes_part)
        ref, accounts = posts[post], fans[fan]
        delays = reaction(population, rng, accounts, FAN_DELAY, FAN_SIGMA)
        ledger.repost(ref, accounts, ledger.rhythm.later(ledger.column("ms", ref), delays))
        answering = rng.random(len(ref)) < 0.04  # noqa: PLR2004
        _fan_talk(ledger, rng, ref[answering], accounts[answering])


def _star_posts(ledger: Ledger, campaign: Campaign, rng: np.random.Generator, star: int) -> Ints:
    ms: npt.NDArray[Any] = np.sort(ledger.rhythm.sample(rng, campaign.sized(36, least=4)))
    return ledger.add(ms, star, theme=Theme.STAR)


def _fan_talk(ledger: Ledger, rng: np.random.Generator, ref: Ints, accounts: Ints) -> None:
    ms = ledger.column("ms", ref) + rng.exponential(2 * HOUR, len(ref)) + MINUTE
    kept = ms < ledger.rhythm.end
    ledger.add(ms[kept], accounts[kept], kind=Kind.REPLY, ref=ref[kept], theme=Theme.FAN)
