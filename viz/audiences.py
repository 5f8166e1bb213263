"""For whom a report is: which of its parts are told, and in how much detail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PARTS: Mapping[str, str] = {
    "summary": "Summary",
    "targets": "Whom the posts attack and support",
    "burst": "The burst",
    "beginning": "The spark and the relays",
    "packs": "Packs",
    "attackers": "Accounts that attack several figures",
    "supporters": "Supporters, who are not accused",
    "method": "Method and limits",
    "provenance": "Provenance",
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
AUDIENCES: Mapping[str, Audience] = {
    "police": Audience(unfolded=True),
    "lawyer": Audience(unfolded=True),
    "editor": Audience(
        ("summary", "targets", "burst", "beginning", "packs", "attackers", "method", "provenance"),
        rules=False,
    ),
    "public": Audience(
        ("summary", "targets", "burst", "packs", "supporters", "method"), people=False, rules=False
    ),
}
"""What ``meute report --for`` takes. The public is told numbers: no account, nobody's words."""
