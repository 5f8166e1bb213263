"""A post's stance towards each figure, decided from what its rules found.

The order of precedence, from never accusing a supporter:

1. Words that are quoted, negated, reported as others' or about somebody else do not count, nor
   does a hashtag that the sentence speaks of.
2. Attacking words mark an attack, unless anything in the post supports the figure or denounces
   the campaign: then the post is undecided. Praise beside them is sarcasm only where the attack's
   hashtag or mockery says so.
3. An attacking hashtag by itself marks an attack only where nothing supports, denounces, asks or
   reports; with the figure's own words of support the post is support.
4. Support marks support, unless it is mocked.
5. What is left undecided concerns the figure.

A quoting post is judged so by its own words; where these merely agree, or are none, it takes the
stance of what it quotes, less surely. Confidence is one minus the product of the doubts of all
rules that count (noisy or).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .decisions import Decision
from .folding import fold_one
from .matcher import Matcher
from .matches import Match
from .readings import Reader
from .references import PostView, Reference, References, known_accounts
from .rules import GENERAL, MarkingRule, RuleBook
from .scene import Scene
from .weighing import PRAISE, UNDECIDED, noisy_or, of_stance, weighed

DECISIVE = 0.5
HIGHEST = 0.99
ENDORSED = 0.7
FEW_WORDS = 3
_NO_RULE = "only referred to"
_SET_ASIDE = "what matched is set aside"

_NAMED = MarkingRule("name", "concern", 0.5, None, "nothing", negatable=False)
_ADDRESSED = MarkingRule("account", "concern", 0.5, None, "nothing", negatable=False)
_QUOTED = MarkingRule("quoted", "concern", 0.5, None, "nothing", negatable=False)
_SOLIDARITY = MarkingRule("solidarity", "support", 0.75, None, "near", negatable=True)
_DENIED = MarkingRule("denied", "support", 0.6, None, "nothing", negatable=False)
_DENOUNCED = MarkingRule("denounce", "support", 0.65, None, "nothing", negatable=False)


class Judge:
    """Decides the stance of posts towards all figures of a rule book.

    ``accounts`` are graph ids of the figures' accounts and the index of each one's figure; those
    declared with a platform's id by default. ``slow`` counts, by rule, the posts on which a
    pattern ran out of time and was left out.
    """

    def __init__(self, book: RuleBook, accounts: dict[str, int] | None = None) -> None:
        self.book = book
        self.accounts = known_accounts(book.figures) if accounts is None else accounts
        self.slow: dict[str, int] = {}
        self.matcher = Matcher(book)
        self._references = References(book.figures, self.accounts)
        self._reader = Reader(book.figures, self.slow)
        self._known_tags: dict[str, bool] = {}
        self._everywhere = [
            index
            for index, figure in enumerate(book.figures)
            if any(rule.needs == "nothing" for _, rule in figure.patterns)
        ]

    def judge(self, posts: Sequence[PostView]) -> Iterator[tuple[PostView, list[Decision]]]:
        """Yield the posts that bear on a figure, with a decision for each such figure."""
        own = self._scenes([post.text for post in posts], map(self._addresses, posts))
        quoting = {n: post.quoted_text for n, post in enumerate(posts) if post.quoted_text}
        quoted = {
            n: scene
            for n, scene in zip(quoting, self._scene_list(list(quoting.values())), strict=True)
            if scene is not None
        }
        for number in sorted(own.keys() | quoted.keys()):
            post = posts[number]
            scene = own.get(number) or self._scene_list([post.text], keep=True)[0]
            assert scene is not None  # noqa: S101 - kept whatever is in it
            decisions = self._decide(post, scene, quoted.get(number))
            if decisions:
                yield post, decisions

    def _addresses(self, post: PostView) -> bool:
        return (
            bool(self._everywhere)
            or bool(post.mentions)
            or any(self._is_listed(tag) for tag in post.hashtags)
            or post.replied_account in self.accounts
            or post.quoted_account in self.accounts
        )

    def _is_listed(self, tag: str) -> bool:
        """Whether a rule lists the tag; a text that was cut can lack it."""
        listed = self._known_tags.get(tag)
        if listed is None:
            folded = fold_one(tag)
            listed = any(folded in rules.tags for rules in self.book.figures)
            self._known_tags[tag] = listed
        return listed

    def _scenes(self, texts: Sequence[str], answers: Iterable[bool]) -> dict[int, Scene]:
        chosen = frozenset(n for n, answer in enumerate(answers) if answer)
        return {text.index: Scene(text, self.book) for text in self.matcher.search(texts, chosen)}

    def _scene_list(self, texts: Sequence[str], *, keep: bool = False) -> list[Scene | None]:
        scenes = self._scenes(texts, (keep for _ in texts))
        return [scenes.get(n) for n in range(len(texts))]

    def _decide(self, post: PostView, scene: Scene, quoted: Scene | None) -> list[Decision]:
        references = self._references.of(post, scene)
        other = {} if quoted is None else self._quoted_decisions(post, quoted)
        for figure in other:
            references.setdefault(figure, Reference()).quoted = True
        decisions = []
        concerned = {hit.term.figure for hit in scene.hits}.union(references, self._everywhere)
        # Nobody attacks or supports himself.
        author = self.accounts.get(post.account or "", GENERAL)
        for figure in sorted(concerned - {GENERAL, author}):
            matches = self._reader.matches(figure, post, scene, references)
            reference = references.get(figure)
            if reference is None and not any(match.aside is None for match in matches):
                continue
            quote = other.get(figure)
            attacked = quote is not None and quote.stance == "attack"
            decision = self._stance(
                figure, scene, matches, references, attack_quoted=attacked,
                answers_other=post.kind == "reply" and not (reference and reference.direct),
            )  # fmt: skip
            decisions.append(self._with_quoted(decision, quote, post, scene))
        return decisions

    def _quoted_decisions(self, post: PostView, quoted: Scene) -> dict[int, Decision]:
        view = PostView(post.quoted or "", quoted.text, account=post.quoted_account)
        references = self._references.of(view, quoted)
        return {
            figure: self._stance(
                figure, quoted, self._reader.matches(figure, view, quoted, references), references
            )
            for figure in references
        }

    def _stance(
        self,
        figure: int,
        scene: Scene,
        matches: list[Match],
        references: dict[int, Reference],
        *,
        attack_quoted: bool = False,
        answers_other: bool = False,
    ) -> Decision:
        reference = references.get(figure, Reference())
        matches = matches + self._cued(figure, scene, references, answers=answers_other)
        matches.extend(_denounced(scene, matches, attack_quoted=attack_quoted))
        counted = [match for match in matches if match.aside is None]
        stance, reason, factor = weighed(scene, counted, matches)
        if not counted:
            reason = reason if stance == "unclear" else _SET_ASIDE if matches else _NO_RULE
            matches = matches + _mere_references(reference, scene)
        confidence = noisy_or(match for match in counted if match.rule.stance == stance)
        if stance in ("attack", "support") and confidence < DECISIVE:
            stance, reason = "unclear", f"too unsure: {reason}"
        if stance in ("concern", "unclear"):
            confidence, factor = max(DECISIVE, noisy_or(of_stance(counted, "concern"))), 1.0
        return Decision(
            self.book.figures[figure].figure.id,
            stance,
            reason,
            round(min(HIGHEST, confidence) * factor, 4),
            tuple(matches),
        )

    def _cued(
        self, figure: int, scene: Scene, references: dict[int, Reference], *, answers: bool
    ) -> list[Match]:
        """Solidarity with the figure and praise of it, as matches like those of rules."""
        reference = references.get(figure)
        if reference is None:
            return []
        cues = []
        for role, rule in (("solidarity", _SOLIDARITY), ("praise", PRAISE)):
            for hit in scene.cues(role):  # type: ignore[arg-type]
                if not self._reader.meant_for(hit, figure, scene, references, answers=answers):
                    continue
                set_aside = scene.negated(hit) or scene.over(hit) or scene.blames(hit)
                aside = "negated" if set_aside else None
                match = Match(rule, scene.text[hit.start : hit.end], hit)
                cues.append(replace(match, aside=aside) if aside else match)  # type: ignore[arg-type]
        return cues

    @staticmethod
    def _with_quoted(
        decision: Decision, quoted: Decision | None, post: PostView, scene: Scene
    ) -> Decision:
        """Let a post that merely agrees take the stance of what it quotes."""
        if quoted is None:
            return decision
        if (
            decision.stance != "concern"
            or quoted.stance in ("concern", "unclear")
            or decision.reason not in (UNDECIDED, _NO_RULE)
            or not _agrees(scene)
        ):
            return replace(decision, quoted=post.quoted)
        return replace(
            quoted,
            reason=f"agrees with the quoted post: {quoted.reason}",
            confidence=round(quoted.confidence * ENDORSED, 4),
            own_words=False,
            quoted=post.quoted,
        )


def _agrees(scene: Scene) -> bool:
    """Whether a quoting post adds nothing of its own, or nothing but agreement."""
    if scene.cues("denounce", "solidarity", "neutral", "report"):
        return False
    # Thanks go to the quoted author.
    agreed = sum(
        scene.folded.count(" ", cue.begin, cue.stop) + 1
        for cue in scene.cues("endorse", "praise", "rally")
    )
    if agreed or scene.shows("endorse"):
        return len(scene.own_words) <= agreed + FEW_WORDS
    return scene.bare


def _mere_references(reference: Reference, scene: Scene) -> list[Match]:
    matches = [
        Match(
            _NAMED if hit.term.kind == "name" else _ADDRESSED, scene.text[hit.start : hit.end], hit
        )
        for hit in reference.spans
    ]
    if not matches and (reference.direct or reference.mentioned or reference.weak):
        matches = [Match(_ADDRESSED, next(iter(reference.direct), "mention"))]
    return matches or [Match(_QUOTED, "quote")]


def _denounced(scene: Scene, matches: list[Match], *, attack_quoted: bool) -> Iterator[Match]:
    """Yield what denies or denounces an attack that the post shows and does not make."""
    attacks = of_stance(matches, "attack")
    if any(match.aside is None for match in attacks):
        return
    for attack in attacks:
        if attack.aside == "denied":
            yield replace(attack, rule=_DENIED, aside=None)
    if attack_quoted or any(
        attack.aside in ("quoted", "reported", "spoken of") for attack in attacks
    ):
        for hit in scene.cues("denounce"):
            yield Match(_DENOUNCED, scene.text[hit.start : hit.end], hit)
