"""The case report: one page without scripts, to be read, printed and handed on.

It tells what was found, by what method, from which files, and what it does not prove. A section
without data says which command would fill it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, tzinfo
from typing import Any

from markupsafe import Markup

from .._version import VERSION
from . import report_data as data
from .audiences import EVERYBODY, PARTS, Audience
from .manifest import manifest_text, sealed
from .marks import pack_mark
from .moments import moment_filter, zone_name
from .opening import limits_of, opening_of
from .page import content_policy, described_run, environment, template_text
from .pseudonym_key import ALIASED
from .report_data import Case
from .text import one_line, printable, profile_address, web_address

STYLES = ("shared.css", "report.css")


def report_page(
    case: Case,
    *,
    title: str,
    drawn_at: str,
    aliased: bool = False,
    manifest: Mapping[str, Any] | None = None,
    zone: tzinfo = UTC,
    audience: Audience = EVERYBODY,
) -> str:
    """Return the report as HTML; encode it as UTF-8.

    Args:
        case: what it tells.
        title: its heading.
        drawn_at: when it is written, for people.
        aliased: whether the case has aliases in place of people.
        manifest: what it rests on; it then holds the digest of the page.
        zone: that of all times.
        audience: for whom it is.
    """
    style = "\n".join(map(template_text, STYLES))
    moment = moment_filter(zone)
    shown = manifest if audience.rules else None
    page = (
        environment(_FILTERS | {"moment": moment})
        .get_template("report.html.j2")
        .render(
            title=one_line(title, 120),
            csp=content_policy([], [style]),
            style=Markup(style),  # noqa: S704 - our own file
            case=case,
            parts=[(part, PARTS[part]) for part in audience.parts],
            audience=audience,
            opening=opening_of(case, _number, moment),
            own_limits=list(limits_of(case, _number)),
            zone=zone_name(zone),
            limits=data,
            runs=[described_run(run) for run in case.runs],
            both_sides=_both_sides(case),
            aliased=ALIASED if aliased else None,
            drawn_at=drawn_at,
            manifest=None if shown is None else manifest_text(shown),
            version=VERSION,
        )
    )
    return page if shown is None else sealed(page)


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
    "line": one_line,
    "text": printable,
    "address": web_address,
    "profile": profile_address,
    "pack_sign": _pack_sign,
}
