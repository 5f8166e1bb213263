"""A figure's name where it is somebody else's, or a street's: « Paul X », « rue X », « X Road »."""

from __future__ import annotations

from collections.abc import Sequence

from . import grammar as g
from .matcher import Hit
from .rules import GENERAL, FigureRules
from .scene import Scene
from .words import NONE


def strange_names(scene: Scene, figures: Sequence[FigureRules]) -> frozenset[tuple[int, int, int]]:
    """Return the names that mean another person, a place or a shop: figure, begin and stop.

    A figure's file may list such ``homonyms``; the rest is told by the word before or after a
    name of one word, where the figure has a longer name too. Names within a longer name of the
    same figure are among them: they say nothing of their own.
    """
    strangers = []
    for figure, hits in scene.hits_of.items():
        if figure == GENERAL:
            continue
        names = [hit for hit in hits if hit.term.kind in ("name", "homonym")]
        end, before = -1, ""
        for hit in sorted(names, key=lambda hit: (hit.begin, -hit.stop)):
            covered = hit.stop <= end
            if hit.term.kind == "homonym" or not covered:
                end, before = max(end, hit.stop), hit.term.kind
            if hit.term.kind == "homonym":
                continue
            place = (figure, hit.begin, hit.stop)
            if covered:
                strangers.append(place)
            elif _is_strange(hit, scene, figures[figure]):
                strangers.append(place)
                scene.strangers.append(scene.words.span(hit))
            if covered and before == "homonym":
                scene.strangers.append(scene.words.span(hit))
    return frozenset(strangers)


def _is_strange(hit: Hit, scene: Scene, rules: FigureRules) -> bool:
    words = scene.words
    first, last = words.span(hit)
    if last - first > 1 or words.texts[first].startswith("#") or not rules.long_named:
        return False
    if last < len(words.texts) and words.breaks[last] == NONE and words.texts[last] in g.PLACES:
        return scene.text[words.starts[last]].isupper()
    at = first - 1
    if at < 0 or words.breaks[first] != NONE:
        return False
    if words.texts[at] in ("de", "d", "of", "du") and at and words.texts[at - 1] in g.PLACES:
        return True
    before = words.texts[at]
    if at and before in g.TITLES and words.texts[at - 1] in g.TRADES:
        return True
    if before in g.PLACES or before in g.TRADES:
        return True
    written = scene.text[words.starts[at] : words.ends[at]]
    if not written[:1].isupper() or before in g.TITLES or before in rules.name_words:
        return False
    if before in g.GIVEN_NAMES:
        return True
    # Any word may begin a sentence, and a text in capitals tells nothing.
    begins = words.breaks[at] != NONE or at in scene.epithets
    return not (begins or written.isupper() or before in g.VERBS_OF_ORDER)
