"""What ties words to a figure, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unbound = Literal["unbound", "somebody else", "many", "another sense"]


@dataclass(frozen=True, slots=True)
class Binding:
    """What ties a match to a figure.

    ``strength`` is how sure that is, 0 to 1; ``firm`` that the words are taken for granted
    (« pourquoi cette vendue de X … »), so that no question and no negation takes them back;
    ``order`` that they speak to the figure; ``calls`` that it is called so: as what it is said to
    be, beside its name or to its face.
    ``aside`` says why nothing ties them.
    """

    strength: float = 0.0
    firm: bool = False
    order: bool = False
    calls: bool = False
    aside: Unbound | None = None


BESIDE = Binding(1.0, firm=True, calls=True)
SAID_OF = Binding(1.0, calls=True)
SAID_TO = Binding(1.0, order=True, calls=True)
CALLED_OUT = Binding(0.95, order=True)
"""« Quelle menteuse ! » in an answer to the figure, which may be about a third."""
NEXT_TO = Binding(0.8)
UNBOUND = Binding(aside="unbound")
ELSEWHERE = Binding(aside="somebody else")
MANY = Binding(aside="many")
OTHER_SENSE = Binding(aside="another sense")
