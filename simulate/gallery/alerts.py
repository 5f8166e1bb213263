"""Innocent crowds whose phones ring for the same accounts: fans, staffs, readers, friends."""

from __future__ import annotations

import numpy as np

from .kinds import innocent
from .world import HOUR, LINK, REPOST, TEXT, Floats, Ints, World


def _alerts(world: World, stars: int, posts: int, fans: int, median: float, share: float) -> None:
    """Tell of fans whose phones ring: they act whenever they are up, session or not."""
    star, people = world.people(stars), world.people(fans)
    own = median * world.random.lognormal(0, 0.3, fans)
    shown = world.posts(world.random.choice(star, posts), world.moments(posts, 6, 23))
    _ring(world, people, shown, own, share)
    world.everyday(but=star)


def _ring(
    world: World,
    people: Ints,
    posts: Ints,
    median: Floats,
    share: float,
    traces: tuple[int, ...] = (REPOST,),
) -> None:
    person, place = (
        part.ravel() for part in np.meshgrid(np.arange(len(people)), np.arange(len(posts)))
    )
    when = world.published(posts)[place]
    up = world.awake(people[person], when) & (world.random.random(len(when)) < share)
    delay = 2 + median[person[up]] * world.random.lognormal(0, 0.9, up.sum())
    for trace in traces:
        world.repost(people[person[up]], posts[place[up]], when[up] + delay, trace)


@innocent("push alerts of one star, median 8 s")
def alerts_fast(world: World) -> None:
    """Forty fans, eighty posts, a phone that rings."""
    _alerts(world, 1, 80, 40, 8, 0.5)


@innocent("push alerts of one star, median 60 s")
def alerts_slow(world: World) -> None:
    """The same, with a glance at the screen first."""
    _alerts(world, 1, 80, 40, 60, 0.5)


@innocent("fan club of a group of five")
def fan_club(world: World) -> None:
    """Sixty fans with alerts for five stars, who like each of them."""
    _alerts(world, 5, 120, 60, 15, 0.35)


@innocent("a newsroom that reposts the house")
def newsroom(world: World) -> None:
    """Twenty-five on the staff repost the house's posts, in working hours, about 50 s later."""
    house, staff = world.people(1), world.people(25, sessions=8)
    posts = world.posts(house[0], world.moments(110, 8, 19))
    _ring(world, staff, posts, 50 * world.random.lognormal(0, 0.3, 25), 0.4)
    world.everyday(but=house)


@innocent("a politician's staff")
def staff(world: World) -> None:
    """Twelve who repost their chief and the party, within half a minute, all day."""
    chiefs, people = world.people(2), world.people(12, sessions=8)
    posts = world.posts(world.random.choice(chiefs, 100, p=[0.7, 0.3]), world.moments(100, 8, 20))
    _ring(world, people, posts, 25 * world.random.lognormal(0, 0.2, 12), 0.6)
    world.everyday(but=chiefs)


@innocent("one brand in six languages")
def languages(world: World) -> None:
    """Six accounts of a brand that pass on what the main one posts, within a minute."""
    brand, branches = world.people(1), world.people(6)
    posts = world.posts(brand[0], world.moments(80, 7, 20))
    _ring(world, branches, posts, np.full(6, 20.0), 0.9)
    world.everyday(but=brand)


def _relayed(world: World, median: float, relays: int = 1) -> None:
    """Tell of thirty people who read what some accounts repost of others, at all hours."""
    writers, relay, people = world.people(25), world.people(relays), world.people(30)
    posts = world.posts(world.random.choice(writers, 150), world.moments(150, 7, 22))
    passed = world.published(posts) + world.random.exponential(2 * HOUR, 150)
    world.repost(relay[np.arange(150) % relays], posts, passed)
    person, place = (part.ravel() for part in np.meshgrid(np.arange(30), np.arange(150)))
    own = median * world.random.lognormal(0, 0.3, 30)
    up = world.awake(people[person], passed[place]) & (world.random.random(len(place)) < 0.4)
    delay = 2 + own[person[up]] * world.random.lognormal(0, 0.8, up.sum())
    world.repost(people[person[up]], posts[place[up]], passed[place[up]] + delay)
    world.everyday(but=[*writers, *relay])


@innocent("audience of a relay, 20 s")
def relay_fast(world: World) -> None:
    """Readers with alerts for an account that only passes on."""
    _relayed(world, 20)


@innocent("audience of a relay, 120 s")
def relay_slow(world: World) -> None:
    """The same, two minutes later."""
    _relayed(world, 120)


@innocent("audience of two relays, 30 s")
def two_relays(world: World) -> None:
    """The same people with alerts for two accounts that pass on different posts."""
    _relayed(world, 30, relays=2)


@innocent("a circle of friends")
def friends(world: World) -> None:
    """Eight friends with alerts for one another, who pass on what any of them brings."""
    people = world.people(8, zone=0)
    posts = world.posts(world.random.choice(people, 110), world.moments(110, 8, 23))
    _ring(world, people, posts, 90 * world.random.lognormal(0, 0.5, 8), 0.35)
    world.everyday()


@innocent("translated accounts")
def translated(world: World) -> None:
    """Fans of three stars abroad: ten translators first, then those who read them."""
    stars, translators, readers = world.people(3), world.people(10), world.people(50)
    posts = world.posts(world.random.choice(stars, 100), world.moments(100, 6, 22))
    _ring(world, translators, posts, np.full(10, 240.0), 0.5)
    world.audience(readers, posts, 0.3, world.published(posts) + 300)
    world.everyday(but=stars)


@innocent("alerts for forty writers")
def alerts_for_many(world: World) -> None:
    """Twenty-five people whose phones ring for the same forty writers, three posts of each."""
    _alerted(world, writers=40, each=3, people=25, delay=25.0, share=0.45)


@innocent("alerts for fifteen writers")
def alerts_for_fifteen(world: World) -> None:
    """The same with thirty people and fifteen writers, eight posts of each, and a slower hand."""
    _alerted(world, writers=15, each=8, people=30, delay=70.0, share=0.3)


def _alerted(
    world: World, *, writers: int, each: int, people: int, delay: float, share: float
) -> None:
    """Tell of people whose phones ring for the same writers: a share answers after the delay."""
    authors, readers = world.people(writers), world.people(people)
    posts = world.posts(
        world.random.permutation(np.repeat(authors, each)), world.moments(writers * each, 7, 22)
    )
    _ring(world, readers, posts, np.full(people, delay), share)
    world.everyday(but=authors)


@innocent("a paper's button for sharing")
def button(world: World) -> None:
    """Forty readers with alerts share its pages by a button: the same link, the same words."""
    paper, people = world.people(1), world.people(40)
    posts = world.posts(paper[0], world.moments(110, 6, 22))
    _ring(world, people, posts, 40 * world.random.lognormal(0, 0.4, 40), 0.3, (LINK, TEXT))
    world.everyday(but=paper)
