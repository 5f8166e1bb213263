"""The case report: one page without scripts, to be read, printed and handed on.

It tells what was found, by what method, from which files, and what it does not prove. A section
without data says which command would fill it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from .._version import VERSION
from . import report_data as data
from .manifest import manifest_text, sealed
from .marks import pack_mark
from .page import content_policy, described_run, environment, template_text
from .pseudonym_key import ALIASED
from .report_data import Case
from .text import one_line, printable, profile_address, web_address

STYLES = ("shared.css", "report.css")
PARTS = (
    ("summary", "Summary"),
    ("targets", "Whom the posts attack and support"),
    ("burst", "The burst"),
    ("beginning", "The spark and the relays"),
    ("packs", "Packs"),
    ("attackers", "Accounts that attack several figures"),
    ("supporters", "Supporters, who are not accused"),
    ("method", "Method and limits"),
    ("provenance", "Provenance"),
)


def report_page(
    case: Case,
    *,
    title: str,
    drawn_at: str,
    aliased: bool = False,
    manifest: Mapping[str, Any] | None = None,
) -> str:
    """Return the report as HTML; encode it as UTF-8.

    Args:
        case: what it tells.
        title: its heading.
        drawn_at: when it is written, for people.
        aliased: whether the case has aliases in place of people.
        manifest: what it rests on; it then holds the digest of the page.
    """
    style = "\n".join(map(template_text, STYLES))
    page = (
        environment(_FILTERS)
        .get_template("report.html.j2")
        .render(
            title=one_line(title, 120),
            csp=content_policy([], [style]),
            style=Markup(style),  # noqa: S704 - our own file
            case=case,
            parts=PARTS,
            limits=data,
            runs=[described_run(run) for run in case.runs],
            both_sides=_both_sides(case),
            aliased=ALIASED if aliased else None,
            drawn_at=drawn_at,
            manifest=None if manifest is None else manifest_text(manifest),
            version=VERSION,
        )
    )
    return page if manifest is None else sealed(page)


def _both_sides(case: Case) -> list[str]:
    """Return handles of accounts that attack several figures and also support one of these."""
    return [
        one_line(row.get("handle") or row["account"], 60)
        for row in case.attackers[: data.ATTACKERS]
        if any(stance["stance"] == "SUPPORTS" for stance in row["stances"])
    ]


def _number(value: Any) -> str:
    """Return a number for people; a dash where nothing is known."""
    if value is None:
        return "–"
    if isinstance(value, int):
        return f"{value:,}"
    if value != 0 and abs(value) < 0.001:  # noqa: PLR2004 - below that, a power says more
        return f"{value:.1e}"
    return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"  # noqa: PLR2004 - digits


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"


def _moment(value: str | int | None) -> str:
    """Return a time of the graph, ISO 8601 or epoch seconds, as date and time in UTC."""
    if value is None or value == "":
        return "–"
    if isinstance(value, int):
        return datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%d %H:%M:%S")
    return one_line(value.replace("T", " ").removesuffix("Z").removesuffix(".000"), 30)


def _pack_sign(rank: int) -> Markup:
    """Return the pack's mark as SVG; shapes and colours are ours."""
    colour, shape = pack_mark(rank - 1)
    return Markup(
        '<svg class="glyph" viewBox="0 0 16 16" aria-hidden="true"><path d="{}" fill="{}"/></svg>'
    ).format(_OUTLINES[shape], colour)


_OUTLINES = {
    "dot": "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z",
    "square": "M2.3 2.3h11.4v11.4h-11.4z",
    "triangle": "M8 1.2l7 12.6h-14z",
    "triangleDown": "M8 14.8l7-12.6h-14z",
    "diamond": "M8 .8l6.6 7.2l-6.6 7.2l-6.6-7.2z",
    "hexagon": "M4.3 1.8h7.4l3.7 6.2l-3.7 6.2h-7.4l-3.7-6.2z",
}
_FILTERS: dict[str, Callable[..., Any]] = {
    "number": _number,
    "share": _share,
    "moment": _moment,
    "line": one_line,
    "text": printable,
    "address": web_address,
    "profile": profile_address,
    "pack_sign": _pack_sign,
}
