"""The network page: one HTML file that needs nothing else, not even a connection.

Post text, handles and names come from the people under investigation. They travel as JSON in a
block that no browser executes, with every ``<`` escaped so that the block cannot be left; the
page's scripts put them in place as text. The content security policy lists the hashes of our own
scripts, forbids all connections, and forbids turning strings into markup (trusted types).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from .._version import VERSION
from . import marks
from .model import Actor, Course, Edge, Evidence, Picture, Row, values_of
from .network import build_network
from .text import one_line, printable, profile_address, web_address

if TYPE_CHECKING:
    from pyvis.network import Network

    from .layout import Halo

SCRIPTS = (
    "network-data.js",
    "network-details.js",
    "network-filter.js",
    "network-time.js",
    "network-marks.js",
    "network-page.js",
)
STYLES = ("shared.css", "network.css")


def network_page(picture: Picture, *, title: str, drawn_at: str) -> str:
    """Return the page of a picture as HTML; encode it as UTF-8."""
    return drawn_page(picture, *build_network(picture), title=title, drawn_at=drawn_at)


def drawn_page(
    picture: Picture, network: Network, halos: Sequence[Halo], *, title: str, drawn_at: str
) -> str:
    """Return the page of a picture of which the network and its discs are at hand."""
    data = {
        "title": one_line(title, 120),
        "drawnAt": drawn_at,
        "version": VERSION,
        "nodes": network.nodes,
        "edges": network.edges,
        "options": network.options,
        **_content(picture),
        "halos": [
            {"pack": index, "x": round(halo.x), "y": round(halo.y), "radius": round(halo.radius)}
            for index, pack in enumerate(picture.packs)
            for halo in halos
            if halo.group == pack.id
        ],
    }
    scripts = [Markup(text) for text in (_vis_network(), *map(template_text, SCRIPTS))]  # noqa: S704
    style = "\n".join(map(template_text, STYLES))
    return (
        environment()
        .get_template("network.html.j2")
        .render(
            title=one_line(title, 120),
            csp=content_policy(scripts, [style], trusted_types=True),
            style=Markup(style),  # noqa: S704 - our own file
            scripts=scripts,
            data=inert_json(data),
            runs=[described_run(run) for run in picture.runs],
            left_out=picture.left_out,
            selection=picture.selection,
            drawn_at=drawn_at,
            version=VERSION,
        )
    )


def environment(filters: Mapping[str, Callable[..., Any]] | None = None) -> Environment:
    """Return a Jinja2 environment of our templates: everything is escaped."""
    made = Environment(
        loader=FunctionLoader(template_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters or {})
    return made


@cache
def template_text(name: str) -> str:
    """Return a file of the templates folder as text."""
    return (files(__package__) / "templates" / name).read_text("utf-8")


@cache
def _vis_network() -> str:
    """Return vis-network as pyvis ships it, without the address of its source map.

    Its style sheet stays out: 220 kB for tool bars, colour pickers and tooltips that the page does
    not have.
    """
    import pyvis  # noqa: PLC0415 - takes 0.3 s

    path = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
    script = path.read_text("utf-8")
    return script[: script.rindex("//# sourceMappingURL")]


def inert_json(data: Any) -> Markup:
    """Return JSON that neither ends nor changes the script block it stands in.

    A lone surrogate cannot be written as UTF-8 and becomes a question mark.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text.encode("utf-8", "replace").decode())  # noqa: S704 - escaped just now


def content_policy(
    scripts: Iterable[str], styles: Iterable[str], *, trusted_types: bool = False
) -> str:
    """Return a content security policy that allows exactly these scripts and styles."""

    def hashes(texts: Iterable[str]) -> str:
        digests = (hashlib.sha256(text.encode()).digest() for text in texts)
        return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests) or "'none'"

    directives = [
        "default-src 'none'",
        f"script-src {hashes(scripts)}",
        f"style-src {hashes(styles)}",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if trusted_types:
        directives += ["require-trusted-types-for 'script'", "trusted-types 'none'"]
    return "; ".join(directives)


def described_run(run: Mapping[str, Any]) -> Row:
    """Return a row of the query ``runs`` with its parameters as name and value pairs."""
    return {
        "id": str(run["run"]),
        "method": str(run.get("method") or ""),
        "version": str(run.get("version") or ""),
        "finished_at": str(run.get("finished_at") or ""),
        "parameters": _flat(run.get("parameters")),
        "summary": _flat(run.get("summary")),
        "command": run.get("command"),
        "environment": list(_leaves(run.get("environment") or {}, ())),
        "inputs": run.get("inputs") or [],
        "corrections": values_of(run.get("summary"), {}).get("overrides"),
    }


def _flat(text: str | None) -> list[tuple[str, str]]:
    """Return JSON as lines of name and value, whatever its depth; damaged JSON as none."""
    return list(_leaves(values_of(text, {}), ()))


def _leaves(values: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        path = (*above, str(name).replace("_", " "))
        if isinstance(value, dict):
            yield from _leaves(value, path)
        elif value is not None:
            shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield one_line(" · ".join(path), 80), one_line(shown, 200)


def _content(picture: Picture) -> Row:
    """Return what the panels show, with accounts, packs and posts by number."""
    pack_number = {pack.id: index for index, pack in enumerate(picture.packs)}
    post_number = {post: index for index, post in enumerate(picture.posts)}
    return {
        "actors": [_actor(actor, pack_number) for actor in picture.actors],
        "ties": [_tie(edge, post_number) for edge in picture.edges],
        "packs": [
            {
                "id": one_line(pack.id, 80),
                "rank": pack.rank,
                "size": pack.size,
                "colour": marks.pack_mark(max(0, pack.rank - 1))[0],
                "shape": marks.pack_mark(max(0, pack.rank - 1))[1],
                "measures": [
                    [label, pack.measures[name]]
                    for name, label in PACK_MEASURES.items()
                    if pack.measures.get(name) is not None
                ],
            }
            for pack in picture.packs
        ],
        "posts": [_post(post) for post in picture.posts.values()],
        "course": _course(picture.course, picture.actors),
        "traces": {
            kind: {
                "title": trace.title,
                "meaning": trace.meaning,
                "colour": trace.colour,
                "dashes": list(trace.dashes),
                "directed": trace.directed,
            }
            for kind, trace in marks.TRACES.items()
        },
        "loose": {"colour": marks.LOOSE_COLOUR, "shape": marks.LOOSE_SHAPE},
        "figure": {"colour": marks.FIGURE_COLOUR, "shape": marks.FIGURE_SHAPE},
    }


PACK_MEASURES: Mapping[str, str] = {
    "tightness": "tightness",
    "density": "tied pairs of all pairs",
    "inside_share": "reposts kept inside",
    "reciprocity": "ties both ways",
    "median_gap_s": "median gap, s",
    "synchrony": "acts in step",
    "burstiness": "burstiness",
    "median_account_age_d": "median age, days",
    "shared": "objects shared",
    "max_q": "weakest tie, q",
    "sharpness": "sharpness of gaps",
    "led_share": "one account first",
    "explanation": "what else",
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
        "url": None if actor.figure else profile_address(actor.id),
    }
    return {name: value for name, value in drawn.items() if not _absent(value)}


def _absent(value: Any) -> bool:
    return value is None or value is False or value == ""


def _tie(edge: Edge, post_number: Mapping[str, int]) -> Row:
    drawn: Row = {
        "trace": edge.trace,
        "weight": edge.weight,
        "own": edge.own,
        "gap": edge.median_gap_s,
        "q": edge.q,
        "window": edge.window_s,
        "run": edge.run,
        "first": edge.first_at,
        "last": edge.last_at,
        "posts": [post_number[post] for post in edge.posts if post in post_number],
        "shared": _shared(edge, post_number),
        "bins": [number for number, _ in edge.course] or None,
        "acts": [count for _, count in edge.course] or None,
    }
    return {name: value for name, value in drawn.items() if value is not None}


def _shared(edge: Edge, post_number: Mapping[str, int]) -> Row | None:
    """Return what both ends reposted, column by column, with the seconds at which each did."""
    listed = [shared for shared in edge.shared_posts if shared.post in post_number]
    if not listed:
        return None
    return {
        "post": [post_number[shared.post] for shared in listed],
        "from": [shared.first_ts for shared in listed],
        "to": [shared.second_ts for shared in listed],
    }


def _course(course: Course | None, actors: Sequence[Actor]) -> Row | None:
    """Return the course of the case column by column; None where no post has a time."""
    if course is None:
        return None
    number = {actor.id: index for index, actor in enumerate(actors)}
    return {
        "start": course.start_ts,
        "step": course.bin_s,
        "number": [one.number for one in course.bins],
        "posts": [one.posts for one in course.bins],
        "attacks": [one.attacks for one in course.bins],
        "supports": [one.supports for one in course.bins],
        "pack": [one.pack for one in course.bins],
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
        "id": one_line(post.id, 120),
        "text": printable(post.text, 320),
        "url": web_address(post.url),
        "at": one_line(post.created_at, 32),
        "matched": one_line(post.matched, 80),
    }
    return {name: value for name, value in drawn.items() if value}
