"""Packs that hide: in jitter, in turns, behind a relay, among fans, on one evening only."""

from __future__ import annotations

import numpy as np

from .kinds import packs
from .world import HOUR, LINK, REPOST, TEXT, Floats, Ints, World

SALVOES = 80
"""Calls in nine weeks; half of the members answer each."""


def _calls(world: World, number: int, writers: Ints | None = None) -> tuple[Ints, Floats]:
    """Return what is to be reposted, by many writers, and when the call comes."""
    by = world.people(40) if writers is None else writers
    posts = world.posts(world.random.choice(by, number), world.moments(number, 8, 22))
    late = world.random.exponential(HOUR, number) * (world.random.random(number) < 0.5)
    return posts, world.published(posts) + 5 + late


def _answer(
    world: World,
    members: Ints,
    posts: Ints,
    calls: Floats,
    *,
    within: float = 60.0,
    share: float = 0.5,
    trace: int = 0,
) -> None:
    """Let members answer calls: each call by a share of them, within some seconds."""
    member, call = (
        part.ravel() for part in np.meshgrid(np.arange(len(members)), np.arange(len(posts)))
    )
    taken = world.random.random(len(member)) < share
    member, call = member[taken], call[taken]
    when = calls[call] + world.random.uniform(0, within, len(call))
    world.repost(members[member], posts[call], when, trace)


def _members(world: World, number: int = 40) -> Ints:
    members = world.people(number)
    world.pack += members.tolist()
    return members


def _bystanders(world: World, posts: Ints) -> None:
    """Let others repost the same posts in their own time."""
    world.audience(world.people(150), posts, 0.06)


@packs("forty, half of them within 60 s")
def plain(world: World) -> None:
    """The demo's own intensity."""
    members = _members(world)
    posts, calls = _calls(world, SALVOES)
    _answer(world, members, posts, calls)
    _bystanders(world, posts)
    world.everyday()


@packs("a pack of ten")
def ten(world: World) -> None:
    """The same with ten members."""
    members = _members(world, 10)
    posts, calls = _calls(world, SALVOES)
    _answer(world, members, posts, calls)
    _bystanders(world, posts)
    world.everyday()


def _jitter(world: World, within: float) -> None:
    members = _members(world)
    posts, calls = _calls(world, SALVOES)
    _answer(world, members, posts, calls, within=within)
    _bystanders(world, posts)
    world.everyday()


@packs("jitter of 150 s")
def jitter_150(world: World) -> None:
    """Each waits up to 150 s."""
    _jitter(world, 150)


@packs("jitter of 300 s")
def jitter_300(world: World) -> None:
    """Each waits up to 300 s."""
    _jitter(world, 300)


@packs("rotation: a fifth at a time")
def rotation(world: World) -> None:
    """Only a fifth of the members, drawn anew, answers each call."""
    members = _members(world)
    posts, calls = _calls(world, SALVOES)
    _answer(world, members, posts, calls, share=0.2)
    _bystanders(world, posts)
    world.everyday()


@packs("relays in turn")
def relays(world: World) -> None:
    """One member, another each time, acts first; the others follow within 60 s."""
    members = _members(world)
    posts, calls = _calls(world, SALVOES)
    world.repost(world.random.choice(members, SALVOES), posts, calls)
    _answer(world, members, posts, calls + 10)
    _bystanders(world, posts)
    world.everyday()


@packs("three traces, eight salvoes each")
def traces(world: World) -> None:
    """Twenty-four salvoes, as reposts, links and texts."""
    members = _members(world)
    for trace in (REPOST, LINK, TEXT):
        posts, calls = _calls(world, 8)
        _answer(world, members, posts, calls, share=0.6, trace=trace)
        people, place = (p.ravel() for p in np.meshgrid(world.people(100), np.arange(8)))
        taken = world.random.random(len(place)) < 0.1
        later = world.published(posts[place[taken]]) + world.random.exponential(
            5 * HOUR, taken.sum()
        )
        world.repost(people[taken], posts[place[taken]], later, trace)
    world.everyday()


@packs("among fans")
def among_fans(world: World) -> None:
    """Members are fans of a star as well, whom sixty others repost as fast as they."""
    star, fans, members = world.people(1), world.people(60, refresh=20), _members(world)
    shown = world.posts(star[0], world.moments(100, 8, 22))
    world.audience(np.concatenate([fans, members]), shown, 0.4)
    posts, calls = _calls(world, SALVOES)
    _answer(world, members, posts, calls)
    world.audience(fans, posts, 0.1)
    world.everyday()


@packs("slow common posts")
def slow(world: World) -> None:
    """Between salvoes the members repost two hundred of the same posts at leisure."""
    members = _members(world)
    posts, calls = _calls(world, SALVOES)
    _answer(world, members, posts, calls)
    leisure = world.posts(world.random.choice(world.people(20), 200), world.moments(200, 8, 22))
    world.audience(members, leisure, 0.4)
    _bystanders(world, posts)
    world.everyday()


@packs("bots, one post every 35 to 50 s")
def bots(world: World) -> None:
    """Fifteen programs that go through the same 150 posts without a pause."""
    members = _members(world, 15)
    posts = world.posts(world.random.choice(world.people(30), 150), world.moments(150, 8, 20))
    begin = world.published(posts).max() - HOUR * 30
    posts = posts[world.published(posts) < begin]
    calls = begin + np.cumsum(world.random.uniform(35, 50, len(posts)))
    _answer(world, members, world.random.permutation(posts), calls, within=15, share=0.9)
    _bystanders(world, posts)
    world.everyday()


@packs("two evenings")
def two_evenings(world: World) -> None:
    """Thirty accounts, two evenings, eight posts each, some of them old and some new."""
    members = _members(world, 30)
    for evening in world.evenings(2):
        when = evening + np.sort(world.random.uniform(0, 600, 8))
        posts = world.posts(
            world.random.choice(world.people(20), 8), evening - world.random.uniform(60, HOUR, 8)
        )
        _answer(world, members, posts, when, within=60, share=0.6)
        _bystanders(world, posts)
    world.everyday()


@packs("four evenings")
def four_evenings(world: World) -> None:
    """Thirty accounts, four evenings, six posts each within ten minutes."""
    members = _members(world, 30)
    for evening in world.evenings(4, 17.0) + world.random.uniform(0, 5 * HOUR, 4):
        when = evening + np.sort(world.random.uniform(0, 600, 6))
        posts = world.posts(world.random.choice(world.people(20), 6), when - 300)
        _answer(world, members, posts, when, within=60, share=0.6)
        _bystanders(world, posts)
    world.everyday()


@packs("one evening")
def one_evening(world: World) -> None:
    """Thirty accounts, twelve posts, ten minutes, and never again."""
    members = _members(world, 30)
    evening = world.evenings(1)[0]
    when = evening + np.sort(world.random.uniform(0, 600, 12))
    posts = world.posts(world.random.choice(world.people(20), 12), when - 600)
    _answer(world, members, posts, when, within=60, share=0.7)
    _bystanders(world, posts)
    world.everyday()


@packs("copied texts")
def copied(world: World) -> None:
    """Twenty accounts post forty texts that nobody else posts, each word for word, at once."""
    members = _members(world, 20)
    posts, calls = _calls(world, 40, members)
    _answer(world, members, posts, calls, trace=TEXT)
    world.everyday()


@packs("pages of many sites")
def pages(world: World) -> None:
    """Thirty accounts link to the same sixty pages within three minutes; readers do any time."""
    members, sites = _members(world, 30), world.people(25)
    posts, calls = _calls(world, 60, sites)
    _answer(world, members, posts, calls, within=180, share=0.4, trace=LINK)
    people, place = (p.ravel() for p in np.meshgrid(world.people(200), np.arange(60)))
    taken = world.random.random(len(place)) < 0.05
    later = world.published(posts[place[taken]]) + world.random.exponential(4 * HOUR, taken.sum())
    world.repost(people[taken], posts[place[taken]], later, LINK)
    world.everyday()
