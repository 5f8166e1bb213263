"""Innocent crowds that an occasion brings together: a match, an alarm, a debate, a show."""

from __future__ import annotations

import numpy as np

from .kinds import innocent
from .world import DAY, HOUR, MINUTE, MONDAY, TEXT, World


@innocent("goals of a match")
def goals(world: World) -> None:
    """Eighty fans before the same screens, eight evenings; the club posts each goal."""
    club, fans = world.people(1), world.people(80, refresh=15)
    for evening in world.evenings(8):
        world.sit(fans, evening + world.random.normal(0, 300, 80), 2 * HOUR)
        posts = world.posts(club[0], evening + np.sort(world.random.uniform(300, 6000, 6)))
        world.audience(fans, posts, 0.5)
    world.everyday(but=club)


@innocent("supporters of two clubs")
def two_clubs(world: World) -> None:
    """Two clubs that play at the same hour; each camp reposts its own and two tickers."""
    sources = world.people(4)
    for camp in range(2):
        fans = world.people(40, refresh=12)
        for evening in world.evenings(9, 19.5):
            world.sit(fans, evening + world.random.normal(0, 400, 40), 2.2 * HOUR)
            for source in (sources[camp], *sources[2:]):
                when = evening + np.sort(world.random.uniform(0, 7200, 4))
                world.audience(fans, world.posts(source, when), 0.35)
    world.everyday(but=sources)


@innocent("a weekly show")
def weekly_show(world: World) -> None:
    """Sixty viewers, the same evening each week, and the show's own posts."""
    show, viewers = world.people(1), world.people(60, refresh=20)
    for week in range(world.days // 7):
        begin = MONDAY + (7 * week + 3) * DAY + 20 * HOUR
        world.sit(viewers, begin + world.random.normal(0, 240, 60), 1.6 * HOUR)
        posts = world.posts(show[0], begin + np.sort(world.random.uniform(0, 5400, 15)))
        world.audience(viewers, posts, 0.45)
    world.everyday(but=show)


@innocent("a debate evening")
def debate(world: World) -> None:
    """One evening on which two hundred people read and repost one another."""
    evening = world.evenings(1)[0]
    speakers, viewers = world.people(12), world.people(200, refresh=25)
    world.sit(viewers, evening + world.random.normal(0, 900, 200), 3 * HOUR)
    posts = world.posts(
        world.random.choice(speakers, 60), evening + np.sort(world.random.uniform(0, 9000, 60))
    )
    who, shared, when = world.audience(viewers, posts, 0.12)
    again = np.repeat(np.arange(len(who)), 6)
    world.offer(world.random.choice(viewers, len(again)), shared[again], when[again], 0.03)
    world.everyday()


@innocent("an announced hashtag storm")
def storm(world: World) -> None:
    """Two hundred people come at the announced hour and repost what they find, three times."""
    callers, crowd = world.people(10), world.people(200, refresh=20)
    for hour in world.evenings(3, 18.0):
        world.sit(crowd, hour + world.random.exponential(500, 200), HOUR)
        posts = world.posts(
            world.random.choice(callers, 30), hour + np.sort(world.random.uniform(-600, 3000, 30))
        )
        world.audience(crowd, posts, 0.2)
    world.everyday(but=callers)


@innocent("an emergency")
def emergency(world: World) -> None:
    """An accident: everybody looks within minutes, and the police write every few minutes."""
    police, town = world.people(2), world.people(150, refresh=30)
    for alarm in world.moments(3, 9, 21):
        world.sit(town, alarm + world.random.exponential(600, 150), 1.5 * HOUR)
        posts = world.posts(
            world.random.choice(police, 20), alarm + np.sort(world.random.exponential(3000, 20))
        )
        world.audience(town, posts, 0.3)
    world.everyday(but=police)


@innocent("launches on a stream")
def launches(world: World) -> None:
    """Ninety people follow a countdown on a stream and repost each step of it."""
    maker, crowd = world.people(2), world.people(90, refresh=8)
    for start in world.moments(7, 8, 22):
        world.sit(crowd, start + world.random.normal(-600, 400, 90), HOUR)
        steps = start + np.array([0, 240, 500, 700, 1300.0])
        world.audience(crowd, world.posts(world.random.choice(maker, 5), steps), 0.5)
    world.everyday(but=maker)


@innocent("posts that an algorithm pushes")
def pushed(world: World) -> None:
    """A recommender shows a post to hundreds of the people who are online, within minutes."""
    maker, crowd = world.people(20), world.people(200, sessions=7, refresh=60)
    moments = world.moments(90, 7, 23)
    posts = world.posts(world.random.choice(maker, 90), moments)
    world.audience(crowd, posts, 0.08, moments + world.random.exponential(3 * HOUR, 90))
    world.everyday()


@innocent("cascades")
def cascades(world: World) -> None:
    """Nobody but friends of friends: reposts that breed reposts, close to criticality."""
    world.everyday(ordinary=400, branching=0.05)


@innocent("breaking news from several agencies")
def breaking(world: World) -> None:
    """Thirty people whose phones ring for five agencies; the same event, five posts."""
    agencies, readers = world.people(5), world.people(30)
    events = np.repeat(world.moments(40, 6, 22), 5)
    posts = world.posts(np.tile(agencies, 40), events + world.random.exponential(180, len(events)))
    ring = world.published(posts)
    people, place = (part.ravel() for part in np.meshgrid(readers, np.arange(len(posts))))
    up = world.awake(people, ring[place]) & (world.random.random(len(people)) < 0.15)
    delay = 6 + 40 * world.random.lognormal(0, 1.2, up.sum())
    world.repost(people[up], posts[place[up]], ring[place[up]] + delay)
    world.everyday(but=agencies)


@innocent("a thread that is reposted from end to end")
def threads(world: World) -> None:
    """Readers of one writer repost one post of a thread after another."""
    writer, readers = world.people(1), world.people(60)
    for begin in world.moments(12, 9, 21):
        posts = world.posts(writer[0], begin + 20.0 * np.arange(12))
        who = world.random.choice(readers, 20, replace=False)
        seen = world.sees(who, np.full(20, begin + 240))
        for number, post in enumerate(posts):
            kept = np.isfinite(seen) & (world.random.random(20) < 0.6)
            world.repost(who[kept], post, seen[kept] + 9.0 * number)
    world.everyday(but=writer)


@innocent("a television programme's hashtag")
def programme(world: World) -> None:
    """Every weekday at the same hour: whoever is at home reposts the wittiest."""
    wits, viewers = world.people(15), world.people(70, refresh=30)
    for day in range(world.days):
        if day % 7 < 5:
            begin = MONDAY + day * DAY + 19 * HOUR
            who = viewers[world.random.random(70) < 0.35]
            world.sit(who, begin + world.random.normal(0, 5 * MINUTE, len(who)), 50 * MINUTE)
            when = begin + np.sort(world.random.uniform(0, 3000, 10))
            world.audience(who, world.posts(world.random.choice(wits, 10), when), 0.2)
    world.everyday()


@innocent("goals, as the fans tell them")
def told_goals(world: World) -> None:
    """Eighty fans before the same screens; each goal is told by three of them."""
    fans = world.people(80, refresh=15)
    for evening in world.evenings(9):
        world.sit(fans, evening + world.random.normal(0, 300, 80), 2 * HOUR)
        goals = np.repeat(evening + np.sort(world.random.uniform(300, 6000, 5)), 3)
        posts = world.posts(
            world.random.choice(fans, 15), goals + world.random.exponential(25, 15) + 5
        )
        world.audience(fans, posts, 0.3)
    world.everyday()


@innocent("one letter, read in step")
def letter_in_step(world: World) -> None:
    """Once, forty people open a letter with twelve older links and go through it at one pace."""
    writers, people = world.people(20), world.people(40)
    arrives = world.moments(1, 7, 9)[0]
    posts = world.posts(
        world.random.choice(writers, 12), arrives - world.random.uniform(0.3, 8, 12) * HOUR
    )
    opens = arrives + world.random.exponential(90, 40)
    pace = 40 * world.random.lognormal(0, 0.02, 40)
    for number, post in enumerate(posts):
        kept = world.random.random(40) < 0.6
        read = opens + (number + 1) * pace + world.random.exponential(6, 40)
        world.repost(people[kept], post, read[kept])
    world.everyday(but=writers)


@innocent("the platform comes back")
def outage(world: World) -> None:
    """After forty minutes without it, ninety people see what six writers wrote meanwhile."""
    writers, people = world.people(6), world.people(90)
    back = world.moments(1, 18, 20)[0]
    posts = world.posts(world.random.choice(writers, 14), back - world.random.uniform(60, 2400, 14))
    for post in posts:
        who = people[world.random.random(90) < 0.35]
        world.repost(who, post, back + world.random.gamma(1.5, 60, len(who)))
    world.everyday(but=writers)


@innocent("chants at the goals")
def chants(world: World) -> None:
    """Seventy fans before the same screens shout the same line of text at each goal."""
    fans = world.people(70, refresh=15)
    for evening in world.evenings(9):
        for goal in evening + np.sort(world.random.uniform(300, 6000, 4)):
            line = world.posts(fans[0], goal)
            who = fans[world.random.random(70) < 0.3]
            world.repost(who, line[0], goal + 8 + world.random.exponential(40, len(who)), TEXT)
    world.everyday()
