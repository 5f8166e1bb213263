"""What each figure's rules find in one post: matches, each kept or set aside with the reason."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from .matcher import Hit
from .patterns import POST_SECONDS
from .references import PostView, Reference, folded_tag
from .rules import GENERAL, FigureRules, MarkingRule, Term
from .scene import Scene

NEAR_WORDS = 8
NEAREST_SLACK = 4
COMBINED_AT_MOST = 8
TOWARDS = frozenset({"a", "au", "aux", "de", "pour", "avec", "envers", "to", "with", "for", "of"})
TOWARDS_WORDS = 5

Aside = Literal[
    "quoted", "negated", "reported", "undirected", "spoken of", "no reference", "mere praise"
]


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that found something, where, and why it does not count (``aside``) if it does not."""

    rule: MarkingRule
    text: str
    hit: Hit | None = None
    aside: Aside | None = None
    tag: bool = False

    @property
    def span(self) -> tuple[int, int] | None:
        """Offsets in the text; None for what stands beside it, such as an answer."""
        return None if self.hit is None else (self.hit.start, self.hit.end)


class Reader:
    """Reads one scene for all figures."""

    def __init__(self, figures: tuple[FigureRules, ...], slow: dict[str, int]) -> None:
        self._figures = figures
        self._slow = slow

    def matches(
        self, figure: int, post: PostView, scene: Scene, references: dict[int, Reference]
    ) -> list[Match]:
        """Return everything the figure's rules and its library sets find."""
        rules = self._figures[figure]
        reference = references.get(figure, Reference())
        found = [
            self._judged(match, figure, scene, references)
            for match in itertools.chain(
                self._spoken(figure, rules, scene), self._patterns(rules, scene, reference)
            )
        ]
        found.extend(self._listed_tags(rules, post, found))
        found.extend(self._mentions(rules, scene, reference))
        found.extend(self._combinations(rules, scene, reference, found))
        return found

    def _spoken(self, figure: int, rules: FigureRules, scene: Scene) -> Iterator[Match]:
        for hit in scene.hits:
            rule = hit.term.rule
            general = hit.term.figure == GENERAL and rule and rule.set_id in rules.sets
            if rule is not None and (hit.term.figure == figure or general):
                text = scene.text[hit.start : hit.end]
                yield Match(rule, text, hit, tag=hit.term.kind == "tag")

    def _patterns(self, rules: FigureRules, scene: Scene, reference: Reference) -> Iterator[Match]:
        for pattern, rule in rules.patterns:
            if rule.needs != "nothing" and not reference.any:
                continue
            try:
                spans = [m.span() for m in itertools.islice(
                    pattern.finditer(scene.text, timeout=POST_SECONDS), COMBINED_AT_MOST
                )]  # fmt: skip
            except TimeoutError:
                self._slow[rule.place] = self._slow.get(rule.place, 0) + 1
                continue
            for start, end in spans:
                if end > start:
                    hit = scene.located(Term("phrase", 0, (), rule), start, end)
                    yield Match(rule, scene.text[start:end], hit)

    def _judged(
        self, match: Match, figure: int, scene: Scene, references: dict[int, Reference]
    ) -> Match:
        """Set a match aside if the words are not the author's, or not about the figure."""
        hit, rule = match.hit, match.rule
        assert hit is not None  # noqa: S101 - only what was found in the text comes here
        reference = references.get(figure, Reference())
        aside: Aside | None = None
        if scene.quoted(hit.start, hit.end):
            aside = "quoted"
        elif match.tag:
            aside = "spoken of" if hit in reference.spoken_of else None
        elif rule.needs != "nothing" and not reference.any:
            aside = "no reference"
        elif rule.needs != "nothing" and not self._directed(hit, figure, scene, references):
            aside = "undirected"
        elif rule.needs != "nothing" and _about_a_tag(hit, reference, references, scene):
            aside = "spoken of"
        elif rule.negatable and self._negated(hit, reference, scene):
            aside = "negated"
        elif scene.reported(hit):
            aside = "reported"
        elif rule.stance == "support" and scene.praised(hit):
            aside = "mere praise"
        return replace(match, aside=aside) if aside else match

    @staticmethod
    def _negated(hit: Hit, reference: Reference, scene: Scene) -> bool:
        if scene.negated(hit):
            return True
        nearest = min(
            reference.spans, key=lambda span: scene.words_between(hit, span), default=None
        )
        return nearest is not None and scene.negated_towards(hit, nearest)

    def _directed(
        self, hit: Hit, figure: int, scene: Scene, references: dict[int, Reference]
    ) -> bool:
        """Whether words of any needs but none are about this figure.

        A figure's own rule counts wherever the post refers to it, unless another figure is
        clearly nearer; a rule of the library within a few words of the figure, in an answer to
        it or a quote of it, or where it is the only one addressed.
        """
        rule, reference = hit.term.rule, references[figure]
        distance = _nearest(hit, reference.spans, scene)
        others = [
            _nearest(hit, other.spans, scene)
            for index, other in references.items()
            if index != figure and other.spans
        ]
        if others and min(others) + NEAREST_SLACK < distance:
            return False
        if reference.direct or distance <= NEAR_WORDS:
            return True
        if rule is not None and rule.needs == "reference":
            return True
        alone = len(set(scene.handles)) <= 1 and len(references) == 1
        return reference.mentioned and alone and not reference.weak

    def meant_for(
        self, hit: Hit, figure: int, scene: Scene, references: dict[int, Reference]
    ) -> bool:
        """Whether solidarity or praise is meant for this figure.

        Where it ends with *to* or *with*, the next few words must name it; else it must be near,
        or the only figure the post refers to.
        """
        reference = references[figure]
        last = scene.folded[hit.begin : hit.stop].rsplit(" ", 1)[-1]
        if last in TOWARDS:
            return any(
                hit.stop <= span.begin and scene.words_between(hit, span) <= TOWARDS_WORDS
                for span in reference.spans
            )
        if not (reference.any or reference.spoken_of):
            return False
        if len(references) == 1:
            return True
        return bool(reference.direct) or _nearest(hit, reference.spans, scene) <= NEAR_WORDS

    def _listed_tags(
        self, rules: FigureRules, post: PostView, found: list[Match]
    ) -> Iterator[Match]:
        if not rules.tags:
            return
        seen = {match.rule.name for match in found if match.tag}
        for tag in post.hashtags:
            for rule in rules.tags.get(folded_tag(tag), ()):
                if rule.name not in seen:
                    yield Match(rule, f"#{tag}", tag=True)

    def _mentions(self, rules: FigureRules, scene: Scene, reference: Reference) -> Iterator[Match]:
        for declared, rule in rules.mentions:
            handles = [hit for hit in reference.spans if hit.term.kind == "handle"]
            if "mention" in declared.how and handles:
                yield Match(rule, scene.text[handles[0].start : handles[0].end], handles[0])
            elif "mention" in declared.how and reference.mentioned:
                yield Match(rule, "mention")
            elif answers := [way for way in reference.direct if way in declared.how]:
                yield Match(rule, answers[0])

    def _combinations(
        self, rules: FigureRules, scene: Scene, reference: Reference, found: list[Match]
    ) -> Iterator[Match]:
        for declared, rule in rules.combinations:
            parts = [
                list(itertools.islice(_part(part, reference, found), COMBINED_AT_MOST))
                for part in declared.all
            ]
            chosen = _closest(parts, declared.within, scene)
            if chosen is None:
                continue
            hits = sorted((hit for hit in chosen if hit), key=lambda hit: hit.begin)
            if not hits:
                yield Match(rule, " + ".join(declared.all))
                continue
            last = max(hits, key=lambda hit: hit.stop)
            span = Hit(hits[0].term, hits[0].start, last.end, hits[0].begin, last.stop)
            yield Match(rule, scene.text[span.start : span.end], span)


def _nearest(hit: Hit, spans: Iterable[Hit], scene: Scene) -> int:
    return min((scene.words_between(hit, span) for span in spans), default=10**6)


def _about_a_tag(
    hit: Hit, reference: Reference, references: dict[int, Reference], scene: Scene
) -> bool:
    """Whether words are nearer to a hashtag that is spoken of, or share its clause alone."""
    tags = [tag for other in references.values() for tag in other.spoken_of]
    if not tags:
        return False
    shared = any(scene.same_clause(hit, tag) for tag in tags)
    named = any(scene.same_clause(hit, span) for span in reference.spans)
    nearer = _nearest(hit, tags, scene) < _nearest(hit, reference.spans, scene)
    return (shared and not named) or nearer


def _part(part: str, reference: Reference, found: list[Match]) -> Iterator[Hit | None]:
    """Yield where a part of a combination stands; None where it stands beside the text."""
    if part in ("name", "reference"):
        yield from (
            hit for hit in reference.spans if part == "reference" or hit.term.kind == "name"
        )
    if part in ("account", "reference"):
        yield from (hit for hit in reference.spans if hit.term.kind == "handle")
        if reference.direct or reference.mentioned:
            yield None
    wanted = part.removeprefix("library:")
    for match in found:
        rule = match.rule
        named = rule.name == part or (
            rule.set_id is not None and f"{rule.set_id}/".startswith(f"{wanted}/")
        )
        # Nearness is what the combination itself decides.
        if named and match.aside in (None, "undirected", "no reference"):
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
