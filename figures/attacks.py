"""Attacking words of a post: whom they are about, and whether the author means them."""

from __future__ import annotations

from dataclasses import replace

from .binder import Binder
from .binding import SAID_OF, Binding
from .frame import ends, framed, headed, whole
from .matcher import Hit
from .matches import Aside, Match
from .scene import Scene

CALLS = frozenset({"threat", "deportation", "dogpile"})
"""What nobody says of himself: « we should deport X »."""
MILD = frozenset({"insult", "other", None})


def tied(match: Match, hit: Hit, scene: Scene, binder: Binder, *, plural: bool) -> Match:
    """Judge attacking words: whom they are about, and whether the author means them."""
    rule = match.rule
    spelled = scene.folded[hit.begin : hit.stop].strip() and rule.needs != "nothing"
    if not spelled:
        return replace(match, aside="reported") if scene.reported(hit) else match
    span = scene.words.span(hit)
    binding = binder.bind(span, plural=plural)
    aside: Aside | None = None
    if rule.needs == "tie" and binding.aside is not None:
        aside = binding.aside
    elif scene.reported(hit, firm=binding.firm):
        aside = "reported"
    elif rule.negatable and not binding.firm and (
        scene.negated(hit) or scene.denied_later(hit)
    ):  # fmt: skip
        if (
            binding.aside is not None
            or scene.asked(hit)
            or scene.conditional(hit, whole=True)
        ):  # fmt: skip
            aside = "negated"
        else:
            aside = "denied" if scene.denies(hit) else "unframed"
    else:
        aside = binding.aside or _not_meant(match, hit, scene, binding)
    if aside is None and not binding.firm and not framed(binder, span, told=binding.order):
        aside = "unframed"
    if aside is None and rule.needs == "tie" and not (
        binding.firm or (binding.calls and whole(binder, span))
    ):  # fmt: skip
        aside = "unbound"
    if aside is None and binding.firm and headed(binder, span):
        aside = "unframed"
    if aside is None and not ends(binder, span[1], firm=binding.firm):
        aside = "elaborated"
    return replace(match, aside=aside, strength=binding.strength)


def _not_meant(match: Match, hit: Hit, scene: Scene, binding: Binding) -> Aside | None:
    """Say why the author does not mean words that are about the figure; None if he does."""
    category = match.rule.category
    whole = not (binding.order or match.text[:2] in ("qu", "Qu"))
    if not binding.firm:
        if scene.asked(hit):
            return "asked"
        if scene.conditional(hit, whole=whole):
            return "conditional"
        if scene.titled(hit) and not binding.order:
            return "a title"
    aside: Aside | None = None
    if category not in CALLS and not binding.order and scene.own_pride(
        hit, of_figure=binding == SAID_OF
    ):  # fmt: skip
        aside = "the author's own"
    elif category != "threat" and (
        scene.friendly or (scene.laughing and category in MILD and (binding.order or scene.strange))
    ):
        aside = "banter"
    elif scene.cues("irony") or (not binding.firm and scene.shows("irony")):
        aside = "irony"
    return aside
