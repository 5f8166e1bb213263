"""A small world of readers: people with time zones, sessions and feeds, and what they repost.

Nobody here draws a delay. A post becomes available to whoever follows its author or a reposter;
it is seen in the first session that is open then or opens later, as long as the feed has not buried
it, and now and then it is reposted, which makes it available to others. What comes out are acts:
trace, object, account, time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

MONDAY = 1_772_409_600
"""2 March 2026, 00:00 UTC."""
DAY, HOUR, MINUTE = 86_400.0, 3_600.0, 60.0
REPOST, LINK, TEXT = 0, 1, 2
"""Traces. Of links and texts nobody knows the beginning; a link's author is its site."""
ZONES = (0, 0, 0, 1, 1, 2, -5, 8)
"""Hours that people's clocks are ahead of UTC."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What an export of a world holds, and who in it acted by agreement."""

    trace: Ints
    """Per act the number of its trace."""
    object: Ints
    account: Ints
    time: Ints
    """Per act, seconds since 1970."""
    began: Floats
    """Per object, seconds since 1970."""
    author: Ints
    """Per object, an account; -1 where nobody is its author."""
    pack: Ints
    """Accounts that act by agreement; none in an innocent crowd."""


class World:
    """People, what they publish, and what they repost; grows as a scene is told."""

    def __init__(self, seed: int, days: int = 28) -> None:
        self.random = np.random.default_rng([seed, 711])
        self.days = days
        self.end = MONDAY + days * DAY
        self.zone: list[float] = []
        self.refresh: list[float] = []
        self.depth: list[float] = []
        self.pack: list[int] = []
        self._sessions: list[tuple[Ints, Floats, Floats]] = []
        self._began: list[Floats] = []
        self._author: list[Ints] = []
        self._acts: list[tuple[Ints, Ints, Ints, Floats]] = []
        self._shown: tuple[Floats, Floats, Floats] | None = None

    def people(
        self,
        number: int,
        *,
        sessions: float = 5.0,
        minutes: float = 12.0,
        refresh: float = 40.0,
        depth: float = 3 * HOUR,
        zone: float | None = None,
        wake: float = 7.0,
    ) -> Ints:
        """Add people and return their numbers.

        Args:
            number: how many.
            sessions: how often a day each looks, on average.
            minutes: how long, the median.
            refresh: seconds until something new shows in an open session, on average.
            depth: seconds after which a feed has buried most of what was new.
            zone: hours ahead of UTC; drawn where absent.
            wake: the hour at which they get up, on average.
        """
        draw = self.random
        names = np.arange(len(self.zone), len(self.zone) + number)
        zones = draw.choice(ZONES, number) if zone is None else np.full(number, zone)
        self.zone += zones.tolist()
        self.refresh += (refresh * draw.lognormal(0, 0.5, number)).tolist()
        self.depth += (depth * draw.lognormal(0, 0.5, number)).tolist()
        rate = sessions * draw.gamma(3, 1 / 3, number)
        counts = draw.poisson(rate[:, None], (number, self.days))
        who = np.repeat(np.repeat(names, self.days), counts.ravel())
        day = np.repeat(np.tile(np.arange(self.days), number), counts.ravel())
        up = wake + draw.normal(0, 0.8, number)
        hour = up[who - names[0]] + 15.5 * draw.beta(1.3, 0.9, len(who))
        start = MONDAY + day * DAY + (hour - zones[who - names[0]]) * HOUR
        self.sit(who, start, minutes * MINUTE * draw.lognormal(0, 0.7, len(who)))
        return names

    def sit(self, who: Any, start: Any, seconds: Any) -> None:
        """Add sessions: who looks from when for how long."""
        who, start, seconds = np.broadcast_arrays(who, start, seconds)
        self._sessions.append((who.ravel(), start.ravel(), (start + seconds).ravel()))
        self._shown = None

    def awake(self, who: Ints, when: Floats) -> Mask:
        """Return whether people are up at a moment."""
        hour = (when / HOUR + np.asarray(self.zone)[who]) % 24
        return np.asarray((hour > 7) & (hour < 23))

    def evenings(self, number: int, hour: float = 20.0) -> Floats:
        """Return the beginnings of evenings, on different days, in order."""
        days = np.sort(self.random.choice(self.days, number, replace=False))
        return np.asarray(MONDAY + days * DAY + hour * HOUR, float)

    def moments(self, number: int, first: float = 8.0, last: float = 23.0) -> Floats:
        """Return moments on any day between two hours of UTC, in order."""
        day = self.random.integers(0, self.days, number)
        hour = self.random.uniform(first, last, number)
        return np.sort(MONDAY + day * DAY + hour * HOUR)

    def posts(self, author: Any, when: Any) -> Ints:
        """Publish posts and return their numbers."""
        author, when = np.broadcast_arrays(author, np.asarray(when, float))
        first = sum(map(len, self._began))
        self._began.append(when.ravel().copy())
        self._author.append(author.ravel().astype(np.int64))
        return np.arange(first, first + when.size)

    def published(self, posts: Ints) -> Floats:
        """Return when posts were published."""
        return np.concatenate(self._began)[posts]

    def repost(self, who: Any, posts: Any, when: Any, trace: int = 0) -> None:
        """Enter acts, each account once an object; what is past the end is left out."""
        who, posts, when = np.broadcast_arrays(who, posts, when)
        self._acts.append(
            (np.full(when.size, trace), posts.ravel(), who.ravel(), when.ravel().astype(float))
        )

    def sees(self, who: Ints, when: Floats) -> Floats:
        """Return when people see what becomes available to them then; NaN for never."""
        if self._shown is None:
            people, start, end = (
                np.concatenate(part) for part in zip(*self._sessions, strict=True)
            )
            order = np.lexsort((end, people))
            self._shown = (self._key(people, end)[order], start[order], people[order].astype(float))
        key, start, people = self._shown
        place = np.minimum(np.searchsorted(key, self._key(who, when)), len(key) - 1)
        opens = np.where(people[place] == who, start[place], np.inf)
        late = np.maximum(opens - when, 0.0)
        buried = self.random.random(len(who)) > np.exp(-late / np.asarray(self.depth)[who])
        pause = self.random.exponential(np.asarray(self.refresh)[who])
        return np.where(buried | ~np.isfinite(opens), np.nan, np.maximum(opens, when) + 2 + pause)

    def _key(self, who: Ints, when: Floats) -> Floats:
        return np.asarray(who * 1e8 + np.clip(when - MONDAY + 5e6, 0, 9e7))

    def offer(
        self, who: Ints, posts: Ints, when: Floats, interest: Any, hesitation: float = 4.0
    ) -> tuple[Ints, Ints, Floats]:
        """Show posts to people from a moment on; return and enter what they repost, and when."""
        keen = self.random.random(len(who)) < np.broadcast_to(interest, who.shape)
        who, posts, when = who[keen], posts[keen], when[keen]
        seen = self.sees(who, when) + hesitation * self.random.lognormal(0, 0.8, len(who))
        done = np.isfinite(seen) & (seen < self.end)
        who, posts, seen = who[done], posts[done], seen[done]
        self.repost(who, posts, seen)
        return who, posts, seen

    def audience(
        self, who: Ints, posts: Ints, interest: float, when: Floats | None = None
    ) -> tuple[Ints, Ints, Floats]:
        """Offer every post to everybody of an audience, when it is published or later."""
        moment = self.published(posts) if when is None else when
        people, place = (part.ravel() for part in np.meshgrid(who, np.arange(len(posts))))
        return self.offer(people, posts[place], moment[place], interest)

    def everyday(
        self,
        ordinary: int = 250,
        authors: int = 30,
        but: Sequence[int] | Ints = (),
        branching: float = 0.02,
    ) -> None:
        """Add ordinary people and let everybody read the usual authors, and one another."""
        draw = self.random
        writers = self.people(authors)
        self.people(ordinary)
        readers = np.setdiff1d(np.arange(len(self.zone)), np.asarray(but, np.int64))
        counts = draw.poisson(self.days * draw.gamma(2, 1.5, authors))
        posts = self.posts(np.repeat(writers, counts), self.moments(counts.sum()))
        fame = 1 / np.arange(1, authors + 1) ** 0.7
        follows = draw.random((len(readers), authors)) < np.clip(8 * fame / fame.sum(), 0, 0.8)
        taste = np.clip(draw.gamma(1.2, 0.05, len(readers)), 0, 0.5)
        reader, writer = np.nonzero(follows)
        start = np.cumsum(counts) - counts
        rows = np.repeat(np.arange(len(reader)), counts[writer])
        step = np.arange(len(rows)) - np.repeat(
            np.cumsum(counts[writer]) - counts[writer], counts[writer]
        )
        shown = posts[start[writer[rows]] + step]
        reposts = self.offer(
            readers[reader[rows]], shown, self.published(shown), taste[reader[rows]]
        )
        friends = draw.choice(readers, (len(self.zone), 12))
        for _ in range(3):
            who, shared, when = reposts
            if not len(who):
                break
            followers = friends[who].ravel()
            reposts = self.offer(followers, np.repeat(shared, 12), np.repeat(when, 12), branching)

    def scene(self) -> Scene:
        """Return what happened."""
        trace, shared, who, when = (np.concatenate(part) for part in zip(*self._acts, strict=True))
        kept = (when < self.end) & (when >= MONDAY)
        columns = np.stack([trace, shared, who, np.floor(when).astype(np.int64)])[:, kept]
        columns = columns[:, np.lexsort(columns[::-1])]
        first = np.ones(columns.shape[1], bool)
        first[1:] = (np.diff(columns[:3]) != 0).any(axis=0)
        return Scene(
            columns[0, first],
            columns[1, first],
            columns[2, first],
            columns[3, first],
            np.floor(np.concatenate(self._began)),
            np.concatenate(self._author),
            np.asarray(sorted(self.pack), np.int64),
        )
