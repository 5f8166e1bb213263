"""Innocent crowds that a habit, a trade or a friendship brings together, day after day."""

from __future__ import annotations

import numpy as np

from .kinds import innocent
from .world import DAY, HOUR, LINK, MINUTE, MONDAY, TEXT, Ints, World


@innocent("a daily digest")
def digest(world: World) -> None:
    """Twenty people open the same letter when it arrives and repost some of its ten links."""
    writers, people = world.people(20), world.people(20)
    pace = world.random.lognormal(3.2, 0.3, 20)
    for day in range(world.days):
        arrives = MONDAY + day * DAY + 7 * HOUR
        posts = world.posts(
            world.random.choice(writers, 10), arrives - world.random.uniform(2, 18, 10) * HOUR
        )
        who = people[world.random.random(20) < 0.7]
        opens = arrives + world.random.exponential(60, len(who))
        for number, post in enumerate(posts):
            kept = world.random.random(len(who)) < 0.4
            read = opens + (number + 1) * pace[who - people[0]]
            world.repost(who[kept], post, read[kept])
    world.everyday(but=writers)


@innocent("a weekly letter")
def weekly_letter(world: World) -> None:
    """The same once a week, with forty readers and fifteen links."""
    writers, people = world.people(20), world.people(40)
    for week in range(world.days // 7):
        arrives = MONDAY + (7 * week + 4) * DAY + 16 * HOUR
        posts = world.posts(
            world.random.choice(writers, 15), arrives - world.random.uniform(2, 100, 15) * HOUR
        )
        opens = arrives + world.random.exponential(400, 40)
        for number, post in enumerate(posts):
            kept = world.random.random(40) < 0.3
            world.repost(people[kept], post, opens[kept] + 25.0 * (number + 1))
    world.everyday(but=writers)


@innocent("readers of one list")
def list_readers(world: World) -> None:
    """Twenty people who read the same sixty writers, often and long."""
    writers = world.people(60)
    readers = world.people(20, sessions=9, minutes=25, refresh=30, zone=0)
    posts = world.posts(world.random.choice(writers, 900), world.moments(900, 7, 23))
    world.audience(readers, posts, 0.15)
    world.everyday(but=writers)


@innocent("heavy users")
def heavy(world: World) -> None:
    """Fifteen who never leave the screen and repost whatever is popular."""
    writers = world.people(40)
    readers = world.people(15, sessions=14, minutes=40, refresh=25, zone=0)
    fans = world.people(120)
    posts = world.posts(world.random.choice(writers, 800), world.moments(800, 6, 23))
    world.audience(readers, posts, 0.2)
    world.audience(fans, posts, 0.02)
    world.everyday(but=writers)


def _at_hours(
    world: World,
    people: Ints,
    hours: list[float],
    *,
    minutes: float,
    spread: float,
    interest: float,
    workdays: bool = True,
) -> None:
    """Let people look at the same hours of the day and read the same sources."""
    writers = world.people(12)
    for day in range(world.days):
        if workdays and day % 7 > 4:
            continue
        for hour in hours:
            begin = MONDAY + day * DAY + hour * HOUR
            who = people[world.random.random(len(people)) < 0.75]
            world.sit(who, begin + world.random.normal(0, spread, len(who)), minutes * MINUTE)
            when = begin - world.random.exponential(1.5 * HOUR, 4)
            world.audience(who, world.posts(world.random.choice(writers, 4), when), interest)
    world.everyday(but=writers)


@innocent("a choir")
def choir(world: World) -> None:
    """Thirty singers who look at their choir's posts after the same rehearsal, twice a week."""
    leader, singers = world.people(1), world.people(30)
    for day in range(world.days):
        if day % 7 in (1, 4):
            ends = MONDAY + day * DAY + 21 * HOUR
            who = singers[world.random.random(30) < 0.8]
            world.sit(who, ends + world.random.exponential(180, len(who)), 20 * MINUTE)
            by = world.random.choice([*leader, *singers[:5]], 6)
            posts = world.posts(by, ends + np.sort(world.random.uniform(-1800, 600, 6)))
            world.audience(who, posts, 0.5)
    world.everyday(but=leader)


@innocent("a union in its breaks")
def union(world: World) -> None:
    """Fifty members who look in the breaks of the working day."""
    people = world.people(50, zone=0, refresh=30)
    _at_hours(world, people, [10, 12.5, 15.5], minutes=12, spread=120, interest=0.2)


@innocent("shift workers")
def shifts(world: World) -> None:
    """Forty whose shifts end at the same three minutes of the day."""
    people = world.people(40, zone=0, refresh=25)
    _at_hours(world, people, [6, 14, 22], minutes=15, spread=60, interest=0.15, workdays=False)


@innocent("a school class")
def school(world: World) -> None:
    """Twenty-eight pupils between two bells, who repost one another."""
    pupils = world.people(28, zone=0, refresh=15)
    for day in range(world.days):
        if day % 7 < 5:
            for hour in (9.75, 11.5, 13.0):
                bell = MONDAY + day * DAY + hour * HOUR
                who = pupils[world.random.random(28) < 0.7]
                world.sit(who, bell + world.random.exponential(45, len(who)), 14 * MINUTE)
                by = world.random.choice(who, 3)
                posts = world.posts(by, bell + world.random.uniform(30, 500, 3))
                world.audience(who, posts, 0.3)
    world.everyday()


@innocent("commuters")
def commuters(world: World) -> None:
    """Sixty who read on the 8.10 and on the 17.40."""
    people = world.people(60, zone=0, refresh=30)
    _at_hours(world, people, [8.17, 17.67], minutes=25, spread=90, interest=0.12)


@innocent("night owls")
def owls(world: World) -> None:
    """Twelve who are alone on the platform between two and five."""
    people = world.people(12, zone=0, refresh=20)
    _at_hours(world, people, [2, 3, 4], minutes=50, spread=600, interest=0.25, workdays=False)


@innocent("a diaspora")
def diaspora(world: World) -> None:
    """Two groups nine hours apart that read the same papers; few hours belong to both."""
    papers = world.people(8)
    people = np.concatenate([world.people(40, zone=-8), world.people(40, zone=1)])
    posts = world.posts(world.random.choice(papers, 400), world.moments(400, 0, 24))
    world.audience(people, posts, 0.12)
    world.everyday(but=papers)


@innocent("a small town")
def town(world: World) -> None:
    """Sixty neighbours who all follow one another and the same four pages."""
    pages, people = world.people(4), world.people(60, zone=0, sessions=7)
    posts = world.posts(world.random.choice([*pages, *people], 300), world.moments(300, 7, 22))
    who, shared, when = world.audience(people, posts, 0.05)
    again = np.repeat(np.arange(len(who)), 30)
    world.offer(world.random.choice(people, len(again)), shared[again], when[again], 0.02)
    world.everyday(but=pages)


@innocent("scheduled to the full hour")
def scheduled(world: World) -> None:
    """Fifteen papers whose programs repost the agencies' best of the last hours at the hour."""
    agencies, papers = world.people(4), world.people(15)
    when = world.moments(400, 5, 23)
    posts = world.posts(world.random.choice(agencies, 400), when)
    person, place = (part.ravel() for part in np.meshgrid(np.arange(15), np.arange(400)))
    taken = world.random.random(len(place)) < 0.12
    hours = world.random.integers(1, 5, len(place))
    slot = (np.floor(when[place] / HOUR) + hours) * HOUR + world.random.uniform(0, 4, len(place))
    world.repost(papers[person[taken]], posts[place[taken]], slot[taken])
    world.everyday(but=agencies)


@innocent("programs that look every ten minutes")
def pollers(world: World) -> None:
    """Twelve programs, each with seconds of its own, pass on what three services write."""
    services, programs = world.people(3), world.people(12)
    posts = world.posts(world.random.choice(services, 200), world.moments(200, 0, 24))
    own = world.random.uniform(0, 600, 12)
    program, place = (part.ravel() for part in np.meshgrid(np.arange(12), np.arange(200)))
    taken = world.random.random(len(place)) < 0.6
    program, place = program[taken], place[taken]
    turns = np.ceil((world.published(posts)[place] - own[program]) / 600)
    when = turns * 600 + own[program] + world.random.uniform(0, 3, len(place))
    world.repost(programs[program], posts[place], when)
    world.everyday(but=services)


@innocent("bridges that post twice")
def bridges(world: World) -> None:
    """Twenty people with a second account that a program keeps in step."""
    people, seconds = world.people(20), world.people(20)
    papers = world.people(10)
    posts = world.posts(world.random.choice(papers, 300), world.moments(300, 7, 22))
    who, shared, when = world.audience(people, posts, 0.1)
    copied = when + world.random.uniform(2, 20, len(when))
    world.repost(seconds[who - people[0]], shared, copied)
    world.everyday(but=[*papers, *seconds])


@innocent("a club of collectors")
def collectors(world: World) -> None:
    """Thirty who look every evening at nine and repost what the others of them found that day."""
    people = world.people(30, zone=0, refresh=20)
    for day in range(world.days):
        begin = MONDAY + day * DAY + 21 * HOUR
        who = people[world.random.random(30) < 0.6]
        world.sit(who, begin + world.random.exponential(400, len(who)), 25 * MINUTE)
        by = world.random.choice(people, 5)
        posts = world.posts(by, begin - world.random.uniform(-600, 8 * HOUR, 5))
        world.audience(who, posts, 0.3)
    world.everyday()


@innocent("buttons of five papers")
def buttons(world: World) -> None:
    """The same with five papers and readers at any hour."""
    papers, people = world.people(5), world.people(60)
    posts = world.posts(world.random.choice(papers, 150), world.moments(150, 6, 22))
    who, shared, when = world.audience(people, posts, 0.12)
    for trace in (LINK, TEXT):
        world.repost(who, shared, when, trace)
    world.everyday(but=papers)


@innocent("an app that posts for people")
def app(world: World) -> None:
    """A horoscope: every morning an app posts each sign's line for those born under it."""
    signs, people = world.people(6), world.people(48)
    for day in range(world.days):
        morning = MONDAY + day * DAY + 6 * HOUR
        posts = world.posts(signs, morning)
        when = morning + np.arange(48) * 0.7 + world.random.uniform(0, 3, 48)
        kept = world.random.random(48) < 0.9
        world.repost(people[kept], posts[np.arange(48) % 6][kept], when[kept], TEXT)
    world.everyday(but=signs)


@innocent("letters that ask to be passed on")
def petitions(world: World) -> None:
    """Twice a week eighty supporters are sent three texts to post; they read when they like."""
    cause, people = world.people(1), world.people(80)
    for letter in world.moments(8, 8, 20):
        posts = world.posts(np.repeat(cause, 3), letter)
        who = people[world.random.random(80) < 0.5]
        seen = world.sees(who, np.full(len(who), letter))
        done = np.isfinite(seen)
        world.repost(who[done], world.random.choice(posts, done.sum()), seen[done] + 30, TEXT)
    world.everyday(but=cause)
