"""The attacks: the two-hour burst, the smaller ones weeks apart, and the supporters' answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .campaign import MINUTE, Campaign
from .ledger import NOTHING, Form, Kind, Ledger, Theme
from .organic import reaction
from .pack import FIRST_MONTAGE, FIRST_PAGE, MONTAGES, calls, salvoes
from .population import BELKACEMI, BOTH, VERNON, Population

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

AHEAD = 5
"""Draws for each repost wanted: many are impossible or come twice."""

ATTACK_FORMS = (Form.NAMED, Form.TAGGED, Form.MENTIONING)


@dataclass(frozen=True, slots=True)
class Episode:
    """One attack: when it begins (epoch milliseconds), how long it runs, how large it is.

    ``widens`` is the part of its length after which the second target is drawn in (None: never).
    ``answer`` is the supporters' part of all posts.
    """

    start: int
    minutes: int
    posts: int
    target: int
    widens: float | None
    answer: float
    tagged: float
    salvoes: int

    @property
    def length(self) -> int:
        """Milliseconds."""
        return self.minutes * MINUTE

    @property
    def end(self) -> int:
        """Epoch milliseconds."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Outbreak:
    """How the burst began: the numbers of the spark and of the relay's repost."""

    spark: int
    repost: int
    start: int
    end: int


def burst_episode(campaign: Campaign) -> Episode:
    """Return the two hours after the first campaign meeting: day 44, 19:40."""
    return Episode(
        campaign.moment(44, 19, 40), 120, campaign.sized(3_500), VERNON, 0.35, 0.15, 0.9,
        campaign.sized(22 * campaign.pack_intensity),
    )  # fmt: skip


def smaller_episodes(campaign: Campaign) -> list[Episode]:
    """Return the attacks before and after the burst, three weeks and two apart."""
    salvo = campaign.sized(6 * campaign.pack_intensity)
    return [
        Episode(
            campaign.moment(16, 12, 10), 180, campaign.sized(330), BELKACEMI, None, 0.2, 0.7, salvo
        ),
        Episode(
            campaign.moment(33, 20, 30), 150, campaign.sized(260), BELKACEMI, None, 0.2, 0.7, salvo
        ),
        Episode(
            campaign.moment(58, 18, 20), 200, campaign.sized(380), VERNON, 0.6, 0.2, 0.75, salvo
        ),
    ]


class Assault:
    """Enters one episode: attacks, salvoes, approval, the answer and the onlookers."""

    def __init__(
        self, ledger: Ledger, campaign: Campaign, population: Population,
        rng: np.random.Generator, episode: Episode,
    ) -> None:  # fmt: skip
        self.ledger, self.campaign, self.population = ledger, campaign, population
        self.rng, self.episode = rng, episode
        self.attacks: Ints = np.empty(0, dtype=np.int64)

    def run(self, *, with_spark: bool) -> Outbreak | None:
        """Enter everything; with ``with_spark`` it begins with the spark and the relay."""
        outbreak = self._begin() if with_spark else None
        total = self.episode.posts
        hostile_part = 1 - self.episode.answer - 0.05
        self._attack(round(0.21 * hostile_part * total), prominent=with_spark)
        self._salvoes()
        self._repost_attacks(round(0.63 * hostile_part * total))
        self._quote_attacks(round(0.05 * hostile_part * total))
        if self.campaign.counter_campaign:
            self._answer(round(self.episode.answer * total))
        self._look_on(round(0.05 * total))
        return outbreak

    def _when(self, count: int) -> Floats:
        """Draw times: a fast rise, a slow fall."""
        part = self.rng.beta(1.5, 2.4, count) * 0.97
        return np.asarray(self.episode.start + 5_000 + part * self.episode.length)

    def _forms(self, count: int) -> Ints:
        untagged = 1 - self.episode.tagged
        shares = [untagged * 0.5, self.episode.tagged, untagged * 0.5]
        return self.rng.choice([int(form) for form in ATTACK_FORMS], count, p=shares)

    def _begin(self) -> Outbreak:
        """Enter the spark, and the relay that shows it to its many followers."""
        population, start = self.population, self.episode.start
        candidates = population.pack if len(population.pack) else population.hostile
        candidates = candidates[(population.against[candidates] & VERNON) > 0]
        author = int(self.rng.choice(candidates))
        spark = self.ledger.add(
            start - 8 * MINUTE, author, theme=Theme.ATTACK, targets=VERNON, form=Form.TAGGED
        )
        relay = np.array([population.relay])
        repost = self.ledger.repost(spark, relay, np.array([start + 4_000.0]))
        quote = self.ledger.add(
            start + 70_000, population.relay, kind=Kind.QUOTE, ref=spark, theme=Theme.ATTACK,
            targets=VERNON, form=Form.TAGGED,
        )  # fmt: skip
        self.attacks = np.concatenate((spark, quote))
        return Outbreak(int(spark[0]), int(repost[0]), start, self.episode.end)

    def _attack(self, count: int, *, prominent: bool) -> None:
        """Enter own words against the target, and later against the second one too."""
        population, rng = self.population, self.rng
        by_pack = rng.binomial(count, 0.25) if len(population.pack) else 0
        crowd = population.hostile[(population.against[population.hostile] & self._possible) > 0]
        authors = np.concatenate((
            rng.choice(population.pack, by_pack) if by_pack else np.empty(0, dtype=np.int64),
            population.draw(rng, crowd, count - by_pack, power=0.6),
        ))  # fmt: skip
        ms = self._when(len(authors))
        if prominent:
            authors = np.concatenate((authors, np.repeat(population.prominent, 3)))
            joined = rng.uniform(0.2, 0.75, 3 * len(population.prominent))
            ms = np.concatenate((ms, self.episode.start + joined * self.episode.length))
        targets = self._targets(authors, ms)
        form = self._forms(len(authors))
        push = (form == Form.TAGGED) & (rng.random(len(authors)) < 0.15)  # noqa: PLR2004
        what = rng.random(len(authors))
        shown = np.select(
            [what < 0.07, what < 0.1],  # noqa: PLR2004
            [FIRST_MONTAGE + rng.integers(0, MONTAGES, len(authors)), FIRST_PAGE - 1],
            NOTHING,
        )
        entered = self.ledger.add(
            ms, authors, theme=np.where(push, Theme.PUSH, Theme.ATTACK), targets=targets,
            form=form, shown=shown,
        )  # fmt: skip
        self.attacks = np.concatenate((self.attacks, entered))

    @property
    def _possible(self) -> int:
        return self.episode.target if self.episode.widens is None else BOTH

    def _targets(self, authors: Ints, ms: Floats) -> Ints:
        """Choose whom each post attacks: within what its author is against and what is going on."""
        rng, episode = self.rng, self.episode
        against = self.population.against[authors].astype(np.int64)
        other = BOTH ^ episode.target
        wished = np.full(len(authors), episode.target)
        if episode.widens is not None:
            widened = ms > episode.start + episode.widens * episode.length
            either = rng.choice([episode.target, BOTH, other], len(authors), p=[0.45, 0.38, 0.17])
            wished = np.where(widened, either, wished)
        joint = wished & against
        return np.where(joint > 0, joint, against)

    def _salvoes(self) -> None:
        pack = self.population.pack
        if not len(pack) or not self.episode.salvoes:
            return
        authors = self.ledger.column("account", self.attacks)
        near = np.isin(authors, np.concatenate((pack, self.population.prominent)))
        own = self.attacks[near]
        chosen = self.rng.choice(own, min(len(own), self.episode.salvoes), replace=False)
        called = calls(self.rng, self.ledger.column("ms", chosen).astype(np.float64))
        salvoes(self.ledger, self.campaign, self.population, self.rng, chosen, called)

    def _repost_attacks(self, count: int) -> None:
        """Enter reposts by hostile accounts, of what stands against their own targets only."""
        population, rng = self.population, self.rng
        authors = self.ledger.column("account", self.attacks)
        pull = rng.pareto(1.3, len(authors)) + 0.1
        pull = pull * (population.followers[authors] + 80.0) ** 0.45
        ref = rng.choice(self.attacks, AHEAD * count, p=pull / pull.sum())
        accounts = population.draw(rng, population.hostile, AHEAD * count, power=0.6)
        agrees = (self.ledger.column("targets", ref) & ~population.against[accounts]) == 0
        ref, accounts = _distinct(ref[agrees], accounts[agrees], count)
        posted = self.ledger.column("ms", ref)
        begun = np.maximum(posted, self.episode.start + 10_000)
        delay = reaction(population, rng, accounts, 9 * MINUTE, 1.2)
        self.ledger.repost(ref, accounts, begun + delay)

    def _quote_attacks(self, count: int) -> None:
        """Enter quotes by hostile accounts: with own attacks, or with mere approval."""
        population, rng = self.population, self.rng
        ref = rng.choice(self.attacks, count)
        accounts = population.draw(rng, population.hostile, count, power=0.6)
        targets = self.ledger.column("targets", ref)
        agrees = (targets & ~population.against[accounts]) == 0
        ref, accounts, targets = ref[agrees], accounts[agrees], targets[agrees]
        delay = MINUTE / 3 + reaction(population, rng, accounts, 9 * MINUTE, 1.0)
        ms = self.ledger.column("ms", ref) + delay
        endorse = rng.random(len(ref)) < 0.35  # noqa: PLR2004
        theme = np.where(endorse, Theme.ENDORSE, Theme.ATTACK)
        form = np.where(endorse, Form.NAMED, self._forms(len(ref)))
        kept = ms < self.ledger.rhythm.end
        self.ledger.add(
            ms[kept], accounts[kept], kind=Kind.QUOTE, ref=ref[kept], theme=theme[kept],
            targets=targets[kept], form=form[kept],
        )  # fmt: skip

    def _answer(self, count: int) -> None:
        """Enter the supporters: own words, quotes that reject attacks, reposts of one another."""
        population, rng, ledger = self.population, self.rng, self.ledger
        own, quotes = round(0.3 * count), round(0.08 * count)
        accounts = population.draw(rng, population.supporters, own, power=0.6)
        begun = self.episode.start + 0.15 * self.episode.length
        ms = begun + rng.beta(1.5, 2.2, own) * (self.episode.end - begun)
        # An open call: many of them post at the announced time, each in his own words.
        called = rng.random(own) < 0.25  # noqa: PLR2004
        at = self.episode.start + 0.45 * self.episode.length
        ms = np.where(called, at + rng.exponential(1.5 * MINUTE, own), ms)
        both = rng.random(own) < (0.25 if self.episode.widens is not None else 0.0)
        forms = [int(form) for form in (Form.TAGGED, Form.HATE_TAGGED, Form.BOTH_TAGS, Form.NAMED)]
        supports = ledger.add(
            ms, accounts, theme=Theme.SUPPORT, targets=np.where(both, BOTH, self.episode.target),
            form=rng.choice(forms, own, p=[0.4, 0.2, 0.3, 0.1]),
        )  # fmt: skip
        ref = rng.choice(self.attacks, quotes)
        rejecting = population.draw(rng, population.supporters, quotes, power=0.6)
        delay = MINUTE / 2 + reaction(population, rng, rejecting, 10 * MINUTE, 0.9)
        rejected_at = ledger.column("ms", ref) + delay
        kept = rejected_at < ledger.rhythm.end
        ref, rejecting, rejected_at = ref[kept], rejecting[kept], rejected_at[kept]
        quotes = len(ref)
        denounced = ledger.add(
            rejected_at, rejecting, ref=ref,
            kind=np.where(rng.random(quotes) < 0.6, Kind.QUOTE, Kind.REPLY),  # noqa: PLR2004
            theme=Theme.DENOUNCE, targets=ledger.column("targets", ref),
            form=rng.choice([int(Form.NAMED), int(Form.TAGGED)], quotes),
        )  # fmt: skip
        self._repost_answer(np.concatenate((supports, denounced)), count - own - quotes)

    def _repost_answer(self, posts: Ints, count: int) -> None:
        if not len(posts):
            return
        population, rng = self.population, self.rng
        authors = self.ledger.column("account", posts)
        pull = (rng.pareto(1.2, len(posts)) + 0.1) * (population.followers[authors] + 80.0) ** 0.4
        ref = rng.choice(posts, AHEAD * count, p=pull / pull.sum())
        accounts = population.draw(rng, population.supporters, AHEAD * count, power=0.6)
        ref, accounts = _distinct(ref, accounts, count)
        delay = reaction(population, rng, accounts, 7 * MINUTE, 1.1)
        self.ledger.repost(ref, accounts, self.ledger.column("ms", ref) + delay)

    def _look_on(self, count: int) -> None:
        """Enter those who ask what the hashtag is about, and those who report on it."""
        population, rng = self.population, self.rng
        reports = round(0.35 * count)
        accounts = np.concatenate((
            rng.choice(population.journalists, reports),
            population.draw(rng, np.flatnonzero(population.public), count - reports),
        ))  # fmt: skip
        theme = np.repeat([Theme.REPORT, Theme.BYSTANDER], [reports, count - reports])
        ms = self.episode.start + (0.1 + rng.beta(1.6, 1.6, count)) * self.episode.length
        page = np.where(rng.random(count) < 0.5, rng.integers(0, 40, count) + 400, NOTHING)  # noqa: PLR2004
        posts = self.ledger.add(
            ms, accounts, theme=theme, targets=self.episode.target, form=Form.TAGGED,
            shown=np.where(theme == Theme.REPORT, page, NOTHING),
        )  # fmt: skip
        ref = rng.choice(posts[:reports], 2 * reports) if reports else posts[:0]
        readers = population.draw(rng, np.flatnonzero(population.public), len(ref))
        delay = reaction(population, rng, readers, 25 * MINUTE, 1.2)
        self.ledger.repost(ref, readers, self.ledger.column("ms", ref) + delay)


def _distinct(ref: Ints, accounts: Ints, count: int) -> tuple[Ints, Ints]:
    """Return the first ``count`` pairs that have not come before: nobody reposts a post twice."""
    _, first = np.unique((ref << 32) | accounts, return_index=True)
    kept = np.sort(first)[:count]
    return ref[kept], accounts[kept]
