"""All the evidence of a picture, as pages in a folder beside its own page.

A page that was opened from a disk may not fetch what lies beside it, and a script from a file would
need a hole in its policy; a link works everywhere. So the folder holds pages without scripts, which
can be read by themselves, and every edge, account and pack has a place in one of them.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from ..files import new_folder
from . import marks
from .language import Language, marked
from .listing import posts_behind
from .model import Edge, Evidence, Picture, Row
from .page import content_policy, environment, template_text
from .text import one_line, printable, web_address

POSTS_PER_PAGE = 500
ROWS_PER_PAGE = 1500
TEXT_CHARACTERS = 10_000
STYLES = ("shared.css", "report.css", "evidence.css")
INDEX = "index.html"
KINDS = {"post": "posts", "edge": "edges", "actor": "accounts", "pack": "packs"}
"""What the pages hold, with the names of their files."""
TITLES = {
    "post": marked("Posts in order of time"),
    "edge": marked("What stands behind each edge"),
    "actor": marked("Accounts and figures"),
    "pack": marked("Packs"),
}


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything is: per kind the first number on each page."""

    starts: Mapping[str, Sequence[int]]

    def for_page(self, folder: str) -> Row:
        """Return the same for the scripts of a page from which the folder is at this address."""
        starts = {kind: list(numbers) for kind, numbers in self.starts.items()}
        return {"folder": folder, "files": dict(KINDS), "starts": starts}

    def address(self, kind: str, number: int) -> str:
        """Return the address of an item, from another page of the folder."""
        page = bisect_right(self.starts[kind], number)
        return f"{KINDS[kind]}-{page:04d}.html#{kind}{number}"


def write_evidence_beside(
    picture: Picture, folder: Path, page: Path, *, title: str, language: Language
) -> Row:
    """Write a new folder of evidence; returns what a page needs to link to it.

    Raises:
        UsageError: the folder is there already, or cannot be made.
    """
    with new_folder(folder, "--evidence-folder") as temporary:
        places = write_evidence(picture, temporary, title=title, language=language)
    address = os.path.relpath(folder.resolve(), page.resolve().parent)
    return places.for_page(quote(Path(address).as_posix()))


def write_evidence(picture: Picture, folder: Path, *, title: str, language: Language) -> Places:
    """Write the pages into a folder that is there and empty; returns where everything is.

    Args:
        picture: with all the evidence, as :func:`.gathering.gather` gives it for ``whole``.
        folder: where.
        title: heading of all pages.
        language: that of the pages, with the zone of all times.
    """
    pages = _Pages(picture, title, language)
    for kind, starts in pages.places.starts.items():
        numbers = [*starts, pages.count(kind)]
        for page, (start, end) in enumerate(pairwise(numbers), 1):
            items = map(pages.items[kind], range(start, end))
            text = pages.page(kind, items, page=page, of=len(starts))
            _write(folder / f"{KINDS[kind]}-{page:04d}.html", text)
    _write(folder / INDEX, pages.index())
    return pages.places


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="replace")


class _Pages:
    def __init__(self, picture: Picture, title: str, language: Language) -> None:
        self.picture, self.language, self.title = picture, language, one_line(title, 120)
        self.posts = sorted(
            picture.posts.values(), key=lambda post: (post.created_at or "", post.id)
        )
        self.post_number = {post.id: number for number, post in enumerate(self.posts)}
        self.actor_number = {actor.id: number for number, actor in enumerate(picture.actors)}
        self.shown = [one_line(actor.shown, 80) for actor in picture.actors]
        self.edges_of: defaultdict[str, list[int]] = defaultdict(list)
        self.members: defaultdict[str, list[int]] = defaultdict(list)
        for number, edge in enumerate(picture.edges):
            for end in {edge.source, edge.target}:
                self.edges_of[end].append(number)
        for number, actor in enumerate(picture.actors):
            if actor.pack is not None and not actor.figure:
                self.members[actor.pack].append(number)
        self.objects = self._objects_of_packs()
        self.items: Mapping[str, Callable[[int], Row]] = {
            "post": self._post, "edge": self._edge, "actor": self._actor, "pack": self._pack,
        }  # fmt: skip
        self.places = Places({
            "post": range(0, len(self.posts), POSTS_PER_PAGE),
            "edge": _starts([len(edge.shared) + len(edge.posts) for edge in picture.edges]),
            "actor": _starts([len(self.edges_of[actor.id]) for actor in picture.actors]),
            "pack": _starts(
                [len(self.members[pack.id]) + len(self.objects[pack.id]) for pack in picture.packs]
            ),
        })  # fmt: skip
        self.style = "\n".join(map(template_text, STYLES))
        self.template = environment(language).get_template("evidence.html.j2")

    def count(self, kind: str) -> int:
        picture = self.picture
        counts = {"post": self.posts, "edge": picture.edges, "actor": picture.actors}
        return len(counts.get(kind, picture.packs))

    def page(self, kind: str, items: Iterator[Row], *, page: int, of: int) -> str:
        heading = self.language.say(TITLES[kind])
        return self._render(kind=kind, heading=heading, items=items, page=page, of=of)

    def index(self) -> str:
        def spans() -> Iterator[Row]:
            starts = [*self.places.starts["post"], len(self.posts)]
            for start, end in pairwise(starts):
                first, last = self.posts[start].created_at, self.posts[end - 1].created_at
                yield {"first": first, "last": last, "to": self.places.address("post", start)}

        figures = [n for n, actor in enumerate(self.picture.actors) if actor.figure]
        return self._render(
            kind="index", heading=self.language.say("Evidence"), page=1, of=1, items=[],
            spans=spans(), figures=[self._link("actor", number) for number in figures],
            packs=[self._link("pack", number) for number in range(len(self.picture.packs))],
            counts={name: self.count(kind) for kind, name in KINDS.items()},
        )  # fmt: skip

    def _render(self, **values: Any) -> str:
        return self.template.render(
            title=self.title, style=Markup(self.style),  # noqa: S704 - our own files
            csp=content_policy([], [self.style]), **values,
        )  # fmt: skip

    def _link(self, kind: str, number: int) -> Row:
        if kind == "pack":
            pack = self.picture.packs[number]
            name = self.language.say("Pack %(rank)s", rank=pack.rank)
        else:
            name = self.shown[number]
        return {"to": self.places.address(kind, number), "name": name}

    def _link_to_post(self, post: str) -> Row | None:
        number = self.post_number.get(post)
        if number is None:
            return None
        evidence = self.posts[number]
        return {
            "to": self.places.address("post", number),
            "at": evidence.created_at,
            "kind": evidence.kind,
            "author": one_line(evidence.original_author or evidence.author, 80),
            "text": one_line(evidence.text, 100),
        }

    def _post(self, number: int) -> Row:
        post: Evidence = self.posts[number]
        return {
            "number": number,
            "id": one_line(post.id, 200),
            "author": one_line(post.author, 80),
            "original": one_line(post.original_author, 80),
            "text": printable(post.text, TEXT_CHARACTERS),
            "url": web_address(post.url),
            "at": post.created_at,
            "matched": one_line(post.matched, 200),
            "kind": post.kind,
        }

    def _edge(self, number: int) -> Row:
        edge = self.picture.edges[number]
        title, _ = marks.words_of(edge.trace, self.language)
        return {
            "number": number,
            "title": title,
            "directed": marks.TRACES[edge.trace].directed,
            "ends": [self._link("actor", self.actor_number[e]) for e in (edge.source, edge.target)],
            "weight": edge.weight,
            "first": edge.first_at,
            "last": edge.last_at,
            "posts": [self._link_to_post(post) or {"id": post} for post in edge.posts],
            "shared": list(self._shared(edge)),
        }

    def _shared(self, edge: Edge) -> Iterator[Row]:
        for shared in edge.shared:
            reposted = edge.trace == "CO_REPOSTS"
            behind = (shared.object,) if reposted else (shared.first_post, shared.second_post)
            yield {
                "first": shared.first_ts,
                "second": shared.second_ts,
                "gap": shared.gap_s,
                "object": None if reposted else one_line(shared.object, 200),
                "posts": [self._link_to_post(post) or {"id": post} for post in behind],
            }

    def _actor(self, number: int) -> Row:
        actor = self.picture.actors[number]
        edges = sorted(self.edges_of[actor.id], key=lambda at: (-self.picture.edges[at].weight, at))
        return {
            "number": number,
            "name": self.shown[number],
            "id": one_line(actor.id, 200),
            "figure": actor.figure,
            "edges": [self._row_of(number, at) for at in edges],
        }

    def _row_of(self, actor: int, number: int) -> Row:
        edge = self.picture.edges[number]
        ends = self.actor_number[edge.source], self.actor_number[edge.target]
        return {
            "to": self.places.address("edge", number),
            "title": marks.words_of(edge.trace, self.language)[0],
            "arrow": "" if not marks.TRACES[edge.trace].directed else "→←"[ends[0] != actor],
            "other": self.shown[ends[0] if ends[1] == actor else ends[1]],
            "weight": edge.weight,
        }

    def _pack(self, number: int) -> Row:
        pack = self.picture.packs[number]
        return {
            "number": number,
            "name": self._link("pack", number)["name"],
            "size": pack.size,
            "members": [self._link("actor", member) for member in self.members[pack.id]],
            "objects": [
                (self._link_to_post(post) or {"id": post}, pairs)
                for post, pairs in sorted(
                    self.objects[pack.id].items(), key=lambda item: (-item[1], item[0])
                )
            ],
        }

    def _objects_of_packs(self) -> defaultdict[str, Counter[str]]:
        """Return for each pack the posts that its ties rest on, with how many pairs shared each."""
        pack_of = {actor.id: actor.pack for actor in self.picture.actors}
        objects: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for edge in self.picture.edges:
            pack = pack_of.get(edge.source)
            if edge.shared and pack is not None and pack == pack_of.get(edge.target):
                behind = {post for shared in edge.shared for post in posts_behind(edge, shared)}
                objects[pack].update(behind)
        return objects


def _starts(rows: Sequence[int]) -> list[int]:
    """Return the first number on each page: as many items as have room on it, but at least one."""
    starts: list[int] = []
    room = 0
    for number, count in enumerate(rows):
        room -= count + 1
        if room < 0:
            starts.append(number)
            room = ROWS_PER_PAGE - count - 1
    return starts
