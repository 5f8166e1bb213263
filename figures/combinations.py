"""Rules that ask for several things at once."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from .matcher import Hit
from .matches import Match
from .references import Reference
from .rules import FigureRules
from .scene import Scene

COMBINED_AT_MOST = 8


def combinations(
    rules: FigureRules, scene: Scene, reference: Reference, matches: list[Match]
) -> Iterator[Match]:
    """Yield the combinations of a figure whose parts all stand in a post, near enough."""
    for combination, rule in rules.combinations:
        parts = [
            list(itertools.islice(_part(part, reference, matches), COMBINED_AT_MOST))
            for part in combination.all
        ]
        chosen = _closest(parts, combination.within, scene)
        if chosen is None:
            continue
        hits = sorted((hit for hit in chosen if hit), key=lambda hit: hit.begin)
        if not hits:
            yield Match(rule, " + ".join(combination.all))
            continue
        last = max(hits, key=lambda hit: hit.stop)
        span = Hit(hits[0].term, hits[0].start, last.end, hits[0].begin, last.stop)
        yield Match(rule, scene.text[span.start : span.end], span)


def _part(part: str, reference: Reference, matches: list[Match]) -> Iterator[Hit | None]:
    """Yield where a part of a combination stands; None where it stands beside the text."""
    if part in ("name", "reference"):
        yield from (
            hit for hit in reference.spans if part == "reference" or hit.term.kind == "name"
        )
    if part in ("account", "reference"):
        yield from (hit for hit in reference.spans if hit.term.kind == "handle")
        if reference.direct or reference.mentioned:
            yield None
    rule_set = part.removeprefix("library:")
    for match in matches:
        rule = match.rule
        named = rule.name == part or (
            rule.set_id is not None and f"{rule.set_id}/".startswith(f"{rule_set}/")
        )
        # Nearness is what the combination itself decides.
        if named and match.aside in (
            None, "undirected", "no reference", "unbound", "somebody else",
        ):  # fmt: skip
            yield match.hit


def _closest(
    parts: list[list[Hit | None]], within: int | None, scene: Scene
) -> tuple[Hit | None, ...] | None:
    """Return one place of each part, all within that many words of one another."""
    for chosen in itertools.product(*parts):
        if within is None:
            return chosen
        hits = [hit for hit in chosen if hit is not None]
        if len(hits) == len(chosen) and all(
            scene.words_between(one, other) <= within
            for one, other in itertools.combinations(hits, 2)
        ):
            return chosen
    return None
