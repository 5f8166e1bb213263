"""From stored queries to a picture.

What is drawn by default: accounts that a detection tied to each other, accounts that attack
several figures, the figures, and whom these accounts repost most. With stored queries named by
the user, the accounts and pairs that those answer instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..graph.unfinished import unfinished_work
from ..memory import without_collections
from ..queries.runner import every_row
from .answers import Answers, Scope, answers_of, repost_edge, stance_edge, tie_edge
from .course import read_course
from .language import Message, counted_message, message
from .listing import POSTS, cut_to_room, posts_of
from .model import Actor, Course, Edge, Evidence, Pack, Picture, Row
from .opening import unfinished_message
from .selection import choose_accounts, choose_edges, tie_weights
from .tie_acts import acts_behind, repost_rows, reposts_behind
from .tie_evidence import close_acts

if TYPE_CHECKING:
    from ..graph import Store

ALL_POSTS = 10**9
RELAYS = 12
"""Maximum number of accounts drawn only because the others repost them."""
RELAY_REPOSTERS = 3
"""Drawn accounts that must repost one for that."""


@without_collections()
def gather(store: Store, scope: Scope) -> Picture:
    """Return the picture of a graph, cut to size.

    Raises:
        UsageError: no such run, or a query whose rows cannot be drawn.
        StoreError: the engine cannot answer.
    """
    runs = every_row(store, "runs")
    run = drawn_run(runs, scope.run)
    answers = answers_of(store, scope)
    run, ties = (run, answers.edges) if answers.edges else _drawn_ties(store, run, scope)
    packs = [_pack(row) for row in every_row(store, "picture-packs", run=run)]
    members = {row["account"]: row for row in every_row(store, "pack-members", run=run)}
    chosen, left_out = _chosen(store, answers, ties, packs, members, scope.max_nodes)
    reposts = [repost_edge(row) for row in every_row(store, "picture-reposted", accounts=chosen)]
    room = min(RELAYS, scope.max_nodes - len(chosen))
    relays = _relays(reposts, chosen)[:room] if answers.accounts is None else []
    accounts = _accounts(store, [*chosen, *relays], members)
    stances = stances_of(store, [*chosen, *relays], ALL_POSTS if scope.whole else POSTS)
    stance_edges = [stance_edge(row) for row in stances]
    actors = (*accounts, *_figures(store, {edge.target for edge in stance_edges}))
    kept, cut = choose_edges(
        _once([*stance_edges, *ties, *reposts]), [actor.id for actor in actors], scope.max_edges
    )
    course, edges = _with_posts(store, actors, kept, chosen, relays)
    if not scope.whole:
        edges = cut_to_room(edges)
    drawn_packs = {actor.pack for actor in actors}
    return Picture(
        actors=actors,
        edges=tuple(edges),
        packs=tuple(pack for pack in packs if pack.id in drawn_packs),
        posts=posts_by_id(store, posts_of(edges)),
        runs=tuple(_runs_drawn(runs, edges)),
        left_out=(*map(unfinished_message, unfinished_work(store)), *filter(None, (left_out, cut))),
        selection=tuple(_selection(scope, relays, runs, run)),
        course=course,
        salvoes=tuple(every_row(store, "salvoes", run=run)),
    )


def _chosen(
    store: Store,
    answers: Answers,
    ties: Sequence[Edge],
    packs: list[Pack],
    members: dict[str, Row],
    limit: int,
) -> tuple[list[str], Message | None]:
    """Return the accounts to draw, and what is said of those that are not."""
    places = {pack.id: place for place, pack in enumerate(packs)}
    several = [row["account"] for row in every_row(store, "multi-target-attackers")]
    tied = {end for edge in ties for end in (edge.source, edge.target)}
    candidates = (
        tied | members.keys() | set(several) if answers.accounts is None else answers.accounts
    )
    return choose_accounts(
        candidates,
        members={account: places.get(row["pack"], len(packs)) for account, row in members.items()},
        several=several,
        weights=tie_weights(ties),
        limit=limit,
    )


def _with_posts(
    store: Store,
    actors: Sequence[Actor],
    edges: Sequence[Edge],
    chosen: Sequence[str],
    relays: Sequence[str],
) -> tuple[Course | None, list[Edge]]:
    """Return the course of the case, and the edges with their dates and all that is behind them."""
    passed_on = repost_rows(store, edges, [*chosen, *relays])
    close = close_acts(edges, acts_behind(store, edges, chosen, passed_on))
    course, dated = read_course(store, actors, edges, close, passed_on)
    reposts = reposts_behind(passed_on)
    return course, [
        replace(
            edge,
            course=acts,
            shared=tuple(close.get(edge, ())),
            posts=tuple(reposts.get((edge.source, edge.target), ()))
            if edge.trace == "AMPLIFIES"
            else edge.posts,
        )
        for edge, acts in zip(edges, dated, strict=True)
    ]


def _figures(store: Store, hit: set[str]) -> list[Actor]:
    """Return the figures that an edge leads to."""
    return [
        Actor(
            row["target"],
            figure=True,
            display_name=row["display_name"],
            unclear=row["unclear"] or 0,
        )
        for row in every_row(store, "picture-figures")
        if row["target"] in hit
    ]


def _ties(store: Store, run: str | None) -> list[Edge]:
    return [tie_edge(row) for row in every_row(store, "picture-ties", run=run)]


def _drawn_ties(store: Store, run: str | None, scope: Scope) -> tuple[str | None, list[Edge]]:
    """Return the run of the ties and the ties; those of all runs where the latest found none."""
    ties = _ties(store, run)
    if ties or scope.run is not None:
        return run, ties
    return None, _ties(store, None)


def drawn_run(runs: Sequence[Row], wanted: str | None) -> str | None:
    """Return the run to draw: the one asked for, or the latest detection; None if there is none."""
    if wanted is not None:
        if all(row["run"] != wanted for row in runs):
            raise UsageError(
                f"There is no run {wanted!r}", "List them with `meute query run runs`."
            )
        return wanted
    return latest_run(runs, "coordination")


def latest_run(runs: Sequence[Row], method: str) -> str | None:
    """Return the id of the last run whose method begins so; None if there is none."""
    of_method = [row for row in runs if (row["method"] or "").startswith(method)]
    latest = max(of_method, key=lambda row: (row["finished_at"] or "", row["run"]), default=None)
    return None if latest is None else str(latest["run"])


def stances_of(store: Store, accounts: Sequence[str], evidence: int = POSTS) -> list[Row]:
    """Return rows of who attacks and supports whom; who attacks is said in docs/figures.md."""
    rows = every_row(store, "picture-stance", accounts=list(accounts), evidence=evidence)
    return sorted(rows, key=lambda row: (-row["posts"], row["account"], row["target"]))


def _pack(row: Row) -> Pack:
    return Pack(row["pack"], row["rank"] or 0, row["size"] or 0, row)


def _accounts(
    store: Store, accounts: Sequence[str], members: Mapping[str, Row]
) -> tuple[Actor, ...]:
    """Return the accounts in the order given, with what is known of them."""
    details = {
        row["account"]: row for row in every_row(store, "picture-accounts", accounts=list(accounts))
    }
    rows = []
    for account in accounts:
        row, member = details.get(account, {}), members.get(account, {})
        rows.append(
            Actor(
                account,
                handle=row.get("handle"),
                display_name=row.get("display_name"),
                created_at=row.get("created_at"),
                followers=row.get("followers"),
                pack=member.get("pack"),
                inside_share=member.get("inside_share"),
                bridge=bool(member.get("bridge")),
                unclear=row.get("unclear") or 0,
            )
        )
    return tuple(rows)


def _once(edges: Iterable[Edge]) -> list[Edge]:
    """Return the edges without those that several queries answered."""
    first: dict[tuple[str, str, str, str | None], Edge] = {}
    for edge in edges:
        first.setdefault((edge.source, edge.target, edge.trace, edge.run), edge)
    return list(first.values())


def _relays(reposts: Iterable[Edge], drawn: Sequence[str]) -> list[str]:
    """Return whom the drawn accounts repost most, by how many of them do."""
    inside = set(drawn)
    reposters: Counter[str] = Counter()
    for edge in reposts:
        if edge.target not in inside and edge.source in inside:
            reposters[edge.target] += 1
    ranked = sorted(reposters.items(), key=lambda item: (-item[1], item[0]))
    return [account for account, count in ranked if count >= RELAY_REPOSTERS]


def posts_by_id(store: Store, posts: Sequence[str]) -> dict[str, Evidence]:
    """Return the posts to show as evidence, by their ids."""
    return {
        row["post"]: Evidence(
            row["post"],
            author=row["author"],
            kind=row["kind"],
            original_author=row["original_author"] if row["kind"] == "repost" else None,
            text=row["text"],
            url=row["url"],
            created_at=row["created_at"],
            matched=", ".join(word for word in row["matched"] if word) or None,
        )
        for row in every_row(store, "picture-posts", posts=list(posts))
    }


def _runs_drawn(runs: Iterable[Row], edges: Iterable[Edge]) -> list[Row]:
    """Return the runs whose findings are drawn; stance carries no run of its own here."""
    used = {edge.run for edge in edges}
    stance = any(edge.trace in ("ATTACKS", "SUPPORTS") for edge in edges)
    return [row for row in runs if row["run"] in used or (stance and row["method"] == "stance")]


def _selection(
    scope: Scope, relays: Sequence[str], runs: Sequence[Row], run: str | None
) -> Iterator[Message]:
    """Yield sentences that say what is drawn."""
    if scope.queries:
        yield message(
            "Accounts that answer %(queries)s, and the figures they bear on.",
            queries=", ".join(scope.queries),
        )
        return
    if relays:
        yield counted_message(
            "Accounts that the run tied to each other, accounts that attack several figures, and "
            "the one that most of these repost.",
            "Accounts that the run tied to each other, accounts that attack several figures, and "
            "the %(count)s that most of these repost.",
            len(relays),
        )
    else:
        yield message(
            "Accounts that the run tied to each other, and accounts that attack several figures."
        )
    yield message(
        "Accounts that attack one figure and are tied to nobody are not drawn. Who attacks a "
        "figure by a single repost, or supports it as much, is drawn as no attacker of it."
    )
    others = sum((row["method"] or "").startswith("coordination") for row in runs) - 1
    if run is not None and others > 0:
        yield counted_message(
            "%(count)s more detection is in the graph; --run draws another one.",
            "%(count)s more detections are in the graph; --run draws another one.",
            others,
        )
