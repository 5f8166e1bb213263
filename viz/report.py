"""The case report: one page without scripts, to be read, printed and handed on.

It tells what was found, by what method, from which files, and what it does not prove. A section
without data says which command would fill it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from .._version import VERSION
from . import report_data as data
from .audiences import EVERYBODY, PARTS, Audience
from .chart import Chart, bin_length, draw
from .content import salvo_kind
from .curves import curve, first_acts
from .explained import explained
from .grids import attacker_grid, clock, pack_grid
from .language import ENGLISH, Language, marked
from .manifest import manifest_text, sealed
from .marks import pack_mark
from .notes import told_notes
from .opening import limits_of, opening_of, unfinished_message
from .page import content_policy, described_run, environment, template_text
from .pseudonym_key import ALIASED
from .report_data import Case
from .spread import spread_tree
from .text import one_line, printable, profile_address, web_address

STYLES = ("shared.css", "report.css")
REPORT_TITLE = marked("Case report")
HEAT_MAPS = 3
"""Packs whose pairs are drawn."""


def report_page(
    case: Case,
    *,
    title: str,
    drawn_at: str | None = None,
    aliased: bool = False,
    manifest: Mapping[str, Any] | None = None,
    language: Language = ENGLISH,
    audience: Audience = EVERYBODY,
) -> str:
    """Return the report as HTML; encode it as UTF-8.

    Args:
        case: what it tells.
        title: its heading.
        drawn_at: when it is written, for people; now by default.
        aliased: whether the case has aliases in place of people.
        manifest: what it rests on; it then holds the digest of the page.
        language: that of the page, with the zone of all times.
        audience: for whom it is.
    """
    style = "\n".join(map(template_text, STYLES))
    shown = manifest if audience.rules else None
    of_language = {
        "explained": partial(explained, language=language),
        "salvo_kind": partial(salvo_kind, language=language),
    }
    template = environment(language, _FILTERS | of_language).get_template("report.html.j2")
    page = template.render(
        title=one_line(title, 120),
        csp=content_policy([], [style]),
        style=Markup(style),  # noqa: S704 - our own file
        case=case,
        audience=audience,
        **_derived(case, language, audience),
        zone=language.zone_name,
        limits=data,
        aliased=language.of(ALIASED) if aliased else None,
        drawn_at=drawn_at or language.now(),
        manifest=None if shown is None else manifest_text(shown),
        version=VERSION,
    )
    return page if shown is None else sealed(page)


def _derived(case: Case, language: Language, audience: Audience) -> dict[str, Any]:
    """Return what is made of the case, by the names that the template gives it."""
    return {
        "parts": [
            (part, language.say(PARTS[part]))
            for part in audience.parts
            if part != "notes" or case.notes
        ],
        "opening": opening_of(case, language),
        "own_limits": list(limits_of(case, language)),
        "unfinished": [
            language.of(unfinished_message(unfinished)) for unfinished in case.unfinished
        ],
        "runs": [described_run(run, language) for run in case.runs],
        "both_sides": _both_sides(case),
        "chart": _chart(case, language),
        "notes": told_notes(case.notes, language),
        "clocks": {head: clock(hours, language) for head, hours in case.hours.items()},
        "matrix": attacker_grid(case.attackers, case.names) if audience.people else None,
        "heat": [
            pack_grid(pack["members"], case.ties) if audience.people else None
            for pack in case.packs[:HEAT_MAPS]
        ],
        "curves": [
            curve(first_acts(pack["members"], case.ties), language)
            for pack in case.packs[: data.PACKS]
        ],
        "trees": [
            tree
            for spread in (case.story.trees if case.story else ())
            if (tree := spread_tree(spread, language))
        ],
    }


def _both_sides(case: Case) -> list[str]:
    """Return handles of accounts that attack several figures and also support one of these."""
    return [
        one_line(row.get("handle") or row["account"], 60)
        for row in case.attackers[: data.ATTACKERS]
        if any(stance["stance"] == "SUPPORTS" for stance in row["stances"])
    ]


def _chart(case: Case, language: Language) -> Chart | None:
    """Return the course of the burst that is told."""
    if case.story is None:
        return None
    burst = case.story.burst
    span = burst["start_ts"], burst["end_ts"]
    return draw(
        case.story.bins, span, (burst["from_ts"], burst["until_ts"]), case.story.spark_ts,
        bin_length(*span), language,
    )  # fmt: skip


def _named(text: str, limit: int) -> Markup:
    """Return a name that strangers chose, within its own direction."""
    return Markup("<bdi>{}</bdi>").format(one_line(text, limit))


def _coded(text: str, limit: int) -> Markup:
    return Markup("<code>{}</code>").format(one_line(text, limit))


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
    "named": _named,
    "coded": _coded,
    "line": one_line,
    "text": printable,
    "address": web_address,
    "profile": profile_address,
    "pack_sign": _pack_sign,
}
