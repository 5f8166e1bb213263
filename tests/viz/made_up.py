"""Made-up pictures: two packs, figures, supporters, loose accounts. Every name is invented."""

from __future__ import annotations

import random

from meute.viz.language import message
from meute.viz.model import Actor, Edge, Evidence, Pack, Picture

FIRST = ("ada", "bruno", "celia", "dario", "elsa", "fabio", "greta", "hugo", "irma", "jonas")
LAST = ("falk", "orsini", "petit", "quast", "rivel", "sorel", "tamm", "urban", "vasko", "weiss")
WORDS = (
    "On ne lâche rien, tout le monde partage",
    "Dehors, et vite. Relayez avant que ce soit supprimé.",
    "Regardez ce qu'elle ose dire, honte à elle",
    "They do not want you to see this, share it now",
)
RUN = "co-reposts-0a1b2c3d4e"
RUNS = (
    {
        "run": RUN,
        "method": "co-reposts",
        "parameters": '{"fdr": 0.01, "min_shared": 2, "trace": "repost", "window_s": 60}',
        "version": "0.1.0",
        "finished_at": "2021-10-24T09:12:44Z",
        "summary": '{"candidates": 34746, "kept": 4681}',
    },
)


def account(number: int, rnd: random.Random, pack: str | None = None) -> Actor:
    """Return an account with a made-up name; every ninth has unknown followers."""
    first, last = rnd.choice(FIRST), rnd.choice(LAST)
    return Actor(
        id=f"x/{9_000_000_000 + number}",
        handle=f"{first}_{last}{number}",
        display_name=f"{first.title()} {last.title()}",
        created_at=f"20{10 + number % 12}-0{1 + number % 9}-11T08:00:00Z",
        followers=None if number % 9 == 0 else int(10 ** rnd.uniform(1, 4.2)),
        pack=pack,
        inside_share=round(rnd.uniform(0.3, 0.9), 2) if pack else None,
        bridge=number % 23 == 0,
    )


def picture(
    sizes: tuple[int, ...] = (40, 14),
    loose: int = 12,
    density: float = 0.8,
    figures: int = 2,
    seed: int = 1,
) -> Picture:
    """Return a picture of packs of those sizes around the figures, always the same."""
    rnd = random.Random(seed)
    actors: list[Actor] = []
    edges: list[Edge] = []
    posts: dict[str, Evidence] = {}
    packs = []
    for rank, size in enumerate(sizes, 1):
        members = [account(len(actors) + n, rnd, f"pack-{rank}") for n in range(size)]
        packs.append(Pack(f"pack-{rank}", rank, size, {
            "tightness": round(0.95 - rank * 0.03, 3), "density": density, "reciprocity": 0.41,
            "inside_share": 0.62, "median_gap_s": 11.5 + rank, "shared": 20 + size, "max_q": 0.0004,
        }))  # fmt: skip
        actors += members
        for at, one in enumerate(members):
            for other in members[at + 1 :]:
                if rnd.random() < density:
                    edges.append(tie(one, other, rnd, posts))
    free = [account(len(actors) + n, rnd) for n in range(loose)]
    names = ["Camille Vernon", "Idris Benaly", "Maud Lestrange", "Collectif Aube"][:figures]
    people = [Actor(f"figure-{n}", figure=True, display_name=name) for n, name in enumerate(names)]
    actors += free + people
    for at, one in enumerate(actors[: -figures or None]):
        if figures and one.pack and at % 3:
            edges += [stance(one, person, "ATTACKS", rnd, posts) for person in people[: 1 + at % 2]]
        elif figures and one.pack is None:
            edges.append(
                stance(one, people[at % figures], ("SUPPORTS", "ATTACKS")[at % 2], rnd, posts)
            )
        if one.pack and free and at % 4 == 0:
            edges.append(
                Edge(one.id, free[at % len(free)].id, "AMPLIFIES", rnd.randint(1, 9), run=RUN)
            )
    return Picture(
        tuple(actors), tuple(edges), tuple(packs), posts, RUNS, (),
        (message("Members of packs, and whom they repost most."),),
    )  # fmt: skip


def tie(one: Actor, other: Actor, rnd: random.Random, posts: dict[str, Evidence]) -> Edge:
    shared = 2 + int(rnd.paretovariate(1.2))
    return Edge(
        *sorted((one.id, other.id)), "CO_REPOSTS", min(shared, 60), median_gap_s=rnd.randint(1, 50),
        q=10 ** -rnd.uniform(2, 9), window_s=60, run=RUN, posts=(evidence(rnd, posts),),
    )  # fmt: skip


def stance(
    one: Actor, person: Actor, trace: str, rnd: random.Random, posts: dict[str, Evidence]
) -> Edge:
    count = rnd.randint(1, 14)
    return Edge(
        one.id, person.id, trace, count, own=count // 3, first_at="2021-10-20T18:02:11Z",
        last_at="2021-10-22T07:40:00Z", posts=(evidence(rnd, posts),),
    )  # fmt: skip


def evidence(rnd: random.Random, posts: dict[str, Evidence]) -> str:
    post = f"x/{rnd.randrange(600)}"
    posts[post] = Evidence(
        post, "mina_sorel3", rnd.choice(WORDS), f"https://x.com/i/status/{post[2:]}",
        "2021-10-20T18:02:11Z", "#VernonDehors",
    )  # fmt: skip
    return post
