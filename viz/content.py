"""What the network page holds as data: what its panels show, by number and column by column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..graph.traces import TRACE_BY_KIND, Reading
from ..spreadsheet import rules
from . import marks
from .explained import explained
from .language import Language, marked, page_messages
from .model import Actor, Course, Edge, Evidence, Pack, Picture, Row
from .notes import notes_of_page
from .text import one_line, printable, profile_address, web_address

_POSTS_SHARED = ("CO_REPOSTS", "CO_REPLIES")
"""Ties whose shared objects are posts."""


def content_of(picture: Picture, language: Language) -> Row:
    """Return what the panels show, with accounts, packs and posts by number."""
    pack_number = {pack.id: index for index, pack in enumerate(picture.packs)}
    post_number = {post: index for index, post in enumerate(picture.posts)}
    return {
        "actors": [_actor(actor, pack_number) for actor in picture.actors],
        "ties": _columns([_tie(edge, post_number, language) for edge in picture.edges]),
        "packs": [
            {
                "id": one_line(pack.id, 80),
                "rank": pack.rank,
                "size": pack.size,
                "colour": marks.pack_mark(max(0, pack.rank - 1))[0],
                "shape": marks.pack_mark(max(0, pack.rank - 1))[1],
                "measures": list(_measures(pack, language)),
            }
            for pack in picture.packs
        ],
        "posts": [_post(post) for post in picture.posts.values()],
        "course": _course(picture.course, picture.actors),
        "traces": {
            kind: {
                "title": marks.words_of(kind, language)[0],
                "meaning": marks.words_of(kind, language)[1],
                "colour": trace.colour,
                "dashes": list(trace.dashes),
                "directed": trace.directed,
            }
            for kind, trace in marks.TRACES.items()
        },
        "loose": {"colour": marks.LOOSE_COLOUR, "shape": marks.LOOSE_SHAPE},
        "figure": {"colour": marks.FIGURE_COLOUR, "shape": marks.FIGURE_SHAPE},
        "notes": notes_of_page(picture.notes),
        "spreadsheet": rules(),
        "language": {
            "code": language.code,
            "zone": language.zone_name,
            "messages": page_messages(language.code, ".js"),
        },
    }


def _measures(pack: Pack, language: Language) -> Iterator[tuple[str, Any]]:
    for name, label in PACK_MEASURES.items():
        value = pack.measures.get(name)
        if value is not None:
            said = explained(value, language) if name == "explanation" else value
            yield language.say(label), said


PACK_MEASURES: Mapping[str, str] = {
    "tightness": marked("tightness"),
    "density": marked("tied pairs of all pairs"),
    "inside_share": marked("reposts kept inside"),
    "reciprocity": marked("ties both ways"),
    "median_gap_s": marked("median gap, s"),
    "synchrony": marked("acts in step"),
    "burstiness": marked("burstiness"),
    "median_account_age_d": marked("median age, days"),
    "shared": marked("objects shared"),
    "max_q": marked("weakest tie, q"),
    "sharpness": marked("gaps within a window"),
    "led_share": marked("one account first"),
    "known_share": marked("beginnings known"),
    "explanation": marked("what else"),
}
"""Measures of a pack in the order of reading, with the words for them."""


def _actor(actor: Actor, pack_number: Mapping[str, int]) -> Row:
    drawn: Row = {
        "id": one_line(actor.id, 200),
        "shown": one_line(actor.shown, 80),
        "name": one_line(actor.display_name, 200),
        "figure": actor.figure,
        "followers": actor.followers,
        "created": one_line((actor.created_at or "")[:10], 10),
        "pack": pack_number.get(actor.pack) if actor.pack is not None else None,
        "inside": actor.inside_share,
        "bridge": actor.bridge,
        "unclear": actor.unclear or None,
        "url": None if actor.figure else profile_address(actor.id),
    }
    return {name: value for name, value in drawn.items() if not _absent(value)}


SALVO_MEMBERS = 60
SALVO_KINDS: Mapping[str, str] = {
    "salvo": marked("salvo"),
    "readers": marked("readers"),
    "audience": marked("audience"),
    "schedule": marked("schedule"),
}
"""What detection calls a salvo, or what explains it, for people."""


def salvo_kind(kind: str | None, language: Language) -> str:
    """Return what a salvo is called, for people."""
    return language.say(SALVO_KINDS.get(kind or "", SALVO_KINDS["salvo"]))


def salvo_of(row: Row, language: Language) -> Row:
    """Return a salvo for the page: every text of it is one line."""
    members = row["members"]
    return {
        "kind": salvo_kind(row["kind"], language),
        "explanation": one_line(explained(row["explanation"] or "", language), 800),
        "members": [one_line(member, 60) for member in members[:SALVO_MEMBERS]],
        "more": max(len(members) - SALVO_MEMBERS, 0),
        **{name: row[name] for name in ("rank", "size", "shared", "start_at", "end_at")},
    }


def _absent(value: Any) -> bool:
    return value is None or value is False or value == ""


_KIND = {kind: number for number, kind in enumerate(marks.TRACES)}


def _columns(rows: Sequence[Row]) -> Row:
    """Return rows of the same names column by column, without the columns that hold nothing."""
    names = list(rows[0]) if rows else ["trace"]
    columns = {name: [row[name] for row in rows] for name in names}
    return {
        name: values
        for name, values in columns.items()
        if name == "trace" or any(value is not None for value in values)
    }


def _tie(edge: Edge, post_number: Mapping[str, int], language: Language) -> Row:
    return {
        "trace": _KIND[edge.trace],
        "weight": edge.weight,
        "own": edge.own,
        "gap": edge.median_gap_s,
        "q": edge.q,
        "window": edge.window_s,
        # Only where the page has room for evidence: of a hundred thousand ties it would be 25 MB.
        "why": one_line(explained(edge.explanation, language), 800)
        if edge.explanation and edge.shared
        else None,
        "run": edge.run,
        "first": edge.first_at,
        "last": edge.last_at,
        "posts": [post_number[post] for post in edge.posts if post in post_number] or None,
        "shared": _shared(edge, post_number),
        "bins": [number for number, _ in edge.course] or None,
    }


def _shared(edge: Edge, post_number: Mapping[str, int]) -> Row | None:
    """Return what both ends shared, column by column, with the seconds at which each did."""
    if not edge.shared:
        return None
    columns: Row = {
        "from": [shared.first_ts for shared in edge.shared],
        "to": [shared.second_ts for shared in edge.shared],
    }
    if edge.trace in _POSTS_SHARED:
        columns["post"] = [post_number.get(shared.object) for shared in edge.shared]
    elif TRACE_BY_KIND[edge.trace].reading is Reading.OBJECT:
        columns["object"] = [one_line(shared.object, 200) for shared in edge.shared]
    if edge.trace != "CO_REPOSTS":
        columns["own"] = [
            [post_number.get(shared.first_post), post_number.get(shared.second_post)]
            for shared in edge.shared
        ]
    return columns


def _course(course: Course | None, actors: Sequence[Actor]) -> Row | None:
    """Return the course of the case column by column; None where no post has a time."""
    if course is None:
        return None
    number = {actor.id: index for index, actor in enumerate(actors)}
    return {
        "start": course.start_ts,
        "step": course.bin_s,
        "number": [bin_.number for bin_ in course.bins],
        "posts": [bin_.posts for bin_ in course.bins],
        "attacks": [bin_.attacks for bin_ in course.bins],
        "supports": [bin_.supports for bin_ in course.bins],
        "pack": [bin_.pack for bin_ in course.bins],
        "sparks": [
            {
                "ts": spark.ts,
                "figure": one_line(spark.figure, 60),
                "actor": number.get(spark.account),
                "relays": [number[relay] for relay in spark.relays],
            }
            for spark in course.sparks
        ],
    }


def _post(post: Evidence) -> Row:
    drawn: Row = {
        "author": one_line(post.author, 80),
        "original": one_line(post.original_author, 80),
        "id": one_line(post.id, 120),
        "text": printable(post.text, 320),
        "url": web_address(post.url),
        "at": one_line(post.created_at, 32),
        "matched": one_line(post.matched, 80),
        "kind": post.kind if post.kind in ("repost", "quote", "reply") else None,
    }
    return {name: value for name, value in drawn.items() if value}
