"""Hashtags that grow by themselves, and hashtags that are pushed: who used each, and when.

Uses begin by themselves at the hours at which people are awake; each may bring others, by answers
and reposts, which bring others again. A push adds uses by few accounts, at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .world import DAY, HOUR, MINUTE, MONDAY, Floats, Ints

DAYS = 28
PEOPLE = 4_000
FEW = 40


@dataclass(frozen=True, slots=True)
class Tag:
    """The uses of one hashtag, in order of time, and all posts of the collection."""

    account: Ints
    time: Ints
    """Seconds since 1970."""
    corpus: Ints
    """Times of all posts."""


class Talk:
    """What is told of one hashtag."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng([seed, 1709])
        self._uses: list[tuple[Ints, Floats]] = []

    def daytime(self, rate: float) -> Floats:
        """Return moments of so many a day, few of them at night."""
        draw = self.random
        when = MONDAY + draw.uniform(0, DAYS * DAY, draw.poisson(rate * DAYS))
        hour = (when - MONDAY) % DAY / HOUR
        return np.sort(when[draw.random(len(when)) < np.where((hour > 7) & (hour < 23), 1.0, 0.1)])

    def evening(self, day: int, number: int, minutes: float, hour: float = 20.0) -> Floats:
        """Return moments of one evening."""
        start = MONDAY + day * DAY + hour * HOUR
        return np.asarray(start + self.random.uniform(0, minutes * MINUTE, number))

    def people(self, when: Floats, answers: float = 0.0, after: float = 30 * MINUTE) -> None:
        """Let people use the tag, of whom some do so often, and others answer them."""
        new = when
        while len(new):
            # Of four thousand people, a few are heard ten times as often as most.
            who = (PEOPLE * self.random.random(len(new)) ** 2.5).astype(np.int64)
            self._uses.append((who, new))
            number = self.random.poisson(answers, len(new))
            new = np.repeat(new, number) + self.random.exponential(after, number.sum())

    def few(self, when: Floats) -> None:
        """Let a few dozen accounts use the tag, and nobody else: pushers, or one room of people."""
        who = PEOPLE + self.random.integers(0, FEW, len(when))
        self._uses.append((who, when))

    def tag(self) -> Tag:
        """Return what was told."""
        who, when = (np.concatenate(part) for part in zip(*self._uses, strict=True))
        order = np.argsort(when, kind="stable")
        corpus = self.daytime(1_500)
        return Tag(who[order], when[order].astype(np.int64), np.concatenate([corpus, when]))


def _weekly(answers: float) -> Callable[[Talk], None]:
    def tell(talk: Talk) -> None:
        talk.people(talk.daytime(3))
        for week in range(4):
            shown = talk.evening(7 * week + 3, talk.random.poisson(70), 90)
            talk.people(shown, answers, 10 * MINUTE)

    return tell


def _once(number: int, minutes: float, answers: float, after: float) -> Callable[[Talk], None]:
    def tell(talk: Talk) -> None:
        talk.people(talk.daytime(4))
        talk.people(talk.evening(9, number, minutes), answers, after)

    return tell


def _room(number: int, minutes: float) -> Callable[[Talk], None]:
    def tell(talk: Talk) -> None:
        talk.people(talk.daytime(4), 0.3)
        talk.few(talk.evening(9, number, minutes, 18.0))
        talk.people(talk.evening(9, number // 4, 2 * minutes, 18.0), 0.4)

    return tell


def _pushed(number: int, minutes: float, days: tuple[int, ...] = (9,)) -> Callable[[Talk], None]:
    def tell(talk: Talk) -> None:
        talk.people(talk.daytime(4), 0.3)
        for day in days:
            talk.few(talk.evening(day, number, minutes))
            talk.people(talk.evening(day, number // 4, 2 * minutes), 0.4)

    return tell


EVERYDAY: dict[str, Callable[[Talk], None]] = {
    "independent uses, 20 a day": lambda talk: talk.people(talk.daytime(20)),
    "independent uses, 100 a day": lambda talk: talk.people(talk.daytime(100)),
    "threads, branching 0.3": lambda talk: talk.people(talk.daytime(14), 0.3),
    "threads, branching 0.6": lambda talk: talk.people(talk.daytime(8), 0.6),
    "quick threads, branching 0.6": lambda talk: talk.people(talk.daytime(8), 0.6, 5 * MINUTE),
    "busy threads, branching 0.6": lambda talk: talk.people(talk.daytime(60), 0.6, HOUR),
    "few threads, branching 0.6": lambda talk: talk.people(talk.daytime(2), 0.6),
    "threads, branching 0.75": lambda talk: talk.people(talk.daytime(8), 0.75),
    "a weekly show": _weekly(0.0),
    "a weekly show and its threads": _weekly(0.6),
}
"""Tags that have no burst."""
GROWN: dict[str, Callable[[Talk], None]] = {
    "a match": _once(500, 120, 0.5, 5 * MINUTE),
    "a debate": _once(300, 180, 0.5, 20 * MINUTE),
    "breaking news": _once(200, 30, 0.6, 30 * MINUTE),
    "a conference that its forty guests report": _room(600, 240),
    "a quiz night of forty people": _room(350, 90),
}
"""Bursts that nobody arranged."""
PUSHED: dict[str, Callable[[Talk], None]] = {
    "pushed, 40 uses in 20 minutes": _pushed(40, 20),
    "pushed, 100 uses in an hour": _pushed(100, 60),
    "pushed, 300 uses in an hour": _pushed(300, 60),
    "pushed, 300 uses on four evenings": _pushed(300, 60, (3, 9, 14, 22)),
    "pushed, 2,000 uses in two hours": _pushed(2_000, 120),
}


def told(tell: Callable[[Talk], None], seed: int) -> Tag:
    """Return the hashtag of a seed."""
    talk = Talk(seed)
    tell(talk)
    return talk.tag()
