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
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from .._version import VERSION
from .content import content_of, salvo_of
from .language import ENGLISH, Language, marked
from .model import Picture, Row, values_of
from .network import build_network, columns_of
from .opening import weak_reposts
from .selection import is_large
from .text import one_line

if TYPE_CHECKING:
    from pyvis.network import Network

    from .layout import Halo

VIS, WEBGL = "network-vis.js", "network-webgl.js"
"""What draws: vis-network what pyvis built, or sigma what is too much for it."""
SCRIPTS = (
    "network-data.js",
    "network-charts.js",
    "network-posts.js",
    "network-notes.js",
    "network-details.js",
    "network-filter.js",
    "network-time.js",
    "network-groups.js",
    "network-marks.js",
    "network-explore.js",
    VIS,
    WEBGL,
    "network-save.js",
    "network-page.js",
)
STYLES = ("shared.css", "network.css")
NETWORK_TITLE = marked("Network of the case")


def network_page(
    picture: Picture, *, title: str, drawn_at: str | None = None, language: Language = ENGLISH,
    evidence: Row | None = None,
) -> str:  # fmt: skip
    """Return the page of a picture as HTML; encode it as UTF-8.

    Args:
        picture: what it shows.
        title: its heading.
        drawn_at: when it is drawn, for people; now by default.
        language: that of the page, with the zone of all times.
        evidence: where the folder of evidence has what, see ``evidence_pages.py``.
    """
    if is_large(picture):
        columns, halos = columns_of(picture)
        return _page(picture, columns, halos, WEBGL, title, drawn_at, language, evidence)
    return drawn_page(
        picture, *build_network(picture), title=title, drawn_at=drawn_at, language=language,
        evidence=evidence,
    )  # fmt: skip


def drawn_page(
    picture: Picture, network: Network, halos: Sequence[Halo], *, title: str,
    drawn_at: str | None = None, language: Language = ENGLISH, evidence: Row | None = None,
) -> str:  # fmt: skip
    """Return the page of a picture of which the network and its discs are at hand."""
    drawn = {"nodes": network.nodes, "edges": network.edges, "options": network.options}
    return _page(picture, drawn, halos, VIS, title, drawn_at, language, evidence)


def _page(
    picture: Picture, drawn: Row, halos: Sequence[Halo], drawing: str, title: str,
    drawn_at: str | None, language: Language, evidence: Row | None,
) -> str:  # fmt: skip
    drawn_at = drawn_at or language.now()
    number: dict[Hashable, int] = {pack.id: n for n, pack in enumerate(picture.packs)}
    data = {
        "title": one_line(title, 120),
        "drawnAt": drawn_at,
        "version": VERSION,
        "evidence": evidence,
        **drawn,
        **content_of(picture, language),
        "halos": [
            {
                "pack": number[halo.group],
                "x": round(halo.x),
                "y": round(halo.y),
                "radius": round(halo.radius),
            }
            for halo in sorted(
                (halo for halo in halos if halo.group in number), key=lambda h: number[h.group]
            )
        ],
    }
    own = (template_text(name) for name in SCRIPTS if name == drawing or name not in (VIS, WEBGL))
    scripts = [Markup(text) for text in (_library(drawing), *own)]  # noqa: S704 - our own files
    style = "\n".join(map(template_text, STYLES))
    return (
        environment(language)
        .get_template("network.html.j2")
        .render(
            title=one_line(title, 120),
            csp=content_policy(scripts, [style], trusted_types=True),
            style=Markup(style),  # noqa: S704 - our own file
            scripts=scripts,
            data=inert_json(data),
            runs=[described_run(run, language) for run in picture.runs],
            salvoes=[salvo_of(row, language) for row in picture.salvoes],
            left_out=[language.of(sentence) for sentence in picture.left_out],
            selection=" ".join(language.of(sentence) for sentence in picture.selection),
            drawn_at=drawn_at,
            version=VERSION,
        )
    )


def environment(
    language: Language, filters: Mapping[str, Callable[..., Any]] | None = None
) -> Environment:
    """Return a Jinja2 environment of our templates: everything is escaped."""
    made = Environment(
        loader=FunctionLoader(template_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # mypy: the extension adds this
    made.install_gettext_translations(language.catalogue, newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(
        number=language.number, share=language.share, moment=language.moment, day=language.day
    )
    made.filters.update(filters or {})
    made.globals["lang"] = language.code
    return made


@cache
def template_text(name: str) -> str:
    """Return a file of the templates folder as text."""
    return (files(__package__) / "templates" / name).read_text("utf-8")


@cache
def _library(drawing: str) -> str:
    """Return the script of others that a drawing needs.

    vis-network is a later one than pyvis ships, in the build without style sheets: those are 220 kB
    for tool bars, colour pickers and tooltips that the page does not have.
    """
    name = {VIS: "vis-network.min.js", WEBGL: "sigma.min.js"}[drawing]
    return (files(__package__) / "vendor" / name).read_text("utf-8")


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


def described_run(run: Mapping[str, Any], language: Language) -> Row:
    """Return a row of the query ``runs`` with its parameters as name and value pairs."""
    return {
        "id": str(run["run"]),
        "method": str(run.get("method") or ""),
        "version": str(run.get("version") or ""),
        "finished_at": str(run.get("finished_at") or ""),
        "parameters": _flat(run.get("parameters")),
        "summary": _flat(run.get("summary")),
        "caveats": [language.of(caveat) for caveat in weak_reposts(run)],
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
