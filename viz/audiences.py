"""For whom a report is: which of its parts are told, and in how much detail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import UsageError
from .language import marked

PARTS: Mapping[str, str] = {
    "summary": marked("Summary"),
    "targets": marked("Whom the posts attack and support"),
    "burst": marked("The burst"),
    "beginning": marked("The spark and the relays"),
    "packs": marked("Packs"),
    "attackers": marked("Accounts that attack several figures"),
    "supporters": marked("Supporters, who are not accused"),
    "notes": marked("Notes by the investigators"),
    "method": marked("Method and limits"),
    "provenance": marked("Provenance"),
}
"""The parts of a report in their order, with their headings."""


@dataclass(frozen=True, slots=True)
class Audience:
    """What a report tells."""

    parts: tuple[str, ...] = tuple(PARTS)
    people: bool = True
    """Whether accounts are named and posts quoted."""
    rules: bool = True
    """Whether the text of the rules and the manifest are there."""
    unfolded: bool = False
    """Whether these stand open, so that they are printed."""


EVERYBODY = Audience()
_NO_SUPPORTERS = tuple(part for part in PARTS if part != "supporters")
AUDIENCES: Mapping[str, Audience] = {
    "police": Audience(_NO_SUPPORTERS, unfolded=True),
    "lawyer": Audience(unfolded=True),
    "editor": Audience(_NO_SUPPORTERS, rules=False),
    "public": Audience(
        ("summary", "targets", "burst", "packs", "supporters", "method"), people=False, rules=False
    ),
}
"""What ``meute report --for`` takes. The public is told numbers: no account, nobody's words."""


def audience_of(name: str | None) -> Audience:
    """Return for whom a report is, by name; None tells everything.

    Raises:
        UsageError: there is no such audience.
    """
    if name is None:
        return EVERYBODY
    if name not in AUDIENCES:
        raise UsageError(
            f"There are no readers called {name!r}", f"Choose one of {', '.join(AUDIENCES)}."
        )
    return AUDIENCES[name]
