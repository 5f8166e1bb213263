"""What each figure's rules find in one post: matches, each kept or set aside with the reason."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from . import grammar as g
from .attacks import tied
from .binder import Binder
from .combinations import COMBINED_AT_MOST, combinations
from .matcher import Hit
from .matches import NOT_UNDERSTOOD, TURNED, Aside, Match
from .neighbourhood import Address, Span
from .patterns import POST_SECONDS
from .phrases import forms
from .references import PostView, Reference, folded_tag, is_attacking_tag
from .rules import GENERAL, FigureRules, Term
from .scene import Scene

NEAR_WORDS = 8
NEAREST_SLACK = 4
TOWARDS = frozenset({"a", "au", "aux", "de", "pour", "avec", "envers", "to", "with", "for", "of"})
TOWARDS_WORDS = 5

_AND = frozenset({"et", "and", "y", "ou", "or"})
TAKEN_UP = frozenset({"asked", "quoted", "denied", "negated", "the author's own"})


class Reader:
    """Reads one scene for all figures."""

    def __init__(self, figures: tuple[FigureRules, ...], slow: dict[str, int]) -> None:
        self._figures = figures
        self._slow = slow
        self._plurals: dict[int, frozenset[str]] = {}
        self._known = frozenset(handle for rules in figures for handle in rules.handles)

    def matches(
        self, figure: int, post: PostView, scene: Scene, references: dict[int, Reference]
    ) -> list[Match]:
        """Return everything the figure's rules and its library sets find."""
        rules = self._figures[figure]
        reference = references.get(figure, Reference())
        binder = self._binder(figure, post, scene, references)
        results = [
            self._judged(match, figure, scene, references, binder)
            for match in itertools.chain(
                self._spoken(figure, rules, scene), self._patterns(rules, scene, reference)
            )
        ]
        results = _echoes(_as_the_whole(results), scene)
        results.extend(self._listed_tags(rules, post, results))
        results.extend(self._mentions(rules, scene, reference))
        results.extend(_emoji(rules, scene, reference, told=bool(binder.strange)))
        results.extend(combinations(rules, scene, reference, results))
        return results

    def _binder(
        self, figure: int, post: PostView, scene: Scene, references: dict[int, Reference]
    ) -> Binder:
        reference = references.get(figure, Reference())
        direct = bool(reference.direct)
        handles = scene.distinct_handles
        leading = scene.words.after(scene.leading_handles_end)
        addressed = (
            bool(leading)
            and not reference.weak
            and self._known.issuperset(scene.handles)
            and not _told_of(leading, scene)
        )
        address = Address(
            direct,
            other=post.kind == "reply"
            and not direct
            and (handles > 0 or bool(post.replied_account)),
            alone=addressed,
            group=self._figures[figure].figure.kind != "person",
            replied="reply" in reference.direct or addressed,
            tagged=bool(reference.spans)
            and not (direct or reference.mentioned)
            and all(map(is_attacking_tag, reference.spans)),
            leading=leading if direct or addressed else 0,
        )
        others = [
            place
            for index, other in references.items()
            if index != figure
            for place in other.places
            if place[0] >= address.leading
        ]
        apart = _apart(others, reference.places, scene)
        return Binder(
            scene.words, reference.places, apart + scene.strangers, address, scene.epithets,
            company=[place for place in others if place not in apart], common=scene.common,
        )  # fmt: skip

    def _plural(self, hit: Hit, scene: Scene) -> bool:
        """Whether a phrase stands in the plural where its rule has the singular too."""
        written = scene.folded[hit.begin : hit.stop]
        if not written.endswith(("s", "x")):
            return False
        plural = self._plurals.get(id(hit.term))
        if plural is None:
            texts = {
                form.text for phrase in hit.term.phrases for form in forms(phrase, evasions=False)
            }
            plural = frozenset(text for text in texts if text[:-1] in texts)
            self._plurals[id(hit.term)] = plural
        return written in plural

    def _spoken(self, figure: int, rules: FigureRules, scene: Scene) -> Iterator[Match]:
        hits = (*scene.hits_of.get(figure, ()), *scene.hits_of.get(GENERAL, ()))
        for hit in sorted(hits, key=lambda hit: (hit.begin, hit.stop)):
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
        self,
        match: Match,
        figure: int,
        scene: Scene,
        references: dict[int, Reference],
        binder: Binder,
    ) -> Match:
        """Set a match aside if the words are not the author's, or not about the figure."""
        hit, rule = match.hit, match.rule
        assert hit is not None  # noqa: S101 - only what was found in the text comes here
        reference = references.get(figure, Reference())
        aside: Aside | None = None
        if scene.quoted(hit.start, hit.end):
            aside = "quoted"
        elif match.tag:
            aside = "spoken of" if hit.begin in reference.spoken_at else None
        elif rule.needs != "nothing" and not reference.any:
            aside = "no reference"
        elif rule.needs != "nothing" and self._nearer_other(hit, figure, scene, references):
            aside = "somebody else"
        elif rule.needs != "nothing" and not self._directed(hit, figure, scene, references):
            aside = "undirected"
        elif rule.needs != "nothing" and _about_a_tag(hit, reference, references, scene):
            aside = "spoken of"
        elif rule.stance == "attack":
            return tied(match, hit, scene, binder, plural=self._plural(hit, scene))
        elif rule.negatable and scene.negated(hit):
            aside = "negated"
        elif scene.reported(hit):
            aside = "reported"
        elif rule.stance == "support" and scene.praised(hit):
            aside = "mere praise"
        return replace(match, aside=aside) if aside else match

    @staticmethod
    def _nearer_other(
        hit: Hit, figure: int, scene: Scene, references: dict[int, Reference]
    ) -> bool:
        """Whether another figure is clearly nearer to the words."""
        distance = _nearest(hit, references[figure].places, scene)
        return any(
            _nearest(hit, other.places, scene) + NEAREST_SLACK < distance
            for index, other in references.items()
            if index != figure and other.places
        )

    def _directed(
        self, hit: Hit, figure: int, scene: Scene, references: dict[int, Reference]
    ) -> bool:
        """Whether words of any needs but none are about this figure.

        A figure's own rule may count wherever the post refers to it; a rule of the library within
        a few words of the figure, in an answer to it or a quote of it, or where it is the only one
        addressed.
        """
        rule, reference = hit.term.rule, references[figure]
        distance = _nearest(hit, reference.places, scene)
        if reference.direct or distance <= NEAR_WORDS:
            return True
        if rule is not None and rule.needs == "reference":
            return True
        alone = scene.distinct_handles <= 1 and len(references) == 1
        return reference.mentioned and alone and not reference.weak

    def meant_for(
        self,
        hit: Hit,
        figure: int,
        scene: Scene,
        references: dict[int, Reference],
        *,
        answers: bool,
    ) -> bool:
        """Whether solidarity or praise is meant for this figure.

        Where it ends with *to* or *with*, the next few words must name it; else it must be near,
        or the only figure the post refers to.
        """
        reference = references[figure]
        last = scene.folded[hit.begin : hit.stop].rsplit(" ", 1)[-1]
        if last in TOWARDS:
            last_word = scene.words.span(hit)[1]
            at = bisect_left(reference.places, (last_word, 0))
            following = reference.places[at : at + 1]
            return any(place[0] - last_word <= TOWARDS_WORDS for place in following)
        if not (reference.any or reference.spoken_of):
            return False
        if answers and not _within(reference.places, scene.words.clause(scene.words.span(hit)[0])):
            return False  # « tu as raison » is meant for whom the post answers
        if len(references) == 1:
            return True
        return bool(reference.direct) or _nearest(hit, reference.places, scene) <= NEAR_WORDS

    def _listed_tags(
        self, rules: FigureRules, post: PostView, matches: list[Match]
    ) -> Iterator[Match]:
        if not rules.tags:
            return
        seen = {match.rule.name for match in matches if match.tag}
        for tag in post.hashtags:
            for rule in rules.tags.get(folded_tag(tag), ()):
                if rule.name not in seen:
                    yield Match(rule, f"#{tag}", tag=True)

    def _mentions(self, rules: FigureRules, scene: Scene, reference: Reference) -> Iterator[Match]:
        for mention, rule in rules.mentions:
            handles = [hit for hit in reference.spans if hit.term.kind == "handle"]
            if "mention" in mention.how and handles:
                yield Match(rule, scene.text[handles[0].start : handles[0].end], handles[0])
            elif "mention" in mention.how and reference.mentioned:
                yield Match(rule, "mention")
            elif answers := [way for way in reference.direct if way in mention.how]:
                yield Match(rule, answers[0])


def _as_the_whole(matches: list[Match]) -> list[Match]:
    """Read words within longer ones as these are read: « dégage » in « qu'elle dégage »."""
    wholes: list[Match] = []
    for match in matches:
        if match.hit and match.rule.stance == "attack" and not match.tag:
            if wholes and wholes[-1].hit and wholes[-1].hit.stop > match.hit.begin:
                longer = (
                    match.hit.stop - match.hit.begin > wholes[-1].hit.stop - wholes[-1].hit.begin
                )
                wholes[-1] = match if longer else wholes[-1]
            else:
                wholes.append(match)
    begins = [whole.hit.begin for whole in wholes if whole.hit]
    return [
        replace(match, aside=wholes[at].aside)
        if match.hit
        and (match.aside in TURNED or match.aside is None)
        and match.rule.stance == "attack"
        and not match.tag
        and (at := bisect_right(begins, match.hit.begin) - 1) >= 0
        and (match.aside or wholes[at].aside in TURNED | NOT_UNDERSTOOD)
        and _within_hit(match.hit, wholes[at].hit)
        else match
        for match in matches
    ]


def _within_hit(hit: Hit, whole: Hit | None) -> bool:
    """Whether a hit is a part of another, longer one."""
    if whole is None or whole.begin > hit.begin or whole.stop < hit.stop:
        return False
    return (whole.begin, whole.stop) != (hit.begin, hit.stop)


def _echoes(matches: list[Match], scene: Scene) -> list[Match]:
    """Set aside words that the post itself asks about, quotes or denies elsewhere.

    « Menteuse ? Non. Têtue, oui. Menteuse, jamais. »
    """
    taken = {
        scene.folded[match.hit.begin : match.hit.stop]
        for match in matches
        if match.hit and not match.tag and match.rule.stance == "attack" and match.aside in TAKEN_UP
    }
    return [
        replace(match, aside="asked")
        if match.hit
        and match.aside is None
        and match.rule.stance == "attack"
        and not match.tag
        and scene.folded[match.hit.begin : match.hit.stop] in taken
        else match
        for match in matches
    ]


def _emoji(
    rules: FigureRules, scene: Scene, reference: Reference, *, told: bool
) -> Iterator[Match]:
    """Yield signs that say something of the figure where hardly a word does.

    Words in no list (``told``) may turn them: « 🐀 scared of X ».
    """
    if not reference.any or scene.friendly or scene.text.rstrip().endswith("?"):
        return
    if any(sign in scene.text for sign in "<>≠"):  # « X > 🐀 » compares them with others
        return
    own = len(scene.own_words) - sum(
        last - first
        for first, last in reference.places
        if not scene.words.texts[first].startswith(("#", "@"))
    )
    for emoji, rule in rules.emoji:
        for sign in emoji.signs if own <= emoji.words else ():
            start = scene.text.find(sign)
            if start >= 0 and not scene.quoted(start, start + len(sign)):
                hit = scene.located(Term("phrase", GENERAL, (), rule), start, start + len(sign))
                yield Match(rule, sign, hit, aside="elaborated" if told else None)


def _told_of(first: int, scene: Scene) -> bool:
    """« @x did nothing wrong. You are a liar. »: the handle is the subject of a statement."""
    words = scene.words
    if words.ends_clause(first) or words.capital[first] or first in scene.epithets:
        return False
    word = words.texts[first]
    if word in g.SECOND or word in g.VERBS_OF_ORDER or word.endswith("ez"):
        return False
    return word in g.VERBS_AFTER_NAMES or first in words.unlisted


def _nearest(hit: Hit, places: Sequence[Span], scene: Scene) -> int:
    """Return how many words stand between a hit and the nearest of places in order."""
    first, last = scene.words.span(hit)
    at = bisect_right(places, (first, last))
    near = places[max(0, at - 2) : at + 1]
    return min((max(0, a - last, first - b) for a, b in near), default=10**6)


def _about_a_tag(
    hit: Hit, reference: Reference, references: dict[int, Reference], scene: Scene
) -> bool:
    """Whether words are nearer to a hashtag that is spoken of, or share its clause alone."""
    tags = [other.tag_places for other in references.values() if other.tag_places]
    if not tags:
        return False
    clause = scene.words.clause(scene.words.span(hit)[0])
    shared = any(_within(places, clause) for places in tags)
    named = _within(reference.places, clause)
    nearer = min(_nearest(hit, places, scene) for places in tags) < _nearest(
        hit, reference.places, scene
    )
    return (shared and not named) or nearer


def _apart(others: Sequence[Span], own: Sequence[Span], scene: Scene) -> list[Span]:
    """Leave out the names of others that stand beside the figure's: « X et Y »."""
    texts = scene.words.texts
    joined = {
        edge
        for first, last in own
        for edge in (
            first - 1 if first > 1 and texts[first - 1] in _AND else None,
            last if last < len(texts) and texts[last] in _AND else None,
        )
    }
    return [place for place in others if place[1] not in joined and place[0] - 1 not in joined]


def _within(places: Sequence[Span], clause: Span) -> bool:
    at = bisect_left(places, (clause[0], 0))
    return at < len(places) and places[at][0] < clause[1]
